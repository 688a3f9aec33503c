/**
 * What an analyst may change of each type of object: fields with the place of their value in the object, how they are
 * asked for, and in which words values are shown. Takes a context {page, words, index, object, reading}; draws nothing.
 */
import { LISTS } from '../../report-index.js';
import { countryName, dateLine } from '../../words.js';

export const QUALIFIERS = ['exact', 'at_least', 'more_than', 'nearly', 'up_to', 'fewer_than', 'about', 'range', 'vague', 'indeterminate', 'none'];
export const SIDES = ['state', 'nonstate', 'civilian', 'external', 'unknown'];
export const OUTCOMES = ['killed', 'injured', 'casualty', 'captured', 'abducted', 'detained', 'missing', 'displaced', 'neutralised', 'surrendered'];
const STATUSES = ['current', 'background', 'cumulative', 'superseded', 'hypothetical'];
export const ENTITY_TYPES = ['person', 'state_force', 'armed_group', 'external_force', 'private_military', 'organisation', 'government', 'source', 'group_of_people'];
/** Actor classes with the digit of the actor type of ACLED, in the order of its codebook. */
const CLASSES = ['state_forces', 'rebel_group', 'political_militia', 'identity_militia', 'rioters', 'protesters', 'civilians', 'external_forces'];
export const ROLES = ['attacker', 'target', 'defender', 'victim', 'participant', 'mediator'];
const CLAIM_TYPES = ['claim', 'denial', 'accusation', 'suspicion', 'no_claim'];
const PLACE_ROLES = ['event', 'background_event', 'origin', 'reference', 'context', 'country'];
/** Rows of the data table of ACLED's sub-event types; their names come from there. */
export const SUB_EVENT_TYPES = [
  'armed-clash', 'government-regains-territory', 'non-state-actor-overtakes-territory',
  'chemical-weapon', 'air-drone-strike', 'suicide-bomb', 'shelling-artillery-missile-attack', 'remote-explosive-landmine-ied', 'grenade',
  'sexual-violence', 'attack', 'abduction-forced-disappearance',
  'peaceful-protest', 'protest-with-intervention', 'excessive-force-against-protesters', 'violent-demonstration', 'mob-violence',
  'agreement', 'arrests', 'change-to-group-activity', 'disrupted-weapons-use', 'headquarters-or-base-established', 'looting-property-destruction', 'non-violent-transfer-of-territory', 'other',
];

/** Codes of data/codes, for what is built and what is fought with. */
export const FACILITY_TYPES = [
  'aid_site', 'airport', 'armed_group_site', 'bank', 'barracks', 'border_crossing', 'bridge', 'camp_displaced', 'cemetery', 'checkpoint', 'civic',
  'clinic', 'dam', 'embassy', 'energy', 'farm', 'government_building', 'government_residence', 'hospital', 'hotel', 'humanitarian_office',
  'industrial', 'market', 'media_office', 'military_base', 'military_post', 'mine_site', 'office', 'party_office', 'place_of_worship', 'police_post',
  'port', 'prison', 'residential', 'road', 'school', 'shop', 'transport_hub', 'vehicle', 'water_facility', 'weapons_site',
];
export const WEAPON_CLASSES = ['aerial', 'artillery', 'chemical', 'crowd_control', 'drone', 'explosives', 'firearms', 'incendiary', 'materiel', 'melee', 'missile', 'naval', 'rocket', 'vehicle'];
/** What the report says of a facility's part in the event, and of how a weapon comes in. */
const FACILITY_ROLES = ['target', 'event', 'vicinity', 'claimed_captured', 'background_target', 'context'];
const WEAPON_USES = ['used', 'recovered_by', 'seized', 'destroyed', 'reported_sound'];

/** The list of the report an object of a type stands in. */
export const LIST_OF = Object.fromEntries(Object.entries(LISTS).map(([list, type]) => [type, list]));

/** What is confirmed of an object; where nothing is named, the object as a whole. */
export const CONFIRMED = {
  claim: ['figure', 'outcome', 'side', 'attributed_to', 'status'], place: ['name', 'country', 'lat', 'lon'], date: ['value'], entity: ['name', 'type'],
  facility: ['facility_type', 'event_role'], weapon: ['weapon_class', 'use', 'by'],
  event: ['status', 'date', 'acled/0/event_type', 'acled/0/sub_event_type'], statement: ['kind', 'type', 'actor', 'source'], undisclosed: ['outcome', 'side', 'by'],
};

const codes = (group, list) => ({ words }) => list.map((code) => [code, words.code(group, code)]);
const inOrder = (group, list) => (context) => codes(group, list)(context).sort(([, a], [, b]) => a.localeCompare(b));
const numbers = (group, most) => ({ words }) => Array.from({ length: most }, (_, n) => [n + 1, `${n + 1} · ${words.code(group, n + 1)}`]);
const named = (...lists) => ({ index }) => lists.flatMap((list) => (index.report[list] ?? []).map((one) => [one.id, one.name ?? one.text]));
const choice = (key, at, options, more = {}) => ({ key, at, input: 'choice', options, ...more });
const number = (key, at, more = {}) => ({ key, at, input: 'number', ...more });
const text = (key, at, more = {}) => ({ key, at, input: 'text', ...more });

/** Fields by type. `none` is the label of the empty choice; without it a value must be chosen. `also` gives changes that go with a value. */
const FIELDS = {
  claim: [
    number('low', 'figure/low', { together: 'figure' }), number('best', 'figure/best', { together: 'figure' }), number('high', 'figure/high', { together: 'figure' }),
    choice('qualifier', 'figure/qualifier', codes('qualifier', QUALIFIERS)),
    choice('outcome', 'outcome', codes('outcome', OUTCOMES)),
    choice('side', 'side', codes('side', SIDES)),
    choice('source', 'attributed_to', named('entities'), { none: 'correct.no_source', also: (value) => [['attribution_chain', value ? [value] : []]] }),
    choice('source_is_party', 'source_is_party', ({ words }) => [[true, words.t('correct.yes')], [false, words.t('correct.no')]]),
    choice('claim_status', 'status', codes('claim_status', STATUSES)),
  ],
  place: [
    { key: 'candidate', input: 'candidate' },
    text('name', 'name'), text('country', 'country', { pattern: '[A-Z]{3}', hint: 'correct.country_hint', none: true }), text('admin1', 'admin1', { none: true }),
    number('lat', 'lat', { step: 'any', least: -90, most: 90, also: located }), number('lon', 'lon', { step: 'any', least: -180, most: 180, also: located }),
    choice('event_role', 'event_role', codes('place_role', PLACE_ROLES), { none: 'not_stated' }),
    choice('acled_geo_precision', 'acled_geo_precision', numbers('acled_geo', 3), { none: 'not_stated' }),
    choice('ucdp_where_prec', 'ucdp_where_prec', numbers('ucdp_where', 7), { none: 'not_stated' }),
  ],
  date: [
    text('date_start', 'value/start', { pattern: DATE(), hint: 'correct.date_hint', none: true, also: resolved }), text('date_end', 'value/end', { pattern: DATE(), none: true }),
    choice('acled_time_precision', 'acled_time_precision', numbers('acled_time', 3), { none: 'not_stated' }),
    choice('ucdp_date_prec', 'ucdp_date_prec', numbers('ucdp_date', 5), { none: 'not_stated' }),
  ],
  entity: [
    text('name', 'name'), choice('type', 'type', codes('entity', ENTITY_TYPES)),
    { key: 'role', input: 'role' },
    choice('actor_class', 'actor_class', codes('actor_class', CLASSES), { none: 'not_stated', also: (value) => [['acled_inter', value ? CLASSES.indexOf(value) + 1 : null]] }),
    text('acled_name', 'acled_name', { none: true }), text('country', 'country', { pattern: '[A-Z]{3}', hint: 'correct.country_hint', none: true }),
  ],
  event: [
    { key: 'acled_type', input: 'type' },
    choice('date', 'date', ({ index, words }) => index.report.dates.filter((date) => !date.value?.iso8601).map((date) => [date.id, dateLine(words, date)]), { none: 'not_stated', also: mainDate }),
    number('deaths_low', 'fatalities/total/low', { together: 'deaths' }), number('deaths_best', 'fatalities/total/best', { together: 'deaths' }), number('deaths_high', 'fatalities/total/high', { together: 'deaths' }),
    number('acled_fatalities', 'acled/0/fatalities'),
    choice('ucdp_type', 'ucdp/type_of_violence', numbers('ucdp_type', 3), { none: 'not_stated' }),
    { key: 'sentence', input: 'area', path: '/summary/sentence', only: ({ object }) => object.status === 'main' },
  ],
  statement: [
    choice('claim_type', 'type', codes('claim_type', CLAIM_TYPES), { only: ({ object }) => object.kind === 'responsibility' }),
    choice('actor', 'actor', named('entities'), { none: 'not_stated' }), choice('source', 'source', named('entities'), { none: 'correct.no_source' }),
  ],
  undisclosed: [
    choice('withheld', 'outcome', codes('withheld', ['killed', 'injured', 'casualty', 'captured', 'missing'])),
    choice('side', 'side', codes('side', SIDES)), choice('by', 'by', named('entities'), { none: 'not_stated' }),
  ],
  facility: [
    choice('class', 'facility_type', inOrder('facility', FACILITY_TYPES)),
    choice('event_role', 'event_role', codes('facility_role', FACILITY_ROLES), { none: 'not_stated' }),
  ],
  weapon: [
    choice('class', 'weapon_class', inOrder('weapon', WEAPON_CLASSES)),
    choice('use', 'use', codes('use', WEAPON_USES), { none: 'not_stated' }), choice('by', 'by', named('entities'), { none: 'not_stated' }),
  ],
  contested: [],
};

/** A day, a month, a year, or a day without its year. */
function DATE() {
  return '\\d{4}(-\\d\\d){0,2}|--\\d\\d(-\\d\\d)?';
}

function located() {
  return [['status', 'user'], ['matched_name', null]];
}

function resolved(value) {
  return value ? [['needs', null]] : [];
}

function mainDate(value, { object }) {
  return object.status === 'main' ? [['/summary/when', value]] : [];
}

/** The fields of an object: those whose value it has a place for. */
export function fieldsOf(type, context) {
  return (FIELDS[type] ?? []).filter((field) => (field.only ? field.only(context) : true) && (field.at === undefined || valueAt(context.object, field.at) !== undefined));
}

/** The value at a path such as `figure/low`; undefined where there is none. */
export function valueAt(object, at) {
  return at.split('/').reduce((value, key) => (value === null || value === undefined ? undefined : value[key]), object);
}

/** The value of a field as one reads it. */
export function valueWords(field, value, context) {
  const { words, index } = context;
  if (value === null || value === undefined || value === '') return words.t(typeof field?.none === 'string' ? field.none : 'not_stated');
  const option = field?.options?.(context).find(([code]) => code === value);
  if (option) return option[1];
  if (typeof value === 'number') return words.number(value);
  if (field?.key === 'country') return countryName(index, value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The field of a type that an override of that path corrects, or null for what goes with one. */
export function fieldAt(type, tail) {
  return (FIELDS[type] ?? []).find((field) => field.at === tail) ?? null;
}
