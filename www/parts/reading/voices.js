/**
 * Tells from a report which stretches of the article belong to the main event, to another event or to what is quoted.
 * Takes the drawn document and the index, gives the paragraphs with their voices and the ranges to tint.
 *
 * Nothing is guessed: a sentence has the standing of the events whose triggers, figures, statements, dates and places the
 * report ties to it. Where a sentence speaks of two, only the stretch with the facts of the earlier event is dimmed.
 * Quotations are what stands between double quotation marks.
 */

/** From here on only the rules beside the paragraphs are drawn: so many ranges would make the page slow. */
const MANY_MARKS = 2_000;
const QUOTED = /“[^”]*(?:”|$)|«[^»]*»|"[^"]*"/g;
const DIM = ['background', 'hypothetical'];
const STANDING = { background: 'background', cumulative: 'background', hypothetical: 'hypothetical' };

/** Step by step: {blocks: [{element, voices}], ranges: {quote, dim}, seen}. */
export function* tellApart(view, index) {
  const facts = yield* factsOf(index);
  const found = { blocks: [], ranges: { quote: [], dim: [] }, seen: new Set() };
  const few = view.marks.length <= MANY_MARKS;
  const segmenter = globalThis.Intl?.Segmenter ? new Intl.Segmenter('en', { granularity: 'sentence' }) : null;
  let at = 0;
  for (const block of view.blocks) {
    yield;
    while (at < facts.length && facts[at].end <= block.start) at += 1;
    const own = [];
    for (let n = at; n < facts.length && facts[n].start < block.end; n += 1) if (facts[n].end > block.start) own.push(facts[n]);
    const text = view.text.slice(block.start, block.end);
    const quotes = few ? [...text.matchAll(QUOTED)].filter(([words]) => words.length > 2) : [];
    const voices = new Set(own.filter((fact) => !fact.weak).map((fact) => fact.voice));
    if (voices.size) found.blocks.push({ element: block.element, voices: [...voices] });
    voices.forEach((voice) => found.seen.add(voice));
    if (quotes.length) found.seen.add('quote');
    if (!few) continue;
    for (const { index: start, 0: words } of quotes) add(view, found.ranges.quote, block.start + start, block.start + start + words.length);
    if (DIM.some((voice) => voices.has(voice))) for (const { start, end } of dimmed(sentences(segmenter, text, block, view.marks), own)) add(view, found.ranges.dim, start, end);
  }
  return found;
}

function add(view, list, start, end) {
  const range = view.rangeOf({ start, end });
  if (range) list.push(range);
}

/** The spans of a report that belong to an event, in text order: {start, end, voice, weak}; `weak` ones only widen a stretch. */
function* factsOf(index) {
  const { report } = index;
  const facts = [];
  const standing = (id) => index.get(id)?.status ?? null;
  const tie = (spans, voice, weak = false) => { if (voice) for (const { start, end } of spans ?? []) if (end > start) facts.push({ start, end, voice, weak }); };
  for (const event of report.events ?? []) {
    yield;
    tie(event.trigger, event.status);
    for (const id of event.places ?? []) tie(index.spansOf(id), event.status, true);
  }
  for (const date of report.dates ?? []) yield tie([date], standing(date.event), true);
  for (const claim of report.casualty_claims ?? []) yield tie(claim.evidence, STANDING[claim.status] ?? standing(claim.event));
  for (const list of [report.statements, report.undisclosed]) for (const one of list ?? []) yield tie(one.evidence, standing(one.event));
  return facts.sort((a, b) => a.start - b.start);
}

/** The sentences of a block; an end inside a mark, as in "Gen. Traoré", is none. */
function sentences(segmenter, text, block, marks) {
  if (!segmenter) return [{ start: block.start, end: block.end }];
  const starts = [...segmenter.segment(text)].map(({ index }) => block.start + index);
  const inside = marks.filter((mark) => mark.end > block.start && mark.start < block.end);
  const kept = starts.filter((start) => !inside.some((mark) => mark.start < start && start < mark.end));
  return kept.map((start, n) => ({ start, end: kept[n + 1] ?? block.end }));
}

/** What to dim: a whole sentence that has only such facts, or the stretch they cover if no other fact stands in it. */
function dimmed(all, facts) {
  return all.flatMap((sentence) => {
    const own = facts.filter((fact) => fact.start < sentence.end && fact.end > sentence.start);
    const dim = own.filter((fact) => DIM.includes(fact.voice));
    const other = own.filter((fact) => !DIM.includes(fact.voice));
    if (!dim.some((fact) => !fact.weak)) return [];
    if (!other.some((fact) => !fact.weak)) return [sentence];
    const start = Math.max(sentence.start, Math.min(...dim.map((fact) => fact.start)));
    const end = Math.min(sentence.end, Math.max(...dim.map((fact) => fact.end)));
    return other.some((fact) => fact.start < end && fact.end > start) ? [] : [{ start, end }];
  });
}
