/**
 * Keys for the whole page, outside fields: n and p move between marks, ? shows what the keys are. Single letters can be
 * switched off, since people who speak to their computer would press them by accident.
 */
import { button, el, isField } from '../../dom.js';
import { store, stored } from '../tools.js';

const STORED = 'sitrep-keys';

/** Other parts add to `page.keys`: [keys, or their strings, the string that says what they do, what to do]; `false` leaves the key to others. */
export function installKeys(page) {
  const keys = { on: stored(STORED) !== 'off', started: false, text: null, at: 0 };
  const dialog = makeDialog(page, keys);
  page.keys = [[['n'], 'keys.next', () => step(page, keys, 1)], [['p'], 'keys.previous', () => step(page, keys, -1)], [['key.enter'], 'keys.why'], [['key.escape'], 'keys.back'], [['?'], 'keys.help', () => show(page, dialog)], ...(page.keys ?? [])];
  page.root.append(dialog);
  page.parts.tools.append(button(page.words.t('keys.button'), { class: 'action keys-button', 'aria-haspopup': 'dialog', onclick: () => show(page, dialog) }));
  page.addEventListener('report', () => { if (keys.text !== page.text) Object.assign(keys, { text: page.text, started: false }); });
  page.view.element.addEventListener('focusin', (event) => {
    const mark = page.view.marks[event.target.closest('mark')?.dataset.mark];
    if (mark) Object.assign(keys, { started: true, at: mark.start });
  });
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.altKey || isField(event.target) || document.querySelector('dialog[open]')) return;
    const control = event.ctrlKey || event.metaKey;
    const pressed = [control && 'key.ctrl', control && event.shiftKey && 'key.shift', event.key].filter(Boolean).join().toLowerCase();
    const [, , act] = page.keys.find(([names, , does]) => does && names.join().toLowerCase() === pressed) ?? [];
    if (act && (control || keys.on) && act() !== false) event.preventDefault();
  });
}

/** To the mark after or before the last one; open reasons follow. */
function step(page, keys, by) {
  const { view } = page;
  if (page.mode !== 'read' || page.viewShown !== 'article' || view.current === null) return;
  const visible = view.order.filter((n) => !view.hiddenKinds.has(view.marks[n].kind));
  const next = neighbour(view, visible, keys, by);
  if (next === undefined) return;
  page.setPane('text');
  const [node] = view.pieces[next];
  node.focus();
  if (page.why.open) view.onSelect(next, node);
}

/** The mark to go to; where the marks were drawn anew meanwhile, from the place of the last one. */
function neighbour(view, visible, keys, by) {
  const at = visible.indexOf(view.current);
  if (!keys.started) return visible[at];
  if (view.marks[view.current].start === keys.at) return visible[at + by];
  return by > 0 ? visible.find((n) => view.marks[n].start > keys.at) : visible.findLast((n) => view.marks[n].start < keys.at);
}

function makeDialog(page, keys) {
  const { t } = page.words;
  const letters = el('input', { type: 'checkbox', id: 'single-keys' });
  letters.checked = keys.on;
  letters.addEventListener('change', () => { keys.on = letters.checked; store(STORED, letters.checked ? 'on' : 'off'); });
  return el('dialog', { class: 'keys-dialog', 'aria-labelledby': 'keys-title' },
    el('div', { class: 'keys-head' }, el('h2', { id: 'keys-title' }, t('keys.title')), button(t('why.close'), { class: 'quiet-button', onclick: (event) => event.target.closest('dialog').close() })),
    el('dl', { class: 'keys-list' }), el('label', { class: 'keys-switch', for: 'single-keys' }, letters, ` ${t('keys.letters')}`));
}

function show(page, dialog) {
  const { t, has } = page.words;
  dialog.querySelector('dl').replaceChildren(...page.keys.map(([names, what]) => el('div', {}, el('dt', {}, names.map((name, n) => [n ? '+' : null, el('kbd', {}, has(name) ? t(name) : name)])), el('dd', {}, t(what)))));
  dialog.showModal();
}
