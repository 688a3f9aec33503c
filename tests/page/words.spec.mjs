/** The words of the interface stand in the string tables alone, and the page can be turned from right to left. */
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { ATTACK, open, openMenu, paste, settled, showArticle } from './page.mjs';

const ONCE = { tag: '@once' };
const www = fileURLToPath(new URL('../../www/', import.meta.url));
const read = (path) => readFileSync(www + path, 'utf8');
const core = JSON.parse(read('strings/en.json'));
const later = JSON.parse(read('parts/strings/en.json'));
const scripts = readdirSync(www, { recursive: true }).filter((path) => path.endsWith('.js') && !/^(pkg|vendor)\//.test(path));

/** A script without its comments, regular expressions and template holes that would look like text. */
function code(path) {
  return read(path).replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[\s;{(])\/\/.*$/gm, '$1');
}

/** The string literals of a script with the code before each on its line. */
function literals(path) {
  return code(path).split('\n').flatMap((line) => [...line.matchAll(/'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`/g)].map((match) => ({ path, before: line.slice(0, match.index), line, text: (match[1] ?? match[2]).replace(/\$\{[^}]*\}/g, '') })));
}

/** Errors are for programs, class names, selectors, names of elements, code to copy and paths of drawings are no words. */
function isProse({ text, before, line }) {
  if (/(Error|codedError|reject|fail)\([^)]*$/.test(before) || /(class|className|d|viewBox|transform|accept|pattern|font|rel|style)['"]?\s*[:=]\s*[^,]*$/.test(before)) return false;
  if (/(querySelector|querySelectorAll|closest|matches|matchMedia|locator|getPropertyValue|import|stroke|sign|tick|legendSign|loneSign)\s*\(?[^)]*$/.test(before) || /^import |font:/.test(line.trim())) return false;
  if (/^(<|::|npm )|^[a-z]+(, [a-z]+)+$/.test(text)) return false;
  if (/^[.#[]|\[\w+=/.test(text) || /^[A-Z1-6 ]+$/.test(text) || /\b(sans-)?serif\b/.test(text)) return false;
  return /\p{L}{2,}[,:;]? \p{L}{2,}/u.test(text) || /^\p{Lu}\p{Ll}+ ?[\p{Ll} ]*[.!?…]?$/u.test(text);
}

/** Names of the platform: keys, events, tags, types. */
const PLATFORM = new Set(['Escape', 'Enter', 'Home', 'End', 'Files', 'Delete', 'Tab', 'Backspace', 'Charter', 'Georgia']);

test('no word of the interface stands in a script', ONCE, () => {
  expect(scripts.length).toBeGreaterThan(15);
  const found = scripts.flatMap(literals).filter(isProse).filter(({ text }) => !PLATFORM.has(text));
  expect(found.map(({ path, text }) => `${path}: ${text}`)).toEqual([]);
});

test('the search for words finds them', ONCE, () => {
  const sample = (line) => { const [, text] = /'([^']*)'/.exec(line); return isProse({ text, before: line.slice(0, line.indexOf("'")), line }); };
  for (const line of ["el('p', {}, 'The text was read.')", "button('Close', {})", "label('copy this now')"]) expect(sample(line.replace(/^el\('p', /, 'el(p, ')), line).toBe(true);
  for (const line of ["throw new Error('no such thing here')", "el(p, { class: 'sub quiet' })", "node.closest('mark a')"]) expect(sample(line), line).toBe(false);
});

test('the document itself holds only its name, its description for search machines and what is said without scripts', ONCE, () => {
  const html = read('index.html').replace(/<noscript>[\s\S]*<\/noscript>/, '').replace(/<title>([^<]*)<\/title>/, (whole, title) => (title === core['app.name'] ? '' : whole));
  expect(html.replace(/<[^>]*>/g, '').trim()).toBe('');
  expect(html.match(/(title|alt|placeholder|aria-label)="/g)).toBeNull();
});

test('no string stands in both tables, and every string that a script names is there', ONCE, () => {
  expect(Object.keys(core).filter((key) => key in later)).toEqual([]);
  const all = { ...core, ...later };
  const named = scripts.flatMap((path) => [...code(path).matchAll(/(?:^|[^\w.])(?:words\.)?(?:t|has)\('([\w.]+)'/g)].map((match) => ({ path, key: match[1] })));
  expect(named.length).toBeGreaterThan(150);
  expect(named.filter(({ key }) => !(key in all) && !(`${key}.other` in all)).map(({ path, key }) => `${path}: ${key}`)).toEqual([]);
});

test('what the page says before its parts are there is in the first table', ONCE, () => {
  const first = scripts.filter((path) => !/^(parts|element|embed)\//.test(path));
  const named = first.flatMap((path) => [...code(path).matchAll(/(?:^|[^\w.])(?:words\.)?(?:t|has)\('([\w.]+)'/g)].map((match) => match[1]));
  expect(named.filter((key) => key in later)).toEqual([]);
});

// ---- from right to left ----

/** Opens the page with a string table that says it is read from right to left. */
async function openTurned(page, dir) {
  await page.route('**/strings/en.json', async (route) => {
    if (route.request().url().includes('parts/')) return route.continue();
    return route.fulfill({ json: { ...core, dir, lang: dir === 'rtl' ? 'ar' : core.lang } });
  });
  await open(page);
}

const STATES = {
  empty: async () => {},
  done: async (page) => { await paste(page, ATTACK); await settled(page, 'done'); },
  pictures: async (page) => {
    await STATES.done(page);
    for (const picture of await page.locator('.picture').all()) await picture.evaluate((node) => { node.open = true; node.querySelectorAll('details').forEach((inner) => { inner.open = true; }); });
    await expect(page.locator('.map')).toBeVisible();
  },
  menus: async (page) => { await STATES.done(page); await openMenu(page, 'save'); },
  why: async (page) => { await STATES.done(page); await page.locator('.toll .why-button').first().click(); },
  article: async (page) => { await STATES.done(page); await showArticle(page); },
  help: async (page) => page.locator('[data-view=help]').click(),
};

for (const width of [390, 1280]) {
  test(`from right to left nothing is wider than the screen at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    for (const [name, reach] of Object.entries(STATES)) {
      await openTurned(page, 'rtl');
      await reach(page);
      const wide = await page.evaluate(() => {
        const outside = [...document.querySelectorAll('#app *')].filter((node) => {
          const box = node.getBoundingClientRect();
          const clipped = node.closest('.table-scroll, .spoken, svg, .document, textarea');
          return box.width > 0 && !clipped && (box.left < -1 || box.right > innerWidth + 1);
        });
        return { scroll: Math.max(0, document.documentElement.scrollWidth - innerWidth), outside: outside.slice(0, 3).map((node) => `${node.tagName}.${node.className}`) };
      });
      expect(wide, name).toEqual({ scroll: 0, outside: [] });
      await page.unrouteAll({ behavior: 'ignoreErrors' });
    }
  });
}

test('from right to left the layout is the mirror image', async ({ page }) => {
  const boxes = async (dir) => {
    await openTurned(page, dir);
    await STATES.pictures(page);
    const found = await page.evaluate(() => Object.fromEntries(['.masthead h1', '.theme', '.left', '.right', '.section h3', '.toll-row dt', '.why-button', '.take-copy summary', '.row-label', '.map-key li'].map((selector) => {
      const { left, right } = document.querySelector(selector).getBoundingClientRect();
      return [selector, [Math.round(left), Math.round(right)]];
    })));
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    return found;
  };
  const ltr = await boxes('ltr');
  const rtl = await boxes('rtl');
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  expect(ltr['.left'][1]).toBeLessThan(ltr['.right'][0] + 1);
  expect(rtl['.left'][0]).toBeGreaterThan(rtl['.right'][1] - 1);
  // A scroll bar, and words of another locale, may take a few pixels.
  for (const [selector, [left]] of Object.entries(ltr)) expect(Math.abs(1280 - left - rtl[selector][1]), selector).toBeLessThan(24);
});

test('from right to left numbers and strips still run from left to right', async ({ page }) => {
  await openTurned(page, 'rtl');
  await STATES.pictures(page);
  const xs = await page.locator('.picture-toll .axis text').evaluateAll((nodes) => nodes.slice(0, 4).map((node) => node.getBoundingClientRect().left));
  expect([...xs].sort((a, b) => a - b)).toEqual(xs);
  const edges = await page.locator('.picture-toll .panel').first().evaluate((panel) => ['.axis', '.strip'].map((name) => Math.round(panel.querySelector(name).getBoundingClientRect().left)));
  expect(edges[0]).toBe(edges[1]);
});
