/**
 * A report and its text with chosen names replaced by labels. Takes both as they are shown and the targets, gives both anew:
 * every span points at the same words of the new text, or at the label that stands for them. What would give a replaced
 * name away goes too: coordinates, regions, rows of the data tables, the mark of the text, and the address where asked.
 */
import { cutsOf, cutting, matcherOf, moving, replaced, tells } from './matcher.js';

/** Fields that hold ids and codes of the report, not words of an article. */
const CODES = new Set(['id', 'rule', 'kind', 'type', 'status', 'code', 'outcome', 'side', 'feature', 'qualifier', 'relation', 'polarity', 'basis', 'verification', 'schema', 'notice', 'op', 'path', 'offset_unit',
  'weapon_class', 'facility_type', 'event_role', 'from', 'refs', 'flags', 'claims', 'who', 'to_whom', 'where', 'when', 'lexicon', 'gazetteer', 'version', 'published', 'published_source', 'language',
  'disorder_type', 'event_type', 'sub_event_type', 'event_date', 'date_start', 'date_end', 'start', 'end', 'setting', 'severity', 'topic', 'subtype', 'actor_class', 'rank_norm', 'needs', 'anchor', 'granularity', 'weekday', 'no_ucdp_row', 'by_side', 'mode', 'claimmode', 'channel', 'at', 'dyad_type', 'interaction', 'civilian_targeting']);
/** Where an event happened, in its rows. */
const POSITION = /lat|lon|adm|priogrid|coordinates/i;
const OF_COUNTRY = /^(?:country|country_id|iso|iso3|gwno.*|region)$/i;

/**
 * Steps to {text, report, forms, left, swept}; `left` counts what could not be replaced, and must be none; `swept` takes
 * the names out of what was written from the report, where words of the page or of the engine may be such a name.
 */
export function* redacting({ text, report, targets, kept, leaveOut, notice, countries = new Map() }) {
  const matcher = matcherOf(targets, kept);
  const cuts = yield* cutting(matcher, text);
  const redactedText = replaced(text, cuts);
  const state = { text, redactedText, matcher, move: moving(cuts), whole: wholeNames(targets), hidden: hiddenOf(report, targets, [...countries].filter(([, name]) => cutsOf(matcher, name).length).map(([code]) => code)) };
  const made = {};
  for (const [name, value] of Object.entries(report)) made[name] = yield* list(state, name, value);
  Object.assign(made.document, { char_count: redactedText.length, id: null });
  for (const name of leaveOut) made.document[name] = null;
  if (made.document.url && tells(matcher, report.document.url)) made.document.url = null;
  made.engine.notice = [made.engine.notice, notice].filter(Boolean).join(' ');
  for (const one of made.overrides ?? []) Object.assign(one, { document: null, anchor: null });
  const labels = [...new Set(targets.map(({ label }) => label))];
  const left = (yield* cutting(matcher, masked(redactedText, labels))).length + (yield* leftIn(matcher, made, labels));
  return { text: redactedText, report: made, forms: formsOf(cuts), left, swept: (output) => swept(output, matcher, labels) };
}

/** Codings of a name that stand alone in a cell: "Military Forces of Mali (2021-)". */
function wholeNames(targets) {
  return new Map(targets.flatMap(({ label, coded = [] }) => coded.filter(Boolean).map((name) => [name, label])));
}

/** Ids, countries and numbers that would tell which place was meant. */
function hiddenOf(report, targets, named) {
  const ids = new Set(targets.map(({ id }) => id).filter(Boolean));
  const places = (report.places ?? []).filter((place) => ids.has(place.id));
  const countries = new Set([...named, ...targets.flatMap(({ country }) => country ?? [])]);
  const positions = new Set(places.flatMap((place) => [place, ...(place.candidates ?? [])]).flatMap(({ lat, lon }) => [lat, lon]).filter(Number.isFinite));
  const events = new Set((report.events ?? []).filter((event) => (event.places ?? []).some((id) => ids.has(id))).map(({ id }) => id));
  const own = [...(report.entities ?? []), ...(report.places ?? []), ...(report.mentions ?? [])].filter(({ id, entity }) => ids.has(id) || ids.has(entity));
  const entries = new Set(own.flatMap(({ provenance }) => provenance?.entries ?? []));
  return { ids, countries, positions, events, entries };
}

/** A member of the report; long lists give the browser a turn. */
function* list(state, name, value) {
  if (!Array.isArray(value)) return copied(state, value, name, {});
  const made = [];
  for (const item of value) yield made.push(copied(state, item, name, contextOf(state, name, item)));
  return made;
}

/** What is to be hidden of an object beyond its names. */
function contextOf({ hidden }, name, item) {
  const own = hidden.ids.has(item.id) || hidden.ids.has(item.entity);
  return { own, event: name === 'events' && hidden.events.has(item.id) };
}

function copied(state, value, key, context) {
  if (typeof value === 'string') return copiedString(state, value, key, context);
  if (typeof value === 'number') return copiedNumber(state, value, key, context);
  if (Array.isArray(value)) return copiedArray(state, value, key, context);
  if (value === null || typeof value !== 'object') return value;
  const made = Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, hides(state, name, value, context) ? emptied(inner) : copied(state, inner, name, context)]));
  return isSpan(value) ? moved(state, value, made) : made;
}

function copiedArray(state, value, key, context) {
  if (key === 'entries') return context.own ? [] : value.filter((entry) => !state.hidden.entries.has(entry) && !cutsOf(state.matcher, String(entry).replace(/^[^:]*:/, '')).length);
  return value.map((item) => copied(state, item, key, context));
}

/** Fields that say where a hidden place lies, or of which country a hidden one is. */
function hides({ hidden }, name, owner, context) {
  if (context.own && ['lat', 'lon', 'admin1', 'matched_name', 'candidates', 'acled_name', 'acronym'].includes(name)) return true;
  if (context.own && name === 'country' && !('lat' in owner)) return true;
  if (context.event && POSITION.test(name) && owner[name] !== null) return true;
  if (hidden.countries.size && OF_COUNTRY.test(name)) return typeof owner[name] === 'number' || hidden.countries.has(owner[name]);
  return false;
}

function emptied(value) {
  return Array.isArray(value) ? [] : null;
}

function copiedString(state, value, key) {
  if (CODES.has(key)) return value;
  return state.whole.get(value) ?? replaced(value, cutsOf(state.matcher, value));
}

function copiedNumber({ hidden }, value, key) {
  return /^(?:lat|lon|latitude|longitude)$/.test(key) && hidden.positions.has(value) ? null : value;
}

const isSpan = ({ start, end }) => Number.isInteger(start) && Number.isInteger(end) && end >= start;

/** The span in the new text; its own words are taken from there. */
function moved({ text, redactedText, move }, { start, end, text: own }, made) {
  const at = { start: move(start, false), end: move(end, true) };
  if (typeof own === 'string' && own === text.slice(start, end)) at.text = redactedText.slice(at.start, at.end);
  return Object.assign(made, at);
}

/** The text without the labels, whose own words may be chosen too. */
function masked(text, labels) {
  return labels.reduce((rest, label) => rest.replaceAll(label, '\0'), text);
}

/** How many strings of the report still hold a name. */
function* leftIn(matcher, report, labels) {
  let left = 0;
  const look = (value, key) => {
    if (typeof value === 'string') left += CODES.has(key) ? 0 : cutsOf(matcher, masked(value, labels)).length;
    else if (Array.isArray(value)) value.forEach((item) => look(item, key === 'entries' ? 'code' : key));
    else if (value && typeof value === 'object') Object.entries(value).forEach(([name, inner]) => look(inner, name));
  };
  for (const [name, value] of Object.entries(report)) for (const item of Array.isArray(value) ? value : [value]) yield look(item, name);
  return left;
}

/** The text with all names replaced, but for the labels, as they are or as Markdown writes them. */
function swept(text, matcher, labels) {
  const own = labels.flatMap((label) => [label, label.replace(/[[\]]/g, '\\$&')]);
  const parts = own.reduce((all, label) => all.flatMap((part) => (own.includes(part) ? [part] : part.split(label).flatMap((piece, n) => (n ? [label, piece] : [piece])))), [text]);
  return parts.map((part) => (own.includes(part) ? part : replaced(part, cutsOf(matcher, part)))).join('');
}

/** Which forms were replaced by what, and how often: [{form, label, n}]. */
function formsOf(cuts) {
  const forms = new Map();
  for (const { form, label } of cuts) {
    const key = `${label}\n${form.replace(/\s+/g, ' ')}`;
    forms.set(key, (forms.get(key) ?? 0) + 1);
  }
  return [...forms].map(([key, n]) => ({ label: key.split('\n')[0], form: key.split('\n')[1], n }));
}
