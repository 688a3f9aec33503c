/** The single file in a frame that may do nothing but run its own script, and what it says to the page around it. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { askedNothing, dist, watched } from './carried.mjs';
import { ATTACK, command, paste, settled } from './page.mjs';

const SINGLE = readFileSync(`${dist}/sitrep-full.html`);
const EXAMPLE = /```html\n(.*?)```/s.exec(readFileSync(new URL('../../docs/iframe.md', import.meta.url), 'utf8'))[1];
const HOST = 'http://host.example/';

/** Opens `markup` as the page of another site, beside which the single file lies. */
async function openHost(page, markup) {
  await page.route(`${HOST}**`, (route) => {
    const single = route.request().url().endsWith('.html');
    return route.fulfill({ contentType: 'text/html', body: single ? SINGLE : `<!doctype html><meta charset="utf-8"><article>${ATTACK.replaceAll('\n\n', '<br><br>')}</article>${markup}` });
  });
  const seen = watched(page);
  await page.goto(HOST);
  return seen;
}

/** A host that keeps all that is said on the port, as `globalThis.said`, and to its window, as `globalThis.heard`. */
const LISTENING = `<iframe id="sitrep" sandbox="allow-scripts" width="1200" height="720"></iframe><script>
  globalThis.said = []; globalThis.heard = [];
  addEventListener('message', ({ data }) => heard.push(data));
  const frame = document.getElementById('sitrep');
  const { port1, port2 } = new MessageChannel();
  globalThis.port = port1;
  port1.onmessage = ({ data }) => said.push(data);
  frame.addEventListener('load', () => frame.contentWindow.postMessage({ sitrep: 1, type: 'connect', id: 'hello', resize: globalThis.resize }, '*', [port2]), { once: true });
  frame.src = 'sitrep.html';
</script>`;

const said = (page, id, type) => page.waitForFunction(([id, type]) => said.find((message) => message.id === id && message.type === type), [id, type]).then((handle) => handle.jsonValue());
const send = (page, message) => page.evaluate((message) => port.postMessage(message), message);
const inside = (page) => page.frames().find((frame) => frame.url().endsWith('sitrep.html'));

test('the example of the documentation gets the report of the command, from a frame with an origin of its own', async ({ page }) => {
  const report = page.waitForEvent('console', { predicate: (message) => message.type() === 'log' });
  const seen = await openHost(page, EXAMPLE.replace('.report.summary', '.report').replace('console.log(', 'console.log(globalThis.report = '));
  await report;
  const text = await page.evaluate(() => document.querySelector('article').innerText);
  const given = execFileSync(command, ['analyze', '-', '--format', 'json', '--date', '2024-05-08'], { input: text, encoding: 'utf8' });
  expect(await page.evaluate(() => globalThis.report)).toEqual(JSON.parse(given));
  expect(await inside(page).evaluate(() => origin)).toBe('null');
  expect(Number(await page.locator('iframe').getAttribute('height'))).toBeGreaterThan(720);
  await page.waitForTimeout(500);
  const height = await page.locator('iframe').getAttribute('height');
  await page.waitForTimeout(1000);
  expect(await page.locator('iframe').getAttribute('height'), 'a height that is followed settles').toBe(height);
  await askedNothing(inside(page), seen);
});

test('what is said is said on the port alone, each with the id it answers', async ({ page }) => {
  const seen = await openHost(page, LISTENING);
  expect(await said(page, 'hello', 'ready')).toEqual({ id: 'hello', type: 'ready', version: 1 });
  await send(page, { id: 'a', type: 'analyze', text: ATTACK, about: { title: 'Camp attacked', bad: 1 } });
  expect(await said(page, 'a', 'progress')).toEqual({ id: 'a', type: 'progress', state: 'reading', characters: ATTACK.length });
  const { report } = await said(page, 'a', 'report');
  expect(report.document.title).toBe('Camp attacked');
  const [claim] = report.casualty_claims;
  await inside(page).locator('#app[data-phase=done]').waitFor();
  await send(page, { id: 's', type: 'select', ref: claim.id });
  expect(await said(page, 's', 'select')).toEqual({ id: 's', type: 'select', ref: claim.id, span: null });
  await expect(inside(page).locator('.why')).toBeVisible();
  await inside(page).locator('mark').first().click();
  const chosen = await said(page, 'a', 'select');
  expect(ATTACK.slice(chosen.span.start, chosen.span.end)).toBe(await inside(page).locator('mark').first().textContent());
  for (const [id, message, code] of [['e1', { type: 'fetch' }, 'bad_message'], ['e2', { type: 'analyze', text: 7 }, 'bad_message'], ['e3', { type: 'analyze', text: 'x', date: 'today' }, 'bad_message'],
    ['e4', { type: 'select', ref: 'X9' }, 'unknown_ref'], ['e5', { type: 'toString' }, 'bad_message'], ['e6', {}, 'bad_message']]) {
    await send(page, { id, ...message });
    expect((await said(page, id, 'error')).code).toBe(code);
  }
  expect(await page.evaluate(() => heard)).toEqual([]);
  expect(await page.evaluate(() => said.some(({ type }) => type === 'resize'))).toBe(false);
  expect(seen.problems).toEqual([]);
});

test('what the reader pastes into the frame is not told, and keeping says that nothing can be kept', async ({ page }) => {
  await openHost(page, LISTENING);
  await said(page, 'hello', 'ready');
  await send(page, { id: 'a', type: 'analyze', text: ATTACK });
  await said(page, 'a', 'report');
  const frame = inside(page);
  await frame.locator('#app[data-phase=done]').waitFor();
  await frame.getByRole('button', { name: 'New article' }).click();
  const before = await page.evaluate(() => said.length);
  await paste(frame, 'A mortar shell killed two farmers near Kharkiv on Monday.');
  await settled(frame, 'done');
  await frame.locator('mark').first().click();
  await expect(frame.locator('.why')).toBeVisible();
  expect(await page.evaluate((n) => said.slice(n), before)).toEqual([]);
  await frame.locator('.keep-button').click();
  await expect(frame.locator('.keep-said')).toContainText('does not let the page keep anything here');
  await frame.locator('[data-view=kept]').click();
  await frame.locator('.kept-remove-all').click();
  await frame.locator('.kept-remove-yes').click();
  await expect(frame.locator('.kept-view')).toContainText('There was nothing to remove.');
  await expect(frame.locator('.kept-view')).not.toContainText('Could not be removed');
});

test('a port from anyone but the page around is not taken', async ({ page }) => {
  await openHost(page, LISTENING);
  await said(page, 'hello', 'ready');
  const answered = await inside(page).evaluate(() => new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => done(true);
    postMessage({ sitrep: 1, type: 'connect', id: 'own' }, '*', [port2]);
    setTimeout(() => done(false), 1500);
  }));
  expect(answered).toBe(false);
  await send(page, { id: 'still', type: 'analyze', text: ATTACK });
  await said(page, 'still', 'report');
});
