/** The browser extension, loaded unpacked: a click on its button reads the tab in the panel, and lets it look nowhere else. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, test } from '@playwright/test';
import { dist } from './carried.mjs';
import { inFirefox } from './marionette.mjs';
import { ATTACK } from './page.mjs';

const PARAGRAPHS = ATTACK.split('\n\n');
const ARTICLE = `<!doctype html><meta charset="utf-8"><title>Camp attacked</title><meta property="article:published_time" content="2024-05-09T08:00:00Z">
  <nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Camp attacked</h1>${PARAGRAPHS.map((text) => `<p>${text.replaceAll('"', '&quot;')}</p>`).join('')}</article><footer>Cookies and terms</footer>`;

/** A news site; gives `use` its address. */
async function withSite(use) {
  const asked = [];
  const server = createServer((request, reply) => {
    asked.push(request.url);
    reply.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(ARTICLE);
  });
  await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
  try {
    return await use(`http://127.0.0.1:${server.address().port}/story`, asked);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test.describe('in Chromium', () => {
  /** Starts a browser with the extension and gives `use` a tab, what presses the extension's button for it, and the panel. */
  async function withExtension(use) {
    const folder = join(dist, 'extension-chromium');
    const profile = mkdtempSync(join(tmpdir(), 'sitrep-chromium-'));
    const { executablePath, args } = test.info().project.use.launchOptions;
    const more = ['--enable-unsafe-extension-debugging', `--disable-extensions-except=${folder}`, `--load-extension=${folder}`];
    const context = await chromium.launchPersistentContext(profile, { executablePath, headless: false, args: [...args, ...more] });
    try {
      const worker = context.serviceWorkers()[0] ?? await context.waitForEvent('serviceworker');
      await expect.poll(() => worker.evaluate(() => chrome.action.onClicked.hasListeners())).toBe(true);
      const { host: id } = new URL(worker.url());
      const browser = await context.browser().newBrowserCDPSession();
      const targets = async () => (await browser.send('Target.getTargets', { filter: [{}] })).targetInfos;
      const press = async (page) => {
        await page.bringToFront();
        const { targetId } = (await targets()).find(({ type, url }) => type === 'tab' && url === page.url());
        await browser.send('Extensions.triggerAction', { id, targetId });
      };
      const panel = new Panel(browser, async () => (await targets()).find(({ type, url }) => type === 'page' && url.endsWith('/panel.html')));
      return await use({ page: await context.newPage(), press, panel, worker });
    } finally {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    }
  }

  /** The side panel, which Playwright does not list among the pages. */
  class Panel {
    #id = 0; #session = null;

    constructor(browser, find) {
      Object.assign(this, { browser, find });
    }

    async evaluate(expression) {
      this.#session ??= await this.#attached();
      const id = (this.#id += 1);
      const answer = new Promise((resolve) => {
        const take = ({ message }) => {
          const said = JSON.parse(message);
          if (said.id !== id) return;
          this.browser.off('Target.receivedMessageFromTarget', take);
          resolve(said.result);
        };
        this.browser.on('Target.receivedMessageFromTarget', take);
      });
      const message = JSON.stringify({ id, method: 'Runtime.evaluate', params: { expression, awaitPromise: true, returnByValue: true } });
      await this.browser.send('Target.sendMessageToTarget', { sessionId: this.#session, message });
      const { result, exceptionDetails } = await answer;
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value;
    }

    async #attached() {
      await expect.poll(this.find).toBeTruthy();
      const { targetId } = await this.find();
      return (await this.browser.send('Target.attachToTarget', { targetId, flatten: false })).sessionId;
    }

    /** Waits until the panel shows the reading of a text that holds `words`, and gives the text. */
    async text(words) {
      const shown = () => this.evaluate("document.querySelector('#app[data-phase=done] .document')?.textContent ?? ''");
      await expect.poll(shown, { timeout: 30_000 }).toContain(words);
      return shown();
    }
  }

  test('the button opens the panel beside the tab and reads its article; nothing is asked of any site @once', async () => {
    await withSite((url, asked) => withExtension(async ({ page, press, panel }) => {
      await page.goto(url);
      await press(page);
      const text = await panel.text('firing rockets at the gate');
      for (const paragraph of PARAGRAPHS) expect(text).toContain(paragraph);
      expect(text).not.toContain('Cookies and terms');
      expect(await panel.evaluate("document.querySelector('#date-read').value")).toBe('2024-05-09');
      expect(await panel.evaluate("document.querySelector('#about-url').value")).toBe(url);
      expect(await panel.evaluate("document.querySelector('.footer').textContent")).toContain('works without a network: everything it needs is inside');
      await expect.poll(() => panel.evaluate("document.getElementById('app').dataset.packs")).toBe('all');
      expect(await panel.evaluate("document.getElementById('app').dataset.parts")).toBe('all');
      expect(await panel.evaluate("performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => !name.startsWith(location.origin + '/') && !/^(blob|data):/.test(name))")).toEqual([]);
      expect(await panel.evaluate(`fetch(${JSON.stringify(url)}).then(() => 'sent', () => 'refused')`)).toBe('refused');
      expect(asked.filter((path) => path !== '/favicon.ico')).toEqual(['/story']);
    }));
  });

  test('what is selected goes before the article, and a panel that is open reads again @once', async () => {
    await withSite((url) => withExtension(async ({ page, press, panel }) => {
      await page.goto(url);
      await press(page);
      await panel.text('firing rockets');
      await page.evaluate(() => getSelection().selectAllChildren(document.querySelectorAll('p')[1]));
      await press(page);
      await expect.poll(() => panel.evaluate("document.querySelector('#app[data-phase=done] .document')?.textContent")).toBe(PARAGRAPHS[1]);
      expect(await panel.evaluate("document.querySelector('#date-read').value")).toBe('2024-05-09');
    }));
  });

  test('the entry of the context menu reads what was selected when it was chosen, even where the tab knows of no selection (in a frame) @once', async () => {
    await withSite((url) => withExtension(async ({ page, press, panel, worker }) => {
      await page.goto(url);
      await press(page);
      await panel.text('firing rockets');
      // a menu of the system cannot be pressed from here: the entry has to be there, and what the browser tells of a choice is told in its place
      expect(await worker.evaluate(() => chrome.contextMenus.update('read', { enabled: true }).then(() => 'there', (error) => error.message))).toBe('there');
      await worker.evaluate(async (selectionText) => {
        const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
        chrome.contextMenus.onClicked.dispatch({ menuItemId: 'read', selectionText }, tab);
      }, PARAGRAPHS[0]);
      await panel.evaluate('location.reload()');
      expect(await panel.text(PARAGRAPHS[0])).toBe(PARAGRAPHS[0]);
    }));
  });

  test('a tab that the browser keeps to itself is answered in words, and one that was not asked for cannot be read @once', async () => {
    await withSite((url) => withExtension(async ({ page, press, panel, worker }) => {
      await page.goto(url);
      const refused = await worker.evaluate(async () => {
        const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
        return chrome.scripting.executeScript({ target: { tabId: tab.id }, func: () => document.title }).then(() => 'read', (error) => error.message);
      });
      expect(refused).toMatch(/must request permission|Cannot access contents/);
      await page.goto('chrome://version/');
      await press(page);
      await expect.poll(() => panel.evaluate("document.querySelector('.problem h2')?.textContent")).toBe('This tab cannot be read');
    }));
  });
});

test.describe('in Firefox', () => {
  test.skip(({ browserName }) => browserName !== 'firefox', 'it is one of the browsers of this test alone');

  test('the button opens the sidebar and reads the article, then what is selected, and so does the entry of the context menu; nothing is asked of any site', async () => {
    await withSite((url, asked) => inFirefox(async (firefox) => {
      const { value: id } = await firefox.send('Addon:Install', { path: join(dist, 'extension-firefox'), temporary: true });
      await firefox.send('WebDriver:Navigate', { url });
      await firefox.press(id);
      const shown = () => firefox.inPanel(() => document.querySelector('#app[data-phase=done] .document')?.textContent ?? '').catch(() => '');
      await expect.poll(shown, { timeout: 30_000 }).toContain('firing rockets at the gate');
      const text = await shown();
      for (const paragraph of PARAGRAPHS) expect(text).toContain(paragraph);
      expect(text).not.toContain('Cookies and terms');
      await expect.poll(() => firefox.inPanel(() => document.getElementById('app').dataset.packs)).toBe('all');
      const panel = await firefox.inPanel(() => ({
        date: document.querySelector('#date-read').value,
        url: document.querySelector('#about-url').value,
        parts: document.getElementById('app').dataset.parts,
        foot: document.querySelector('.footer').textContent,
        others: performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => !name.startsWith(`${location.origin}/`) && !/^(blob|data):/.test(name)),
      }));
      expect(panel).toEqual({ date: '2024-05-09', url, parts: 'all', foot: expect.stringContaining('everything it needs is inside'), others: [] });
      await firefox.evaluate(() => getSelection().selectAllChildren(document.querySelectorAll('p')[1]));
      await firefox.press(id);
      await expect.poll(shown).toBe(PARAGRAPHS[1]);
      const first = await firefox.evaluate(() => {
        const words = document.querySelector('p');
        getSelection().selectAllChildren(words);
        const { left, top, height } = words.getBoundingClientRect();
        return { x: left + 20, y: top + height / 2 };
      });
      expect(await firefox.chooseFromMenu(id, 'read', first)).toBe('Read this article with Sitrep');
      await expect.poll(shown).toBe(PARAGRAPHS[0]);
      await firefox.send('WebDriver:Navigate', { url: 'about:support' });
      await firefox.press(id);
      await expect.poll(() => firefox.inPanel(() => document.querySelector('.problem h2')?.textContent)).toBe('This tab cannot be read');
      expect(asked.filter((path) => path !== '/favicon.ico')).toEqual(['/story']);
    }));
  });
});

test('neither manifest asks for a site, and both forms hold the same page @once', () => {
  const read = (browser) => JSON.parse(readFileSync(join(dist, `extension-${browser}`, 'manifest.json')));
  const [inChromium, inFirefox] = ['chromium', 'firefox'].map(read);
  for (const manifest of [inChromium, inFirefox]) {
    expect(manifest.manifest_version).toBe(3);
    expect(manifest.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(manifest.permissions).toEqual(expect.arrayContaining(['activeTab', 'scripting', 'contextMenus']));
    for (const name of ['host_permissions', 'optional_host_permissions', 'content_scripts', 'externally_connectable', 'web_accessible_resources']) expect(manifest).not.toHaveProperty(name);
    expect(manifest.content_security_policy.extension_pages).toContain("require-trusted-types-for 'script'");
  }
  const listed = (browser) => execFileSync('python3', ['-c', 'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print("\\n".join(z.namelist()))', join(dist, `extension-${browser}.zip`)], { encoding: 'utf8' });
  expect(listed('firefox')).toBe(listed('chromium'));
  expect(listed('firefox')).toContain('panel.html');
});
