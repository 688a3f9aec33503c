/**
 * One article as it is kept: a head for the list and a body with all that is needed to read it again. Takes what the page
 * shows, gives plain objects; nothing of a reading is kept but the line for the list.
 */
import { resolvedDate } from '../../words.js';
import { boundsWords } from '../desk/facts.js';

const DIGEST_BYTES = 16;
const MOST_NAMES = 3;
/** What of the options of a reading belongs to an article: the way it is coded. */
const OPTIONS = ['profile'];
/** Longest line that is kept beside a text, in UTF-16 code units: what is longer is cut when it is kept, and refused in a file. */
export const LONGEST_FIELD = 2000;
export const ABOUT = ['title', 'publisher', 'author', 'url'];

/** What the page shows, as a body without an id. */
export function bodyOf(page) {
  return sound({ text: page.text, about: page.known(), date: page.date, options: page.options, corrections: page.corrections?.list ?? [], words: page.own?.words ?? '' });
}

/** The body with what is kept of it alone, in one order, so that two can be compared. */
export function sound({ text, about = {}, date = '', options = {}, corrections = [], words = '' }) {
  return {
    text, date: date ?? '',
    about: Object.fromEntries(ABOUT.filter((name) => about?.[name]).map((name) => [name, cut(about[name])])),
    options: Object.fromEntries(OPTIONS.filter((name) => options?.[name]).map((name) => [name, options[name]])),
    corrections: JSON.parse(JSON.stringify(corrections ?? [])), words: words ?? '',
  };
}

/** Text that two articles share if and only if they hold the same; when it was corrected does not matter. */
export function contentOf({ digest, body }) {
  const corrections = body.corrections.map(({ path, op, new: to, reason }) => ({ path, op, to, reason }));
  return JSON.stringify([digest, body.date, ABOUT.map((name) => body.about[name] ?? ''), body.options, corrections, body.words ?? '']);
}

/** A short mark of a text; the same text has the same one, in every browser. */
export async function digestOf(text) {
  const bytes = new TextEncoder().encode(text);
  const digest = crypto.subtle ? new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)) : plainDigest(bytes);
  return [...digest.slice(0, DIGEST_BYTES)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What a report names a text by; at an address that is not secure the browser cannot make it, and there is none. */
export async function digestHex(text) {
  if (!crypto.subtle) return 'none';
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return `sha256:${[...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** Where the browser has no better one: at an address that is not secure. Equal marks are looked into, so it need not be strong. */
function plainDigest(bytes) {
  let [a, b] = [0x811c9dc5, 0x9e3779b9];
  for (const byte of bytes) {
    a = Math.imul(a ^ byte, 0x01000193);
    b = Math.imul(b + byte, 0x85ebca6b) ^ (b >>> 13);
  }
  return new Uint8Array(new Uint32Array([a, b, bytes.length, 0]).buffer);
}

/** What the list shows of a report: {headline, date, place, toll}; what is not stated is null. */
export function factsOf(report, words) {
  const summary = report.summary ?? {};
  const date = (report.dates ?? []).find(({ id }) => id === summary.when);
  const where = (summary.where ?? []).slice(0, MOST_NAMES);
  const places = where.map((wanted) => (report.places ?? []).find(({ id }) => id === wanted)?.name).filter(Boolean);
  const total = (report.events ?? []).find((event) => event.status === 'main')?.fatalities?.total ?? {};
  return {
    headline: cut(summary.sentence),
    date: cut(date && (resolvedDate(words, date) ?? date.text)),
    place: places.length ? cut(words.list(places)) : null,
    toll: boundsWords(words, total),
  };
}

function cut(text) {
  return text?.slice(0, LONGEST_FIELD) ?? null;
}

/** The head of a body: what the list shows and searches. */
export function headOf({ id, name, body, digest, facts, engine, kept, changed }) {
  return {
    id, digest, name: name || nameOf(body, facts), ...facts, engine: engine ?? null, kept, changed,
    length: body.text.length, corrections: body.corrections.length, profile: body.options.profile ?? null, words: ownNames(body.words),
  };
}

/** The names in a list of own words, a TSV with a column `term`. */
export function ownNames(tsv) {
  const [header = '', ...lines] = (tsv ?? '').replace(/^\uFEFF/, '').split(/\r?\n/).filter(Boolean);
  const at = header.split('\t').indexOf('term');
  return lines.map((line) => line.split('\t')[at] ?? '').filter(Boolean);
}

/** The title if it is known, or else the first line. */
function nameOf(body, facts) {
  const line = body.about.title ?? body.text.slice(0, 400).trim().split('\n')[0].trim();
  return shortened(line) || facts?.headline || '';
}

function shortened(line) {
  return line.length > 90 ? `${line.slice(0, line.lastIndexOf(' ', 88) > 40 ? line.lastIndexOf(' ', 88) : 88)} …` : line;
}
