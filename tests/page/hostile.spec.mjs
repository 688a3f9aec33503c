/**
 * Text as an attack. The list of this project, and those of ../shared/eval/hostile where they lie beside it, are pasted,
 * read, corrected, kept, exported and opened again, on the page, on the desk, in the element and in the single file: nothing
 * runs, nothing is asked for, no policy has anything to refuse, and nothing of it becomes an element.
 */
import { existsSync, readFileSync } from 'node:fs';
import { marked } from 'marked';
import { expect, test } from '@playwright/test';
import { askedNothing, openFile } from './carried.mjs';
import { ATTACK, anew, catchClipboard, downloadReport, fromMenu, loaded, nothingHappened, open, openMenu, paste, saved, settled, watch } from './page.mjs';
import { give, ready, shows, visit } from './hosts.mjs';

const listed = (url) => JSON.parse(readFileSync(url, 'utf8'));
const SHARED = ['naughty_strings', 'xss_payloads'].map((name) => new URL(`../../../shared/eval/hostile/${name}.json`, import.meta.url));
const [OWN, OTHERS] = [[new URL('./hostile.json', import.meta.url)], SHARED.filter(existsSync)].map((urls) => urls.flatMap(listed).filter((text) => text.trim()));
const HOSTILE = [...OWN, ...OTHERS];
/** Taken one by one: all of our own, and every fourth of the others. */
const SINGLY = [...OWN, ...OTHERS.filter((_, n) => n % 4 === 0)];
/** Read together: so many make a long article, and all of them take seconds. */
const TOGETHER = 280;
const GROUPS = Array.from({ length: Math.ceil(HOSTILE.length / TOGETHER) }, (_, n) => HOSTILE.slice(n * TOGETHER, (n + 1) * TOGETHER));
const FORMATS = ['acled', 'ucdp', 'gtd', 'plover', 'geojson', 'markdown'];
const WORST = '<img src=x onerror="globalThis.owned = 1">';

/** A sentence in which the string stands where names, victims, places and sources do. */
const sentence = (text) => `Gunmen from the ${text} killed 12 ${text} near ${text} on Thursday, ${text} said.`;

/** An article of the strings: each as a paragraph, and the short ones where the facts stand. */
const article = (strings) => [ATTACK, ...strings, ...strings.filter((text) => text.length < 40).map(sentence)].join('\n\n').toWellFormed();

/** What hostile text must not have become: elements and attributes that run, load, or lead elsewhere. */
function offences(page) {
  return page.evaluate(() => {
    const bad = 'iframe, object, embed, img, image, base, frame, video, audio, source, template, math, marquee, foreignObject, animate, set, use, noscript, body :is(script, style, link, meta), form[action]';
    const found = [];
    const look = (root) => {
      root.querySelectorAll(bad).forEach((node) => found.push(node.outerHTML.slice(0, 80)));
      for (const node of root.querySelectorAll('*')) {
        for (const { name, value } of node.attributes) {
          if (/^on|^srcdoc$|^formaction$|^ping$|^xlink:/i.test(name) || (name === 'style' && /url|@/.test(value))) found.push(`${node.tagName} ${name}="${value.slice(0, 40)}"`);
          if (['href', 'src', 'action'].includes(name) && URL.canParse(value, document.baseURI) && !['http:', 'https:', 'blob:', 'file:', 'data:'].includes(new URL(value, document.baseURI).protocol)) found.push(`${node.tagName} ${name}="${value.slice(0, 40)}"`);
        }
        if (node.shadowRoot) look(node.shadowRoot);
      }
    };
    // What the document holds from the start: its data blocks, where it is a single file, and its word for who has no scripts.
    const own = new Set(globalThis.ownMarkup ?? []);
    look(document);
    return found.filter((one) => !own.has(one));
  });
}

/** What the document holds from the beginning is none of it. */
async function remember(page) {
  const found = await offences(page);
  await page.evaluate((own) => { globalThis.ownMarkup = own; }, found);
}

/** Reads `text` as one article, whatever in it looks like the beginning of another. */
async function read(page, text) {
  await paste(page, text);
  await settled(page, 'done');
  if (await page.locator('#which-article').isVisible()) {
    await page.locator('#which-article').selectOption('-1');
    await settled(page, 'done');
  }
  await shownIs(page, text);
}

const shownIs = (page, text) => expect.poll(() => page.locator('.document').evaluate((node, wanted) => node.textContent === JSON.parse(wanted), JSON.stringify(text))).toBe(true);

/** Corrects figure, actor, place and headline, for reasons and by a name that are attacks: what the analyst writes goes everywhere. */
async function correct(page, strings) {
  const field = (key) => page.locator(`#why .field-${key} :is(input, textarea)`);
  const change = async (values) => {
    await page.getByRole('button', { name: 'Correct this' }).click();
    for (const [key, value] of Object.entries(values)) await field(key).fill(value);
    await page.getByLabel('Reason (optional)').fill(WORST);
    await page.getByRole('button', { name: 'Save correction' }).click();
    await expect(page.locator('.correct-form')).toHaveCount(0);
  };
  await page.locator('mark.k-figure', { hasText: '45' }).first().click();
  await change({ low: '46', best: '46' });
  await page.locator('mark.k-actor', { hasText: 'Islamic State' }).first().click();
  await change({ name: `=1+1 ${WORST} [x](javascript:alert(1))` });
  await page.locator('mark.k-place', { hasText: 'Labbezanga' }).first().click();
  await change({ name: `@${WORST} | <b onclick=alert(1)>` });
  await page.keyboard.press('Escape');
  await page.locator('.section-did_what .why-button').first().click();
  await change({ sentence: strings.filter((text) => /[<[|=&]/.test(text)).map((text) => text.replace(/\s+/g, ' ').toWellFormed()).join(' ').slice(0, 6000) });
  await page.keyboard.press('Escape');
  await expect(page.locator('.corrections')).toContainText('45 → 46');
  await page.locator('.corrections-sign summary').click();
  await page.getByLabel('Your name').fill(WORST);
  await page.getByLabel('Your name').press('Tab');
}

/** All that can be taken away, by name. */
async function takenAway(page) {
  const out = { json: JSON.stringify(await downloadReport(page)) };
  for (const format of FORMATS) {
    out[format] = await saved(page, async () => {
      await openMenu(page, 'save');
      await page.locator(`[data-format=${format}]`).click();
    });
  }
  for (const [name, button] of [['card.txt', 'Card as text'], ['card.md', 'Card as Markdown'], ['table', 'Card as a table']]) {
    await fromMenu(page, 'copy', button);
    await expect(page.locator('.status')).toContainText('was copied');
    Object.assign(out, await page.evaluate((key) => ({ [key]: globalThis.copied['text/plain'], [`${key}.html`]: globalThis.copied['text/html'] ?? '' }), name));
  }
  return out;
}

/** Opens markup in a page of no policy at all, as a mail program, an editor or a wiki would: nothing of it may run, load or lead anywhere. */
async function harmless(page, markup) {
  const outside = await page.context().newPage();
  const seen = await watch(outside);
  await outside.route('**/*', (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: route.request().isNavigationRequest() ? `<!doctype html><link rel="icon" href="data:,"><body>${markup}</body>` : '' }));
  await outside.goto('http://outside.example/');
  await outside.waitForTimeout(150);
  seen.requests = seen.requests.filter((url) => url !== 'http://outside.example/' && !url.startsWith('data:'));
  expect(await offences(outside)).toEqual([]);
  await nothingHappened(outside, seen);
  await outside.close();
}

/** No cell of a table is taken for a formula. */
function noFormula(table, mark) {
  const cells = mark === '\t' ? table.split(/[\t\n]/) : [...table.matchAll(/(?:^|,|\n)(?:"((?:[^"]|"")*)"|([^,\n"]*))/g)].map(([, quoted, plain]) => (quoted ?? plain).replace(/\r$/, ''));
  expect(cells.length).toBeGreaterThan(10);
  expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell))).toEqual([]);
}

async function allHarmless(page, out) {
  for (const name of ['json', 'acled', 'ucdp', 'geojson', 'markdown', 'card.txt', 'card.md', 'table', 'table.html']) expect(out[name], name).toContain('onerror');
  for (const name of ['acled', 'ucdp', 'gtd']) noFormula(out[name], ',');
  noFormula(out.table, '\t');
  JSON.parse(out.geojson);
  out.plover.trim().split('\n').filter(Boolean).forEach((line) => JSON.parse(line));
  for (const name of ['markdown', 'card.md']) await harmless(page, marked.parse(out[name]));
  await harmless(page, out['table.html']);
}

test('hostile text is pasted, read, corrected, kept, exported and opened again, and stays text', async ({ page }) => {
  test.slow();
  const seen = await watch(page);
  await open(page);
  await remember(page);
  await catchClipboard(page);
  const outside = [];
  seen.requests.length = 0;
  for (const [n, group] of GROUPS.entries()) {
    const text = article(group);
    await read(page, text);
    await correct(page, group);
    await page.locator('.pictures details').evaluateAll((all) => all.forEach((one) => { one.open = true; }));
    await page.locator('.toll .why-button').first().click();
    await expect(page.locator('#why .reasons')).not.toBeEmpty();
    expect(await offences(page)).toEqual([]);
    await page.keyboard.press('Escape');
    outside.push(await takenAway(page));
    await page.getByRole('button', { name: 'Keep this article' }).click();
    await expect(page.locator('.keep-said')).toContainText('Kept in this browser');
    expect(await offences(page)).toEqual([]);
    if (n + 1 < GROUPS.length) await anew(page);
  }
  await page.getByRole('button', { name: 'Redact and share' }).click();
  await page.locator('#redact-own').fill(`Labbezanga, ${WORST}`);
  await expect(page.locator('.redact-status')).toContainText('replaced. Look it through');
  for (const form of ['card', 'markdown', 'json', 'text']) await page.locator(`.redact-forms [data-form=${form}]`).click();
  expect(await offences(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.locator('.view-tab[data-view=kept]').click();
  await expect(page.locator('.kept-row')).toHaveCount(GROUPS.length);
  await page.getByRole('button', { name: /^Rename/ }).first().click();
  await page.locator('.kept-name').fill(WORST);
  await page.keyboard.press('Enter');
  await page.getByLabel('Find').fill(WORST);
  await expect(page.locator('.kept-row')).not.toHaveCount(0);
  await page.getByLabel('Find').fill('');
  const desk = await saved(page, () => page.getByRole('button', { name: 'Save all as one file' }).click());
  await page.locator('.kept-remove-all').click();
  await page.locator('.kept-remove-yes').click();
  await expect(page.locator('.kept-row')).toHaveCount(0);
  await page.locator('.kept-view input[type=file]').setInputFiles({ name: `${WORST}.json`, mimeType: 'application/json', buffer: Buffer.from(desk) });
  await expect(page.locator('.kept-row')).toHaveCount(GROUPS.length);
  for (let n = 0; n < GROUPS.length; n += 1) {
    await page.locator('.kept-row .kept-open').nth(n).click();
    await settled(page, 'done');
    await expect(page.locator('.corrections')).toContainText('45 → 46');
    expect(GROUPS.map(article)).toContain(await page.evaluate(() => document.querySelector('.document').textContent));
    expect(await offences(page)).toEqual([]);
    await page.locator('.view-tab[data-view=kept]').click();
  }
  await nothingHappened(page, seen);
  for (const out of outside) await allHarmless(page, out);
});

test('hostile titles, names of files, own words and links stay text, on the desk and beside it', async ({ page }) => {
  test.slow();
  const seen = await watch(page);
  await open(page);
  await remember(page);
  await catchClipboard(page);
  seen.requests.length = 0;
  const records = SINGLY.map((text) => JSON.stringify({ text: sentence(text), title: text, publisher: text, author: text, url: text })).join('\n');
  const files = [{ name: `${WORST}.jsonl`, mimeType: '', buffer: Buffer.from(records) }, { name: `${WORST}.bin`, mimeType: '', buffer: Buffer.from([0xff, 0]) }];
  await page.locator('.control-buttons input[type=file]').setInputFiles(files);
  await expect(page.locator('.desk-progress')).toBeHidden({ timeout: 60_000 });
  await expect(page.locator('.desk-problems')).toContainText(WORST);
  for (const more = page.getByRole('button', { name: /^Show more/ }); await more.isVisible();) await more.click();
  expect(await page.locator('.desk-table tbody tr[data-state=read]').count()).toBeGreaterThan(SINGLY.length * 0.95);
  expect(await offences(page)).toEqual([]);
  for (const n of [3, 4, 5]) await page.locator('.desk-table tbody tr').nth(n).getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Compare (3)' }).click();
  await expect(page.locator('.side-table')).toBeVisible();
  expect(await offences(page)).toEqual([]);
  await page.getByRole('button', { name: 'Back to the rows' }).click();
  await page.locator('.desk-exports summary').click();
  const out = {};
  for (const format of ['desk', ...FORMATS]) out[format] = await saved(page, () => page.locator(`[data-desk-format=${format}]`).evaluate((node) => node.click()));
  await page.locator('.desk-table .desk-open').nth(3).click();
  await expect(page.locator('#app')).toHaveAttribute('data-view', 'article');
  await settled(page, 'done');
  await page.locator('.about summary').click();
  expect(await offences(page)).toEqual([]);
  await page.locator('.view-tab[data-view=own]').click();
  for (const name of [WORST, 'Sons of <b onclick=alert(1)>', ...HOSTILE.slice(0, 5)]) {
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.getByLabel('Where you have it from').fill(WORST);
    await page.getByRole('button', { name: 'Add', exact: true }).click();
  }
  await page.locator('.own-tools input[type=file]').setInputFiles({ name: `${WORST}.tsv`, mimeType: '', buffer: Buffer.from(`table\tid\n${WORST}\t${WORST}\n`) });
  await expect(page.locator('.own-view')).toContainText('Nothing was changed');
  expect(await offences(page)).toEqual([]);
  await page.locator('.view-tab[data-view=article]').click();
  await anew(page);
  const text = article(HOSTILE.slice(0, 40));
  await read(page, text);
  await fromMenu(page, 'copy', 'Link that carries the text');
  const link = await page.waitForFunction(() => /#t=/.test(globalThis.copied['text/plain']) && globalThis.copied['text/plain']).then((found) => found.jsonValue());
  await nothingHappened(page, seen);
  for (const name of ['acled', 'ucdp', 'gtd', 'desk']) noFormula(out[name], ',');
  await harmless(page, marked.parse(out.markdown));
  await page.goto('about:blank');
  await page.goto(link);
  await loaded(page);
  await remember(page);
  seen.requests.length = 0;
  await page.getByRole('button', { name: 'Read this text' }).click();
  await settled(page, 'done');
  expect(await offences(page)).toEqual([]);
  expect(page.url()).not.toContain('#');
  await nothingHappened(page, seen);
});

test('hostile text stays text in the element and in the single file', async ({ page }) => {
  test.slow();
  const text = article(HOSTILE.slice(0, 140));
  const seen = await visit(page, '<sitrep-analyzer></sitrep-analyzer><div id="story" lang="en"></div><sitrep-analyzer for="story" mode="panel"></sitrep-analyzer>');
  await ready(page);
  seen.requests.length = 0;
  await give(page, text, 'done', 'sitrep-analyzer:not([for])');
  const element = page.locator('sitrep-analyzer:not([for])');
  expect(await element.locator('.document').evaluate((node) => node.textContent)).toBe(text);
  await element.locator('.toll .why-button').first().click();
  await expect(element.locator('.why .reasons')).not.toBeEmpty();
  expect((await offences(page)).filter((one) => !/^<(script|link|meta)/.test(one))).toEqual([]);
  const exported = (format) => element.evaluate((node, name) => node.exportAs(name).then((blob) => blob.text()), format);
  const [csv, md] = [await exported('csv'), await exported('md')];
  await page.evaluate((given) => { document.getElementById('story').textContent = given; }, text);
  await page.locator('sitrep-analyzer[for]').evaluate((node) => node.analyze());
  await shows(page, 'done', 'sitrep-analyzer[for]');
  expect(await offences(page)).toEqual([]);
  expect(seen).toEqual({ requests: [], errors: [] });
  expect(await page.evaluate(() => [globalThis.owned, globalThis.violations])).toEqual([undefined, []]);
  noFormula(csv, ',');
  await harmless(page, marked.parse(md));
  const carried = await openFile(page, 'sitrep.html');
  await remember(page);
  await read(page, text);
  await correct(page, HOSTILE.slice(0, 140));
  await page.locator('.toll .why-button').first().click();
  expect(await offences(page)).toEqual([]);
  expect(await page.evaluate(() => globalThis.owned)).toBeUndefined();
  await askedNothing(page, carried);
});
