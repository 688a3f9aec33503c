/**
 * One row of the desk: what an article says in a line, with what it is sorted and searched by. Takes an item and the words,
 * gives strings; the table draws them and the CSV holds the same.
 */
import { cellText } from '../tools.js';
import { boundsWords, claimsWith, dateWords, factsOf, killedWords, partyName, placeName } from './facts.js';

const MOST_NAMES = 3;
const ATTACKING = ['attacker'];

/** {title, published, date, place, actors, toll, status, notes, sort: {...}, hay} of an item. */
export function rowOf(item, words) {
  const facts = item.report ? factsOf(item.report, words) : null;
  const row = { ...heads(item, words), ...(facts?.event ? eventCells(facts, words) : emptyCells()), status: statusWords(item, facts, words), state: item.state };
  row.notes = facts ? notes(facts, words) : [];
  row.hay = [row.title, row.publisher, item.name, row.date, row.place, row.actors.join(' '), row.killed, row.injured, row.status].filter(Boolean).join(' ').toLowerCase();
  row.sort = { ...row.sort, title: row.title.toLowerCase(), status: row.status.toLowerCase(), published: item.date || null };
  return row;
}

function heads(item, words) {
  const document = item.report?.document ?? {};
  const title = item.about.title ?? document.title ?? firstWords(item.text);
  return { title: title || words.t('desk.untitled'), publisher: item.about.publisher ?? document.publisher ?? null, published: words.date(item.date || document.published || null) };
}

function firstWords(text) {
  const line = text.slice(0, 400).trim().split('\n')[0];
  return line.length > 90 ? `${line.slice(0, line.lastIndexOf(' ', 90)) || line.slice(0, 90)} …` : line;
}

function emptyCells() {
  return { date: null, place: null, actors: [], killed: null, killedLine: null, injured: null, sort: { date: null, place: null, actors: null, toll: null } };
}

function eventCells(facts, words) {
  const date = dateWords(words, facts.date);
  const place = names(facts.places.map(placeName), words);
  const by = names(facts.actors.filter(({ role }) => ATTACKING.includes(role)).map(({ party }) => partyName(party)), words);
  const on = names(facts.actors.filter(({ role }) => !ATTACKING.includes(role) && role !== 'mediator').map(({ party }) => partyName(party)), words);
  const actors = [by ? words.t('desk.by', { name: by }) : null, on ? words.t('desk.on', { name: on }) : null].filter(Boolean);
  const killed = boundsWords(words, facts.killed);
  const { best = null, low = null, high = null } = facts.killed ?? {};
  return {
    date: date ?? (facts.date?.text ? words.t('desk.open_date', { text: facts.date.text }) : null), place, actors, killed: killed ?? withheld(facts, words), killedLine: killedWords(words, facts.killed) ?? (withheld(facts, words) && words.t('desk.withheld')), injured: injuredWords(facts, words), iso: date ? [...new Set([facts.date.value.start, facts.date.value.end].filter(Boolean))].join('/') : null,
    sort: { date: date ? facts.date.value.start : null, place: place?.toLowerCase() ?? null, actors: (by ?? on)?.toLowerCase() ?? null, toll: best ?? low ?? high },
  };
}

function names(list, words) {
  const all = [...new Set(list.filter(Boolean))];
  if (!all.length) return null;
  const shown = all.slice(0, MOST_NAMES);
  if (all.length > shown.length) shown.push(words.t('card.more_names', { n: all.length - shown.length }));
  return words.list(shown);
}

function withheld(facts, words) {
  return facts.undisclosed.some(({ outcome }) => outcome === 'killed' || outcome === 'casualty') ? words.t('toll.not_disclosed') : null;
}

function injuredWords(facts, words) {
  const said = [...new Set(claimsWith(facts, 'injured').map((claim) => claim.said))];
  if (!said.length) return null;
  return said.slice(0, MOST_NAMES).join('; ') + (said.length > MOST_NAMES ? ` ${words.t('card.more_names', { n: said.length - MOST_NAMES })}` : '');
}

/** What kind of event it is, or why there is none. */
function statusWords(item, facts, words) {
  const kind = item.state === 'read' ? facts.event?.label?.split(',')[0] : null;
  if (kind) return kind;
  return words.t(`desk.state.${item.state === 'read' ? facts.status : item.state}`, { message: item.problem ?? '' });
}

/** What to look at before the row is used. */
function notes(facts, words) {
  const out = [];
  if (facts.contested.length) out.push('contested');
  if (facts.undisclosed.length) out.push('undisclosed');
  if (facts.sides.some((side) => side.flags.includes('unverified'))) out.push('unverified');
  if (facts.event && facts.date && !dateWords(words, facts.date)) out.push('date_open');
  if (facts.corrections) out.push('corrected');
  return out.map((code) => words.t(`desk.note.${code}`, { n: facts.corrections }));
}

/** Compares two rows by a column; what is not stated comes last, whichever way it is sorted. */
export function comparing(column, descending) {
  return (a, b) => {
    const [x, y] = [a.row.sort[column] ?? null, b.row.sort[column] ?? null];
    if (x === null || y === null) return x === y ? a.item.at - b.item.at : x === null ? 1 : -1;
    const order = typeof x === 'number' ? x - y : String(x).localeCompare(String(y));
    return (descending ? -order : order) || a.item.at - b.item.at;
  };
}

const COLUMNS = ['title', 'publisher', 'published', 'url', 'date', 'place', 'actors', 'killed', 'killed_low', 'killed_best', 'killed_high', 'injured', 'status', 'notes'];

/** The rows as CSV, in the order shown. */
export function csvOf(shown) {
  const lines = shown.map(({ item, row }) => {
    const total = item.report ? factsOfTotal(item.report) : {};
    const cells = { ...row, date: row.iso, published: item.date || item.report?.document.published, url: item.about.url ?? item.report?.document.url, actors: row.actors.join('; '), notes: row.notes.join('; '), killed_low: total.low, killed_best: total.best, killed_high: total.high };
    return COLUMNS.map((name) => cell(cells[name])).join(',');
  });
  return [COLUMNS.join(','), ...lines].join('\r\n').concat('\r\n');
}

function factsOfTotal(report) {
  return report.events?.find((event) => event.status === 'main')?.fatalities?.total ?? {};
}

function cell(value) {
  const safe = cellText(String(value ?? ''));
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
