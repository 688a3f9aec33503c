/**
 * What a report says of its main event, in the few facts that a row of the desk and a comparison need. Takes a Report and
 * the words, gives plain objects; what the report does not hold is null, never a guess.
 */
import { LISTS } from '../../report-index.js';
import { claimWords, resolvedDate, sourceWords } from '../../words.js';
import { followed } from '../correct/layer.js';

/** Of the main event's claims, those that repeat or are replaced say nothing of their own. */
const REPEATED = ['same_as'];

/** Looks things up by id, as the index of the page does, without its marks. */
function lookUp(report) {
  const items = new Map();
  for (const list of Object.keys(LISTS)) for (const object of report[list] ?? []) items.set(object.id, object);
  const get = (id) => items.get(id) ?? null;
  const nameOf = (id) => { const object = get(id); return object?.name ?? object?.text ?? object?.label ?? object?.note ?? id ?? null; };
  return { report, get, nameOf };
}

/** The facts of the main event; `event` is null where there is none. */
export function factsOf(report, words) {
  const index = lookUp(report);
  const event = (report.events ?? []).find((one) => one.status === 'main') ?? null;
  const claims = (event?.casualties ?? []).map(index.get).filter((claim) => claim && claim.status === 'current' && !REPEATED.includes(claim.relation));
  return {
    event, index, words,
    status: statusOf(report, event),
    date: event ? index.get(event.date) : null,
    places: (event?.places ?? []).map(index.get).filter(Boolean),
    actors: actorsOf(event, index),
    killed: event?.fatalities?.total ?? null,
    sides: event?.fatalities?.by_side ?? [],
    claims,
    statements: (report.statements ?? []).filter((one) => one.kind === 'responsibility' && (one.event === event?.id || (event?.statements ?? []).includes(one.id))),
    contested: (report.contested ?? []).filter((one) => !one.event || one.event === event?.id),
    undisclosed: (report.undisclosed ?? []).filter((one) => !one.event || one.event === event?.id),
    corrections: (report.overrides ?? []).filter((one) => one.status === 'applied' && one.op !== 'confirm' && !followed(one)).length,
  };
}

/** `event`, or why there is none: `nothing`, `hypothetical`, `background`. */
function statusOf(report, event) {
  if (event) return 'event';
  const statuses = (report.events ?? []).map((one) => one.status);
  return ['background', 'hypothetical'].find((status) => statuses.includes(status)) ?? 'nothing';
}

/** Parties by the part they have: [{role, party}]. */
function actorsOf(event, index) {
  return (event?.actors ?? []).map(({ entity, role }) => ({ role, party: index.get(entity) ?? { id: entity, name: entity } }));
}

export function partyName({ name, text, acronym }) {
  const shown = name ?? text ?? '';
  return acronym && acronym !== shown ? `${shown} (${acronym})` : shown;
}

export function placeName(place) {
  return place.name;
}

/** The day or days an event is put on, in words; null where they stay open. */
export function dateWords(words, date) {
  return date ? resolvedDate(words, date) : null;
}

/** A total between bounds: "at least 14", "3 to 5, best 4", "19", "up to 60, as claimed"; null where none is stated. */
export function boundsWords(words, total) {
  const shown = numberWords(words, total);
  return isClaim(total) ? words.t('desk.claimed', { toll: shown }) : shown;
}

/** The same with what happened to them: "19 killed", "up to 60 killed, as claimed". */
export function killedWords(words, total) {
  const toll = numberWords(words, total);
  return toll && words.t(isClaim(total) ? 'desk.killed_claimed' : 'desk.killed', { toll });
}

/** Whether it may be none at all: then the number is no more than what somebody says. */
function isClaim(total) {
  return total?.low === 0 && total.high !== 0 && (total.high === null || total.best === 0);
}

function numberWords(words, total) {
  const { low = null, best = null, high = null } = total ?? {};
  const { t, number } = words;
  if (low === null && best === null && high === null) return null;
  if (low !== null && low === high) return number(low);
  if (low === 0) return perhapsNone(t, best, high);
  if (low !== null && high !== null) return best === null || best === low || best === high ? t('figure.range', { low, high }) : t('desk.range_best', { low, high, best });
  if (high !== null) return t('figure.up_to', { number: high });
  const least = t('figure.at_least', { number: low ?? best });
  return best !== null && low !== null && best !== low ? t('desk.least_best', { least, best }) : least;
}

/** An open end is not told as the highest. */
function perhapsNone(t, best, high) {
  if (high === null) return best ? t('desk.or_more', { best }) : t('desk.some');
  return !best || best === high ? t('figure.up_to', { number: high }) : t('desk.up_to_best', { high, best });
}

/** Claims of the main event with an outcome, in words with their sources: [{words, source, side, figure}]. */
export function claimsWith(facts, outcome) {
  const { words, index } = facts;
  return facts.claims.filter((claim) => claim.outcome === outcome && claim.polarity !== 'denied').map((claim) => ({
    said: claimWords(words, claim), source: sourceWords(words, index, claim), side: claim.side, figure: claim.figure, relation: claim.relation,
  }));
}

/** Who says the figures of one row of the toll. */
export function sourcesOf(facts, ids) {
  const sources = ids.map(facts.index.get).filter(Boolean).map((claim) => sourceWords(facts.words, facts.index, claim));
  return [...new Set(sources)];
}
