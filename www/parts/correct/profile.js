/**
 * The coding profile: which one counts the figures, and what changes when another is taken. The reading stays the same;
 * what changed in coded figures and cells is listed and marked until it is put away.
 */
import { button, el } from '../../dom.js';
import { claimWords } from '../../words.js';
import { PROFILES } from '../help/profiles.js';

const BOUNDS = ['low', 'best', 'high'];
const MOST_LINES = 12;

export function installProfile(page) {
  const { t } = page.words;
  const input = el('select', { id: 'profile' }, PROFILES.map((name) => el('option', { value: name }, t(`profile.${name}`))));
  const about = el('p', { class: 'hint', id: 'profile-about' });
  const changes = el('div', { class: 'profile-changes', 'aria-live': 'polite' });
  const place = el('div', { class: 'profile', hidden: true },
    el('div', { class: 'profile-choice' }, el('label', { for: 'profile' }, t('profile.label')), input, about), changes);
  input.setAttribute('aria-describedby', 'profile-about');
  page.parts.below.prepend(place);
  let before = null;
  let shown = null;
  const close = () => { shown = null; changes.replaceChildren(); page.parts.results.querySelectorAll('.profile-changed').forEach((node) => node.classList.remove('profile-changed')); input.focus(); };
  input.addEventListener('change', () => {
    before = page.report && { report: page.report, text: page.text, name: input.dataset.now };
    page.set({ profile: input.value });
  });
  page.addEventListener('report', () => {
    place.hidden = page.root.dataset.phase !== 'done';
    const name = page.report.engine?.profile ?? 'acled';
    input.value = PROFILES.includes(name) ? name : input.value;
    input.dataset.now = input.value;
    about.textContent = t(`profile.${input.value}_about`);
    if (before && before.text === page.text && before.name !== input.value) shown = { ...before, differences: differences(before.report, page.report, page.words) };
    else if (shown && (shown.text !== page.text || shown.name === input.value)) shown = null;
    before = null;
    changes.replaceChildren(...(shown ? draw(page, shown, close) : []));
    if (shown) mark(page, shown.differences);
  });
  page.addEventListener('cleared', () => { place.hidden = true; shown = null; changes.replaceChildren(); });
}

function draw(page, { name, differences: all }, close) {
  const { t } = page.words;
  const title = all.length ? t('profile.changed', { n: all.length, name: t(`profile.${name}`) }) : t('profile.same', { name: t(`profile.${name}`) });
  const left = all.length - MOST_LINES;
  return [el('div', { class: 'profile-head' }, el('p', {}, title), button(t('why.close'), { class: 'quiet-button', onclick: close })),
    all.length ? el('ul', {}, all.slice(0, MOST_LINES).map((one, n) => drawDifference(one, all[n - 1]?.group))) : '',
    left > 0 ? el('p', { class: 'sub' }, t('card.more', { n: left })) : ''];
}

/** One difference, under the name of its event where that begins. */
function drawDifference({ group, label, from, to }, above) {
  return el('li', {}, group && group !== above ? el('p', { class: 'profile-group', dir: 'auto' }, group) : null,
    el('span', { dir: 'auto' }, label), ': ', el('s', {}, from), ' → ', el('strong', {}, to));
}

/** What two reports of the same text count differently: [{ref, group, side, label, from, to}]. */
function differences(a, b, words) {
  const found = [];
  const compare = (ref, group, label, one, other, side = null) => { if (one !== other) found.push({ ref, group, side, label, from: one, to: other }); };
  const claims = new Map(a.casualty_claims.map((claim) => [claim.id, claim]));
  for (const claim of b.casualty_claims) if (claims.has(claim.id)) compare(claim.id, null, claimWords(words, claim), boundsWords(words, claims.get(claim.id).coded), boundsWords(words, claim.coded));
  const events = new Map(a.events.map((event) => [event.id, event]));
  for (const event of b.events) if (events.has(event.id)) compareEvent(compare, words, events.get(event.id), event);
  return found;
}

function compareEvent(compare, words, a, b) {
  const name = b.label ?? words.t('event.unlabelled');
  const cell = (value) => (value === null || value === undefined ? words.t('not_stated') : words.number(value));
  compare(b.id, name, words.t('field.fatalities'), boundsWords(words, a.fatalities.total), boundsWords(words, b.fatalities.total));
  for (const row of b.fatalities.by_side) {
    const other = a.fatalities.by_side.find((one) => one.side === row.side);
    if (other) compare(b.id, name, words.code('side', row.side), boundsWords(words, other), boundsWords(words, row), b.status === 'main' ? row.side : null);
  }
  compare(b.id, name, words.t('field.acled_fatalities'), cell(a.acled[0]?.fatalities), cell(b.acled[0]?.fatalities));
  for (const bound of BOUNDS) compare(b.id, name, words.t('follow.cell', { table: 'UCDP', column: bound }), cell(a.ucdp?.[bound]), cell(b.ucdp?.[bound]));
  compare(b.id, name, words.t('follow.cell', { table: 'GTD', column: 'nkill' }), cell(a.gtd?.nkill), cell(b.gtd?.nkill));
}

function boundsWords(words, { low, best, high }) {
  const show = (value, open) => (value === null || value === undefined ? words.t(open) : words.number(value));
  return words.t('profile.bounds', { low: show(low, 'profile.open'), best: show(best, 'profile.none'), high: show(high, 'profile.open') });
}

/** Marks the figures of the card whose counting changed. */
function mark(page, all) {
  const refs = new Set(all.map((one) => one.ref).filter((ref) => page.index.typeOf(ref) === 'claim'));
  const sides = new Set(all.map((one) => one.side));
  for (const node of page.parts.results.querySelectorAll('.line')) {
    const changed = refs.has(node.dataset.ids.split(' ')[0]) || sides.has(node.closest('.toll-row')?.dataset.side);
    node.classList.toggle('profile-changed', changed);
  }
}
