/** The page without a network: kept when it is first opened, the same afterwards, and renewed when the reader wants it. */
import { expect, test } from '@playwright/test';
import { ATTACK, downloadReport, open, paste, settled } from './page.mjs';
import { relay } from './relay.mjs';

test.use({ serviceWorkers: 'allow' });

/** Opens the page at `url` and waits until all its files are kept. */
async function openKept(page, url) {
  await page.goto(url);
  await expect(page.locator('#app')).toHaveAttribute('data-offline', 'ready', { timeout: 30_000 });
}

test('with the server gone, the page opens and reads the same, worker and all places included', async ({ page, baseURL }) => {
  const server = await relay(baseURL);
  await openKept(page, server.url);
  await expect(page.locator('.footer')).toContainText('works without a network');
  await paste(page, ATTACK);
  await settled(page, 'done');
  const before = await downloadReport(page);
  await server.stop();
  await page.reload();
  await page.locator('#app[data-ready=yes][data-packs=all]').waitFor();
  await expect(page.locator('.note')).toBeHidden();
  await paste(page, ATTACK);
  await settled(page, 'done');
  const after = await downloadReport(page);
  expect(after).toEqual(before);
  expect(after.engine.gazetteer).toBe('full-1');
});

test('a newer release waits until the reader reloads, and takes no text away', async ({ page, baseURL }) => {
  const server = await relay(baseURL);
  await openKept(page, server.url);
  server.release('\n// another release\n');
  await page.reload();
  await page.locator('#app[data-packs]').waitFor();
  await expect(page.locator('.update')).toContainText('A newer version is ready.');
  await paste(page, ATTACK);
  await settled(page, 'done');
  await expect(page.locator('.update-use')).toBeHidden();
  await expect(page.locator('.update')).toContainText('the next time you open the page');
  await page.getByRole('button', { name: 'New article' }).click();
  const reloaded = page.waitForEvent('load');
  await page.locator('.update-use').click();
  await reloaded;
  await expect(page.locator('#app')).toHaveAttribute('data-offline', 'ready', { timeout: 30_000 });
  await expect(page.locator('.update')).toBeEmpty();
  await server.stop();
});

test('a release that cannot be fetched whole is not kept, and the page says so', async ({ page, baseURL }) => {
  const server = await relay(baseURL);
  server.release('\nKEPT.add(new URL("./is-not-there.pack", location.href).href);\n');
  await page.goto(server.url);
  await expect(page.locator('#app')).toHaveAttribute('data-offline', 'failed', { timeout: 30_000 });
  await expect(page.locator('.footer')).toContainText('could not be kept');
  expect(await page.evaluate(() => caches.keys())).toEqual([]);
  await paste(page, ATTACK);
  await settled(page, 'done');
  await server.stop();
});

test('nothing of a text is kept', async ({ page, baseURL }) => {
  await openKept(page, baseURL);
  const kept = () => page.evaluate(async () => Promise.all((await caches.keys()).map(async (name) => [name, (await (await caches.open(name)).keys()).map((request) => request.url)])));
  const before = await kept();
  expect(before).toHaveLength(1);
  await paste(page, ATTACK);
  await settled(page, 'done');
  expect(await kept()).toEqual(before);
});

test('without service workers the page works as ever', async ({ page }) => {
  await page.addInitScript(() => { Object.defineProperty(Navigator.prototype, 'serviceWorker', { get: () => undefined }); });
  await open(page);
  await expect(page.locator('#app')).toHaveAttribute('data-offline', 'none');
  await paste(page, ATTACK);
  await settled(page, 'done');
});
