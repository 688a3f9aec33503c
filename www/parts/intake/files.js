/**
 * From a file to the articles in it. Takes a File, gives {articles: [{text, about, date, cut, from}], problems: [{code,
 * values}]}: `from` tells what kind of file named the title and so on, a problem has the words `intake.problem.CODE`.
 */
import { MAX_LENGTH } from '../../client.js';
import { filled } from '../../dom.js';
import { FAMILY } from '../keep/desk-file.js';
import { articleInMail } from './mail.js';
import { articleInPage, looksLikeSource } from './html.js';
import { articlesInJson, articlesInLines } from './records.js';
import { clean, dayOf, personName, webAddress } from './about.js';

/** What the file button offers. */
export const ACCEPTED = '.txt,.text,.md,.markdown,.html,.htm,.xhtml,.eml,.json,.jsonl,.ndjson,text/plain,text/markdown,text/html,message/rfc822,application/json';
/** Four bytes to a character at most. */
const LARGEST = MAX_LENGTH * 4;

const READERS = {
  html: readPage, htm: readPage, xhtml: readPage, eml: readMail, json: readJson, jsonl: readLines, ndjson: readLines, txt: readText, text: readText, md: readText, markdown: readText,
};
const READERS_OF_TYPE = { 'text/html': readPage, 'message/rfc822': readMail, 'application/json': readJson };
/** Files people try, which hold no text as it is; each kind has its own remedy. */
const NOT_TEXT = {
  pdf: 'pdf', doc: 'office', docx: 'office', odt: 'office', rtf: 'office', pages: 'office', ppt: 'office', pptx: 'office', xls: 'sheet', xlsx: 'sheet', ods: 'sheet',
  jpg: 'picture', jpeg: 'picture', png: 'picture', gif: 'picture', webp: 'picture', heic: 'picture', tif: 'picture', tiff: 'picture',
  zip: 'archive', gz: 'archive', rar: 'archive', tar: 'archive', '7z': 'archive', msg: 'outlook', mht: 'mhtml', mhtml: 'mhtml', epub: 'office', mp3: 'sound', mp4: 'sound', wav: 'sound',
};

/** Reads one file; a file that cannot be read is a problem, never an exception. */
export async function articlesInFile(file, signal) {
  const ending = /\.([a-z0-9]+)$/i.exec(file.name)?.[1].toLowerCase() ?? '';
  if (NOT_TEXT[ending]) return problem(NOT_TEXT[ending]);
  if (file.size > LARGEST) return await isDesk(file) ? problem('desk') : problem('too_long', { n: Math.round(file.size / 1e6), limit: LARGEST / 1e6 });
  try {
    const bytes = await file.arrayBuffer();
    const read = READERS[ending] ?? READERS_OF_TYPE[file.type] ?? readText;
    return checked(await read(bytes, signal));
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    return problem(error.code ?? 'unreadable');
  }
}

/** A saved desk may be larger than any article; as it is written its schema comes first. */
async function isDesk(file) {
  return (await file.slice(0, 100).text()).startsWith(`{"schema":"${FAMILY}`);
}

function problem(code, values = {}) {
  return { articles: [], problems: [{ code, values }] };
}

function checked({ articles, problems }) {
  const withText = articles.filter((article) => article?.text.trim());
  const kept = withText.filter((article) => article.text.length <= MAX_LENGTH);
  const long = withText.length - kept.length ? [{ code: 'too_long', values: { n: Math.round(LARGEST / 1e6), limit: LARGEST / 1e6 } }] : [];
  const empty = !withText.length && !problems.length ? [{ code: 'empty', values: {} }] : [];
  return { articles: kept, problems: [...problems, ...long, ...empty] };
}

async function readMail(bytes, signal) {
  const article = await articleInMail(bytes, signal);
  return article ? one(article, 'mail') : problem('mail_without_text');
}

async function readPage(bytes, signal) {
  return one(await articleInPage(textIn(bytes, declared(bytes)), signal), 'page');
}

async function readJson(bytes, signal) {
  return from(await articlesInJson(textIn(bytes), signal), 'record');
}

async function readLines(bytes, signal) {
  return from(await articlesInLines(textIn(bytes), signal), 'record');
}

async function readText(bytes, signal) {
  const text = textIn(bytes);
  if (looksLikeSource(text)) return one(await articleInPage(text, signal), 'page');
  return one(withoutFrontMatter(text), 'file');
}

function one(article, source) {
  return from({ articles: [article], problems: [] }, source);
}

function from({ articles, problems }, source) {
  return { articles: articles.map((article) => ({ ...article, from: source })), problems };
}

/** Bytes as text: by their byte order mark, in the character set named, in UTF-8, or where they look like it in Windows-1252. */
function textIn(buffer, charset = null) {
  const bytes = new Uint8Array(buffer);
  const utf16 = { '255,254': 'utf-16le', '254,255': 'utf-16be' }[bytes.slice(0, 2).join()];
  for (const label of [utf16, 'utf-8', charset].filter(Boolean)) {
    try { return sound(new TextDecoder(label, { fatal: true }).decode(bytes)); } catch { /* the next one */ }
  }
  if (bytes.length && westernShare(bytes) < 0.1) return sound(new TextDecoder('windows-1252').decode(bytes));
  throw Object.assign(new Error('not text'), { code: 'not_text' });
}

function sound(text) {
  if (text.includes('\0')) throw Object.assign(new Error('not text'), { code: 'not_text' });
  return text;
}

/** The share of bytes that are not ASCII, judged by the beginning; 1 where control codes stand in it. */
function westernShare(bytes) {
  let high = 0;
  const head = bytes.subarray(0, 100_000);
  for (const byte of head) {
    if (byte >= 128) high += 1;
    else if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12) return 1;
  }
  return high / head.length;
}

/** The character set a page names in its head. */
function declared(buffer) {
  const head = new TextDecoder('x-user-defined').decode(new Uint8Array(buffer).subarray(0, 2048));
  return /<meta[^>]{0,200}charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1] ?? null;
}

/** The article of a note whose first lines tell of it between two `---`, as note-taking programs keep clippings. */
function withoutFrontMatter(text) {
  const found = /^---\r?\n([\s\S]{1,4000}?)\r?\n---\r?\n/.exec(text.slice(0, 4100));
  const fields = {};
  for (const line of (found?.[1] ?? '').split(/\r?\n/)) {
    const [, name, value] = /^(\w+):\s*(.+)$/.exec(line) ?? [];
    if (name) fields[name.toLowerCase()] = value.trim().replace(/^["']|["']$/g, '').replace(/^\[\[|\]\]$/g, '');
  }
  const { title, published, date, publisher, site, author, url, source } = fields;
  if (!title && !published && !date) return { text, about: {}, date: null, cut: false };
  const about = filled({ title: clean(title), publisher: clean(publisher ?? site), author: personName(author), url: webAddress(url ?? source) });
  return { text: text.slice(found[0].length).replace(/^\s+/, ''), about, date: dayOf(published ?? date), cut: false };
}
