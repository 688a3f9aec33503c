/** Small helpers that parts share and the first view does not need. */
import { el } from '../dom.js';

/** Formats that the module of the exports writes, and the ending of their files. */
export const FORMATS = { acled: 'csv', ucdp: 'csv', gtd: 'csv', plover: 'jsonl', geojson: 'geojson', markdown: 'md' };
/** What a spreadsheet would take for a formula; a plain number is none. */
const FORMULA = /^[=+\-@\t\r]/;
const NUMBER = /^-?\d+(?:\.\d+)?$/;

/** Makes an SVG element; attributes and text only, as in dom.js. */
export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null && value !== undefined) node.setAttribute(name, String(value));
  node.append(...children.flat(3).filter(Boolean));
  return node;
}

/** Offers `blob` to the reader as a file, without any request. */
export function download(blob, name) {
  const url = URL.createObjectURL(blob);
  el('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** A setting that this browser was asked to keep, or null. */
export function stored(name) {
  try { return localStorage.getItem(name); } catch { return null; }
}

/** Keeps a setting in this browser, or with null takes it away; false where storage is off: it lasts for this visit then. */
export function store(name, value) {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
    return true;
  } catch {
    return false;
  }
}

/** Gives the browser a turn. */
export function turn() {
  return new Promise((resolve) => { setTimeout(resolve); });
}

/** The same promise, but rejected as soon as `signal` is given; what is under way goes on to its end unheard. */
export function stoppable(promise, signal) {
  return Promise.race([promise, new Promise((_, reject) => { signal.addEventListener('abort', () => reject(signal.reason)); })]);
}

/** The text of a cell, which no spreadsheet takes for a formula. */
export function cellText(text) {
  return FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}
