/** The single files and the element in WebKit, on a screen that xvfb-run makes. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { fileUrl } from './carried.mjs';
import { STRICT, hostPage, listen } from './hosts.mjs';
import { ATTACK, command } from './page.mjs';
import { relay } from './relay.mjs';
import { inWebKit } from './webdriver.mjs';

test.skip(!process.env.SITREP_WEBKIT, 'WebKit is not there; cargo xtask page says what to install');

for (const [file, places] of [['sitrep.html', 'core-1'], ['sitrep-full.html', 'full-1']]) {
  test(`${file} opens from a disk in WebKit, reads an article in its worker and asks for nothing @once`, async () => {
    const text = JSON.parse(readFileSync(new URL('../../www/examples/ground-attack.json', import.meta.url))).paragraphs.join('\n\n');
    const given = JSON.parse(execFileSync(command, ['analyze', '-', '--format', 'json'], { input: text, encoding: 'utf8' }));
    const seen = await inWebKit(async (page) => {
      await page.goto(fileUrl(file));
      await page.until('#app[data-ready=yes][data-packs][data-offline=inside]');
      await page.evaluate(() => {
        globalThis.refused = [];
        document.addEventListener('securitypolicyviolation', (event) => refused.push(event.effectiveDirective));
        const make = URL.createObjectURL;
        URL.createObjectURL = (blob) => { globalThis.saved = blob; return make.call(URL, blob); };
      });
      await page.click('[data-example=ground-attack]');
      await page.until('#app[data-phase=done]');
      await page.evaluate(() => document.querySelector('[data-save=json]').click());
      await page.evaluate(async () => { while (!globalThis.saved) await new Promise((done) => setTimeout(done, 50)); });
      return page.evaluate(async () => ({
        report: JSON.parse(await saved.text()),
        refused,
        parts: document.getElementById('app').dataset.parts,
        requests: performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => !/^(blob|data):/.test(name)),
        note: document.querySelector('.note').textContent,
        tried: await fetch('http://127.0.0.1:9/').then(() => 'sent', () => 'refused'),
      }));
    });
    expect(seen.requests).toEqual([]);
    expect(seen.parts).toBe('all');
    expect(seen.tried).toBe('refused');
    expect(seen.refused, 'the policy refuses the test alone').toEqual(['connect-src']);
    expect(seen.note).not.toContain('background worker');
    expect(seen.report.engine.gazetteer).toBe(places);
    if (places === 'full-1') expect(seen.report).toEqual(given);
  });
}

test('the element reads a strict page and a text of its own in WebKit, two on one page that resets everything, and asks for nothing @once', async ({ baseURL }) => {
  const story = ATTACK.split('\n\n').map((text) => `<p>${text.replaceAll('"', '&quot;')}</p>`).join('');
  const body = `<article id="story">${story}</article><sitrep-analyzer id="card" mode="card" for="story"></sitrep-analyzer><form><sitrep-analyzer id="own" name="report"></sitrep-analyzer></form>`;
  const host = await relay(baseURL, {
    '/host.html': { body: hostPage(body, { more: '<script src="./host.js"></script>' }), policy: STRICT },
    '/host.js': { type: 'text/javascript', body: `(${listen})();` },
    '/host.css': { type: 'text/css', body: '*, *::before, *::after { all: unset !important; } p, article, form, body { display: block !important; }' },
  });
  const seen = await inWebKit(async (page) => {
    await page.goto(`${host.url}host.html`);
    await page.wait(() => customElements.get('sitrep-analyzer') && Promise.all(['card', 'own'].map((id) => document.getElementById(id).ready)).then(() => true));
    const phase = (id, wanted) => page.wait((id, wanted) => document.getElementById(id).shadowRoot.querySelector('.root').dataset.phase === wanted, id, wanted);
    await phase('card', 'done');
    const files = host.asked.length;
    const atLoad = await page.evaluate(() => ({ story: document.getElementById('story').outerHTML, sheets: document.adoptedStyleSheets.length, note: document.getElementById('card').shadowRoot.querySelector('.note').checkVisibility() }));
    await page.wait(() => CSS.highlights.get('sitrep-place')?.size > 0);
    const painted = await page.evaluate(() => [...CSS.highlights].map(([name, ranges]) => [name, [...ranges].map(String)]));
    await page.press(await page.evaluate(() => {
      document.getElementById('story').scrollIntoView();
      const { left, top, width, height } = [...CSS.highlights.get('sitrep-place')][0].getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    }));
    await page.wait(() => document.getElementById('card').shadowRoot.querySelector('.why h2')?.textContent.includes('Labbezanga'));
    await page.evaluate((text) => { document.getElementById('own').text = text; }, ATTACK);
    await phase('own', 'done');
    const shapes = await page.evaluate(() => {
      const own = document.getElementById('own');
      const shown = () => ['textarea', '.document', '.card', '.toolbar', '.legend'].map((part) => own.shadowRoot.querySelector(part)?.checkVisibility() === true);
      return ['editor', 'card', 'document'].map((mode) => { own.mode = mode; return shown(); });
    });
    const outcome = await page.evaluate(async (text) => {
      const [card, own] = ['card', 'own'].map((id) => document.getElementById(id));
      const { report } = own;
      const files = {};
      for (const format of ['csv', 'json', 'geojson', 'md', 'png']) files[format] = (await own.exportAs(format)).size;
      const sent = JSON.parse(new FormData(document.forms[0]).get('report')).schema;
      const stop = new AbortController();
      own.text = text.repeat(400);
      const reading = own.analyze({ signal: stop.signal }).catch((error) => error.name);
      setTimeout(() => stop.abort(), 30);
      const stopped = await reading;
      own.text = 'A quiet day in the capital.';
      const next = (await own.analyze()).casualty_claims.length;
      return { report, files, sent, stopped, next, toll: card.shadowRoot.querySelector('.toll').textContent, low: card.report.casualty_claims[0].figure.low, display: getComputedStyle(card).display, border: getComputedStyle(card.shadowRoot.querySelector('.card')).borderTopStyle, story: document.getElementById('story').outerHTML };
    }, ATTACK);
    const counted = await page.evaluate(() => ({ told: globalThis.told, violations: globalThis.violations }));
    return { atLoad, painted: Object.fromEntries(painted), shapes, ...outcome, ...counted, asked: host.asked.slice(files) };
  }).finally(host.stop);
  expect(seen.report).toEqual(JSON.parse(execFileSync(command, ['analyze', '-', '--format', 'json'], { input: ATTACK, encoding: 'utf8' })));
  expect(seen.painted['sitrep-place']).toContain('Labbezanga');
  expect(seen.painted['sitrep-figure']).toContain('at least 45');
  expect([seen.story, seen.atLoad.sheets, seen.atLoad.note]).toEqual([seen.atLoad.story, 1, false]);
  expect(seen.shapes).toEqual([[false, true, true, true, true], [false, false, true, false, false], [false, true, false, false, true]]);
  expect(seen.toll).toContain('at least 45');
  expect([seen.low, seen.display, seen.border, seen.sent, seen.stopped, seen.next]).toEqual([45, 'block', 'solid', 'sitrep.report/1', 'AbortError', 0]);
  for (const [format, size] of Object.entries(seen.files)) expect(size, format).toBeGreaterThan(100);
  const types = seen.told.map(({ type }) => type);
  expect(types.filter((type) => type === 'sitrep-ready')).toHaveLength(2);
  expect(types).toEqual(expect.arrayContaining(['sitrep-report', 'sitrep-select', 'sitrep-progress']));
  expect(seen.violations).toEqual([]);
  expect(seen.asked, 'nothing is asked for after it is loaded').toEqual([]);
});
