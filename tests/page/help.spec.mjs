/** The help explains every sign the page can show, and the tour is offered once and stays out of the way. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { ATTACK, loaded, open, paste, settled, violations } from './page.mjs';

const ONCE = { tag: '@once' };
const table = (path) => JSON.parse(readFileSync(new URL(`../../www/${path}`, import.meta.url)));
const core = table('strings/en.json');
const later = table('parts/strings/en.json');

const openHelp = (page) => page.getByRole('button', { name: 'Help', exact: true }).click();

test('the values of the profiles are those of the data', ONCE, async ({ page }) => {
  await open(page);
  const { PROFILES, VALUES } = await page.evaluate(async () => ({ ...await import('./parts/help/profiles.js') }));
  expect(Object.keys(VALUES).length).toBeGreaterThan(15);
  const lines = readFileSync(new URL('../../data/coding/profiles.tsv', import.meta.url), 'utf8').trim().split('\n').map((line) => line.split('\t'));
  const [code, profile, value] = ['code', 'profile', 'value'].map((name) => lines[0].indexOf(name));
  const data = Object.fromEntries(lines.slice(1).map((row) => [`${row[profile]} ${row[code]}`, row[value]]));
  for (const [setting, values] of Object.entries(VALUES)) expect(Object.fromEntries(PROFILES.map((name, at) => [name, values[at]])), setting).toEqual(Object.fromEntries(PROFILES.map((name) => [name, data[`${name} ${setting}`]])));
});

test('every kind of highlight, side, qualifier and caution of the page is explained', ONCE, () => {
  const explained = (group, help) => Object.keys(core).filter((key) => key.startsWith(`${group}.`)).map((key) => key.slice(group.length + 1)).filter((code) => !(`${help}.${code}` in later));
  expect(explained('kind', 'help.kind')).toEqual([]);
  expect(explained('side', 'help.side')).toEqual([]);
  expect(explained('qualifier', 'help.qualifier')).toEqual([]);
  expect(explained('flag', 'help.flag')).toEqual(['conflicting', 'status_background']);
});

test('the help is a view with its own contents, and keeps the article', async ({ page }) => {
  await open(page);
  await paste(page, ATTACK);
  await settled(page, 'done');
  await openHelp(page);
  await expect(page.getByRole('heading', { name: 'What the signs mean, and how things are counted' })).toBeFocused();
  await expect(page.locator('.card')).toBeHidden();
  const links = page.getByRole('navigation', { name: 'Contents of the help' }).getByRole('link');
  expect(await links.count()).toBeGreaterThan(12);
  expect(await links.count()).toBe(await page.locator('.help-section').count());
  await links.filter({ hasText: 'How the toll is counted' }).click();
  await expect(page.locator('#help-toll h3')).toBeFocused();
  await expect(page.locator('#help-toll h3')).toBeInViewport();
  await expect(page.locator('#help-toll')).toContainText('A part is never added to its whole');
  expect(await page.evaluate(() => location.hash)).toBe('');
  await page.getByRole('button', { name: 'Article', exact: true }).click();
  await expect(page.locator('.card')).toBeVisible();
  await expect(page.locator('.help')).toBeHidden();
});

test('no word of the help is missing from the string table', async ({ page }) => {
  await open(page);
  await openHelp(page);
  const texts = await page.locator('.help :is(h3, h4, p, dt, dd, th, td, a)').allTextContents();
  expect(texts.length).toBeGreaterThan(150);
  for (const text of texts) expect(text).not.toMatch(/^$|^(help|tour|flag|side|kind|qualifier)[. ]|_|\{/);
});

test('every section of the help has its words', async ({ page }) => {
  await open(page);
  const code = readFileSync(new URL('../../www/parts/help.js', import.meta.url), 'utf8');
  const sections = [...code.split('SECTIONS = [')[1].split('];')[0].matchAll(/'(\w+)'/g)].map(([, name]) => `help-${name}`);
  await page.locator('.view-tab[data-view=help]').click();
  expect(await page.locator('.help-section').evaluateAll((all) => all.map((one) => one.id))).toEqual(sections);
  for (const name of sections) await expect(page.locator(`#${name} p, #${name} dl`).first()).toBeAttached();
});

test('“Why?” leads to the section of the help on figures, places or dates', async ({ page }) => {
  await open(page);
  await paste(page, ATTACK);
  await settled(page, 'done');
  for (const [button, section] of [['.section-toll .why-button', 'toll'], ['.section-where .why-button', 'places'], ['.section-when .why-button', 'dates']]) {
    await page.locator('.view-tab[data-view=article]').click();
    await page.locator(button).first().click();
    await page.locator('.why-help button').click();
    await expect(page.locator(`#help-${section} h3`)).toBeFocused();
    await expect(page.locator('.why-help')).toHaveCount(1);
  }
});

test('the tour is offered on an example only, once, and not again after an answer', async ({ page }) => {
  await open(page);
  await paste(page, ATTACK);
  await settled(page, 'done');
  await expect(page.locator('.tour-offer')).toBeHidden();
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
  await page.getByRole('button', { name: 'New article' }).click();
  await page.locator('[data-example=bombing]').click();
  await settled(page, 'done');
  await expect(page.locator('.tour-offer')).toBeVisible();
  await page.getByRole('button', { name: 'No, thanks' }).click();
  await expect(page.locator('.tour-offer')).toBeHidden();
  await page.reload();
  await loaded(page);
  await page.locator('[data-example=bombing]').click();
  await settled(page, 'done');
  await expect(page.locator('.tour-offer')).toBeHidden();
});

test('the tour goes through five steps, forward and back, while the page stays in use', async ({ page }) => {
  await open(page);
  await page.locator('[data-example=ground-attack]').click();
  await settled(page, 'done');
  await page.getByRole('button', { name: 'Show me' }).click();
  const box = page.locator('.tour');
  await expect(box.getByRole('heading')).toBeFocused();
  const titles = [];
  for (let step = 1; step <= 5; step += 1) {
    await expect(box).toContainText(`${step} of 5`);
    await expect(page.locator('.tour-target')).toHaveCount(1);
    await expect(page.locator('.tour-target')).toBeInViewport();
    titles.push(await box.getByRole('heading').textContent());
    if (step < 5) await box.getByRole('button', { name: 'Next' }).click();
  }
  expect(new Set(titles).size).toBe(5);
  await box.getByRole('button', { name: 'Back' }).click();
  await expect(box).toContainText('4 of 5');
  await page.locator('.toll .why-button').first().click();
  await expect(page.locator('#why')).toBeVisible();
  await expect(box).toBeVisible();
  await box.getByRole('button', { name: 'Next' }).click();
  await page.keyboard.press('Escape');
  await expect(box).toBeHidden();
  await expect(page.locator('.tour-target')).toHaveCount(0);
});

test('the last step leads to the help', async ({ page }) => {
  await open(page);
  await page.locator('[data-example=bombing]').click();
  await settled(page, 'done');
  await page.getByRole('button', { name: 'Show me' }).click();
  for (let step = 1; step < 5; step += 1) await page.locator('.tour').getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Open the help' }).click();
  await expect(page.locator('#help-start h3')).toBeFocused();
  await expect(page.locator('.tour')).toBeHidden();
});

for (const [colorScheme, width] of [['light', 1280], ['dark', 390]]) {
  test(`no accessibility violation in help and tour: ${colorScheme}, ${width} px`, colorScheme === 'dark' ? ONCE : {}, async ({ page }) => {
    const clean = async () => {
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    };
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await open(page);
    await openHelp(page);
    await clean();
    await page.getByRole('button', { name: 'Article', exact: true }).click();
    await page.locator('[data-example=bombing]').click();
    await settled(page, 'done');
    await clean();
    await page.getByRole('button', { name: 'Show me' }).click();
    await clean();
  });
}
