import { createAnalyzer } from './sitrep-analyzer/inline.js';

const analyzer = await createAnalyzer();
await analyzer.complete;
const field = document.getElementById('text');
field.addEventListener('input', async () => {
  const report = await analyzer.analyze(field.value);
  document.getElementById('said').textContent = report.summary.sentence;
});
field.disabled = false;
