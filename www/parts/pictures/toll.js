/**
 * Draws the toll by side: a strip for each source, the range with a tick at the best figure. An open end is an arrow,
 * a word instead of a number a hollow sign, and what is withheld or not stated has no bar at all.
 */
import { el } from '../../dom.js';
import { MOST_ROWS, asTable, axis, factLabel, leftOut, legendSign, roundSteps, sign, stroke, strip, tick } from './draw.js';
import { tollPanels } from './toll-model.js';

/** Where 0 and the highest figure stand, in percent; beyond it is room for an arrow. */
const ZERO = 2;
const MOST = 88;
const OPEN = 7;

/** The picture and its table; null where the report has no event. */
export function drawToll(page) {
  const { index, words } = page;
  const { panels, left } = tollPanels(index, words);
  if (!panels.length) return null;
  return [el('p', { class: 'hint' }, words.t('picture.toll.note')), panels.map((panel) => drawPanel(page, panel)), leftOut(words, [], left), legend(words, panels), table(words, panels)];
}

function drawPanel(page, panel) {
  const { words } = page;
  const steps = roundSteps(panel.most);
  const place = (value) => ZERO + (value / Math.max(1, steps.at(-1))) * (MOST - ZERO);
  const drawn = panel.most > 0 || panel.blocks.some((block) => block.rows.some(hasNumber));
  const grid = drawn ? steps.map(place) : [];
  const title = words.code('picture.outcome', panel.key);
  return el('section', { class: 'panel', 'data-outcome': panel.key, 'aria-label': title }, el('h4', {}, title),
    panel.blocks.map((block) => el('div', { class: 'block', 'data-side': block.side }, el('h5', {}, words.code('side', block.side)),
      el('ul', { class: 'rows-drawn' }, block.rows.slice(0, MOST_ROWS).map((row) => drawRow(page, row, place, grid))), leftOut(words, block.rows))),
    drawn ? axis(steps.map((value) => ({ at: place(value), text: words.number(value) }))) : null);
}

function drawRow(page, row, place, grid) {
  const notes = [row.source, ...row.notes].filter(Boolean).join(' · ');
  return el('li', { class: `row row-${row.kind}${row.depth ? ' row-part' : ''}`, 'data-kind': row.kind },
    el('div', { class: 'row-label' }, factLabel(page, row.kind === 'struck' ? el('s', {}, row.label) : row.label, row.spans), notes ? el('p', { class: 'sub', dir: 'auto' }, notes) : null),
    hasNumber(row) ? strip(boundWords(page.words, row), grid, rangeMarks(row, place)) : null);
}

function hasNumber({ low, best, high }) {
  return low !== null || best !== null || high !== null;
}

function boundWords(words, { low, best, high }) {
  const value = (number) => (number === null ? words.t('not_stated') : words.number(number));
  return words.t('picture.bounds', { low: value(low), best: value(best), high: value(high) });
}

function rangeMarks({ kind, low, best, high }, place) {
  const from = low ?? best ?? high;
  const to = high ?? best ?? low;
  const marks = [stroke('range', place(from), place(to))];
  if (low !== null && low !== to) marks.push(tick('range-end', place(low), 4));
  if (high !== null && high !== from) marks.push(tick('range-end', place(high), 4));
  if (high === null && low !== null) marks.push(stroke('range open', place(to), place(to) + OPEN), sign('forward', place(to) + OPEN, 'arrow'));
  if (low === null && high !== null) marks.push(stroke('range open', Math.max(0, place(from) - OPEN), place(from)));
  if (best !== null) marks.push(kind === 'counted' ? sign('best', place(best), 'counted') : sign('dot', place(best), kind));
  return marks;
}

function legend(words, panels) {
  const kinds = new Set(panels.flatMap((panel) => panel.blocks.flatMap((block) => block.rows.filter(hasNumber).map((row) => row.kind))));
  const signs = { counted: 'best', claim: 'dot', vague: 'dot', denied: 'dot', struck: 'dot' };
  const items = Object.entries(signs).filter(([kind]) => kinds.has(kind)).map(([kind, shape]) => legendSign(shape, kind, words.t(`picture.toll.sign.${kind}`)));
  return items.length ? el('ul', { class: 'picture-legend' }, items, legendSign('forward', 'arrow', words.t('picture.toll.sign.open'))) : null;
}

function table(words, panels) {
  const value = (number) => (number === null ? words.t('not_stated') : words.number(number));
  const rows = panels.flatMap((panel) => panel.blocks.flatMap((block) => block.rows.map((row) => [
    words.code('side', block.side), words.code('picture.outcome', panel.key), row.label, value(row.low), value(row.best), value(row.high), row.source || '–', row.notes.join('; ') || '–',
  ])));
  return asTable(words, words.t('picture.toll'), ['side', 'outcome', 'said', 'low', 'best', 'high', 'source', 'cautions'], rows);
}
