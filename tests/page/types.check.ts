/** Holds a real report against the hand-written types; `types.mjs` writes `types.report.ts` from the built program first. */
import type { Analyzer, Report, SitrepModule } from '../../www/sitrep.js';
import { reports } from './types.report.js';

const checked: Report[] = reports;

/** The names of the types are used as a host page would use them. */
export async function useTypes(analyzer: Analyzer, module: SitrepModule): Promise<string | null> {
  const report: Report = await analyzer.analyze('text', { date: '2025-07-01', offsets: 'utf16' });
  const first = report.casualty_claims[0] ?? checked[0]?.casualty_claims[0];
  // @ts-expect-error an outcome that is not in the list must be refused
  first.outcome = 'vanished';
  return first?.figure.text ?? module.entry('harm_verbs:kill')?.term ?? null;
}
