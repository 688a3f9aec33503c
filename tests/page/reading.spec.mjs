/** From an article to the card, to the evidence and back. */
import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { ATTACK, downloadReport, fromMenu, open, paste, settled } from './page.mjs';

const section = (page, key) => page.locator(`.section-${key}`);

test.beforeEach(({ page }) => open(page));

test('a pasted article becomes a card with the facts of its report', async ({ page }) => {
  await paste(page, ATTACK);
  await settled(page, 'done');
  const report = await downloadReport(page);
  const name = (id) => [...report.entities, ...report.facilities].find((item) => item.id === id);
  expect(report.summary.who.length).toBeGreaterThan(0);
  for (const id of report.summary.who) await expect(section(page, 'who')).toContainText(name(id).name ?? name(id).text);
  for (const id of report.summary.to_whom) await expect(section(page, 'to_whom')).toContainText(name(id).name ?? name(id).text);
  await expect(section(page, 'where')).toContainText('Labbezanga');
  await expect(section(page, 'when')).toContainText('Thursday');
  await expect(page.locator('.toll-row[data-side=nonstate] .fact')).toContainText('at least 45');
  await expect(page.locator('.toll-row[data-side=nonstate] .fact')).toContainText('neutralised');
  await expect(page.locator('.toll-row[data-side=nonstate]')).toContainText('according to');
  await expect(page.locator('.toll-row[data-side=state]')).toContainText('not disclosed');
  await expect(section(page, 'claimed_by')).toContainText('Islamic State');
  await expect(page.getByRole('status')).toContainText('casualty statement');
});

test('what the article does not say reads "not stated"', async ({ page }) => {
  await paste(page, 'At least 12 civilians were killed in shelling.');
  await settled(page, 'done');
  await expect(section(page, 'where')).toContainText('not stated');
  await expect(section(page, 'when')).toContainText('not stated');
});

test('each example can be read by its button', async ({ page }) => {
  for (const [id, phase, words] of [['ground-attack', 'done', '45'], ['bombing', 'done', '14'], ['football', 'nothing', 'No conflict event found']]) {
    await page.locator(`[data-example=${id}]`).click();
    await settled(page, phase);
    await expect(page.locator('.card')).toContainText(words);
    await page.getByRole('button', { name: 'New article' }).click();
    await settled(page, 'empty');
  }
});

test('a football match has no conflict event, and says what was considered', async ({ page }) => {
  await page.locator('[data-example=football]').click();
  await settled(page, 'nothing');
  await expect(page.getByRole('heading', { name: 'No conflict event found' })).toBeVisible();
  const report = await downloadReport(page);
  expect(report.events.filter((event) => event.status === 'main')).toEqual([]);
  expect(report.not_casualties.length).toBeGreaterThan(0);
  await expect(section(page, 'not_casualties').locator('.line')).toHaveCount(report.not_casualties.length);
});

test('every reason for leaving a number out has words of its own', async () => {
  const read = (path) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');
  const codes = (await read('data/codes/not_casualty_reasons.tsv')).trim().split('\n').slice(1).map((row) => row.split('\t')[0]);
  const words = JSON.parse(await read('www/strings/en.json'));
  expect(codes.length).toBeGreaterThan(10);
  expect(codes.filter((code) => !words[`reason.${code}`])).toEqual([]);
});

test('the publication date asked for next to a weekday resolves it', async ({ page }) => {
  await paste(page, ATTACK);
  await settled(page, 'done');
  await expect(section(page, 'when')).toContainText('date not resolved');
  await page.locator('#date-ask').fill('2025-07-05');
  await expect(section(page, 'when')).not.toContainText('date not resolved');
  await expect(section(page, 'when').locator('.fact').first()).toContainText('2025');
  await expect(page.locator('#date-read')).toHaveValue('2025-07-05');
  const report = await downloadReport(page);
  const date = report.dates.find((item) => item.id === report.summary.when);
  expect(date.value.start).toMatch(/^2025-07-0\d$/);
  expect(report.warnings.map((warning) => warning.code)).not.toContain('no_publication_date');
});

test('typing is read as one goes, and the text stays in the field', async ({ page }) => {
  await page.locator('#article').pressSequentially('At least 12 civilians were killed in shelling.', { delay: 2 });
  await settled(page, 'done');
  await expect(page.locator('#article')).toBeVisible();
  await expect(page.locator('.toll-row[data-side=civilian]')).toContainText('at least 12');
  await page.getByRole('button', { name: 'Show the highlights' }).click();
  await expect(page.locator('mark.k-figure').first()).toContainText('12');
});

test('a fact leads to its evidence in the text', async ({ page }) => {
  await paste(page, `${'The road was quiet. \n\n'.repeat(60)}${ATTACK}`);
  await settled(page, 'done');
  const mark = page.locator('mark.k-figure', { hasText: '45' }).first();
  await expect(mark).not.toBeInViewport();
  await page.locator('.toll-row[data-side=nonstate] button.fact').first().click();
  await expect(mark).toBeInViewport();
  const shown = await page.evaluate(() => [...CSS.highlights.get('sitrep-evidence')].map(String));
  expect(shown.length).toBeGreaterThan(0);
  expect(shown[0]).toContain('45');
});

test('a mark leads to the facts that rest on it', async ({ page }) => {
  await paste(page, ATTACK);
  await settled(page, 'done');
  await page.locator('mark.k-figure', { hasText: '45' }).first().click();
  await expect(page.locator('.line.related', { hasText: 'at least 45' }).first()).toBeVisible();
  await expect(page.locator('.section-where .line.related')).toHaveCount(0);
});

test('"Why?" shows rule, evidence and data rows, by click and by keyboard', async ({ page }) => {
  await paste(page, ATTACK);
  await settled(page, 'done');
  const report = await downloadReport(page);
  const claim = report.casualty_claims.find((item) => item.figure.text?.includes('45'));
  await page.locator('.toll-row[data-side=nonstate] .why-button').first().click();
  const why = page.locator('#why');
  await expect(why).toBeVisible();
  await expect(why.locator('.reasons')).toContainText(claim.provenance.rule);
  await expect(why.locator('.quote').first()).toContainText('45');
  expect(claim.provenance.entries.length).toBeGreaterThan(0);
  for (const key of claim.provenance.entries) await expect(why.locator('.rows')).toContainText(key);
  await page.keyboard.press('Escape');
  await expect(why).toBeHidden();
  // Not toBeFocused: a download can take the focus from the whole window.
  expect(await page.locator('.toll-row[data-side=nonstate] .why-button').first().evaluate((node) => node === document.activeElement)).toBe(true);
});

test('each phrase of the headline with evidence shows it; the headline is one Tab stop', async ({ page }) => {
  await paste(page, ATTACK);
  await settled(page, 'done');
  const { summary } = await downloadReport(page);
  const headline = page.locator('.card-headline');
  await expect(headline).toHaveText(summary.sentence);
  const linked = summary.phrases.filter(({ spans }) => spans.length);
  await expect(headline.getByRole('button')).toHaveText(linked.map(({ text }) => text));
  await expect(headline.locator('[tabindex="0"]')).toHaveCount(1);
  const at = linked.findIndex(({ ids }) => ids[0]?.startsWith('C'));
  const shown = () => page.evaluate(() => [...(CSS.highlights?.get('sitrep-evidence') ?? [])].map(String));
  await headline.getByRole('button').nth(at).click();
  expect(await shown()).toEqual(linked[at].spans.map(({ start, end }) => ATTACK.slice(start, end)));
  const focused = () => page.evaluate(() => [...document.querySelectorAll('.phrase')].indexOf(document.activeElement));
  expect(await focused()).toBe(at);
  await page.keyboard.press('ArrowLeft');
  expect(await focused()).toBe(at - 1);
  await page.keyboard.press('Enter');
  expect(await shown()).toEqual(linked[at - 1].spans.map(({ start, end }) => ATTACK.slice(start, end)));
  await page.keyboard.press('Tab');
  expect(await focused()).toBe(-1);
});

test('the article is one Tab stop; keys move between marks and open the reasons', async ({ page }) => {
  await paste(page, ATTACK);
  await settled(page, 'done');
  await expect(page.locator('mark[tabindex="0"]')).toHaveCount(1);
  await page.locator('.legend-key').last().focus();
  await page.keyboard.press('Tab');
  const focused = () => page.evaluate(() => document.activeElement.dataset.mark ?? null);
  const first = await focused();
  expect(first).not.toBeNull();
  await page.keyboard.press('ArrowRight');
  const second = await focused();
  expect(second).not.toBe(first);
  await page.keyboard.press('p');
  expect(await focused()).toBe(first);
  await page.keyboard.press('n');
  expect(await focused()).toBe(second);
  await page.keyboard.press('Enter');
  await expect(page.locator('#why')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('#why')).toBeHidden();
  expect(await focused()).toBe(second);
  await page.keyboard.press('Tab');
  expect(await focused()).toBeNull();
});

test('a kind can be switched off, and its marks are skipped', async ({ page }) => {
  await paste(page, ATTACK);
  await settled(page, 'done');
  const key = page.locator('.legend-key[data-kind=figure]');
  await expect(key).toHaveAttribute('aria-pressed', 'true');
  await key.click();
  await expect(key).toHaveAttribute('aria-pressed', 'false');
  const stops = await page.evaluate(() => document.querySelector('mark[tabindex="0"]').className);
  expect(stops).not.toContain('k-figure');
  const decoration = await page.locator('mark.k-figure').first().evaluate((node) => getComputedStyle(node).textDecorationLine);
  expect(decoration).toBe('none');
});

test('the card can be copied as the text that is shown', async ({ page }) => {
  await page.evaluate(() => { navigator.clipboard.writeText = async (text) => { globalThis.copied = text; }; });
  await paste(page, ATTACK);
  await settled(page, 'done');
  await fromMenu(page, 'copy', 'Card as text');
  const text = await page.evaluate(() => globalThis.copied);
  for (const words of ['TOLL BY SIDE', 'at least 45', 'not disclosed', 'Labbezanga']) expect(text).toContain(words);
});

test('copy and paste by the keyboard works as in any field', async ({ page }) => {
  await page.locator('#article').fill(ATTACK);
  await page.locator('#article').press('ControlOrMeta+a');
  await page.locator('#article').press('ControlOrMeta+x');
  await settled(page, 'empty');
  await page.locator('#article').press('ControlOrMeta+v');
  await settled(page, 'done');
  await expect(page.locator('.document')).toBeVisible();
  expect(await page.locator('.document').evaluate((node) => node.textContent)).toBe(ATTACK);
});

test('the report is saved as a file', async ({ page }) => {
  await paste(page, ATTACK);
  await settled(page, 'done');
  // The link the page clicks is caught: not every driver reports downloads.
  await page.evaluate(() => { HTMLAnchorElement.prototype.click = function click() { globalThis.link = { name: this.download, href: this.href }; }; });
  await fromMenu(page, 'save', 'Download report (JSON)');
  await page.waitForFunction(() => globalThis.link);
  const link = await page.evaluate(() => globalThis.link);
  expect(link.name).toBe('sitrep-report.json');
  expect(link.href).toMatch(/^blob:/);
  const text = await page.evaluate(() => new Promise((resolve, reject) => {
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => { blob.text().then(resolve, reject); return make(blob); };
    [...document.querySelectorAll('.actions button')].find((node) => node.textContent.includes('Download')).click();
  }));
  const report = JSON.parse(text);
  expect(report.schema).toBe('sitrep.report/1');
  expect(report.casualty_claims.length).toBeGreaterThan(0);
});

test('a text file is read, another file is refused in words', async ({ page }) => {
  const input = page.locator('.control-buttons input[type=file]');
  await input.setInputFiles({ name: 'clip.bin', mimeType: 'application/octet-stream', buffer: Buffer.from([0xff, 0xd8, 0x00, 0x10]) });
  await settled(page, 'wrong');
  await expect(page.getByRole('heading', { name: 'That file is not plain text' })).toBeVisible();
  await input.setInputFiles({ name: 'story.txt', mimeType: 'text/plain', buffer: Buffer.from(ATTACK) });
  await settled(page, 'done');
  await expect(page.locator('.document')).toContainText('Labbezanga');
});
