/** Each example, built with its own tools, reads an article and asks for nothing once it is loaded. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { open, serve } from './browsers.mjs';
import { base, runTool } from './install.mjs';

const STORY = 'Rebels shelled a market in Goma on Friday, killing at least 31 people.';
const vite = ['vite/bin/vite.js', 'build'];
const BUILDS = {
  vite: { tool: vite, loaded: '#text:enabled', thread: 'worker' },
  webpack: { tool: ['webpack/bin/webpack.js'], loaded: '#text:enabled', thread: 'worker' },
  react: { tool: vite },
  vue: { tool: vite },
  svelte: { tool: vite },
  astro: { tool: ['astro/astro.js', 'build'] },
};
const ready = (page) => page.evaluate(async () => {
  await customElements.whenDefined('sitrep-analyzer');
  await Promise.all([...document.querySelectorAll('sitrep-analyzer')].map((element) => element.ready));
});

for (const [name, { tool, loaded, thread }] of Object.entries(BUILDS)) {
  test(`${name}: what is built reads an article`, async () => {
    const folder = join(base, 'examples', name);
    const said = await runTool(tool[0], tool.slice(1), folder);
    assert.doesNotMatch(said, /critical dependency/i);
    for (const browser of ['chromium', 'firefox']) await reads(browser, await serve(join(folder, 'dist')), loaded, thread);
  });
}

/** What was built reads in a browser, and asks for nothing once it is loaded. */
async function reads(browser, { address, asked }, loaded, thread) {
  const { page, wrong } = await open(browser, address);
  if (loaded) await page.locator(loaded).waitFor();
  else await ready(page);
  if (thread) assert.equal(await page.locator('#text').getAttribute('data-thread'), thread);
  const files = asked.length;
  // the field of the element itself, in its shadow, has that id too
  // by keys: React takes no note of what the driver of Firefox fills in
  await page.locator('#text').first().pressSequentially(STORY);
  await page.locator('#said', { hasText: 'At least 31 people were killed' }).waitFor();
  assert.deepEqual(asked.slice(files), []);
  assert.deepEqual(wrong, []);
  assert.ok(asked.some((path) => path.endsWith('.pack')), 'the packs of the package were not found by the bundler');
  await page.close();
}

test('astro: the article was read while the site was built', async () => {
  const html = await readFile(join(base, 'examples/astro/dist/index.html'), 'utf8');
  assert.match(html, /id="built">[^<]*At least 12 soldiers were killed/);
});

test('vite dev: the files beside the package are found', async () => {
  const { createServer } = await import(new URL(`file://${join(base, 'node_modules/vite/dist/node/index.js')}`));
  const server = await createServer({ root: join(base, 'examples/vite'), configFile: join(base, 'examples/vite/vite.config.js'), server: { port: 0, host: '127.0.0.1', fs: { allow: [base] } }, logLevel: 'silent' });
  await server.listen();
  const { page, wrong } = await open('chromium', server.resolvedUrls.local[0]);
  try {
    await page.locator('#text:enabled').waitFor();
    await page.locator('#text').fill(STORY);
    await page.locator('#said', { hasText: 'At least 31 people were killed' }).waitFor();
    assert.deepEqual(wrong, []);
  } finally {
    await page.close(); // the server waits for it
    await server.close();
  }
});

/** The headers in a file such as hosts of static sites take. */
const headersOf = (text) => Object.fromEntries(text.split('\n').filter((line) => line.startsWith('  ')).map((line) => line.trim().split(/: (.*)/s)));

for (const browser of ['chromium', 'firefox']) {
  for (const name of ['plain', 'strict-csp', 'no-connection', 'wordpress']) {
    test(`${name} in ${browser}: the element reads the host page, and what is typed`, async () => {
      const folder = join(base, 'examples', name);
      const headers = await readFile(join(folder, '_headers'), 'utf8').then(headersOf, () => ({}));
      const { address, asked } = await serve(folder, { headers });
      const { page, wrong } = await open(browser, address);
      await ready(page);
      const card = page.locator('sitrep-analyzer').first();
      await card.getByText('At least 12 soldiers were killed').first().waitFor();
      const files = asked.length;
      assert.equal(await page.evaluate((story) => {
        const element = document.querySelector('#editor') ?? document.querySelector('sitrep-analyzer');
        element.removeAttribute('for');
        element.text = story;
        return element.analyze().then((report) => report.casualty_claims[0].figure.low);
      }, STORY), 31);
      assert.deepEqual(asked.slice(files), []);
      if (name === 'no-connection') assert.deepEqual(asked, ['/', '/sitrep-analyzer/define-inline.js']);
      assert.deepEqual(wrong, []);
      await page.close();
    });
  }

  test(`inline in ${browser}: nothing at all is requested`, async () => {
    const { address, asked } = await serve(join(base, 'examples/inline'));
    const { page, wrong } = await open(browser, address);
    await page.locator('#text:enabled').waitFor();
    await page.locator('#text').fill(STORY);
    await page.locator('#said', { hasText: 'At least 31 people were killed' }).waitFor();
    assert.deepEqual(asked.filter((path) => path !== '/favicon.ico'), ['/', '/main.js', '/sitrep-analyzer/inline.js']);
    assert.deepEqual(wrong, []);
    await page.close();
  });
}
