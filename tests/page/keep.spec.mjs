/** Keeping: nothing before it is asked for; then list, search, names, deleting, files, all of it away; each refusal a sentence. */
import { expect, test } from '@playwright/test';
import { ATTACK, downloadReport, loaded, open, paste, saved, settled, violations } from './page.mjs';

const SECOND = 'A roadside bomb killed three soldiers near Ansongo on 6 May 2024, the Malian army said in a statement.';

async function read(page, text, phase = 'done') {
  const edit = page.getByRole('button', { name: 'New article' });
  if (await edit.isVisible()) await edit.click();
  await paste(page, text);
  await settled(page, phase);
}

async function keep(page, text) {
  await read(page, text);
  await page.getByRole('button', { name: 'Keep this article' }).click();
  await expect(page.locator('.keep-said')).toContainText('Kept in this browser as');
}

const view = (page, name) => page.locator(`.view-tab[data-view=${name}]`).click();
const rows = (page) => page.locator('.kept-row');
const databases = (page) => page.evaluate(async () => (await indexedDB.databases()).map((one) => one.name));
const notice = (page) => page.locator('.kept-notice');

async function openFile(page, text, name = 'desk.json') {
  await page.locator('.kept-view input[type=file]').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
}

test('nothing is stored until it is asked for', async ({ page }) => {
  await open(page);
  await read(page, ATTACK);
  await view(page, 'kept');
  await expect(page.locator('.kept-list')).toContainText('Nothing is kept.');
  expect(await databases(page)).toEqual([]);
  await view(page, 'article');
  await page.getByRole('button', { name: 'Keep this article' }).click();
  await expect(page.getByRole('button', { name: 'Kept: see the list' })).toBeVisible();
  expect(await databases(page)).toEqual(['sitrep-kept']);
});

test('what is kept is there after the page was closed, and reads the same', async ({ page, context }) => {
  await open(page);
  await keep(page, ATTACK);
  const headline = await page.locator('.card-headline').textContent();
  await page.close();
  const again = await context.newPage();
  await open(again);
  await expect(again.locator('.document')).toBeHidden();
  await view(again, 'kept');
  await expect(rows(again)).toHaveCount(1);
  await expect(rows(again)).toContainText(headline);
  await expect(rows(again)).toContainText('Labbezanga');
  await rows(again).locator('.kept-open').click();
  await settled(again, 'done');
  await expect.poll(() => again.locator('.document').evaluate((node) => node.textContent)).toBe(ATTACK);
  await expect(again.locator('.card-headline')).toHaveText(headline);
  await expect(again.getByRole('button', { name: 'Kept: see the list' })).toBeVisible();
  await expect(again.locator('.keep-said')).toBeHidden();
});

test('the date is kept with the article', async ({ page }) => {
  await open(page);
  await read(page, ATTACK);
  await page.locator('#date-read').fill('2024-05-10');
  await page.locator('#date-read').dispatchEvent('change');
  await settled(page, 'done');
  await expect(page.locator('.card')).toContainText('9 May 2024');
  await page.getByRole('button', { name: 'Keep this article' }).click();
  await page.getByRole('button', { name: 'New article' }).click();
  await view(page, 'kept');
  await expect(rows(page)).toContainText('9 May 2024');
  await rows(page).locator('.kept-open').click();
  await settled(page, 'done');
  await expect(page.locator('#date-read')).toHaveValue('2024-05-10');
  await expect(page.locator('.card')).toContainText('9 May 2024');
});

test('what is known of the article and the profile come back with it, and a reading that became another is told', async ({ page }) => {
  await open(page);
  await view(page, 'kept');
  const facts = { headline: 'Something else happened.', date: '6 May 2024', place: 'Ansongo', toll: '30' };
  await openFile(page, JSON.stringify({ schema: 'sitrep.desk/1', articles: [{ text: SECOND, about: { publisher: 'Desert Wire', author: 'A. Nobody' }, options: { profile: 'ucdp' }, engine: '0.0.1', facts }] }));
  await expect(rows(page)).toContainText('killed: 30');
  await rows(page).locator('.kept-open').click();
  await settled(page, 'done');
  await expect(page.locator('.keep-said')).toContainText('kept with version 0.0.1 and is now read by version');
  await expect(page.locator('.keep-said')).toContainText('the headline and the toll');
  await expect(page.getByRole('button', { name: 'Kept: see the list' })).toBeVisible();
  await page.getByRole('button', { name: 'Redact and share' }).click();
  await page.locator('.redact-forms [data-form=json]').click();
  for (const part of ['"profile":"ucdp"', '"publisher":"Desert Wire"', '"author":null']) await expect(page.locator('.redact-preview')).toContainText(part);
});

test('a change after keeping is kept on request alone', async ({ page }) => {
  await open(page);
  await keep(page, ATTACK);
  await page.locator('#date-read').fill('2024-05-10');
  await page.locator('#date-read').dispatchEvent('change');
  const again = page.getByRole('button', { name: 'Keep the changes' });
  await expect(again).toBeVisible();
  await view(page, 'kept');
  await expect(rows(page)).not.toContainText('9 May 2024');
  await view(page, 'article');
  await again.click();
  await expect(page.getByRole('button', { name: 'Kept: see the list' })).toBeVisible();
  await view(page, 'kept');
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText('9 May 2024');
});

test('kept articles are found by name, place and words of the text', async ({ page }) => {
  await open(page);
  await keep(page, ATTACK);
  await keep(page, SECOND);
  await view(page, 'kept');
  await expect(rows(page)).toHaveCount(2);
  const search = page.getByLabel('Find');
  await search.fill('ansongo');
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText('Ansongo');
  await search.fill('audio message');
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText('Labbezanga');
  await search.fill('earthquake');
  await expect(page.locator('.kept-list')).toContainText('Nothing kept holds “earthquake”.');
  await search.fill('');
  await expect(rows(page)).toHaveCount(2);
});

test('an article is renamed by keyboard, deleted, and brought back', async ({ page }) => {
  await open(page);
  await keep(page, ATTACK);
  await keep(page, SECOND);
  await view(page, 'kept');
  const row = rows(page).filter({ hasText: 'Ansongo' });
  await row.getByRole('button', { name: /^Rename/ }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('Bomb of May');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Bomb of May', exact: true })).toBeFocused();
  await page.getByRole('button', { name: 'Delete “Bomb of May”' }).click();
  await expect(rows(page)).toHaveCount(1);
  await expect(notice(page)).toContainText('“Bomb of May” was deleted.');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(rows(page)).toHaveCount(2);
  await page.reload();
  await loaded(page);
  await view(page, 'kept');
  await page.getByRole('button', { name: 'Bomb of May', exact: true }).click();
  await settled(page, 'done');
  await expect.poll(() => page.locator('.document').evaluate((node) => node.textContent)).toBe(SECOND);
});

test('the desk goes out as one file and comes back; what is here already is told apart from what differs', async ({ page }) => {
  await open(page);
  await keep(page, ATTACK);
  await keep(page, SECOND);
  await view(page, 'kept');
  const file = await saved(page, () => page.getByRole('button', { name: 'Save all as one file' }).click());
  const desk = JSON.parse(file);
  expect(desk.schema).toBe('sitrep.desk/1');
  expect(desk.articles.map((one) => one.text).sort()).toEqual([SECOND, ATTACK].sort());
  await openFile(page, file);
  await expect(notice(page)).toContainText('0 articles added. 2 were here already.');
  desk.articles[0].date = '2024-05-20';
  await openFile(page, JSON.stringify(desk));
  await expect(notice(page)).toContainText('1 article added. 1 was here already.');
  await expect(rows(page)).toHaveCount(3);
  await expect(rows(page).filter({ hasText: '(2)' })).toHaveCount(1);
  await page.getByRole('button', { name: 'Delete everything' }).click();
  await page.getByRole('button', { name: 'Yes, delete everything' }).click();
  await expect(rows(page)).toHaveCount(0);
  await openFile(page, file);
  await expect(notice(page)).toContainText('2 articles added.');
  await rows(page).filter({ hasText: 'Labbezanga' }).locator('.kept-open').click();
  await settled(page, 'done');
  await expect.poll(() => page.locator('.document').evaluate((node) => node.textContent)).toBe(ATTACK);
});

test('a file that is wrong is refused article by article, each named, and the sound ones are taken', async ({ page }) => {
  await open(page);
  await view(page, 'kept');
  const article = (more) => ({ name: 'A camp', text: SECOND, date: '', about: {}, options: {}, corrections: [], ...more });
  const wrong = [article({}), article({ name: 'No words', text: '' }), 7, article({ name: 'Odd day', text: 'b', date: '2024-02-31' }), article({ name: 'Odd about', text: 'c', about: { title: 5 } }),
    article({ name: 'Odd correction', text: 'd', corrections: [{ path: '/places/0', op: 'set' }, { path: 'x', op: 'set' }] })];
  await openFile(page, JSON.stringify({ schema: 'sitrep.desk/1', articles: wrong }));
  await expect(notice(page)).toContainText('1 article added. 5 were left out.');
  const told = page.locator('.kept-problems');
  for (const sentence of ['Article 2, “No words”: its text is missing.', 'Article 3: it is not an article.', 'Article 4, “Odd day”: its date “2024-02-31” is not a day', 'Article 5, “Odd about”: its field “about.title”', 'Article 6, “Odd correction”: its correction 2']) {
    await expect(told).toContainText(sentence);
  }
  await expect(rows(page)).toHaveCount(1);
  for (const [text, sentence] of [['{', 'That file is not JSON'], ['{"schema":"other/1"}', 'not a desk saved by Sitrep'], ['{"schema":"sitrep.desk/9","articles":[]}', 'the form “sitrep.desk/9”'], ['{"schema":"sitrep.desk/1"}', 'no list of articles']]) {
    await openFile(page, text);
    await expect(notice(page)).toContainText(sentence);
    await expect(rows(page)).toHaveCount(1);
  }
});

test('a saved desk that is dropped on the page is opened as one', async ({ page }) => {
  await open(page);
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'sitrep-desk-2024-05-06.json', { type: 'application/json' }));
    document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));
  }, JSON.stringify({ schema: 'sitrep.desk/1', articles: [{ text: SECOND }] }));
  await expect(rows(page)).toHaveCount(1);
  await expect(notice(page)).toContainText('1 article added.');
});

const DESK = JSON.stringify({ articles: [{ text: SECOND, corrections: [{ path: '/events/0/label', op: 'confirm' }] }], schema: 'sitrep.desk/1' });

test('a saved desk is known by what it holds, whatever its name and however many files come with it', async ({ page }) => {
  await open(page);
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'sitrep-desk (2).json'));
    document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));
  }, DESK);
  await expect(notice(page)).toContainText('1 article added.');
  await expect(rows(page)).toContainText('1 correction');
  await page.evaluate(([desk, text]) => {
    const event = new ClipboardEvent('paste', { bubbles: true, cancelable: true });
    Object.defineProperty(event, 'clipboardData', { value: { files: [new File([desk], 'renamed.json')], getData: () => '' } });
    document.getElementById('article').dispatchEvent(event);
  }, [DESK.replace('killed three', 'killed five')]);
  await expect(rows(page)).toHaveCount(2);
  await page.locator('.control-buttons input[type=file]').setInputFiles([['mine.json', DESK.replace('killed three', 'killed nine')], ['a.txt', ATTACK]].map(([name, text]) => ({ name, mimeType: '', buffer: Buffer.from(text) })));
  await expect(rows(page)).toHaveCount(3);
  await view(page, 'desk');
  await expect(page.locator('.desk-table tbody tr')).toHaveCount(1);
});

test('articles of one text that come together have names of their own', async ({ page }) => {
  await open(page);
  await view(page, 'kept');
  await openFile(page, JSON.stringify({ schema: 'sitrep.desk/1', articles: ['2024-05-06', '2024-05-07', '2024-05-08'].map((date) => ({ name: 'Bomb', text: SECOND, date })) }));
  await expect(rows(page)).toHaveCount(3);
  expect((await rows(page).locator('.kept-open').allTextContents()).sort()).toEqual(['Bomb', 'Bomb (2)', 'Bomb (3)']);
});


test('markup in a file stays text', async ({ page }) => {
  await open(page);
  await view(page, 'kept');
  const bad = '<img src=x onerror=alert(1)>';
  page.on('dialog', () => { throw new Error('a dialog'); });
  await openFile(page, JSON.stringify({ schema: 'sitrep.desk/1', articles: [{ name: bad, text: `${bad} ${SECOND}`, facts: { headline: bad, place: bad } }, { name: bad, text: '' }] }));
  await expect(rows(page).locator('.kept-open')).toHaveText(bad);
  await expect(page.locator('.kept-problems')).toContainText(bad);
  expect(await page.locator('.kept-view img').count()).toBe(0);
});

test('everything is deleted in two steps, and what was removed is said', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: /^Theme/ }).click();
  await page.evaluate(() => { localStorage.setItem('of-another-page', 'stays'); return caches.open('sitrep-test').then((cache) => cache.put('./of-no-use', new Response('x'))); });
  await keep(page, ATTACK);
  await view(page, 'kept');
  await page.getByRole('button', { name: 'Delete everything' }).click();
  await expect(page.locator('.kept-sure')).toContainText('1 article kept, your settings');
  await expect(page.locator('.kept-sure').getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'Delete everything' }).click();
  await page.getByRole('button', { name: 'Yes, delete everything' }).click();
  await expect(notice(page)).toContainText('1 kept article with its database');
  for (const kind of ['1 setting', '1 file for use without a network', 'The article on the screen is not stored']) await expect(notice(page)).toContainText(kind);
  expect(await databases(page)).toEqual([]);
  expect(await page.evaluate(async () => [Object.keys(localStorage), await caches.keys()])).toEqual([['of-another-page'], []]);
  await view(page, 'article');
  await expect(page.getByRole('button', { name: 'Keep this article' })).toBeVisible();
});

test('what could not be deleted is still listed', async ({ page }) => {
  await open(page);
  await keep(page, ATTACK);
  await page.evaluate(() => {
    IDBFactory.prototype.deleteDatabase = () => { const request = new EventTarget(); setTimeout(() => request.dispatchEvent(new Event('blocked'))); return request; };
  });
  await view(page, 'kept');
  await page.getByRole('button', { name: 'Delete everything' }).click();
  await page.getByRole('button', { name: 'Yes, delete everything' }).click();
  await expect(notice(page)).toContainText('kept articles');
  await expect(rows(page)).toHaveCount(1);
  await view(page, 'article');
  await expect(page.getByRole('button', { name: 'Kept: see the list' })).toBeVisible();
});

test('after everything was deleted nothing is stored again unasked', async ({ page }) => {
  await open(page);
  await read(page, SECOND);
  await page.locator('.toll .why-button').first().click();
  await page.locator('.correct-confirm').click();
  await page.locator('.corrections-sign summary').click();
  await page.getByLabel('Your name').fill('R. Diallo');
  await page.getByLabel('Keep the name in this browser').check();
  await view(page, 'own');
  await page.getByLabel('Remember these words in this browser').check();
  await page.getByLabel('Name', { exact: true }).fill('Band of the Hill');
  await page.keyboard.press('Enter');
  await expect(page.locator('.own-table tbody tr')).toHaveCount(1);
  expect(await page.evaluate(() => Object.keys(localStorage).sort())).toEqual(['sitrep-analyst', 'sitrep-own-words']);
  await view(page, 'kept');
  await page.getByRole('button', { name: 'Delete everything' }).click();
  await page.getByRole('button', { name: 'Yes, delete everything' }).click();
  await expect(notice(page)).toContainText('2 settings');
  await view(page, 'own');
  await expect(page.getByLabel('Remember these words in this browser')).not.toBeChecked();
  await page.getByLabel('Name', { exact: true }).fill('Band of the River');
  await page.keyboard.press('Enter');
  await expect(page.locator('.own-table tbody tr')).toHaveCount(2);
  await view(page, 'article');
  await settled(page, 'done');
  await page.locator('.corrections-sign summary').click();
  await expect(page.getByLabel('Keep the name in this browser')).not.toBeChecked();
  await page.getByLabel('Your name').fill('R. D.');
  await page.getByLabel('Your name').press('Tab');
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
});


const REFUSALS = [
  ['no room', 'There is no room left in this browser', () => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function refused(...args) { if (this.name === 'bodies' && globalThis.full) throw new DOMException('full', 'QuotaExceededError'); return put.apply(this, args); };
    globalThis.full = true;
  }],
  ['a private window', 'does not let the page keep anything here', () => {
    IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); };
  }],
  ['a reason of its own', 'The browser refused: the disk is out of order', () => {
    IDBFactory.prototype.open = () => { throw new DOMException('the disk is out of order', 'DataError'); };
  }],
  ['another tab in the way', 'Another tab of this page', () => {
    IDBFactory.prototype.open = () => { const request = new EventTarget(); setTimeout(() => request.dispatchEvent(new Event('blocked'))); return request; };
  }],
];
for (const [name, sentence, refuse] of REFUSALS) {
  test(`refused for ${name}: a sentence, and nothing is lost`, async ({ page }) => {
    await page.addInitScript(refuse);
    await open(page);
    expect(await page.locator('#app').getAttribute('data-parts')).toBe('all');
    await read(page, ATTACK);
    await page.getByRole('button', { name: 'Keep this article' }).click();
    await expect(page.locator('.keep-said')).toContainText(sentence);
    await expect(page.getByRole('button', { name: 'Keep this article' })).toBeEnabled();
    await expect.poll(() => page.locator('.document').evaluate((node) => node.textContent)).toBe(ATTACK);
    await view(page, 'kept');
    await expect(rows(page)).toHaveCount(0);
    if (name !== 'no room') return;
    await page.evaluate(() => { globalThis.full = false; });
    await view(page, 'article');
    await page.getByRole('button', { name: 'Keep this article' }).click();
    await expect(page.locator('.keep-said')).toContainText('Kept in this browser');
  });
}

test('a desk for which there is no room is taken as a whole or not at all', async ({ page }) => {
  await page.addInitScript(REFUSALS[0][2]);
  await open(page);
  await view(page, 'kept');
  await page.evaluate(() => { globalThis.full = false; });
  await openFile(page, JSON.stringify({ schema: 'sitrep.desk/1', articles: [{ text: ATTACK }] }));
  await expect(rows(page)).toHaveCount(1);
  await page.evaluate(() => { globalThis.full = true; });
  await openFile(page, JSON.stringify({ schema: 'sitrep.desk/1', articles: [{ text: SECOND }, { text: 'Another.' }] }));
  await expect(notice(page)).toContainText('no room left');
  await page.reload();
  await loaded(page);
  await view(page, 'kept');
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText('Gunmen');
});

test('the room that is taken is shown', async ({ page }) => {
  await open(page);
  await keep(page, ATTACK);
  await view(page, 'kept');
  await expect(page.locator('.kept-use')).toContainText(`1 article with ${ATTACK.length} characters.`);
  await expect(page.locator('.kept-use')).toContainText(/takes [\d.,]+ [kMG]B of the [\d.,]+ [kMG]B/);
});

test('keeping makes no request', async ({ page }) => {
  await open(page);
  const requests = [];
  page.on('request', (request) => requests.push(request.url()));
  await keep(page, ATTACK);
  await view(page, 'kept');
  await saved(page, () => page.getByRole('button', { name: 'Save all as one file' }).click());
  await rows(page).locator('.kept-open').click();
  await settled(page, 'done');
  expect(requests.filter((url) => !url.startsWith('blob:'))).toEqual([]);
});

for (const colorScheme of ['light', 'dark']) {
  test(`no accessibility violation, and nothing wider than the screen: kept, ${colorScheme}`, colorScheme === 'dark' ? { tag: '@once' } : {}, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await open(page);
    await view(page, 'kept');
    expect(await violations(page)).toEqual([]);
    await keep(page, ATTACK).catch(async () => { await view(page, 'article'); await keep(page, ATTACK); });
    expect(await violations(page)).toEqual([]);
    await view(page, 'kept');
    await page.getByRole('button', { name: /^Rename/ }).click();
    await openFile(page, JSON.stringify({ schema: 'sitrep.desk/1', articles: [{ text: SECOND }, 7] }));
    await expect(rows(page)).toHaveCount(2);
    await page.getByRole('button', { name: 'Delete everything' }).click();
    expect(await violations(page)).toEqual([]);
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    }
  });
}

test('the page can be installed: its manifest is fetched and sound', { tag: '@once' }, async ({ page }) => {
  await open(page);
  const session = await page.context().newCDPSession(page);
  const { url, data, errors } = await session.send('Page.getAppManifest');
  expect(url).toMatch(/sitrep\.webmanifest$/);
  expect(errors).toEqual([]);
  const manifest = JSON.parse(data);
  expect(manifest).toMatchObject({ name: 'Sitrep', start_url: './', scope: './', display: 'standalone' });
  const sizes = await page.evaluate((icons) => Promise.all(icons.map(async ({ src, type, sizes }) => {
    const response = await fetch(src);
    const image = await createImageBitmap(await response.blob()).catch(() => null);
    return { sizes, got: image ? `${image.width}x${image.height}` : 'any', type: response.headers.get('content-type') === type };
  })), manifest.icons);
  expect(sizes.length).toBe(4);
  for (const one of sizes) expect(one).toEqual({ sizes: one.sizes, got: one.sizes, type: true });
  expect(manifest.icons.map((icon) => icon.purpose)).toContain('maskable');
});

test('corrections are kept, come back with the article, and are shared in the file', async ({ page }) => {
  await open(page);
  await read(page, SECOND);
  test.skip(!(await page.locator('.add-fact').count()), 'the part that corrects is not there');
  await page.locator('.toll .why-button').first().click();
  await page.locator('.correct-confirm').click();
  await expect(page.locator('.corrections')).toBeVisible();
  await page.getByRole('button', { name: 'Keep this article' }).click();
  await expect(page.getByRole('button', { name: 'Kept: see the list' })).toBeVisible();
  await page.reload();
  await loaded(page);
  await view(page, 'kept');
  await expect(rows(page)).toContainText(/\d+ corrections?/);
  const desk = JSON.parse(await saved(page, () => page.getByRole('button', { name: 'Save all as one file' }).click()));
  expect(desk.articles[0].corrections.length).toBeGreaterThan(0);
  expect(desk.articles[0].corrections[0]).toMatchObject({ op: 'confirm' });
  for (let time = 0; time < 2; time += 1) {
    await rows(page).locator('.kept-open').click();
    await settled(page, 'done');
    await expect(page.locator('.corrections')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Kept: see the list' })).toBeVisible();
    await view(page, 'kept');
  }
  await view(page, 'article');
  await page.locator('#date-read').fill('2024-05-10');
  await page.locator('#date-read').dispatchEvent('change');
  await expect(page.getByRole('button', { name: 'Keep the changes' })).toBeVisible();
  await expect(page.locator('.corrections')).toBeVisible();
});

const WORDS = 'table\tid\tterm\talso\tcode\tacronym\tcountry\tlat\tlon\tnote\ngroups\t-\tSons of the Dry River\t-\trebel_group\tSDR\tMLI\t-\t-\ttwo reports\n';
const RIVER = 'Fighters of the Sons of the Dry River attacked an army post near Gao on Monday, killing four soldiers. The SDR said it was behind it.';
const giveWords = async (page, list) => {
  await view(page, 'own');
  await page.locator('.own-tools input[type=file]').setInputFiles({ name: 'mine.tsv', mimeType: 'text/tab-separated-values', buffer: Buffer.from(list) });
};
const who = (page) => page.locator('.section-who');

test('an article kept with own words tells where others are in use, and is read with them again and back', async ({ page }) => {
  await open(page);
  await giveWords(page, WORDS);
  await expect(page.locator('.own-table tbody tr')).toHaveCount(1);
  await view(page, 'article');
  await keep(page, RIVER);
  await expect(who(page)).toContainText('Sons of the Dry River (SDR)');
  const before = await downloadReport(page);
  await view(page, 'kept');
  await expect(rows(page)).toContainText('with 1 own word');
  const file = await saved(page, () => page.getByRole('button', { name: 'Save all as one file' }).click());
  expect(JSON.parse(file)).toMatchObject({ articles: [{ words: 'w1' }], words: { w1: WORDS } });

  await open(page);
  await view(page, 'kept');
  await page.locator('.kept-open').first().click();
  await settled(page, 'done');
  const said = page.locator('.keep-said');
  await expect(said).toContainText('kept as read with other own words: Sons of the Dry River; in use now: none');
  await expect(who(page)).not.toContainText('SDR');
  await expect(page.locator('.keep-button')).toHaveText('Keep the changes');
  await page.getByRole('button', { name: 'Read it with the words it was kept with' }).click();
  await expect(who(page)).toContainText('Sons of the Dry River (SDR)');
  await expect(said).toContainText('Read with the own words it was kept with: Sons of the Dry River.');
  expect(await downloadReport(page)).toEqual(before);
  await page.locator('.take-save summary').click();
  expect(await page.evaluate(() => Object.keys(localStorage).filter((name) => name.includes('own')))).toEqual([]);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Back to your own words' }).click();
  await expect(who(page)).not.toContainText('SDR');
  await expect(said).toContainText('in use now: none');
  await page.getByRole('button', { name: 'Read it with the words it was kept with' }).click();
  await expect(who(page)).toContainText('Sons of the Dry River (SDR)');
  await read(page, `${RIVER} It rained.`);
  await expect(who(page)).not.toContainText('SDR');
  await view(page, 'own');
  await expect(page.getByText('None yet.')).toBeVisible();
});

test('the own words of a kept article go out with the file and come in with it; a list that is not there is named', async ({ page }) => {
  const article = (more) => ({ name: 'River', text: RIVER, date: '', about: {}, options: {}, corrections: [], ...more });
  const desk = { schema: 'sitrep.desk/1', articles: [article({ words: 'w1' }), article({ name: 'Other', text: `${RIVER} It rained.`, words: 'w7' })], words: { w1: WORDS } };
  await open(page);
  await view(page, 'kept');
  await openFile(page, JSON.stringify(desk));
  await expect(rows(page)).toHaveCount(1);
  await expect(page.locator('.kept-problems')).toContainText('words');
  await page.locator('.kept-open').first().click();
  await settled(page, 'done');
  await page.getByRole('button', { name: 'Read it with the words it was kept with' }).click();
  await expect(who(page)).toContainText('Sons of the Dry River (SDR)');
  await expect(page.locator('.keep-button')).toHaveText('Kept: see the list');
});

test('what this browser remembers as own words stays when a kept article is read with others', async ({ page }) => {
  await open(page);
  await giveWords(page, WORDS);
  await expect(page.locator('.own-table tbody tr')).toHaveCount(1);
  await page.getByLabel('Remember these words in this browser').check();
  const mine = await page.evaluate(() => localStorage.getItem('sitrep-own-words'));
  await view(page, 'kept');
  const desk = { schema: 'sitrep.desk/1', articles: [{ name: 'River', text: RIVER }] };
  await openFile(page, JSON.stringify(desk));
  await page.locator('.kept-open').first().click();
  await settled(page, 'done');
  await page.getByRole('button', { name: 'Read it with the words it was kept with' }).click();
  await expect(who(page)).not.toContainText('SDR');
  expect(await page.evaluate(() => localStorage.getItem('sitrep-own-words'))).toBe(mine);
  await open(page);
  await paste(page, RIVER);
  await settled(page, 'done');
  await expect(who(page)).toContainText('SDR');
});

test('the articles of the desk are kept together and put back on it', async ({ page }) => {
  await open(page);
  test.skip(!(await page.locator('.view-tab[data-view=desk]').count()), 'the desk is not there');
  await page.locator('.control-buttons input[type=file]').setInputFiles([ATTACK, SECOND].map((text, n) => ({ name: `${n}.txt`, mimeType: 'text/plain', buffer: Buffer.from(text) })));
  await expect(page.locator('.desk-table tbody tr')).toHaveCount(2);
  await expect(page.locator('.desk-table')).toContainText('Ansongo');
  await view(page, 'kept');
  await page.getByRole('button', { name: 'Keep the 2 articles on the desk' }).click();
  await expect(notice(page)).toContainText('2 articles kept.');
  await page.getByRole('button', { name: 'Keep the 2 articles on the desk' }).click();
  await expect(notice(page)).toContainText('2 were kept already.');
  await page.reload();
  await loaded(page);
  await view(page, 'kept');
  await page.getByRole('button', { name: 'Put all on the desk' }).click();
  await expect(page.locator('.desk-table tbody tr')).toHaveCount(2);
});

test.describe('with the files for use without a network', () => {
  test.use({ serviceWorkers: 'allow' });

  test('the manifest and its icons are among them, and "Delete everything" takes them and their worker away', async ({ page, context }) => {
    await open(page);
    await expect(page.locator('#app')).toHaveAttribute('data-offline', 'ready', { timeout: 40_000 });
    const files = () => page.evaluate(async () => (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)))).flat());
    const kept = await files();
    for (const file of ['/sitrep.webmanifest', '/icons/sitrep.svg', '/icons/sitrep-192.png', '/icons/sitrep-512.png', '/icons/sitrep-maskable-512.png', '/parts/keep.js', '/parts/keep/store.js']) expect(kept).toContain(file);
    await keep(page, ATTACK);
    await view(page, 'kept');
    await page.getByRole('button', { name: 'Delete everything' }).click();
    await page.getByRole('button', { name: 'Yes, delete everything' }).click();
    await expect(notice(page)).toContainText(`${kept.length} files for use without a network`);
    await expect(notice(page)).toContainText('the part that works without a network');
    expect(await files()).toEqual([]);
    expect(await databases(page)).toEqual([]);
    await page.close();
    const other = await context.newPage();
    await other.goto('./sitrep.css');
    expect(await other.evaluate(async () => [(await navigator.serviceWorker.getRegistrations()).length, await caches.keys()])).toEqual([0, []]);
  });

  test('what is kept is read with the network gone', async ({ page, context }) => {
    await open(page);
    await expect(page.locator('#app')).toHaveAttribute('data-offline', 'ready', { timeout: 40_000 });
    await keep(page, ATTACK);
    await page.reload();
    await context.setOffline(true);
    await page.reload();
    await loaded(page);
    await view(page, 'kept');
    await rows(page).locator('.kept-open').click();
    await settled(page, 'done');
    await expect(page.getByRole('button', { name: 'Kept: see the list' })).toBeVisible();
  });
});
