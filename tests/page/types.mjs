/**
 * Writes `types.report.ts`: the reports of the example articles as literals typed `Report[]`, so that tsc refuses a wrong
 * value and a field the types do not know. Run it with the built program in SITREP_BIN (default: target/release/sitrep).
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const here = new URL('.', import.meta.url);
const root = new URL('../../', here);
const program = process.env.SITREP_BIN ?? new URL('target/release/sitrep', root).pathname;

const lines = ['ground-attack', 'bombing', 'football'].map((name) => {
  const example = JSON.parse(readFileSync(new URL(`www/examples/${name}.json`, root), 'utf8'));
  return JSON.stringify({ id: name, text: example.paragraphs.join('\n\n') });
});
const out = execFileSync(program, ['batch', '--offsets', 'utf16'], { input: `${lines.join('\n')}\n`, encoding: 'utf8' });
const reports = out.trim().split('\n').map((line) => JSON.parse(line).report);
if (reports.length !== lines.length || !reports[0]?.casualty_claims?.length) throw new Error('the program gave no casualty claims to check');
const source = `import type { Report } from '../../www/sitrep.js';\n\nexport const reports: Report[] = ${JSON.stringify(reports, null, 1)};\n`;
writeFileSync(new URL('types.report.ts', here), source);
