/** Own words: names added by a form or a list are read at once, refused ones are named, and nothing is kept unasked. */
import { expect, test } from '@playwright/test';
import { open, openInside, paste, saved, settled, violations } from './page.mjs';

const TEXT = 'Fighters of the Sons of the Dry River attacked an army post at Qarn Hadi on Monday, killing four soldiers. The SDR said it was behind it.';
const LIST = 'table\tid\tterm\talso\tcode\tacronym\tcountry\tlat\tlon\tnote\ngroups\t-\tSons of the Dry River\t-\trebel_group\tSDR\tMLI\t-\t-\ttwo reports\nregions\t-\tQarn Hadi\t-\t-\t-\tYEM\t15.1\t44.2\t-\n';

const show = (page, view) => page.locator(`.view-tab[data-view=${view}]`).click();
const card = (page, section) => page.locator(`.section-${section}`);
const give = (page, name, content) => page.locator('.own-tools input[type=file]').setInputFiles({ name, mimeType: 'text/tab-separated-values', buffer: Buffer.from(content) });

test('a group added by the form is read in the article, and removed again', async ({ page }) => {
  await open(page);
  await paste(page, TEXT);
  await settled(page, 'done');
  await expect(card(page, 'who')).not.toContainText('Dry River');
  await show(page, 'own');
  await expect(page.getByText('None yet.')).toBeVisible();
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByText('Write the name first.')).toBeVisible();
  await page.getByLabel('Name', { exact: true }).fill('Sons of the Dry River');
  await page.getByLabel('Acronym').fill('SDR');
  await page.getByLabel('Country').fill('mli');
  await page.keyboard.press('Enter');
  await expect(page.locator('.own-table tbody tr')).toHaveText([/Sons of the Dry River.*Armed group · rebel group.*SDR.*MLI/]);
  await show(page, 'article');
  await expect(card(page, 'who')).toContainText('Sons of the Dry River (SDR)');
  await show(page, 'own');
  await page.getByRole('button', { name: 'Remove Sons of the Dry River' }).click();
  await expect(page.getByText('None yet.')).toBeVisible();
  await show(page, 'article');
  await expect(card(page, 'who')).not.toContainText('Dry River');
});

test('a list is taken as a whole, or refused with the cell that is wrong', async ({ page }) => {
  await open(page);
  await show(page, 'own');
  await give(page, 'mine.tsv', LIST);
  await expect(page.getByText('mine.tsv: 2 names, in place of those before.')).toBeVisible();
  await give(page, 'wrong.tsv', LIST.replace('rebel_group', 'gang'));
  await expect(page.getByText('Nothing was changed: own words, line 2, cell 5: there is no code ‘gang’'.replace(/[‘’]/g, "'"))).toBeVisible();
  await expect(page.locator('.own-table tbody tr')).toHaveCount(2);
  expect(await saved(page, () => page.getByRole('button', { name: 'Save the list (.tsv)' }).click())).toBe(LIST);
  await show(page, 'article');
  await paste(page, TEXT);
  await settled(page, 'done');
  await expect(card(page, 'where')).toContainText('Qarn Hadi');
  await expect(card(page, 'where')).not.toContainText('not located');
});

test('nothing is kept unless the reader asks, and then until it is taken back', async ({ page }) => {
  await open(page);
  await show(page, 'own');
  await give(page, 'mine.tsv', LIST);
  await expect(page.locator('.own-table tbody tr')).toHaveCount(2);
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  await page.getByLabel('Remember these words in this browser').check();
  await open(page);
  await show(page, 'own');
  await expect(page.locator('.own-table tbody tr')).toHaveCount(2);
  await show(page, 'article');
  await paste(page, TEXT);
  await settled(page, 'done');
  await expect(card(page, 'who')).toContainText('Sons of the Dry River (SDR)');
  await show(page, 'own');
  await page.getByLabel('Remember these words in this browser').uncheck();
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
});

test('two names that are removed at once are both gone', async ({ page }) => {
  await open(page);
  await show(page, 'own');
  await give(page, 'mine.tsv', `${LIST}groups\t-\tBand of the Hill\t-\trebel_group\t-\tMLI\t-\t-\t-\n`);
  await expect(page.locator('.own-table tbody tr')).toHaveCount(3);
  await page.evaluate(() => document.querySelectorAll('.own-table .link-button').forEach((node, n) => n < 2 && node.click()));
  await expect(page.locator('.own-table tbody tr')).toHaveCount(1);
  await expect(page.locator('.own-table')).toContainText('Band of the Hill');
});

test('a remembered list that cannot be read stays as it is until the reader says otherwise', async ({ page }) => {
  const old = LIST.replace('rebel_group', 'gang');
  await page.addInitScript((list) => { if (!sessionStorage.getItem('once')) localStorage.setItem('sitrep-own-words', list); sessionStorage.setItem('once', 'yes'); }, old);
  const stored = () => page.evaluate(() => localStorage.getItem('sitrep-own-words'));
  await open(page);
  await show(page, 'own');
  await expect(page.locator('.own-said')).toContainText("there is no code 'gang'");
  await expect(page.getByLabel('Remember these words in this browser')).not.toBeChecked();
  await page.getByLabel('Name', { exact: true }).fill('Band of the Hill');
  await page.keyboard.press('Enter');
  await expect(page.locator('.own-table tbody tr')).toHaveCount(1);
  expect(await stored()).toBe(old);
  await page.getByLabel('Remember these words in this browser').check();
  expect(await stored()).toContain('Band of the Hill');
});

test('columns of a list that the form does not have are kept with it', async ({ page }) => {
  const list = LIST.replace(/^table.*/, (head) => `${head}\tfrom`).replace(/two reports$/m, 'two reports\t2019').replace(/-\n$/, '-\t-\n');
  await open(page);
  await show(page, 'own');
  await page.getByLabel('Remember these words in this browser').check();
  await page.evaluate(() => {
    globalThis.written = [];
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = function write(name, value) { globalThis.written.push(value); return set.call(this, name, value); };
  });
  await give(page, 'mine.tsv', list);
  await expect(page.locator('.own-table tbody tr')).toHaveCount(2);
  expect(await page.evaluate(() => globalThis.written)).toEqual([list]);
});

test('names that are added do not wait for the worker that reads in the background', async ({ page }) => {
  await page.addInitScript(() => {
    const post = Worker.prototype.postMessage;
    let asked = 0;
    Worker.prototype.postMessage = function send(message, ...more) {
      if (message.method === 'loadWords' && (asked += 1) > 1) return;
      post.call(this, message, ...more);
    };
  });
  await openInside(page);
  const used = await page.evaluate((list) => Promise.race([globalThis.inside.analyzer.useWords(list), new Promise((resolve) => { setTimeout(resolve, 8000, 'waited'); })]), LIST);
  expect(used).toBe(2);
});

test('a code that the form does not offer is shown as its own words', async ({ page }) => {
  await open(page);
  await show(page, 'own');
  await give(page, 'mine.tsv', LIST.replace('groups\t-', 'state_forces\t-').replace('rebel_group', 'presidential_guard'));
  await expect(page.locator('.own-table tbody tr').first()).toContainText('State force · presidential guard');
});

for (const scheme of ['light', 'dark']) {
  test(`own words have no violations in ${scheme}, and fit a narrow screen @once`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width: 390, height: 844 });
    await open(page);
    await show(page, 'own');
    await give(page, 'mine.tsv', LIST);
    await expect(page.locator('.own-table tbody tr')).toHaveCount(2);
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
}
