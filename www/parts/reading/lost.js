/**
 * What lost against a fact: other readings of its words, and other figures for the same people, as far as the report
 * says. What the panel shows already (runner-up of a type, candidates of a place, what a figure overlaps with) is left out.
 */
import { claimWords, sourceWords } from '../../words.js';

/** Lines {text, spans} for the object `ref`. */
export function lost(index, words, ref) {
  const type = index.typeOf(ref);
  return [...(type === 'claim' ? otherFigures(index, words, ref) : []), ...(type === 'rejected' ? [] : otherReadings(index, words, ref))];
}

/** Figures of which the report says how they stand to this one. */
function otherFigures(index, words, ref) {
  const others = (index.report.casualty_claims ?? []).filter((claim) => claim.id !== ref && claim.relation && claim.not_additive_with?.includes(ref));
  return others.map((claim) => ({
    text: words.t(`lost.${claim.relation}`, { what: claimWords(words, claim), source: sourceWords(words, index, claim) }), spans: index.spansOf(claim.id),
  }));
}

/** Numbers inside the same words that were looked at and not counted. */
function otherReadings(index, words, ref) {
  const spans = index.spansOf(ref);
  const overlaps = (one) => spans.some((span) => one.start < span.end && one.end > span.start);
  return (index.report.not_casualties ?? []).filter(overlaps).map((one) => ({ text: words.t('lost.number', { text: one.text, reason: words.code('reason', one.reason) }), spans: [one] }));
}
