/** The page "Embed it": the choices, the element they make, and the lines to copy, which are tried in a page of their own. */
import { expect, test } from '@playwright/test';
import { ATTACK, open, violations } from './page.mjs';
import { give, ready, shows, STRICT, visit } from './hosts.mjs';

async function workshop(page) {
  const seen = { errors: [] };
  page.on('pageerror', (error) => seen.errors.push(error.message));
  await page.addInitScript(() => {
    globalThis.violations = [];
    document.addEventListener('securitypolicyviolation', (event) => globalThis.violations.push(`${event.effectiveDirective} ${event.blockedURI}`));
  });
  await page.goto('./embed.html');
  await page.locator('.snippet code').filter({ hasText: 'sitrep-analyzer' }).waitFor();
  return seen;
}

const snippet = (page) => page.locator('.snippet code').textContent();

test('the element is shown as it will be, and what it tells is listed', async ({ page }) => {
  const seen = await workshop(page);
  await shows(page, 'done');
  await expect(page.locator('sitrep-analyzer .toll')).toBeVisible();
  await expect(page.locator('.happened')).toContainText('sitrep-report');
  expect(await snippet(page)).toBe('<script type="module" src="./sitrep/define.js"></script>\n\n<sitrep-analyzer></sitrep-analyzer>');
  expect(seen.errors).toEqual([]);
  expect(await page.evaluate(() => globalThis.violations)).toEqual([]);
});

test('each choice is in the element and in the lines to copy', async ({ page }) => {
  await page.route('**/element-integrity.json', (route) => route.fulfill({ json: { 'define.js': 'sha384-part', 'define-inline.js': 'sha384-made' } }));
  await workshop(page);
  await page.getByLabel('Mode').selectOption('card');
  await page.getByLabel('Id of an element to read').fill('story');
  await page.getByLabel('Theme').selectOption('dark');
  await page.getByLabel('Longest text').fill('50000');
  await page.getByLabel('Name in a form').fill('report');
  await page.getByLabel('Roundness').fill('12px');
  await page.getByLabel('Accent colour of your own', { exact: true }).check();
  await page.getByLabel('Colour: Accent').fill('#7a0000');
  expect(await snippet(page)).toBe('<script type="module" src="./sitrep/define.js"></script>\n\n<style>\nsitrep-analyzer {\n  --sitrep-accent: #7a0000;\n  --sitrep-radius: 12px;\n}\n</style>\n\n<sitrep-analyzer mode="card" for="story" theme="dark" max-length="50000" name="report"></sitrep-analyzer>');
  const element = page.locator('sitrep-analyzer');
  await shows(page, 'done');
  expect(await element.evaluate((node) => [node.mode, node.for, node.theme, node.maxLength, node.name, getComputedStyle(node).getPropertyValue('--sitrep-accent').trim()])).toEqual(['card', 'article', 'dark', 50_000, 'report', '#7a0000']);
  await expect(page.locator('.sample')).toBeVisible();
  expect(await page.evaluate(() => CSS.highlights.get('sitrep-place').size)).toBeGreaterThan(0);
  await page.getByLabel('Form', { exact: true }).selectOption('inline');
  expect(await snippet(page)).toContain('<script type="module" src="./sitrep/define-inline.js" integrity="sha384-made" crossorigin="anonymous"></script>');
  await page.getByLabel('Form', { exact: true }).selectOption('npm');
  expect(await snippet(page)).toContain("import 'sitrep-analyzer/define';");
  await page.getByLabel('Form', { exact: true }).selectOption('frame');
  expect(await snippet(page)).toContain('sandbox="allow-scripts"');
});

test('a value that cannot be is refused beside its field and written nowhere', async ({ page }) => {
  await workshop(page);
  for (const [label, value] of [['Id of an element', 'a"b'], ['Longest text', '-3'], ['Name in a form', 'x y'], ['Roundness', 'red;}'], ['Font', 'a;b'], ['Language', '???']]) {
    const field = page.getByLabel(label);
    await field.fill(value);
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await expect(page.locator('.refused:not(:empty)')).toHaveCount(1);
    expect(await snippet(page)).toContain('<sitrep-analyzer></sitrep-analyzer>');
    await field.fill('');
  }
});

test('the lines that are copied work in a page of their own', async ({ page, browserName }) => {
  await workshop(page);
  await page.getByLabel('Mode').selectOption('document');
  await page.getByLabel('Theme').selectOption('dark');
  if (browserName === 'chromium') await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy' }).click();
  await expect(page.locator('.copied')).not.toBeEmpty();
  const copied = browserName === 'chromium' ? await page.evaluate(() => navigator.clipboard.readText()) : await snippet(page);
  const host = await page.context().newPage();
  await host.route('**/sitrep/**', async (route) => route.fulfill({ response: await route.fetch({ url: route.request().url().replace('/sitrep/define.js', '/element/define.js').replace('/sitrep/', '/element/') }) }));
  const seen = await visit(host, copied, { script: '', policy: STRICT });
  await ready(host);
  await give(host, ATTACK);
  expect(await host.locator('sitrep-analyzer').evaluate((node) => getComputedStyle(node).colorScheme)).toBe('dark');
  expect(seen.errors).toEqual([]);
});

test('no accessibility violation, and nothing is wider than the screen', async ({ page }) => {
  for (const [width, colorScheme] of [[1280, 'light'], [390, 'dark'], [320, 'light']]) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await workshop(page);
    await shows(page, 'done');
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(await violations(page)).toEqual([]);
  }
});

test('the help leads there', async ({ page }) => {
  await open(page);
  await page.locator('#app[data-parts]').waitFor();
  await page.locator('[data-view=help]').click();
  const link = page.getByRole('link', { name: 'Choose how it looks' });
  expect(await link.evaluate((node) => new URL(node.href).pathname)).toMatch(/\/embed\.html$/);
  await expect(link).toHaveAttribute('rel', 'noopener');
});
