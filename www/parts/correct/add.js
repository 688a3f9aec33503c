/**
 * A fact the reading missed: words of the article, chosen by selecting them or by typing them, become a figure, an actor,
 * a place, a date or a claim of responsibility. Gives the changes; what is not given stays "not stated".
 */
import { button, el } from '../../dom.js';
import { ENTITY_TYPES, OUTCOMES, QUALIFIERS, ROLES, SIDES } from './fields.js';
import { reasonField, select } from './form.js';

/** Kinds that can be added, each with its fields: [key, options of a choice or the kind of a line, value at first]. */
const KINDS = {
  claim: [['low', 'number'], ['best', 'number'], ['high', 'number'], ['qualifier', ['qualifier', QUALIFIERS], 'exact'], ['outcome', ['outcome', OUTCOMES], 'killed'], ['side', ['side', SIDES], 'unknown'], ['source', 'entity'], ['event', 'event']],
  entity: [['type', ['entity', ENTITY_TYPES], 'armed_group'], ['role', ['role', ROLES], null]],
  place: [['country', 'text'], ['admin1', 'text'], ['lat', 'number'], ['lon', 'number']],
  date: [['date_start', 'text'], ['date_end', 'text'], ['event', 'event']],
  statement: [['claim_type', ['claim_type', ['claim', 'denial', 'accusation', 'suspicion', 'no_claim']], 'claim'], ['actor', 'entity'], ['source', 'entity']],
};
const PREFIX = { claim: 'C', entity: 'E', place: 'P', date: 'D', statement: 'S', mention: 'M' };
/** Far above what a reading numbers, so that another reading of the text never has the same. */
const FIRST_NUMBER = 900_001;
/** What a date of so many characters names. */
const GRANULARITY = { 10: 'day', 7: 'month', 4: 'year' };
const RULE = { rule: 'analyst', rule_version: 1, entries: [], evidence: [] };

/** The form; `span` is what is selected, or null. `onSave(kind, id, changes, reason)`, `onCancel()`. */
export function addForm(page, span, kind, { onSave, onCancel }) {
  const { t } = page.words;
  const text = el('input', { type: 'text', id: 'add-words', autocomplete: 'off', spellcheck: 'false', dir: 'auto', 'aria-describedby': 'add-words-hint' });
  text.value = span ? page.text.slice(span.start, span.end) : '';
  let chosen = span;
  text.addEventListener('input', () => { chosen = null; });
  const kinds = select(Object.keys(KINDS).map((one) => [one, t(`correct.kind.${one}`)]), kind ?? 'claim', null);
  kinds.input.id = 'add-kind';
  const fields = el('div', {});
  let controls = [];
  const draw = () => {
    controls = KINDS[kinds.value()].map((field) => control(page, field));
    fields.replaceChildren(...controls.map((one) => one.node));
  };
  kinds.input.addEventListener('change', draw);
  draw();
  const problem = el('p', { class: 'correct-problem', role: 'alert', hidden: true });
  const say = (sentence, node) => { problem.hidden = false; problem.textContent = sentence; node?.focus(); };
  const reason = reasonField(page.words);
  const form = el('form', { class: 'correct-form', novalidate: true },
    el('div', { class: 'correct-field' }, el('label', { for: 'add-words' }, t('correct.add_words')), text, el('span', { class: 'hint', id: 'add-words-hint' }, t('correct.add_hint'))),
    el('div', { class: 'correct-field' }, el('label', { for: 'add-kind' }, t('correct.add_kind')), kinds.input), fields, reason.node, problem,
    el('div', { class: 'correct-buttons' }, el('button', { type: 'submit', class: 'primary' }, t('correct.add_save')), button(t('correct.cancel'), { class: 'action', onclick: onCancel })));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const words = text.value;
    const at = chosen ?? find(page.text, words);
    if (!at) return say(t('correct.not_there'), text);
    const wrong = controls.find((one) => one.problem());
    if (wrong) return say(wrong.problem(), wrong.input);
    const values = Object.fromEntries(controls.map((one) => [one.key, one.value()]));
    const disorder = kinds.value() === 'claim' && outOfOrder([values.low, values.best, values.high]);
    if (disorder) return say(t('correct.order'), controls[0].input);
    const { id, changes } = MAKE[kinds.value()](page, { ...at, text: page.text.slice(at.start, at.end) }, values);
    onSave(kinds.value(), id, changes, reason.value());
  });
  return form;
}

function outOfOrder(values) {
  const given = values.filter((value) => value !== null);
  return given.some((value, n) => n > 0 && value < given[n - 1]);
}

function find(text, words) {
  const start = words.trim() ? text.indexOf(words.trim()) : -1;
  return start < 0 ? null : { start, end: start + words.trim().length };
}

function control(page, [key, kind, first = null]) {
  const { words, index } = page;
  const id = `add-${key}`;
  const choices = choicesOf(kind, index, words);
  const made = choices ? select(choices, kind === 'event' ? index.mainEvent?.id ?? null : first, first === null ? words.t(key === 'source' ? 'correct.no_source' : key === 'role' ? 'correct.no_role' : 'not_stated') : null) : line(kind);
  made.input.id = id;
  const hint = { date_start: 'correct.date_hint', country: 'correct.country_hint' }[key];
  const node = el('div', { class: `correct-field field-${key}` }, el('label', { for: id }, words.t(`field.${key}`)), made.input, hint ? el('span', { class: 'hint' }, words.t(hint)) : null);
  return { key, node, ...made, problem: () => lineProblem(key, kind, made, words) };
}

function choicesOf(kind, index, words) {
  if (Array.isArray(kind)) return kind[1].map((code) => [code, words.code(kind[0], code)]);
  if (kind === 'entity') return index.report.entities.map((entity) => [entity.id, entity.name]);
  if (kind === 'event') return index.report.events.map((event) => [event.id, `${words.code('event_status', event.status)}: ${event.label ?? words.t('event.unlabelled')}`]);
  return null;
}

function line(kind) {
  const input = el('input', { type: 'text', inputmode: kind === 'number' ? 'decimal' : null, autocomplete: 'off', spellcheck: 'false' });
  const value = () => (input.value.trim() === '' ? null : kind === 'number' ? Number(input.value) : input.value.trim());
  return { input, value };
}

function lineProblem(key, kind, { value }, words) {
  const given = value();
  const name = words.t(`field.${key}`);
  if (given === null || (kind !== 'number' && kind !== 'text')) return null;
  if (key === 'lat' || key === 'lon') {
    const most = key === 'lat' ? 90 : 180;
    return Math.abs(given) <= most ? null : words.t('correct.between', { name, least: -most, most });
  }
  if (kind === 'number') return Number.isInteger(given) && given >= 0 ? null : words.t('correct.whole', { name });
  const pattern = { country: [/^[A-Z]{3}$/, 'correct.country_hint'], date_start: [/^\d{4}(-\d\d){0,2}$/, 'correct.date_hint'], date_end: [/^\d{4}(-\d\d){0,2}$/, 'correct.date_hint'] }[key];
  return pattern && !pattern[0].test(given) ? words.t('correct.pattern', { name, hint: words.t(pattern[1]) }) : null;
}

function freeId(page, type) {
  const taken = new Set([...page.index.items.keys(), ...page.index.mentions.keys()]);
  let n = FIRST_NUMBER;
  while (taken.has(`${PREFIX[type]}${n}`)) n += 1;
  return `${PREFIX[type]}${n}`;
}

/** Path of an event in the reading; null where the analyst added or rejected it. */
function eventPath(page, id) {
  const at = page.reading.events.findIndex((event) => event.id === id);
  return at < 0 ? null : { path: `/events/${at}`, event: page.reading.events[at] };
}

const put = (path, value) => ({ path, op: 'add', new: value });
const provenance = (span) => ({ ...RULE, evidence: [{ start: span.start, end: span.end }] });

/** What each kind adds: the object, and where it is pointed at. */
const MAKE = {
  claim(page, span, v) {
    const id = freeId(page, 'claim');
    const found = eventPath(page, v.event);
    const numbered = [v.low, v.best, v.high].some((value) => value !== null);
    const figure = { low: v.low, high: v.high, best: v.best, qualifier: numbered ? v.qualifier : 'indeterminate', text: span.text, start: span.start, end: span.end };
    const status = found?.event.status === 'background' ? 'background' : 'current';
    const claim = {
      id, event: found?.event.id ?? null, outcome: v.outcome, term: null, scare_quoted: false, figure, coded: { low: v.low, best: v.best, high: v.high, entries: [] }, victim: null, side: v.side,
      attributed_to: v.source, attribution_chain: v.source ? [v.source] : [], source_is_party: false, polarity: 'asserted', denied_by: null, status, hedged: false, verification: null, since: null,
      not_additive_with: [], relation: null, basis: null, severity: null, harm: null, cause: null, perpetrator: false, derived: null, unit: null, evidence: [{ start: span.start, end: span.end }], provenance: provenance(span), confidence: 1,
    };
    const toll = found?.event.status === 'main' ? tollRow(page, id, v.side, span.text) : [];
    return { id, changes: [put('/casualty_claims/-', claim), ...(found ? [put(`${found.path}/casualties/-`, id)] : []), ...toll] };
  },
  entity(page, span, v) {
    const [id, mention] = [freeId(page, 'entity'), freeId(page, 'mention')];
    const entity = {
      id, type: v.type, name: span.text, aliases: [], acronym: null, subtype: null, country: null, rank: null, rank_norm: null, role: null, affiliations: [], actor_class: null, acled_inter: null, acled_name: null,
      side: null, generic: false, event_role: v.role, mentions: [mention], provenance: provenance(span),
    };
    const main = eventPath(page, page.index.mainEvent?.id);
    const list = ['attacker', 'participant'].includes(v.role) ? 'who' : 'to_whom';
    const cast = v.role && main ? [put(`${main.path}/actors/-`, { entity: id, role: v.role }), put(`/summary/${list}/-`, id)] : [];
    return { id, changes: [put('/entities/-', entity), put('/mentions/-', { id: mention, entity: id, ...span, kind: 'name', provenance: provenance(span) }), ...cast] };
  },
  place(page, span, v) {
    const id = freeId(page, 'place');
    const place = {
      id, name: span.text, mentions: [span], feature: 'unknown', country: v.country, admin1: v.admin1, lat: v.lat, lon: v.lon, matched_name: null, status: 'user', candidates: [], relation: null, event_role: 'event',
      acled_geo_precision: null, ucdp_where_prec: null, provenance: provenance(span),
    };
    const main = eventPath(page, page.index.mainEvent?.id);
    return { id, changes: [put('/places/-', place), ...(main ? [put(`${main.path}/places/-`, id), put('/summary/where/-', id)] : [])] };
  },
  date(page, span, v) {
    const id = freeId(page, 'date');
    const found = eventPath(page, v.event);
    const date = {
      id, ...span, kind: 'event_date', value: { start: v.date_start, end: v.date_end ?? v.date_start }, weekday: null, time_of_day: null, granularity: GRANULARITY[v.date_start?.length] ?? 'unknown', anchor: null, needs: null,
      acled_time_precision: null, ucdp_date_prec: null, event: found?.event.id ?? null, provenance: provenance(span),
    };
    const when = found?.event.status === 'main' ? [{ path: '/summary/when', op: 'set', new: id }] : [];
    return { id, changes: [put('/dates/-', date), ...(found ? [{ path: `${found.path}/date`, op: 'set', new: id }] : []), ...when] };
  },
  statement(page, span, v) {
    const id = freeId(page, 'statement');
    const main = eventPath(page, page.index.mainEvent?.id);
    const statement = { id, kind: 'responsibility', type: v.claim_type, value: null, actor: v.actor, source: v.source, event: main?.event.id ?? null, channel: null, object: null, count: null, evidence: [{ start: span.start, end: span.end }], provenance: provenance(span) };
    return { id, changes: [put('/statements/-', statement), ...(main ? [put(`${main.path}/statements/-`, id)] : []), put('/summary/claimed_by/-', id)] };
  },
};

/**
 * An added fact as it is after `changes` of its own: {object, forget, more}, with what pointed at it and does no longer, and the
 * changes that point at it now.
 */
export function edited(page, { path, type, object }, changes) {
  const made = structuredClone(object);
  for (const change of changes) {
    const keys = change.path.slice(path.length + 1).split('/');
    const last = keys.pop();
    keys.reduce((inner, key) => inner[key], made)[last] = change.new;
  }
  if (type === 'date' && made.value.start !== object.value.start) made.granularity = GRANULARITY[made.value.start?.length] ?? 'unknown';
  const moved = type === 'claim' && made.side !== object.side && page.reading.events.find((event) => event.id === made.event)?.status === 'main';
  const inToll = (one) => one.path.startsWith('/summary/toll/');
  return { object: made, forget: moved ? inToll : () => false, more: moved ? tollRow(page, made.id, made.side, made.figure.text) : [] };
}

/** What an added fact is called in the list. */
export function addedName(page, type, object) {
  return object.name ?? object.text ?? object.figure?.text ?? page.words.t(`correct.kind.${type}`);
}

/** The figure in the toll of its side; deaths already added up are not touched. */
function tollRow(page, id, side, text) {
  const at = page.reading.summary.toll.findIndex((row) => row.side === side);
  return [at < 0 ? put('/summary/toll/-', { side, text, claims: [id], undisclosed: [] }) : put(`/summary/toll/${at}/claims/-`, id)];
}

/** The selected words of the article as a span, or null; white space at the ends is left out. */
export function selectedSpan(page) {
  const selection = getSelection();
  const { view } = page;
  if (!selection || selection.isCollapsed || page.mode !== 'read') return null;
  const range = selection.getRangeAt(0);
  if (!view.element.contains(range.commonAncestorContainer)) return null;
  const [from, to] = [offsetOf(view, range.startContainer, range.startOffset), offsetOf(view, range.endContainer, range.endOffset)];
  if (from === null || to === null || to <= from) return null;
  const words = view.text.slice(from, to);
  const start = from + words.length - words.trimStart().length;
  const end = to - (words.length - words.trimEnd().length);
  return end > start ? { start, end } : null;
}

function offsetOf(view, container, offset) {
  const block = view.blocks.find(({ element }) => element.contains(container));
  if (!block) return offsetAtEdge(view, container, offset);
  const range = document.createRange();
  range.setStart(block.element, 0);
  range.setEnd(container, offset);
  return block.start + range.toString().length;
}

/** A selection may end between paragraphs, where the browser names the element around them. */
function offsetAtEdge(view, container, offset) {
  const next = container.childNodes[offset];
  const block = view.blocks.find(({ element }) => next && (element === next || next.contains(element)));
  return block ? block.start : view.element.contains(container) ? view.text.length : null;
}
