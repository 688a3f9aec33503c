/**
 * Puts codes of the Report into plain English. Takes report objects, gives strings; every word comes from the table
 * in strings/. Nothing is added that the report does not hold: what is null becomes "not stated".
 */

/** From this length on a text is called long. */
export const SOFT_LIMIT = 200_000;

/** The string table with `t(key, values)`; an unknown code is shown as its own words, underscores as spaces. */
export function makeWords(table, locale = table.lang) {
  const number = new Intl.NumberFormat(locale);
  const t = (key, values = {}) => fill(table[pluralKey(table, key, values)] ?? fallback(key), values, number);
  const words = { t, add: (more) => Object.assign(table, more), has: (key) => key in table, number: (value) => number.format(value) };
  words.code = (group, code) => (code === null || code === undefined ? t('not_stated') : t(`${group}.${code}`));
  words.list = (parts) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(parts);
  words.date = (iso) => dateWords(iso, locale, t);
  return words;
}

function pluralKey(table, key, values) {
  const form = values.n === 1 ? `${key}.one` : `${key}.other`;
  return 'n' in values && form in table ? form : key;
}

function fallback(key) {
  return key.slice(key.lastIndexOf('.') + 1).replaceAll('_', ' ');
}

function fill(template, values, number) {
  return template.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = values[name];
    if (typeof value === 'number') return number.format(value);
    return value ?? whole;
  });
}

/** "1 July 2025" from 2025-07-01, "2 June, year not stated" from --06-02; other forms as they are. */
function dateWords(iso, locale, t) {
  const full = /^(\d{4})-(\d\d)(?:-(\d\d))?$/.exec(iso ?? '');
  const partial = /^--(\d\d)-(\d\d)$/.exec(iso ?? '');
  if (partial) return t('date.no_year', { date: formatDate(locale, [2000, partial[1], partial[2]], { day: 'numeric', month: 'long' }) });
  if (full?.[3]) return formatDate(locale, full.slice(1), { day: 'numeric', month: 'long', year: 'numeric' });
  if (full) return formatDate(locale, [full[1], full[2], 1], { month: 'long', year: 'numeric' });
  return iso ?? null;
}

function formatDate(locale, [year, month, day], style) {
  return new Intl.DateTimeFormat(locale, { ...style, timeZone: 'UTC' }).format(Date.UTC(year, month - 1, day));
}

/** The figure with its qualifier in words: "at least 12", "between 3 and 5", "“dozens” (vague)". */
export function figureWords(words, figure) {
  const { low, high, best, qualifier, text } = figure ?? {};
  const n = best ?? low ?? high;
  if (qualifier === 'indeterminate' || n === null || n === undefined) return text ? words.t('figure.quoted', { text }) : '';
  if (qualifier === 'range' && low !== null && high !== null) return words.t('figure.range', { low, high });
  if (qualifier === 'vague') return words.t('figure.vague', { text: text ?? words.number(n) });
  return words.has(`figure.${qualifier}`) ? words.t(`figure.${qualifier}`, { number: n }) : (text ?? words.number(n));
}

/** One casualty claim as a short statement: "more than 80 militants “neutralised”". */
export function claimWords(words, claim) {
  const outcome = outcomeWords(words, claim);
  const victims = [claim.unit ? words.code('unit', claim.unit) : null, claim.victim?.text, outcome].filter(Boolean).join(' ');
  if (hasNumber(claim.figure)) return [figureWords(words, claim.figure), victims].filter(Boolean).join(' ');
  const text = claim.term ?? claim.figure?.text;
  return text ? words.t('claim.no_number_text', { said: victims, text }) : words.t('claim.no_number', { said: victims });
}

function hasNumber(figure) {
  return (figure?.best ?? figure?.low ?? figure?.high ?? null) !== null;
}

function outcomeWords(words, claim) {
  const outcome = claim.basis === 'bodies_found' ? words.t('outcome.found_dead') : words.code('outcome', claim.outcome);
  return claim.scare_quoted ? words.t('figure.quoted', { text: claim.term ?? outcome }) : outcome;
}

/** Who says so, in one phrase. */
export function sourceWords(words, index, claim) {
  const chain = (claim.attribution_chain ?? []).map(index.nameOf).filter(Boolean);
  if (chain.length > 1) return words.t('source.chain', { first: chain[0], rest: chain.slice(1).join(' → ') });
  const name = index.nameOf(claim.attributed_to);
  return name ? words.t('source.named', { name }) : words.t('source.article');
}

/** Cautions that go with a claim, each once, in a fixed order. */
export function claimFlags(claim) {
  const flags = [];
  if (claim.source_is_party) flags.push('source_is_party');
  if (claim.verification === 'unverified') flags.push('unverified');
  if (claim.hedged) flags.push('hedged');
  if (claim.polarity === 'negated' || claim.polarity === 'denied') flags.push(claim.polarity);
  if (claim.outcome === 'neutralised') flags.push('neutralised_ambiguous');
  if (claim.figure?.qualifier === 'vague') flags.push('vague');
  for (const key of ['derived', 'perpetrator']) if (claim[key]) flags.push(key);
  if (claim.basis === 'bodies_found') flags.push('bodies_found');
  if (['conflicts_with', 'supersedes', 'subset_of', 'same_as'].includes(claim.relation)) flags.push(claim.relation);
  if (['superseded', 'cumulative', 'hypothetical', 'background'].includes(claim.status)) flags.push(`status_${claim.status}`);
  return flags;
}

/** A date as resolved, or null when the article and the reader have not given enough. */
export function resolvedDate(words, date) {
  const value = date?.value ?? {};
  if (value.iso8601) return null;
  const start = words.date(value.start);
  const end = words.date(value.end);
  if (!start || String(value.start).startsWith('--')) return null;
  return end && end !== start ? words.t('date.range', { start, end }) : start;
}

/** The best that can be said of a date: resolved, or as written with what is missing. */
export function dateLine(words, date) {
  const resolved = resolvedDate(words, date);
  return resolved ? words.t('date.resolved', { date: resolved, text: date.text }) : words.t('figure.quoted', { text: date.text });
}

/** The country's name as the data tables have it, else its code. */
export function countryName(index, code) {
  return code ? (index.countries.get(code) ?? code) : null;
}

/** What a reading found, in one sentence; `phase` is `done` or `nothing`. */
export function statusWords({ t }, phase, { events, casualty_claims: claims, warnings }, characters, ms) {
  const counts = { events: t('count.events', { n: events.length }), claims: t('count.claims', { n: claims.length }), warnings: t('count.warnings', { n: warnings.length }) };
  return t(`status.${phase}`, { characters, ms: Math.max(1, Math.round(ms)), ...counts }) + (characters > SOFT_LIMIT ? ` ${t('status.long')}` : '');
}
