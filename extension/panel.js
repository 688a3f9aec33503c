/**
 * The panel of the extension: the page itself, which is given the selection or the article of the tab that the reader asked
 * for. The tab is only looked into, by a function that runs there once; the article is found here, in a document of its own.
 */
import { opened } from './app.js';
import { articleInPage } from './parts/intake/html.js';

const api = globalThis.browser ?? chrome;

const page = await opened;
const { id: here } = await api.windows.getCurrent();
api.runtime.onMessage.addListener(({ window }) => { if (window === here) readWanted(); });
await readWanted();

async function readWanted() {
  const request = await api.runtime.sendMessage({ opened: here });
  if (request) await read(request);
}

async function read({ tab, selection: given }) {
  const [{ result } = {}] = await api.scripting.executeScript({ target: { tabId: tab }, func: contentOfTab }).catch(() => []);
  if (!result && !given) return page.wrong('tab_refused', {});
  const { selection = '', html = '', url } = result ?? {};
  const article = await articleInPage(html);
  const text = [selection, given, article.text].find((text) => text.trim());
  if (!text) return page.wrong('tab_empty', {});
  return page.take(text, { ...(url && { url }), ...article.about, date: article.date ?? '' });
}

/** Runs in the tab. */
function contentOfTab() {
  const { protocol, href } = location;
  return { selection: String(getSelection()), html: document.documentElement.outerHTML, url: protocol.startsWith('http') ? href : '' };
}
