/**
 * The article in a message. Takes the bytes of an .eml file, gives its text and what its headers say: encoded words
 * (RFC 2047), quoted-printable and base64 bodies, flowed lines, and of several forms the plain one before HTML.
 *
 * The bytes are held as a string with one unit for each; the low eight bits of a unit are the byte.
 */
import { filled } from '../../dom.js';
import { articleInPage } from './html.js';
import { clean, dayOf } from './about.js';

const DEEPEST = 10;
const LONGEST_HEADER = 4000;
const HEAD = 100_000;

/** {text, about, date, cut, whole} of a message; null where it holds no text. */
export async function articleInMail(bytes, signal) {
  const raw = new TextDecoder('x-user-defined').decode(bytes);
  const message = parted(raw);
  const body = await bodyOf(message, 0, signal);
  if (!body?.text.trim()) return null;
  const { headers } = message;
  const about = filled({ ...body.about, title: subject(headers) ?? body.about?.title, author: sender(headers.from), publisher: clean(words(headers.organization)) ?? body.about?.publisher });
  return { text: body.text, about, date: dayOf(headers.date) ?? body.date ?? null, cut: body.cut ?? false, whole: body.whole };
}

/** {headers, body}: headers by lower-case name, the first of each; both as bytes. */
function parted(raw) {
  const gap = /\r?\n\r?\n/g.exec(raw.slice(0, HEAD));
  const head = gap ? raw.slice(0, gap.index) : raw;
  const headers = {};
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers[line.slice(0, colon).trim().toLowerCase()] ??= line.slice(colon + 1, colon + LONGEST_HEADER).trim();
  }
  return { headers, body: gap ? raw.slice(gap.index + gap[0].length) : '' };
}

async function bodyOf({ headers, body }, depth, signal) {
  const type = /^[\w.+-]+\/[\w.+-]+/.exec(headers['content-type'] ?? '')?.[0].toLowerCase() ?? 'text/plain';
  if (depth > DEEPEST || /^attachment/i.test(headers['content-disposition'] ?? '')) return null;
  if (type.startsWith('multipart/')) return bestOf(headers, body, depth, signal);
  if (type === 'message/rfc822') return bodyOf(parted(body), depth + 1, signal);
  if (type === 'text/plain') return { text: unflowed(headers, decoded(headers, body)) };
  return type === 'text/html' ? articleInPage(decoded(headers, body), signal) : null;
}

/** The first part in plain text, else the first that can be read. */
async function bestOf(headers, body, depth, signal) {
  const boundary = parameter(headers, 'boundary');
  if (!boundary) return null;
  const parts = `\n${body}`.split(`\n--${boundary}`).slice(1).filter((part) => !part.startsWith('--')).map((part) => parted(part.replace(/^[ \t]*\r?\n/, '')));
  const isPlain = (part) => /^text\/plain/i.test(part.headers['content-type'] ?? 'text/plain');
  for (const part of [...parts.filter(isPlain), ...parts.filter((one) => !isPlain(one))]) {
    const found = await bodyOf(part, depth + 1, signal);
    if (found?.text.trim()) return found;
  }
  return null;
}

function parameter(headers, name) {
  const found = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^\\s;]+))`, 'i').exec(headers['content-type'] ?? '');
  return found?.[1] ?? found?.[2] ?? null;
}

function decoded(headers, body) {
  const encoding = (headers['content-transfer-encoding'] ?? '').toLowerCase();
  const bytes = encoding.includes('base64') ? fromBase64(body) : encoding.includes('quoted') ? fromQuoted(body) : body;
  return inCharset(bytes, parameter(headers, 'charset') ?? 'utf-8').replace(/\r\n/g, '\n').replace(/\n+$/, '\n');
}

function fromBase64(body) {
  const digits = body.replace(/[^A-Za-z0-9+/]+/g, '');
  try { return atob(digits.slice(0, digits.length - (digits.length % 4 === 1 ? 1 : 0))); } catch { return ''; }
}

function fromQuoted(body) {
  return body.replace(/[ \t]+(?=\r?\n)/g, '').replace(/=\r?\n/g, '').replace(/=([0-9A-Fa-f]{2})/g, (_, code) => String.fromCharCode(parseInt(code, 16)));
}

/** Bytes as text of a character set; where they are not of it, or nobody knows it, as UTF-8 or else Windows-1252. */
function inCharset(raw, charset) {
  const bytes = new Uint8Array(raw.length);
  for (let at = 0; at < raw.length; at += 1) bytes[at] = raw.charCodeAt(at);
  for (const label of [charset, 'utf-8']) {
    try { return new TextDecoder(label, { fatal: true }).decode(bytes); } catch { /* the next one */ }
  }
  return new TextDecoder('windows-1252').decode(bytes);
}

/** Joins the lines that were broken on the way (RFC 3676). */
function unflowed(headers, text) {
  if (parameter(headers, 'format')?.toLowerCase() !== 'flowed') return text;
  const joint = parameter(headers, 'delsp')?.toLowerCase() === 'yes' ? '' : ' ';
  return text.split('\n').map((line) => (line === '-- ' || !line.endsWith(' ') ? `${line}\n` : line.slice(0, -1) + joint)).join('');
}

/** A header with its encoded words decoded; neighbours of one character set are joined first, since a letter may be cut in two. */
function words(value) {
  if (!value) return null;
  const word = /=\?([^?\s]+)\?([bq])\?([^?]*)\?=/gi;
  let text = '';
  let from = 0;
  let open = null;
  for (const found of value.matchAll(word)) {
    const between = value.slice(from, found.index);
    const charset = found[1].replace(/\*.*$/, '').toLowerCase();
    const bytes = /b/i.test(found[2]) ? fromBase64(found[3]) : fromQuoted(found[3].replaceAll('_', ' '));
    if (open && !between.trim() && open.charset === charset) open.bytes += bytes;
    else {
      text += (open ? inCharset(open.bytes, open.charset) : '') + (open && !between.trim() ? '' : inCharset(between, 'utf-8'));
      open = { charset, bytes };
    }
    from = found.index + found[0].length;
  }
  return text + (open ? inCharset(open.bytes, open.charset) : '') + inCharset(value.slice(from), 'utf-8');
}

function subject(headers) {
  return clean(clean(words(headers.subject))?.replace(/^(?:(?:re|fwd?)\s*:\s*)+/i, ''));
}

/** The name of the sender; the address where no name is given. */
function sender(value) {
  const text = clean(words(value));
  const name = /^"?([^"<]*?)"?\s*<[^>]*>\s*$/.exec(text ?? '')?.[1];
  return clean(name) ?? text?.replace(/^<|>$/g, '') ?? null;
}
