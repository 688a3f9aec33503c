/** Worker and failure, in the browsers: what is as WEB.md says of them. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { open, serve } from './browsers.mjs';
import { base, installed } from './install.mjs';

const STORY = 'Gunmen attacked an army post near Gao on Tuesday, killing at least 12 soldiers, the army said.';
const EMPTY = { '/': '<!doctype html><title>empty</title><link rel="icon" href="data:,">' };

/** A page with nothing in it, and the server it came from. */
async function empty(browser, more = {}) {
  const server = await serve(base, { ...more, put: { ...EMPTY, ...more.put } });
  return { ...server, ...(await open(browser, server.address)) };
}

for (const browser of ['chromium', 'firefox']) {
  test(`after a trap in ${browser} what waits is refused, and the worker is another, without a request`, async () => {
    const worker = `${await readFile(new URL('./traps.js', import.meta.url), 'utf8')}\n${await readFile(join(installed, 'worker.js'), 'utf8')}`;
    const { page, asked, address } = await empty(browser, { put: { '/trapping.js': worker } });
    const outcome = page.evaluate(async ({ story, workerUrl }) => {
      const { createAnalyzer } = await import('/sitrep-analyzer/index.js');
      const analyzer = await createAnalyzer({ workerUrl });
      await analyzer.complete;
      globalThis.loaded = true;
      await new Promise((resolve) => { globalThis.go = resolve; });
      const settled = await Promise.allSettled([analyzer.analyze(story), analyzer.analyze('TRAP'), analyzer.analyze(story)]);
      const { summary } = await analyzer.analyze(story);
      return { codes: settled.map((one) => one.reason?.code ?? 'ok'), sentence: summary.sentence, thread: analyzer.thread };
    }, { story: STORY, workerUrl: `${address}trapping.js` });
    await page.waitForFunction(() => globalThis.loaded);
    const files = asked.length;
    await page.evaluate(() => globalThis.go());
    const { codes, sentence, thread } = await outcome;
    assert.deepEqual([codes[0], codes[1], thread], ['ok', 'panic', 'worker']);
    assert.ok(['panic', 'worker_died'].includes(codes[2]), codes[2]);
    assert.match(sentence, /At least 12 soldiers were killed/);
    assert.deepEqual(asked.slice(files), []);
    await page.close();
  });

  test(`a worker of another origin in ${browser} is replaced by the page's own thread, with a note`, async () => {
    const other = await serve(base, { headers: { 'access-control-allow-origin': '*' } });
    const { page } = await empty(browser);
    const outcome = await page.evaluate(async ({ story, workerUrl }) => {
      const { createAnalyzer } = await import('/sitrep-analyzer/index.js');
      const analyzer = await createAnalyzer({ workerUrl });
      return [analyzer.thread, analyzer.note, (await analyzer.analyze(story)).casualty_claims[0].figure.low];
    }, { story: STORY, workerUrl: `${other.address}sitrep-analyzer/worker.js` });
    assert.deepEqual(outcome, ['page', 'no_worker', 12]);
    await page.close();
  });

  test(`the whole package from another origin in ${browser} reads on the page's own thread`, async () => {
    const other = await serve(base, { headers: { 'access-control-allow-origin': '*' } });
    const { page } = await empty(browser);
    const outcome = await page.evaluate(async ({ story, from }) => {
      const { createAnalyzer } = await import(from);
      const analyzer = await createAnalyzer();
      await analyzer.complete;
      return [analyzer.thread, analyzer.note, analyzer.missing, (await analyzer.analyze(story)).engine.gazetteer];
    }, { story: STORY, from: `${other.address}sitrep-analyzer/index.js` });
    assert.deepEqual(outcome, ['page', 'no_worker', [], 'full-1']);
    await page.close();
  });

  test(`the inline form in ${browser} has a worker where that is asked for, and without a request`, async () => {
    const { page, asked } = await empty(browser);
    const outcome = await page.evaluate(async (story) => {
      const { createAnalyzer } = await import('/sitrep-analyzer/inline.js');
      const analyzer = await createAnalyzer({ worker: 'blob' });
      await analyzer.complete;
      return [analyzer.thread, analyzer.exports, (await analyzer.analyze(story)).casualty_claims[0].figure.low];
    }, STORY);
    assert.deepEqual(outcome, ['worker', true, 12]);
    assert.deepEqual(asked, ['/', '/sitrep-analyzer/inline.js']);
    await page.close();
  });

  test(`reading can be stopped in ${browser}, what waits behind it is read, and nothing is requested`, async () => {
    const { page, asked } = await empty(browser);
    await page.evaluate(async () => {
      const { createAnalyzer } = await import('/sitrep-analyzer/index.js');
      globalThis.analyzer = await createAnalyzer();
      await globalThis.analyzer.complete;
    });
    const files = asked.length;
    const outcome = await page.evaluate(async (story) => {
      const stop = new AbortController();
      const long = globalThis.analyzer.analyze(`${story}\n\n`.repeat(8_000), {}, { signal: stop.signal }).catch((error) => error.name);
      const waits = globalThis.analyzer.analyze(story);
      setTimeout(() => stop.abort(), 100);
      const low = (report) => report.casualty_claims[0].figure.low;
      const read = [await long, low(await waits), low(await globalThis.analyzer.analyze(story))];
      globalThis.analyzer.dispose();
      return [...read, await globalThis.analyzer.analyze(story).catch((error) => error.code)];
    }, STORY);
    assert.deepEqual(outcome, ['AbortError', 12, 12, 'disposed']);
    assert.deepEqual(asked.slice(files), []);
    await page.close();
  });

  test(`a policy that refuses the module in ${browser} is told from a file that is not there`, async () => {
    const headers = { 'content-security-policy': "script-src 'self'" };
    const refused = await empty(browser, { headers });
    const code = (page, settings) => page.evaluate(async (given) => {
      const { createAnalyzer } = await import('/sitrep-analyzer/index.js');
      return createAnalyzer(given).then(() => 'ok', (error) => error.code);
    }, settings);
    assert.equal(await code(refused.page, {}), 'wasm_blocked');
    await refused.page.close();
    const { page } = await empty(browser);
    assert.equal(await code(page, { wasmUrl: '/nothing.wasm' }), 'load_failed');
    await page.close();
  });

  test(`the element in one script in ${browser} has words, reasons, picture and table inside, and a worker where that is asked for`, async () => {
    const { page, asked, wrong } = await empty(browser);
    const outcome = await page.evaluate(async (story) => {
      const { SitrepAnalyzerElement } = await import('/sitrep-analyzer/define-inline.js');
      const element = document.body.appendChild(document.createElement('sitrep-analyzer'));
      const read = async () => {
        await element.ready;
        element.text = story;
        const { engine, casualty_claims: [claim] } = await element.analyze();
        return [engine.gazetteer, claim.figure.low];
      };
      const shown = (css) => element.shadowRoot.querySelector(css);
      const onPage = await read();
      shown('.toll .why-button').click();
      while (!shown('.why .reasons')?.textContent) await new Promise((done) => { setTimeout(done, 50); });
      const files = [(await element.exportAs('png')).type, (await element.exportAs('csv')).size > 100];
      const started = [];
      globalThis.Worker = class extends globalThis.Worker { constructor(url, options) { super(url, options); started.push(String(url).slice(0, 5)); } };
      element.worker = 'blob';
      return { onPage, files, inWorker: await read(), started, note: shown('.note').textContent, same: element instanceof SitrepAnalyzerElement };
    }, STORY);
    assert.deepEqual(outcome, {
      onPage: ['core-1', 12], files: ['image/png', true], inWorker: ['core-1', 12], started: ['blob:', 'blob:'],
      note: 'The larger places are known here; smaller ones stay without coordinates.', same: true,
    });
    assert.deepEqual(asked, ['/', '/sitrep-analyzer/define-inline.js']);
    assert.deepEqual(wrong, []);
    await page.close();
  });

  test(`the hash of a script in ${browser} lets it run, and none with a changed byte`, async () => {
    const hashes = JSON.parse(await readFile(join(installed, 'integrity.json'), 'utf8'));
    const script = await readFile(join(installed, 'define-inline.js'));
    const markup = `${EMPTY['/']}<script type="module" src="/sitrep-analyzer/define-inline.js" integrity="${hashes['define-inline.js']}" crossorigin="anonymous"></script><sitrep-analyzer></sitrep-analyzer>`;
    const sound = await empty(browser, { put: { '/': markup } });
    await sound.page.waitForFunction(() => customElements.get('sitrep-analyzer'));
    assert.equal(await sound.page.evaluate(async (story) => {
      const element = document.querySelector('sitrep-analyzer');
      element.text = story;
      return (await element.analyze()).casualty_claims[0].figure.low;
    }, STORY), 12);
    assert.deepEqual(sound.wrong, []);
    await sound.page.close();
    const changed = Buffer.from(script);
    changed[changed.length - 2] ^= 1;
    const refused = await empty(browser, { put: { '/': markup, '/sitrep-analyzer/define-inline.js': changed } });
    assert.ok(refused.asked.includes('/sitrep-analyzer/define-inline.js'));
    assert.equal(await refused.page.evaluate(() => customElements.get('sitrep-analyzer') === undefined), true);
    assert.match(refused.wrong.join(), /integrity|digest/i);
    await refused.page.close();
  });
}
