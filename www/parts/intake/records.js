/**
 * Articles in JSON and JSON Lines. Takes the text of a file, gives its articles and what was wrong with the others; knows
 * the names that archives, news services and Sitrep itself give the fields of an article.
 */
import { filled } from '../../dom.js';
import { FAMILY } from '../keep/desk-file.js';
import { clean, dayOf, personName, webAddress } from './about.js';
import { textOfRich } from './html.js';
import { turn } from '../tools.js';

const FIELDS = {
  text: ['text', 'body', 'content', 'articleBody', 'article_text', 'full_text', 'fulltext', 'maintext', 'article'],
  title: ['title', 'headline', 'name'],
  date: ['date', 'published', 'published_at', 'publishedAt', 'datePublished', 'date_publish', 'publication_date', 'publishedDate', 'pub_date', 'pubDate'],
  publisher: ['publisher', 'site_name', 'siteName', 'source', 'outlet', 'source_name'],
  author: ['author', 'byline', 'authors', 'creator'],
  url: ['url', 'link', 'permalink', 'canonical', 'source_url'],
};
/** Where a file keeps the list of its articles. */
const LISTS = ['articles', 'items', 'documents', 'results', 'data', 'entries', 'records'];

/** {articles, problems: [{code, values}]} of a file with one JSON value. */
export async function articlesInJson(text, signal) {
  let value;
  try { value = JSON.parse(text); } catch (error) {
    return text.trimStart().startsWith('{') && /\n\s*\{/.test(text) ? articlesInLines(text, signal) : { articles: [], problems: [{ code: 'bad_json', values: { message: error.message } }] };
  }
  if (String(value?.schema).startsWith(FAMILY)) return { articles: [], problems: [{ code: 'desk', values: {} }] };
  if (isReport(value)) return { articles: [], problems: [{ code: 'report', values: {} }] };
  const list = Array.isArray(value) ? value : (LISTS.map((name) => value?.[name]).find(Array.isArray) ?? [value]);
  const found = await Promise.all(list.map((one) => articleInRecord(one, signal)));
  const without = found.filter((one) => !one).length;
  const problems = without ? [{ code: found.length === without ? 'no_text_field' : 'records', values: { n: without, of: found.length } }] : [];
  return { articles: found.filter(Boolean), problems };
}

/** The same of a file with one JSON value to a line; a bad line takes no other with it. */
export async function articlesInLines(text, signal) {
  const articles = [];
  const bad = [];
  let number = 0;
  for (let from = 0; from < text.length;) {
    const end = text.indexOf('\n', from);
    const line = text.slice(from, end < 0 ? text.length : end).trim();
    from = end < 0 ? text.length : end + 1;
    number += 1;
    if (!line) continue;
    const article = await articleInLine(line, signal);
    if (article) articles.push(article);
    else bad.push(number);
    if (number % 50 === 0) await turn();
    signal?.throwIfAborted();
  }
  const lines = bad.slice(0, 10).join(', ') + (bad.length > 10 ? ' …' : '');
  return { articles, problems: bad.length ? [{ code: articles.length ? 'lines' : 'no_lines', values: { n: bad.length, lines } }] : [] };
}

async function articleInLine(line, signal) {
  try { return await articleInRecord(JSON.parse(line), signal); } catch { return null; }
}

function isReport(value) {
  return value?.schema?.startsWith?.('sitrep.report') || value?.report?.schema?.startsWith?.('sitrep.report') || (Array.isArray(value) && value.length > 0 && value.every(isReport));
}

async function articleInRecord(record, signal) {
  if (!record || typeof record !== 'object') return null;
  const text = await textIn(record, signal);
  if (!text?.trim()) return null;
  const own = typeof record.article === 'object' && record.article ? { ...record, ...record.article } : record;
  const title = clean(plain(pick(own, 'title')));
  const about = filled({ title, publisher: clean(plain(pick(own, 'publisher'))), author: personName(plain(pick(own, 'author'))), url: webAddress(pick(own, 'url')) });
  return { text, about, date: dayOf(pick(own, 'date')), cut: false };
}

async function textIn(record, signal) {
  if (Array.isArray(record.paragraphs)) return record.paragraphs.filter((one) => typeof one === 'string').join('\n\n');
  if (typeof record.article === 'object' && record.article) return textIn(record.article, signal);
  const text = FIELDS.text.map((name) => plain(record[name])).find((one) => typeof one === 'string' && one.trim());
  return text && /^\s*<(?:p|div|article|section|h\d)[\s>]/i.test(text) ? textOfRich(text, signal) : text;
}

function pick(record, field) {
  return FIELDS[field].map((name) => record[name]).find((value) => value !== null && value !== undefined && value !== '');
}

/** The words of a value that may be an object with a name, or a list of them. */
function plain(value) {
  if (Array.isArray(value)) return value.map(plain).filter((one) => typeof one === 'string').join(', ') || null;
  if (value && typeof value === 'object') return value.name ?? value.title ?? value.rendered ?? null;
  return value ?? null;
}
