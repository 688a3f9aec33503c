/**
 * What is pasted stays with who pasted it: a whole session of work with all that leaves or stays recorded. No request, no word
 * of it in an address, a history, a log, an event, a message or a store; what is kept on request is named, and goes again.
 */
import { expect, test } from '@playwright/test';
import { anew, catchClipboard, downloadReport, fromMenu, open, openInside, openMenu, paste, saved, settled, watch } from './page.mjs';

/** Words that occur nowhere else: in the article, in what is corrected and added, and in the names of files. */
const SECRETS = ['Quorlambe', 'Vexmire', 'Tahlbourne', 'Ostrivaan', 'Merrowick'];
const STORY = [
  'Gunmen from the Vexmire Brigade killed 12 farmers in an attack on a market in Quorlambe on 4 May 2024, Mayor Idrissa Tahlbourne said.',
  'The army said it had neutralised at least 45 attackers near Gao. Its statement did not say how many soldiers were killed.',
].join('\n\n');
const OTHERS = ['A roadside bomb killed three soldiers near Ostrivaan on 6 May 2024, the Vexmire Brigade said.', 'Gunmen killed seven farmers in Quorlambe on 5 May 2024, the mayor said.'];

/** Notes whatever the page tells its surroundings by other ways than a request. */
async function listen(page) {
  await page.addInitScript(() => {
    globalThis.noted = [];
    const note = (what, ...values) => globalThis.noted.push(`${what} ${values.map((value) => { try { return JSON.stringify(value) ?? String(value); } catch { return String(value); } }).join(' ')}`);
    const wrap = (owner, name, what = name) => {
      const real = owner?.[name];
      if (real) owner[name] = function noted(...args) { note(what, ...args); return real.apply(this, args); };
    };
    for (const name of ['pushState', 'replaceState']) wrap(History.prototype, name);
    for (const name of ['postMessage', 'open']) wrap(globalThis, name, `window.${name}`);
    for (const name of ['setItem', 'removeItem']) wrap(Storage.prototype, name, `storage.${name}`);
    wrap(Navigator.prototype, 'sendBeacon');
    wrap(globalThis, 'BroadcastChannel');
    wrap(Performance.prototype, 'mark');
    const dispatch = EventTarget.prototype.dispatchEvent;
    EventTarget.prototype.dispatchEvent = function told(event) {
      // What the driver types for the reader is no word of the page.
      if ((this === globalThis || this instanceof Node) && !(event instanceof UIEvent)) note(`event ${event.type}`, event.detail, event.data, event.message);
      return dispatch.call(this, event);
    };
    for (const type of ['error', 'unhandledrejection', 'message', 'storage']) addEventListener(type, (event) => note(type, event.message ?? event.reason?.message ?? event.data));
  });
}

/** Everything that outlives a click, and everything that was told. */
const traces = (page) => page.evaluate(async () => ({
  local: Object.keys(localStorage), session: Object.keys(sessionStorage), cookie: document.cookie,
  databases: (await indexedDB.databases()).map((one) => one.name), caches: globalThis.caches ? await caches.keys() : [],
  files: await navigator.storage?.getDirectory?.().then(async (folder) => { const names = []; for await (const name of folder.keys()) names.push(name); return names; }, () => []) ?? [],
  address: location.href, state: history.state, title: document.title, name: globalThis.name,
}));
const EMPTY = { local: [], session: [], cookie: '', databases: [], caches: [], files: [], state: null, title: 'Sitrep', name: '' };

const found = (text) => SECRETS.filter((word) => text.toLowerCase().includes(word.toLowerCase()));
const view = (page, name) => page.locator(`.view-tab[data-view=${name}]`).click();

test('a whole session of work asks for nothing, tells nothing and leaves nothing', async ({ page, context, baseURL }) => {
  test.slow();
  const seen = await watch(page);
  const elsewhere = [];
  context.on('request', (request) => elsewhere.push(request.url()));
  page.on('websocket', (socket) => elsewhere.push(socket.url()));
  await listen(page);
  await open(page);
  await catchClipboard(page);
  await page.evaluate(() => { globalThis.print = () => {}; });
  const before = await page.evaluate(() => history.length);
  seen.requests.length = elsewhere.length = 0;

  // reads, looks, corrects
  await paste(page, STORY);
  await settled(page, 'done');
  await page.locator('#date-read').fill('2024-05-05');
  await page.locator('#date-read').dispatchEvent('change');
  await settled(page, 'done');
  await page.locator('.pictures details').evaluateAll((all) => all.forEach((one) => { one.open = true; }));
  await page.locator('mark.k-figure', { hasText: '12' }).first().click();
  await page.getByRole('button', { name: 'Correct this' }).click();
  for (const key of ['low', 'best', 'high']) await page.locator(`#why .field-${key} input`).fill('14');
  await page.getByLabel('Reason (optional)').fill('the list of the Merrowick hospital');
  await page.getByRole('button', { name: 'Save correction' }).click();
  await expect(page.locator('.corrections')).toContainText('Merrowick');
  await page.locator('.corrections-sign summary').click();
  await page.getByLabel('Your name').fill('R. Merrowick');
  await page.getByLabel('Your name').press('Tab');
  await page.getByLabel('Coding profile').selectOption({ label: 'UCDP' });
  await settled(page, 'done');
  await page.getByRole('button', { name: 'Edit text' }).click();
  await page.locator('#article').press('End');
  await page.keyboard.type(' ');
  await settled(page, 'done');
  await page.getByRole('button', { name: 'Show the highlights' }).click();
  await settled(page, 'done');

  // adds own words
  await view(page, 'own');
  await page.getByLabel('Name', { exact: true }).fill('Vexmire Brigade');
  await page.getByLabel('Where you have it from').fill('Merrowick');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.locator('.own-table')).toContainText('Vexmire Brigade');
  await view(page, 'article');
  await settled(page, 'done');
  await expect(page.locator('.section-who')).toContainText('Vexmire Brigade');

  // takes away
  expect(found(JSON.stringify(await downloadReport(page))).length).toBeGreaterThan(2);
  for (const format of ['acled', 'ucdp', 'gtd', 'plover', 'geojson', 'markdown']) {
    await saved(page, async () => { await openMenu(page, 'save'); await page.locator(`[data-format=${format}]`).click(); });
  }
  await fromMenu(page, 'save', 'Card as a picture');
  await expect(page.locator('.status')).toContainText('picture of the card was saved');
  await fromMenu(page, 'save', 'Print a one-page brief');
  for (const name of ['Card as text', 'Card as Markdown', 'Card as a table', 'Link that carries the text']) await fromMenu(page, 'copy', name);
  await page.waitForFunction(() => /#t=/.test(globalThis.copied['text/plain']));
  const link = await page.evaluate(() => globalThis.copied['text/plain']);

  // redacts and shares
  await page.getByRole('button', { name: 'Redact and share' }).click();
  await page.locator('#redact-own').fill('Quorlambe, Vexmire, Tahlbourne, Merrowick');
  await expect(page.locator('.redact-status')).toContainText('replaced. Look it through');
  for (const form of ['card', 'markdown', 'json', 'text']) {
    await page.locator(`.redact-forms [data-form=${form}]`).click();
    expect(found(await saved(page, () => page.getByRole('button', { name: 'Save as a file' }).click()))).toEqual([]);
  }
  await page.keyboard.press('Escape');

  // many articles
  await page.getByRole('button', { name: 'Put on the desk' }).click();
  await anew(page);
  await page.locator('.control-buttons input[type=file]').setInputFiles(OTHERS.map((text, n) => ({ name: `Ostrivaan ${n}.txt`, mimeType: 'text/plain', buffer: Buffer.from(text) })));
  await expect(page.locator('.desk-table tbody tr[data-state=read]')).toHaveCount(3);
  for (const box of await page.locator('.desk-table tbody').getByRole('checkbox').all()) await box.check();
  await page.getByRole('button', { name: 'Compare (3)' }).click();
  await expect(page.locator('.side-table')).toBeVisible();
  await page.getByRole('button', { name: 'Back to the rows' }).click();
  await page.locator('.desk-exports summary').click();
  for (const format of ['desk', 'acled', 'json']) await saved(page, () => page.locator(`[data-desk-format=${format}]`).click());

  // gets it wrong
  await page.locator('.control-buttons input[type=file]').setInputFiles({ name: 'Merrowick.bin', mimeType: '', buffer: Buffer.from([0xff, 0]) });
  await settled(page, 'wrong');
  await view(page, 'help');
  await view(page, 'kept');
  await view(page, 'article');

  // Nothing of all that left, and nothing stays.
  expect([...seen.requests, ...elsewhere].filter((url) => !url.startsWith('blob:'))).toEqual([]);
  expect({ dialogs: seen.dialogs, errors: seen.errors, console: seen.console }).toEqual({ dialogs: [], errors: [], console: [] });
  expect(await traces(page)).toEqual({ ...EMPTY, address: baseURL });
  expect(await page.evaluate(() => [history.length, globalThis.violations])).toEqual([before, []]);
  const noted = await page.evaluate(() => globalThis.noted);
  expect(noted.filter((one) => found(one).length)).toEqual([]);
  expect(found(await page.evaluate(() => performance.getEntries().map((entry) => `${entry.name} ${JSON.stringify(entry.detail ?? '')}`).join('\n')))).toEqual([]);

  // What is asked for is kept, that alone, and goes again.
  await page.locator('.view-tab[data-view=desk]').click();
  await page.locator('.desk-table .desk-open').first().click();
  await settled(page, 'done');
  await page.getByRole('button', { name: 'Keep this article' }).click();
  await expect(page.locator('.keep-said')).toContainText('Kept in this browser');
  expect(await traces(page)).toEqual({ ...EMPTY, address: baseURL, databases: ['sitrep-kept'] });
  await view(page, 'own');
  await page.getByLabel('Remember these words in this browser').check();
  expect(await traces(page)).toMatchObject({ local: ['sitrep-own-words'], session: [], databases: ['sitrep-kept'] });
  await view(page, 'kept');
  await page.getByRole('button', { name: 'Delete everything' }).click();
  await page.getByRole('button', { name: 'Yes, delete everything' }).click();
  await expect(page.locator('.kept-notice')).toContainText('Removed');
  expect(await traces(page)).toEqual({ ...EMPTY, address: baseURL });

  // A link that carries a text leaves it in no address.
  await page.goto('about:blank');
  await page.goto(link);
  await page.locator('#app[data-parts]').waitFor();
  await page.getByRole('button', { name: 'Read this text' }).click();
  await settled(page, 'done');
  expect(await traces(page)).toEqual({ ...EMPTY, address: baseURL });
  expect(found((await page.evaluate(() => globalThis.noted)).join('\n'))).toEqual([]);
});

test('what is refused is told without a word of the text', async ({ page }) => {
  const seen = await watch(page);
  await openInside(page);
  const messages = await page.evaluate(async (story) => {
    const { analyzer } = globalThis.inside;
    const report = JSON.stringify(await analyzer.analyze(story));
    const wrong = { schema: 'sitrep.report/1', document: story, events: story, casualty_claims: [story] };
    const tries = [
      () => analyzer.analyze(story.repeat(50_000)),
      () => analyzer.exportAs('acled', story),
      () => analyzer.exportAs('acled', JSON.stringify(story)),
      () => analyzer.exportAs('markdown', JSON.stringify(wrong)),
      () => analyzer.exportAs('geojson', report.replace('"casualty_claims":[', `"casualty_claims":[${JSON.stringify(story)},`)),
      () => analyzer.exportAs('acled', report.slice(0, -5)),
      () => analyzer.applyOverrides(report, story),
      () => analyzer.applyOverrides(report, JSON.stringify([{ path: 7, new: story }])),
      () => analyzer.makeOverride(report, { path: '/nothing', op: 'set', new: story }),
    ];
    const told = [];
    for (const attempt of tries) told.push(await attempt().then((answer) => (typeof answer === 'string' ? 'answered' : 'answered an object'), (error) => `${error.code}: ${error.message}\n${error.stack}`));
    return told;
  }, STORY);
  expect(messages.filter((one) => !one.startsWith('answered')).length).toBeGreaterThan(4);
  expect(messages.filter((one) => found(one).length)).toEqual([]);
  expect(found(JSON.stringify(seen))).toEqual([]);
});
