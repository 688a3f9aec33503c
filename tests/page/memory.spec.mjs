/** The memory of the analyser: what a long text took, and what nobody uses, is given back without a request. */
import { expect, test } from '@playwright/test';
import { ATTACK, anew, downloadReport, open, paste, settled } from './page.mjs';

test.use({ launchOptions: async ({ launchOptions }, use) => use({ ...launchOptions, args: [...(launchOptions.args ?? []), ...(launchOptions.args ? ['--js-flags=--expose-gc'] : [])] }) });

const LONG = `${'The road was quiet, the shops were open until the evening and nobody spoke of the war.\n'.repeat(12_000)}\n${ATTACK}`;

/** Goes before a script that makes instances: notes the memory of each, without holding it, and tells on a channel what is left of them. There the minute's rest can be made shorter, too. */
const NOTING = `{
  const made = [];
  const note = (instance) => {
    if (instance.exports?.analyze) made.push(new WeakRef(instance.exports.memory));
    return instance;
  };
  WebAssembly.Instance = new Proxy(WebAssembly.Instance, { construct: (Real, given) => note(new Real(...given)) });
  let rest = 60_000;
  const timer = setTimeout;
  globalThis.setTimeout = (act, ms, ...given) => timer(act, ms === 60_000 ? rest : ms, ...given);
  const channel = new BroadcastChannel('memories');
  channel.onmessage = ({ data }) => {
    if (!data.asked) return;
    rest = data.rest;
    globalThis.gc?.();
    channel.postMessage({ sizes: made.map((memory) => (memory.deref()?.buffer.byteLength ?? 0) / 1e6 || null) });
  };
}\n`;

/** The sizes in MB of the memories made where the reading is done, in their order; null for one that is gone. Sets the rest. */
const memories = (page, threads, rest = 60_000) => page.evaluate(({ threads, rest }) => new Promise((done) => {
  const all = [];
  const channel = new BroadcastChannel('memories');
  channel.onmessage = ({ data }) => {
    if (!data.sizes || all.push(data.sizes) < threads) return;
    channel.close();
    done(all.sort((a, b) => b.length - a.length)[0]);
  };
  channel.postMessage({ asked: true, rest });
}), { threads, rest });

for (const where of ['worker', 'page']) {
  test(`in the ${where}, what a long text took is given back, and what nobody uses after a minute; the next reading is the same`, async ({ page }, info) => {
    if (where === 'page') {
      await page.addInitScript(NOTING);
      await page.addInitScript(() => { globalThis.Worker = undefined; });
    } else {
      await page.route('**/worker.js', async (route) => {
        const response = await route.fetch();
        return route.fulfill({ response, body: NOTING + await response.text() });
      });
    }
    await open(page);
    const read = async () => {
      await paste(page, ATTACK);
      await settled(page, 'done');
      const report = await downloadReport(page);
      await anew(page);
      return report;
    };
    const all = (rest) => memories(page, where === 'page' ? 1 : 2, rest);
    const requests = [];
    page.on('request', (request) => { if (!/^(blob|data):/.test(request.url())) requests.push(request.url()); });
    const before = await read();
    const [small, ...others] = await all();
    expect(others).toEqual([]);
    await paste(page, LONG);
    await settled(page, 'done');
    const [old, next] = await all();
    expect(next, 'the next is no larger than one that has read little').toBeLessThanOrEqual(small);
    if (info.project.name === 'chromium') expect(old, 'the memory is gone').toBe(null);
    await page.locator('.toll .why-button').first().click();
    await expect(page.locator('.why .reasons')).toContainText('harm_verbs:neutralise');
    await anew(page);
    expect(await read()).toEqual(before);
    expect(await all()).toHaveLength(2);
    await all(200);
    expect(await read()).toEqual(before);
    await expect.poll(async () => (await all()).length).toBeGreaterThan(2);
    expect((await all()).at(-1), 'one that nobody uses holds nothing').toBeLessThan(small / 2);
    expect(await read()).toEqual(before);
    expect(requests).toEqual([]);
  });
}
