/**
 * What can fail around the page: the network, the browser's storage, its clipboard, its memory. Each time a sentence says
 * what it is and what to do, in sight at every width; the text is still there, and what was wrong can be put right.
 * Beside these: trap and policy in safety.spec.mjs, refused storage in keep.spec.mjs, a release in offline.spec.mjs.
 */
import { mkdtemp, mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { ATTACK, anew, fromMenu, loaded, open, paste, saved, settled } from './page.mjs';

/** What the module may use, all but the last of it given away at the start: 500 MB are reached at once. */
const MEMORY = 500e6;
const LEFT = 24e6;
const LENGTH = 1_000_000;

const problem = (page, ...words) => Promise.all(words.map((one) => expect(page.locator('.problem')).toContainText(one)));
const textIs = (page, text) => expect.poll(() => page.locator('.document').evaluate((node) => node.textContent)).toBe(text);
const again = (page) => page.getByRole('button', { name: 'Try again' });
const view = (page, name) => page.locator(`.view-tab[data-view=${name}]`).click();

/** The sentence is in sight where the reader is, on a desk and on a phone, and nothing is wider than the screen. SITREP_SHOTS names a folder for pictures. */
async function inSight(page, selector, name) {
  await expect(page.locator(selector).first()).toBeInViewport();
  for (const [width, height] of [[390, 844], [1280, 900]]) {
    await page.setViewportSize({ width, height });
    await expect(page.locator(selector).first()).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    if (process.env.SITREP_SHOTS) await page.screenshot({ path: join(process.env.SITREP_SHOTS, `${name}-${width}.png`) });
  }
}

for (const [what, pattern] of [['module', '**/pkg/sitrep_bg.wasm'], ['bindings', '**/pkg/sitrep.js*'], ['reasons', '**/parts/why.js*']]) {
  test(`without its ${what} the page keeps the text, says so, and reads it when they are back`, async ({ page }) => {
    await page.route(pattern, (route) => route.abort());
    await page.goto('./');
    await expect(page.locator('#app')).toHaveAttribute('data-ready', 'load_failed');
    await problem(page, 'could not be loaded', 'Try again when the network is back');
    await paste(page, ATTACK);
    await settled(page, 'failed');
    await problem(page, 'Your text is still here');
    await textIs(page, ATTACK);
    await inSight(page, '.problem', `no-${what}`);
    await again(page).click();
    await settled(page, 'failed');
    await page.unroute(pattern);
    await again(page).click();
    await settled(page, 'done');
    await textIs(page, ATTACK);
    await loaded(page);
    await expect(page.locator('#app')).toHaveAttribute('data-packs', 'all');
    // A part that imports the script that failed stays out in a browser that remembers the failure.
    await expect(page.locator('#app')).toHaveAttribute('data-parts', what === 'reasons' ? /^(all|correct)$/ : 'all');
    await settled(page, 'done');
  });
}

test('a browser without WebAssembly and a policy without workers are told apart, and the text is there', async ({ page, baseURL }) => {
  await page.addInitScript(() => { if (!globalThis.name) delete globalThis.WebAssembly; });
  await page.goto('./');
  await expect(page.locator('#app')).toHaveAttribute('data-ready', 'wasm_missing');
  await paste(page, ATTACK);
  await settled(page, 'failed');
  await problem(page, 'no WebAssembly', 'Your text is still here');
  await expect(again(page)).toHaveCount(0);
  await textIs(page, ATTACK);
  await inSight(page, '.problem', 'no-wasm');
  await page.evaluate(() => { globalThis.name = 'as others'; });
  await page.route((url) => url.pathname === '/', async (route) => {
    const response = await route.fetch({ url: baseURL });
    const without = (text) => text.replace("worker-src 'self'", "worker-src 'none'");
    await route.fulfill({ status: 200, headers: { ...response.headers(), 'content-security-policy': without(response.headers()['content-security-policy']) }, body: without(await response.text()) });
  });
  await open(page);
  await paste(page, ATTACK);
  await settled(page, 'done');
  await expect(page.locator('.note')).toContainText('does not allow a background worker');
  await inSight(page, '.note', 'no-worker');
});

test('packs that are cut short or have one byte changed are named, and the page reads without them', async ({ page }) => {
  const damage = { names: (bytes) => { bytes[bytes.length >> 1] ^= 1; return bytes; }, places: (bytes) => bytes.subarray(0, -1), 'places-core': (bytes) => { bytes[20] ^= 128; return bytes; } };
  for (const [name, change] of Object.entries(damage)) {
    await page.route(`**/pkg/${name}.pack`, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ status: 200, contentType: 'application/octet-stream', body: change(Buffer.from(await response.body())) });
    });
  }
  await open(page);
  await expect(page.locator('#app')).toHaveAttribute('data-packs', 'names places');
  await paste(page, ATTACK);
  await settled(page, 'done');
  for (const sentence of ['names of groups, forces and ranks could not be loaded', 'full list of places could not be loaded', 'Reload the page to try again']) await expect(page.locator('.note')).toContainText(sentence);
  await expect(page.locator('.toll-row').first()).toContainText('at least 45');
  await inSight(page, '.note', 'damaged-packs');
});

/** The module with a limit to its memory, as a machine or a browser sets it: the section that describes it is written anew. */
function limited(wasm, bytes) {
  const number = (at) => {
    let [value, shift, end] = [0, 0, at];
    for (;;) {
      const byte = wasm[end];
      value |= (byte & 127) << shift;
      shift += 7;
      end += 1;
      if (byte < 128) return [value, end];
    }
  };
  const written = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...written(value >>> 7)]);
  for (let at = 8; at < wasm.length;) {
    const [length, from] = number(at + 1);
    if (wasm[at] === 5) {
      const most = Math.floor(bytes / 65536);
      const section = [1, 1, ...written(most - Math.floor(LEFT / 65536)), ...written(most)];
      return Buffer.concat([wasm.subarray(0, at), Buffer.from([5, ...written(section.length), ...section]), wasm.subarray(from + length)]);
    }
    at = from + length;
  }
  throw new Error('the module has no memory of its own');
}

test(`out of memory at ${MEMORY / 1e6} MB: it is said, the text is there, and a shorter one is read`, async ({ page }) => {
  test.slow();
  await page.route('**/pkg/sitrep_bg.wasm', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ status: 200, contentType: 'application/wasm', body: limited(Buffer.from(await response.body()), MEMORY) });
  });
  await open(page);
  await expect(page.locator('#app')).toHaveAttribute('data-packs', 'all');
  const long = (text, length) => document.querySelector('#article').dispatchEvent(Object.defineProperty(new ClipboardEvent('paste', { bubbles: true, cancelable: true }), 'clipboardData', { value: { getData: (type) => (type === 'text/plain' ? text.repeat(Math.floor(length / text.length)) : '') } }));
  await page.evaluate(`(${long})(${JSON.stringify(`${ATTACK}\n\n`)}, ${LENGTH})`);
  await expect(page.locator('#app')).toHaveAttribute('data-phase', 'failed', { timeout: 120_000 });
  await expect(page.locator('.problem')).toHaveAttribute('data-code', 'no_memory');
  await problem(page, 'not enough memory', 'Your text is still here');
  await expect.poll(() => page.locator('.document').evaluate((node) => node.textContent.length), { timeout: 60_000 }).toBeGreaterThan(LENGTH * 0.99);
  await inSight(page, '.problem', 'no-memory');
  await again(page).click();
  await expect(page.locator('.problem')).toHaveAttribute('data-code', 'no_memory', { timeout: 120_000 });
  await anew(page);
  await paste(page, ATTACK);
  await settled(page, 'done');
  await expect(page.locator('.toll-row').first()).toContainText('at least 45');
});

test('a file of 500 MB is refused before it is opened, and what is read stays', async ({ page }) => {
  await open(page);
  await paste(page, ATTACK);
  await settled(page, 'done');
  await page.evaluate(() => {
    const part = new Blob(['a word or two '.repeat(75_000)]);
    const data = new DataTransfer();
    data.items.add(new File(Array(480).fill(part), 'archive.txt'));
    document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));
  });
  await settled(page, 'wrong');
  await problem(page, 'archive.txt', '504', '40', 'Your text is still here');
  await textIs(page, ATTACK);
  await inSight(page, '.problem', 'large-file');
  await again(page).click();
  await settled(page, 'done');
});

test('where the clipboard is refused, or is not there, what was to be copied is saved or shown, and that is said', async ({ page }) => {
  await open(page);
  await paste(page, ATTACK);
  await settled(page, 'done');
  await page.getByRole('button', { name: 'Put on the desk' }).click();
  for (const clipboard of ['refuses', 'is missing']) {
    await page.evaluate((refuses) => {
      const no = async () => { throw new DOMException('no', 'NotAllowedError'); };
      Object.defineProperty(Navigator.prototype, 'clipboard', { configurable: true, get: () => (refuses ? { write: no, writeText: no } : undefined) });
    }, clipboard === 'refuses');
    await view(page, 'article');
    for (const name of ['Card as text', 'Card as Markdown', 'Card as a table']) {
      expect(await saved(page, () => fromMenu(page, 'copy', name))).toContain('45');
      await expect(page.locator('.status')).toContainText('refused the clipboard');
      await expect(page.locator('.take-said')).toBeInViewport();
    }
    await inSight(page, '.take-said', 'clipboard');
    await fromMenu(page, 'copy', 'Link that carries the text');
    await expect(page.locator('.link-field')).toHaveValue(/#t=/);
    await page.keyboard.press('Escape');
    await view(page, 'desk');
    await page.locator('.desk-exports summary').click();
    expect(await saved(page, () => page.getByRole('button', { name: 'Copy as CSV' }).click())).toContain('Labbezanga');
    await expect(page.locator('.desk-view')).toContainText('refused the clipboard');
    await view(page, 'article');
    await page.getByRole('button', { name: 'Redact and share' }).click();
    expect(await saved(page, () => page.locator('.redact-buttons').getByRole('button', { name: 'Copy' }).click())).toContain('45');
    await expect(page.locator('.redact-status')).toContainText('refused the clipboard');
    await page.keyboard.press('Escape');
  }
});

/** A browser that keeps nothing for the page: with storage switched off, or in a private window. */
async function keepingNothing({ playwright, browserName, launchOptions, channel, viewport }, how) {
  if (browserName === 'firefox') {
    const prefs = how === 'private' ? { 'browser.privatebrowsing.autostart': true } : { 'network.cookie.cookieBehavior': 2 };
    const browser = await playwright.firefox.launch({ ...launchOptions, channel, firefoxUserPrefs: { ...launchOptions.firefoxUserPrefs, ...prefs } });
    return { page: await browser.newPage({ viewport }), close: () => browser.close() };
  }
  const folder = await mkdtemp(join(tmpdir(), 'sitrep-'));
  await mkdir(join(folder, 'Default'));
  if (how === 'off') await writeFile(join(folder, 'Default/Preferences'), JSON.stringify({ profile: { default_content_setting_values: { cookies: 2 } } }));
  const context = await playwright.chromium.launchPersistentContext(folder, { ...launchOptions, viewport, args: [...launchOptions.args, ...(how === 'private' ? ['--incognito'] : [])] });
  return { page: await context.newPage(), close: () => context.close() };
}

test('with storage switched off, and in a private window, the page reads, and says what cannot be kept', async ({ playwright, browserName, launchOptions, channel, viewport, baseURL }) => {
  test.slow();
  for (const how of ['off', 'private']) {
    const { page, close } = await keepingNothing({ playwright, browserName, launchOptions, channel, viewport }, how);
    const errors = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(baseURL);
    await loaded(page);
    await expect(page.locator('#app')).toHaveAttribute('data-parts', 'all');
    await page.locator('.theme').click();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
    await paste(page, ATTACK);
    await settled(page, 'done');
    await page.getByRole('button', { name: 'Keep this article' }).click();
    await expect(page.locator('.keep-said')).toContainText(how === 'off' ? 'does not let the page keep anything here' : /does not let the page keep anything here|Kept in this browser/);
    await textIs(page, ATTACK);
    await inSight(page, '.keep-said', `storage-${how}-${browserName}`);
    await view(page, 'own');
    await page.getByLabel('Name', { exact: true }).fill('Band of the Hill');
    await page.keyboard.press('Enter');
    await expect(page.locator('.own-table')).toContainText('Band of the Hill');
    await page.getByLabel('Remember these words in this browser').click();
    if (how === 'off') {
      await expect(page.locator('.own-view')).toContainText('does not let the page remember anything');
      await expect(page.getByLabel('Remember these words in this browser')).not.toBeChecked();
      await inSight(page, '.own-view', `own-${browserName}`);
      await view(page, 'article');
      await settled(page, 'done');
      await page.locator('mark.k-figure', { hasText: '45' }).first().click();
      await page.getByRole('button', { name: 'Confirm', exact: false }).first().click();
      await page.locator('.corrections-sign summary').click();
      await page.getByLabel('Your name').fill('R. D.');
      await page.getByLabel('Keep the name in this browser').click();
      await expect(page.locator('.status')).toContainText('does not let the page keep anything');
      await expect(page.getByLabel('Keep the name in this browser')).not.toBeChecked();
      await expect(page.getByLabel('Your name')).toHaveValue('R. D.');
    }
    expect(errors).toEqual([]);
    await close();
  }
});

test('with the room of the browser used up, keeping is refused in words and works again when there is room', { tag: '@once' }, async ({ page, baseURL }) => {
  await open(page);
  // With all places there the text is not read again, which takes away what was said.
  await expect(page.locator('#app')).toHaveAttribute('data-packs', 'all');
  const session = await page.context().newCDPSession(page);
  const room = (quotaSize) => session.send('Storage.overrideQuotaForOrigin', { origin: new URL(baseURL).origin, ...(quotaSize === undefined ? {} : { quotaSize }) });
  await room(1000);
  await paste(page, `${ATTACK}\n\n${'The road was quiet. '.repeat(1_000)}`);
  await settled(page, 'done');
  await page.getByRole('button', { name: 'Keep this article' }).click();
  await expect(page.locator('.keep-said')).toContainText('There is no room left in this browser');
  await inSight(page, '.keep-said', 'no-room');
  await expect(page.locator('.document')).toContainText('Labbezanga');
  await room();
  await page.getByRole('button', { name: 'Keep this article' }).click();
  await expect(page.locator('.keep-said')).toContainText('Kept in this browser');
});
