/** What a reader takes away: the card in the clipboard, as a picture and on paper, and a link that carries the text. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { ATTACK, applyPrintRules, catchClipboard, fromMenu, handedOver, loaded, open, openMenu, paste, settled, violations } from './page.mjs';

const ONCE = { tag: '@once' };
const BOMBING = JSON.parse(readFileSync(new URL('../../www/examples/bombing.json', import.meta.url))).paragraphs.join('\n\n');

const copied = (page, type = 'text/plain') => page.evaluate((name) => globalThis.copied[name], type);

async function read(page, text = ATTACK) {
  await open(page);
  await catchClipboard(page);
  await paste(page, text);
  await settled(page, 'done');
}

test('the card is copied as text and as Markdown, with cautions and where it comes from', async ({ page }) => {
  await read(page);
  await fromMenu(page, 'copy', 'Card as text');
  await expect(page.locator('.status')).toHaveText('The card was copied as text.');
  for (const words of ['TOLL BY SIDE', 'at least 45', 'not disclosed', 'Labbezanga', 'Read by a machine: Sitrep', 'profile acled']) expect(await copied(page)).toContain(words);
  await fromMenu(page, 'copy', 'Card as Markdown');
  await expect(page.locator('.status')).toHaveText('The card was copied as Markdown.');
  const markdown = await copied(page);
  expect(markdown).toMatch(/^## /);
  expect(markdown).toContain('| Side | What |');
  expect(markdown).toMatch(/\| Armed groups \| at least 45 attackers “neutralised” \| .*unverified/);
  expect(markdown).toMatch(/\| State forces \| not disclosed \| withheld by/);
});

test('the card is copied as a table, once for programs and once for people, without formulas', async ({ page }) => {
  await read(page, `${ATTACK}\n\nThe commander, =HYPERLINK("x"), said the village of -Tin was calm. <b>Bold</b> *star*.`);
  await fromMenu(page, 'copy', 'Card as a table');
  await expect(page.locator('.status')).toHaveText('The card was copied as a table.');
  const rows = (await copied(page)).trimEnd().split('\n').map((row) => row.split('\t'));
  expect(rows[0]).toEqual(['Part', 'Side', 'What', 'Who says so, details', 'Cautions', 'In the article']);
  expect(new Set(rows.map((row) => row.length))).toEqual(new Set([6]));
  const toll = rows.filter((row) => row[0] === 'Toll by side');
  expect(toll.map((row) => row[1])).toContain('Armed groups');
  expect(toll.find((row) => row[1] === 'Armed groups')[5]).toContain('45');
  expect(rows.flat().filter((cell) => /^[=+@-]/.test(cell))).toEqual([]);
  const reader = await page.context().newPage();
  await reader.setContent(await copied(page, 'text/html'));
  expect(await reader.locator('tr').evaluateAll((found) => found.map((row) => [...row.cells].map((cell) => cell.textContent)))).toEqual(rows);
  expect(await reader.locator('b, a, img').count()).toBe(0);
});

test('where the clipboard is refused, the card is saved and the link is shown', async ({ page }) => {
  await read(page);
  await page.evaluate(() => {
    navigator.clipboard.writeText = async () => { throw new DOMException('no', 'NotAllowedError'); };
    HTMLAnchorElement.prototype.click = function click() { globalThis.link = this.download; };
  });
  await fromMenu(page, 'copy', 'Card as text');
  await expect.poll(() => page.evaluate(() => globalThis.link)).toBe('sitrep-card.txt');
  await fromMenu(page, 'copy', 'Link that carries the text');
  await expect(page.locator('.link-field')).toHaveValue(/#t=[\w-]+$/);
});

test('a menu opens one at a time and closes with Escape, by the keyboard alone', async ({ page }) => {
  await read(page);
  await page.locator('.take-copy summary').focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.take-copy')).toHaveAttribute('open', '');
  await page.keyboard.press('Tab');
  await expect(page.locator('[data-copy=text]')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.locator('.take-copy')).not.toHaveAttribute('open', '');
  await expect(page.locator('.take-copy summary')).toBeFocused();
  await openMenu(page, 'copy');
  await openMenu(page, 'save');
  await expect(page.locator('.take-copy')).not.toHaveAttribute('open', '');
  await openMenu(page, 'copy');
  await expect(page.locator('.take-copy')).toHaveAttribute('open', '');
  await expect(page.locator('.take-save')).not.toHaveAttribute('open', '');
  await page.locator('.card-headline').click();
  await expect(page.locator('.take-copy')).not.toHaveAttribute('open', '');
});

/** The picture of the card, decoded: its size, and how much of it is not white. */
async function pictureOf(page) {
  await page.evaluate(() => {
    globalThis.drawn = [];
    const fill = globalThis.fillText ??= CanvasRenderingContext2D.prototype.fillText;
    CanvasRenderingContext2D.prototype.fillText = function fillText(text, x, ...rest) {
      globalThis.drawn.push({ text, x, width: this.measureText(text).width });
      return fill.call(this, text, x, ...rest);
    };
  });
  await handedOver(page, () => fromMenu(page, 'save', 'Card as a picture'));
  return page.evaluate(async () => {
    const image = await createImageBitmap(globalThis.saved);
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    let inked = 0;
    for (let at = 0; at < data.length; at += 4) inked += data[at] < 128 ? 1 : 0;
    return { type: globalThis.saved.type, width: image.width, height: image.height, inked, lines: globalThis.drawn };
  });
}

test('the card is saved as a picture that says what made it', async ({ page }) => {
  await read(page, BOMBING);
  const picture = await pictureOf(page);
  expect(picture.type).toBe('image/png');
  expect(picture.width).toBe(1440);
  expect(picture.height).toBeGreaterThan(600);
  expect(picture.inked).toBeGreaterThan(5_000);
  const said = picture.lines.map((line) => line.text).join(' ');
  for (const words of ['Toll by side', '2 police officers killed', 'according to interior ministry', 'Read by a machine: Sitrep', 'profile acled']) expect(said).toContain(words);
  for (const line of picture.lines) expect(line.x + line.width, line.text).toBeLessThanOrEqual(720);
});

test('a word without an end is cut to the width of the picture', async ({ page }) => {
  await read(page, `Gunmen killed 12 people in Gao on Monday, said ${'Verylong'.repeat(40)} ministry. ${'X'.repeat(400)} was attacked.`);
  const picture = await pictureOf(page);
  for (const line of picture.lines) expect(line.x + line.width, line.text).toBeLessThanOrEqual(720);
});

/** Presses the button with the browser's print dialogue replaced by its first event. */
async function printBrief(page) {
  await page.evaluate(() => { globalThis.print = () => { globalThis.printed = document.getElementById('app').dataset.print; }; });
  await fromMenu(page, 'save', 'Print a one-page brief');
}

test('the brief holds card, toll and sources, and the article only when asked for', async ({ page }) => {
  await read(page, BOMBING);
  await printBrief(page);
  expect(await page.evaluate(() => globalThis.printed)).toBe('brief');
  await applyPrintRules(page);
  for (const shown of ['.card', '.section-toll', '.brief-foot']) await expect(page.locator(shown).first()).toBeVisible();
  for (const hidden of ['.left', '.actions', '.masthead', '.footer', '.pictures', '.why-button']) await expect(page.locator(hidden).first()).toBeHidden();
  await expect(page.locator('.brief')).toContainText('according to interior ministry: “two” and “three”');
  await expect(page.locator('.brief')).toContainText('publication date not stated');
  await expect(page.locator('.brief-foot')).toContainText('profile acled');
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await expect(page.locator('#app')).not.toHaveAttribute('data-print');
});

test('with the article the brief is followed by the marked text', async ({ page }) => {
  await read(page, BOMBING);
  await openMenu(page, 'save');
  await page.getByLabel('with the marked article behind it').check();
  await printBrief(page);
  await applyPrintRules(page);
  await expect(page.locator('.document mark').first()).toBeVisible();
  const order = await page.evaluate(() => document.querySelector('.card').getBoundingClientRect().top < document.querySelector('.document').getBoundingClientRect().top);
  expect(order).toBe(true);
});

test('the brief fits on one page, in the dark theme too', ONCE, async ({ page }) => {
  await read(page, BOMBING);
  await page.emulateMedia({ colorScheme: 'dark' });
  await printBrief(page);
  const pdf = (await page.pdf({ format: 'A4', margin: { top: '12mm', bottom: '12mm', left: '14mm', right: '14mm' } })).toString('latin1');
  expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
});

// ---- the link ----

async function linkFor(page) {
  await fromMenu(page, 'copy', 'Link that carries the text');
  await expect(page.locator('.status')).toContainText('The link was copied');
  return copied(page);
}

test('a link carries the text exactly; it is read only when the reader says so', async ({ page }) => {
  const text = `Ünïcödé “quotes”\r\n\r\n${ATTACK}\n`;
  await read(page, text);
  await page.locator('#date-read').fill('2025-07-05');
  await settled(page, 'done');
  const link = await linkFor(page);
  expect(link).toMatch(/#t=[\w-]+&d=2025-07-05$/);
  await page.goto('about:blank');
  await page.goto(link);
  await loaded(page);
  await expect(page.locator('#article')).toHaveValue(text.replaceAll('\r\n', '\n'));
  expect(await page.evaluate(() => location.href)).not.toContain('#');
  await page.waitForTimeout(700);
  await settled(page, 'empty');
  await expect(page.locator('.link-note')).toContainText('has not been read yet');
  await page.getByRole('button', { name: 'Read this text' }).click();
  await settled(page, 'done');
  await expect(page.locator('.link-note')).toBeHidden();
  await expect(page.locator('#date-read')).toHaveValue('2025-07-05');
  expect(await page.locator('.document').evaluate((node) => node.textContent)).toBe(text);
});

test('making and opening a link makes no request', async ({ page }) => {
  await read(page);
  const requests = [];
  page.on('request', (request) => requests.push(request.url()));
  const link = await linkFor(page);
  await page.evaluate((fragment) => { location.hash = fragment; }, link.slice(link.indexOf('#')));
  await expect(page.locator('.link-note', { hasText: 'another text' })).toBeVisible();
  expect(requests).toEqual([]);
});

test('a link that is followed while another text is open waits for the reader', async ({ page }) => {
  await read(page, BOMBING);
  const link = await linkFor(page);
  await page.getByRole('button', { name: 'New article' }).click();
  await paste(page, ATTACK);
  await settled(page, 'done');
  await page.evaluate((fragment) => { location.hash = fragment; }, link.slice(link.indexOf('#')));
  await page.getByRole('button', { name: 'Read it instead' }).click();
  await expect.poll(() => page.locator('.document').evaluate((node) => node.textContent)).toBe(BOMBING);
});

test('a text too long for a link is refused in words', async ({ page }) => {
  let seed = 7;
  const noise = Array.from({ length: 9_000 }, () => ((seed = (seed * 48_271) % 2_147_483_647) % 1_000_000).toString(36)).join(' ');
  await read(page, `${ATTACK}\n\n${noise}`);
  await fromMenu(page, 'copy', 'Link that carries the text');
  await expect(page.locator('.status')).toContainText('The text is too long for a link');
  expect(await copied(page)).toBeUndefined();
});

for (const [name, fragment] of [['cut', '#t=zZfNTgMxDIRf'], ['no base64', '#t=%%%'], ['no text', '#t='], ['not deflated', '#t=aGVsbG8'], ['too long', `#t=${'A'.repeat(20_000)}`]]) {
  test(`a link that cannot be read is refused in words: ${name}`, async ({ page }) => {
    await page.goto(`./${fragment}`);
    await loaded(page);
    await expect(page.locator('.link-note')).toContainText('holds no text that can be read');
    await expect(page.locator('#article')).toHaveValue('');
    expect(await page.evaluate(() => location.href)).not.toContain('#t=');
    await settled(page, 'empty');
  });
}

test('a text that unpacks to gigabytes is stopped', ONCE, async ({ page }) => {
  await open(page);
  const fragment = await page.evaluate(async () => {
    const stream = new Blob([new Uint8Array(8_000_000)]).stream().pipeThrough(new CompressionStream('deflate-raw'));
    const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
    return `#t=${btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')}`;
  });
  expect(fragment.length).toBeLessThan(16_384);
  await page.evaluate((hash) => { location.hash = hash; }, fragment);
  await expect(page.locator('.link-note')).toContainText('holds no text that can be read');
});

for (const colorScheme of ['light', 'dark']) {
  test(`no accessibility violation in open menus and with a received text, ${colorScheme}`, colorScheme === 'dark' ? ONCE : {}, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await read(page);
    const link = await linkFor(page);
    for (const menu of ['copy', 'save']) {
      await openMenu(page, menu);
      expect(await violations(page)).toEqual([]);
    }
    await page.goto('about:blank');
    await page.goto(link);
    await page.getByRole('button', { name: 'Read this text' }).waitFor();
    expect(await violations(page)).toEqual([]);
  });
}
