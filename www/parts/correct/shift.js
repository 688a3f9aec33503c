/**
 * Corrections when the text is edited: whether it is still the same article, and where added facts stand in it now.
 * What the engine can find again by its anchor is left to the engine.
 */

/** What two texts share at both ends: {head, tail} in UTF-16 units. */
function shared(a, b) {
  const most = Math.min(a.length, b.length);
  let head = 0;
  while (head < most && a.charCodeAt(head) === b.charCodeAt(head)) head += 1;
  let tail = 0;
  while (tail < most - head && a.charCodeAt(a.length - 1 - tail) === b.charCodeAt(b.length - 1 - tail)) tail += 1;
  return { head, tail };
}

/** How many words of a text have to be in the other, of ten, for the one to be an edit of the other. */
const SHARED_OF_TEN = 6;

/** Whether one text is the other with edits, not another article. */
export function isEdit(a, b) {
  const [one, other] = [a, b].map((text) => text.split(/\s+/).filter(Boolean));
  const counts = new Map();
  for (const word of one) counts.set(word, (counts.get(word) ?? 0) + 1);
  let both = 0;
  for (const word of other) {
    const left = counts.get(word) ?? 0;
    if (left) { both += 1; counts.set(word, left - 1); }
  }
  return both * 10 >= Math.max(one.length, other.length) * SHARED_OF_TEN;
}

/** Where offsets of `before` stand in `after`: {at(start, end)}, which gives null for what was changed. */
function shiftOf(before, after) {
  const { head, tail } = shared(before, after);
  const by = after.length - before.length;
  return (start, end) => {
    const shift = end <= head ? 0 : start >= before.length - tail ? by : null;
    return shift !== null && before.slice(start, end) === after.slice(start + shift, end + shift) ? shift : null;
  };
}

/** How far words that stand in a text only once have moved; null where that cannot be told. */
function onlyPlace(words, start, text) {
  const at = text.indexOf(words);
  return at < 0 || text.indexOf(words, at + 1) >= 0 ? null : at - start;
}

/** A group of corrections of the text `before`, for the text `after` with the id `id`; `gone` if what it added is not there. */
export function carried(group, before, after, id) {
  const shift = shiftOf(before, after);
  let gone = false;
  const move = (value) => {
    if (Array.isArray(value)) return value.map(move);
    if (!value || typeof value !== 'object') return value;
    const copy = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, move(inner)]));
    if (!Number.isInteger(value.start) || !Number.isInteger(value.end)) return copy;
    const by = shift(value.start, value.end) ?? onlyPlace(before.slice(value.start, value.end), value.start, after);
    if (by === null) gone = true;
    return { ...copy, start: value.start + by, end: value.end + by };
  };
  const overrides = group.overrides.map((one) => ({ ...one, ...anchored(one, shift, id), ...(one.op === 'add' ? { new: move(one.new) } : {}) }));
  return gone ? { ...group, gone: true } : { ...group, overrides, gone: false };
}

/** An anchor is words and where they stand, "more than 60@285"; where they moved with the text it is as good as before. */
function anchored(one, shift, id) {
  const at = one.anchor?.lastIndexOf('@') ?? -1;
  const start = Number.parseInt(one.anchor?.slice(at + 1), 10);
  const by = at >= 0 && Number.isInteger(start) ? shift(start, start + Math.max(at, 1)) : null;
  return by === null ? {} : { anchor: `${one.anchor.slice(0, at)}@${start + by}`, document: id };
}
