/**
 * The analyst's corrections of one article, as a layer over its reading. A group is what was done in one step, with all
 * the overrides it takes; groups are only ever replaced as a whole list, so undo and redo are earlier and later lists.
 *
 * A group is {key, ref, kind, what, overrides}: `ref` the object of the report, `kind` `set`, `reject`, `confirm` or
 * `add`, `what` the fact in words as it was read, `overrides` as the engine makes them, `gone` when its words are.
 */

/** True for what the engine empties by itself after a correction; it does so again whenever corrections are laid. An analyst may sign as it does. */
export const followed = ({ id, by }) => by === 'sitrep' && String(id).startsWith('follows-');

export class Layer {
  constructor(groups = []) {
    this.groups = groups;
    this.past = [];
    this.future = [];
    /** Counts changes, so that a report can be told from one of an earlier state. */
    this.version = 0;
  }

  change(groups) {
    this.past.push(this.groups);
    this.future = [];
    this.#take(groups);
  }

  undo() {
    if (this.past.length) this.#step(this.past, this.future);
  }

  redo() {
    if (this.future.length) this.#step(this.future, this.past);
  }

  #step(from, to) {
    to.push(this.groups);
    this.#take(from.pop());
  }

  #take(groups) {
    this.groups = groups;
    this.version += 1;
  }

  /** The same lists with other overrides in them: the text was edited, so paths and words stand elsewhere. */
  rebase(change) {
    const rebased = (groups) => groups.map(change);
    Object.assign(this, { groups: rebased(this.groups), past: this.past.map(rebased), future: this.future.map(rebased) });
  }

  /**
   * What is laid over the reading: for each value the last word, nothing inside what is taken out, numbered anew. Names come
   * last: the engine looks for a thing by its words as they stand by then.
   */
  overrides() {
    const all = this.groups.filter((group) => !group.gone).flatMap((group) => group.overrides.map((one) => ({ ...one, group: group.key })));
    const removed = new Set(all.filter((one) => one.op === 'remove').map((one) => one.path));
    const changed = all.filter((one) => one.op !== 'confirm' && one.op !== 'add');
    const last = new Map(all.map((one, n) => [one.op === 'add' ? `+${n}` : one.path, one]));
    const kept = [...last.values()].filter((one) => {
      if (one.op === 'remove') return ![...removed].some((path) => inside(one.path, path));
      if ([...removed].some((path) => one.path === path || inside(one.path, path))) return false;
      if (one.op === 'confirm') return !changed.some((other) => other.path === one.path || inside(other.path, one.path));
      return one.op === 'add' || !same(one.old, one.new);
    });
    const names = (one) => Number(one.op === 'set' && one.path.endsWith('/name'));
    return kept.sort((a, b) => names(a) - names(b)).map((one, n) => ({ ...one, id: `O${n + 1}` }));
  }

  /** The group of a fact that was added by the analyst, not read. */
  added(ref) {
    return this.groups.find((group) => group.kind === 'add' && group.ref === ref) ?? null;
  }
}

function inside(path, other) {
  return path.startsWith(`${other}/`);
}

/** Equal as JSON; null and missing are the same. */
export function same(a, b) {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}

/** What a profile or a rule makes of a fact; it is the same fact without them. */
const MADE_OF_IT = ['coded', 'confidence', 'provenance'];

/** An override as it fits the report: what is taken out may be counted otherwise by now. */
export function renewed(report, one) {
  if (one.op !== 'remove') return one;
  const [, list, at, more] = one.path.split('/');
  const now = more === undefined ? report[list]?.[at] : undefined;
  const bare = (object) => JSON.stringify({ ...object, ...Object.fromEntries(MADE_OF_IT.map((key) => [key, null])) });
  return now && typeof now === 'object' && !same(now, one.old) && bare(now) === bare(one.old) ? { ...one, old: now } : one;
}

/** The overrides of `changes` [{path, op, new}], made by the engine: it takes the old values and the anchors from the reading. */
export async function makeOverrides(page, changes, { by, at, reason }) {
  const made = changes.map((change) => page.analyzer.makeOverride(excerpt(page.reading, change.path), { ...change, by, at, reason: reason || null }));
  return Promise.all(made);
}

/** As much of the report, as JSON, as one override is made from: the engine then reads no more than it needs. */
function excerpt(report, path) {
  const [, list, at] = path.split('/');
  const value = report[list];
  const part = Array.isArray(value) ? value.map((item, n) => (String(n) === at ? item : null)) : value;
  return JSON.stringify({ [list]: part, document: list === 'document' ? value : { id: report.document.id } });
}

/** Ways in which an object is pointed at by its id: by one id, by a list of ids, or by an item of a list. */
const SINGLE = ['event', 'attributed_to', 'entity', 'actor', 'source', 'by', 'denied_by', 'date', 'when', 'claim', 'statement'];
const LISTS = ['places', 'casualties', 'statements', 'from', 'claims', 'undisclosed', 'refs', 'who', 'to_whom', 'where', 'how', 'claimed_by', 'contested', 'background', 'not_additive_with', 'attribution_chain', 'of', 'mentions'];
const ITEMS = { actors: 'entity', affiliations: 'to', mentions: 'entity' };

/** The changes that take the object `id` out of the report, with everything that points at it. */
export function removal(report, id) {
  const changes = [];
  const visit = (value, path, name) => {
    if (Array.isArray(value)) value.forEach((item, n) => visitItem(item, `${path}/${n}`, name));
    else if (value && typeof value === 'object') for (const [key, inner] of Object.entries(value)) visitMember(inner, `${path}/${key}`, key);
  };
  const visitItem = (item, path, name) => {
    if (typeof item === 'string') { if (item === id && LISTS.includes(name)) changes.push({ path, op: 'remove' }); } else if (item?.id === id || goesWith(item, name, id)) changes.push({ path, op: 'remove' });
    else visit(item, path, name);
  };
  const visitMember = (value, path, key) => {
    if (value === id && SINGLE.includes(key)) changes.push({ path, op: 'set', new: null });
    else if (typeof value === 'object') visit(value, path, key);
  };
  for (const [key, value] of Object.entries(report)) if (!['schema', 'engine', 'document', 'overrides'].includes(key)) visitMember(value, `/${key}`, key);
  return changes;
}

/** An item that is nothing without the object: who took part, what linked to it, a warning about it alone. */
function goesWith(item, name, id) {
  if (name === 'warnings') return item.refs?.length === 1 && item.refs[0] === id;
  return ITEMS[name] !== undefined && item?.[ITEMS[name]] === id;
}
