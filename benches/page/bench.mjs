/**
 * How fast the page's own module reads, in one run of Chromium: beside wink-nlp, compromise and chrono-node, and beside the
 * limit, a bare pass of tokens and look-ups over the same tables in a module of the same make. Also how long the first report
 * takes from navigation on, how much memory the module has then, and what handing a report over costs.
 *
 * Run by `cargo xtask bench --page`: SITREP_URL is the served page, SITREP_CHROMIUM the browser, SITREP_TEXTS the texts of the
 * native benchmark, SITREP_BENCH_MODULE the folder of the module with the bare pass, SITREP_RESULT the file to write. Ratios,
 * not times, can be compared between machines.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { build } from 'esbuild';

const { SITREP_URL, SITREP_CHROMIUM, SITREP_TEXTS, SITREP_BENCH_MODULE, SITREP_RESULT } = process.env;
const QUIET = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--enable-precise-memory-info'];
const DATE = '2024-05-08';
const COLD_RUNS = 9;

const TEXTS = JSON.parse(readFileSync(SITREP_TEXTS, 'utf8'));
const ARTICLE = TEXTS.find(({ name }) => name === 'an article of 3 kB').documents[0];

const bundle = async (name) => (await build({ entryPoints: [new URL(name, import.meta.url).pathname], bundle: true, write: false, format: 'iife', minify: true, logLevel: 'error' })).outputFiles[0].text;
const browser = await chromium.launch({ executablePath: SITREP_CHROMIUM, args: QUIET });

/** Pages of this origin without the policy of the real one, which would refuse the peers. */
const answers = {
  'bench.html': ['text/html', '<!doctype html><title>bench</title>'],
  'peers.js': ['text/javascript', await bundle('./peers.js')],
  'wink.js': ['text/javascript', await bundle('./wink.js')],
  'limit.js': ['text/javascript', readFileSync(join(SITREP_BENCH_MODULE, 'bench.js'), 'utf8')],
  'limit.wasm': ['application/wasm', readFileSync(join(SITREP_BENCH_MODULE, 'bench_bg.wasm'))],
  'cold-wink.html': ['text/html', '<!doctype html><title>cold</title><script src="/bench/wink.js"></script><script src="/bench/cold-wink.js"></script>'],
  'cold-wink.js': ['text/javascript', `globalThis.wink(${JSON.stringify(ARTICLE)}); globalThis.ready = performance.now();`],
  'cold-sitrep.html': ['text/html', '<!doctype html><title>cold</title><script type="module" src="/bench/cold-sitrep.js"></script>'],
  'cold-sitrep.js': ['text/javascript', `
    const bytes = async (name) => new Uint8Array(await (await fetch('/pkg/' + name)).arrayBuffer());
    const packs = ['names.pack', 'places-core.pack'].map(bytes);
    const glue = await import('/pkg/sitrep.js');
    const { memory } = glue.initSync({ module: await WebAssembly.compileStreaming(fetch('/pkg/sitrep_bg.wasm')) });
    for (const pack of packs) glue.loadPack(await pack);
    globalThis.mentions = glue.analyze(${JSON.stringify(ARTICLE)}, { date: '${DATE}' }).mentions.length;
    globalThis.ready = performance.now();
    globalThis.memory = memory.buffer.byteLength;`],
  'cold-floor.html': ['text/html', '<!doctype html><title>cold</title><script type="module" src="/bench/cold-floor.js"></script>'],
  'cold-floor.js': ['text/javascript', `
    const glue = await import('/pkg/sitrep.js');
    glue.initSync({ module: await WebAssembly.compileStreaming(fetch('/pkg/sitrep_bg.wasm')) });
    globalThis.ready = performance.now();`],
};

async function newPage() {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.route('**/bench/*', (route) => {
    const [contentType, body] = answers[route.request().url().split('/').at(-1)] ?? ['text/plain', ''];
    return route.fulfill({ contentType, body });
  });
  return page;
}

const address = (name) => new URL(`bench/${name}`, SITREP_URL).href;

/** Navigation to the first report: the quickest of some runs, each in a browser context of its own, in turns. */
async function cold() {
  const best = {};
  let memory = 0;
  for (let run = 0; run < COLD_RUNS; run++) {
    for (const who of ['sitrep', 'wink', 'floor']) {
      const page = await newPage();
      await page.goto(address(`cold-${who}.html`));
      const ready = await (await page.waitForFunction(() => globalThis.ready)).jsonValue();
      best[who] = Math.min(best[who] ?? Infinity, ready);
      if (who === 'sitrep') memory = await page.evaluate(() => globalThis.memory);
      await page.context().close();
    }
  }
  return { ...best, memory };
}

/** A page with all readers in it. */
async function pageOfReaders() {
  const page = await newPage();
  await page.goto(address('bench.html'));
  await page.addScriptTag({ url: address('peers.js') });
  await page.evaluate(async (DATE) => {
    const load = async (script, module) => {
      const glue = await import(script);
      const { memory } = glue.initSync({ module: await WebAssembly.compileStreaming(fetch(module)) });
      for (const name of ['names', 'places']) glue.loadPack(new Uint8Array(await (await fetch(`/pkg/${name}.pack`)).arrayBuffer()));
      return { ...glue, memory };
    };
    const [engine, limit] = [await load('/pkg/sitrep.js', '/pkg/sitrep_bg.wasm'), await load('/bench/limit.js', '/bench/limit.wasm')];
    globalThis.limit = limit;
    globalThis.wasmMemory = engine.memory;
    globalThis.readers = { sitrep: (text) => engine.analyze(text, { date: DATE }).mentions.length, limit: limit.bare, ...globalThis.peers };
  }, DATE);
  return page;
}

/** The quickest turn of each reader over the documents, in turns, so that a busy machine disturbs all alike; peers read what people paste. */
const measure = (page, documents, names) => page.evaluate(({ documents, names }) => {
  const best = {};
  const began = performance.now();
  // The clock of a page ticks in tenths of a millisecond: short texts are read several times at each turn.
  const times = Math.ceil(50_000 / documents.reduce((sum, text) => sum + text.length, 0));
  for (let turn = 0; turn < 3 || (turn < 200 && performance.now() - began < 4000); turn++) {
    for (const name of names) {
      const read = globalThis.readers[name];
      const start = performance.now();
      for (let time = 0; time < times; time++) for (const text of documents) read(text);
      best[name] = Math.min(best[name] ?? Infinity, (performance.now() - start) / times);
    }
  }
  return best;
}, { documents, names });

const first = await cold();
const ratios = {
  'cold start to wink-nlp': first.sitrep / first.wink,
  'cold start to a bare module': first.sitrep / first.floor,
  'memory after an article of 3 kB, MB': first.memory / 1e6,
};
console.log(`navigation to first report: sitrep ${first.sitrep.toFixed(0)} ms, wink-nlp ${first.wink.toFixed(0)} ms, the module without a report ${first.floor.toFixed(0)} ms`);

const page = await pageOfReaders();
const all = await page.evaluate(() => Object.keys(globalThis.readers));
const texts = {};
for (const { name, documents, hostile } of TEXTS) {
  const bytes = documents.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const times = await measure(page, documents, hostile ? ['sitrep', 'limit'] : all);
  texts[name] = { bytes, times };
  console.log(`\n${name} (${bytes} bytes)`);
  for (const [reader, best] of Object.entries(times)) {
    console.log(`  ${reader.padEnd(12)} ${best.toFixed(2).padStart(9)} ms ${(bytes / best / 1000).toFixed(2).padStart(8)} MB/s   sitrep takes ${(times.sitrep / best).toFixed(2)} times as long`);
  }
  ratios[`time to the limit, ${name}`] = times.sitrep / times.limit;
  if (!hostile) ratios[`time to wink-nlp, ${name}`] = times.sitrep / times['wink-nlp'];
}
const perByte = (name) => texts[name].times.sitrep / texts[name].bytes;
ratios['time per byte, 1 MB in one string to 1 MB by article'] = perByte('1 MB in one string') / perByte('1 MB by article');

const stages = await page.evaluate((text) => globalThis.limit.stages(text, 100), ARTICLE);
const spent = Object.values(stages).reduce((sum, time) => sum + time, 0);
console.log(`\nstages of an article of 3 kB: ${Object.entries(stages).map(([name, time]) => `${name} ${(100 * time / spent).toFixed(0)}%`).join(', ')}`);

/** What it costs to hand a report of at least 200 entities over. */
const handed = await page.evaluate((text) => {
  const paragraphs = text.split('\n\n');
  for (let size = 20; ; size += 5) {
    const kept = globalThis.limit.Kept.read(paragraphs.slice(0, size).join('\n\n'));
    if (kept.entities() >= 200 || size >= paragraphs.length) {
      let best = Infinity;
      for (let turn = 0; turn < 100; turn++) {
        const start = performance.now();
        kept.objects();
        best = Math.min(best, performance.now() - start);
      }
      return { entities: kept.entities(), micros: best * 1000 };
    }
  }
}, TEXTS.find(({ name }) => name === '1 MB in one string').documents[0]);
console.log(`a report of ${handed.entities} entities is handed over in ${handed.micros.toFixed(0)} microseconds`);
ratios['microseconds to hand over a report of 200 entities'] = handed.micros * 200 / handed.entities;

const memory = await page.evaluate(() => globalThis.wasmMemory.buffer.byteLength);
console.log(`memory of the module after all of it: ${(memory / 1e6).toFixed(1)} MB`);
writeFileSync(SITREP_RESULT, `${JSON.stringify({ ratios, first, texts, stages, handed, memory }, null, 1)}\n`);
await browser.close();
