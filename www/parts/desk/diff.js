/**
 * What changed between two versions of a text. Takes two strings, gives a list of {kind: 'same' | 'out' | 'in', text}, in
 * order: without the `in` it is the first text, without the `out` the second, unit for unit.
 *
 * First by sentences, which are nearly all unlike each other: those that occur once in both hold the two together. What
 * lies between is then compared by words. A generator, to be run in slices: two long texts must not hold the page.
 */

/** A table for the longest common part of more pairs than this is not made; all counts as replaced then. */
const MOST_PAIRS = 2_000_000;
/** Nor are longer stretches taken apart into words. */
const LONGEST_STRETCH = 200_000;
const SENTENCE = /[^.!?\n]*(?:[.!?]+["”’»)\]]*[ \t]*|\n+\s*|$)/g;
const WORD = /\s+|[\p{L}\p{N}\p{M}]+(?:[’'.,-][\p{L}\p{N}\p{M}]+)*|[^\s\p{L}\p{N}\p{M}]/gu;

export function* difference(before, after) {
  const out = [];
  for (const { same, a, b } of yield* anchored(sentences(before), sentences(after))) {
    if (same) add(out, 'same', a.join(''));
    else yield* changed(out, a, b);
  }
  return smoothed(out);
}

export function sentences(text) {
  return text.match(SENTENCE)?.filter(Boolean) ?? [];
}

function* changed(out, a, b) {
  const parts = yield* common(a, b);
  for (const { same, a: gone, b: come } of parts) {
    if (same) add(out, 'same', gone.join(''));
    else if (!gone.length || !come.length || lengthOf(gone) + lengthOf(come) > LONGEST_STRETCH) replace(out, gone, come);
    else for (const one of yield* common(words(gone), words(come))) {
      if (one.same) add(out, 'same', one.a.join(''));
      else replace(out, one.a, one.b);
    }
  }
}

function lengthOf(list) {
  return list.reduce((sum, one) => sum + one.length, 0);
}

function words(list) {
  return list.join('').match(WORD) ?? [];
}

function replace(out, gone, come) {
  add(out, 'out', gone.join(''));
  add(out, 'in', come.join(''));
}

function add(out, kind, text) {
  if (!text) return;
  if (out.at(-1)?.kind === kind) out.at(-1).text += text;
  else out.push({ kind, text });
}

/** Cuts two lists at what occurs once in both and stands in the same order: [{same, a, b}]. */
function* anchored(a, b) {
  const once = (list) => {
    const at = new Map();
    list.forEach((one, n) => at.set(one, at.has(one) ? -1 : n));
    return at;
  };
  const [inA, inB] = [once(a), once(b)];
  const pairs = [];
  for (const [one, n] of inA) if (n >= 0 && (inB.get(one) ?? -1) >= 0) pairs.push([n, inB.get(one)]);
  yield;
  const parts = [];
  let [x, y] = [0, 0];
  for (const [n, m] of rising(pairs)) {
    if (n > x || m > y) parts.push({ same: false, a: a.slice(x, n), b: b.slice(y, m) });
    parts.push({ same: true, a: [a[n]], b: [b[m]] });
    [x, y] = [n + 1, m + 1];
  }
  if (x < a.length || y < b.length) parts.push({ same: false, a: a.slice(x), b: b.slice(y) });
  return parts;
}

/** The longest run of pairs that rises in both, by patience sorting. */
function rising(pairs) {
  const piles = [];
  const before = new Array(pairs.length).fill(-1);
  pairs.forEach(([, m], n) => {
    let [low, high] = [0, piles.length];
    while (low < high) {
      const mid = (low + high) >> 1;
      if (pairs[piles[mid]][1] < m) low = mid + 1;
      else high = mid;
    }
    if (low > 0) before[n] = piles[low - 1];
    piles[low] = n;
  });
  const found = [];
  for (let n = piles.at(-1) ?? -1; n >= 0; n = before[n]) found.push(pairs[n]);
  return found.reverse();
}

/** The same by the longest common part of two short lists; `same` parts and others in turn. */
function* common(a, b) {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const [x, y] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  const middle = x.length * y.length > MOST_PAIRS ? [{ same: false, a: x, b: y }] : yield* byTable(x, y);
  const edge = (list) => (list.length ? [{ same: true, a: list, b: list }] : []);
  return [...edge(a.slice(0, start)), ...middle, ...edge(a.slice(a.length - end))];
}

function* byTable(a, b) {
  const width = b.length + 1;
  const length = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) length[i * width + j] = a[i] === b[j] ? length[(i + 1) * width + j + 1] + 1 : Math.max(length[(i + 1) * width + j], length[i * width + j + 1]);
    yield;
  }
  const parts = [];
  const put = (same, one, other) => {
    if (parts.at(-1)?.same !== same) parts.push({ same, a: [], b: [] });
    if (one !== null) parts.at(-1).a.push(one);
    if (other !== null) parts.at(-1).b.push(other);
  };
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) put(true, a[i++], b[j++]);
    else if (j >= b.length || (i < a.length && length[(i + 1) * width + j] >= length[i * width + j + 1])) put(false, a[i++], null);
    else put(false, null, b[j++]);
  }
  return parts;
}

/** Joins changes with nothing but a space or a comma between them, which read as one. */
function smoothed(parts) {
  const out = [];
  let [gone, come] = ['', ''];
  const flush = () => { replace(out, [gone], [come]); [gone, come] = ['', '']; };
  parts.forEach(({ kind, text }, n) => {
    const between = kind === 'same' && (gone || come) && text.length <= 2 && !/[\p{L}\p{N}\n]/u.test(text) && n < parts.length - 1;
    if (kind !== 'in' && (kind === 'out' || between)) gone += text;
    if (kind === 'in' || between) come += text;
    if (kind === 'same' && !between) {
      flush();
      add(out, 'same', text);
    }
  });
  flush();
  return out;
}
