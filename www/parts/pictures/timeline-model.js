/**
 * What the timeline shows: the events of the article at their dates, and the other dates it names. Takes the index of a
 * report and the words; gives {placed: [...], undated: [...], left}, `left` counting what is not looked at.
 *
 * An item is {kind, label, when, spans, from, to, open}: `from` and `to` are days since 1970, the first and the last day
 * that the date may mean, null where it has none; `open` says that a window has no end. Nothing is guessed: a date whose
 * year or day is not known stays undated.
 */
import { dateLine } from '../../words.js';

const DAY_MS = 86_400_000;
/** Events, and dates, that are looked at: the first of a text of a whole year. */
const MOST_ITEMS = 300;

export function timeline(index, words) {
  const { report } = index;
  const used = new Set();
  const everyEvent = report.events ?? [];
  const events = everyEvent.slice(0, MOST_ITEMS).map((event) => eventItem(index, words, event, used));
  const others = (report.dates ?? []).filter((date) => !used.has(date.id));
  const dates = others.slice(0, MOST_ITEMS).map((date) => dateItem(index, words, date));
  const left = everyEvent.length - events.length + others.length - dates.length;
  const all = [...events, ...dates, ...published(report, words)];
  const placed = all.filter((item) => item.from !== null).sort((a, b) => a.from - b.from || a.to - b.to);
  return { placed, undated: all.filter((item) => item.from === null), left };
}

function eventItem(index, words, event, used) {
  const date = index.get(event.date);
  if (date) used.add(date.id);
  const spans = [...index.spansOf(event.id).slice(0, 1), ...(date ? index.spansOf(date.id) : [])];
  return { kind: event.status, label: event.label ?? words.t('event.unlabelled'), when: date ? dateLine(words, date) : words.t('date.none'), why: date ? undatedReason(words, date) : '', spans, ...daysOf(date) };
}

function dateItem(index, words, date) {
  const kind = date.kind === 'publication' ? 'published' : date.kind;
  return { kind, label: words.t('figure.quoted', { text: date.text }), when: dateLine(words, date), why: undatedReason(words, date), spans: index.spansOf(date.id), ...daysOf(date) };
}

/** The day of publication as the reader gave it; where the article names it, it is one of the dates. */
function published({ document, dates = [] }, words) {
  const day = document?.published;
  if (!day || dates.some((date) => date.kind === 'publication' && date.value?.start === day)) return [];
  return [{ kind: 'published', label: words.t('timeline.published_label'), when: words.date(day), why: '', spans: [], ...daysOf({ value: { start: day, end: day } }) }];
}

function undatedReason(words, date) {
  if (date.kind === 'duration') return words.t('timeline.duration');
  if (String(date.value?.start ?? '').startsWith('--')) return words.t('timeline.no_year');
  return date.needs ? words.t('timeline.needs', { what: words.code('anchor', date.needs) }) : '';
}

function daysOf(date) {
  const value = date?.value ?? {};
  const first = value.iso8601 ? null : dayOf(value.start, false);
  const last = dayOf(value.end, true);
  return { from: first, to: first === null ? null : Math.max(first, last ?? first), open: first !== null && last === null };
}

/** The first or last day that `2026`, `2026-03` or `2026-03-04` may mean. */
export function dayOf(iso, isEnd) {
  const [, year, month, day] = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(iso ?? '') ?? [];
  if (!year) return null;
  const at = isEnd && !day ? Date.UTC(Number(year), month ? Number(month) : 12, 0) : Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1));
  return Math.round(at / DAY_MS);
}

/** The days the strip shows: all, or those around the main event where the others are years away. */
export function shownDays(placed) {
  const anchor = placed.find((item) => item.kind === 'main') ?? placed.find((item) => item.kind === 'published') ?? placed.at(-1);
  const near = placed.filter((item) => item.to >= anchor.from - NEAR_DAYS && item.from <= anchor.to + NEAR_DAYS && item.to - item.from <= NEAR_DAYS);
  const far = placed.at(-1).to - placed[0].from > FAR_DAYS;
  const shown = far && near.length ? near : placed;
  const from = Math.min(...shown.map((item) => item.from));
  const to = Math.max(...shown.map((item) => item.to));
  const room = Math.max(2, Math.round((to - from) * 0.04));
  return { from: from - room, to: to + room };
}

const NEAR_DAYS = 400;
const FAR_DAYS = 1_200;

/** Round dates for the axis, at most six: {day, unit}. */
export function dateSteps({ from, to }) {
  for (const [unit, size] of STEPS) {
    const steps = stepsOf(unit, size, from, to);
    if (steps.length <= 5) return steps;
  }
  return [];
}

const STEPS = [['day', 1], ['day', 2], ['day', 7], ['day', 14], ['month', 1], ['month', 3], ['month', 6], ['year', 1], ['year', 2], ['year', 5], ['year', 10], ['year', 50], ['year', 200]];

function stepsOf(unit, size, from, to) {
  const start = new Date(from * DAY_MS);
  const steps = [];
  let n = unit === 'day' ? Math.ceil(from / size) : unit === 'month' ? start.getUTCFullYear() * 12 + Math.floor(start.getUTCMonth() / size) * size : Math.floor(start.getUTCFullYear() / size) * size;
  for (; steps.length < 7; n += unit === 'day' ? 1 : size) {
    const day = unit === 'day' ? n * size : Math.round((unit === 'month' ? Date.UTC(Math.floor(n / 12), n % 12, 1) : Date.UTC(n, 0, 1)) / DAY_MS);
    if (day > to) break;
    if (day >= from) steps.push({ day, unit });
  }
  return steps;
}

/** A date of the axis in words: "4 Mar", "Mar 2026" or "2026". */
export function stepWords({ day, unit }, locale) {
  const style = { day: { day: 'numeric', month: 'short' }, month: { month: 'short', year: 'numeric' }, year: { year: 'numeric' } }[unit];
  return new Intl.DateTimeFormat(locale, { ...style, timeZone: 'UTC' }).format(day * DAY_MS);
}
