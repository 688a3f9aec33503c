/**
 * What two to five articles say of one incident, field by field, and how that relates: where they agree, where they
 * differ, where only some say anything, which came later. Takes items with their reports, gives plain objects that
 * side.js draws; two figures that differ are never made into one.
 */
import { undisclosedWords } from '../../card-model.js';
import { figureWords } from '../../words.js';
import { dayOf } from '../pictures/timeline-model.js';
import { boundsWords, claimsWith, dateWords, factsOf, partyName, sourcesOf } from './facts.js';

const SIDES = ['state', 'nonstate', 'civilian', 'external', 'unknown', 'perpetrator'];
const OUTCOMES = ['injured', 'casualty', 'neutralised', 'captured', 'abducted', 'detained', 'missing', 'displaced', 'surrendered'];
const ROLES = ['attacker', 'defender', 'target', 'victim', 'participant', 'mediator'];
const LETTERS = 'ABCDE';
/** Names said of one article where sets differ; its column has them all. */
const MOST_NAMED = 3;
const DAY_MS = 86_400_000;

/** Codes of the countries that will be named. */
export function countriesOf(items) {
  return [...new Set(items.flatMap(({ report }) => report.places.map(({ country }) => country)).filter(Boolean))];
}

/** {columns, fields, cautions}: columns in order of publication, what has no date last. */
export function compared(items, words, countries = new Map()) {
  const ordered = items.map((item, at) => ({ item, at, published: item.date || item.report.document.published || null }))
    .sort((a, b) => (a.published ?? '9').localeCompare(b.published ?? '9') || a.at - b.at);
  const columns = ordered.map(({ item, published }, n) => ({ letter: LETTERS[n], item, published, facts: factsOf(item.report, words) }));
  columns.forEach((column, n) => { column.later = laterWords(columns, n, words); });
  const work = { columns, words, countries, same: sameness(columns) };
  const fields = [...setting(work), ...tolls(work), ...said(work)].filter((field) => field.cells.some((cell) => cell.lines.length));
  return { columns, fields: fields.map((field) => ({ ...field, verdict: verdictOf(work, field) })), cautions: cautions(work, fields) };
}

/** "published 2 March 2026, the earliest", "…, 3 days later". */
function laterWords(columns, n, words) {
  const { published } = columns[n];
  const first = columns[0].published;
  if (!published) return words.t('compare.no_date');
  const days = dayNumber(published) !== null && dayNumber(first) !== null ? dayNumber(published) - dayNumber(first) : null;
  const others = columns.filter((column, at) => at !== n && column.published);
  const when = !others.length ? '' : days === 0 ? words.t(others.every((column) => column.published === published) ? 'compare.same_day' : 'compare.earliest') : days > 0 ? words.t('compare.days_later', { n: days }) : '';
  return [words.date(published), when].filter(Boolean).join(', ');
}

function dayNumber(iso) {
  return /^\d{4}-\d\d-\d\d$/.test(iso ?? '') ? Date.parse(`${iso}T00:00:00Z`) / DAY_MS : null;
}

// ---- the fields ----

/** A field with a cell for each column, made by `make(facts, column)`: {lines, brief, keys, bounds}. */
function field(work, key, kind, make, values = {}) {
  const cells = work.columns.map((column) => ({ keys: [], bounds: null, ...(make(column.facts, column) ?? { lines: [] }) }));
  return { key, kind, label: work.words.t(`compare.field.${key}`, values), cells };
}

function setting(work) {
  const { words, same } = work;
  const roles = ROLES.map((role) => field(work, 'actors', 'set', (facts) => parties(facts.actors.filter((one) => one.role === role).map(({ party }) => party), same), { role: words.code('compare.role', role) }));
  return [
    field(work, 'date', 'range', (facts) => dateCell(facts, words)),
    field(work, 'places', 'set', (facts) => ({ lines: facts.places.map((place) => placeLine(place, work.countries)), keys: facts.places.map(placeKey), names: facts.places.map((place) => place.name) })),
    ...roles,
  ];
}

function dateCell(facts, words) {
  if (!facts.date) return null;
  const shown = dateWords(words, facts.date);
  if (!shown) return { lines: [words.t('desk.open_date', { text: facts.date.text })], open: true };
  const { start, end } = facts.date.value;
  return { lines: [words.t('date.resolved', { date: shown, text: facts.date.text })], keys: [`${start}/${end}`], bounds: { low: dayOf(start, false), high: dayOf(end ?? start, true) } };
}

function placeLine(place, countries) {
  return [place.name, ...[place.admin1, countries.get(place.country) ?? place.country].filter((part) => part && part !== place.name)].join(', ');
}

function placeKey(place) {
  if (Number.isFinite(place.lat) && Number.isFinite(place.lon)) return `${place.lat.toFixed(1)} ${place.lon.toFixed(1)}`;
  return `${(place.matched_name ?? place.name).toLowerCase()} ${place.country ?? ''}`;
}

function parties(list, same) {
  const unique = [...new Map(list.map((party) => [same(party), party])).entries()];
  return { lines: unique.map(([, party]) => partyName(party)), keys: unique.map(([key]) => key), names: unique.map(([, party]) => party.name ?? party.text), described: new Set(unique.filter(([, party]) => party.generic || !party.type).map(([key]) => key)) };
}

/** Gives parties that are the same the same key: those that share a name, an acronym or a coded name. */
function sameness(columns) {
  const keys = new Map();
  const namesOf = (party) => [party.name, party.text, party.acronym, party.acled_name, ...(party.generic ? [] : party.aliases ?? [])].filter(Boolean).map((name) => name.toLowerCase().replace(/^the\s+/, ''));
  const key = (party) => {
    const names = namesOf(party);
    const known = names.map((name) => keys.get(name)).find(Boolean) ?? names[0] ?? party.id;
    names.forEach((name) => keys.has(name) || keys.set(name, known));
    return known;
  };
  columns.forEach(({ facts }) => facts.actors.forEach(({ party }) => key(party)));
  return key;
}

function tolls(work) {
  const { words } = work;
  const total = field(work, 'killed', 'figure', ({ killed, contested }) => {
    const shown = boundsWords(words, killed);
    return shown && { brief: [shown], lines: [shown, ...openBounds(killed, words), ...(contested.some(({ topic }) => topic === 'fatalities') ? [words.t('compare.contested_inside')] : [])], bounds: killed, keys: [boundsKey(killed)] };
  });
  const sides = SIDES.map((side) => field(work, 'killed_side', 'figure', (facts) => sideCell(facts, side, words), { side: words.code('side', side) }));
  return [total, ...sides, ...OUTCOMES.map((outcome) => field(work, 'outcome', 'figures', (facts) => claimsCell(facts, outcome, words), { outcome: words.code('outcome', outcome) }))];
}

function sideCell(facts, side, words) {
  const row = facts.sides.find((one) => one.side === side);
  const shown = boundsWords(words, row);
  if (!shown) return null;
  const flags = row.flags.filter((flag) => flag !== 'not_mentioned').map((flag) => words.t(`flag.${flag}`));
  const sources = sourcesOf(facts, row.from);
  return { brief: [shown, ...sources], lines: [shown, ...openBounds(row, words), ...sources, ...flags], bounds: row, keys: [boundsKey(row)] };
}

/** The three figures one by one, where the words do not tell them all. */
function openBounds({ low, best, high }, words) {
  if (low === high || (high === null && (best === low || best === null)) || (low === 0 && best === high)) return [];
  const shown = (value) => (value === null ? words.t('compare.no_bound') : words.number(value));
  return [words.t('compare.bounds', { low: shown(low), best: shown(best), high: shown(high) })];
}

function boundsKey({ low, best, high }) {
  return [low, best, high].map((one) => one ?? '?').join(' ');
}

function claimsCell(facts, outcome, words) {
  const claims = claimsWith(facts, outcome);
  const whole = claims.filter(({ relation }) => relation !== 'subset_of');
  const keys = claims.map(({ figure, side }) => `${figure.text ?? boundsKey(figure)} ${side}`);
  return { lines: claims.map(({ said, source, side }) => `${said} (${[side && side !== 'unknown' ? words.code('side', side) : null, source].filter(Boolean).join('; ')})`), keys, bounds: whole.length === 1 ? whole[0].figure : null, short: whole.length === 1 ? figureWords(words, whole[0].figure) : null };
}

function said(work) {
  const { words, same } = work;
  return [
    field(work, 'responsibility', 'set', (facts) => responsibility(facts, words, same)),
    field(work, 'contested', 'text', ({ contested }) => ({ lines: contested.map((one) => one.note ?? words.code('topic', one.topic)), keys: contested.map((one) => one.topic) })),
    field(work, 'undisclosed', 'text', ({ undisclosed, index }) => ({ lines: undisclosed.map((one) => undisclosedWords({ index, words }, one)), keys: undisclosed.map((one) => `${one.outcome} ${one.side}`) })),
  ];
}

function responsibility({ statements, index }, words, same) {
  const lines = [];
  const keys = [];
  for (const one of statements) {
    const actor = index.get(one.actor);
    lines.push(words.t(`statement.${one.type}`, { actor: actor ? partyName(actor) : words.t('someone'), source: index.nameOf(one.source) ?? words.t('the_article') }));
    keys.push(`${one.type} ${actor ? same(actor) : ''}`);
  }
  return { lines: [...new Set(lines)], keys: [...new Set(keys)], names: [...new Set(lines)] };
}

// ---- how they relate ----

/** {code, words}: `agree`, `partly`, `compatible`, `differ`, `one`, `some` or `open`. */
function verdictOf(work, { kind, cells }) {
  const { words, columns } = work;
  const stated = columns.map((column, n) => ({ letter: column.letter, cell: cells[n], column })).filter(({ cell }) => cell.keys.length);
  const open = columns.filter((_, n) => cells[n].open);
  const silent = columns.filter((_, n) => !cells[n].keys.length && !cells[n].open).map(({ letter }) => letter);
  const rest = [silent.length ? words.t('compare.silent', { letters: words.list(silent), n: silent.length }) : '', open.length ? words.t('compare.open', { letters: words.list(open.map(({ letter }) => letter)) }) : ''].filter(Boolean);
  const verdict = (code, text) => ({ code, words: [text, ...rest].filter(Boolean).join(' ') });
  if (!stated.length) return verdict('open', '');
  if (stated.length === 1) return verdict('one', words.t('compare.one', { letter: stated[0].letter }));
  if (alike(stated)) return verdict(rest.length ? 'some' : 'agree', rest.length ? words.t('compare.agree_some', { letters: words.list(stated.map(({ letter }) => letter)) }) : words.t('compare.agree'));
  if (kind === 'figure' || kind === 'range' || (kind === 'figures' && stated.every(({ cell }) => cell.bounds))) return verdict(...measured(work, kind, stated));
  return verdict(...shared(work, stated));
}

function alike(stated) {
  const keys = stated.map(({ cell }) => [...new Set(cell.keys)].sort().join('|'));
  return keys.every((key) => key === keys[0]);
}

/** Figures or dates that differ: whether all can be right at once; if not, how the figure went over time. */
function measured(work, kind, stated) {
  const { words } = work;
  const low = Math.max(...stated.map(({ cell }) => cell.bounds.low ?? -Infinity));
  const high = Math.min(...stated.map(({ cell }) => cell.bounds.high ?? Infinity));
  const compatible = low <= high;
  const base = words.t(kind === 'range' ? (compatible ? 'compare.dates_compatible' : 'compare.dates_differ') : (compatible ? 'compare.compatible' : 'compare.differ'));
  return [compatible ? 'compatible' : 'differ', [base, kind === 'range' || compatible ? '' : course(work, stated)].filter(Boolean).join(' ')];
}

/** How a figure went from the earliest to the latest article that states it. */
function course({ words }, stated) {
  const dated = stated.filter(({ column }) => column.published);
  const [first, last] = [dated[0], dated.at(-1)];
  if (dated.length < 2 || first.column.published === last.column.published) return '';
  const of = ({ cell }) => cell.bounds.best ?? cell.bounds.low ?? cell.bounds.high;
  const shortly = ({ cell }) => cell.short ?? boundsWords(words, cell.bounds) ?? '';
  const way = of(last) > of(first) ? 'higher' : of(last) < of(first) ? 'lower' : null;
  return way ? words.t(`compare.${way}`, { letter: last.letter, from: shortly(first), to: shortly(last) }) : '';
}

/** Sets that differ: what they have in common, and what is in one alone. */
function shared({ words }, stated) {
  const common = stated[0].cell.keys.filter((key) => stated.every(({ cell }) => cell.keys.includes(key)));
  const name = (cell, key) => (cell.names ?? cell.lines)[cell.keys.indexOf(key)] ?? key;
  const only = stated.flatMap(({ letter, cell }) => {
    const own = [...new Set(cell.keys)].filter((key) => stated.every((other) => other.cell === cell || !other.cell.keys.includes(key)));
    return own.length ? [words.t('compare.only', { letter, names: words.list(shortened(own.map((key) => name(cell, key).replace(/\.$/, '')), words)) })] : [];
  });
  const some = common.length || stated.some(({ cell }) => cell.keys.some((key) => stated.some((other) => other.cell !== cell && other.cell.keys.includes(key))));
  const described = stated.some(({ cell }) => cell.described?.size && cell.keys.every((key) => cell.described.has(key)));
  const how = some ? 'partly' : described ? 'described' : 'nothing_shared';
  return [some || described ? 'partly' : 'differ', [words.t(`compare.${how}`), ...only].join(' ')];
}

function shortened(names, words) {
  return names.length > MOST_NAMED ? [...names.slice(0, MOST_NAMED - 1), words.t('card.more_names', { n: names.length - MOST_NAMED + 1 })] : names;
}

/** Reasons to doubt that the articles tell of one incident. */
function cautions({ columns, words }, fields) {
  const out = [];
  const without = columns.filter(({ facts }) => !facts.event).map(({ letter }) => letter);
  if (without.length) out.push(words.t('compare.no_event', { letters: words.list(without), n: without.length }));
  const by = (key) => fields.find((one) => one.key === key);
  for (const [key, apart] of [['date', (a, b) => a.bounds && b.bounds && (a.bounds.low > b.bounds.high || b.bounds.low > a.bounds.high)], ['places', (a, b) => a.keys.length && b.keys.length && !a.keys.some((one) => b.keys.includes(one))]]) {
    const pairs = columns.flatMap((one, n) => columns.slice(n + 1).map((other, m) => [one.letter, other.letter, by(key)?.cells[n], by(key)?.cells[n + 1 + m]])).filter(([, , a, b]) => a && b && apart(a, b));
    if (pairs.length) out.push(words.t(`compare.apart.${key}`, { letters: pairs.slice(0, 3).map(([a, b]) => words.list([a, b])).join('; ') }));
  }
  return out;
}

/** The toll by date of publication, for the chart: [{letter, title, published, day, low, best, high}]. */
export function tollOverTime(columns) {
  return columns.filter(({ published }) => dayNumber(published) !== null).map(({ letter, item, published, facts }) => ({ letter, item, published, day: dayNumber(published), ...{ low: null, best: null, high: null, ...facts.killed } }));
}
