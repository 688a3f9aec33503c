/**
 * Looks things up in a Report: an object by id, the places in the text that show it, and the spans to highlight.
 * Takes a Report, gives plain objects; knows nothing of the DOM. All offsets are UTF-16 code units, half-open.
 */

/** Mark kinds in the order of the legend, each with the letter that stands beside its colour. */
export const KINDS = {
  actor: 'A', person: 'P', org: 'O', place: 'L', facility: 'F', date: 'D', weapon: 'W', figure: 'C', said: 'S', rejected: 'N',
};
/** Kinds that start switched off. */
export const OFF_AT_FIRST = ['rejected'];

const KIND_OF_ENTITY = {
  person: 'person', group_of_people: 'person',
  state_force: 'actor', armed_group: 'actor', external_force: 'actor', private_military: 'actor',
  organisation: 'org', government: 'org', source: 'org',
};

/** Marks are sorted within stretches of the text of this length. */
const BUCKET = 4096;

const LISTS = {
  entities: 'entity', facilities: 'facility', weapons: 'weapon', places: 'place', dates: 'date',
  casualty_claims: 'claim', statements: 'statement', events: 'event', contested: 'contested', undisclosed: 'undisclosed',
};

/** Builds the index of one report, step by step: the report of a long text holds a million objects. */
export function* indexing(report) {
  const items = new Map();
  const mentions = new Map();
  const index = { report, items, mentions, countries: new Map(), pointing: new Map(), get: (id) => items.get(id)?.object ?? null, typeOf: (id) => items.get(id)?.type ?? null };
  for (const [list, type] of Object.entries(LISTS)) {
    for (const object of report[list] ?? []) yield items.set(object.id, { type, object });
  }
  for (const mention of report.mentions ?? []) yield mentions.set(mention.id, mention);
  for (const [at, object] of (report.not_casualties ?? []).entries()) yield items.set(`N${at + 1}`, { type: 'rejected', object });
  for (const place of report.places ?? []) yield place.relation?.of?.forEach((id) => index.pointing.set(id, [...(index.pointing.get(id) ?? []), place]));
  index.nameOf = (id) => nameOf(index, id);
  index.spansOf = (id) => spansOf(index, id);
  index.mainEvent = (report.events ?? []).find((event) => event.status === 'main') ?? null;
  index.marks = yield* collectMarks(index);
  return index;
}

/** The codes of the countries a report names. */
export function* countryCodes(report) {
  const codes = new Set();
  for (const list of [report.entities, report.places]) {
    for (const item of list ?? []) yield [item, ...(item.candidates ?? [])].forEach(({ country }) => country && codes.add(country));
  }
  return [...codes];
}

/** Gives an index the names of the countries `codes`, which are rows of the data tables that `entries` looks up. */
export async function nameCountries(index, codes, entries) {
  if (!codes.length) return;
  const rows = await entries(codes.map((code) => `countries:${code.toLowerCase()}`));
  rows.forEach((row, at) => row && index.countries.set(codes[at], row.term));
}

/** The name shown for an id; text that is not an id is given back as it is. */
function nameOf(index, id) {
  const item = items(index, id);
  if (!item) return id ?? null;
  const { object } = item;
  return object.name ?? object.text ?? object.label ?? object.note ?? id;
}

function items(index, id) {
  return id === null || id === undefined ? null : index.items.get(id);
}

/** Where in the text an object shows, in text order. */
function spansOf(index, id) {
  const item = items(index, id);
  if (!item) return [];
  return SPANS[item.type](item.object, index).filter(isSpan).sort((a, b) => a.start - b.start);
}

const isSpan = (span) => Number.isInteger(span?.start) && span.end > span.start;
const own = (object) => [{ start: object.start, end: object.end }];
const evidence = (object) => object.evidence ?? object.provenance?.evidence ?? [];

const SPANS = {
  entity: (entity, index) => (entity.mentions ?? []).map((id) => index.mentions.get(id)).filter(Boolean),
  place: (place, index) => (place.mentions ?? []).map((at) => (typeof at === 'string' ? index.mentions.get(at) : at)).filter(Boolean),
  facility: own, weapon: own, date: own, rejected: own,
  claim: (claim) => (evidence(claim).length ? evidence(claim) : [claim.figure ?? {}]),
  statement: evidence,
  undisclosed: evidence,
  event: (event) => [...(event.trigger ?? [])],
  contested: (contested, index) => (contested.positions ?? []).flatMap((position) => spansOf(index, position.statement ?? position.claim)),
};

/** Every span to highlight, sorted so that an enclosing span comes before what it holds; sorted in buckets, to keep each step short. */
function* collectMarks(index) {
  const buckets = [];
  const seen = new Set();
  const add = (span, kind, ref, extra = {}) => {
    const key = `${span.start}:${span.end}:${kind}:${ref}`;
    if (!isSpan(span) || seen.has(key)) return;
    seen.add(key);
    (buckets[Math.floor(span.start / BUCKET)] ??= []).push({ start: span.start, end: span.end, kind, ref, ...extra });
  };
  for (const mention of index.mentions.values()) {
    const kind = KIND_OF_ENTITY[index.get(mention.entity)?.type];
    if (kind) yield add(mention, kind, mention.entity, { mention: mention.id, light: mention.kind === 'nominal' || mention.kind === 'pronoun' });
  }
  for (const [id, { type, object }] of index.items) yield addMarksOf(add, index, id, type, object);
  const marks = [];
  for (const bucket of buckets) yield marks.push(...(bucket ?? []).sort((a, b) => a.start - b.start || b.end - a.end));
  return marks;
}

function addMarksOf(add, index, id, type, object) {
  if (type === 'claim') return add(claimSpan(object), 'figure', id);
  if (type === 'statement' || type === 'undisclosed') return spansOf(index, id).forEach((span) => add(span, 'said', id));
  if (['place', 'facility', 'weapon', 'date', 'rejected'].includes(type)) {
    const light = type === 'place' && object.event_role !== 'event';
    spansOf(index, id).forEach((span) => add(span, type, id, { light }));
  }
}

/** The figure as written, or the whole evidence when the article gives no figure. */
function claimSpan(claim) {
  return isSpan(claim.figure) ? claim.figure : (evidence(claim)[0] ?? {});
}

/** Ids that a claim, statement, event … depends on, so that a mark can find the facts it appears in. */
export function relatedIds(index, id) {
  const item = items(index, id);
  if (!item) return [id];
  const { object: o } = item;
  const own = o.trigger && o.status === 'main' ? [] : [o.date, ...(o.places ?? []), ...(o.casualties ?? []), ...(o.actors ?? []).map((actor) => actor.entity)];
  const more = [...own, o.attributed_to, o.victim?.entity, o.actor, o.source, o.by, ...(o.positions ?? []).flatMap((p) => [p.by, p.statement, p.claim])];
  return [id, ...more.filter((other) => typeof other === 'string')];
}
