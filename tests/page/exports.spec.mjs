/** What the page lets the reader take away: the same files the command writes, and a choice where a text holds several articles. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { ATTACK, anew, command, fromMenu, open, openMenu, paste, saved, settled } from './page.mjs';

const FORMATS = ['acled', 'ucdp', 'gtd', 'plover', 'geojson', 'markdown'];
const written = (input, ...words) => execFileSync(command, ['export', ...words, '-'], { input, encoding: 'utf8' });
const article = (id) => JSON.parse(readFileSync(new URL(`../../www/examples/${id}.json`, import.meta.url))).paragraphs.join('\n\n');
const SECOND = 'A roadside bomb wounded two soldiers on the road to Menaka on Tuesday, the army said in a statement.';

const exported = (page, format) => saved(page, () => page.locator(`[data-format=${format}]`).click());

test('the page and the command write the same files', async ({ page }) => {
  await open(page);
  for (const id of ['ground-attack', 'bombing', 'football']) await test.step(id, async () => {
    const text = article(id);
    await paste(page, text);
    await settled(page, id === 'football' ? 'nothing' : 'done');
    expect(await saved(page, () => fromMenu(page, 'save', 'Download report (JSON)'))).toBe(written(text, '--format', 'json'));
    await openMenu(page, 'save');
    for (const format of FORMATS) expect(await exported(page, format), format).toBe(written(text, '--format', format));
    await anew(page);
  });
});

test('a toll is split on request alone, and the file is that of the command', async ({ page }) => {
  const text = 'Gunmen killed 12 farmers in Gao and in Menaka on 6 May 2024.';
  await open(page);
  await paste(page, text);
  await settled(page, 'done');
  await openMenu(page, 'save');
  await page.locator('#split-evenly').check();
  const rows = await exported(page, 'acled');
  expect(rows).toBe(written(text, '--format', 'acled', '--split-evenly'));
  expect(rows).toContain('split evenly by Sitrep on request');
});

test('exports make no request', async ({ page }) => {
  await open(page);
  await paste(page, ATTACK);
  await settled(page, 'done');
  const requests = [];
  page.on('request', (request) => requests.push(request.url()));
  await openMenu(page, 'save');
  for (const format of FORMATS) await exported(page, format);
  expect(requests.filter((url) => !url.startsWith('blob:'))).toEqual([]);
});

test('of several articles the first is read, and the reader may choose another or all', async ({ page }) => {
  await open(page);
  await paste(page, `${ATTACK}\n\n###\n\n${SECOND}\n`);
  const choice = page.getByLabel('2 articles in this text');
  await expect(choice).toBeVisible();
  const shown = () => page.locator('.document').evaluate((node) => node.textContent);
  await expect.poll(shown).toBe(ATTACK);
  await settled(page, 'done');
  await choice.selectOption('1');
  await expect.poll(shown).toBe(SECOND);
  await settled(page, 'done');
  const report = JSON.parse(await saved(page, () => fromMenu(page, 'save', 'Download report (JSON)')));
  expect(report.document.start).toBe(ATTACK.length + 7);
  await choice.selectOption('-1');
  await expect.poll(shown).toBe(`${ATTACK}\n\n###\n\n${SECOND}\n`);
  await page.getByRole('button', { name: 'New article' }).click();
  await paste(page, SECOND);
  await expect(choice).toBeHidden();
});

test('without the module of the exports the page reads and has no export menu', async ({ page }) => {
  await page.route('**/pkg/sitrep_exports_bg.wasm', (route) => route.fulfill({ status: 404, body: '' }));
  await open(page);
  await paste(page, ATTACK);
  await settled(page, 'done');
  await openMenu(page, 'save');
  await expect(page.locator('[data-save=json]')).toBeVisible();
  await expect(page.locator('.exports')).toBeHidden();
});

test('an override made on the page is applied and carried by the exports', async ({ page }) => {
  await open(page);
  const outcome = await page.evaluate(async (text) => {
    const { createAnalyzer } = await import('./client.js');
    const analyzer = await createAnalyzer();
    await analyzer.complete;
    const json = JSON.stringify(await analyzer.analyze(text));
    const override = await analyzer.makeOverride(json, { path: '/casualty_claims/0/side', op: 'set', new: 'civilian', reason: 'checked' });
    const done = JSON.parse(await analyzer.applyOverrides(json, JSON.stringify([override])));
    const table = await analyzer.exportAs('acled', json, { overrides: JSON.stringify([override]) });
    const refused = await analyzer.applyOverrides(json, '[{"path": "x"}]').catch(({ code, message }) => ({ code, message }));
    return { override, side: done.casualty_claims[0].side, status: done.overrides[0].status, table, refused };
  }, ATTACK);
  expect(outcome.override.anchor).toContain('@');
  expect([outcome.side, outcome.status]).toEqual(['civilian', 'applied']);
  expect(outcome.table).toContain('checked');
  expect(outcome.refused.code).toBe('bad_override');
});
