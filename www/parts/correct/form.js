/**
 * The form that corrects one fact: a control for each field, what follows from the change, and an optional reason. Takes
 * a context and gives `onSave` the changes; nothing is changed before that.
 */
import { button, el } from '../../dom.js';
import { countryName } from '../../words.js';
import { ROLES, SUB_EVENT_TYPES, fieldsOf, valueAt } from './fields.js';
import { following, leftAsRead } from './follow.js';
import { same } from './layer.js';

let count = 0;

/** The form for `context`; `onSave(changes, reason)` and `onCancel()`. */
export async function correctionForm(context, { onSave, onCancel }) {
  const { words } = context;
  const controls = await Promise.all(fieldsOf(context.type, context).map((field) => control(field, context)));
  const problem = el('p', { class: 'correct-problem', role: 'alert', hidden: true });
  const follow = el('div', { class: 'correct-follow', 'aria-live': 'polite' });
  const reason = reasonField(words);
  const form = el('form', { class: 'correct-form', novalidate: true, 'aria-label': words.t('correct.form', { what: context.what }) },
    controls.map((one) => one.node), follow, reason.node, problem,
    el('div', { class: 'correct-buttons' }, el('button', { type: 'submit', class: 'primary' }, words.t('correct.save')), button(words.t('correct.cancel'), { class: 'action', onclick: onCancel })));
  const look = () => drawFollowing(follow, context, nextOf(context, controls));
  form.addEventListener('input', look);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const wrong = check(controls, words);
    problem.hidden = !wrong;
    problem.textContent = wrong?.sentence ?? '';
    if (wrong) return wrong.focus.focus();
    // The place that was chosen has the last word on how it was found.
    const last = (one) => Number(one.field.input === 'candidate');
    const own = [...controls].sort((a, b) => last(a) - last(b)).flatMap((one) => one.changes());
    const changes = [...own, ...chosen(follow).filter((change) => !own.some((one) => one.path === change.path))];
    if (changes.length) return onSave(changes, reason.value());
    problem.hidden = false;
    problem.textContent = words.t('correct.nothing');
  });
  look();
  return form;
}

/** A line for a reason, which nobody has to give. */
export function reasonField(words) {
  const id = `correct-${count += 1}`;
  const input = el('input', { type: 'text', id, autocomplete: 'off', dir: 'auto' });
  return { node: el('div', { class: 'correct-field' }, el('label', { for: id }, words.t('correct.reason')), input), value: () => input.value.trim() };
}

/** A control: {node, changes(), value(), problem(), focus}. */
async function control(field, context) {
  const make = { choice, number: line, text: line, area, candidate: candidates, type: types, role: roles }[field.input];
  const made = await make(field, context);
  return { field, problem: () => null, value: () => undefined, ...made };
}

function labelled(field, context, input, hint = null) {
  const id = `correct-${count += 1}`;
  input.id = id;
  if (hint) input.setAttribute('aria-describedby', `${id}-hint`);
  return el('div', { class: `correct-field field-${field.key}`, 'data-group': field.together ?? null },
    el('label', { for: id }, context.words.t(`field.${field.key}`)), input, hint ? el('span', { class: 'hint', id: `${id}-hint` }, hint) : null);
}

function pathOf(field, context, at = field.at) {
  return field.path ?? (at.startsWith('/') ? at : `${context.path}/${at}`);
}

/** The changes that set a field, with those that go with it; none if it is as it was. */
function setting(field, context, before, value) {
  if (same(before, value)) return [];
  const more = field.also?.(value, context) ?? [];
  return [[field.at, value], ...more].map(([at, set]) => ({ path: at === undefined ? field.path : pathOf(field, context, at), op: 'set', new: set }));
}

export function select(options, before, none) {
  const values = none === null ? options : [[null, none], ...options];
  const known = values.some(([value]) => same(value, before));
  const all = known ? values : [[before, String(before)], ...values];
  const input = el('select', {}, all.map(([value, label], n) => el('option', { value: n, selected: same(value, before) }, label)));
  return { input, value: () => all[input.value]?.[0] ?? null };
}

function choice(field, context) {
  const before = valueAt(context.object, field.at);
  const { input, value } = select(field.options(context), before, field.none ? context.words.t(field.none) : before === null ? context.words.t('not_stated') : null);
  return { node: labelled(field, context, input), focus: input, value, changes: () => setting(field, context, before, value()) };
}

function line(field, context) {
  const before = valueAt(context.object, field.at);
  const whole = field.input === 'number';
  const input = el('input', { type: 'text', inputmode: whole ? 'decimal' : null, autocomplete: 'off', spellcheck: 'false', dir: 'auto' });
  input.value = before ?? '';
  const value = () => {
    const given = input.value.trim();
    if (!given) return null;
    return whole ? Number(given) : given;
  };
  const problem = () => lineProblem(field, context, input.value.trim());
  return { node: labelled(field, context, input, field.hint ? context.words.t(field.hint) : null), focus: input, value, problem, changes: () => setting(field, context, before, value()) };
}

function lineProblem(field, { words }, given) {
  const name = words.t(`field.${field.key}`);
  if (field.input === 'text') {
    if (!given) return field.none ? null : words.t('correct.needed', { name });
    return field.pattern && !new RegExp(`^(?:${field.pattern})$`).test(given) ? words.t('correct.pattern', { name, hint: words.t(field.hint ?? 'correct.date_hint') }) : null;
  }
  if (!given) return null;
  const number = Number(given);
  if (field.step === 'any') return Number.isFinite(number) && number >= field.least && number <= field.most ? null : words.t('correct.between', { name, least: field.least, most: field.most });
  return /^\d{1,9}$/.test(given) ? null : words.t('correct.whole', { name });
}

function area(field, context) {
  const before = context.index.report.summary?.sentence ?? null;
  const input = el('textarea', { rows: 4, dir: 'auto' });
  input.value = before ?? '';
  const value = () => input.value.trim() || null;
  return { node: labelled(field, context, input), focus: input, value, changes: () => setting(field, context, before, value()) };
}

/** The places the gazetteer offers for a name; choosing one sets what is known of it. */
function candidates(field, context) {
  const { object: place, words, index } = context;
  const offered = place.candidates ?? [];
  const label = (one) => [one.name, one.admin1, countryName(index, one.country), Number.isFinite(one.lat) ? `${one.lat}, ${one.lon}` : null].filter(Boolean).join(', ');
  const { input, value } = select(offered.map((one, n) => [n, label(one)]), null, words.t(offered.length ? 'correct.as_read' : 'correct.no_candidates'));
  input.addEventListener('change', () => {
    const one = offered[value()] ?? place;
    for (const key of ['country', 'admin1', 'lat', 'lon']) {
      const other = input.form.querySelector(`.field-${key} input`);
      if (other) other.value = one[key] ?? '';
    }
    input.form.dispatchEvent(new Event('input'));
  });
  const changes = () => {
    const one = offered[value()];
    return one ? [{ path: `${context.path}/status`, op: 'set', new: 'user' }, { path: `${context.path}/matched_name`, op: 'set', new: one.name === place.name ? null : one.name }] : [];
  };
  return { node: labelled(field, context, input), focus: input, changes };
}

/** ACLED's sub-event types, in groups of their event types, as the data tables have them. */
async function types(field, context) {
  const { page, object: event, words } = context;
  const rows = await page.analyzer.entries(SUB_EVENT_TYPES.map((id) => `sub_event_types:${id}`)).catch(() => []);
  const known = rows.filter((row) => row?.name);
  const groups = [...new Set(known.map((row) => row.event_type))];
  const before = event.acled[0]?.sub_event_type ?? null;
  const input = el('select', {}, before === null ? el('option', { value: '' }, words.t('not_stated')) : null,
    groups.map((group) => el('optgroup', { label: group }, known.filter((row) => row.event_type === group).map((row) => el('option', { value: row.name, selected: row.name === before }, row.name)))));
  const changes = () => {
    const row = known.find((one) => one.name === input.value);
    if (!row || row.name === before) return [];
    const cells = ['event_type', 'sub_event_type', 'disorder_type'];
    return event.acled.flatMap((_, n) => cells.map((cell) => ({ path: `${context.path}/acled/${n}/${cell}`, op: 'set', new: cell === 'sub_event_type' ? row.name : row[cell] })));
  };
  return { node: event.acled.length ? labelled(field, context, input) : null, focus: input, changes };
}

/** The part an actor has in the main event. */
function roles(field, context) {
  const { index, page, object: entity, words, added } = context;
  const shown = index.mainEvent;
  const read = page.reading.events.findIndex((event) => event.id === shown?.id);
  if (!shown || read < 0) return { node: null, focus: null, changes: () => [] };
  const before = shown.actors.find((actor) => actor.entity === entity.id)?.role ?? null;
  const { input, value } = select(ROLES.map((role) => [role, words.code('role', role)]), before, words.t('correct.no_role'));
  return { node: labelled(field, context, input), focus: input, changes: () => (value() === before ? [] : [...roleChanges(page, entity.id, read, value()), ...(added ? [{ path: `${context.path}/event_role`, op: 'set', new: value() }] : [])]) };
}

function roleChanges(page, id, n, role) {
  const event = page.reading.events[n];
  const at = event.actors.findIndex((actor) => actor.entity === id);
  const path = `/events/${n}/actors`;
  const list = role === null ? null : ['attacker', 'participant'].includes(role) ? 'who' : 'to_whom';
  const own = at >= 0 ? [role === null ? { path: `${path}/${at}`, op: 'remove' } : { path: `${path}/${at}/role`, op: 'set', new: role }] : role === null ? [] : [{ path: `${path}/-`, op: 'add', new: { entity: id, role } }];
  const summary = ['who', 'to_whom'].flatMap((key) => {
    const held = page.reading.summary[key].indexOf(id);
    if (key === list) return held < 0 ? [{ path: `/summary/${key}/-`, op: 'add', new: id }] : [];
    return held < 0 ? [] : [{ path: `/summary/${key}/${held}`, op: 'remove' }];
  });
  const about = (value) => value === id || value?.entity === id;
  const forget = (one) => (/^\/summary\/(who|to_whom)\//.test(one.path) || one.path.startsWith(`${path}/`)) && (about(one.new) || about(one.old) || one.path === `${path}/${at}/role`);
  return [{ forget }, ...own, ...summary];
}

/** The object as it would be after the change. */
function nextOf({ object }, controls) {
  const next = structuredClone(object);
  for (const { field, value } of controls) {
    const set = value();
    if (set === undefined || !field.at) continue;
    const keys = field.at.split('/');
    const last = keys.pop();
    const holder = keys.reduce((inner, key) => inner?.[key], next);
    if (holder) holder[last] = set;
    for (const [at, also] of field.also?.(set, { object }) ?? []) if (!at.includes('/')) next[at] = same(set, valueAt(object, field.at)) ? object[at] : also;
  }
  return next;
}

/** What would be different elsewhere, each with a box; the boxes start ticked. */
export function drawFollowing(place, context, next) {
  const { words } = context;
  const show = (value) => (value === null || value === undefined || value === '' ? words.t('not_stated') : typeof value === 'number' ? words.number(value) : String(value));
  const cells = following(context, next);
  const off = new Set([...place.querySelectorAll('input:not(:checked)')].map((input) => input.dataset.path));
  const lines = cells.map((cell) => {
    const id = `correct-${count += 1}`;
    const input = el('input', { type: 'checkbox', id, 'data-path': cell.path });
    input.checked = !off.has(cell.path);
    input.change = { path: cell.path, op: 'set', new: cell.to };
    return el('li', {}, el('label', { for: id }, input, ` ${cell.label}: `, el('s', {}, show(cell.from)), ` → ${show(cell.to)}`));
  });
  const said = leftAsRead(context, next, cells);
  const left = said ? [el('p', { class: 'correct-follow-left' }, words.t(said))] : [];
  place.replaceChildren(...(lines.length ? [el('p', { class: 'correct-follow-title' }, words.t('follow.title')), el('ul', {}, lines)] : []), ...left);
}

/** The changes whose boxes are ticked. */
export function chosen(place) {
  return [...place.querySelectorAll('input:checked')].map((input) => input.change);
}

function check(controls, words) {
  for (const one of controls) {
    const sentence = one.problem();
    if (sentence) return { sentence, focus: one.focus };
  }
  const worded = qualified(controls, words);
  if (worded) return worded;
  for (const group of ['figure', 'deaths']) {
    const [low, best, high] = controls.filter((one) => one.field.together === group);
    const given = [low, best, high].filter((one) => one && one.value() !== null);
    const wrong = given.findIndex((one, n) => n > 0 && one.value() < given[n - 1].value());
    if (wrong > 0) return { sentence: words.t('correct.order'), focus: given[wrong].focus };
  }
  return null;
}

/** A qualifier has to go with the numbers that are given. */
function qualified(controls, words) {
  const qualifier = controls.find((one) => one.field.key === 'qualifier');
  if (!qualifier) return null;
  const [low, best, high] = controls.filter((one) => one.field.together === 'figure').map((one) => one.value());
  const changed = controls.some((one) => one.field.together === 'figure' && one.changes().length);
  const given = [low, best, high].some((value) => value !== null);
  if (qualifier.value() === 'indeterminate' && given && changed) return { sentence: words.t('correct.with_number'), focus: qualifier.focus };
  if (qualifier.value() === 'range' && (low === null || high === null)) return { sentence: words.t('correct.with_range'), focus: qualifier.focus };
  return null;
}
