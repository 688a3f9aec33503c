/** What other programs bring to the installed page: a text that is shared, and files it is opened with. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { ATTACK, loaded, open, settled } from './page.mjs';

test.describe('shared with the page', () => {
  test.use({ serviceWorkers: 'allow' });

  /** Shares as an operating system does: a form that is posted to the address in the manifest. Ends with the page that opens. */
  async function share(page, baseURL, fields, files = []) {
    await page.goto(baseURL);
    await expect(page.locator('#app')).toHaveAttribute('data-offline', 'ready', { timeout: 30_000 });
    const { action, method, enctype, params } = await page.evaluate(async () => (await (await fetch(document.querySelector('link[rel=manifest]').href)).json()).share_target);
    expect([method, enctype]).toEqual(['POST', 'multipart/form-data']);
    const address = new URL(action, baseURL).href;
    await page.goto('about:blank');
    const sent = page.waitForRequest((request) => request.method() === 'POST');
    await page.evaluate(({ address, fields, files, field }) => {
      const form = Object.assign(document.createElement('form'), { method: 'POST', enctype: 'multipart/form-data', action: address });
      for (const [name, value] of Object.entries(fields)) form.append(Object.assign(document.createElement('textarea'), { name, value }));
      const input = Object.assign(document.createElement('input'), { type: 'file', name: field, multiple: true });
      const given = new DataTransfer();
      files.forEach(({ name, type, text }) => given.items.add(new File([text], name, { type })));
      input.files = given.files;
      form.append(input);
      document.body.append(form);
      form.submit();
    }, { address, fields: Object.fromEntries(Object.entries(fields).map(([name, value]) => [params[name], value])), files, field: params.files[0].name });
    await sent;
    await page.waitForURL(/\/(#shared)?$/);
    await loaded(page);
  }

  test('a text arrives in the field, is read when the reader says so, and stands in no address', async ({ page, baseURL }) => {
    const addresses = [];
    page.on('request', (request) => addresses.push(request.url()));
    await share(page, baseURL, { title: 'Camp attacked', text: ATTACK, url: 'https://example.org/news' });
    await expect(page.locator('.link-note')).toContainText('This text was shared with Sitrep. It has not been read yet');
    await expect(page.locator('#article')).toHaveValue(ATTACK);
    await expect(page.locator('#app')).toHaveAttribute('data-phase', 'empty');
    expect(page.url()).toBe(baseURL);
    await page.getByRole('button', { name: 'Read this text' }).click();
    await settled(page, 'done');
    await expect(page.locator('.about-summary')).toContainText('Camp attacked');
    expect(addresses.filter((address) => /Labbezanga|Camp/.test(decodeURIComponent(address)))).toEqual([]);
    expect(await page.evaluate(() => performance.getEntriesByType('navigation')[0].name)).not.toContain('Camp');
  });

  test('it is handed over once: whoever opens the address later is told that it is gone', async ({ page, baseURL }) => {
    await share(page, baseURL, { text: ATTACK });
    await expect(page.locator('#article')).toHaveValue(ATTACK);
    await page.goto('about:blank');
    await page.goto(`${baseURL}#shared`);
    await loaded(page);
    await expect(page.locator('.link-note')).toContainText('What was shared is not there any more.');
    await expect(page.locator('#article')).toHaveValue('');
    const kept = await page.evaluate(async () => (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)))).flat());
    expect(kept.filter((url) => url.includes('share'))).toEqual([]);
  });

  test('an address without a text is answered by what to do, and is not fetched', async ({ page, baseURL }) => {
    await share(page, baseURL, { text: 'https://example.org/news/1' });
    await expect(page.locator('.link-note')).toContainText('Only an address was shared: https://example.org/news/1. Sitrep fetches no pages');
  });

  test('a shared web page gives its article, which is shown before it is read', async ({ page, baseURL }) => {
    const text = `<!doctype html><title>Attack</title><nav>Home</nav><article><h1>Attack</h1>${ATTACK.split('\n\n').map((line) => `<p>${line}</p>`).join('')}</article>`;
    await share(page, baseURL, {}, [{ name: 'story.html', type: 'text/html', text }]);
    await expect(page.locator('#article')).toHaveValue(/firing rockets at the gate/);
    await expect(page.locator('#app')).toHaveAttribute('data-phase', 'empty');
  });

  test('of several files that are shared at once each has its row at the desk, and what is none is named', async ({ page, baseURL }) => {
    await share(page, baseURL, { title: 'Two reports' }, [
      { name: 'camp.txt', type: 'text/plain', text: ATTACK },
      { name: 'farm.html', type: 'text/html', text: '<!doctype html><title>Farm</title><nav>Home</nav><article><h1>Farm attacked</h1><p>Gunmen killed seven farmers in Gao on 5 March 2026, the mayor said.</p></article>' },
      { name: 'scan.html', type: 'text/html', text: '\0\0\0' },
    ]);
    await expect(page.locator('.desk-table tbody tr[data-state=read]')).toHaveCount(2);
    await expect(page.locator('.desk-table')).toContainText('7 killed');
    await expect(page.locator('.desk-table')).not.toContainText('Home');
    await expect(page.locator('.desk-problems')).toContainText('“scan.html”');
    expect(page.url()).toBe(baseURL);
  });
});

test('files the installed page is opened with are read like those of its own button', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, 'launchQueue', { value: { setConsumer: (consumer) => { globalThis.launched = consumer; } } });
  });
  await open(page);
  await page.waitForFunction(() => globalThis.launched);
  await page.evaluate((text) => launched({ files: [{ getFile: async () => new File([text], 'story.txt', { type: 'text/plain' }) }] }), ATTACK);
  await settled(page, 'done');
  await expect(page.locator('.document')).toHaveText(ATTACK, { useInnerText: false });
  await page.evaluate(() => launched({ files: [] }));
  await settled(page, 'done');
  await page.evaluate((lines) => {
    const markup = `<!doctype html><title>Attack</title><nav>Home</nav><article><h1>Camp attacked</h1>${lines.map((line) => `<p>${line}</p>`).join('')}</article>`;
    return launched({ files: [{ getFile: async () => new File([markup], 'story.html', { type: 'text/html' }) }] });
  }, ATTACK.split('\n\n'));
  await expect(page.locator('.document')).toContainText('Camp attacked');
  await settled(page, 'done');
  await expect(page.locator('.document')).toContainText('firing rockets at the gate');
  await expect(page.locator('.document')).not.toContainText('Home');
  await page.evaluate((text) => launched({ files: ['a.txt', 'b.htm'].map((name) => ({ getFile: async () => new File([text], name) })) }), ATTACK);
  await expect(page.locator('.desk-table tbody tr[data-state=read]')).toHaveCount(2);
});

test('the manifest offers both, for the kinds of file that the page reads @once', async ({ page }) => {
  const manifest = JSON.parse(readFileSync(new URL('../../www/sitrep.webmanifest', import.meta.url)));
  expect(Object.keys(manifest.file_handlers[0].accept)).toEqual(['text/plain', 'text/html']);
  expect(manifest.share_target.method).toBe('POST');
  await open(page);
  const session = await page.context().newCDPSession(page);
  const { errors } = await session.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([]);
});
