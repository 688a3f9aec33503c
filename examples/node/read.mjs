import { readFile } from 'node:fs/promises';
import { createAnalyzer } from 'sitrep-analyzer';

const analyzer = await createAnalyzer();
await analyzer.complete;
const report = await analyzer.analyze(await readFile(process.argv[2], 'utf8'), { date: process.argv[3] });
console.log(report.summary.sentence);
console.log(await analyzer.exportAs('acled', JSON.stringify(report)));
