/** The single files in WebKit, on a screen that xvfb-run makes. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { fileUrl } from './carried.mjs';
import { command } from './page.mjs';
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
