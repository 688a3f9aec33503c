/**
 * What the picture of the toll shows: for each outcome a panel, in it a block for each side, in it a row for what is
 * counted and one for each source that says something else. Takes the index of a report and the words, gives plain objects.
 *
 * A row is {kind, low, best, high, label, notes[], source, spans, depth}; `kind` is `counted`, `claim`, `vague`, `denied`,
 * `struck`, `withheld` or `silent`. Nothing is added up here: what is counted are the sums of the report.
 */
import { claimFlags, claimWords, sourceWords } from '../../words.js';

const DEATHS = new Set(['killed', 'neutralised']);
const BOUNDS = ['low', 'best', 'high'];
/** The block of figures that cover several sides. */
const ALL_SIDES = 'all';

/** Claims of the event that are looked at; the report of a whole year's text may hold thousands. */
const MOST_CLAIMS = 400;

/** The panels of the main event, [{key, blocks: [{side, rows}], most}], and how many claims are left out, `left`. */
export function tollPanels(index, words) {
  const event = index.mainEvent;
  if (!event) return { panels: [], left: 0 };
  const all = event.casualties ?? [];
  const claims = all.slice(0, MOST_CLAIMS).map(index.get).filter((claim) => claim && ['current', 'superseded'].includes(claim.status));
  const keys = [...new Set(['killed', ...claims.map(panelOf)])];
  const panels = keys.map((key) => panel({ index, words, event, key, claims: claims.filter((claim) => panelOf(claim) === key) })).filter((one) => one.blocks.length);
  return { panels, left: Math.max(0, all.length - MOST_CLAIMS) };
}

function panelOf(claim) {
  return DEATHS.has(claim.outcome) ? 'killed' : claim.outcome;
}

function panel(about) {
  const { index, key, claims } = about;
  const whole = wholes(claims);
  const toll = key === 'killed' ? (index.report.summary?.toll ?? []) : [];
  const sides = [...new Set([...(whole.size ? [ALL_SIDES] : []), ...toll.map((row) => row.side), ...claims.map((claim) => claim.side)])];
  const blocks = sides.map((side) => ({ side, rows: sideRows(about, side, toll, whole) })).filter((block) => block.rows.length);
  const most = Math.max(0, ...blocks.flatMap((block) => block.rows.flatMap((row) => BOUNDS.map((name) => row[name] ?? 0))));
  return { key, blocks, most };
}

/** The claims that are wholes of parts among another side, with those that say otherwise of the same people. */
function wholes(claims) {
  const byId = new Map(claims.map((claim) => [claim.id, claim]));
  const others = (claim) => (claim.not_additive_with ?? []).map((id) => byId.get(id)).filter(Boolean);
  const found = new Set();
  for (const part of claims.filter((claim) => claim.relation === 'subset_of')) others(part).filter((other) => other.side !== part.side).forEach((other) => found.add(other));
  for (const claim of claims) if (found.size && claim.relation !== 'subset_of' && others(claim).some((other) => found.has(other))) found.add(claim);
  return found;
}

function sideRows(about, side, toll, whole) {
  const said = about.claims.filter((claim) => (side === ALL_SIDES ? whole.has(claim) : claim.side === side && !whole.has(claim)));
  const rows = mergedRows(about, said);
  const counted = countedRow(about, side);
  if (counted && !(rows.length === 1 && sameFigures(rows[0], counted))) rows.unshift(counted);
  return [...rows, ...silentRows(about, toll.find((row) => row.side === side), rows)];
}

/** A row for each claim; one that repeats another's figure adds its source to it. */
function mergedRows(about, claims) {
  const rows = [];
  for (const claim of claims) {
    const row = claimRow(about, claim);
    const same = rows.find((other) => claim.relation === 'same_as' && claim.not_additive_with.some((id) => other.ids.includes(id)) && sameFigures(other, row));
    if (!same) rows.push(row);
    else Object.assign(same, { label: row.label.length > same.label.length ? row.label : same.label, ids: [...same.ids, claim.id], source: [...new Set([...same.source, ...row.source])], spans: [...same.spans, ...row.spans], notes: [...new Set([...same.notes, ...row.notes])] });
  }
  return rows.map((row) => ({ ...row, source: row.source.join('; ') }));
}

function claimRow({ index, words }, claim) {
  const figures = claim.coded ?? claim.figure ?? {};
  const notes = claimFlags(claim).filter((flag) => flag !== 'same_as').map((flag) => words.t(`flag.${flag}`));
  return { kind: claimKind(claim), ...bounds(figures), ids: [claim.id], label: claimWords(words, claim), notes: [...new Set(notes)], source: [sourceWords(words, index, claim)], spans: index.spansOf(claim.id), depth: claim.relation === 'subset_of' ? 1 : 0 };
}

function claimKind(claim) {
  if (claim.polarity === 'denied') return 'denied';
  if (claim.status === 'superseded') return 'struck';
  return claim.figure?.qualifier === 'vague' || claim.outcome === 'neutralised' ? 'vague' : 'claim';
}

function bounds({ low = null, best = null, high = null }) {
  return { low, best, high };
}

function sameFigures(one, other) {
  return BOUNDS.every((name) => one[name] === other[name]);
}

/** The sum of the report for a side, by its profile; null where it has none. */
function countedRow({ index, words, event, key }, side) {
  if (key !== 'killed') return null;
  const { by_side: sides = [], total } = event.fatalities ?? {};
  const row = side === ALL_SIDES ? total : sides.find((one) => one.side === side);
  if (!row || BOUNDS.every((name) => (row[name] ?? null) === null)) return null;
  const notes = (row.flags ?? []).map((flag) => words.t(`flag.${flag}`));
  return { kind: 'counted', ...bounds(row), ids: row.from ?? [], label: words.t('picture.toll.counted', { profile: index.report.engine?.profile ?? '' }), notes: [...new Set(notes)], source: '', spans: (row.from ?? []).flatMap(index.spansOf), depth: 0 };
}

/** What stands where a side has no figure: withheld, or not mentioned. */
function silentRows({ index, words }, row, others) {
  const withheld = (row?.undisclosed ?? []).map((id) => {
    const by = index.nameOf(index.get(id)?.by);
    return silence('withheld', words.t('toll.not_disclosed'), by ? words.t('toll.withheld_by', { name: by }) : '', index.spansOf(id), [id]);
  });
  if (withheld.length || others.length || !row) return withheld;
  return [silence('silent', row.text ?? words.t('not_stated'), '', [], [])];
}

function silence(kind, label, source, spans, ids) {
  return { kind, low: null, best: null, high: null, ids, label, notes: [], source, spans, depth: 0 };
}
