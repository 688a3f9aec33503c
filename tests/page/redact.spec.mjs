/** Redaction before sharing: the chosen names occur nowhere in what is shared, in any form, and offsets stay true. */
import { expect, test } from '@playwright/test';
import { open, paste, saved, settled, violations } from './page.mjs';

/** An invented article in which each name has several forms. */
const STORY = [
  'Gunmen storm market in Labbezanga, governor says',
  'Gunmen from the Islamic State in the Greater Sahara (ISGS) attacked a market in Labbezanga, Mali, on 6 May 2024, killing 12 farmers, General Moussa Keita said.',
  'Keita told reporters in Bamako that ISGS fighters had fled towards Gao. The Malian army lost 4 soldiers near Gao, he said, and KEITA\u2019s own driver was among the wounded.',
  'Witnesses in Labbe\u0301zanga said the dead were buried on Tuesday. Keita-led patrols have begun, and Labbezangans who fled to Nigeria want to return.',
].join('\n\n');
const FORMS = ['card', 'markdown', 'json', 'text'];

/** Opens the dialog on `text`, with what is known of the article. */
async function openOn(page, text) {
  await open(page);
  await paste(page, text);
  await settled(page, 'done');
  await page.getByRole('button', { name: 'Redact and share' }).click();
  await expect(page.locator('dialog.redact')).toBeVisible();
  await expect(page.locator('.redact-status')).toContainText('Nothing is chosen yet');
}

const choose = (page, name) => page.locator('.redact-check', { hasText: name }).first().locator('input').check();

async function done(page) {
  await expect(page.locator('.redact-status')).toContainText('replaced. Look it through');
}

/** The file of a form, as it is handed over. */
async function shared(page, form) {
  await page.locator(`.redact-forms [data-form=${form}]`).click();
  return saved(page, () => page.getByRole('button', { name: 'Save as a file' }).click());
}

async function all(page) {
  const out = {};
  for (const form of FORMS) out[form] = await shared(page, form);
  return out;
}

/** A text as a suspicious reader searches it: without case, accents, joints and hidden characters. */
const bare = (text) => text.normalize('NFD').replace(/[\p{M}\u200B-\u200F\u00AD]/gu, '').toLowerCase();

function expectNowhere(outputs, words) {
  for (const [form, text] of Object.entries(outputs)) for (const word of words) expect(bare(text).includes(bare(word)), `“${word}” in ${form}`).toBe(false);
}

/** Every span with words of its own holds these words in the shared text; returns how many there are. */
function checkSpans(value, text) {
  let n = 0;
  const look = (one) => {
    if (Array.isArray(one)) return one.forEach(look);
    if (one === null || typeof one !== 'object') return undefined;
    if (Number.isInteger(one.start) && Number.isInteger(one.end)) {
      expect(one.start).toBeGreaterThanOrEqual(0);
      expect(one.end).toBeLessThanOrEqual(text.length);
      expect(one.end).toBeGreaterThanOrEqual(one.start);
      if (typeof one.text === 'string') {
        expect(text.slice(one.start, one.end)).toBe(one.text);
        n += 1;
      }
    }
    return Object.values(one).forEach(look);
  };
  look(value);
  return n;
}

test('a person and a place are replaced everywhere, in every form, and spans stay true', async ({ page }) => {
  await openOn(page, STORY);
  await choose(page, 'Keita');
  await choose(page, 'Labbezanga');
  await done(page);
  const outputs = await all(page);
  expectNowhere(outputs, ['Keita', 'Moussa', 'Labbezanga']);
  expect(outputs.text).toContain('General [Person 1] said.');
  expect(outputs.text).toContain('[Person 1] told reporters in Bamako');
  expect(outputs.text).toContain('[Person 1]\u2019s own driver');
  expect(outputs.text).toContain('[Person 1]-led patrols');
  expect(outputs.text).toContain('storm market in [Place 1], governor says');
  expect(outputs.card).toContain('[Place 1]');
  expect(outputs.card).toContain('[Person 1]');
  expect(outputs.markdown).toContain('Place 1');
  const report = JSON.parse(outputs.json);
  expect(checkSpans(report, outputs.text)).toBeGreaterThan(20);
  expect(report.document.char_count).toBe(outputs.text.length);
  expect(report.document.title).toContain('[Place 1]');
  expect(report.engine.notice).toContain('replaced by labels');
  const place = report.places.find((one) => one.name === '[Place 1]');
  expect(place).toMatchObject({ lat: null, lon: null, admin1: null, candidates: [] });
  expect(place.mentions.length).toBeGreaterThan(1);
  for (const mention of place.mentions) expect(mention.text).toBe('[Place 1]');
  const rows = report.events.flatMap((event) => [...event.acled, event.ucdp]).filter((row) => row && JSON.stringify(row).includes('[Place 1]'));
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) expect([row.latitude, row.longitude]).toEqual([null, null]);
});

test('the figures stay what they were', async ({ page }) => {
  await openOn(page, STORY);
  const before = JSON.parse(await shared(page, 'json'));
  await choose(page, 'Labbezanga');
  await choose(page, 'Islamic State');
  await done(page);
  const after = JSON.parse(await shared(page, 'json'));
  const figures = (report) => report.casualty_claims.map(({ id, figure: { low, best, high, qualifier }, side, outcome }) => ({ id, low, best, high, qualifier, side, outcome }));
  expect(figures(after)).toEqual(figures(before));
  expect(after.events.map((event) => event.fatalities)).toEqual(before.events.map((event) => event.fatalities));
});

test('a group goes with its acronym, its coded name and its rows of the data tables', async ({ page }) => {
  await openOn(page, STORY);
  await choose(page, 'Islamic State');
  await done(page);
  const outputs = await all(page);
  expectNowhere(outputs, ['Islamic State', 'ISGS', 'IS Sahel', 'Greater Sahara', 'is-sahel']);
  expect(outputs.text).toContain('Gunmen from the [Group 1] (');
});

test('a country goes with its code and what is made from its name; another that begins alike stays', async ({ page }) => {
  const text = 'Soldiers from Nigeria and Niger killed 4 rebels near Niamey in Niger on 6 May 2024. The Nigerien army said Nigeria had helped.';
  await openOn(page, text);
  await page.locator('.redact-group[data-kind=place] .redact-check', { has: page.getByText(/^Niger( \(|$)/) }).locator('input').check();
  await done(page);
  const outputs = await all(page);
  expect(outputs.text).toBe('Soldiers from Nigeria and [Place 1] killed 4 rebels near Niamey in [Place 1] on 6 May 2024. The [Place 1] army said Nigeria had helped.');
  for (const text of Object.values(outputs)) expect(text).not.toMatch(/\bNiger\b|Nigerien|"NER"/);
});

test('own words are replaced too, and a short one only where it stands alone', async ({ page }) => {
  await openOn(page, STORY);
  await page.getByLabel('Other words to replace').fill('Bamako, farmers\nGao');
  await done(page);
  const outputs = await all(page);
  expectNowhere(outputs, ['Bamako', 'farmers']);
  for (const text of Object.values(outputs)) expect(text).not.toMatch(/\bGao\b/);
  expect(outputs.text).toContain('told reporters in [Withheld 1]');
  expect(outputs.text).toContain('fled towards [Withheld 3]. The Malian army lost 4 soldiers near [Withheld 3]');
});

test('a word that the card itself uses is replaced in the card too', async ({ page }) => {
  await openOn(page, STORY);
  await page.getByLabel('Other words to replace').fill('killed, market, place');
  await done(page);
  for (const form of ['card', 'markdown', 'text']) {
    const text = await shared(page, form);
    expect(text).not.toMatch(/killed|market/i);
    expect(text).toContain('Withheld 2');
  }
});

test('title, author and address are covered', async ({ page }) => {
  await open(page);
  const shown = await page.evaluate(async () => {
    const { redacting } = await import('./parts/keep/redacted.js');
    const report = { engine: { notice: '' }, document: { id: 'sha256:0', title: 'Market of Labbezanga', author: 'Ada Labbezanga', publisher: 'Voice', url: 'https://news.example/2024/market-labbe-zanga-attack?q=Labb%C3%A9zanga', sections: [] }, mentions: [], entities: [], places: [], events: [], overrides: [{ id: 'O1', path: '/places/0/name', op: 'set', old: 'Gao', new: 'Labbezanga', anchor: 'Labbezanga@4', document: 'sha256:0', reason: 'It is Labbezanga' }] };
    const steps = redacting({ text: 'In Labbezanga.', report, targets: [{ id: null, label: '[Place 1]', names: ['Labbezanga'] }], kept: [], leaveOut: ['author'], notice: '' });
    for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value.report;
  });
  expect(shown.document).toMatchObject({ title: 'Market of [Place 1]', author: null, publisher: 'Voice', url: null });
  expect(shown.overrides[0]).toMatchObject({ new: '[Place 1]', anchor: null, document: null, reason: 'It is [Place 1]' });
});

test('what is shared is seen first, with the forms that were replaced', async ({ page }) => {
  await openOn(page, STORY);
  const preview = page.locator('.redact-preview');
  await expect(preview).toContainText('Labbezanga');
  await choose(page, 'Labbezanga');
  await done(page);
  await expect(preview).not.toContainText('Labbezanga');
  await expect(preview.locator('.redact-label').first()).toHaveText('[Place 1]');
  await page.locator('.redact-done summary').click();
  await expect(page.locator('.redact-done')).toContainText('“Labbezangans” → [Place 1] (1\u00A0×)');
  await page.locator('.redact-forms [data-form=json]').click();
  await expect(preview).toContainText('"schema"');
  await page.keyboard.press('Escape');
  await expect(page.locator('dialog.redact')).toBeHidden();
  await expect(page.locator('.card')).toContainText('Labbezanga');
  await expect(page.getByRole('button', { name: 'Redact and share' })).toBeFocused();
});

test('a label that the text has already is not used again', async ({ page }) => {
  await openOn(page, `${STORY}\n\nIn an earlier report [Place 1] stood for a village.`);
  await choose(page, 'Labbezanga');
  await done(page);
  expect(await shared(page, 'text')).toContain('storm market in [Place 2]');
});

test('what is shared is of the reading that was looked at, though another comes meanwhile', async ({ page }) => {
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  await page.route('**/places.pack', async (route) => { await held; await route.continue(); });
  await page.goto('./');
  await page.locator('#app[data-ready=yes]').waitFor();
  await paste(page, STORY);
  await settled(page, 'done');
  await page.getByRole('button', { name: 'Redact and share' }).click();
  await expect(page.locator('.redact-status')).toContainText('Nothing is chosen yet');
  release();
  await expect(page.locator('#app')).toHaveAttribute('data-packs', 'all');
  await page.waitForTimeout(1500);
  await choose(page, 'Gao');
  await done(page);
  const report = JSON.parse(await shared(page, 'json'));
  expect(report.engine.gazetteer).toBe('core-1');
  expect(report.places.find((one) => one.name === '[Place 1]')).toMatchObject({ lat: null, lon: null });
  expect(report.places.filter((one) => one.name !== '[Place 1]' && one.status === 'resolved' && one.lat === null)).toEqual([]);
});


test('hidden characters, line ends and scripts without spaces hide no name', async ({ page }) => {
  await open(page);
  const found = await page.evaluate(async () => {
    const { cutsOf, matcherOf, replaced } = await import('./parts/keep/matcher.js');
    const run = (names, text, kept) => replaced(text, cutsOf(matcherOf([{ label: '[X]', names }], kept), text));
    return [
      run(['Abu Walid'], 'Abu\u00A0Walid, ABU\nWALID, Abu-Walid, A\u200Bbu Wa\u00ADlid and Abu Walidi'),
      run(['IS'], 'IS fighters said it is IS, not ISIS'),
      run(['Gao'], 'Gao, GAO, gaol, Gaoan'),
      run(['Mali'], 'Mali, Malian, Somalia, mali'),
      run(['加沙'], '在加沙地带'),
      run(['غزة'], 'في وغزة وبغزة'),
      run(['Côte d’Ivoire'], "Cote d'Ivoire and CÔTE D’IVOIRE"),
    ];
  });
  expect(found).toEqual(['[X], [X], [X], [X] and [X]', '[X] fighters said it is [X], not ISIS', '[X], [X], gaol, Gaoan', '[X], [X], Somalia, [X]', '在[X]地带', 'في [X] [X]', '[X] and [X]']);
});

test('redaction makes no request', async ({ page }) => {
  await openOn(page, STORY);
  const requests = [];
  page.on('request', (request) => requests.push(request.url()));
  await choose(page, 'Labbezanga');
  await done(page);
  await all(page);
  expect(requests.filter((url) => !url.startsWith('blob:'))).toEqual([]);
});

for (const colorScheme of ['light', 'dark']) {
  test(`no accessibility violation: redaction, ${colorScheme}`, colorScheme === 'dark' ? { tag: '@once' } : {}, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await openOn(page, STORY);
    await choose(page, 'Labbezanga');
    await done(page);
    expect(await violations(page)).toEqual([]);
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await page.evaluate(() => Math.max(document.documentElement.scrollWidth - innerWidth, document.querySelector('.redact-body').scrollWidth - document.querySelector('.redact-body').clientWidth))).toBeLessThanOrEqual(0);
    }
  });
}
