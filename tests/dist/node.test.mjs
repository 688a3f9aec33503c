/** The package in Node: on the thread that calls, from files. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mock, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { base, installed, run } from './install.mjs';
import './traps.js';

const { createAnalyzer } = await import(pathToFileURL(join(installed, 'index.js')).href);
const inline = await import(pathToFileURL(join(installed, 'inline.js')).href);
const STORY = 'Gunmen attacked an army post near Gao on Tuesday, killing at least 12 soldiers, the army said.';
const DATED = { date: '2024-05-08' };
const SAID = /At least 12 soldiers were killed/;

async function ready(create = createAnalyzer, settings = {}) {
  const analyzer = await create(settings);
  await analyzer.complete;
  return analyzer;
}

test('a script reads an article and writes a table', async () => {
  const said = await run(process.execPath, ['read.mjs', 'story.txt', '2024-05-08'], join(base, 'examples/node'));
  assert.match(said, SAID);
  assert.match(said, /^event_id_cnty,.*\n.*Gao/m);
});

test('in Node all packs and the exports are read from files', async () => {
  const analyzer = await ready();
  const report = await analyzer.analyze(STORY, DATED);
  assert.deepEqual([analyzer.thread, analyzer.missing, analyzer.exports, report.engine.gazetteer], ['page', [], true, 'full-1']);
});

test('the inline form gives the same report from inside itself', async () => {
  const places = await readFile(join(installed, 'places.pack'));
  const [one, other] = [await ready(), await ready(inline.createAnalyzer, { places })];
  assert.deepEqual(await other.analyze(STORY, DATED), await one.analyze(STORY, DATED));
  assert.equal((await (await ready(inline.createAnalyzer)).analyze(STORY, DATED)).engine.gazetteer, 'core-1');
});

test('files can lie elsewhere, and what is beside the module is found there', async () => {
  const report = await (await ready(createAnalyzer, { wasmUrl: pathToFileURL(join(installed, 'sitrep_bg.wasm')), exports: false, places: false })).analyze(STORY, DATED);
  assert.equal(report.engine.gazetteer, 'core-1');
  await assert.rejects(createAnalyzer({ wasmUrl: pathToFileURL(join(base, 'nothing.wasm')) }), { code: 'load_failed', message: /nothing\.wasm/ });
  await assert.rejects(createAnalyzer({ wasmUrl: './nothing.wasm' }), { code: 'bad_option', message: /wasmUrl/ });
});

test('after a trap the next call has a new instance with all that was given to the one before', async () => {
  const analyzer = await ready();
  const first = await analyzer.analyze(STORY, DATED);
  await analyzer.useWords('table\tid\tterm\ngroups\tmy-group\tThe Lanterns\n');
  await assert.rejects(analyzer.analyze('A TRAP.'), { code: 'panic' });
  const again = await analyzer.analyze(STORY, DATED);
  assert.match(again.engine.lexicon, /-own$/);
  assert.deepEqual({ ...again, engine: null }, { ...first, engine: null });
  assert.equal(again.engine.gazetteer, 'full-1');
  assert.match(await analyzer.exportAs('acled', JSON.stringify(again)), /Gao/);
});

test('analysers on one thread do not end one another', async () => {
  const [one, other] = [await ready(), await ready()];
  await assert.rejects(one.analyze('A TRAP.'), { code: 'panic' });
  assert.match((await other.analyze(STORY, DATED)).summary.sentence, SAID);
});

test('the memory a long text took is given back', async () => {
  const analyzer = await ready();
  const before = globalThis.instances.length;
  await analyzer.analyze(`${STORY}\n\n`.repeat(11_000));
  await collected(globalThis.instances.slice(before - 2));
  assert.match((await analyzer.analyze(STORY, DATED)).summary.sentence, SAID);
  assert.equal(globalThis.instances.length, before + 1);
});

test('after a minute without a call the memory is given back', async () => {
  const analyzer = await ready();
  mock.timers.enable({ apis: ['setTimeout'] });
  await analyzer.analyze(STORY, DATED);
  const [used] = globalThis.instances.slice(-2);
  mock.timers.tick(59_000);
  const before = globalThis.instances.length;
  await analyzer.analyze(STORY, DATED);
  assert.equal(globalThis.instances.length, before);
  mock.timers.tick(60_000);
  mock.timers.reset();
  await collected([used]);
  assert.match((await analyzer.analyze(STORY, DATED)).summary.sentence, SAID);
  assert.equal(globalThis.instances.length, before + 1);
});

/** Waits until one of the memories at least is gone. */
async function collected(memories) {
  for (let n = 0; n < 50; n += 1) {
    globalThis.gc();
    if (memories.some((memory) => !memory.deref())) return;
    await new Promise((resolve) => { setTimeout(resolve, 20); });
  }
  assert.fail('the memory is still held');
}

test('what is stopped before it begins is not read', async () => {
  const analyzer = await ready();
  await assert.rejects(analyzer.analyze(STORY, DATED, { signal: AbortSignal.abort() }), { name: 'AbortError' });
  assert.match((await analyzer.analyze(STORY, DATED)).summary.sentence, SAID);
});
