/** Layout at the usual widths, both themes, and the automatic accessibility rules in every state. */
import { expect, test } from '@playwright/test';
import { ATTACK, applyPrintRules, open, paste, settled, showArticle, violations } from './page.mjs';


/** The states of the page, each with the steps that lead to it. */
const STATES = {
  empty: async () => {},
  done: async (page) => { await paste(page, ATTACK); await settled(page, 'done'); },
  reasons: async (page) => {
    await paste(page, ATTACK);
    await settled(page, 'done');
    await page.locator('.toll .why-button').first().click();
    await expect(page.locator('#why .reasons')).not.toBeEmpty();
  },
  nothing: async (page) => { await page.locator('[data-example=football]').click(); await settled(page, 'nothing'); },
  wrong: async (page) => {
    await page.locator('.control-buttons input[type=file]').setInputFiles({ name: 'clip.bin', mimeType: 'application/octet-stream', buffer: Buffer.from([0xff]) });
    await settled(page, 'wrong');
  },
};

/** The rules and the style sheet are the same in every browser: what tells nothing new in a second one runs in the first alone. */
const ONCE = { tag: '@once' };

for (const colorScheme of ['light', 'dark']) {
  const where = colorScheme === 'dark' ? ONCE : {};
  for (const [name, reach] of Object.entries(STATES)) {
    test(`no accessibility violation: ${name}, ${colorScheme}`, where, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await open(page);
      await reach(page);
      expect(await violations(page)).toEqual([]);
    });
  }

  test(`no accessibility violation: failed, ${colorScheme}`, where, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.route('**/pkg/sitrep_bg.wasm', (route) => route.fulfill({ status: 404, body: '' }));
    await open(page);
    await settled(page, 'failed');
    expect(await violations(page)).toEqual([]);
  });

  test(`no accessibility violation on a narrow screen, ${colorScheme}`, where, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme });
    await open(page);
    await paste(page, ATTACK);
    await settled(page, 'done');
    expect(await violations(page)).toEqual([]);
    await showArticle(page);
    expect(await violations(page)).toEqual([]);
  });
}

for (const width of [320, 390, 768, 1280, 1920]) {
  test(`nothing is wider than the screen at ${width} px`, [320, 1280].includes(width) ? {} : ONCE, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    for (const reach of Object.values(STATES)) {
      await open(page);
      await reach(page);
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme });
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      }
    }
  });
}

test('the theme can be chosen', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await open(page);
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  const theme = page.getByRole('button', { name: /^Theme/ });
  await theme.click();
  expect(await background()).toBe(light);
  await theme.click();
  expect(await background()).not.toBe(light);
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('each kind of mark differs by letter and by line, not by colour alone', async ({ page }) => {
  await open(page);
  await paste(page, ATTACK);
  await settled(page, 'done');
  const kinds = await page.locator('.legend-key .swatch').evaluateAll((nodes) => nodes.map((node) => {
    const style = getComputedStyle(node);
    const shown = getComputedStyle(node, '::before').content;
    return { letter: shown === 'none' ? '' : node.dataset.letter, line: `${style.textDecorationStyle} ${style.textDecorationThickness} ${style.backgroundColor}` };
  }));
  expect(kinds.length).toBeGreaterThan(3);
  expect(new Set(kinds.map((kind) => kind.letter)).size).toBe(kinds.length);
  expect(new Set(kinds.map((kind) => kind.line)).size).toBe(kinds.length);
});

test('a printed page holds the article, the legend and the card, and no controls', async ({ page }) => {
  await open(page);
  await paste(page, ATTACK);
  await settled(page, 'done');
  await applyPrintRules(page);
  for (const shown of ['.document', '.legend', '.card']) await expect(page.locator(shown)).toBeVisible();
  for (const hidden of ['.reader-tools', '.actions', '.theme']) await expect(page.locator(hidden)).toBeHidden();
  await expect(page.locator('.why-button').first()).toBeHidden();
});

test('one polite status sentence tells of each reading', async ({ page }) => {
  await open(page);
  const status = page.getByRole('status');
  await expect(status).toHaveAttribute('aria-live', 'polite');
  await paste(page, ATTACK);
  await settled(page, 'done');
  await expect(status).toContainText('characters read');
});
