import { createAnalyzer } from 'sitrep-analyzer';

const analyzer = await createAnalyzer();
await analyzer.complete;
const field = document.getElementById('text');
field.addEventListener('input', async () => {
  const report = await analyzer.analyze(field.value, { date: '2024-05-08' });
  document.getElementById('said').textContent = report.summary.sentence;
});
field.dataset.thread = analyzer.thread;
field.disabled = false;
