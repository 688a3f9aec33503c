/** Correcting what was read: as an analyst does it, and what is left of it in the report and every export. */
import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { ATTACK, downloadReport, open, openInside, openMenu, paste, saved, settled, showArticle, violations } from './page.mjs';

const STORY = [
  'Gunmen killed 12 farmers in an attack on a market in Gao on 4 May 2024, the mayor said.',
  'Two soldiers were wounded. A merchant hid behind his cart and later buried seven neighbours.',
].join('\n\n');

const corrections = (page) => page.locator('.corrections');
const said = (page) => page.getByRole('status');

async function read(page, text = STORY) {
  await open(page);
  await paste(page, text);
  await settled(page, 'done');
  await expect(page.locator('.voice-key').first()).toBeAttached();
}

/** Opens the reasons of the mark with these words. */
async function why(page, words, kind = 'figure') {
  await showArticle(page);
  await page.locator(`mark.k-${kind}`, { hasText: words }).first().click();
  await expect(page.locator('#why .correct-tools')).toBeVisible();
}

const field = (page, key) => page.locator(`#why .field-${key} :is(input, select, textarea)`);

async function save(page) {
  await page.getByRole('button', { name: 'Save correction' }).click();
  await expect(page.locator('.correct-form')).toHaveCount(0);
}

/** Corrects the twelve dead to fourteen. */
async function correctTwelve(page, best = '14') {
  await why(page, '12');
  await page.getByRole('button', { name: 'Correct this' }).click();
  for (const key of ['low', 'best', 'high']) await field(page, key).fill(best);
  await page.getByLabel('Reason (optional)').fill('the list of the hospital');
  await save(page);
}

/** What the reader gets of an export. */
const exported = (page, format) => saved(page, async () => {
  await openMenu(page, 'save');
  await page.locator(`[data-format=${format}]`).click();
});

/** The report without what corrections leave in it. */
const bare = ({ overrides, ...report }) => report;

test('a figure is corrected, says what was read, and takes along what was worked out from it', async ({ page }) => {
  await read(page);
  const before = await downloadReport(page);
  await correctTwelve(page);
  await expect(corrections(page)).toContainText('Your corrections (1)');
  await expect(corrections(page)).toContainText('best: 12 → 14');
  await expect(corrections(page)).toContainText('the list of the hospital');
  const line = page.locator('.toll-row .line', { hasText: '14' }).first();
  await expect(line).toContainText('Corrected.');
  await expect(line).toContainText('12 → 14');
  await expect(page.locator('.card-headline')).not.toContainText('12');
  await expect(page.locator('mark.is-corrected')).toContainText('12');
  const report = await downloadReport(page);
  const claim = report.casualty_claims.find((one) => one.figure.text === '12');
  expect([claim.figure.low, claim.figure.best, claim.figure.high]).toEqual([14, 14, 14]);
  const event = report.events.find((one) => one.id === claim.event);
  expect(event.fatalities.total.best).toBe(14);
  expect(event.acled[0].fatalities).toBe(14);
  expect(event.ucdp.best).toBe(14);
  const best = report.overrides.find((one) => one.path.endsWith('/figure/best'));
  expect(best).toMatchObject({ op: 'set', old: 12, new: 14, by: 'analyst', reason: 'the list of the hospital', status: 'applied', document: before.document.id });
  expect(best.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  expect(best.anchor).toMatch(/^12@/);
  await corrections(page).getByRole('button', { name: /^Take back/ }).click();
  await expect(corrections(page)).toContainText('Your corrections (0)');
  expect(await downloadReport(page)).toEqual(before);
});

test('what was worked out from a figure is not set where the analyst says so', async ({ page }) => {
  await read(page);
  await why(page, '12');
  await page.getByRole('button', { name: 'Correct this' }).click();
  await field(page, 'best').fill('12');
  await expect(page.locator('.correct-follow li')).toHaveCount(0);
  for (const key of ['high', 'best', 'low']) await field(page, key).fill('15');
  const boxes = page.locator('.correct-follow input');
  await expect(boxes.first()).toBeVisible();
  for (const box of await boxes.all()) await box.uncheck();
  await save(page);
  const report = await downloadReport(page);
  const claim = report.casualty_claims.find((one) => one.figure.text === '12');
  expect(claim.figure.best).toBe(15);
  expect([12, null]).toContain(report.events.find((one) => one.id === claim.event).fatalities.total.best);
});

test('a part of a stated total leaves the total as it is, and a total changes what is left of it', async ({ page }) => {
  await open(page);
  await page.locator('[data-example=bombing]').click();
  await settled(page, 'done');
  const toll = (report) => Object.fromEntries([...report.events[0].fatalities.by_side.map((row) => [row.side, row.best]), ['total', report.events[0].fatalities.total.best], ['acled', report.events[0].acled[0].fatalities], ['ucdp', ['a', 'b', 'civilians', 'unknown'].reduce((sum, key) => sum + report.events[0].ucdp[`deaths_${key}`], 0)]]);
  expect(toll(await downloadReport(page))).toMatchObject({ state: 2, civilian: 3, unknown: 9, total: 14, acled: 14, ucdp: 14 });
  const correct = async (words, best) => {
    await why(page, words);
    await page.getByRole('button', { name: 'Correct this' }).click();
    await field(page, 'high').fill('');
    for (const key of ['best', 'low']) await field(page, key).fill(best);
    await save(page);
    return toll(await downloadReport(page));
  };
  expect(await correct('three', '4')).toMatchObject({ state: 2, civilian: 4, unknown: 8, total: 14, acled: 14, ucdp: 14 });
  expect(await correct('at least 14', '16')).toMatchObject({ state: 2, civilian: 4, unknown: 10, total: 16, acled: 16, ucdp: 16 });
  await why(page, 'three');
  await page.getByRole('button', { name: 'Correct this' }).click();
  for (const key of ['best', 'low']) await field(page, key).fill('20');
  await expect(page.locator('.correct-follow-left')).toContainText('cannot be worked out anew');
  await save(page);
  expect([16, null]).toContain(toll(await downloadReport(page)).total);
});

test('wrong figures are refused in words', async ({ page }) => {
  await read(page);
  await why(page, '12');
  await page.getByRole('button', { name: 'Correct this' }).click();
  const problem = page.locator('.correct-problem');
  await page.getByRole('button', { name: 'Save correction' }).click();
  await expect(problem).toContainText('Nothing was changed');
  await field(page, 'best').fill('a dozen');
  await page.getByRole('button', { name: 'Save correction' }).click();
  await expect(problem).toContainText('a whole number');
  await field(page, 'best').fill('5');
  await page.getByRole('button', { name: 'Save correction' }).click();
  await expect(problem).toContainText('cannot be above');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(corrections(page)).toBeHidden();
  expect((await downloadReport(page)).overrides).toEqual([]);
});

test('qualifier, side, source and standing are corrected', async ({ page }) => {
  await read(page);
  await why(page, '12');
  await page.getByRole('button', { name: 'Correct this' }).click();
  await field(page, 'qualifier').selectOption({ label: 'at least' });
  await field(page, 'side').selectOption({ label: 'Armed groups' });
  await field(page, 'source').selectOption({ label: 'no source named' });
  await field(page, 'claim_status').selectOption({ label: 'an earlier event' });
  await save(page);
  const report = await downloadReport(page);
  const claim = report.casualty_claims.find((one) => one.figure.text === '12');
  expect(claim).toMatchObject({ side: 'nonstate', attributed_to: null, attribution_chain: [], status: 'background' });
  expect(claim.figure.qualifier).toBe('at_least');
  for (const words of ['exactly → at least', 'Civilians → Armed groups', 'this event → an earlier event']) await expect(corrections(page)).toContainText(words);
});

test('a fact is rejected with everything that points at it, and comes back', async ({ page }) => {
  await read(page);
  const before = await downloadReport(page);
  const claim = before.casualty_claims.find((one) => one.figure.text === '12');
  await why(page, '12');
  await page.getByRole('button', { name: 'Reject' }).click();
  await page.getByLabel('Reason (optional)').fill('another town');
  await page.locator('.correct-form').getByRole('button', { name: 'Reject' }).click();
  await expect(corrections(page)).toContainText('rejected');
  await expect(page.locator('mark.k-figure', { hasText: '12' })).toHaveCount(0);
  const report = await downloadReport(page);
  expect(JSON.stringify(bare(report))).not.toContain(`"${claim.id}"`);
  expect(report.events[0].fatalities.total.best).not.toBe(12);
  expect(report.overrides.every((one) => one.status === 'applied')).toBe(true);
  expect(report.overrides.find((one) => one.op === 'remove' && one.path.startsWith('/casualty_claims/')).reason).toBe('another town');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(page.locator('mark.k-figure', { hasText: '12' })).toHaveCount(1);
  expect(await downloadReport(page)).toEqual(before);
});

test('after a fact was rejected, n goes on from where it stood', async ({ page }) => {
  await read(page);
  await why(page, '12');
  await page.getByRole('button', { name: 'Reject' }).click();
  await page.locator('.correct-form').getByRole('button', { name: 'Reject' }).click();
  await expect(corrections(page)).toContainText('rejected');
  await expect(page.locator('mark.k-figure', { hasText: '12' })).toHaveCount(0);
  await page.keyboard.press('n');
  await expect(page.locator('mark:focus')).toHaveText(/farmers/);
});

test('a fact is confirmed, and a correction takes the place of the confirmation', async ({ page }) => {
  await read(page);
  await why(page, '12');
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.locator('.corrected-confirm').first()).toContainText('Confirmed by you');
  await expect(page.locator('mark.is-confirmed')).toContainText('12');
  await expect(page.locator('#why').getByRole('button', { name: 'Confirm' })).toHaveCount(0);
  const confirmed = (await downloadReport(page)).overrides;
  expect(confirmed.length).toBeGreaterThan(0);
  expect(confirmed.every((one) => one.op === 'confirm' && one.status === 'applied')).toBe(true);
  await correctTwelve(page);
  expect((await downloadReport(page)).overrides.filter((one) => one.op === 'confirm')).toEqual([]);
});

test('undo and redo by keys and by buttons, but not while one types', async ({ page }) => {
  await read(page);
  await correctTwelve(page, '14');
  await correctTwelve(page, '16');
  await expect(corrections(page)).toContainText('Your corrections (1)');
  await expect(corrections(page)).toContainText('12 → 16');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(corrections(page)).toContainText('12 → 14');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(corrections(page)).toContainText('Your corrections (0)');
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect(corrections(page)).toContainText('12 → 16');
  await corrections(page).getByRole('button', { name: 'Undo' }).click();
  await expect(corrections(page)).toContainText('12 → 14');
  await expect(corrections(page).getByRole('button', { name: 'Undo' })).toBeFocused();
  await corrections(page).getByRole('button', { name: 'Redo' }).click();
  await expect(corrections(page)).toContainText('12 → 16');
  await why(page, '12');
  await page.getByRole('button', { name: 'Correct this' }).click();
  await field(page, 'best').press('ControlOrMeta+z');
  await expect(corrections(page)).toContainText('12 → 16');
});

/** Selects words of the article with the mouse. */
async function selectWords(page, words) {
  const from = page.locator('.document p', { hasText: words });
  await from.scrollIntoViewIfNeeded();
  const place = () => from.evaluate((node, wanted) => {
    const range = document.createRange();
    let left = node.textContent.indexOf(wanted);
    let right = left + wanted.length;
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text && right > 0; text = walker.nextNode()) {
      if (left >= 0 && left < text.length) range.setStart(text, left);
      if (right <= text.length) range.setEnd(text, right);
      left -= text.length;
      right -= text.length;
    }
    const boxes = [...range.getClientRects()].filter((one) => one.width > 2);
    const [first, last] = [boxes[0], boxes.at(-1)];
    return { from: [first.left + 1, first.top + first.height / 2], to: [last.right - 1, last.top + last.height / 2] };
  }, words);
  let box = await place();
  // Other parts may still add a line above the article.
  await expect.poll(async () => {
    const before = JSON.stringify(box);
    box = await place();
    return JSON.stringify(box) === before;
  }, { intervals: [300] }).toBe(true);
  await page.mouse.move(...box.from);
  await page.mouse.down();
  for (const share of [0.3, 0.6, 1]) {
    await page.mouse.move(box.from[0] + (box.to[0] - box.from[0]) * share, box.to[1]);
    await page.waitForTimeout(60);
  }
  await page.mouse.up();
}

test('a missed figure is added from selected words', async ({ page }) => {
  await read(page);
  await selectWords(page, 'seven neighbours');
  const add = page.getByRole('button', { name: 'Add a fact' });
  await expect(add).toHaveClass(/ready/);
  await add.click();
  await expect(page.getByLabel('Words in the article')).toHaveValue('seven neighbours');
  for (const key of ['low', 'best', 'high']) await field(page, key).fill('7');
  await field(page, 'side').selectOption({ label: 'Civilians' });
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(corrections(page)).toContainText('added');
  await expect(page.locator('mark.k-figure', { hasText: 'seven neighbours' })).toHaveCount(1);
  await expect(page.locator('.line', { hasText: 'Added by you' }).first()).toContainText('7');
  const report = await downloadReport(page);
  const claim = report.casualty_claims.find((one) => one.figure.text === 'seven neighbours');
  expect(STORY.slice(claim.figure.start, claim.figure.end)).toBe('seven neighbours');
  expect(claim).toMatchObject({ side: 'civilian', outcome: 'killed', status: 'current' });
  expect(report.events[0].casualties).toContain(claim.id);
  expect(report.overrides.filter((one) => one.op === 'add').every((one) => one.status === 'applied')).toBe(true);
  await why(page, 'seven neighbours');
  await page.locator('#why').getByRole('button', { name: 'Take back' }).click();
  await expect(page.locator('mark.k-figure', { hasText: 'seven' })).toHaveCount(0);
});

test('an added figure is changed by the same form, undone, exported, and kept as it is now', async ({ page }) => {
  await read(page);
  await page.getByRole('button', { name: 'Add a fact' }).click();
  await page.getByLabel('Words in the article').fill('seven neighbours');
  for (const key of ['low', 'best', 'high']) await field(page, key).fill('7');
  await field(page, 'side').selectOption({ label: 'Civilians' });
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(corrections(page)).toContainText('Your corrections (1)');
  const added = await downloadReport(page);
  await why(page, 'seven neighbours');
  await page.getByRole('button', { name: 'Correct this' }).click();
  await expect(field(page, 'best')).toHaveValue('7');
  await field(page, 'low').fill('5');
  await field(page, 'qualifier').selectOption({ label: 'about' });
  await field(page, 'side').selectOption({ label: 'State forces' });
  await page.getByLabel('Reason (optional)').fill('they were guards');
  await save(page);
  await expect(said(page)).toContainText('Corrected');
  await expect(corrections(page)).toContainText('Your corrections (1)');
  await expect(corrections(page)).toContainText('they were guards');
  const report = await downloadReport(page);
  const claim = report.casualty_claims.find((one) => one.figure.text === 'seven neighbours');
  expect(claim).toMatchObject({ side: 'state', figure: { low: 5, best: 7, high: 7, qualifier: 'about' }, coded: { low: 5, best: 7, high: 7 } });
  const rows = Object.fromEntries(report.summary.toll.map((row) => [row.side, row.claims]));
  expect(rows.state).toContain(claim.id);
  expect(rows.civilian).not.toContain(claim.id);
  expect(report.overrides.every((one) => one.status === 'applied')).toBe(true);
  expect(report.overrides.filter((one) => one.by !== 'sitrep').every((one) => one.reason === 'they were guards')).toBe(true);
  expect(await exported(page, 'acled')).toContain('they were guards');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(corrections(page)).not.toContainText('they were guards');
  expect(await downloadReport(page)).toEqual(added);
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect(corrections(page)).toContainText('they were guards');
  expect(bare(await downloadReport(page))).toEqual(bare(report));
  await page.getByRole('button', { name: 'Keep this article' }).click();
  await expect(page.locator('.keep-said')).toContainText('Kept in this browser');
  await open(page);
  await page.locator('.view-tab[data-view=kept]').click();
  await page.locator('.kept-open').first().click();
  await settled(page, 'done');
  await expect(corrections(page)).toContainText('they were guards');
  expect(bare(await downloadReport(page))).toEqual(bare(report));
  await why(page, 'seven neighbours');
  await page.getByRole('button', { name: 'Correct this' }).click();
  await field(page, 'best').fill('6');
  await save(page);
  expect((await downloadReport(page)).casualty_claims.find((one) => one.id === claim.id).figure).toMatchObject({ low: 5, best: 6, high: 7 });
  await page.locator('#why').getByRole('button', { name: 'Take back' }).click();
  await expect(page.locator('mark.k-figure', { hasText: 'seven' })).toHaveCount(0);
});

test('an added actor, place and date are changed too', async ({ page }) => {
  await read(page);
  const add = async (words, kind) => {
    await page.getByRole('button', { name: 'Add a fact' }).click();
    await page.getByLabel('Words in the article').fill(words);
    await page.getByLabel('What they are').selectOption({ label: kind });
    if (kind === 'a date') await field(page, 'date_start').fill('2024-05-05');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(page.locator('#why').getByRole('button', { name: 'Correct this' })).toBeVisible();
    await page.locator('#why').getByRole('button', { name: 'Correct this' }).click();
  };
  await add('A merchant', 'an actor');
  await field(page, 'name').fill('The merchant');
  await field(page, 'type').selectOption({ label: 'person' });
  await field(page, 'role').selectOption({ label: 'victim' });
  await save(page);
  await add('his cart', 'a place of the event');
  await field(page, 'country').fill('MLI');
  await field(page, 'lat').fill('16.1');
  await field(page, 'lon').fill('0.2');
  await save(page);
  await add('later', 'a date');
  await field(page, 'date_start').fill('2024-05');
  await field(page, 'date_end').fill('2024-05');
  await save(page);
  await expect(corrections(page)).toContainText('Your corrections (3)');
  const report = await downloadReport(page);
  const merchant = report.entities.find((one) => one.name === 'The merchant');
  expect(merchant).toMatchObject({ type: 'person', event_role: 'victim' });
  expect(report.events[0].actors).toContainEqual({ entity: merchant.id, role: 'victim' });
  expect(report.summary.to_whom).toContain(merchant.id);
  expect(report.places.find((one) => one.name === 'his cart')).toMatchObject({ country: 'MLI', lat: 16.1, lon: 0.2, status: 'user' });
  expect(report.dates.find((one) => one.text === 'later')).toMatchObject({ granularity: 'month', value: { start: '2024-05', end: '2024-05' } });
  expect(report.overrides.filter((one) => one.status !== 'applied')).toEqual([]);
});

test('the class of a facility and of a weapon is changed, and how and by whom a weapon came in', async ({ page }) => {
  await read(page, `${STORY} Rockets hit a clinic.`);
  const before = await downloadReport(page);
  await why(page, 'clinic', 'facility');
  await page.getByRole('button', { name: 'Correct this' }).click();
  await field(page, 'class').selectOption({ label: 'camp for displaced people' });
  await save(page);
  await expect(corrections(page)).toContainText('→ camp for displaced people');
  await why(page, 'Rockets', 'weapon');
  await page.getByRole('button', { name: 'Correct this' }).click();
  await field(page, 'class').selectOption({ label: 'artillery' });
  await field(page, 'use').selectOption({ label: 'seized' });
  await field(page, 'by').selectOption({ index: 1 });
  await save(page);
  await expect(corrections(page)).toContainText('rocket → artillery');
  const report = await downloadReport(page);
  expect(report.facilities.find((one) => one.text.includes('clinic')).facility_type).toBe('camp_displaced');
  const weapon = report.weapons.find((one) => one.text === 'Rockets');
  expect(weapon).toMatchObject({ weapon_class: 'artillery', use: 'seized', by: report.entities[0].id });
  expect(report.overrides.every((one) => one.status === 'applied')).toBe(true);
  expect(report.events[0].gtd.targtype1).toBeNull();
  for (let n = 0; n < 2; n += 1) await corrections(page).getByRole('button', { name: /^Take back/ }).first().click();
  await expect(corrections(page)).toContainText('Your corrections (0)');
  expect(await downloadReport(page)).toEqual(before);
});

test('a figure on another side takes its deaths along, whether the analyst ticks them or the engine follows', async ({ page }) => {
  await read(page);
  const before = await downloadReport(page);
  const correct = async (untick) => {
    await why(page, '12');
    await page.getByRole('button', { name: 'Correct this' }).click();
    await field(page, 'side').selectOption({ label: 'State forces' });
    const boxes = page.locator('.correct-follow input');
    await expect(boxes.first()).toBeVisible();
    if (untick) for (const box of await boxes.all()) await box.uncheck();
    await save(page);
    return downloadReport(page);
  };
  const ticked = await correct(false);
  const side = (report, name) => report.events[0].fatalities.by_side.find((row) => row.side === name);
  expect(side(ticked, 'state')).toMatchObject({ low: 12, best: 12, high: 12, from: side(before, 'civilian').from });
  expect(side(ticked, 'civilian')).toMatchObject({ low: null, best: null, high: null, from: [], flags: ['not_mentioned'] });
  expect(ticked.events[0].fatalities.total).toEqual(before.events[0].fatalities.total);
  expect(ticked.events[0].ucdp).toMatchObject({ deaths_civilians: 0, deaths_unknown: 12, best: 12 });
  expect(ticked.events[0].acled).toEqual(before.events[0].acled);
  await expect(page.locator('.toll-row[data-side=state] .line', { hasText: '12 farmers killed' })).toBeVisible();
  await corrections(page).getByRole('button', { name: /^Take back/ }).click();
  await expect(corrections(page)).toContainText('Your corrections (0)');
  expect(await downloadReport(page)).toEqual(before);
  expect(bare(await correct(true))).toEqual(bare(ticked));
});

test('a figure corrected together with its side is counted there', async ({ page }) => {
  await read(page);
  await why(page, '12');
  await page.getByRole('button', { name: 'Correct this' }).click();
  await field(page, 'side').selectOption({ label: 'Armed groups' });
  for (const key of ['low', 'best', 'high']) await field(page, key).fill('11');
  await save(page);
  const [event] = (await downloadReport(page)).events;
  expect(event.fatalities.by_side.find((row) => row.side === 'nonstate')).toMatchObject({ low: 11, best: 11, high: 11 });
  expect(event.fatalities.by_side.find((row) => row.side === 'civilian')).toMatchObject({ best: null, from: [] });
  expect([event.fatalities.total.best, event.acled[0].fatalities, event.ucdp.best, event.ucdp.deaths_civilians]).toEqual([11, 11, 11, 0]);
});

test('where the deaths of two sides cannot be told apart they are emptied, and the form says so before', async ({ page }) => {
  await open(page);
  await page.locator('[data-example=bombing]').click();
  await settled(page, 'done');
  await why(page, 'three');
  await page.getByRole('button', { name: 'Correct this' }).click();
  await field(page, 'side').selectOption({ label: 'State forces' });
  await expect(page.locator('.correct-follow-left')).toContainText('else the deaths of the event are emptied');
  await save(page);
  const [event] = (await downloadReport(page)).events;
  expect([event.fatalities.total.best, event.acled[0].fatalities, event.ucdp.deaths_civilians]).toEqual([null, null, null]);
  await expect(page.locator('.section-warnings')).toContainText('A figure was corrected');
});

test('an actor, a place, a date and a claim of responsibility are added by typing their words', async ({ page }) => {
  await read(page);
  const add = async (words, kind, more) => {
    await page.getByRole('button', { name: 'Add a fact' }).click();
    await page.getByLabel('Words in the article').fill(words);
    await page.getByLabel('What they are').selectOption({ label: kind });
    for (const [key, value] of Object.entries(more)) {
      const control = field(page, key);
      if (await control.evaluate((node) => node.tagName === 'SELECT')) await control.selectOption({ label: value });
      else await control.fill(value);
    }
    await page.getByRole('button', { name: 'Add', exact: true }).click();
  };
  await add('no such words', 'an actor', {});
  await expect(page.locator('.correct-problem')).toContainText('not in the article');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await add('A merchant', 'an actor', { type: 'person', role: 'victim' });
  await expect(corrections(page)).toContainText('(1)');
  await add('his cart', 'a place of the event', { country: 'MLI' });
  await expect(corrections(page)).toContainText('(2)');
  await add('later', 'a date', { date_start: '2024-05-05' });
  await expect(corrections(page)).toContainText('(3)');
  await add('hid behind', 'a claim of responsibility', {});
  await expect(corrections(page)).toContainText('(4)');
  const report = await downloadReport(page);
  const entity = report.entities.find((one) => one.name === 'A merchant');
  expect(report.events[0].actors).toContainEqual({ entity: entity.id, role: 'victim' });
  expect(report.summary.to_whom).toContain(entity.id);
  const place = report.places.find((one) => one.name === 'his cart');
  expect(place).toMatchObject({ status: 'user', country: 'MLI', lat: null, lon: null });
  expect(report.summary.where).toContain(place.id);
  const date = report.dates.find((one) => one.text === 'later');
  expect(date.value).toEqual({ start: '2024-05-05', end: '2024-05-05' });
  // What the schema of the report wants to be a string or a number.
  expect([date.granularity, place.feature]).toEqual(['day', 'unknown']);
  expect(report.summary.claimed_by).toHaveLength(1);
  expect(report.overrides.every((one) => one.status === 'applied')).toBe(true);
  for (const one of [entity, place]) expect(one.id).toMatch(/^[EP]9\d{5}$/);
});

test('a number that was not counted can be counted after all', async ({ page }) => {
  await read(page, `${STORY}\n\nTwo battalions with 400 troops are based in the town.`);
  await page.locator('.legend-key[data-kind=rejected]').click();
  await page.locator('mark.k-rejected', { hasText: '400' }).first().click();
  await page.getByRole('button', { name: 'Count it after all' }).click();
  await expect(page.getByLabel('Words in the article')).toHaveValue(/400/);
  await field(page, 'best').fill('400');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.locator('mark.k-figure', { hasText: '400' })).toHaveCount(1);
});

test('place, date, actor and type of event are corrected, and the coded rows with them', async ({ page }) => {
  await read(page);
  await why(page, 'Gao', 'place');
  await page.getByRole('button', { name: 'Correct this' }).click();
  await field(page, 'lat').fill('16.5');
  await field(page, 'name').fill('Gao-Nord');
  await save(page);
  await why(page, '4 May', 'date');
  await page.getByRole('button', { name: 'Correct this' }).click();
  await field(page, 'date_start').fill('5 May');
  await page.getByRole('button', { name: 'Save correction' }).click();
  await expect(page.locator('.correct-problem')).toContainText('2024-05-09');
  await field(page, 'date_start').fill('2024-05-05');
  await field(page, 'date_end').fill('2024-05-05');
  await save(page);
  await why(page, 'Gunmen', 'actor');
  await page.getByRole('button', { name: 'Correct this' }).click();
  await field(page, 'name').fill('JNIM');
  await field(page, 'actor_class').selectOption({ index: 2 });
  await save(page);
  await page.keyboard.press('Escape');
  await page.locator('.section-did_what .why-button').click();
  await page.getByRole('button', { name: 'Correct this' }).click();
  await expect(field(page, 'acled_type').locator('option')).toHaveCount(25);
  await field(page, 'acled_type').selectOption('Mob violence');
  await field(page, 'sentence').fill('A mob attacked a market in Gao-Nord.');
  await save(page);
  const report = await downloadReport(page);
  const [event] = report.events;
  expect(report.places.find((one) => event.places.includes(one.id))).toMatchObject({ name: 'Gao-Nord', lat: 16.5, status: 'user' });
  expect(event.acled[0]).toMatchObject({ location: 'Gao-Nord', latitude: 16.5, event_date: '2024-05-05', event_type: 'Riots', sub_event_type: 'Mob violence', disorder_type: 'Political violence' });
  expect(report.entities.find((one) => one.name === 'JNIM')).toMatchObject({ actor_class: 'rebel_group', acled_inter: 2 });
  await expect(page.locator('.card-headline')).toHaveText('A mob attacked a market in Gao-Nord.');
  await expect(page.locator('.corrected-headline')).toContainText('yours');
  expect(report.overrides.every((one) => one.status === 'applied')).toBe(true);
});

test('the place meant is chosen from what the gazetteer offers', async ({ page }) => {
  await read(page, 'Gunmen killed 12 farmers in an attack on the village of Santa Maria on 4 May 2024.');
  const place = (await downloadReport(page)).places.find((one) => one.status === 'ambiguous');
  const wanted = place.candidates.findIndex((one) => one.name === place.name);
  expect(wanted).toBeGreaterThanOrEqual(0);
  expect(place.lat).toBeNull();
  await why(page, place.name, 'place');
  await page.getByRole('button', { name: 'Correct this' }).click();
  await expect(field(page, 'candidate').locator('option')).toHaveCount(place.candidates.length + 1);
  await field(page, 'candidate').selectOption({ index: wanted + 1 });
  await save(page);
  const report = await downloadReport(page);
  const { lat, lon, country, admin1 } = place.candidates[wanted];
  expect(report.places.find((one) => one.id === place.id)).toMatchObject({ status: 'user', name: 'Santa Maria', matched_name: null, lat, lon, country, admin1 });
  expect(report.overrides.every((one) => one.status === 'applied')).toBe(true);
  await expect(page.locator('.section-where')).not.toContainText('several places have this name');
});

test("an actor's part in the event is changed and changed back", async ({ page }) => {
  await read(page, ATTACK);
  const before = await downloadReport(page);
  const actor = before.events[0].actors.find((one) => one.role === 'attacker').entity;
  const name = before.entities.find((one) => one.id === actor).name;
  const part = async (label) => {
    await page.locator('mark.k-actor', { hasText: name }).first().click();
    await page.getByRole('button', { name: 'Correct this' }).click();
    await field(page, 'role').selectOption({ label });
    await save(page);
    return downloadReport(page);
  };
  const without = await part('no part in the main event');
  expect(without.events[0].actors.map((one) => one.entity)).not.toContain(actor);
  expect(without.summary.who).not.toContain(actor);
  const target = await part('target');
  expect(target.events[0].actors).toContainEqual({ entity: actor, role: 'target' });
  expect(target.summary.to_whom).toContain(actor);
  const again = await part('attacker');
  expect(again.events[0].actors).toContainEqual({ entity: actor, role: 'attacker' });
  expect(again.overrides.every((one) => one.status === 'applied')).toBe(true);
  expect(again.summary.who).toContain(actor);
  expect(again.summary.to_whom).not.toContain(actor);
});

test('corrections outlive another reading and an edit of the text, and say so where they do not fit any more', async ({ page }) => {
  await read(page);
  await correctTwelve(page);
  await page.locator('#date-read').fill('2024-05-08');
  await expect(corrections(page)).toContainText('12 → 14');
  expect((await downloadReport(page)).overrides.every((one) => one.status === 'applied')).toBe(true);
  await page.getByRole('button', { name: 'Add a fact' }).click();
  await page.getByLabel('Words in the article').fill('seven neighbours');
  await field(page, 'best').fill('7');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(corrections(page)).toContainText('(2)');
  await page.getByRole('button', { name: 'Edit text' }).click();
  await page.locator('#article').press('ControlOrMeta+Home');
  await page.locator('#article').pressSequentially('A report from Mali. ');
  const longer = `A report from Mali. ${STORY}`;
  await expect(said(page)).toContainText(`${longer.length} characters read`);
  const moved = await downloadReport(page);
  expect(moved.overrides.filter((one) => one.path.includes('figure') || one.op === 'add').map((one) => one.status)).not.toContain('stale');
  await expect(page.locator('.toll-row .line', { hasText: '14' }).first()).toContainText('Corrected.');
  const added = moved.casualty_claims.find((one) => one.figure.text === 'seven neighbours');
  expect(longer.slice(added.figure.start, added.figure.end)).toBe('seven neighbours');
  const rest = await page.locator('#article').inputValue();
  await page.locator('#article').fill(rest.replace('12 farmers', 'many farmers').replace('seven neighbours', 'them'));
  await expect(corrections(page)).toContainText('2 corrections do not fit this reading');
  await expect(corrections(page)).toContainText('not in the text any more');
  await expect(corrections(page)).toContainText('is not in this reading');
  const after = await downloadReport(page);
  expect(after.casualty_claims.some((one) => one.figure.best === 14 || one.figure.best === 7)).toBe(false);
});

test('another article has corrections of its own', async ({ page }) => {
  await read(page);
  await correctTwelve(page);
  await page.getByRole('button', { name: 'New article' }).click();
  await expect(corrections(page)).toBeHidden();
  await paste(page, ATTACK);
  await settled(page, 'done');
  await expect(corrections(page)).toBeHidden();
  expect((await downloadReport(page)).overrides).toEqual([]);
  await page.getByRole('button', { name: 'New article' }).click();
  await paste(page, STORY);
  await settled(page, 'done');
  await expect(corrections(page)).toContainText('12 → 14');
});

test('a drawing that fails holds up none that comes later', async ({ page }) => {
  await openInside(page);
  await paste(page, STORY);
  await settled(page, 'done');
  await page.evaluate(() => {
    globalThis.inside.refresh = async () => {
      delete globalThis.inside.refresh;
      throw new Error('a drawing that fails');
    };
    return globalThis.inside.corrections.keep([]).catch(() => {});
  });
  await correctTwelve(page);
  await expect(corrections(page)).toContainText('12 → 14');
});

test('a form that is being filled in is left alone when the last names of places come', async ({ page }) => {
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  await page.route('**/places.pack', async (route) => { await held; await route.continue(); });
  await page.goto('./');
  await page.locator('#app[data-ready=yes]').waitFor();
  await expect(async () => {
    await paste(page, STORY);
    await settled(page, 'done');
    await expect(page.getByRole('button', { name: 'Add a fact' })).toBeEnabled({ timeout: 300 });
  }).toPass();
  await why(page, '12');
  await page.getByRole('button', { name: 'Correct this' }).click();
  for (const key of ['low', 'best', 'high']) await field(page, key).fill('14');
  release();
  await expect(page.locator('#app')).toHaveAttribute('data-packs', 'all');
  // As long as a reading of the whole text would take by far.
  await page.waitForTimeout(1500);
  await expect(field(page, 'best')).toHaveValue('14');
  await save(page);
  await expect(corrections(page)).toContainText('12 → 14');
  await page.keyboard.press('Escape');
  await expect.poll(async () => (await downloadReport(page)).engine.gazetteer).toBe('full-1');
  await expect(corrections(page)).toContainText('12 → 14');
});

test('a page that cannot write corrections draws a reading once', async ({ page }) => {
  await page.route('**/sitrep_exports*', (route) => route.fulfill({ status: 404, body: '' }));
  await openInside(page);
  await page.evaluate(() => {
    globalThis.drawn = 0;
    globalThis.inside.addEventListener('report', () => { globalThis.drawn += 1; });
  });
  await paste(page, STORY);
  await settled(page, 'done');
  await page.waitForTimeout(500);
  expect(await page.evaluate(() => globalThis.drawn)).toBe(1);
});

test('a drawing that comes after the text was typed over is not shown', async ({ page }) => {
  await openInside(page);
  await paste(page, STORY);
  await settled(page, 'done');
  const shown = await page.evaluate(async () => {
    const { inside } = globalThis;
    const { amend } = inside;
    inside.amend = async (report, text) => { await new Promise((resolve) => { setTimeout(resolve, 100); }); return amend(report, text); };
    const drawn = inside.refresh();
    const input = document.getElementById('article');
    input.value = 'Gunmen';
    input.dispatchEvent(new Event('input'));
    let told = 0;
    inside.addEventListener('report', () => { told += inside.text === inside.view.text ? 0 : 1; told += inside.report.document.char_count === inside.text.length ? 0 : 1; });
    await drawn;
    return told;
  });
  expect(shown).toBe(0);
});


test('every export carries the corrections', async ({ page }) => {
  await read(page);
  await correctTwelve(page);
  for (const format of ['acled', 'ucdp', 'gtd', 'plover', 'geojson', 'markdown']) {
    const file = await exported(page, format);
    expect(file, format).toContain('the list of the hospital');
  }
  await page.evaluate(() => { navigator.clipboard.writeText = async (text) => { globalThis.copied = text; }; });
  await openMenu(page, 'copy');
  await page.locator('[data-copy=text]').click();
  const copied = await page.evaluate(() => globalThis.copied);
  for (const words of ['With 1 correction by the analyst', 'YOUR CORRECTIONS (1)', '12 → 14', 'the list of the hospital']) expect(copied).toContain(words);
  const acled = await exported(page, 'acled');
  const [head, row] = acled.split('\n');
  expect(row.split(',')[head.split(',').indexOf('event_date')]).toBe('2024-05-04');
  expect(acled).toContain('best 14');
});

test('corrections that were kept elsewhere are laid over their article again', async ({ page }) => {
  await read(page);
  await correctTwelve(page);
  await why(page, 'Two');
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(corrections(page)).toContainText('(2)');
  const report = await downloadReport(page);
  await openInside(page);
  await paste(page, ATTACK);
  await settled(page, 'done');
  await page.evaluate((overrides) => globalThis.inside.corrections.keep(overrides), report.overrides);
  await expect(corrections(page)).toBeHidden();
  await page.getByRole('button', { name: 'New article' }).click();
  await paste(page, STORY);
  await settled(page, 'done');
  for (const words of ['(2)', '12 farmers killed: lowest: 12 → 14', '2 soldiers injured: confirmed']) await expect(corrections(page)).toContainText(words);
  expect((await downloadReport(page)).overrides.map(({ path, status }) => [path, status])).toEqual(report.overrides.map(({ path, status }) => [path, status]));
});

test('the name is kept only where that is asked for', async ({ page }) => {
  await read(page);
  await correctTwelve(page);
  await page.locator('.corrections-sign summary').click();
  await page.getByLabel('Your name').fill('R. Diallo');
  await page.getByLabel('Your name').press('Tab');
  expect(await page.evaluate(() => Object.entries(localStorage).flat().join())).not.toContain('Diallo');
  await why(page, 'Two', 'figure');
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(corrections(page)).toContainText('R. Diallo');
  expect((await downloadReport(page)).overrides.map((one) => one.by)).toContain('R. Diallo');
  await page.locator('.corrections-sign summary').click();
  await page.getByLabel('Keep the name in this browser').check();
  expect(await page.evaluate(() => Object.values(localStorage).join())).toContain('Diallo');
  await page.getByLabel('Keep the name in this browser').uncheck();
  expect(await page.evaluate(() => Object.values(localStorage).join())).not.toContain('Diallo');
});

test('another coding profile counts anew, and what changed is listed and marked', async ({ page }) => {
  await read(page, 'Gunmen killed dozens of farmers in an attack on a market in Gao on 4 May 2024. More than 20 traders were wounded.');
  const before = await downloadReport(page);
  await page.getByLabel('Coding profile').selectOption({ label: 'Nextier-like' });
  const list = page.locator('.profile-changes');
  await expect(list).toContainText('coded otherwise than with ACLED');
  await expect(list).toContainText('24');
  await expect(page.locator('.toll-row .line.profile-changed').first()).toContainText('dozens');
  const after = await downloadReport(page);
  expect([before.engine.profile, after.engine.profile]).toEqual(['acled', 'nextier']);
  const [a, b] = [before, after].map((report) => report.events[0].acled[0].fatalities);
  expect([a, b]).toEqual([12, 24]);
  await list.getByRole('button', { name: 'Close' }).click();
  await expect(list).toBeEmpty();
  await expect(page.locator('.profile-changed')).toHaveCount(0);
});

test('a rejected fact stays rejected under another profile; cells that are counted otherwise are reported', async ({ page }) => {
  await read(page, 'Gunmen killed dozens of farmers in an attack on a market in Gao on 4 May 2024. More than 20 traders were wounded.');
  await why(page, 'dozens');
  await page.getByRole('button', { name: 'Reject' }).click();
  await page.locator('.correct-form').getByRole('button', { name: 'Reject' }).click();
  await expect(corrections(page)).toContainText('rejected');
  await page.getByLabel('Coding profile').selectOption({ label: 'Nextier-like' });
  await expect(corrections(page)).toContainText('does not fit this reading');
  const report = await downloadReport(page);
  expect(report.casualty_claims.some((one) => one.figure.text === 'dozens')).toBe(false);
  expect(report.overrides.find((one) => one.path.startsWith('/casualty_claims/')).status).toBe('applied');
  expect(report.overrides.some((one) => one.status === 'stale' && one.why)).toBe(true);
});

test('the classes offered are those of the data tables', async () => {
  const code = await readFile(new URL('../../www/parts/correct/fields.js', import.meta.url), 'utf8');
  for (const [name, table] of [['FACILITY_TYPES', 'facility_types'], ['WEAPON_CLASSES', 'weapon_classes']]) {
    const rows = (await readFile(new URL(`../../data/codes/${table}.tsv`, import.meta.url), 'utf8')).trim().split('\n').slice(1);
    const offered = [...code.split(`${name} = [`)[1].split('];')[0].matchAll(/'([a-z_]+)'/g)].map(([, id]) => id);
    expect(offered).toEqual(rows.map((row) => row.split('\t')[0]));
  }
});

test("the types offered are those of the data tables", async () => {
  const rows = (await readFile(new URL('../../data/coding/sub_event_types.tsv', import.meta.url), 'utf8')).trim().split('\n').slice(1);
  const code = await readFile(new URL('../../www/parts/correct/fields.js', import.meta.url), 'utf8');
  const offered = [...code.split('SUB_EVENT_TYPES = [')[1].split('];')[0].matchAll(/'([a-z-]+)'/g)].map(([, id]) => id);
  expect(offered.sort()).toEqual(rows.map((row) => row.split('\t')[0]).sort());
});

test('the page is told when corrections are made, and hostile reasons stay text', async ({ page }) => {
  await read(page);
  await why(page, '12');
  await page.getByRole('button', { name: 'Correct this' }).click();
  await field(page, 'best').fill('12');
  await field(page, 'side').selectOption({ label: 'State forces' });
  await page.getByLabel('Reason (optional)').fill('<img src=x onerror="globalThis.owned=1">');
  await save(page);
  await expect(said(page)).toContainText('Corrected');
  await expect(corrections(page)).toContainText('<img src=x');
  await expect(corrections(page).locator('img')).toHaveCount(0);
  expect(await page.evaluate(() => globalThis.owned)).toBeUndefined();
});

for (const [colorScheme, width] of [['light', 1280], ['dark', 390]]) {
  test(`no accessibility violation while correcting, ${colorScheme}, ${width} px`, { tag: '@once' }, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await read(page);
    await why(page, '12');
    await page.getByRole('button', { name: 'Correct this' }).click();
    await field(page, 'best').fill('14');
    await field(page, 'high').fill('14');
    expect(await violations(page)).toEqual([]);
    await save(page);
    await page.keyboard.press('Escape');
    if (width < 600) await page.locator('[data-pane=card].pane').click();
    await page.getByLabel('Coding profile').selectOption({ label: 'UCDP' });
    await expect(page.locator('.profile-changes')).not.toBeEmpty();
    await page.locator('.corrections-sign summary').click();
    expect(await violations(page)).toEqual([]);
    await showArticle(page);
    await page.getByRole('button', { name: 'Add a fact' }).click();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });
}
