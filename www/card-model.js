/**
 * Turns a Report into the sections and lines of the summary card. Takes the index of a report and the words, gives
 * plain objects that card.js draws and parts/takeaway writes, so that a copied card says exactly what the page says.
 *
 * A line is {key, main, sub[], flags[], ids[], spans[], why, tone, ask}: `ids` are the report objects it shows, `why` the
 * one whose reasons "Why?" opens, `tone` is null, `quiet`, `strike` or `part`, `ask` is `date` when the reader can help.
 */
import { claimFlags, claimWords, countryName, dateLine, resolvedDate, sourceWords } from './words.js';
import { relatedIds } from './report-index.js';

const MOST_NAMES = 8;
/** Lines of one section that are made; a text of a whole year would fill the page otherwise. The report holds them all. */
const MOST_LINES = 200;
/** Whose losses are a party's own, by type of entity. */
const SIDE_OF_TYPE = { state_force: 'state', government: 'state', armed_group: 'nonstate', external_force: 'external', private_military: 'external' };

/** True when the report holds no event to summarise. */
export function foundNothing(report) {
  const events = (report.events ?? []).filter((event) => event.status !== 'hypothetical');
  return events.length === 0 || (report.warnings ?? []).some((warning) => warning.code === 'no_conflict_event');
}

/** The whole card: {headline, phrases, sections: [{key, lines, left, collapsed, apart}]}; `phrases` are the headline in pieces, `left` counts what is not made into lines. */
export function cardModel(index, words) {
  const card = { index, words, shown: new Set(), asked: false };
  const nothing = foundNothing(index.report);
  const sections = nothing ? nothingSections(card) : eventSections(card);
  const told = index.report.summary?.phrases ?? [];
  const phrases = !nothing && told.map(({ text }) => text).join('') === index.report.summary?.sentence ? told : [];
  return { nothing, headline: nothing ? words.t('nothing.title') : headline(card), phrases, sections: sections.filter((section) => section.lines.length > 0) };
}

function headline({ index }) {
  return index.report.summary?.sentence ?? index.mainEvent?.label ?? null;
}

function eventSections(card) {
  const summary = card.index.report.summary ?? {};
  return [
    fact(card, 'who', summary.who, (id) => whoLine(card, id)),
    fact(card, 'did_what', summary.did_what ? [summary.did_what] : [], (did) => didWhatLine(card, did)),
    fact(card, 'to_whom', summary.to_whom, (id) => whoLine(card, id)),
    fact(card, 'where', summary.where, (id) => placeLine(card, id)),
    fact(card, 'when', [card.index.get(summary.when)].filter(Boolean), (date) => whenLine(card, date)),
    fact(card, 'how', ways(card), (way) => howLine(card, way)),
    section('toll', tollRows(card), (row) => tollLine(card, row)),
    section('claimed_by', summary.claimed_by ?? [], (id) => responsibilityLine(card, id)),
    section('contested', summary.contested ?? [], (id) => contestedLines(card, id)),
    section('undisclosed', summary.undisclosed ?? [], (id) => undisclosedLine(card, id)),
    ...afterwards(card, true),
  ];
}

/** What both cards end with. */
function afterwards(card, collapsed) {
  return [
    section('background', backgroundIds(card), (id) => backgroundLines(card, id), { apart: true }),
    section('other_claims', otherClaims(card), (claim) => claimLine(card, claim.id), { collapsed }),
    section('warnings', warnings(card), (warning) => warningLine(card, warning)),
    section('not_casualties', [...(card.index.report.not_casualties ?? []).entries()], ([at, item]) => rejectedLine(card, item, at), { collapsed }),
  ];
}

function nothingSections(card) {
  return [section('considered', consideredLines(card), (one) => one), ...afterwards(card, false)];
}

/** A section with a line, or several, for each of `list`. */
function section(key, list, make, more = {}) {
  const lines = list.slice(0, MOST_LINES).flatMap(make).filter(Boolean);
  return { key, lines, left: Math.max(0, list.length - MOST_LINES), collapsed: false, apart: false, ...more };
}

/** The same for a fact that is always shown: with nothing in the list it is not stated. */
function fact(card, key, list, make) {
  return list?.length ? section(key, list, make) : section(key, [null], () => notStated(card));
}

function line(card, main, more = {}) {
  const ids = [...new Set((more.ids ?? []).flatMap((id) => relatedIds(card.index, id)))];
  const spans = more.spans ?? (more.ids ?? []).slice(0, 1).flatMap((id) => card.index.spansOf(id));
  return { key: null, main, sub: [], flags: [], why: more.ids?.[0] ?? null, tone: null, ask: null, ...more, ids, spans };
}

function notStated(card) {
  return line(card, card.words.t('not_stated'), { tone: 'quiet' });
}

function whoLine(card, id) {
  return card.index.typeOf(id) === 'facility' ? facilityLine(card, id) : entityLine(card, id);
}

function facilityLine(card, id) {
  const facility = card.index.get(id);
  return line(card, facility.text, { ids: [id], sub: [card.words.code('facility', facility.facility_type)] });
}

function entityLine(card, id) {
  const { index, words } = card;
  const entity = index.get(id);
  if (!entity) return line(card, id, { ids: [id] });
  const name = entity.acronym && entity.acronym !== entity.name ? words.t('entity.acronym', { name: entity.name, acronym: entity.acronym }) : entity.name;
  return line(card, name, { ids: [id], sub: [entityKind(card, entity), ...affiliations(card, entity)].filter(Boolean) });
}

function entityKind({ index, words }, entity) {
  const country = countryName(index, entity.country);
  const kind = words.code('entity', entity.type);
  return country ? words.t('entity.kind_country', { kind, country }) : kind;
}

function affiliations({ index, words }, entity) {
  return (entity.affiliations ?? []).map((link) => words.t('entity.link', { relation: words.code('relation', link.relation), name: index.nameOf(link.to) }));
}

function didWhatLine(card, did) {
  const { index } = card;
  return line(card, did, { ids: index.mainEvent ? [index.mainEvent.id] : [], sub: [placeCountWords(card)].filter(Boolean) });
}

function placeCountWords({ index, words }) {
  const count = index.mainEvent?.place_count;
  if (!count || (count.low ?? count.high ?? null) === null) return null;
  return words.t('event.place_count', { qualifier: words.t(`qualifier.${count.qualifier ?? 'exact'}`), count: count.low ?? count.high, named: count.named ?? 0 });
}

function placeLine(card, id) {
  const { index } = card;
  const place = index.get(id);
  if (!place) return line(card, id, { ids: [id] });
  const where = [place.admin1, countryName(index, place.country)].filter((part) => part && part !== place.name);
  const flags = place.status === 'resolved' || place.status === 'user' ? [] : [`place_${place.status}`];
  const sub = [where.join(', '), matchedWords(card, place), ...relationWords(card, place, id), ...candidateWords(card, place)];
  return line(card, place.name, { ids: [id], sub: sub.filter(Boolean), flags });
}

function matchedWords({ words }, place) {
  return place.matched_name && place.matched_name !== place.name ? words.t('place.matched', { name: place.matched_name }) : null;
}

/** "near the Senegal border": told by the place itself, or by a border or road that points at it. */
function relationWords({ index, words }, place, id) {
  const told = place.relation ? [[place.relation, (place.relation.of ?? []).map(index.nameOf)]] : [];
  const pointing = (index.pointing.get(id) ?? []).filter((other) => other.id !== id);
  const all = [...told, ...pointing.map((other) => [other.relation, [other.name]])];
  return all.filter(([, names]) => names.length).map(([relation, names]) => words.t('place.relation', {
    relation: words.code('place_relation', relation.type), names: words.list(names), km: relation.km ? words.t('place.km', { km: relation.km }) : '',
  }).trim());
}

function candidateWords({ index, words }, place) {
  if (place.status === 'resolved' || place.status === 'resolved_variant' || place.status === 'user') return [];
  return (place.candidates ?? []).map((candidate) => {
    const name = [candidate.name, candidate.admin1, countryName(index, candidate.country)].filter(Boolean).join(', ');
    return words.t(candidate.reason ? 'place.candidate_reason' : 'place.candidate', { name, reason: candidate.reason });
  });
}

function whenLine(card, date) {
  if (date.kind === 'publication') return dateFact(card, date, { sub: [card.words.t('date.of_report')] });
  return dateFact(card, date, needsPublication(card, date) ? { sub: [card.words.t('date.unresolved')], ask: 'date' } : {});
}

function dateFact(card, date, more) {
  const resolved = resolvedDate(card.words, date);
  if (more.ask) card.asked = true;
  return line(card, resolved ?? card.words.t('figure.quoted', { text: date.text }), {
    ids: [date.id], sub: resolved ? [card.words.t('date.as_written', { text: date.text })] : [], flags: resolved ? [] : ['date_unresolved'], ...more,
  });
}

function needsPublication({ index }, date) {
  return date.needs === 'publication_date' && (index.report.warnings ?? []).some((warning) => warning.code === 'no_publication_date');
}

/** The ways the event was carried out, then the weapons named, each word once. */
function ways({ index }) {
  const how = index.report.summary?.how ?? [];
  const named = new Map();
  for (const weapon of index.report.weapons ?? []) {
    const word = weapon.text.toLowerCase();
    if (weapon.weapon_class !== 'materiel' && !how.includes(weapon.id) && !named.has(word)) named.set(word, weapon);
  }
  return [...how, ...named.values()];
}

function howLine(card, way) {
  const { index, words } = card;
  if (way.weapon_class) return weaponLine(card, way);
  if (index.items.has(way)) return line(card, index.nameOf(way), { ids: [way] });
  return line(card, words.code('how', way), { ids: index.mainEvent ? [index.mainEvent.id] : [] });
}

/** A weapon word with its class, where that says more than the word does. */
function weaponLine(card, weapon) {
  const kind = card.words.code('weapon', weapon.weapon_class);
  const same = weapon.text.toLowerCase().includes(kind.replace(/s$/, ''));
  return line(card, weapon.text, { ids: [weapon.id], tone: 'quiet', sub: same ? [] : [kind] });
}

/** Each side: its claims side by side, or what the report says instead of a claim. */
function tollRows({ index, shown }) {
  return (index.report.summary?.toll ?? []).flatMap(({ side, text, claims = [], undisclosed = [] }) => {
    claims.forEach((id) => shown.add(id));
    const rows = [...claims.map((claim) => ({ side, claim })), ...undisclosed.map((withheld) => ({ side, withheld }))];
    return rows.length ? rows : [{ side, text }];
  });
}

function tollLine(card, { side, claim, withheld, text }) {
  if (claim) return claimLine(card, claim, { key: side });
  if (withheld) return withheldTollLine(card, withheld, side);
  return line(card, text ?? card.words.t('not_stated'), { key: side, tone: 'quiet', flags: sideFlags(card, side) });
}

function sideFlags({ index }, side) {
  const row = (index.mainEvent?.fatalities?.by_side ?? []).find((entry) => entry.side === side);
  return (row?.flags ?? []).filter((flag) => flag !== 'undisclosed' && flag !== 'not_mentioned');
}

function claimLine(card, id, more = {}) {
  const { index, words } = card;
  const claim = index.get(id);
  if (!claim) return null;
  card.shown.add(id);
  const tone = claim.status === 'superseded' || claim.polarity === 'denied' ? 'strike' : claim.relation === 'subset_of' ? 'part' : null;
  const sub = [sourceWords(words, index, claim), sinceWords(words, claim)];
  return line(card, claimWords(words, claim), { ids: [id], tone, sub: sub.filter(Boolean), flags: [...claimFlags(claim), ...rowFlags(card, claim)], ...more });
}

/** Flags the event's totals add to a claim they were taken from. */
function rowFlags({ index }, claim) {
  const rows = (index.get(claim.event)?.fatalities?.by_side ?? []).filter((row) => row.from?.includes(claim.id));
  const wanted = ['own_side_admission', 'conflicting'];
  return wanted.filter((flag) => rows.some((row) => row.flags?.includes(flag)));
}

function sinceWords(words, claim) {
  return claim.since ? words.t('claim.since', { since: words.date(claim.since) }) : null;
}

function withheldTollLine(card, id, side) {
  const item = card.index.get(id);
  const by = card.index.get(item?.by);
  const flag = by && SIDE_OF_TYPE[by.type] === side ? 'undisclosed_own' : 'undisclosed';
  return line(card, card.words.t('toll.not_disclosed'), { key: side, ids: [id], flags: [flag], sub: by ? [card.words.t('toll.withheld_by', { name: by.name })] : [] });
}

function responsibilityLine(card, id) {
  const { index, words } = card;
  const statement = index.get(id);
  if (!statement) return null;
  return line(card, statementWords(card, statement), { ids: [id], sub: statement.channel ? [words.t('statement.channel', { channel: words.code('channel', statement.channel) })] : [] });
}

/** A statement in one clause, from its fields alone. */
export function statementWords({ index, words }, statement) {
  const values = {
    actor: index.nameOf(statement.actor) ?? words.t('someone'), source: index.nameOf(statement.source) ?? words.t('the_article'),
    value: statement.value ? words.code('value', statement.value) : '', object: statement.object ?? '',
  };
  const own = statement.actor && statement.actor === statement.source && words.has(`statement.${statement.kind}_own`) ? '_own' : '';
  const key = statement.kind === 'responsibility' ? `statement.${statement.type}` : `statement.${statement.kind}${own}`;
  return words.t(words.has(key) ? key : 'statement.other', { ...values, kind: words.code('kind', statement.kind) }).replace(/\s+/g, ' ').trim();
}

function contestedLines(card, id) {
  const { index, words } = card;
  const contested = index.get(id);
  if (!contested) return [];
  const positions = (contested.positions ?? []).map((position) => positionLine(card, position));
  const topic = words.code('topic', contested.topic);
  return [line(card, contested.note ?? topic, { ids: [id], sub: contested.note ? [topic] : [] }), ...positions];
}

function positionLine(card, position) {
  const { index } = card;
  if (position.claim) return claimLine(card, position.claim, { tone: 'part' });
  const statement = index.get(position.statement);
  return statement ? line(card, statementWords(card, statement), { ids: [position.statement], tone: 'part' }) : null;
}

function undisclosedLine(card, id) {
  const item = card.index.get(id);
  if (!item) return null;
  return line(card, undisclosedWords(card, item), { ids: [id] });
}

/** What is withheld, and by whom. */
export function undisclosedWords({ index, words }, item) {
  const values = { by: index.nameOf(item.by) ?? words.t('the_article'), what: words.code('withheld', item.outcome), side: words.code('side_of', item.side) };
  return words.t(item.side === 'unknown' || !item.side ? 'undisclosed.any' : 'undisclosed.side', values);
}

function backgroundIds({ index }) {
  return index.report.summary?.background ?? (index.report.events ?? []).filter((event) => event.status === 'background').map((event) => event.id);
}

function backgroundLines(card, id) {
  const event = card.index.get(id);
  if (!event) return [];
  const claims = (event.casualties ?? []).slice(0, MOST_LINES).map((claim) => claimLine(card, claim, { tone: 'part' }));
  return [line(card, event.label ?? card.words.t('event.unlabelled'), { ids: [id], sub: backgroundSub(card, event) }), ...claims];
}

function backgroundSub({ index, words }, event) {
  const date = index.get(event.date);
  const places = (event.places ?? []).map(index.nameOf).filter(Boolean);
  return [places.length ? words.list(places) : words.t('place.none'), date ? dateLine(words, date) : words.t('date.none')];
}

function otherClaims({ index, shown }) {
  return (index.report.casualty_claims ?? []).filter((claim) => !shown.has(claim.id));
}

function warnings({ index }) {
  return (index.report.warnings ?? []).filter((warning) => warning.code !== 'no_conflict_event');
}

function warningLine(card, warning) {
  const { index, words } = card;
  const refs = (warning.refs ?? []).filter((ref) => index.items.has(ref));
  const shown = refs.slice(0, MOST_LINES);
  const all = [...new Set(shown.map((ref) => refName(card, ref)))];
  const names = all.slice(0, MOST_NAMES);
  const left = all.length - names.length + refs.length - shown.length;
  if (left) names.push(words.t('card.more_names', { n: left }));
  const ask = warning.code === 'no_publication_date' && !card.asked ? 'date' : null;
  const sub = [names.length ? words.list(names) : null, warning.detail].filter(Boolean);
  return line(card, words.t(`warning.${warning.code}`), { ids: shown, sub, why: null, spans: shown.flatMap(index.spansOf), ask });
}

function refName({ index, words }, ref) {
  return index.typeOf(ref) === 'claim' ? claimWords(words, index.get(ref)) : words.t('figure.quoted', { text: index.nameOf(ref) });
}

function rejectedLine(card, item, at) {
  const { words } = card;
  return line(card, words.t('figure.quoted', { text: item.text }), { ids: [`N${at + 1}`], sub: [words.code('reason', item.reason)], tone: 'quiet' });
}

function consideredLines(card) {
  const { words, index: { report } } = card;
  const counts = { names: report.entities, places: report.places, dates: report.dates, weapons: report.weapons, figures: report.not_casualties };
  return Object.entries(counts).filter(([, list]) => list?.length).map(([key, list]) => line(card, words.t(`considered.${key}`, { n: list.length }), { tone: 'quiet', why: null }));
}
