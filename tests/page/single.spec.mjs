/** The page as one file, opened from a disk: it is the whole page, it asks for nothing, and it reads as the page reads. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { askedNothing, dist, openFile } from './carried.mjs';
import { ATTACK, command, downloadReport, fromMenu, open, paste, saved, settled, violations } from './page.mjs';

test('a disk is a place where the page of many files does not open: what the browsers forbid there is not relaxed here', async ({ page }) => {
  await page.goto(new URL('../../www/index.html', import.meta.url).href);
  await page.waitForTimeout(1500);
  await expect(page.locator('#app')).toBeEmpty();
});

test('the file with all places gives the report of the command, in a worker, without a request', async ({ page }) => {
  const seen = await openFile(page, 'sitrep-full.html');
  await expect(page.locator('#app')).toHaveAttribute('data-parts', 'all');
  await expect(page.locator('#app')).toHaveAttribute('data-packs', 'all');
  await expect(page.locator('.note')).toBeHidden();
  const workers = page.workers().length;
  for (const id of ['ground-attack', 'bombing', 'football']) {
    const text = JSON.parse(readFileSync(new URL(`../../www/examples/${id}.json`, import.meta.url))).paragraphs.join('\n\n');
    const given = execFileSync(command, ['analyze', '-', '--format', 'json'], { input: text, encoding: 'utf8' });
    await paste(page, text);
    await settled(page, id === 'football' ? 'nothing' : 'done');
    expect(await downloadReport(page)).toEqual(JSON.parse(given));
    await page.getByRole('button', { name: 'New article' }).click();
  }
  expect(workers).toBeGreaterThan(0);
  await askedNothing(page, seen);
});

test('the small file gives the report of the page without the smaller places, and says what it lacks', async ({ page }) => {
  await page.route('**/pkg/places.pack', (route) => route.fulfill({ status: 404 }));
  await open(page);
  await paste(page, ATTACK);
  await settled(page, 'done');
  const expected = await downloadReport(page);
  await openFile(page, 'sitrep.html');
  await paste(page, ATTACK);
  await settled(page, 'done');
  expect(await downloadReport(page)).toEqual(expected);
  await expect(page.locator('.note')).toHaveText('This file holds the larger places, so smaller ones stay without coordinates. The file sitrep-full.html holds them all.');
  await expect(page.locator('.footer')).toContainText('all names and the larger places inside');
  await expect(page.locator('.footer')).toContainText('works without a network: everything it needs is inside');
});

test('exports, corrections, pictures, help and a kept article are in the file too', async ({ page }) => {
  const seen = await openFile(page, 'sitrep.html');
  await page.locator('[data-example=ground-attack]').click();
  await settled(page, 'done');
  await page.locator('.picture-map > summary').click();
  await expect(page.locator('.picture-map .map')).toBeVisible();
  const acled = await saved(page, () => fromMenu(page, 'save', 'ACLED'));
  expect(acled.split('\n').length).toBeGreaterThan(2);
  await page.keyboard.press('Escape');
  await page.locator('.keep-button').click();
  await expect(page.locator('.keep-said')).toContainText('Kept');
  await page.locator('[data-view=kept]').click();
  await expect(page.locator('.kept-row')).toHaveCount(1);
  await page.locator('.kept-remove-all').click();
  await expect(page.locator('.kept-view')).toContainText('This removes from this browser: 1 article kept, and your settings for this page.');
  await page.locator('.kept-remove-yes').click();
  await expect(page.locator('.kept-view')).toContainText('Removed:');
  await expect(page.locator('.kept-view')).not.toContainText('Could not be removed');
  await askedNothing(page, seen);
});

test('no connection can be made from the file, and no other script runs in it', async ({ page }, info) => {
  await openFile(page, 'sitrep.html');
  // Firefox does not hold what is read from the disk itself to the policy
  const own = info.project.name === 'chromium';
  const tried = await page.evaluate(async (own) => {
    const refused = [];
    document.addEventListener('securitypolicyviolation', (event) => refused.push(event.effectiveDirective));
    const script = document.createElement('script');
    const fetches = await Promise.allSettled(['https://example.org/', 'http://127.0.0.1:9/', ...(own ? [location.href] : [])].map((url) => fetch(url)));
    try { script.text = 'globalThis.ran = true'; } catch { refused.push('trusted types'); }
    document.body.append(script);
    await new Promise((done) => { setTimeout(done, 300); });
    return { fetches: fetches.map(({ status }) => status), refused, ran: Boolean(globalThis.ran) };
  }, own);
  expect(tried.fetches).toEqual(own ? ['rejected', 'rejected', 'rejected'] : ['rejected', 'rejected']);
  expect(tried.ran).toBe(false);
  expect(tried.refused.filter((what) => what === 'connect-src').length).toBe(tried.fetches.length);
});

test('a long reading can be stopped, and another worker reads what comes next', async ({ page }) => {
  await openFile(page, 'sitrep.html');
  await paste(page, `${ATTACK}\n\n`.repeat(4000));
  await page.getByRole('button', { name: 'Stop' }).click();
  await settled(page, 'wrong');
  await page.getByRole('button', { name: 'New article' }).click();
  await paste(page, ATTACK);
  await settled(page, 'done');
});

test('the file is free of what breaks WCAG 2.2 AA @once', async ({ page }) => {
  await openFile(page, 'sitrep.html');
  await page.locator('[data-example=ground-attack]').click();
  await settled(page, 'done');
  expect(await violations(page)).toEqual([]);
});

test('the file carries the terms of all that is inside @once', () => {
  const text = readFileSync(fileURLToPath(new URL(`file://${dist}/sitrep.html`)), 'utf8');
  for (const words of ['GeoNames', 'CC BY-SA 4.0', 'wasm-bindgen', 'Apache License', 'Permission is hereby granted', 'Mike Bostock']) expect(text).toContain(words);
});
