/**
 * Web pages of any markup, handed to what finds the article in them. `rounds` runs in a page of the site and says what did
 * not hold; a seed gives the same pages again. By itself this file goes on until so many pages were read
 * (`cargo xtask soak fuzz html`): SITREP_URL is the site, SITREP_CHROMIUM the browser, SITREP_RUNS and SITREP_SEED what to read.
 */
import { fileURLToPath } from 'node:url';

/** Reads pages numbered from `first` on; resolves with [{round, problem, html}] of those with which something is wrong. */
export async function rounds({ first, count }) {
  const { articleInPage, looksLikePage, looksLikeSource, textOfRich } = await import('./parts/intake/html.js');
  globalThis.requestIdleCallback = (run) => queueMicrotask(run);
  const reports = [];
  const onReport = (event) => reports.push(`${event.violatedDirective} of ${event.blockedURI}`);
  document.addEventListener('securitypolicyviolation', onReport);

  let state = 0;
  const dice = (most) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5) | 0;
    return ((state ^ (state >>> 13)) >>> 0) % most;
  };
  const pick = (list) => list[dice(list.length)];
  const TAGS = ('p div article section h1 h2 span a b i em table tr td th ul ol li br hr img script style svg math noscript template iframe object nav footer aside header form title head body html '
    + 'meta link base blockquote pre code textarea select button frameset plaintext xmp a:b x-y input video source time').split(' ');
  const NAMES = 'class id style onclick onerror onload href src srcdoc content property name rel hidden aria-hidden role datetime itemprop http-equiv data-x action background ping lang'.split(' ');
  const VALUES = ['article-body', 'comment sidebar', 'display:none', 'visibility: hidden', 'globalThis.ran = 1', 'javascript:globalThis.ran=1', 'https://example.org/x.png', '/x?y=z', 'og:title', 'article:published_time',
    'author', 'canonical', 'navigation', 'true', '2024-05-06', '6 May 2024', 'refresh', '0;url=https://example.org', '<p>', '"', "'", '\u0000', '', 'a > b', '<script>globalThis.ran = 1</script>', '99999999999999999999'];
  const WORDS = ['Gunmen killed four farmers near Gao on Monday, the mayor said.', 'A bomb wounded two soldiers.', 'More news', 'By Ann Example', '&lt;b&gt;', '&amp;#60;', '&nbsp;', '&#x202e;', '&unknown;', '\u2028', '\u2029', '\u0000',
    '😀', 'e\u0301', '\ud800', ']]>', '-->', '<!--', '<![CDATA[', '<?xml version="1.0"?>', '<!DOCTYPE html>', '</', '<', '>', '"', "='", '\r\n', '\t', 'مالي', '{"@type":"NewsArticle","headline":"x"}', '{"@type":"NewsArticle","datePublished":5,"author":[null]}'];
  const attributes = () => Array.from({ length: dice(3) }, () => ` ${pick(NAMES)}${pick([`="${pick(VALUES)}"`, `='${pick(VALUES)}'`, `=${pick(VALUES)}`, '', ' = '])}`).join('');
  const piece = (depth) => {
    const kind = dice(12);
    if (kind < 4) return pick(WORDS).repeat(dice(9) ? 1 : dice(12));
    if (kind === 4) return pick(['<script type="application/ld+json">', '<script>', '</script >', '<style>', '</style>', '<body>', '</body>', '</p>', '</div>', '</table>', '<br/>']);
    const tag = pick(TAGS);
    const open = `${pick(['<', '<', '<', '</', '<!'])}${pick([tag, tag, tag.toUpperCase()])}${attributes()}${pick(['>', '>', '>', '/>', '', ' '])}`;
    const inner = depth ? Array.from({ length: dice(4) }, () => piece(depth - 1)).join('') : pick(WORDS);
    return open + inner + (dice(4) ? `</${tag}>` : '');
  };
  const BODY = '<p>Gunmen killed four farmers near Gao on Monday, the mayor said, and many people left their homes, carrying what they could, for the town.</p>';
  const markup = () => {
    const inner = Array.from({ length: 1 + dice(6) }, () => (dice(5) ? piece(3) : BODY)).join('');
    return dice(3) ? inner : `<!doctype html><html><head><title>${pick(WORDS)}</title>${piece(1)}</head><body${attributes()}>${inner}${BODY}</body></html>`;
  };
  /** Cut short, doubled in part, or with a character changed. */
  const bent = (html) => {
    const at = dice(html.length + 1);
    return [html, html, html.slice(0, at), html.slice(at), html.slice(0, at) + html.slice(at >> 1), html.slice(0, at) + pick(WORDS) + html.slice(at + 1)][dice(6)];
  };

  const wrong = [];
  for (let round = first; round < first + count; round += 1) {
    state = round;
    const html = bent(markup());
    const problem = (words) => wrong.push({ round, problem: words, html });
    try {
      const found = await articleInPage(html);
      const rich = await textOfRich(html);
      for (const text of [found.text, rich, found.whole?.() ?? '']) {
        if (typeof text !== 'string' || /[\u2028\u2029]|^\s|\s$/.test(text)) problem(`the text is ${JSON.stringify(text)}`);
      }
      if (round % 8 === 0 && (await articleInPage(html)).text !== found.text) problem('the same page gave two texts');
      if (found.date && !/^\d{4}-\d\d-\d\d$/.test(found.date)) problem(`the date is ${found.date}`);
      if (!Object.values(found.about).every((value) => typeof value === 'string' && value)) problem(`what is known of it is ${JSON.stringify(found.about)}`);
      looksLikePage(html);
      looksLikeSource(html);
    } catch (error) {
      problem(`${error?.stack ?? error}`);
    }
    if (globalThis.ran || reports.length) break;
    if (wrong.length > 4) break;
  }
  await new Promise((resolve) => { setTimeout(resolve, 20); });
  document.removeEventListener('securitypolicyviolation', onReport);
  if (globalThis.ran || reports.length) wrong.push({ round: first, problem: `after rounds from ${first} on, something ran or was stopped: ${reports.join('; ')}`, html: count === 1 ? '-' : '' });
  return wrong;
}

/** Pages read at once; a page of the browser is made anew after each lot, so that nothing piles up. */
const LOT = 20_000;

/** What the browser reports comes later: the first page that makes it do so, found by halves. */
async function first(page, from, count) {
  if (count === 1) return page.evaluate(rounds, { first: from, count });
  const half = count >> 1;
  const found = await page.evaluate(rounds, { first: from, count: half });
  return found.length ? first(page, from, half) : first(page, from + half, count - half);
}

async function soak() {
  const { chromium } = await import('@playwright/test');
  const [runs, seed] = [Number(process.env.SITREP_RUNS ?? 10_000_000), Number(process.env.SITREP_SEED ?? 0)];
  const browser = await chromium.launch({ executablePath: process.env.SITREP_CHROMIUM ?? '/usr/bin/chromium', args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'] });
  const began = Date.now();
  for (let done = 0; done < runs; done += LOT) {
    const page = await browser.newPage();
    await page.goto(process.env.SITREP_URL);
    await page.locator('#app[data-ready]').waitFor();
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    const wrong = await page.evaluate(rounds, { first: seed + done, count: Math.min(LOT, runs - done) });
    const requests = asked.filter((url) => !/\/parts\/intake\/|\/vendor\//.test(url) && !url.startsWith(process.env.SITREP_URL));
    if (wrong[0]?.html === '') wrong.unshift(...await first(page, seed + done, Math.min(LOT, runs - done)));
    if (wrong.length || requests.length) {
      console.log(JSON.stringify({ wrong, requests }, null, 1));
      process.exit(1);
    }
    await page.close();
    console.log(`${Math.min(done + LOT, runs)} pages read, the last seed ${seed + done + LOT}; ${Math.round((done + LOT) / ((Date.now() - began) / 1000))} a second`);
  }
  await browser.close();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await soak();
