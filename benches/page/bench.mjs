/**
 * How fast the page's own module reads, beside wink-nlp, compromise and chrono-node, in one run of Chromium.
 * Run by `cargo xtask bench --page`: SITREP_URL is the served page, SITREP_CHROMIUM the browser. Prints ratios; they, not
 * the times, can be compared between machines.
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { build } from 'esbuild';

const ARTICLES = new URL('../../tests/articles/', import.meta.url);
const RESULT = new URL('../../target/bench-page.json', import.meta.url);
const QUIET = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'];

const articles = readdirSync(ARTICLES).filter((name) => name.endsWith('.txt')).sort().map((name) => readFileSync(new URL(name, ARTICLES), 'utf8'));
const repeated = (size) => Array.from({ length: Math.ceil(size / articles.join('\n\n').length) }, () => articles.join('\n\n')).join('\n\n').slice(0, size);
/** The article with its paragraphs in another order. */
const turned = (text, by) => { const all = text.split('\n\n'); return all.map((_, at) => all[(at + by) % all.length]).join('\n\n'); };
const TEXTS = {
  'an article of 3 kB': { texts: [repeated(3000)], turns: 300 },
  '300 kB, by article': { texts: Array.from({ length: 100 }, () => repeated(3000)).map((text, at) => turned(text, at)), turns: 5 },
  '1 MB in one string': { texts: [repeated(1_000_000)], turns: 3 },
};

const bundled = await build({ entryPoints: [new URL('./peers.js', import.meta.url).pathname], bundle: true, write: false, format: 'iife', minify: true, logLevel: 'error' });
const browser = await chromium.launch({ executablePath: process.env.SITREP_CHROMIUM ?? '/usr/bin/chromium', args: QUIET });
const page = await browser.newPage();
// A bare page of the same origin: the policy of the real one would refuse the peers.
await page.route('**/bench.html', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>bench</title>' }));
await page.goto(new URL('bench.html', process.env.SITREP_URL).href);
await page.addScriptTag({ content: bundled.outputFiles[0].text });
await page.evaluate(async () => {
  const glue = await import('/pkg/sitrep.js');
  const module = await WebAssembly.compile(await (await fetch('/pkg/sitrep_bg.wasm')).arrayBuffer());
  const memory = glue.initSync({ module });
  for (const name of ['names', 'places']) glue.loadPack(new Uint8Array(await (await fetch(`/pkg/${name}.pack`)).arrayBuffer()));
  globalThis.readers = { sitrep: (text) => glue.analyze(text, { date: '2024-05-08' }).mentions.length, ...globalThis.peers };
  globalThis.wasmMemory = memory.memory;
});

/** The quickest turn of each reader over the texts, in turns, so that a busy machine disturbs all alike; and the middle one. */
const measure = ({ texts, turns, only }) => page.evaluate(({ texts, turns, only }) => {
  const times = {};
  for (const [name, read] of Object.entries(globalThis.readers)) if (!only || only.includes(name)) times[name] = { read, all: [] };
  for (let turn = 0; turn < turns; turn++) {
    for (const { read, all } of Object.values(times)) {
      const began = performance.now();
      for (const text of texts) read(text);
      all.push(performance.now() - began);
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, { all }]) => {
    all.sort((a, b) => a - b);
    return [name, { best: all[0], middle: all[all.length >> 1] }];
  }));
}, { texts, turns, only });

const results = {};
for (const [name, work] of Object.entries(TEXTS)) {
  const times = await measure(work);
  const bytes = work.texts.reduce((sum, text) => sum + new TextEncoder().encode(text).length, 0);
  results[name] = { bytes, times };
  console.log(`\n${name} (${bytes} bytes)`);
  for (const [reader, { best, middle }] of Object.entries(times)) {
    console.log(`  ${reader.padEnd(12)} best ${best.toFixed(2).padStart(9)} ms   middle ${middle.toFixed(2).padStart(9)} ms   ${(bytes / best / 1000).toFixed(2).padStart(7)} MB/s   sitrep takes ${(times.sitrep.best / best).toFixed(2)} times as long`);
  }
}
const memory = await page.evaluate(() => globalThis.wasmMemory.buffer.byteLength);
console.log(`\nmemory of the module at the end: ${(memory / 1e6).toFixed(1)} MB`);
writeFileSync(RESULT, JSON.stringify({ results, memory }, null, 1));
await browser.close();
