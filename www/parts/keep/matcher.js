/**
 * Finds all forms of chosen names in a text: whatever the case, with or without accents, hyphens or line ends between their
 * words, with an ending ("Malian"), and never inside an unrelated word. Takes targets, [{label, names, parts}], and the names to keep, gives cuts.
 *
 * A name of three letters or fewer, or one in capitals, is found as it is written only, so that "IS" is not "is"; `parts` are
 * single words of a name, found where they begin with a capital. A longer word that is a name of its own is left alone.
 */

import { firstFrom } from '../../document-view.js';

/** What may stand between the letters of a word without being seen. */
const UNSEEN = '[\\p{M}\\u00AD\\u200B-\\u200F\\u2060\\uFEFF]*';
/** What may stand between the words of a name. */
const BETWEEN = '(?:[\\s\\p{Pd}\\p{Pc}.,\'’‘"“”+/&]|%20|\\p{M}){1,4}';
const BEFORE = '(?<![\\p{L}\\p{N}])';
const AFTER = '(?![\\p{L}\\p{N}])';
/** Scripts that put no space between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** Scripts whose words take small words at their front. */
const JOINING = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;
const SHORT = 3;
/** From here on a word that holds the name is a form of it, wherever the name stands in it. */
const LONG = 5;
const WINDOW = 20_000;
const OVERLAP = 300;
const NEVER = /(?!)/gu;

/** A matcher of the targets; `kept` are names that must stay as they are. */
export function matcherOf(targets, kept = []) {
  const terms = targets.flatMap(({ label, names = [], parts = [] }) => [...names.map((name) => ({ label, name, part: false })), ...parts.map((name) => ({ label, name, part: true }))]);
  const known = new Map();
  for (const term of terms) {
    const key = wordsOf(fold(term.name)).join(' ');
    if (key && !known.has(key)) known.set(key, { ...term, key });
  }
  const chosen = new Set([...known.keys()].map((key) => key.toLowerCase()));
  const sorted = [...known.values()].sort((a, b) => b.key.length - a.key.length);
  const pattern = sorted.length ? new RegExp(sorted.map((term) => `(${patternOf(term)})`).join('|'), 'gu') : NEVER;
  return { pattern, names: sorted.map(({ key }) => key), labels: sorted.map(({ label }) => label), kept: new Set(kept.map((name) => wordsOf(fold(name)).join(' ').toLowerCase()).filter((name) => !chosen.has(name))) };
}

/** The same text without accents, unit for unit. */
function fold(text) {
  return text.replace(/[\u00C0-\u024F\u1E00-\u1EFF]/g, (letter) => letter.normalize('NFD')[0]).replace(/[’‘ʼ]/g, '\'');
}

function wordsOf(text) {
  return text.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

function patternOf({ key, part }) {
  const words = key.split(' ');
  const letters = key.replaceAll(' ', '');
  if (UNSPACED.test(key)) return words.map((word) => [...word].join(UNSEEN)).join(`(?:${BETWEEN})?`);
  if (JOINING.test(key)) return `[\\p{L}\\p{N}]*${words.map((word) => [...word].join(UNSEEN)).join(BETWEEN)}[\\p{L}\\p{N}\\p{M}]*`;
  const exact = letters.length <= SHORT || (words.length === 1 && letters === letters.toUpperCase());
  const body = words.map((word) => wordPattern(word, exact ? 'exact' : part ? 'capital' : 'any')).join(BETWEEN);
  if (exact) return `${BEFORE}${body}${AFTER}`;
  if (part) return `${BEFORE}${body}(?:['’]?s)?${AFTER}`;
  if (letters.length >= LONG) return `[\\p{L}\\p{N}]*${body}[\\p{L}\\p{N}\\p{M}]*`;
  return `${BEFORE}(?=\\p{Lu})${body}[\\p{L}\\p{M}]*|${BEFORE}${body}${AFTER}`;
}

/** `exact`: as written or all capitals; `capital`: with a capital first; `any`: whatever the case. */
function wordPattern(word, how) {
  const cases = (letter) => [...new Set([letter.toLowerCase(), letter.toUpperCase()])].filter((one) => [...one].length === 1).join('');
  const one = (letter) => (letter.toLowerCase() === letter.toUpperCase() ? letter : `[${cases(letter)}]`);
  if (how === 'any') return [...word].map(one).join(UNSEEN);
  if (how === 'capital') return [...word].map((letter, n) => (n ? one(letter) : letter.toUpperCase())).join(UNSEEN);
  return [...new Set([word, word.toUpperCase()])].map((form) => [...form].join(UNSEEN)).join('|').replace(/^(.*\|.*)$/, '(?:$1)');
}

/** All places of `text` to be replaced, in order: [{start, end, label, form}]; in steps, for a long text. */
export function* cutting(matcher, text) {
  const cuts = [];
  for (let from = 0; from < text.length || from === 0; from += WINDOW) {
    const to = Math.min(text.length, from + WINDOW);
    const base = Math.max(0, from - OVERLAP);
    const window = fold(text.slice(base, to + OVERLAP));
    const until = cuts.at(-1)?.end ?? 0;
    for (const match of window.matchAll(matcher.pattern)) {
      const start = base + match.index;
      if (start < from || start >= to || start < until) continue;
      const end = start + match[0].length;
      const form = text.slice(start, end);
      if (matcher.kept.has(wordsOf(fold(form)).join(' ').toLowerCase())) continue;
      cuts.push({ start, end, form, label: matcher.labels[match.slice(1).findIndex((group) => group !== undefined)] });
    }
    yield;
    if (to === text.length) break;
  }
  return cuts;
}

/** The cuts of a short text, at once. */
export function cutsOf(matcher, text) {
  const steps = cutting(matcher, text);
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

/** True if an address holds one of the names, however it is written there. */
export function tells(matcher, url) {
  const bare = (text) => fold(text).toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const held = bare(unescaped(url));
  return matcher.names.some((name) => bare(name).length >= SHORT && held.includes(bare(name)));
}

function unescaped(url) {
  try { return decodeURIComponent(url); } catch { return url; }
}

/** The text with every cut replaced by its label. */
export function replaced(text, cuts) {
  let out = '';
  let at = 0;
  for (const { start, end, label } of cuts) {
    out += text.slice(at, start) + label;
    at = end;
  }
  return out + text.slice(at);
}

/** Where an offset of the text stands in the replaced one; inside a name it is moved to the edge of its label. */
export function moving(cuts) {
  const shifts = [];
  let shift = 0;
  for (const { start, end, label } of cuts) {
    shifts.push({ start, end, at: start + shift, length: label.length });
    shift += label.length - (end - start);
  }
  return (offset, isEnd) => {
    const last = shifts[firstFrom(shifts, offset) - 1];
    if (!last) return offset;
    if (offset < last.end) return last.at + (isEnd ? last.length : 0);
    return last.at + last.length + offset - last.end;
  };
}
