/** The pictures: each shows what the report holds and no more, leads to the evidence, and has a table that says the same. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { ATTACK, downloadReport, open, paste, settled, violations } from './page.mjs';

const ONCE = { tag: '@once' };
const BOMBING = JSON.parse(readFileSync(new URL('../../www/examples/bombing.json', import.meta.url))).paragraphs.join('\n\n');
const RAID = JSON.parse(readFileSync(new URL('../../www/examples/ground-attack.json', import.meta.url))).paragraphs.join('\n\n');

async function read(page, text, date = '') {
  await open(page);
  await paste(page, text);
  await settled(page, 'done');
  if (!date) return;
  await page.locator('#date-read').fill(date);
  await expect(page.locator('.section-when .fact').first()).toContainText('2026');
}

async function openPicture(page, name) {
  const picture = page.locator(`.picture-${name}`);
  await picture.locator('> summary').click();
  // Drawn once it has a width; a report without a place on the map has no drawing.
  if (name === 'map') await picture.locator('.map, .picture-body > .sub').first().waitFor();
  return picture;
}

/** The rows of a picture's table, without its head. */
async function tableOf(picture) {
  await picture.locator('.picture-table summary').click();
  return picture.locator('tbody tr').evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent)));
}

/** The text of the article that is shown as evidence. */
const shown = (page) => page.evaluate(() => [...(CSS.highlights.get('sitrep-evidence') ?? [])].map((range) => range.toString()));

test('the pictures are folded away until they are asked for', async ({ page }) => {
  await open(page);
  await expect(page.locator('.pictures')).toBeHidden();
  await paste(page, BOMBING);
  await settled(page, 'done');
  await expect(page.locator('.picture')).toHaveCount(3);
  await expect(page.locator('.picture[open]')).toHaveCount(0);
  await expect(page.locator('.picture svg')).toHaveCount(0);
  await page.getByRole('button', { name: 'New article' }).click();
  await expect(page.locator('.pictures')).toBeHidden();
});

test('the toll keeps sources that differ apart and adds no part to a whole', async ({ page }) => {
  await read(page, BOMBING, '2026-03-12');
  const toll = await openPicture(page, 'toll');
  const all = toll.locator('[data-outcome=killed] [data-side=all]');
  await expect(all.locator('.row')).toHaveCount(3);
  await expect(all.locator('.row[data-kind=counted] .strip')).toHaveAttribute('aria-label', 'lowest 14, best 14, highest not stated');
  await expect(all.getByText('19 bodies found dead')).toBeVisible();
  await expect(all.locator('.row', { hasText: '19 bodies' })).toContainText('according to Doctors');
  await expect(all.locator('.row', { hasText: 'at least 14 people' })).toContainText('according to interior ministry');
  await expect(toll.locator('[data-side=nonstate]')).toContainText('none mentioned');
  await expect(toll.locator('[data-side=nonstate] svg')).toHaveCount(0);
  const rows = await tableOf(toll);
  const report = await downloadReport(page);
  const { total } = report.events[0].fatalities;
  const words = (value) => (value === null ? 'not stated' : String(value));
  expect(rows.find((row) => row[0] === 'All sides together').slice(3, 6)).toEqual([total.low, total.best, total.high].map(words));
  expect(rows.filter((row) => row[1] === 'Injured').map((row) => row.slice(2, 6))).toEqual([['32 people injured', '32', '32', '32']]);
  expect(rows.flat()).not.toContain('33');
});

test('what is withheld has no bar, and “neutralised” reaches from none to the figure', async ({ page }) => {
  await read(page, RAID);
  const toll = await openPicture(page, 'toll');
  const state = toll.locator('[data-side=state]');
  await expect(state.locator('.row')).toHaveAttribute('data-kind', 'withheld');
  await expect(state).toContainText('not disclosed');
  await expect(state.locator('svg')).toHaveCount(0);
  await expect(toll.locator('[data-side=nonstate] .row[data-kind=counted] .strip')).toHaveAttribute('aria-label', 'lowest 0, best 45, highest not stated');
  await expect(toll.locator('[data-side=nonstate] .row[data-kind=vague] .sign.vague')).toHaveCount(1);
  await expect(toll.locator('[data-side=nonstate] .strip').first().locator('.arrow')).toHaveCount(1);
});

test('lengths stand for numbers: a strip is as long as its range on the axis', async ({ page }) => {
  await read(page, 'Gunmen killed between 10 and 30 villagers in Gao on 6 May 2024, a hospital said. Twenty soldiers died, the army said.');
  const toll = await openPicture(page, 'toll');
  const ends = await toll.locator('[data-side=civilian] .range').first().evaluate((line) => [line.getAttribute('x1'), line.getAttribute('x2')].map(parseFloat));
  const labels = await toll.locator('[data-outcome=killed] .axis text').evaluateAll((nodes) => nodes.map((node) => [Number(node.textContent), parseFloat(node.getAttribute('x'))]));
  const at = (value) => { const [[a, x], [b, y]] = [labels[0], labels.at(-1)]; return x + ((value - a) / (b - a)) * (y - x); };
  expect(ends[0]).toBeCloseTo(at(10), 0);
  expect(ends[1]).toBeCloseTo(at(30), 0);
  const best = await toll.locator('[data-side=state] .strip > svg').first().evaluate((node) => parseFloat(node.getAttribute('x')));
  expect(best).toBeCloseTo(at(20), 0);
});

test('a datum shows its evidence in the article', async ({ page }) => {
  await read(page, BOMBING, '2026-03-12');
  const toll = await openPicture(page, 'toll');
  await toll.getByRole('button', { name: '19 bodies found dead' }).click();
  expect((await shown(page)).join()).toContain('19 bodies');
  const timeline = await openPicture(page, 'timeline');
  await timeline.getByRole('button', { name: /Earlier suicide bombing/ }).click();
  expect((await shown(page)).join()).toContain('January');
  const map = await openPicture(page, 'map');
  await map.locator('.map-key').getByRole('button', { name: 'Medina' }).click();
  expect((await shown(page))[0]).toBe('Medina');
  await map.locator('.place[data-place=P1]').click();
  expect((await shown(page))[0]).toBe('Mogadishu');
});

test('the timeline tells main and earlier events apart, and draws a month as a month', async ({ page }) => {
  await read(page, BOMBING, '2026-03-12');
  const timeline = await openPicture(page, 'timeline');
  const main = timeline.locator('.row[data-kind=main]');
  const earlier = timeline.locator('.row[data-kind=background]');
  expect(await main.getAttribute('data-shape')).not.toBe(await earlier.getAttribute('data-shape'));
  await expect(main.locator('.strip .range')).toHaveCount(0);
  await expect(earlier.locator('.strip .range-background')).toHaveCount(1);
  const rows = await tableOf(timeline);
  expect(rows.find((row) => row[1] === 'Earlier event').slice(3)).toEqual(['2026-01-01', '2026-01-31']);
  expect(rows.find((row) => row[1] === 'Main event').slice(3)).toEqual(['2026-03-07', '2026-03-07']);
  expect(rows.find((row) => row[1] === 'Published').slice(3)).toEqual(['2026-03-12', '2026-03-12']);
});

test('what has no date is listed as such, never placed', async ({ page }) => {
  await read(page, BOMBING);
  const timeline = await openPicture(page, 'timeline');
  await expect(timeline.locator('.undated .row[data-kind=main]')).toContainText('publication date is not known');
  await expect(timeline.locator('.strip')).toHaveCount(0);
  expect((await tableOf(timeline)).map((row) => row[3])).toEqual(['not placed', 'not placed']);
});

test('years that are far away are pointed at, not drawn to scale', async ({ page }) => {
  await read(page, 'Gunmen killed 12 people in Gao on 6 May 2024. The town was shelled on 10 April 2024. In 1994, rebels killed 40 people in Menaka.');
  const timeline = await openPicture(page, 'timeline');
  await expect(timeline.locator('.row', { hasText: '1994' }).locator('.strip .arrow')).toHaveCount(1);
  const labels = await timeline.locator('.axis text').allTextContents();
  expect(labels.join()).not.toContain('199');
  expect(labels.length).toBeGreaterThan(1);
});

test('the map draws a point only for a point, and nothing for a country', async ({ page }) => {
  await read(page, 'Gunmen killed 12 people in Gao on 6 May 2024. Troops from Niger were sent to the Mopti region. Nobody was hurt near Ansongo. A bomb went off in Xyzzyabad.');
  const map = await openPicture(page, 'map');
  const places = (await downloadReport(page)).places;
  const shapes = await map.locator('.place').evaluateAll((nodes) => Object.fromEntries(nodes.map((node) => [node.dataset.place, node.dataset.shape])));
  const byName = (name) => places.find((place) => place.name === name);
  expect(shapes[byName('Gao').id]).toBe('diamond');
  expect(shapes[byName('Niger').id]).toBeUndefined();
  expect(Object.keys(shapes)).toHaveLength(places.filter((place) => place.feature !== 'country' && place.lat !== null).length);
  for (const place of places.filter((one) => one.ucdp_where_prec >= 3 && one.lat !== null && one.feature !== 'country')) expect(shapes[place.id], place.name).toBe('circle');
  await expect(map.locator('.off-map')).toContainText('a country: no single point stands for it');
  await expect(map.locator('.map')).toHaveAttribute('aria-label', /Gao: .*place of the event/);
  const rows = await tableOf(map);
  expect(rows.find((row) => row[0].includes('Gao'))[4]).toBe(`${byName('Gao').lat}, ${byName('Gao').lon}`);
  expect(rows.find((row) => row[0] === 'Niger')[4]).toBe('–');
});

test('on the map a place of the event differs from others by its shape', async ({ page }) => {
  await read(page, RAID);
  const map = await openPicture(page, 'map');
  const shapes = await map.locator('.place').evaluateAll((nodes) => nodes.map((node) => node.dataset.shape));
  expect(new Set(shapes).size).toBe(2);
  await expect(map.locator('.circle-near').first()).toBeVisible();
});

test('the scale bar is true: places that far apart stand that far apart', async ({ page }) => {
  await read(page, RAID);
  const map = await openPicture(page, 'map');
  await expect(map.locator('.scale-bar')).toBeVisible();
  const { pixels, km, apart } = await map.evaluate((node) => {
    const d = node.querySelector('.scale-bar path').getAttribute('d');
    const at = [...node.querySelectorAll('.place')].map((place) => place.getAttribute('transform').match(/-?[\d.]+/g).map(Number));
    return { pixels: Number(/H([\d.]+)/.exec(d)[1]), km: parseFloat(node.querySelector('.scale-bar text').textContent), apart: Math.hypot(at[0][0] - at[1][0], at[0][1] - at[1][1]) };
  });
  const [a, b] = (await downloadReport(page)).places.filter((place) => place.feature !== 'country').map(({ lat, lon }) => [lat, lon].map((degrees) => (degrees * Math.PI) / 180));
  const real = Math.acos(Math.sin(a[0]) * Math.sin(b[0]) + Math.cos(a[0]) * Math.cos(b[0]) * Math.cos(a[1] - b[1])) * 6371;
  expect((apart / pixels) * km / real).toBeCloseTo(1, 1);
});

test('a text with no place says so instead of an empty map', async ({ page }) => {
  await read(page, 'Gunmen killed 12 people on 6 May 2024, police said. Rebels from Mali fled.');
  const map = await openPicture(page, 'map');
  await expect(map).toContainText(/No place of this article can be put on a map|gives nothing to draw/);
  await expect(map.locator('.map')).toHaveCount(0);
});

test('an open picture is drawn anew for another article, without any request', async ({ page }) => {
  await read(page, BOMBING);
  const requests = [];
  page.on('request', (request) => requests.push(request.url()));
  for (const name of ['toll', 'timeline', 'map']) await openPicture(page, name);
  await expect(page.locator('.map')).toHaveAttribute('aria-label', /Mogadishu/);
  await page.getByRole('button', { name: 'New article' }).click();
  await paste(page, ATTACK);
  await settled(page, 'done');
  await expect(page.locator('.map')).toHaveAttribute('aria-label', /Labbezanga/);
  expect(requests).toEqual([]);
});

test('by the keyboard a picture opens and its facts are reached', async ({ page }) => {
  await read(page, BOMBING);
  await page.locator('.picture-toll > summary').focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.picture-toll .picture-fact').first()).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.locator('.picture-toll .picture-fact:focus')).toHaveCount(1);
  await page.keyboard.press('Enter');
  expect((await shown(page)).length).toBeGreaterThan(0);
});

for (const [colorScheme, width] of [['light', 1280], ['dark', 1280], ['light', 390]]) {
  test(`no accessibility violation with all pictures open: ${colorScheme}, ${width} px`, colorScheme === 'dark' ? ONCE : {}, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await read(page, RAID);
    for (const name of ['toll', 'timeline', 'map']) await tableOf(await openPicture(page, name));
    await expect(page.locator('.map')).toBeVisible();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });
}

test('forced colours keep every sign visible', ONCE, async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await read(page, RAID);
  for (const name of ['toll', 'timeline', 'map']) await openPicture(page, name);
  const seen = await page.locator('.picture .sign').evaluateAll((nodes) => nodes.map((node) => {
    const { stroke } = getComputedStyle(node);
    return stroke !== 'none' && stroke !== getComputedStyle(document.body).backgroundColor;
  }));
  expect(seen.length).toBeGreaterThan(5);
  expect(seen.every(Boolean)).toBe(true);
});
