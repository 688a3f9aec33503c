/**
 * "Your corrections": what was changed, in words, above the card, each with its undo; and the mark on a corrected fact in
 * card and article that says what was read. Takes the layer and the report as shown; changes nothing by itself.
 */
import { button, el } from '../../dom.js';
import { LIST_OF, fieldAt, valueWords } from './fields.js';
import { same } from './layer.js';

/** Longest reason of the engine that is shown; it may quote a whole object. */
const MOST_WHY = 160;

/** Draws the list into `place`; `on` holds {undo, redo, drop(group), sign(name, keep)}. */
export function drawList(page, place, layer, signature, on) {
  const { t } = page.words;
  const used = layer.groups.length || layer.past.length || layer.future.length;
  place.hidden = !used;
  if (!used) return place.replaceChildren();
  const stale = staleGroups(page.report, layer, page.words);
  const title = el('h2', { id: 'corrections-title', class: 'corrections-title', tabindex: -1 }, t('correct.list', { n: layer.groups.length }));
  const tools = el('div', { class: 'corrections-tools' },
    button(t('correct.undo'), { class: 'quiet-button correct-undo', disabled: !layer.past.length, onclick: on.undo, title: 'Ctrl+Z' }),
    button(t('correct.redo'), { class: 'quiet-button correct-redo', disabled: !layer.future.length, onclick: on.redo, title: 'Ctrl+Shift+Z' }));
  place.replaceChildren(el('div', { class: 'corrections-head' }, title, tools),
    stale.size ? el('p', { class: 'corrections-stale' }, t('correct.stale', { n: stale.size })) : '',
    el('ul', { class: 'corrections-list' }, layer.groups.map((group) => line(page, group, stale.get(group.key), on))),
    layer.groups.length ? signatureLine(page, signature, on) : '');
}

/** Groups that do not fit the report, each with the reason. */
function staleGroups(report, layer, words) {
  const groups = new Map(layer.overrides().map((one) => [one.id, one.group]));
  const stale = new Map(layer.groups.filter((group) => group.gone).map((group) => [group.key, words.t('correct.gone')]));
  for (const one of report?.overrides ?? []) if (one.status === 'stale' && groups.has(one.id) && !stale.has(groups.get(one.id))) stale.set(groups.get(one.id), shortened(one.why));
  return stale;
}

function shortened(text) {
  return text.length > MOST_WHY ? `${text.slice(0, MOST_WHY)} …` : text;
}

function line(page, group, stale, on) {
  const { t } = page.words;
  return el('li', { class: `correction correction-${group.kind}${stale ? ' stale' : ''}`, 'data-ref': group.ref },
    el('div', { class: 'correction-main' }, el('span', {}, el('strong', { dir: 'auto' }, group.what), ': ', changeWords(page, group)),
      button(t('correct.drop'), { class: 'quiet-button', 'aria-label': t('correct.drop_for', { what: group.what }), onclick: () => on.drop(group) })),
    stale ? el('p', { class: 'sub corrections-stale' }, t('correct.stale_why', { why: stale })) : null,
    el('p', { class: 'sub', dir: 'auto' }, byLine(page.words, group)));
}

/** The reason, if there is one, who and when. */
function byLine(words, { overrides: [first] }) {
  const by = words.t('correct.by', { by: first.by ?? words.t('not_stated'), at: (first.at ?? '').slice(0, 16).replace('T', ' ') });
  return [first.reason ? `“${first.reason}”` : null, by].filter(Boolean).join(' · ');
}

/** The same list as plain text, to go with the copied card. */
export function listText(page, layer) {
  const { t } = page.words;
  if (!layer.groups.length) return [];
  const stale = staleGroups(page.report, layer, page.words);
  const lines = layer.groups.map((group) => `  - ${group.what}: ${changeWords(page, group)} (${[byLine(page.words, group), stale.has(group.key) ? t('correct.stale_why', { why: stale.get(group.key) }) : null].filter(Boolean).join('; ')})`);
  const note = sentenceNote(page, layer);
  return ['', t('correct.list', { n: layer.groups.length }).toUpperCase(), ...lines, ...(note ? [`  ${note}`] : [])];
}

/** "lowest 45 → 40; side not stated → civilians; and 3 coded cells". */
function changeWords(page, group) {
  const { t } = page.words;
  if (group.kind !== 'set') return t(`correct.did.${group.kind}`);
  const type = group.type;
  const context = { words: page.words, index: page.index, object: {} };
  const known = [];
  let others = 0;
  for (const one of group.overrides) {
    const [, list, , ...tail] = one.path.split('/');
    const field = list === LIST_OF[type] ? fieldAt(type, tail.join('/')) : one.path === '/summary/sentence' ? { key: 'sentence' } : null;
    const typed = type === 'event' && tail.at(-1) === 'sub_event_type' ? { key: 'acled_type' } : null;
    const cast = tail[0] === 'actors' && list === 'events' ? { key: 'role' } : null;
    const shown = field ?? typed ?? cast;
    if (!shown || known.some((words) => words.key === shown.key)) others += shown || same(one.old, one.new) ? 0 : 1;
    else known.push({ key: shown.key, words: fieldWords(page, context, shown, cast ? roleOf(one) : one) });
  }
  const parts = known.map((one) => one.words);
  if (others) parts.push(t('correct.others', { n: others }));
  return parts.join('; ');
}

function roleOf({ op, old, new: value }) {
  const role = (given) => (typeof given === 'string' ? given : given?.role ?? null);
  return { old: op === 'add' ? null : role(old), new: op === 'remove' ? null : role(value) };
}

function fieldWords(page, context, field, one) {
  const { t } = page.words;
  if (field.key === 'sentence') return t('correct.sentence_changed');
  const show = (value) => (field.key === 'role' && value ? page.words.code('role', value) : valueWords(field, value, context));
  return t('correct.change', { field: t(`field.${field.key}`), from: show(one.old), to: show(one.new) });
}

/** Who signs: a name given once, kept only if asked. */
function signatureLine(page, signature, on) {
  const { t } = page.words;
  const input = el('input', { type: 'text', id: 'correct-name', autocomplete: 'off', dir: 'auto' });
  input.value = signature.name;
  const keep = el('input', { type: 'checkbox', id: 'correct-keep' });
  keep.checked = signature.kept;
  const save = () => on.sign(input.value.trim(), keep.checked);
  input.addEventListener('input', save);
  keep.addEventListener('change', save);
  return el('details', { class: 'corrections-sign' }, el('summary', {}, t('correct.signed', { name: signature.name || t('correct.analyst') })),
    el('div', { class: 'correct-field' }, el('label', { for: 'correct-name' }, t('correct.name')), input),
    el('label', { class: 'keys-switch', for: 'correct-keep' }, keep, ` ${t('correct.keep_name')}`));
}

/** Marks the facts of the card that were corrected, confirmed or added. */
export function markCard(page, layer) {
  const groups = new Map(layer.groups.map((group) => [group.ref, layer.groups.filter((one) => one.ref === group.ref)]));
  if (!groups.size) return;
  for (const node of page.parts.results.querySelectorAll('.section:not(.section-warnings) .line')) {
    const own = groups.get(node.dataset.ids.split(' ')[0]);
    if (own) node.append(...own.map((group) => el('p', { class: `corrected corrected-${group.kind}` }, markWords(page, group))));
  }
  const note = sentenceNote(page, layer);
  if (note) page.parts.results.querySelector('.card-headline')?.after(el('p', { class: 'corrected corrected-headline' }, note));
}

/** What has to be said of the sentence of the card, which is not worked out anew. */
function sentenceNote(page, layer) {
  if (!page.report.summary?.sentence || layer.groups.every((group) => group.kind === 'confirm')) return null;
  const own = layer.groups.some((group) => group.overrides.some((one) => one.path === '/summary/sentence'));
  return page.words.t(own ? 'correct.headline_yours' : 'correct.headline');
}

/** What is said of a fact that was corrected, confirmed or added. */
export function markWords(page, group) {
  const { t } = page.words;
  if (group.kind === 'set') return t('correct.mark_set', { what: changeWords(page, group) });
  return t(`correct.mark_${group.kind}`);
}

/** Marks the corrected facts in the article. */
export function markArticle(page, layer) {
  const kinds = new Map(layer.groups.map((group) => [group.ref, group.kind]));
  for (const node of page.view.element.querySelectorAll('.is-corrected, .is-confirmed')) {
    node.classList.remove('is-corrected', 'is-confirmed');
    if (node.hasAttribute('aria-describedby')) node.setAttribute('aria-describedby', node.getAttribute('aria-describedby').split(' ')[0]);
  }
  if (!kinds.size) return;
  page.view.marks.forEach((mark, n) => {
    const kind = kinds.get(mark.ref);
    if (!kind) return;
    for (const piece of page.view.pieces[n] ?? []) {
      piece.classList.add(kind === 'confirm' ? 'is-confirmed' : 'is-corrected');
      if (piece.hasAttribute('aria-describedby')) piece.setAttribute('aria-describedby', `${page.view.describe(mark.kind)} state-${kind}`);
    }
  });
}
