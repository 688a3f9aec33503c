/**
 * The whole desk as one file: JSON with a version, an article to a line. Writing goes in steps, so that a large desk never
 * holds the page. Reading takes nothing on trust: every article is looked through, and what is wrong is told by its number,
 * its name and the field.
 */
import { MAX_LENGTH, codedError, wellFormed } from '../../client.js';
import { turn } from '../tools.js';
import { ABOUT, LONGEST_FIELD, sound } from './article.js';

const SCHEMA = 'sitrep.desk/1';
/** How the schema of a saved desk begins, in every version. */
export const FAMILY = 'sitrep.desk/';
const MOST_ARTICLES = 5000;
const LARGEST_FILE = 500_000_000;
const LONGEST_WORDS = 5_000_000;
const FACTS = ['headline', 'date', 'place', 'toll'];
const OPS = ['set', 'add', 'remove', 'confirm'];

/** The parts of a Blob, from heads and the body of each; lists of own words come once, after the articles that name them. */
export async function deskParts(heads, bodyOf, version, at) {
  const lists = new Map();
  const parts = [`{"schema":"${SCHEMA}","made":${JSON.stringify(at)},"by":${JSON.stringify(`sitrep ${version ?? ''}`.trim())},"articles":[`];
  for (const [n, head] of heads.entries()) {
    const body = await bodyOf(head.id);
    if (!body) continue;
    const { id, ...rest } = body;
    const facts = Object.fromEntries(FACTS.map((name) => [name, head[name] ?? null]));
    if (rest.words && !lists.has(rest.words)) lists.set(rest.words, `w${lists.size + 1}`);
    const words = lists.get(rest.words) ?? null;
    parts.push(new Blob([`${n ? ',' : ''}\n${JSON.stringify({ name: head.name, kept: head.kept, changed: head.changed, engine: head.engine, facts, ...rest, words })}`]));
  }
  parts.push(`\n],"words":${JSON.stringify(Object.fromEntries([...lists].map(([tsv, name]) => [name, tsv])))}}\n`);
  return parts;
}

/** {articles, problems} of a file; `problems` are [{code, values}] that name what was left out and why. */
export async function readDesk(file) {
  if (file.size > LARGEST_FILE) throw refused('desk_large', {});
  const made = parsed(await file.text());
  if (typeof made?.schema !== 'string' || !made.schema.startsWith(FAMILY)) throw refused('desk_other', {});
  if (made.schema !== SCHEMA) throw refused('desk_newer', { schema: made.schema });
  if (!Array.isArray(made.articles)) throw refused('desk_no_articles', {});
  if (made.articles.length > MOST_ARTICLES) throw refused('desk_many', { n: made.articles.length, limit: MOST_ARTICLES });
  const articles = [];
  const problems = [];
  for (const [at, item] of made.articles.entries()) {
    const wrong = faultOf(item, made.words);
    if (wrong) problems.push({ code: wrong.code, values: { n: at + 1, name: typeof item?.name === 'string' ? item.name.slice(0, 80) : '', ...wrong.values } });
    else articles.push(taken(item, made.words));
    if (at % 20 === 19) await turn();
  }
  return { articles, problems };
}

function refused(code, values) {
  return Object.assign(codedError(code, code), { values });
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw refused('desk_not_json', { message: error.message });
  }
}

/** What is wrong with an article of a file: {code, values}, or null. */
function faultOf(item, words) {
  if (!isObject(item)) return { code: 'no_object' };
  if (typeof item.text !== 'string' || !item.text.trim()) return { code: 'no_text' };
  if (item.text.length > MAX_LENGTH) return { code: 'long_text', values: { length: item.text.length, limit: MAX_LENGTH } };
  if (item.date && !isDate(item.date)) return { code: 'bad_date', values: { value: String(item.date).slice(0, 40) } };
  const field = wrongField(item, words);
  if (field) return { code: 'bad_field', values: { field } };
  const correction = (item.corrections ?? []).findIndex((one) => !isCorrection(one));
  return correction < 0 ? null : { code: 'bad_correction', values: { at: correction + 1 } };
}

/** The first field that is not of its kind. */
function wrongField(item, words) {
  const text = (value) => value === undefined || value === null || (typeof value === 'string' && value.length <= LONGEST_FIELD);
  for (const name of ['name', 'kept', 'changed', 'engine']) if (!text(item[name])) return name;
  for (const name of ['kept', 'changed']) if (item[name] && Number.isNaN(Date.parse(item[name]))) return name;
  for (const name of ['about', 'options', 'facts']) if (item[name] !== undefined && !isObject(item[name])) return name;
  for (const name of ABOUT) if (!text(item.about?.[name])) return `about.${name}`;
  for (const name of FACTS) if (!text(item.facts?.[name])) return `facts.${name}`;
  if (!isProfile(item.options?.profile)) return 'options.profile';
  if (item.words && !(isObject(words) && typeof words[item.words] === 'string' && words[item.words].length <= LONGEST_WORDS)) return 'words';
  return item.corrections === undefined || Array.isArray(item.corrections) ? null : 'corrections';
}

/** The name of a profile, or values of the reader's own. */
function isProfile(profile) {
  if (profile === undefined || typeof profile === 'string') return true;
  return isObject(profile) && Object.values(profile).every((value) => value === null || ['string', 'number'].includes(typeof value));
}

function isCorrection(one) {
  return isObject(one) && typeof one.path === 'string' && one.path.startsWith('/') && OPS.includes(one.op);
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isDate(value) {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  const time = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(value);
}

function taken(item, words) {
  return {
    body: sound({ ...item, text: wellFormed(item.text), words: item.words ? words[item.words] : '' }), name: item.name ?? '', kept: item.kept ?? null, changed: item.changed ?? null, engine: item.engine ?? null,
    facts: Object.fromEntries(FACTS.map((name) => [name, item.facts?.[name] ?? null])),
  };
}
