/**
 * What of a report can be replaced before it is shared: persons, groups, organisations, places and sites that have a name, and
 * words of the reader's own. Takes the report, gives targets with their names, kind and label.
 */

const KIND_OF_TYPE = {
  person: 'person', armed_group: 'group', state_force: 'group', external_force: 'group', private_military: 'group',
  organisation: 'organisation', government: 'organisation', source: 'organisation', group_of_people: 'group',
};
export const KINDS = ['person', 'group', 'organisation', 'place', 'site', 'word'];
/** Words in names of persons that are of no one alone. */
const COMMON = new Set(['abu', 'bin', 'ibn', 'ben', 'van', 'von', 'der', 'den', 'del', 'della', 'dos', 'san', 'the', 'and', 'general', 'gen', 'colonel', 'col', 'captain', 'major', 'lieutenant', 'president', 'minister', 'mister', 'doctor']);
const HAS_NAME = /\p{Lu}|\p{Lo}/u;
const NAMED = ['name', 'acronym', 'alias'];

/** Steps to all that can be chosen of a report, in the order of the text: [{ids, kind, name, names, parts, coded, country, n}]. */
export function* choosing(report) {
  const mentions = new Map();
  for (const mention of report.mentions ?? []) {
    const list = mentions.get(mention.entity);
    if (list) list.push(mention);
    else mentions.set(mention.entity, [mention]);
    yield;
  }
  const made = new Map();
  for (const one of report.entities ?? []) yield !one.generic && KIND_OF_TYPE[one.type] && merge(made, entityChoice(one, mentions.get(one.id) ?? []));
  for (const one of report.places ?? []) yield merge(made, placeChoice(one));
  for (const one of report.facilities ?? []) yield HAS_NAME.test(one.text.slice(1)) && merge(made, { id: one.id, kind: 'site', name: one.text, names: [one.text], n: 1, first: one.start });
  const { author } = report.document ?? {};
  if (author) merge(made, { id: null, kind: 'person', name: author, names: [author], parts: partsOf(author), n: 0, first: Infinity });
  return [...made.values()].sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || a.first - b.first);
}

function entityChoice(entity, mentions) {
  const kind = KIND_OF_TYPE[entity.type];
  const written = mentions.filter((mention) => NAMED.includes(mention.kind)).map(({ text }) => text);
  const names = [...new Set([entity.name, entity.acronym, ...(entity.aliases ?? []), ...written, entity.acled_name].map((name) => withoutRank(name, entity.rank)))].filter((name) => name && HAS_NAME.test(name));
  if (!names.length || (!written.length && kind === 'group')) return null;
  const parts = kind === 'person' ? [...new Set(names.flatMap(partsOf))] : [];
  return { id: entity.id, kind, name: entity.name, names, parts, coded: [entity.acled_name, entity.name], n: mentions.length, first: mentions[0]?.start ?? Infinity };
}

/** A rank says of whom it is told, not who it is: it stays. */
function withoutRank(name, rank) {
  return name && rank && name.startsWith(`${rank} `) ? name.slice(rank.length + 1) : name;
}

/** Single words that tell a person: the family name alone. */
function partsOf(name) {
  return name.split(/[^\p{L}\p{N}'’-]+/u).filter((word) => word.length >= 3 && /^\p{Lu}/u.test(word) && !COMMON.has(word.toLowerCase()));
}

function placeChoice(place) {
  const names = [...new Set([place.name, place.matched_name, ...(place.mentions ?? []).map(({ text }) => text)])].filter((name) => name && HAS_NAME.test(name));
  if (!names.length) return null;
  return { id: place.id, kind: 'place', name: place.name, names, country: place.feature === 'country' ? place.country : null, n: place.mentions?.length ?? 0, first: place.mentions?.[0]?.start ?? Infinity };
}

/** Two of one kind and name are one choice with both ids. */
function merge(made, one) {
  if (!one) return;
  const key = `${one.kind} ${one.name.toLowerCase()}`;
  const same = made.get(key) ?? { ids: [], kind: one.kind, name: one.name, names: [], parts: [], coded: [], country: null, n: 0, first: Infinity };
  const joined = (name) => [...new Set([...same[name], ...(one[name] ?? [])])];
  made.set(key, { ...same, ids: [...same.ids, ...(one.id ? [one.id] : [])], names: joined('names'), parts: joined('parts'), coded: joined('coded'), country: same.country ?? one.country ?? null, n: same.n + one.n, first: Math.min(same.first, one.first) });
}

/** Targets with their labels: numbered within their kind, and never a label that the text has already. */
export function labelled(chosen, words, text, labelOf) {
  const counts = {};
  const own = words.map((word) => ({ kind: 'word', name: word, names: [word], ids: [] }));
  return [...chosen, ...own].flatMap((one) => {
    let label;
    do label = labelOf(one.kind, (counts[one.kind] = (counts[one.kind] ?? 0) + 1)); while (text.includes(label));
    const target = { label, names: one.names, parts: one.parts ?? [], coded: one.coded ?? [], country: one.country ?? null };
    return one.ids.length ? one.ids.map((id, n) => (n ? { ...target, id, names: [], parts: [] } : { ...target, id })) : [{ ...target, id: null }];
  });
}

/** Names that were not chosen, so that a longer word among them stays. */
export function othersOf(choices, chosen) {
  return choices.filter((one) => !chosen.includes(one)).flatMap(({ names }) => names);
}
