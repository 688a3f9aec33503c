/**
 * What is given of an article: title, publisher, author, date, address. Takes strings as pages, messages and records hold
 * them, gives clean ones, or null: a date that can be read in two ways is not read.
 */

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MOST = 400;
const OLDEST_YEAR = 1900;
/** Numbers of this size are seconds, larger ones milliseconds, since 1970. */
const SECONDS = [1e8, 1e10];

/** One line of text without surplus space, or null. */
export function clean(value) {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return null;
  return value.slice(0, MOST * 4).replace(/\s+/g, ' ').trim().slice(0, MOST) || null;
}

/** The day in a date as written there, YYYY-MM-DD: the publisher's own day, not that of another time zone. */
export function dayOf(value) {
  if (typeof value === 'number') return dayOfNumber(value);
  const text = clean(value)?.toLowerCase() ?? '';
  const iso = /^(\d{4})-?(\d\d)-?(\d\d)(?!\d)/.exec(text);
  if (iso) return day(iso[1], iso[2], iso[3]);
  const dayFirst = /(?:^|[^\d])(\d{1,2})(?:st|nd|rd|th)?[ -]+([a-z]{3,9})\.?,?[ -]+(\d{4})(?!\d)/.exec(text);
  if (dayFirst) return day(dayFirst[3], month(dayFirst[2]), dayFirst[1]);
  const monthFirst = /(?:^|[^a-z])([a-z]{3,9})\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})(?!\d)/.exec(text);
  if (monthFirst) return day(monthFirst[3], month(monthFirst[1]), monthFirst[2]);
  return null;
}

function dayOfNumber(value) {
  const ms = value >= SECONDS[0] && value < SECONDS[1] ? value * 1000 : value;
  return ms >= SECONDS[1] && ms < 1e13 ? new Date(ms).toISOString().slice(0, 10) : null;
}

function month(name) {
  return MONTHS.indexOf(name.slice(0, 3)) + 1;
}

function day(year, month, date) {
  const made = new Date(Date.UTC(Number(year), Number(month) - 1, Number(date)));
  if (Number(year) < OLDEST_YEAR || made.getUTCMonth() !== Number(month) - 1 || made.getUTCDate() !== Number(date)) return null;
  return made.toISOString().slice(0, 10);
}

/** An address of the web, or null. */
export function webAddress(value) {
  const text = clean(value);
  return text && /^https?:\/\/[^\s]+$/i.test(text) ? text : null;
}

/** "Ann Example" from "By Ann Example"; null for the address of a profile. */
export function personName(value) {
  const text = clean(value)?.replace(/^by:?\s+/i, '') || null;
  return text && !/^https?:/i.test(text) ? text : null;
}
