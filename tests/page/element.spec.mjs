/** The element <sitrep-analyzer> in pages of someone else: contract, sharing, text of the host, failures, looks, keyboard. */
import { execFileSync } from 'node:child_process';
import { expect, test } from '@playwright/test';
import { ATTACK, TRAPPING_MODULE, replaceModule, violations } from './page.mjs';
import { give, painted, ready, shows, STRICT, told, visit } from './hosts.mjs';

const ELEMENT = '<sitrep-analyzer></sitrep-analyzer>';
const HTML = ATTACK.split('\n\n').map((text) => `<p>${text}</p>`).join('\n');
const STORY = `<main><article id="story"><h1>An attack</h1>\n${HTML}</article></main>`;
const ONCE = { tag: '@once' };

test.describe('the contract', () => {
  test('importing it registers nothing and needs no browser', ONCE, async () => {
    const script = `console.log(Object.keys(await import('./element/element.js')).join()); await import('./element/define.js'); console.log(typeof customElements);`;
    const said = execFileSync(process.execPath, ['--no-warnings', '--experimental-default-type=module', '--input-type=module', '--eval', script], { cwd: new URL('../../www/', import.meta.url), encoding: 'utf8' });
    expect(said).toBe('SitrepAnalyzerElement\nundefined\n');
  });

  test('one line in a strict page gives text, card and reasons, and asks for nothing after it is loaded', async ({ page }) => {
    const seen = await visit(page, ELEMENT);
    await ready(page);
    expect(seen.requests.some((url) => url.endsWith('places.pack'))).toBe(true);
    seen.requests.length = 0;
    await give(page, ATTACK);
    const element = page.locator('sitrep-analyzer');
    expect(await element.locator('.document').evaluate((node) => node.textContent)).toBe(ATTACK);
    await expect(element.locator('mark').first()).toBeVisible();
    await expect(element.locator('.toll')).toContainText('at least 45');
    await element.locator('.toll .why-button').first().click();
    await expect(element.locator('.why .reasons')).not.toBeEmpty();
    for (const format of ['csv', 'json', 'geojson', 'md', 'png']) expect(await element.evaluate((node, name) => node.exportAs(name).then((blob) => blob.size), format)).toBeGreaterThan(100);
    await element.getByLabel('Published on').fill('2025-07-05');
    await expect.poll(() => element.evaluate((node) => node.report?.document.published)).toBe('2025-07-05');
    expect(seen.requests).toEqual([]);
    expect(seen.errors).toEqual([]);
    expect(await page.evaluate(() => globalThis.violations)).toEqual([]);
  });

  test('the report is that of the analyser, and methods answer with it', async ({ page }) => {
    await visit(page, ELEMENT);
    const outcome = await page.evaluate(async (text) => {
      await customElements.whenDefined('sitrep-analyzer');
      const element = document.querySelector('sitrep-analyzer');
      element.options = { date: '2025-07-05', profile: 'literal' };
      element.text = text;
      const report = await element.analyze();
      const claim = report.casualty_claims[0].id;
      const answers = { same: report === element.report, profile: report.engine.profile, date: report.document.published, known: element.select(claim), unknown: element.select('C999') };
      element.clear();
      return { ...answers, report: element.report, text: element.text };
    }, ATTACK);
    expect(outcome).toEqual({ same: true, profile: 'literal', date: '2025-07-05', known: true, unknown: false, report: null, text: '' });
    await shows(page, 'empty');
  });

  test('attributes and properties say the same, and an unknown value is the usual one', async ({ page }) => {
    await visit(page, ELEMENT);
    await ready(page);
    const outcome = await page.evaluate(() => {
      const element = document.querySelector('sitrep-analyzer');
      const usual = [element.mode, element.theme, element.highlight, element.worker, element.for, element.name, element.maxLength, element.disabled];
      Object.assign(element, { mode: 'card', theme: 'dark', highlight: 'none', for: 'x', name: 'n', maxLength: 5, disabled: true, lang: 'en' });
      const written = element.getAttributeNames().map((name) => `${name}=${element.getAttribute(name)}`).sort();
      element.setAttribute('mode', 'nonsense');
      const wrong = element.mode;
      element.maxLength = null;
      return { usual, written, wrong, limit: element.hasAttribute('max-length') };
    });
    expect(outcome.usual).toEqual(['editor', 'auto', 'auto', 'auto', '', '', 10_000_000, false]);
    expect(outcome.written).toEqual(['disabled=', 'for=x', 'highlight=none', 'lang=en', 'max-length=5', 'mode=card', 'name=n', 'theme=dark']);
    expect(outcome.wrong).toBe('editor');
    expect(outcome.limit).toBe(false);
  });

  test('what is set before the element is defined counts', async ({ page }) => {
    await visit(page, ELEMENT, { script: '' });
    await page.evaluate(async (text) => {
      Object.assign(document.querySelector('sitrep-analyzer'), { text, mode: 'card', options: { date: '2025-07-05' } });
      await import('./element/define.js');
    }, ATTACK);
    await shows(page, 'done');
    expect(await page.locator('sitrep-analyzer').evaluate((node) => [node.mode, node.getAttribute('mode'), node.report.document.published, Object.hasOwn(node, 'text')])).toEqual(['card', 'card', '2025-07-05', false]);
  });

  test('registering twice is no error', async ({ page }) => {
    const seen = await visit(page, ELEMENT);
    await ready(page);
    await page.evaluate(() => import('./element/define.js?again'));
    expect(seen.errors).toEqual([]);
  });

  test('a mode shows its part alone', async ({ page }) => {
    await visit(page, '<sitrep-analyzer mode="card"></sitrep-analyzer>');
    await ready(page);
    await give(page, ATTACK);
    const element = page.locator('sitrep-analyzer');
    const visible = () => Promise.all(['textarea', '.document', '.card', '.toolbar', '.legend'].map((part) => element.locator(part).isVisible()));
    expect(await visible()).toEqual([false, false, true, false, false]);
    await element.evaluate((node) => { node.mode = 'document'; });
    expect(await visible()).toEqual([false, true, false, false, true]);
    await element.evaluate((node) => { node.mode = 'editor'; });
    expect(await visible()).toEqual([false, true, true, true, true]);
    await element.getByRole('button', { name: 'Edit text' }).click();
    expect(await visible()).toEqual([true, false, true, true, false]);
    await expect(element.locator('textarea')).toHaveValue(ATTACK);
  });

  test('events bubble to the host and carry no word of the text', async ({ page }) => {
    await visit(page, ELEMENT);
    await ready(page);
    await give(page, ATTACK);
    await page.locator('sitrep-analyzer .toll button.fact').first().click();
    const [report] = await told(page, 'report');
    expect(report).toMatchObject({ schema: 'sitrep.report/1', events: expect.any(Number), claims: expect.any(Number) });
    const [selected] = await told(page, 'select');
    expect(selected).toMatchObject({ type: 'claim', spans: [{ start: expect.any(Number), end: expect.any(Number) }] });
    expect(await told(page, 'ready')).toHaveLength(1);
    expect((await told(page, 'progress')).map((one) => one.stage)).toContain('reading');
    const all = JSON.stringify(await page.evaluate(() => globalThis.told));
    for (const word of ['Labbezanga', 'Sahara', 'attackers', 'rockets']) expect(all).not.toContain(word);
  });

  test('a host may do something else with what is chosen', async ({ page }) => {
    await visit(page, ELEMENT);
    await ready(page);
    await give(page, ATTACK);
    await page.evaluate(() => document.addEventListener('sitrep-select', (event) => event.preventDefault()));
    await page.locator('sitrep-analyzer mark').first().click();
    expect(await told(page, 'select')).toHaveLength(1);
    await expect(page.locator('sitrep-analyzer .why')).toBeHidden();
  });

  test('what is exported is what was read', async ({ page }) => {
    await visit(page, ELEMENT);
    await ready(page);
    await give(page, ATTACK);
    const files = await page.locator('sitrep-analyzer').evaluate(async (element) => {
      const text = async (format) => { const blob = await element.exportAs(format); return [blob.type, await blob.text()]; };
      const picture = await createImageBitmap(await element.exportAs('png'));
      const refused = await element.exportAs('docx').catch((error) => [error.code, error.message]);
      return { csv: await text('csv'), json: await text('json'), geojson: await text('geojson'), md: await text('md'), width: picture.width, refused, same: JSON.stringify(element.report) };
    });
    expect(files.csv[0]).toBe('text/csv');
    expect(files.csv[1]).toContain('sub_event_type');
    expect(JSON.stringify(JSON.parse(files.json[1]))).toBe(files.same);
    expect(JSON.parse(files.geojson[1]).type).toBe('FeatureCollection');
    expect(files.md[1]).toContain('Labbezanga');
    expect(files.width).toBe(1440);
    expect(files.refused[0]).toBe('bad_format');
    expect(files.refused[1]).toContain('csv, json, geojson, md or png');
  });

  test('slots take what the host puts in, and a slotted error takes the place of ours', async ({ page }) => {
    await visit(page, '<sitrep-analyzer max-length="10"><h2 slot="heading">Theirs</h2><button slot="actions">Send</button><p slot="empty">Nothing here</p><p slot="error">Their words</p><p slot="footer">Foot</p></sitrep-analyzer>');
    await ready(page);
    for (const text of ['Theirs', 'Send', 'Nothing here', 'Foot']) await expect(page.getByText(text, { exact: true })).toBeVisible();
    await expect(page.getByText('Their words')).toBeHidden();
    await give(page, ATTACK, 'wrong');
    await expect(page.getByText('Their words')).toBeVisible();
    await expect(page.getByText('The text is too long')).toBeHidden();
    await expect(page.getByText('Nothing here')).toBeHidden();
  });
});

test.describe('in a page', () => {
  test('two elements share one analyser, and the last to go closes it', async ({ page }) => {
    await page.addInitScript(() => {
      const Real = globalThis.Worker;
      globalThis.workers = { made: 0, ended: 0 };
      globalThis.Worker = class extends Real {
        constructor(...given) { super(...given); globalThis.workers.made += 1; }
        terminate() { globalThis.workers.ended += 1; super.terminate(); }
      };
    });
    await visit(page, '<sitrep-analyzer id="a"></sitrep-analyzer><sitrep-analyzer id="b" mode="card"></sitrep-analyzer>');
    await ready(page, '#b');
    const workers = () => page.evaluate(() => globalThis.workers);
    expect(await workers()).toEqual({ made: 2, ended: 0 });
    await Promise.all([give(page, ATTACK, 'done', '#a'), give(page, 'A quiet day in the capital.', 'nothing', '#b')]);
    await page.evaluate(() => document.getElementById('a').remove());
    await give(page, ATTACK, 'done', '#b');
    expect(await workers()).toEqual({ made: 2, ended: 0 });
    await page.evaluate(() => document.getElementById('b').remove());
    await expect.poll(workers).toEqual({ made: 2, ended: 2 });
    await page.evaluate(() => document.body.append(document.createElement('sitrep-analyzer')));
    await ready(page);
    await give(page, ATTACK);
    expect((await workers()).made).toBe(4);
  });

  test('a move keeps text, report and choices, and reads nothing again', async ({ page }) => {
    await visit(page, `<div id="one">${ELEMENT}</div><div id="two"></div>`);
    await ready(page);
    await give(page, ATTACK);
    const same = await page.evaluate(async () => {
      const element = document.querySelector('sitrep-analyzer');
      const { report } = element;
      document.getElementById('two').append(element);
      document.getElementById('one').append(element);
      element.remove();
      document.getElementById('two').append(element);
      document.getElementById('one').moveBefore?.(element, null);
      await new Promise((resolve) => { setTimeout(resolve, 300); });
      return element.report === report && element.text.length > 0;
    });
    expect(same).toBe(true);
    await shows(page, 'done');
    expect(await told(page, 'report')).toHaveLength(1);
  });

  test('an element that is taken to another document has its looks and its report there', async ({ page }) => {
    await visit(page, ELEMENT);
    await ready(page);
    await give(page, ATTACK);
    const there = await page.evaluate(() => {
      const frame = document.body.appendChild(document.createElement('iframe'));
      const element = document.querySelector('sitrep-analyzer');
      frame.contentDocument.body.append(element);
      const card = element.shadowRoot.querySelector('.card');
      return [element.ownerDocument === frame.contentDocument, frame.contentWindow.getComputedStyle(card).borderTopStyle, element.report !== null];
    });
    expect(there).toEqual([true, 'solid', true]);
  });

  test('what was taken out and comes back later still shows its report and can read', async ({ page }) => {
    await visit(page, ELEMENT);
    await ready(page);
    await give(page, ATTACK);
    await page.evaluate(async () => {
      const element = document.querySelector('sitrep-analyzer');
      element.remove();
      await new Promise((resolve) => { setTimeout(resolve, 200); });
      document.body.append(element);
    });
    await expect(page.locator('sitrep-analyzer .toll')).toContainText('at least 45');
    await ready(page);
    await give(page, 'A quiet day in the capital.', 'nothing');
  });

  test('a form sends the report and never the text; reset, disabling and restoring are followed', async ({ page }) => {
    await visit(page, '<form><fieldset><sitrep-analyzer name="report"></sitrep-analyzer></fieldset></form>');
    await ready(page);
    const value = () => page.evaluate(() => new FormData(document.forms[0]).get('report'));
    expect(await value()).toBe(null);
    await give(page, ATTACK);
    await expect.poll(value).not.toBe(null);
    const sent = await value();
    expect(JSON.parse(sent).schema).toBe('sitrep.report/1');
    expect(sent).not.toContain(ATTACK.slice(0, 60));
    await page.locator('sitrep-analyzer').evaluate((node) => { node.closest('fieldset').disabled = true; });
    await expect(page.locator('sitrep-analyzer').getByRole('button', { name: 'New article' })).toBeDisabled();
    expect(await value()).toBe(null);
    await page.locator('sitrep-analyzer').evaluate((node) => { node.closest('fieldset').disabled = false; });
    await page.evaluate(() => document.forms[0].reset());
    await shows(page, 'empty');
    expect(await value()).toBe(null);
    await page.locator('sitrep-analyzer').evaluate((node, state) => node.formStateRestoreCallback(state, 'restore'), sent);
    await shows(page, 'done');
    await expect(page.locator('sitrep-analyzer .status')).toContainText('the article itself was not kept');
    await expect.poll(value).not.toBe(null);
    await page.locator('sitrep-analyzer').evaluate((node) => node.formStateRestoreCallback('{"schema":"other"}', 'restore'));
    await shows(page, 'done');
  });

  test('a host that resets everything does not break it', async ({ page }) => {
    const css = '*, *::before, *::after { all: unset !important; } html { font-size: 62.5% !important; line-height: 3 !important; text-transform: uppercase !important; letter-spacing: 1em !important; }';
    const looks = async () => {
      await ready(page);
      await give(page, ATTACK);
      return page.locator('sitrep-analyzer').evaluate((node) => ['.root', '.card', '.primary', '.action', 'mark', '.document', '.toll .fact', '.legend-key'].map((selector) => {
        const { display, fontSize, backgroundColor, color, textTransform, letterSpacing, lineHeight } = getComputedStyle(node.shadowRoot.querySelector(selector));
        return [selector, display, fontSize, backgroundColor, color, textTransform, letterSpacing, lineHeight];
      }));
    };
    await visit(page, ELEMENT);
    const before = await looks();
    await visit(page, ELEMENT, { css });
    expect(await page.locator('sitrep-analyzer').evaluate((node) => getComputedStyle(node).display)).toBe('block');
    expect(await looks()).toEqual(before);
  });

  test('custom properties, parts, theme and the scheme of the host change the looks', async ({ page }) => {
    const css = 'sitrep-analyzer { --sitrep-accent: rgb(1, 2, 3); --sitrep-bg: rgb(250, 240, 230); --sitrep-fg: rgb(40, 0, 0); --sitrep-radius: 11px; --sitrep-border: rgb(9, 9, 9); --sitrep-font: monospace; --sitrep-mark-place-bg: rgb(200, 255, 200); --sitrep-mark-place-line: rgb(0, 90, 0); } sitrep-analyzer::part(card) { outline: 3px solid rgb(5, 6, 7); } sitrep-analyzer::part(figure) { opacity: 0.9; }';
    await visit(page, ELEMENT, { css });
    await ready(page);
    await give(page, ATTACK);
    const style = (selector, name) => page.locator('sitrep-analyzer').evaluate((node, [found, property]) => getComputedStyle(node.shadowRoot.querySelector(found))[property], [selector, name]);
    expect(await style('.root', 'backgroundColor')).toBe('rgb(250, 240, 230)');
    expect(await style('.card', 'borderTopLeftRadius')).toBe('11px');
    expect(await style('.card', 'borderTopColor')).toBe('rgb(9, 9, 9)');
    expect(await style('.card', 'outlineColor')).toBe('rgb(5, 6, 7)');
    expect(await style('.toll dd', 'opacity')).toBe('0.9');
    expect(await style('.fact', 'fontFamily')).toBe('monospace');
    expect(await style('.why-button', 'color')).toBe('rgb(1, 2, 3)');
    expect(await style('mark.k-place:not(.light)', 'backgroundColor')).toBe('rgb(200, 255, 200)');
    expect(await style('mark.k-place', 'textDecorationColor')).toBe('rgb(0, 90, 0)');
    const schemes = await page.evaluate(async () => {
      const element = document.querySelector('sitrep-analyzer');
      const scheme = () => getComputedStyle(element.shadowRoot.querySelector('.root')).colorScheme;
      const none = scheme();
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(':root { color-scheme: dark; }');
      document.adoptedStyleSheets.push(sheet);
      const inherited = scheme();
      element.theme = 'light';
      return [none, inherited, scheme()];
    });
    expect(schemes).toEqual(['normal', 'dark', 'light']);
    for (const part of ['input', 'toolbar', 'document', 'mark', 'legend', 'card', 'figure', 'status']) expect(await page.locator(`sitrep-analyzer [part~=${part}]`).count()).toBeGreaterThan(0);
  });

  test('language and direction of the text are its own', async ({ page }) => {
    await visit(page, '<sitrep-analyzer lang="ar"></sitrep-analyzer>', { attributes: 'lang="ar" dir="rtl"' });
    await ready(page);
    await give(page, `قُتل 12 جنديا قرب غاو.\n\n${ATTACK}`);
    const found = await page.locator('sitrep-analyzer').evaluate((node) => {
      const inside = (selector) => node.shadowRoot.querySelector(selector);
      return { words: inside('.root').lang, text: inside('.document').lang, sides: [...node.shadowRoot.querySelectorAll('.document p:not(.blank)')].slice(0, 2).map((line) => getComputedStyle(line).direction), frame: getComputedStyle(inside('.root')).direction };
    });
    expect(found).toEqual({ words: 'en-GB', text: 'ar', sides: ['rtl', 'ltr'], frame: 'ltr' });
  });
});

test.describe('the text of the host', () => {
  test('is read and painted where it stands, and nothing in it is changed', async ({ page }) => {
    await visit(page, `${STORY}<sitrep-analyzer mode="card" for="story"></sitrep-analyzer>`, { script: '' });
    const before = await page.locator('#story').evaluate((node) => node.outerHTML);
    await page.evaluate(() => {
      globalThis.changes = 0;
      new MutationObserver((records) => { globalThis.changes += records.length; }).observe(document.documentElement, { subtree: true, childList: true, attributes: true, characterData: true });
      return import('./element/define.js');
    });
    await shows(page, 'done');
    await ready(page);
    await expect.poll(() => painted(page, 'place')).toContain('Labbezanga');
    expect(await painted(page, 'figure')).toContain('at least 45');
    expect(await page.locator('#story').evaluate((node) => node.outerHTML)).toBe(before);
    expect(await page.evaluate(() => globalThis.changes)).toBe(0);
    expect(await page.evaluate(() => [...CSS.highlights.keys()].filter((name) => !name.startsWith('sitrep-')))).toEqual([]);
    expect(await page.evaluate(() => document.adoptedStyleSheets.length)).toBe(1);
    await page.evaluate(() => document.querySelector('sitrep-analyzer').remove());
    await expect.poll(() => page.evaluate(() => [document.adoptedStyleSheets.length, [...CSS.highlights.keys()].filter((name) => name !== 'sitrep-evidence').length])).toEqual([0, 0]);
  });

  test('is taken as a reader sees it', async ({ page }) => {
    const body = '<div id="x">  One\n two<b>th</b>ree <i>four</i>.<script type="text/plain">no</script><p hidden>no</p><p>Five<br>six</p><pre>a\n  b</pre><ul><li>seven</li><li>eight</li></ul><button>no</button> end</div><sitrep-analyzer mode="card" for="x"></sitrep-analyzer>';
    await visit(page, body);
    await ready(page);
    await shows(page, 'nothing');
    expect(await page.locator('sitrep-analyzer').evaluate((node) => node.text)).toBe('One twothree four.\n\nFive\nsix\n\na\n  b\n\nseven\n\neight\n\nend');
  });

  test('is shown from the card by key: brought into sight and marked as evidence', async ({ page }) => {
    await visit(page, `<sitrep-analyzer mode="card" for="story"></sitrep-analyzer><div class="gap"></div>${STORY}<div class="gap"></div>`, { css: '.gap { height: 3000px; }' });
    await ready(page);
    await shows(page, 'done');
    await page.locator('sitrep-analyzer .toll button.fact').first().focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => painted(page, 'evidence')).not.toEqual([]);
    expect((await painted(page, 'evidence')).join(' ')).toContain('at least 45');
    const inSight = () => page.evaluate(() => { const range = [...(CSS.highlights.get('sitrep-evidence') ?? [])][0]; const { top } = range?.getBoundingClientRect() ?? {}; return top > 0 && top < innerHeight; });
    await expect.poll(inSight).toBe(true);
  });

  test('flashes for who wants motion, and stays still for who does not', async ({ page }) => {
    await visit(page, `${STORY}<sitrep-analyzer mode="card" for="story"></sitrep-analyzer>`);
    await ready(page);
    await shows(page, 'done');
    const sizes = (calm) => page.evaluate(async (reduce) => {
      globalThis.matchMedia = (asked) => ({ matches: asked.includes('reduced-motion') && reduce });
      document.querySelector('sitrep-analyzer').shadowRoot.querySelector('.toll button.fact').click();
      const seen = new Set();
      for (let n = 0; n < 60; n += 1) {
        seen.add(CSS.highlights.get('sitrep-evidence')?.size > 0);
        await new Promise((resolve) => { setTimeout(resolve, 20); });
      }
      return [...seen];
    }, calm);
    expect(await sizes(true)).toEqual([true]);
    expect((await sizes(false)).sort()).toEqual([false, true]);
  });

  test('that changes is told, and read again when asked', async ({ page }) => {
    await visit(page, `${STORY}<sitrep-analyzer mode="card" for="story"></sitrep-analyzer>`);
    await ready(page);
    await shows(page, 'done');
    const element = page.locator('sitrep-analyzer');
    await page.evaluate(() => { document.querySelector('#story p').firstChild.data += ' Another 3 soldiers were killed.'; });
    await expect(element.locator('.stale')).toBeVisible();
    await expect(element.locator('.status')).toContainText('has changed');
    expect(await element.evaluate((node) => node.matches(':state(stale)'))).toBe(true);
    expect(await painted(page, 'place')).toEqual([]);
    await element.getByRole('button', { name: 'Read it again' }).click();
    await expect.poll(() => element.evaluate((node) => node.text.includes('Another 3'))).toBe(true);
    await expect(element.locator('.stale')).toBeHidden();
    await expect.poll(() => painted(page, 'place')).toContain('Labbezanga');
  });

  test('with the same words in other nodes is painted anew, without a word', async ({ page }) => {
    await visit(page, `${STORY}<sitrep-analyzer mode="card" for="story"></sitrep-analyzer>`);
    await ready(page);
    await shows(page, 'done');
    await expect.poll(() => painted(page, 'place')).toContain('Labbezanga');
    await page.evaluate(() => { const old = document.querySelector('#story p'); old.replaceWith(old.cloneNode(true)); });
    await page.waitForTimeout(500);
    await expect.poll(() => painted(page, 'place')).toContain('Labbezanga');
    await expect(page.locator('sitrep-analyzer .stale')).toBeHidden();
  });

  test('that is no more on the page is not shown as if it were', async ({ page }) => {
    await visit(page, `${STORY}<sitrep-analyzer mode="card" for="story"></sitrep-analyzer>`);
    await ready(page);
    await shows(page, 'done');
    await page.evaluate(() => document.getElementById('story').remove());
    await page.locator('sitrep-analyzer .toll button.fact').first().click();
    await expect(page.locator('sitrep-analyzer .stale')).toBeVisible();
    await page.locator('sitrep-analyzer').getByRole('button', { name: 'Read it again' }).click();
    await shows(page, 'wrong');
    await expect(page.locator('sitrep-analyzer .problem')).toContainText('“story”');
    expect((await told(page, 'error')).at(-1).code).toBe('no_target');
  });

  test('that comes later is waited for', async ({ page }) => {
    await visit(page, '<sitrep-analyzer for="story"></sitrep-analyzer>');
    await ready(page);
    await shows(page, 'wrong');
    await page.evaluate((text) => {
      const story = document.createElement('p');
      Object.assign(story, { id: 'story', textContent: text });
      document.body.append(story);
    }, ATTACK);
    await shows(page, 'done');
  });

  test('can be chosen by a click, and its highlights are listed for keys and screen readers', async ({ page }) => {
    await visit(page, `${STORY}<sitrep-analyzer mode="card" for="story"></sitrep-analyzer>`);
    await ready(page);
    await shows(page, 'done');
    await expect.poll(() => painted(page, 'place')).toContain('Labbezanga');
    const at = await page.evaluate(() => {
      const { left, top, width, height } = [...CSS.highlights.get('sitrep-place')][0].getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    });
    await page.mouse.click(at.x, at.y);
    const element = page.locator('sitrep-analyzer');
    await expect(element.locator('.why h2')).toContainText('Labbezanga');
    await page.keyboard.press('Escape');
    await expect(element.locator('.why')).toBeHidden();
    await element.locator('.mentions summary').click();
    await element.locator('.mentions').getByRole('button', { name: 'Labbezanga' }).click();
    await expect(element.locator('.why h2')).toContainText('Labbezanga');
    await page.keyboard.press('Escape');
    await expect(element.locator('.mentions').getByRole('button', { name: 'Labbezanga' })).toBeFocused();
    await element.locator('.legend-key[data-kind=place]').click();
    await expect.poll(() => painted(page, 'place')).toEqual([]);
  });

  test('is left as it is where the browser cannot paint it: evidence is selected there, and all highlights are in the list', async ({ page }) => {
    await page.addInitScript(() => { delete CSS.highlights; delete Object.getPrototypeOf(CSS).highlights; globalThis.Highlight = undefined; });
    const seen = await visit(page, `${STORY}<sitrep-analyzer mode="card" for="story"></sitrep-analyzer>`);
    expect(await page.evaluate(() => Boolean(CSS.highlights))).toBe(false);
    await ready(page);
    await shows(page, 'done');
    const element = page.locator('sitrep-analyzer');
    await expect(element.locator('.legend-key')).toHaveCount(0);
    await element.locator('.toll button.fact').first().click();
    await expect.poll(() => page.evaluate(() => String(getSelection()))).toContain('at least 45');
    await element.locator('.mentions summary').click();
    await element.locator('.mentions').getByRole('button', { name: 'Labbezanga' }).click();
    await expect(element.locator('.why h2')).toContainText('Labbezanga');
    expect(await page.locator('#story').evaluate((node) => node.querySelectorAll('mark, span').length)).toBe(0);
    expect(seen.errors).toEqual([]);
  });

  test('may be a text field, in which evidence is selected', async ({ page }) => {
    await visit(page, '<textarea id="story" rows="4"></textarea><sitrep-analyzer for="story"></sitrep-analyzer>');
    await ready(page);
    await page.locator('#story').fill(ATTACK);
    await page.locator('sitrep-analyzer').getByRole('button', { name: 'Read it again' }).click();
    await shows(page, 'done');
    await page.locator('sitrep-analyzer .toll button.fact').first().click();
    expect(await page.locator('#story').evaluate((field) => field.value.slice(field.selectionStart, field.selectionEnd))).toContain('45');
  });

  test('may be another element of this kind: its card stands in another place', async ({ page }) => {
    await visit(page, '<sitrep-analyzer id="aside" mode="card" for="main"></sitrep-analyzer><sitrep-analyzer id="main" mode="document"></sitrep-analyzer>');
    await ready(page, '#main');
    await give(page, ATTACK, 'done', '#main');
    await shows(page, 'done', '#aside');
    expect(await page.evaluate(() => document.getElementById('aside').report === document.getElementById('main').report)).toBe(true);
    await page.locator('#aside .toll button.fact').first().click();
    await expect.poll(() => painted(page, 'evidence')).not.toEqual([]);
    expect(await told(page, 'report')).toHaveLength(1);
    await page.evaluate(() => document.getElementById('main').clear());
    await shows(page, 'empty', '#aside');
  });
});

test.describe('when it cannot', () => {
  test('a host without wasm-unsafe-eval is told what to add', async ({ page }) => {
    await visit(page, ELEMENT, { policy: STRICT.replace(" 'wasm-unsafe-eval'", '') });
    await shows(page, 'failed');
    await expect(page.locator('sitrep-analyzer .directive')).toContainText("'wasm-unsafe-eval'");
    expect((await told(page, 'error')).map((error) => error.code)).toEqual(['wasm_blocked']);
    expect(await page.locator('sitrep-analyzer').evaluate((node) => node.ready.catch((error) => error.code))).toBe('wasm_blocked');
    await give(page, ATTACK, 'failed');
    expect(await violations(page)).toEqual([]);
  });

  test('a missing module is said, and can be had when it is back', async ({ page }) => {
    await page.route('**/pkg/sitrep_bg.wasm', (route) => route.fulfill({ status: 404, body: '' }));
    await visit(page, ELEMENT);
    await shows(page, 'failed');
    expect((await told(page, 'error'))[0].code).toBe('load_failed');
    await page.locator('sitrep-analyzer').evaluate((node, text) => { node.text = text; }, ATTACK);
    await page.unroute('**/pkg/sitrep_bg.wasm');
    await page.locator('sitrep-analyzer').getByRole('button', { name: 'Try again' }).click();
    await shows(page, 'done');
  });

  test('without a worker it reads on the page itself and says so', async ({ page }) => {
    await visit(page, ELEMENT, { policy: STRICT.replace("worker-src 'self'", "worker-src 'none'") });
    await ready(page);
    await expect(page.locator('sitrep-analyzer .note').first()).toContainText('does not allow a background worker');
    await give(page, ATTACK);
    await page.locator('sitrep-analyzer').evaluate((node) => { node.worker = 'off'; });
    await ready(page);
    await expect(page.locator('sitrep-analyzer .note').first()).toBeHidden();
  });

  test('module and worker may lie elsewhere', async ({ page }) => {
    const seen = await visit(page, '<sitrep-analyzer wasm-url="pkg/sitrep_bg.wasm?own" worker-url="worker.js?own"></sitrep-analyzer>');
    await ready(page);
    await give(page, ATTACK);
    expect(seen.requests.filter((url) => url.endsWith('?own')).map((url) => url.split('/').at(-1)).filter((name, at, all) => all.indexOf(name) === at).sort()).toEqual(['sitrep_bg.wasm?own', 'worker.js?own']);
  });

  for (const worker of ['auto', 'off']) {
    test(`a text that ends the analyser takes no other with it, and the next is read (worker ${worker})`, async ({ page }) => {
      await replaceModule(page, TRAPPING_MODULE);
      await visit(page, `<sitrep-analyzer id="a" worker="${worker}"></sitrep-analyzer><sitrep-analyzer id="b" worker="${worker}"></sitrep-analyzer>`);
      await ready(page, '#b');
      await page.evaluate(() => Object.assign(document.getElementById('a'), { text: 'A TRAP here.' }) && Object.assign(document.getElementById('b'), { text: 'A quiet day.' }));
      await shows(page, 'failed', '#a');
      await shows(page, 'nothing', '#b');
      await expect(page.locator('#a .problem')).toHaveAttribute('data-code', 'panic');
      expect(await told(page, 'error')).toEqual([{ code: 'panic', message: 'The analyser stopped on this text' }]);
      for (const text of ['A second TRAP.', 'A third TRAP.']) await give(page, text, 'failed', '#a');
      await give(page, 'Another quiet day.', 'nothing', '#a');
    });
  }

  test('a text over max-length is refused before it is read', async ({ page }) => {
    await visit(page, '<sitrep-analyzer max-length="100"></sitrep-analyzer>');
    await ready(page);
    await give(page, ATTACK, 'wrong');
    await expect(page.locator('sitrep-analyzer .problem')).toContainText('up to 100');
    expect(await page.locator('sitrep-analyzer').evaluate((node) => node.analyze().catch((error) => error.code))).toBe('too_long');
    await page.locator('sitrep-analyzer').evaluate((node) => { node.maxLength = null; });
    await shows(page, 'done');
  });

  test('a reading can be stopped, by the host and by the reader, and the other element reads on', async ({ page }) => {
    await visit(page, '<sitrep-analyzer id="a"></sitrep-analyzer><sitrep-analyzer id="b"></sitrep-analyzer>');
    await ready(page, '#b');
    const outcome = await page.evaluate(async (text) => {
      const [a, b] = document.querySelectorAll('sitrep-analyzer');
      a.text = text.repeat(400);
      const stop = new AbortController();
      const reading = a.analyze({ signal: stop.signal }).catch((error) => error.name);
      b.text = text;
      const other = b.analyze().then((report) => report.schema);
      setTimeout(() => stop.abort(), 30);
      return [await reading, await other, await a.analyze({ signal: AbortSignal.abort() }).catch((error) => error.name)];
    }, ATTACK);
    expect(outcome).toEqual(['AbortError', 'sitrep.report/1', 'AbortError']);
    await give(page, ATTACK, 'done', '#a');
    await page.locator('#a').evaluate((node, text) => { node.text = text.repeat(2000); }, ATTACK);
    await page.locator('#a').locator('.working button').evaluate((node) => node.click());
    await shows(page, 'wrong', '#a');
    expect((await told(page, 'error')).at(-1)).toEqual({ code: 'aborted', message: 'Stopped' });
    await give(page, ATTACK, 'done', '#a');
  });
});

test.describe('for every reader', () => {
  test('keys move between marks, open the reasons and come back', async ({ page }) => {
    await visit(page, `<button>before</button>${ELEMENT}`);
    await ready(page);
    await give(page, ATTACK);
    const focused = () => page.locator('sitrep-analyzer').evaluate((node) => node.shadowRoot.activeElement?.dataset.mark ?? node.shadowRoot.activeElement?.className);
    await page.locator('sitrep-analyzer mark[tabindex="0"]').focus();
    const first = await focused();
    await page.keyboard.press('n');
    const second = await focused();
    expect(second).not.toBe(first);
    await page.keyboard.press('Enter');
    await expect(page.locator('sitrep-analyzer .why')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.locator('sitrep-analyzer .why')).toBeHidden();
    expect(await focused()).toBe(second);
    expect(await page.locator('sitrep-analyzer mark[tabindex="0"]').count()).toBe(1);
  });

  test('typing is read, and the reader stays in the field', async ({ page }) => {
    await visit(page, ELEMENT);
    await ready(page);
    const field = page.locator('sitrep-analyzer textarea');
    await field.click();
    await page.keyboard.type('Gunmen killed at least 12 soldiers near Gao on Tuesday, the army said.');
    await shows(page, 'done');
    await expect(field).toBeFocused();
    await page.locator('sitrep-analyzer').getByRole('button', { name: 'Show the highlights' }).click();
    await expect(page.locator('sitrep-analyzer mark').first()).toBeVisible();
    await expect(page.locator('sitrep-analyzer').getByRole('status')).toContainText('characters read');
  });

  for (const colorScheme of ['light', 'dark']) {
    for (const [name, body, phase] of [['editor', '<sitrep-analyzer></sitrep-analyzer>', 'done'], ['card', `${STORY}<sitrep-analyzer for="story"></sitrep-analyzer>`, 'done'], ['document', '<sitrep-analyzer mode="document"></sitrep-analyzer>', 'done'], ['wrong', '<sitrep-analyzer max-length="9"></sitrep-analyzer>', 'wrong']]) {
      test(`no accessibility violation: ${name}, ${colorScheme}`, colorScheme === 'dark' ? ONCE : {}, async ({ page }) => {
        await page.emulateMedia({ colorScheme });
        await visit(page, `<h1>A host</h1>${body}`, { css: ':root { color-scheme: light dark; } body { background: Canvas; color: CanvasText; }' });
        await ready(page);
        expect(await violations(page)).toEqual([]);
        if (name !== 'card') await page.locator('sitrep-analyzer').evaluate((node, text) => { node.text = text; }, ATTACK);
        await shows(page, phase);
        if (name === 'editor') {
          await page.locator('sitrep-analyzer .toll .why-button').first().click();
          await expect(page.locator('sitrep-analyzer .why .reasons')).not.toBeEmpty();
        }
        if (name === 'card') await page.locator('sitrep-analyzer .mentions summary').click();
        expect(await violations(page)).toEqual([]);
      });
    }
  }

  test('colours forced by the reader keep every mark and button visible', ONCE, async ({ page }) => {
    await page.emulateMedia({ forcedColors: 'active' });
    await visit(page, `<h1>A host</h1>${ELEMENT}`);
    await ready(page);
    await give(page, ATTACK);
    const seen = await page.locator('sitrep-analyzer').evaluate((node) => ['mark:not(.k-rejected)', '.action'].map((selector) => getComputedStyle(node.shadowRoot.querySelector(selector)).borderBottomStyle));
    expect(seen).toEqual(['solid', 'solid']);
    expect(await violations(page)).toEqual([]);
  });

  for (const width of [320, 390, 1280]) {
    test(`nothing is wider than the element at ${width} px`, width === 390 ? ONCE : {}, async ({ page }) => {
      await page.setViewportSize({ width, height: 900 });
      await visit(page, ELEMENT);
      await ready(page);
      await give(page, ATTACK);
      await page.locator('sitrep-analyzer .toll .why-button').first().click();
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    });
  }

  test('more marks than elements should be made of are painted and listed', async ({ page }) => {
    await visit(page, '<sitrep-analyzer mode="document"></sitrep-analyzer>');
    await ready(page);
    await give(page, Array.from({ length: 200 }, () => ATTACK).join('\n\n'));
    const element = page.locator('sitrep-analyzer');
    expect(await element.evaluate((node) => node.report.mentions.length)).toBeGreaterThan(500);
    expect(await element.locator('mark').count()).toBe(0);
    await expect.poll(() => painted(page, 'figure').then((found) => found.length)).toBe(200);
    await element.locator('.mentions summary').click();
    await expect(element.locator('.mentions .quote').first()).toBeVisible();
    await element.evaluate((node) => { node.highlight = 'mark'; });
    await expect.poll(() => element.locator('mark').count()).toBeGreaterThan(2000);
    expect(await painted(page, 'figure')).toEqual([]);
    await element.evaluate((node) => { node.highlight = 'none'; });
    await expect.poll(() => element.locator('mark').count()).toBe(0);
    await expect(element.locator('.legend-key')).toHaveCount(0);
  });
});
