/**
 * The toll over time as a picture: a bar from low to high and a dot at best for each article, by date of publication. A
 * bound that is not stated leaves the bar open: its end is a broken line. Everything in it stands in a table beside it.
 */
import { svg } from '../tools.js';
import { boundsWords } from './facts.js';

/** Drawn for the room there is, so that its letters keep their size. */
const WIDTHS = [340, 640];
const HEIGHT = 240;
const EDGE = { top: 18, right: 24, bottom: 44, left: 48 };
const TICKS = 4;
/** About how wide a letter is drawn. */
const LETTER = 7.4;
/** Dates nearer than this would write over each other. */
const APART = 130;

export function tollChart(points, words, room) {
  const width = room && room < WIDTHS[1] ? WIDTHS[0] : WIDTHS[1];
  const stated = points.flatMap(({ low, best, high }) => [low, best, high]).filter((one) => one !== null);
  const most = niceMost(Math.max(1, ...stated) * 1.15);
  const [first, last] = [points[0].day, points.at(-1).day];
  const x = spread(points.map(({ day }) => EDGE.left + 20 + (width - EDGE.left - EDGE.right - 40) * (last > first ? (day - first) / (last - first) : 0.5)), width);
  const y = (value) => HEIGHT - EDGE.bottom - (HEIGHT - EDGE.top - EDGE.bottom) * (value / most);
  const chart = svg('svg', { viewBox: `0 0 ${width} ${HEIGHT}`, class: 'toll-chart', role: 'img', 'aria-label': words.t('compare.chart') });
  chart.append(...axis(most, y, words, width), ...points.flatMap((point, n) => [...shape(point, x[n], y, most), ...dateLabel(points, n, x, words)]), ...labels(points, x, y, words, width));
  return chart;
}

/** What stands beside each dot, where there is room for it. */
function labels(points, x, y, words, width) {
  const taken = points.map(({ low, best, high }, n) => ({ left: x[n] - 6, right: x[n] + 6, top: y(high ?? best ?? low ?? 0) - 6, bottom: y(low ?? best ?? 0) + 6 }));
  return points.map(({ letter, low, best, high }, n) => {
    const shown = boundsWords(words, { low, best, high });
    const text = `${letter}: ${shown ?? words.t('not_stated')}`;
    const place = roomFor(text.length * LETTER, x[n], y(best ?? low ?? high ?? 0), taken, width, n);
    taken.push(place);
    return svg('text', { class: shown ? 'chart-letter' : 'chart-letter chart-none', x: place.left, y: place.top + 13 }, text);
  });
}

function roomFor(length, x, y, taken, width, own) {
  const at = (left, top) => ({ left, right: left + length, top, bottom: top + 17 });
  const sides = (rise) => [at(x + 11, y - 9 - rise), at(x - 11 - length, y - 9 - rise), at(x - length / 2, y - 28 - rise)];
  const free = (box) => box.left >= EDGE.left && box.right <= width && box.top >= 0 && taken.every((one, n) => n === own || box.left > one.right || box.right < one.left || box.top > one.bottom || box.bottom < one.top);
  const tried = [0, 20, 40, 60].flatMap(sides);
  return tried.find(free) ?? at(Math.max(EDGE.left, Math.min(x + 11, width - length)), Math.max(0, y - 9));
}

function niceMost(value) {
  const step = 10 ** Math.floor(Math.log10(value / TICKS));
  const nice = [1, 2, 5, 10].map((factor) => factor * step).find((one) => one * TICKS >= value && one >= 1) ?? 10 * step;
  return Math.max(1, Math.ceil(nice)) * TICKS;
}

/** Articles of one day stand side by side. */
function spread(places, width) {
  const out = [];
  places.forEach((place, n) => out.push(n && place - out[n - 1] < 26 ? out[n - 1] + 26 : place));
  const over = Math.max(0, (out.at(-1) ?? 0) - (width - EDGE.right - 8));
  return out.map((place) => place - over);
}

function axis(most, y, words, width) {
  return Array.from({ length: TICKS + 1 }, (_, n) => (most / TICKS) * n).flatMap((value) => [
    svg('line', { class: value ? 'chart-grid' : 'chart-base', x1: EDGE.left, x2: width - EDGE.right, y1: y(value), y2: y(value) }),
    svg('text', { class: 'chart-number', x: EDGE.left - 8, y: y(value) + 4, 'text-anchor': 'end' }, words.number(value)),
  ]);
}

function shape({ low, best, high }, x, y, most) {
  if (low === null && best === null && high === null) return [];
  const from = low ?? best ?? high;
  const to = high ?? best ?? low;
  const out = [svg('line', { class: 'chart-bar', x1: x, x2: x, y1: y(from), y2: y(to) })];
  if (high === null) out.push(svg('line', { class: 'chart-open', x1: x, x2: x, y1: y(to), y2: Math.max(y(most), y(to) - 34) }));
  else out.push(svg('line', { class: 'chart-end', x1: x - 7, x2: x + 7, y1: y(high), y2: y(high) }));
  if (low === null) out.push(svg('line', { class: 'chart-open', x1: x, x2: x, y1: y(from), y2: y(0) }));
  else out.push(svg('line', { class: 'chart-end', x1: x - 7, x2: x + 7, y1: y(low), y2: y(low) }));
  if (best !== null) out.push(svg('circle', { class: 'chart-best', cx: x, cy: y(best), r: 5 }));
  return out;
}

function dateLabel(points, n, x, words) {
  const shown = [];
  points.forEach((_, at) => { if (!shown.length || x[at] - x[shown.at(-1)] >= APART) shown.push(at); });
  if (!shown.includes(n)) return [];
  const anchor = n === 0 && points.length > 1 ? 'start' : n === points.length - 1 && n ? 'end' : 'middle';
  return [svg('text', { class: 'chart-date', x: x[n], y: HEIGHT - EDGE.bottom + 20, 'text-anchor': anchor }, words.date(points[n].published))];
}
