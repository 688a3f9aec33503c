/** The policy of the page, and the states in which the analyser cannot run. Hostile text, privacy and what fails around the page have files of their own. */
import { expect, test } from '@playwright/test';
import { ATTACK, TRAPPING_MODULE, downloadReport, fromMenu, open, paste, replaceModule, settled, watch } from './page.mjs';

test('no request is made after the page has loaded', async ({ page }) => {
  const seen = await watch(page);
  await open(page);
  expect(seen.requests.length).toBeGreaterThan(8);
  for (const name of ['sitrep_bg.wasm', 'names.pack', 'places.pack']) expect(seen.requests.some((url) => url.endsWith(name))).toBe(true);
  seen.requests.length = 0;
  await paste(page, ATTACK);
  await settled(page, 'done');
  await page.locator('#date-read').fill('2025-07-05');
  await page.locator('.toll .why-button').first().click();
  await expect(page.locator('#why .reasons')).not.toBeEmpty();
  await page.keyboard.press('Escape');
  expect((await downloadReport(page)).schema).toBe('sitrep.report/1');
  await fromMenu(page, 'copy', 'Card as text');
  await page.getByRole('button', { name: 'New article' }).click();
  for (const id of ['ground-attack', 'bombing', 'football']) {
    await page.locator(`[data-example=${id}]`).click();
    await settled(page, id === 'football' ? 'nothing' : 'done');
    await page.getByRole('button', { name: 'New article' }).click();
  }
  expect(seen.requests.filter((url) => !url.startsWith('blob:'))).toEqual([]);
  expect(await page.evaluate(() => globalThis.violations)).toEqual([]);
  expect(seen.errors).toEqual([]);
});

test('the policy of the page refuses to send anything elsewhere', async ({ page }) => {
  await watch(page);
  await open(page);
  const refused = await page.evaluate(() => fetch('https://example.org/').then(() => 'sent', () => 'refused'));
  expect(refused).toBe('refused');
  expect((await page.evaluate(() => globalThis.violations)).join()).toContain('connect-src');
});

test('an element name in the evidence or in a file name does not become an element', async ({ page }) => {
  await open(page);
  await page.locator('.control-buttons input[type=file]').setInputFiles({ name: '<img src=x>.bin', mimeType: 'application/octet-stream', buffer: Buffer.from([0xff]) });
  await settled(page, 'wrong');
  await expect(page.locator('.problem')).toContainText('<img src=x>.bin');
  await expect(page.locator('.problem img')).toHaveCount(0);
});

test('without a worker the page says so and reads on its own thread', async ({ page }) => {
  await page.addInitScript(() => { globalThis.Worker = class { constructor() { throw new DOMException('refused', 'SecurityError'); } }; });
  await open(page);
  await expect(page.locator('.note')).toContainText('does not allow a background worker');
  await paste(page, ATTACK);
  await settled(page, 'done');
  await expect(page.locator('.toll-row[data-side=nonstate]')).toContainText('at least 45');
  await expect(page.locator('.note')).toBeVisible();
});

test('a worker that cannot be loaded is replaced by the page itself', async ({ page }) => {
  await page.route('**/worker.js', (route) => route.fulfill({ status: 404, body: '' }));
  await open(page);
  await expect(page.locator('#app')).toHaveAttribute('data-ready', 'yes');
  await paste(page, ATTACK);
  await settled(page, 'done');
  await expect(page.locator('.note')).toBeVisible();
});

test('a text pasted while the places are loading is read again when they are there', async ({ page }) => {
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  await page.route('**/places.pack', async (route) => { await held; await route.continue(); });
  await page.goto('./');
  await page.locator('#app[data-ready=yes]').waitFor();
  await paste(page, ATTACK);
  await settled(page, 'done');
  expect((await downloadReport(page)).engine.gazetteer).toBe('core-1');
  await expect(page.locator('.footer')).toContainText('loading places');
  release();
  await expect(page.locator('#app')).toHaveAttribute('data-packs', 'all');
  await expect.poll(async () => (await downloadReport(page)).engine.gazetteer).toBe('full-1');
  await settled(page, 'done');
});

for (const [pack, missing, lexicon, gazetteer, sentence] of [
  ['names', 'names', 'en-1-core', 'full-1', 'names of groups, forces and ranks could not be loaded'],
  ['places', 'places', 'en-1', 'core-1', 'full list of places could not be loaded'],
]) {
  test(`the pack of ${pack} missing: the page says so and reads without it`, async ({ page }) => {
    await page.route(`**/${pack}.pack`, (route) => route.fulfill({ status: 404, body: '' }));
    await open(page);
    await expect(page.locator('#app')).toHaveAttribute('data-packs', missing);
    await expect(page.locator('.note')).toContainText(sentence);
    await paste(page, ATTACK);
    await settled(page, 'done');
    await expect(page.locator('.toll-row').first()).toContainText('at least 45');
    expect((await downloadReport(page)).engine).toMatchObject({ lexicon, gazetteer });
  });
}

test('a policy without wasm-unsafe-eval is named, and the text is kept', async ({ page, baseURL }) => {
  await page.route((url) => url.pathname === '/' || url.pathname === '/index.html', async (route) => {
    const response = await route.fetch({ url: baseURL });
    const headers = { ...response.headers() };
    headers['content-security-policy'] = headers['content-security-policy'].replace(" 'wasm-unsafe-eval'", '');
    await route.fulfill({ status: 200, headers, body: (await response.text()).replace(" 'wasm-unsafe-eval'", '') });
  });
  await open(page);
  await expect(page.locator('#app')).toHaveAttribute('data-ready', 'wasm_blocked');
  await expect(page.locator('.problem')).toContainText("'wasm-unsafe-eval'");
  await paste(page, ATTACK);
  await settled(page, 'failed');
  await expect(page.locator('.problem')).toContainText('Your text is still here');
  expect(await page.locator('.document').evaluate((node) => node.textContent)).toBe(ATTACK);
});

test('after a trap the text is kept, and the next reading works without a request', async ({ page }) => {
  await replaceModule(page, TRAPPING_MODULE);
  const seen = await watch(page);
  await open(page);
  seen.requests.length = 0;
  await paste(page, 'A TRAP in the text.');
  await settled(page, 'failed');
  await expect(page.locator('.problem')).toHaveAttribute('data-code', 'panic');
  await expect(page.locator('.document')).toContainText('A TRAP in the text.');
  await page.getByRole('button', { name: 'New article' }).click();
  await paste(page, 'A quiet day.');
  await settled(page, 'nothing');
  expect(seen.requests).toEqual([]);
  await page.getByRole('button', { name: 'New article' }).click();
  await paste(page, 'A second TRAP.');
  await settled(page, 'failed');
  await page.getByRole('button', { name: 'New article' }).click();
  await paste(page, 'Another quiet day.');
  await settled(page, 'nothing');
});

test('a text over the limit is refused in words, before it is read', async ({ page }) => {
  await open(page);
  await page.locator('#article').evaluate((field) => {
    const event = new ClipboardEvent('paste', { bubbles: true, cancelable: true });
    Object.defineProperty(event, 'clipboardData', { value: { getData: () => 'a '.repeat(5_000_001) } });
    field.dispatchEvent(event);
  });
  await settled(page, 'wrong');
  await expect(page.locator('.problem')).toContainText('10,000,000');
});

test('requests are answered by id, and refused ones carry a code', async ({ page }) => {
  await replaceModule(page, TRAPPING_MODULE);
  await open(page);
  const outcome = await page.evaluate(async () => {
    const { createAnalyzer } = await import('./client.js');
    const analyzer = await createAnalyzer();
    const settled = await Promise.allSettled([analyzer.analyze('one'), analyzer.analyze('TRAP'), analyzer.analyze('three'), analyzer.version()]);
    const codes = settled.map((one) => (one.status === 'fulfilled' ? 'ok' : one.reason.code));
    const later = await Promise.all(['four', 'five'].map((text) => analyzer.analyze(text).then((report) => report.schema)));
    const stop = new AbortController();
    stop.abort();
    const aborted = await analyzer.analyze('six', {}, { signal: stop.signal }).catch((error) => error.name);
    return { codes, later, aborted };
  });
  expect(outcome.codes[0]).toBe('ok');
  expect(outcome.codes[1]).toBe('panic');
  expect(outcome.later).toEqual(['sitrep.report/1', 'sitrep.report/1']);
  expect(outcome.aborted).toBe('AbortError');
});
