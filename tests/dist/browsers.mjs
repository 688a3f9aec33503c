/** A server of files that keeps nothing and writes down what is asked, and the browsers. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { after } from 'node:test';
import { installed, tool } from './install.mjs';

const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.json': 'application/json' };
const PACKAGE = '/sitrep-analyzer/';
const quiet = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** Serves `folder`, with the package in /sitrep-analyzer/; `put` stands for files that are not there, by their path. */
export async function serve(folder, { headers = {}, put = {} } = {}) {
  const asked = [];
  const server = createServer(async ({ url }, response) => {
    const path = normalize(decodeURIComponent(new URL(url, 'http://localhost').pathname));
    asked.push(path);
    const file = path.startsWith(PACKAGE) ? join(installed, path.slice(PACKAGE.length)) : join(folder, path.endsWith('/') ? `${path}index.html` : path);
    const bytes = put[path] ?? await readFile(file).catch(() => null);
    response.writeHead(bytes === null ? 404 : 200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', 'cache-control': 'no-store', ...headers });
    response.end(bytes ?? '');
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  after(() => { server.closeAllConnections(); server.close(); });
  return { address: `http://127.0.0.1:${server.address().port}/`, asked };
}

const playwright = tool('playwright-core');
const started = {};
// of the whole run: within a test it would be the end of that test
after(async () => { for (const browser of Object.values(started)) await (await browser).close(); });

function launch(name) {
  const executablePath = process.env[`SITREP_${name.toUpperCase()}`] ?? (name === 'chromium' ? '/usr/bin/chromium' : '/usr/bin/firefox-esr');
  return playwright[name].launch(name === 'chromium' ? { executablePath, args: quiet } : { executablePath, channel: 'moz-firefox' });
}

/** Opens a page; `wrong` collects what the page complains of. */
export async function open(name, address) {
  const browser = await (started[name] ??= launch(name));
  const page = await browser.newPage();
  page.setDefaultTimeout(30_000);
  const wrong = [];
  page.on('pageerror', (error) => wrong.push(String(error)));
  page.on('console', (message) => { if (message.type() === 'error') wrong.push(message.text()); });
  await page.goto(address);
  return { page, wrong };
}
