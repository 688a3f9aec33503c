/**
 * What all pictures are made of: SVG elements, the strip on which a range stands, and the table of the same data.
 * Places along a strip are percentages, so that it fits any width without being drawn again.
 */
import { button, el } from '../../dom.js';
import { svg } from '../tools.js';

const percent = (at) => `${Math.round(at * 100) / 100}%`;
const HALF = 9;

/** A line of the height of one row from `from` to `to`, in percent. */
export function stroke(name, from, to) {
  return svg('line', { class: name, x1: percent(from), x2: percent(to), y1: HALF, y2: HALF });
}

/** An upright line at `at`, `half` of it above the middle. */
export function tick(name, at, half) {
  return svg('line', { class: name, x1: percent(at), x2: percent(at), y1: HALF - half, y2: HALF + half });
}

/** One of the signs at `at`; each kind has a shape of its own. */
export function sign(kind, at, name = '') {
  return svg('svg', { x: percent(at), y: HALF, overflow: 'visible' }, svg('path', { class: `sign ${name}`.trim(), d: SHAPES[kind] }));
}

/** The shapes, around 0,0. */
export const SHAPES = {
  best: 'M-1.5,-7h3v14h-3z',
  dot: 'M-4.5,0a4.5,4.5 0 1 0 9,0a4.5,4.5 0 1 0 -9,0z',
  diamond: 'M0,-6.5L6.5,0L0,6.5L-6.5,0z',
  square: 'M-4.5,-4.5h9v9h-9z',
  bar: 'M-1,-8h2v16h-2z',
  cross: 'M-4,-4L4,4M-4,4L4,-4',
  forward: 'M-5,-4L0,0L-5,4',
  back: 'M5,-4L0,0L5,4',
};

/** The strip of a row: its grid lines, then what stands on it. `label` says the same in words. */
export function strip(label, grid, marks) {
  return svg('svg', { class: 'strip', role: 'img', 'aria-label': label, height: 2 * HALF, direction: 'ltr' }, grid.map((at) => svg('line', { class: 'grid-line', x1: percent(at), x2: percent(at), y1: 0, y2: 2 * HALF })), marks);
}

/** The words under the strips: `ticks` are {at, text}. */
export function axis(ticks) {
  return svg('svg', { class: 'axis', 'aria-hidden': 'true', height: 20, direction: 'ltr' }, ticks.map(({ at, text }) => [
    svg('line', { class: 'grid-line', x1: percent(at), x2: percent(at), y1: 0, y2: 4 }),
    svg('text', { x: percent(at), y: 16, 'text-anchor': at < 8 ? 'start' : at > 92 ? 'end' : 'middle' }, text),
  ]));
}

/** A sign by itself, beside words that say what it means. */
export function loneSign(kind, name) {
  return svg('svg', { class: 'lone-sign', viewBox: '-9 -9 18 18', 'aria-hidden': 'true' }, svg('path', { class: `sign ${name}`.trim(), d: SHAPES[kind] }));
}

/** A sign with its meaning, for a legend. */
export function legendSign(kind, name, text) {
  return el('li', {}, loneSign(kind, name), text);
}

/** A label that shows its evidence in the article when there is any. */
export function factLabel(page, text, spans, ...more) {
  if (!spans?.length) return el('span', { class: 'picture-fact', dir: 'auto' }, text, ...more);
  return button(text, { class: 'picture-fact', dir: 'auto', title: page.words.t('fact.title'), onclick: () => page.showFact({ spans }) }, ...more);
}

/** The data of a picture as a table, folded away. */
export function asTable(words, caption, columns, rows) {
  const table = el('table', {}, el('caption', {}, caption), el('thead', {}, el('tr', {}, columns.map((column) => el('th', { scope: 'col' }, words.t(`picture.column.${column}`))))),
    el('tbody', {}, rows.slice(0, 2 * MOST_ROWS).map((row) => el('tr', {}, row.map((value, n) => (n ? el('td', { dir: 'auto' }, value) : el('th', { scope: 'row', dir: 'auto' }, value)))))));
  return el('details', { class: 'picture-table' }, el('summary', {}, words.t('picture.table')), el('div', { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': caption }, table));
}

/** Round steps for an axis from 0 to at least `most`. */
export function roundSteps(most) {
  const rough = Math.max(1, most) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((n) => n * power).find((size) => size >= rough));
  const steps = [];
  for (let at = 0; at < most + step; at += step) steps.push(at);
  return steps;
}

/** Rows of one list that are drawn; a text of a whole year would fill the page otherwise. The report holds them all. */
export const MOST_ROWS = 60;

/** Says how many rows are left out of a list, if any; `before` counts those that were left out earlier. */
export function leftOut(words, list, before = 0) {
  const n = Math.max(0, list.length - MOST_ROWS) + before;
  return n ? el('p', { class: 'sub' }, words.t('card.more', { n })) : null;
}
