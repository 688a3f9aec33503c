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

const LISTS = {
  entities: 'entity', facilities: 'facility', weapons: 'weapon', places: 'place', dates: 'date',
  casualty_claims: 'claim', statements: 'statement', events: 'event', contested: 'contested', undisclosed: 'undisclosed',
};

/** Builds the index of one report. */
export function indexReport(report) {
  const items = new Map();
  for (const [list, type] of Object.entries(LISTS)) {
    for (const object of report[list] ?? []) items.set(object.id, { type, object });
  }
  const mentions = new Map((report.mentions ?? []).map((mention) => [mention.id, mention]));
  (report.not_casualties ?? []).forEach((object, at) => items.set(`N${at + 1}`, { type: 'rejected', object }));
  const index = { report, items, mentions, get: (id) => items.get(id)?.object ?? null, typeOf: (id) => items.get(id)?.type ?? null };
  index.nameOf = (id) => nameOf(index, id);
  index.spansOf = (id) => spansOf(index, id);
  index.mainEvent = (report.events ?? []).find((event) => event.status === 'main') ?? null;
  index.marks = collectMarks(index);
  return index;
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

/** Every span to highlight, sorted so that an enclosing span comes before what it holds. */
function collectMarks(index) {
  const marks = [];
  const seen = new Set();
  const add = (span, kind, ref, extra = {}) => {
    const key = `${span.start}:${span.end}:${kind}:${ref}`;
    if (!isSpan(span) || seen.has(key)) return;
    seen.add(key);
    marks.push({ start: span.start, end: span.end, kind, ref, ...extra });
  };
  for (const mention of index.mentions.values()) {
    const kind = KIND_OF_ENTITY[index.get(mention.entity)?.type];
    if (kind) add(mention, kind, mention.entity, { mention: mention.id, light: mention.kind === 'nominal' || mention.kind === 'pronoun' });
  }
  for (const [id, { type, object }] of index.items) addMarksOf(add, index, id, type, object);
  return marks.sort((a, b) => a.start - b.start || b.end - a.end);
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
