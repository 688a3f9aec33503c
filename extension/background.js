/**
 * The background of the extension: the button and the entry of the context menu open the panel beside the tab and tell it
 * what to read. Such a click is what lets the panel look into that tab (activeTab), and into no other.
 */
const api = globalThis.browser ?? chrome;

/** What each window's panel is to read once it has opened, by the window's id. */
const wanted = new Map();

api.runtime.onInstalled.addListener(() => api.contextMenus.create({ id: 'read', title: api.i18n.getMessage('read'), contexts: ['page', 'selection'] }));
api.action.onClicked.addListener((tab) => read(tab, ''));
api.contextMenus.onClicked.addListener(({ selectionText = '' }, tab) => read(tab, selectionText));
api.runtime.onMessage.addListener(({ opened }, _, answer) => answer(taken(opened)));

/** Opens the panel first: that is allowed only while the click is being answered. A panel that is open already asks again. */
function read(tab, selection) {
  wanted.set(tab.windowId, { tab: tab.id, selection });
  const open = api.sidePanel ? api.sidePanel.open({ windowId: tab.windowId }) : api.sidebarAction.open();
  open.then(() => api.runtime.sendMessage({ window: tab.windowId })).catch(() => { /* no panel listens yet: it asks when it has opened */ });
}

function taken(window) {
  const request = wanted.get(window) ?? null;
  wanted.delete(window);
  return request;
}
