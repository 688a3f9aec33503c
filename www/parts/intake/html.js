/**
 * The article in a web page. Takes HTML, gives its text and what the page says of it; the page is parsed as a document of
 * its own that is never shown, and only text is taken out of it.
 *
 * Long pages are read in pieces and whole, menus and all: finding the article in them would hold the page.
 */
import { detached } from '../../client.js';
import { filled, runInSlices } from '../../dom.js';
import { Readability } from '../../vendor/readability.js';
import { clean, dayOf, personName, webAddress } from './about.js';

/** More HTML than this, without scripts and styles, is taken in pieces of about this length. */
const MOST_AT_ONCE = 300_000;
/** Where a page says what it is. */
const HEAD = 30_000;
const PIECE = 150_000;
/** An article that is shorter than this share of the page's text is more likely a teaser of it. */
const LEAST_SHARE = 0.1;
const LEAST = 140;
/** What is left out with all that is in it, what holds text alone, comments of every kind, and any other tag. */
const TAG = /<(?:(script|style|iframe|noembed|noframes|svg|math|noscript|template|object)|(title|textarea|xmp|plaintext)|base)(?![^\t\n\f\r />])|<!--|<[!?]|<\/(?![a-z])|<\/?[a-z]/gi;
/** Of what is left out, that which goes on to the end of the page where it is not closed. */
const ENDLESS = new Set(['script', 'style', 'iframe', 'noembed', 'noframes', '--', '']);
/** How text that stands in a tag of its own is shown. */
const PLAIN = { xmp: ['<pre>', '</pre>'], plaintext: ['<pre>', '</pre>'] };
const CLOSING = /<\/[^<]*>$/;
/** Attributes that would have an effect, which the policy of this page forbids and reports, and broken ones, which could swallow others. */
const ACTIVE = /^(?:on.*|srcdoc|style)$|["'<=]/is;
/** The parts of a tag as browsers tell them apart. */
const [BARE_NAME, SPACE, NAME, EQUALS, BARE] = [/[^\t\n\f\r />]*/y, /[\t\n\f\r /]*/y, /=?[^\t\n\f\r />=]*/y, /[\t\n\f\r ]*=[\t\n\f\r ]*(["']?)/y, /[^\t\n\f\r >]*/y];
const BLOCKS = new Set(('ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CAPTION CENTER DD DETAILS DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HGROUP HR LI MAIN NAV OL P PRE '
  + 'SECTION SUMMARY TABLE TBODY TFOOT THEAD TR UL').split(' '));
const SILENT = new Set('SCRIPT STYLE NOSCRIPT TEMPLATE SVG IFRAME OBJECT HEAD BUTTON SELECT TEXTAREA AUDIO VIDEO CANVAS MATH'.split(' '));
const AROUND = 'body :is(nav, footer, aside, form, [role=navigation], [role=banner], [role=contentinfo], [role=complementary]), body > header';
const DATES = 'meta[property="article:published_time"], meta[name=date], meta[name=pubdate], meta[name="publish-date"], meta[name="DC.date.issued" i], meta[name="dc.date" i], meta[name="parsely-pub-date"], meta[itemprop=datePublished], time[itemprop=datePublished], time[pubdate]';

/** True when a copied piece of HTML is a page with more than the article, to judge by what stands in pages alone. */
export function looksLikePage(html) {
  return /<nav[\s>]|<footer[\s>]|role=["']?(?:navigation|contentinfo)|<meta[^>]{0,200}property=["']?(?:og|article):|application\/ld\+json|<title[^>]{0,200}>\s*[^\s<]/i.test(html);
}

/** True when a plain text is the source of a page. */
export function looksLikeSource(text) {
  return /^\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!doctype html|<html[\s>])/i.test(text.slice(0, 1000));
}

/** {text, about, date, cut, whole} of a page; `cut` is true where matter around the article was left out, and `whole()` gives it all. */
export async function articleInPage(html, signal) {
  const slim = await runInSlices(slimming(html), signal);
  if (slim.length > MOST_AT_ONCE) return { ...headOf(detached(slim.slice(0, HEAD))), text: await runInSlices(inPieces(slim), signal), cut: false };
  const { given, found } = await runInSlices(reading(slim), signal);
  const whole = () => textOf(detached(slim).body);
  if (found) return { text: withTitle(found.text, found.title), about: filled({ ...given.about, ...found.about }), date: found.date ?? given.date, cut: true, whole };
  return { ...withoutFrame(slim), about: given.about, date: given.date, whole };
}

/** A page in which no article is found: all but menus and the like, or all of it where that leaves next to nothing. */
function withoutFrame(html) {
  const page = detached(html);
  const all = textOf(page.body);
  const around = page.querySelectorAll(AROUND);
  around.forEach((node) => node.remove());
  const text = around.length ? textOf(page.body) : all;
  return text.length < LEAST ? { text: all, cut: false } : { text, cut: text.length < all.length };
}

/** The text of a piece of rich text, with a line for each paragraph. */
export async function textOfRich(html, signal) {
  const slim = await runInSlices(slimming(html), signal);
  return runInSlices(inPieces(slim), signal);
}

/** Leaves out what is no text or does something; the data about the article that stands in a script stays. */
function* slimming(html) {
  const kept = [];
  const missing = new Set();
  let from = 0;
  TAG.lastIndex = 0;
  for (let opened = TAG.exec(html); opened; opened = TAG.exec(html)) {
    const at = opened.index;
    const { end, text } = /^<(?:[!?]|\/$)/.test(opened[0]) ? comment(html, opened, missing) : inTag(html, opened, missing);
    kept.push(html.slice(from, at), text);
    from = end;
    yield;
    TAG.lastIndex = end;
  }
  return kept.join('') + html.slice(from);
}

/** Comments, and what browsers take for one; the name of the kind of page stays. */
function comment(html, { 0: open, index: at }, missing) {
  const { end, text } = dropped(html, at + 2, open === '<!--' ? '--' : '', missing);
  return { end, text: /^<!doctype/i.test(html.slice(at, at + 9)) ? html.slice(at, end) : text };
}

/** What stays of the tag found, and of what is in it where that is not looked into; behind a tag that never ends there is nothing to a browser. */
function inTag(html, { 0: open, 1: silent, 2: plain, index: start }, missing) {
  const tag = passiveTag(html, start);
  if (!tag) return { end: html.length, text: '' };
  const name = (silent ?? plain)?.toLowerCase();
  if (!name) return open.toLowerCase() === '<base' ? { end: tag.end, text: ' ' } : tag;
  const data = isData(html, start, name);
  if (silent && !data) return dropped(html, tag.end, name, missing);
  const closed = endOf(html, tag.end, name, missing);
  const end = closed < 0 ? html.length : closed;
  const [first, last] = PLAIN[name] ?? [tag.text, `</${name}>`];
  return { end, text: first + inert(html.slice(tag.end, end).replace(CLOSING, ''), name) + last };
}

/** What stands in a tag that holds text alone, so that it is text wherever it comes to stand. */
function inert(text, name) {
  if (name === 'script') return text.replaceAll('<', '\\u003c');
  return (name === 'title' || name === 'textarea' ? text : text.replaceAll('&', '&amp;')).replaceAll('<', '&lt;');
}

function isData(html, at, name) {
  return name === 'script' && /^<script[^>]*application\/ld\+json/i.test(html.slice(at, at + 300));
}

/** Left out with all that is in it; what has no end without it, unless a browser would see nothing but it from here on. */
function dropped(html, from, name, missing) {
  const end = endOf(html, from, name, missing);
  return { end: end < 0 ? (ENDLESS.has(name) ? html.length : from) : end, text: ' ' };
}

/** Where an element ends; -1 where it never does, which is remembered, so that nobody looks twice. */
function endOf(html, from, name, missing) {
  if (missing.has(name)) return -1;
  const close = { '': />/g, '--': /--!?>/g }[name] ?? new RegExp(`</${name}(?![^\\t\\n\\f\\r />])[^>]*>`, 'gi');
  close.lastIndex = from;
  if (close.test(html)) return close.lastIndex;
  missing.add(name);
  return -1;
}

/** A tag without what would have an effect, and where it ends; null where it never does. */
function passiveTag(html, start) {
  const named = html[start + 1] === '/' ? start + 2 : start + 1;
  let at = named + matched(BARE_NAME, html, named).length;
  const kept = [html.slice(start, at)];
  for (;;) {
    at += matched(SPACE, html, at).length;
    if (at >= html.length) return null;
    if (html[at] === '>') return { end: at + 1, text: `${kept.join(' ')}>` };
    const begun = at;
    const name = matched(NAME, html, at);
    at = endOfValue(html, at + name.length);
    if (at < 0) return null;
    if (!ACTIVE.test(name)) kept.push(html.slice(begun, at));
    else if (/display\s*:\s*none|visibility\s*:\s*hidden/i.test(html.slice(begun, at))) kept.push('hidden');
  }
}

/** Where the value of an attribute ends whose name ends at `from`; there, if it has none, and -1 if it has no end. */
function endOfValue(html, from) {
  EQUALS.lastIndex = from;
  const equals = EQUALS.exec(html);
  if (!equals) return from;
  const at = from + equals[0].length;
  if (!equals[1]) return at + matched(BARE, html, at).length;
  return html.indexOf(equals[1], at) + 1 || -1;
}

function matched(sticky, text, at) {
  sticky.lastIndex = at;
  return sticky.exec(text)[0];
}

/** Text of a long page, cut where a paragraph ends. */
function* inPieces(html) {
  const texts = [];
  for (let from = 0; from < html.length;) {
    const end = /<\/(?:p|div|li|tr|h\d)\s*>/gi;
    end.lastIndex = Math.min(html.length, from + PIECE);
    const to = end.test(html) ? end.lastIndex : html.length;
    texts.push(textOf(detached(html.slice(from, to)).body));
    from = to;
    yield;
  }
  return texts.filter(Boolean).join('\n\n');
}

/** What the head of a page gives, and what the library finds: null where it finds no article. */
function* reading(html) {
  const page = detached(html);
  const given = headOf(page);
  const all = page.body.textContent.replace(/\s+/g, ' ').length;
  withoutMarkup(page.body);
  yield;
  const found = new Readability(page, { serializer: (node) => node, charThreshold: LEAST }).parse();
  yield;
  const text = found?.content ? textOf(found.content) : '';
  if (text.length < LEAST || text.length < all * LEAST_SHARE) return { given, found: null };
  const about = filled({ title: clean(found.title), publisher: clean(found.siteName), author: personName(found.byline) });
  return { given, found: { text, title: about.title, date: dayOf(found.publishedTime), about } };
}

/**
 * The library keeps a copy of the page's body as markup and puts it back for a second try. Here the copy is made of nodes,
 * so that no text ever becomes markup again.
 */
function withoutMarkup(body) {
  let copy = [];
  Object.defineProperty(body, 'innerHTML', {
    get() { copy = [...body.cloneNode(true).childNodes]; return ''; },
    set() { body.replaceChildren(...copy.map((node) => node.cloneNode(true))); },
  });
}

/** What the head of a page says of the article, where the library does not look. */
function headOf(page) {
  const meta = (name) => page.querySelector(`meta[property="${name}"], meta[name="${name}"]`)?.getAttribute('content');
  const dates = [...page.querySelectorAll(DATES)].map((node) => dayOf(node.getAttribute('content') ?? node.getAttribute('datetime')));
  const url = webAddress(page.querySelector('link[rel=canonical]')?.getAttribute('href')) ?? webAddress(meta('og:url'));
  const title = clean(meta('og:title')) ?? clean(page.querySelector('title')?.textContent);
  return { date: dates.find(Boolean) ?? null, about: filled({ title, publisher: clean(meta('og:site_name')), author: personName(meta('author')), url }) };
}

/** The headline belongs to the article, also where a page shows it elsewhere. */
function withTitle(text, title) {
  const plain = (words) => words.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
  if (!title || plain(text.slice(0, title.length * 2 + 100)).includes(plain(title))) return text;
  return `${title}\n\n${text}`;
}

/** The text below a node as a reader sees it: paragraphs apart, line breaks kept, other space made one. */
export function textOf(root) {
  const parts = [];
  let node = root.firstChild;
  while (node) {
    const inside = node.nodeType === Node.ELEMENT_NODE && !isSilent(node) ? node.firstChild : null;
    enter(node, parts);
    if (inside) {
      node = inside;
      continue;
    }
    leave(node, parts);
    while (node && node !== root && !node.nextSibling) {
      node = node.parentNode;
      if (node !== root) leave(node, parts);
    }
    node = node === root ? null : node?.nextSibling;
  }
  return tidy(parts.join(''));
}

function isSilent(node) {
  return SILENT.has(node.tagName.toUpperCase()) || node.hasAttribute('hidden') || node.getAttribute('aria-hidden') === 'true';
}

/** Paragraphs are parted by U+2029 and lines by U+2028 until all other space is made one. */
function enter(node, parts) {
  if (node.nodeType === Node.TEXT_NODE) parts.push(node.data.replace(/[ \t\r\n\f\u2028\u2029]+/g, ' '));
  else if (node.nodeType === Node.ELEMENT_NODE) mark(node, parts);
}

function leave(node, parts) {
  if (node?.nodeType !== Node.ELEMENT_NODE) return;
  if (BLOCKS.has(node.tagName)) parts.push('\u2029');
  else if (node.tagName === 'TD' || node.tagName === 'TH') parts.push(' ');
}

function mark(node, parts) {
  if (BLOCKS.has(node.tagName)) parts.push('\u2029');
  else if (node.tagName === 'BR') parts.push('\u2028');
}

function tidy(text) {
  const lines = (part) => part.replace(/ +/g, ' ').split('\u2028').map((line) => line.trim()).join('\n').trim();
  return text.split('\u2029').map(lines).filter(Boolean).join('\n\n');
}
