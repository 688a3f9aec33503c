/**
 * Turns a Report into the sections and lines of the summary card. Takes the index of a report and the words, gives
 * plain objects that card.js draws and text-export.js writes, so that the copied card says exactly what the page says.
 *
 * A line is {key, main, sub[], flags[], ids[], spans[], why, tone, ask}: `ids` are the report objects it shows, `why` the
 * one whose reasons "Why?" opens, `tone` is null, `quiet`, `strike` or `part`, `ask` is `date` when the reader can help.
 */
import { claimFlags, claimWords, countryName, dateLine, resolvedDate, sourceWords } from './words.js';
import { relatedIds } from './report-index.js';

const MOST_NAMES = 8;
/** Whose losses are a party's own, by type of entity. */
const SIDE_OF_TYPE = { state_force: 'state', government: 'state', armed_group: 'nonstate', external_force: 'external', private_military: 'external' };

/** True when the report holds no event to summarise. */
export function foundNothing(report) {
  const events = (report.events ?? []).filter((event) => event.status !== 'hypothetical');
  return events.length === 0 || (report.warnings ?? []).some((warning) => warning.code === 'no_conflict_event');
}

/** The whole card: {headline, sections: [{key, lines, collapsed, apart}]}. */
export function cardModel(index, words) {
  const card = { index, words, shown: new Set(), asked: false };
  const nothing = foundNothing(index.report);
  const sections = nothing ? nothingSections(card) : eventSections(card);
  return { nothing, headline: nothing ? words.t('nothing.title') : headline(card), sections: sections.filter((section) => section.lines.length > 0) };
}

function headline({ index }) {
  return index.report.summary?.sentence ?? index.mainEvent?.label ?? null;
}

function eventSections(card) {
  return [
    section('who', whoLines(card, 'who', card.index.report.summary?.who)),
    section('did_what', didWhatLines(card)),
    section('to_whom', whoLines(card, 'to_whom', card.index.report.summary?.to_whom)),
    section('where', whereLines(card)),
    section('when', whenLines(card)),
    section('how', howLines(card)),
    section('toll', tollLines(card)),
    section('claimed_by', claimedLines(card)),
    section('contested', contestedLines(card)),
    section('undisclosed', undisclosedLines(card)),
    section('background', backgroundLines(card), { apart: true }),
    section('other_claims', otherClaimLines(card), { collapsed: true }),
    section('warnings', warningLines(card)),
    section('not_casualties', rejectedLines(card), { collapsed: true }),
  ];
}

function nothingSections(card) {
  return [
    section('considered', consideredLines(card)),
    section('background', backgroundLines(card), { apart: true }),
    section('other_claims', otherClaimLines(card)),
    section('warnings', warningLines(card)),
    section('not_casualties', rejectedLines(card)),
  ];
}

function section(key, lines, more = {}) {
  return { key, lines: lines.filter(Boolean), collapsed: false, apart: false, ...more };
}

function line(card, main, more = {}) {
  const ids = [...new Set((more.ids ?? []).flatMap((id) => relatedIds(card.index, id)))];
  const spans = more.spans ?? (more.ids ?? []).slice(0, 1).flatMap((id) => card.index.spansOf(id));
  return { key: null, main, sub: [], flags: [], why: more.ids?.[0] ?? null, tone: null, ask: null, ...more, ids, spans };
}

function notStated(card) {
  return line(card, card.words.t('not_stated'), { tone: 'quiet' });
}

function whoLines(card, key, ids) {
  if (!ids?.length) return [notStated(card)];
  return ids.map((id) => (card.index.typeOf(id) === 'facility' ? facilityLine(card, id) : entityLine(card, id)));
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

function didWhatLines(card) {
  const { index } = card;
  const did = index.report.summary?.did_what;
  if (!did) return [notStated(card)];
  return [line(card, did, { ids: index.mainEvent ? [index.mainEvent.id] : [], sub: [placeCountWords(card)].filter(Boolean) })];
}

function placeCountWords({ index, words }) {
  const count = index.mainEvent?.place_count;
  if (!count || (count.low ?? count.high ?? null) === null) return null;
  return words.t('event.place_count', { qualifier: words.t(`qualifier.${count.qualifier ?? 'exact'}`), count: count.low ?? count.high, named: count.named ?? 0 });
}

function whereLines(card) {
  const ids = card.index.report.summary?.where ?? [];
  return ids.length ? ids.map((id) => placeLine(card, id)) : [notStated(card)];
}

function placeLine(card, id) {
  const { index, words } = card;
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
  const pointing = (index.report.places ?? []).filter((other) => other.id !== id && other.relation?.of?.includes(id));
  const all = [...told, ...pointing.map((other) => [other.relation, [other.name]])];
  return all.filter(([, names]) => names.length).map(([relation, names]) => words.t('place.relation', {
    relation: words.code('place_relation', relation.type), names: words.list(names), km: relation.km ? words.t('place.km', { km: relation.km }) : '',
  }).trim());
}

function candidateWords({ words }, place) {
  if (place.status === 'resolved' || place.status === 'resolved_variant' || place.status === 'user') return [];
  return (place.candidates ?? []).map((candidate) => {
    const name = [candidate.name, candidate.admin1, candidate.country].filter(Boolean).join(', ');
    return words.t(candidate.reason ? 'place.candidate_reason' : 'place.candidate', { name, reason: candidate.reason });
  });
}

function whenLines(card) {
  const { index, words } = card;
  const date = index.get(index.report.summary?.when);
  if (!date) return [notStated(card)];
  return [dateFact(card, date, needsPublication(card, date) ? { sub: [words.t('date.unresolved')], ask: 'date' } : {})];
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

function howLines(card) {
  const { index, words } = card;
  const how = index.report.summary?.how ?? [];
  const event = index.mainEvent ? [index.mainEvent.id] : [];
  const ways = how.map((way) => (index.items.has(way) ? line(card, index.nameOf(way), { ids: [way] }) : line(card, words.code('how', way), { ids: event })));
  const weapons = (index.report.weapons ?? []).filter((weapon) => weapon.weapon_class !== 'materiel' && !how.includes(weapon.id));
  const named = weapons.map((weapon) => line(card, weapon.text, { ids: [weapon.id], tone: 'quiet', sub: [words.code('weapon', weapon.weapon_class)] }));
  return ways.length + named.length ? [...ways, ...named] : [notStated(card)];
}

function tollLines(card) {
  return (card.index.report.summary?.toll ?? []).map((row) => tollRow(card, row)).flat();
}

/** One side: its claims side by side, or what the report says instead of a claim. */
function tollRow(card, row) {
  const claims = (row.claims ?? []).map((id) => claimLine(card, id, { key: row.side })).filter(Boolean);
  const withheld = (row.undisclosed ?? []).map((id) => withheldTollLine(card, id, row.side));
  if (claims.length + withheld.length) return [...claims, ...withheld];
  return [line(card, row.text ?? card.words.t('not_stated'), { key: row.side, tone: 'quiet', flags: sideFlags(card, row.side) })];
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
  return line(card, claimWords(words, claim), { ids: [id], tone, sub: sub.filter(Boolean), flags: [...claimFlags(claim), ...rowFlags(card, id)], ...more });
}

/** Flags the event's totals add to a claim they were taken from. */
function rowFlags({ index }, id) {
  const rows = (index.report.events ?? []).flatMap((event) => event.fatalities?.by_side ?? []).filter((row) => row.from?.includes(id));
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

function claimedLines(card) {
  const { index, words } = card;
  return (index.report.summary?.claimed_by ?? []).map((id) => {
    const statement = index.get(id);
    return statement ? line(card, statementWords(card, statement), { ids: [id], sub: statement.channel ? [words.t('statement.channel', { channel: words.code('channel', statement.channel) })] : [] }) : null;
  });
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

function contestedLines(card) {
  const { index, words } = card;
  return (index.report.summary?.contested ?? []).flatMap((id) => {
    const contested = index.get(id);
    if (!contested) return [];
    const positions = (contested.positions ?? []).map((position) => positionLine(card, position)).filter(Boolean);
    return [line(card, contested.note ?? words.code('topic', contested.topic), { ids: [id], sub: [words.code('topic', contested.topic)] }), ...positions];
  });
}

function positionLine(card, position) {
  const { index } = card;
  if (position.claim) return claimLine(card, position.claim, { tone: 'part' });
  const statement = index.get(position.statement);
  return statement ? line(card, statementWords(card, statement), { ids: [position.statement], tone: 'part' }) : null;
}

function undisclosedLines(card) {
  const { index, words } = card;
  return (index.report.summary?.undisclosed ?? []).map((id) => {
    const item = index.get(id);
    if (!item) return null;
    const values = { by: index.nameOf(item.by) ?? words.t('the_article'), what: words.code('withheld', item.outcome), side: words.code('side_of', item.side) };
    return line(card, words.t(item.side === 'unknown' || !item.side ? 'undisclosed.any' : 'undisclosed.side', values), { ids: [id] });
  });
}

function backgroundLines(card) {
  const { index } = card;
  const ids = index.report.summary?.background ?? (index.report.events ?? []).filter((event) => event.status === 'background').map((event) => event.id);
  return ids.flatMap((id) => {
    const event = index.get(id);
    if (!event) return [];
    const claims = (event.casualties ?? []).map((claim) => claimLine(card, claim, { tone: 'part' })).filter(Boolean);
    return [line(card, event.label ?? card.words.t('event.unlabelled'), { ids: [id], sub: backgroundSub(card, event) }), ...claims];
  });
}

function backgroundSub({ index, words }, event) {
  const date = index.get(event.date);
  const places = (event.places ?? []).map(index.nameOf).filter(Boolean);
  return [places.length ? words.list(places) : words.t('place.none'), date ? dateLine(words, date) : words.t('date.none')];
}

function otherClaimLines(card) {
  const left = (card.index.report.casualty_claims ?? []).filter((claim) => !card.shown.has(claim.id));
  return left.map((claim) => claimLine(card, claim.id));
}

function warningLines(card) {
  const { index, words } = card;
  return (index.report.warnings ?? []).filter((warning) => warning.code !== 'no_conflict_event').map((warning) => {
    const refs = (warning.refs ?? []).filter((ref) => index.items.has(ref));
    const names = refs.map((ref) => refName(card, ref));
    const ask = warning.code === 'no_publication_date' && !card.asked ? 'date' : null;
    const sub = [names.length ? words.list(names.length > MOST_NAMES ? [...names.slice(0, MOST_NAMES), words.t('card.more_names', { n: names.length - MOST_NAMES })] : names) : null, warning.detail];
    return line(card, words.t(`warning.${warning.code}`), { ids: refs, sub: sub.filter(Boolean), why: null, spans: refs.flatMap(index.spansOf), ask });
  });
}

function refName({ index, words }, ref) {
  return index.typeOf(ref) === 'claim' ? claimWords(words, index.get(ref)) : words.t('figure.quoted', { text: index.nameOf(ref) });
}

function rejectedLines(card) {
  const { words } = card;
  return (card.index.report.not_casualties ?? []).map((item, at) => line(card, words.t('figure.quoted', { text: item.text }), { ids: [`N${at + 1}`], sub: [words.code('reason', item.reason)], tone: 'quiet' }));
}

function consideredLines(card) {
  const { words, index: { report } } = card;
  const counts = { names: report.entities, places: report.places, dates: report.dates, weapons: report.weapons, figures: report.not_casualties };
  return Object.entries(counts).filter(([, list]) => list?.length).map(([key, list]) => line(card, words.t(`considered.${key}`, { n: list.length }), { tone: 'quiet', why: null }));
}
