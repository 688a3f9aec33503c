/**
 * Draws the timeline: a strip for each event and date, a sign for a day, a bar for a stretch of days that a partial date
 * may mean. What lies years before or after is pointed at by an arrow, and what has no date is a list of its own.
 */
import { el } from '../../dom.js';
import { MOST_ROWS, asTable, axis, factLabel, leftOut, loneSign, sign, stroke, strip, tick } from './draw.js';
import { dateSteps, shownDays, stepWords, timeline } from './timeline-model.js';

const FIRST = 5;
const LAST = 95;
/** The sign of each kind of item; the kind is written beside it as well. */
const SIGNS = { main: ['diamond', 'filled'], related: ['diamond', ''], background: ['square', ''], hypothetical: ['cross', ''], published: ['bar', 'filled'] };
const ANY = ['dot', 'small'];

/** The picture and its table; null where the article has neither events nor dates. */
export function drawTimeline(page) {
  const { index, words } = page;
  const { placed, undated, left } = timeline(index, words);
  if (!placed.length && !undated.length) return null;
  const later = undated.length ? el('section', { class: 'panel undated', 'aria-label': words.t('timeline.undated') }, el('h4', {}, words.t('timeline.undated')), el('ul', { class: 'rows-drawn' }, undated.slice(0, MOST_ROWS).map((item) => row(page, item, undatedWords(item)))), leftOut(words, undated)) : null;
  return [placed.length ? drawPlaced(page, placed) : el('p', { class: 'sub' }, words.t('timeline.none')), later, leftOut(words, [], left), table(words, [...placed, ...undated])];
}

function drawPlaced(page, placed) {
  const shown = shownDays(placed);
  const place = (day) => FIRST + ((day - shown.from) / Math.max(1, shown.to - shown.from)) * (LAST - FIRST);
  const steps = dateSteps(shown);
  const grid = steps.map(({ day }) => place(day));
  const { lang } = document.documentElement;
  return el('section', { class: 'panel', 'aria-label': page.words.t('picture.timeline') },
    el('ul', { class: 'rows-drawn' }, placed.slice(0, MOST_ROWS).map((item) => row(page, item, item.when, strip(`${kindWords(page.words, item)}: ${item.when}`, grid, marks(item, shown, place))))), leftOut(page.words, placed),
    axis(steps.map((step) => ({ at: place(step.day), text: stepWords(step, lang) }))), el('p', { class: 'hint' }, page.words.t('timeline.note')));
}

function row(page, item, when, drawn = null) {
  const { words } = page;
  const [shape, name] = SIGNS[item.kind] ?? ANY;
  return el('li', { class: 'row', 'data-kind': item.kind, 'data-shape': shape },
    el('div', { class: 'row-label' }, el('span', { class: 'kind-tag' }, loneSign(shape, name), kindWords(words, item)), ' ', factLabel(page, item.label, item.spans), el('p', { class: 'sub', dir: 'auto' }, when)), drawn);
}

/** The date as written and what it lacks, each once. */
function undatedWords({ label, when, why }) {
  return [when === label ? '' : when, why].filter(Boolean).join(' · ');
}

function kindWords(words, item) {
  return words.t(`timeline.kind.${item.kind}`);
}

function marks(item, shown, place) {
  const [shape, name] = SIGNS[item.kind] ?? ANY;
  if (item.to < shown.from) return [stroke('range open', 1, 5), sign('back', 1, 'arrow')];
  if (item.from > shown.to) return [stroke('range open', 95, 99), sign('forward', 99, 'arrow')];
  const from = place(Math.max(item.from, shown.from));
  const to = place(Math.min(item.to, shown.to));
  if (item.open) return [stroke('range open', from, LAST + 3), sign('forward', LAST + 3, 'arrow'), sign(shape, from, name)];
  if (item.to === item.from) return [sign(shape, from, name)];
  const clipped = item.from < shown.from ? sign('back', FIRST - 3, 'arrow') : tick('range-end', from, 5);
  return [stroke(`range range-${item.kind}`, item.from < shown.from ? FIRST - 3 : from, to), clipped, tick('range-end', to, 5)];
}

function table(words, items) {
  const rows = items.map((item) => [item.label, kindWords(words, item), item.when, item.from === null ? words.t('timeline.not_placed') : isoDay(item.from), item.from === null || item.open ? words.t('not_stated') : isoDay(item.to)]);
  return asTable(words, words.t('picture.timeline'), ['item', 'kind', 'when', 'first_day', 'last_day'], rows);
}

function isoDay(day) {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}
