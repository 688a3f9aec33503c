/**
 * What was worked out from a figure, a place, a date or an actor, and would be different now. The engine works nothing
 * out anew; here is listed what the coded cells held because of the old value alone, with what they would hold, so that
 * the analyst can take it over or leave it. Takes the report as shown, gives [{path, from, to, label}].
 */
import { countryName } from '../../words.js';
import { valueAt } from './fields.js';
import { same } from './layer.js';

const BOUNDS = ['low', 'best', 'high'];

/** `next` holds the values of the object's fields after the change, by their place in it; null if the fact is rejected. */
export function following(context, next) {
  const found = FOLLOW[context.type]?.(context, next) ?? [];
  return found.filter(({ from, to }) => !same(from, to));
}

/** What has to be said where the event's deaths were worked out with a figure that changes, and cannot be worked out anew here: a key, or null. */
export function leftAsRead({ type, object: claim, index }, next, cells) {
  if (type !== 'claim' || cells.some(({ path }) => path.includes('/fatalities/'))) return null;
  const counted = index.get(claim.event)?.fatalities.by_side.some((row) => row.from.includes(claim.id));
  if (!counted) return null;
  const other = !next || !BOUNDS.every((bound) => same(claim.figure[bound], next.figure[bound])) || ['status', 'outcome'].some((key) => !same(claim[key], next[key]));
  return other ? 'follow.left' : same(claim.side, next.side) ? null : 'follow.side_left';
}

const FOLLOW = { claim: followClaim, place: followPlace, date: followDate, entity: followEntity, event: followEvent };

/** Events of the report as shown, each with its path in the reading. */
function events({ page, index }) {
  const at = new Map(page.reading.events.map((event, n) => [event.id, n]));
  return index.report.events.filter((event) => at.has(event.id)).map((event) => ({ event, path: `/events/${at.get(event.id)}` }));
}

/**
 * A figure counts in the cells of its event only if it alone made up the toll of a side, whole or as what is left of a
 * total. Deaths that are part of a stated total leave the total as it is and change what is left of it.
 */
function followClaim(context, next) {
  const { object: claim, words } = context;
  const own = next ? BOUNDS.filter((bound) => same(claim.coded[bound], claim.figure[bound]))
    .map((bound) => ({ path: `${context.path}/coded/${bound}`, from: claim.coded[bound], to: next.figure[bound], label: words.t('follow.coded', { bound: words.t(`field.${bound}`) }) })) : [];
  const found = events(context).find(({ event }) => event.id === claim.event);
  const moved = found && next && next.side !== claim.side && next.status === claim.status && next.outcome === claim.outcome;
  const row = found?.event.fatalities.by_side.find((one) => same(one.from, [claim.id]));
  const toll = moved ? sidesAfter(context, found.event, claim, next) : row ? tollAfter(found.event, row, claim, countedFigure(claim, next)) : null;
  return toll ? [...own, ...tollCells(context, found, toll)] : own;
}

/** What the event is left with of the claim: nothing if it is not counted any more. */
function countedFigure(claim, next) {
  return !next || next.status !== claim.status || next.outcome !== claim.outcome ? { low: null, best: null, high: null } : next.figure;
}

/**
 * The toll with the claim on another side, by the rule of the engine (src/overrides/side.rs): each row is the plain sum of its
 * figures, the total the sum of the rows, and nobody counts the same people otherwise. Which figures a row is made of the
 * engine writes down itself.
 */
function sidesAfter({ index }, event, claim, next) {
  const rows = event.fatalities.by_side;
  const holding = rows.filter((row) => row.from.includes(claim.id));
  const [row, target] = [holding[0], rows.find((one) => one.side === next.side)];
  const summed = (one) => same(sumOf(index, one.from), boundsOf(one));
  if (holding.length !== 1 || !target || rows.some((one) => one.flags?.includes('derived')) || !summed(row) || !summed(target) || !same(inAll(rows), boundsOf(event.fatalities.total))) return null;
  const moved = new Map([[row, row.from.filter((id) => id !== claim.id)], [target, [...target.from, claim.id]]]);
  const bounds = new Map([...moved].map(([one, from]) => [one, sumOf(index, from, claim.id, next.figure)]));
  if (!bounds.get(target)) return null;
  const sides = new Map([...moved].map(([one, from]) => [one, { ...one, ...bounds.get(one), from }]));
  const after = rows.map((one) => sides.get(one) ?? one);
  return { sides, total: inAll(after), ucdp: {}, cells: sideCells(event, rows, after) };
}

const boundsOf = (object) => Object.fromEntries(BOUNDS.map((bound) => [bound, object[bound] ?? null]));

/** The figures added up, with `figure` for the claim `id`; null where one cannot be added to others, or two sources may count the same people. */
function sumOf(index, from, id = null, figure = null) {
  const claims = from.map(index.get);
  const tied = new Set(index.report.casualty_claims.flatMap((one) => one.not_additive_with));
  const plain = (one) => one && !one.relation && !one.not_additive_with.length && !tied.has(one.id) && !one.source_is_party && !one.perpetrator;
  const sources = new Set(claims.map((one) => one?.attributed_to).filter(Boolean));
  if (!claims.every(plain) || sources.size > 1) return null;
  const of = (one, bound) => (one.id === id ? figure : one.coded)[bound] ?? (bound === 'low' && one.figure.qualifier === 'up_to' ? 0 : null);
  const total = (bound) => claims.reduce((sum, one) => (sum === null || of(one, bound) === null ? null : sum + of(one, bound)), claims.length ? 0 : null);
  return Object.fromEntries(BOUNDS.map((bound) => [bound, total(bound)]));
}

/** As the reading adds up the sides: what is open on one keeps the highest open. */
function inAll(rows) {
  const known = rows.filter((row) => row.from.length);
  const given = (bound) => known.map((row) => row[bound]).filter((value) => value !== null);
  const add = (values) => (values.length ? values.reduce((a, b) => a + b, 0) : null);
  return { low: add(given('low')), best: add(given('best')), high: given('high').length === known.length ? add(given('high')) : null };
}

/** Coded cells that tell the sides apart, [[place, value]]; one that was not made of the rows as they were is emptied. */
function sideCells(event, before, after) {
  const twoSided = event.ucdp?.type_of_violence === 1;
  const columns = { deaths_a: twoSided ? ['state', 'external'] : [], deaths_b: twoSided ? ['nonstate'] : [], deaths_civilians: ['civilian'], deaths_unknown: twoSided ? ['unknown'] : ['unknown', 'state', 'nonstate', 'external'] };
  const stated = (rows, sides) => rows.filter((row) => sides.includes(row.side) && row.from.length);
  const deaths = (rows, sides) => stated(rows, sides).reduce((sum, { best }) => (sum === null || best === null ? null : sum + best), 0);
  const recounted = (held, was, now) => (same(held, was) ? now : null);
  const cells = event.ucdp ? Object.entries(columns).map(([column, sides]) => [`ucdp/${column}`, recounted(event.ucdp[column], deaths(before, sides), deaths(after, sides))]) : [];
  const attackers = (rows) => stated(rows, ['nonstate'])[0]?.best ?? null;
  if ((event.gtd?.nkillter ?? null) !== null) cells.push(['gtd/nkillter', recounted(event.gtd.nkillter, attackers(before), attackers(after))]);
  const gone = event.ucdp?.type_of_violence === 3 && stated(before, ['civilian']).length && !stated(after, ['civilian']).length;
  return gone ? [...cells, ['ucdp/type_of_violence', null]] : cells;
}

/** The toll with another figure: {sides: Map of row to row, total, ucdp: {column: change}}; null where that cannot be told. */
function tollAfter(event, row, claim, figure) {
  const rest = event.fatalities.by_side.find((one) => one.flags?.includes('derived'));
  const toll = { sides: new Map(), total: { ...event.fatalities.total }, ucdp: {} };
  const gone = BOUNDS.every((bound) => figure[bound] === null);
  const change = (bound) => (figure[bound] ?? 0) - claim.coded[bound];
  const counted = BOUNDS.filter((bound) => claim.coded[bound] !== null);
  if (row === rest) {
    if (counted.some((bound) => figure[bound] === null || row[bound] === null)) return null;
    toll.sides.set(row, { ...row, ...Object.fromEntries(counted.map((bound) => [bound, row[bound] + change(bound)])) });
    for (const bound of BOUNDS) if (same(toll.total[bound], claim.coded[bound])) toll.total[bound] = figure[bound];
    toll.ucdp.deaths_unknown = change('best');
  } else {
    if (!counted.some((bound) => same(row[bound], claim.coded[bound]))) return null;
    toll.sides.set(row, { ...row, ...Object.fromEntries(BOUNDS.map((bound) => [bound, gone ? null : same(row[bound], claim.coded[bound]) ? figure[bound] : row[bound]])) });
    const part = claim.relation === 'subset_of';
    if (part && rest) toll.sides.set(rest, { ...rest, ...Object.fromEntries(counted.filter((bound) => rest[bound] !== null).map((bound) => [bound, rest[bound] - change(bound)])) });
    if (!part) for (const bound of BOUNDS) if (adds(event, bound)) toll.total[bound] = sum(event.fatalities.by_side.map((one) => (toll.sides.get(one) ?? one)[bound]), toll.total[bound]);
    Object.assign(toll.ucdp, ucdpChanges(event, row, change('best'), part));
  }
  const impossible = [...toll.sides.values()].some((one) => BOUNDS.some((bound) => one[bound] < 0)) || Object.entries(toll.ucdp).some(([column, by]) => (event.ucdp?.[column] ?? 0) + by < 0);
  return impossible ? null : toll;
}

/** Which of UCDP's four columns change by how much: that of the side, if it can be told which, and what is left of a total. */
function ucdpChanges(event, row, by, part) {
  const columns = { civilian: ['deaths_civilians'], unknown: ['deaths_unknown'] }[row.side] ?? ['deaths_a', 'deaths_b'];
  const holding = columns.filter((column) => event.ucdp && row.best !== null && event.ucdp[column] === row.best);
  if (holding.length !== 1) return {};
  return part && holding[0] !== 'deaths_unknown' ? { [holding[0]]: by, deaths_unknown: -by } : { [holding[0]]: by };
}

function tollCells(context, { event, path }, { sides, total, ucdp, cells = [] }) {
  const { words, page } = context;
  const read = page.reading.events.find((one) => one.id === event.id).fatalities.by_side;
  const bySide = [...sides].flatMap(([row, to]) => BOUNDS.map((bound) => ({
    path: `${path}/fatalities/by_side/${read.findIndex((one) => one.side === row.side)}/${bound}`, from: row[bound], to: to[bound],
    label: words.t('follow.side', { side: words.code('side', row.side), bound: words.t(`field.${bound}`) }),
  })));
  const whole = BOUNDS.map((bound) => ({ path: `${path}/fatalities/total/${bound}`, from: event.fatalities.total[bound], to: total[bound], label: words.t('follow.total', { bound: words.t(`field.${bound}`) }) }));
  const columns = Object.entries(ucdp).filter(([column]) => event.ucdp?.[column] !== undefined)
    .map(([column, by]) => ({ path: `${path}/ucdp/${column}`, from: event.ucdp[column], to: event.ucdp[column] + by, label: words.t('follow.cell', { table: 'UCDP', column }) }));
  return [...bySide, ...whole, ...rowCells(context, event, path, total), ...columns, ...cells.map(([at, to]) => codedCell(context, event, path, at, to))];
}

/** A cell of a coded row, at a place such as `ucdp/best`. */
function codedCell({ words }, event, path, at, to) {
  return { path: `${path}/${at}`, from: valueAt(event, at), to, label: words.t('follow.cell', { table: at.split('/')[0].toUpperCase(), column: at.split('/').at(-1) }) };
}

/** Whether the total is no more than the sum of the sides. */
function adds(event, bound) {
  const known = event.fatalities.by_side.map((row) => row[bound]).filter((value) => value !== null);
  return known.length > 0 && event.fatalities.total[bound] === known.reduce((a, b) => a + b, 0);
}

function sum(values, before) {
  const known = values.filter((value) => value !== null);
  return known.length ? known.reduce((a, b) => a + b, 0) : before === null ? before : null;
}

/** Cells of the coded rows that hold the total as it is; where a bound is open the best figure stands for it. */
function rowCells(context, event, path, total) {
  const now = event.fatalities.total;
  const filled = (toll, bound) => toll[bound] ?? toll.best;
  const cells = [['acled/0/fatalities', event.acled?.[0]?.fatalities, 'best'], ...BOUNDS.map((bound) => [`ucdp/${bound}`, event.ucdp?.[bound], bound]), ['gtd/nkill', event.gtd?.nkill, 'best']];
  return cells.filter(([, held, bound]) => (held ?? null) !== null && held === filled(now, bound))
    .map(([at, , bound]) => codedCell(context, event, path, at, filled(total, bound)));
}

function followPlace(context, next) {
  const { object: place, index, words } = context;
  if (!next) return [];
  const country = countryName(index, next.country);
  const cells = [['location', place.name, next.name], ['latitude', place.lat, next.lat], ['longitude', place.lon, next.lon], ['country', countryName(index, place.country), country], ['geo_precision', place.acled_geo_precision, next.acled_geo_precision]];
  const ucdp = [['where_coordinates', place.name, next.name], ['latitude', place.lat, next.lat], ['longitude', place.lon, next.lon], ['country', countryName(index, place.country), country], ['where_prec', place.ucdp_where_prec, next.ucdp_where_prec]];
  return events(context).filter(({ event }) => event.places.includes(place.id)).flatMap(({ event, path }) => [
    ...event.acled.flatMap((row, n) => (row.location === place.name ? held(row, cells, `${path}/acled/${n}`, 'ACLED', words) : [])),
    ...(event.ucdp?.where_coordinates === place.name ? held(event.ucdp, ucdp, `${path}/ucdp`, 'UCDP', words) : []),
  ]);
}

function followDate(context, next) {
  const { object: date, words } = context;
  if (!next) return [];
  const { start, end } = date.value;
  const cells = [['event_date', start, next.value.start], ['time_precision', date.acled_time_precision, next.acled_time_precision]];
  const ucdp = [['date_start', start, next.value.start], ['date_end', end, next.value.end], ['date_prec', date.ucdp_date_prec, next.ucdp_date_prec]];
  return events(context).filter(({ event }) => event.date === date.id).flatMap(({ event, path }) => [
    ...event.acled.flatMap((row, n) => held(row, cells, `${path}/acled/${n}`, 'ACLED', words)), ...(event.ucdp ? held(event.ucdp, ucdp, `${path}/ucdp`, 'UCDP', words) : []),
  ]);
}

/** Another date of an event, or other deaths: the cells of its rows that hold them. */
function followEvent(context, next) {
  const { object: event, index, words } = context;
  const found = next && events(context).find((one) => one.event.id === event.id);
  if (!found) return [];
  const date = (id) => index.get(id) ?? { value: {} };
  const [was, is] = [date(event.date), date(next.date)];
  const cells = [['event_date', was.value.start ?? null, is.value.start], ['time_precision', was.acled_time_precision ?? null, is.acled_time_precision]];
  const ucdp = [['date_start', was.value.start ?? null, is.value.start], ['date_end', was.value.end ?? null, is.value.end], ['date_prec', was.ucdp_date_prec ?? null, is.ucdp_date_prec]];
  const dated = event.date === next.date ? [] : [...event.acled.flatMap((row, n) => held(row, cells, `${found.path}/acled/${n}`, 'ACLED', words)), ...(event.ucdp ? held(event.ucdp, ucdp, `${found.path}/ucdp`, 'UCDP', words) : [])];
  return [...dated, ...rowCells(context, event, found.path, next.fatalities.total)];
}

function followEntity(context, next) {
  const { object: entity, words } = context;
  if (!next || !entity.acled_name) return [];
  return events(context).flatMap(({ event, path }) => event.acled.flatMap((row, n) => [1, 2].flatMap((which) => (row[`actor${which}`] === entity.acled_name
    ? held(row, [[`actor${which}`, entity.acled_name, next.acled_name], [`inter${which}`, entity.acled_inter, next.acled_inter]], `${path}/acled/${n}`, 'ACLED', words) : []))));
}

/** Cells of a row that hold the old value of the object. */
function held(row, cells, path, table, words) {
  return cells.filter(([column, from]) => column in row && same(row[column], from)).map(([column, from, to]) => ({ path: `${path}/${column}`, from, to: to ?? null, label: words.t('follow.cell', { table, column }) }));
}
