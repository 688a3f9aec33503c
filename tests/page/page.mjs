/** What every page test needs: opening the page, pasting exactly, and getting the report the page shows. */
import AxeBuilder from '@axe-core/playwright';
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';

/** The built command, for what the page must say the same as. */
export const command = process.env.SITREP_COMMAND ?? fileURLToPath(new URL('../../target/debug/sitrep', import.meta.url));

/** An invented article with every part of the card. */
export const ATTACK = [
  'Gunmen from the Islamic State in the Greater Sahara attacked an army camp near Labbezanga on Thursday, firing rockets at the gate.',
  'Niger\'s army said its soldiers had "neutralised" at least 45 attackers. Its statement did not say how many soldiers were killed or wounded. The figure could not be independently verified.',
  'In an audio message, the group claimed responsibility for the assault.',
].join('\n\n');

/** Opens the page and waits until the analyser and all its packs are loaded (or have failed). */
export async function open(page) {
  await page.goto('./');
  await loaded(page);
}

/** Waits until the page that is open has the analyser and all its packs (or knows that it cannot have them). */
export async function loaded(page) {
  await page.locator('#app[data-ready][data-packs], #app[data-ready]:not([data-ready=yes])').waitFor();
}

/** Opens the page with its inside at hand, as `globalThis.inside`, the way a part is given it. */
export async function openInside(page) {
  const script = "import { install as real } from './help.js?real';\nexport const install = (page) => { globalThis.inside = page; return real(page); };";
  await page.route(/\/parts\/help\.js$/, (route) => route.fulfill({ contentType: 'text/javascript', body: script }));
  await open(page);
}

/** Pastes `text` as the clipboard would give it. The string is made in the page, so that no transport changes it. */
export async function paste(page, text) {
  await page.locator('#article').evaluate((field, escaped) => {
    const event = new ClipboardEvent('paste', { bubbles: true, cancelable: true });
    const text = JSON.parse(escaped);
    Object.defineProperty(event, 'clipboardData', { value: { getData: (type) => (type === 'text/plain' ? text : '') } });
    field.dispatchEvent(event);
  }, JSON.stringify(text));
}

/** Makes room for another article. */
export async function anew(page) {
  await page.getByRole('button', { name: 'New article' }).click();
  await settled(page, 'empty');
}

/** Records what must not happen: requests, dialogs, errors, reports of the policy; started before the page loads. */
export async function watch(page) {
  const seen = { requests: [], dialogs: [], errors: [], console: [] };
  page.on('request', (request) => seen.requests.push(request.url()));
  page.on('dialog', (dialog) => { seen.dialogs.push(dialog.message()); dialog.dismiss(); });
  page.on('pageerror', (error) => seen.errors.push(error.message));
  page.on('console', (message) => { if (!/blocked by Playwright/.test(message.text())) seen.console.push(message.text()); });
  await page.addInitScript(() => {
    globalThis.violations = [];
    document.addEventListener('securitypolicyviolation', (event) => globalThis.violations.push(`${event.effectiveDirective} ${event.blockedURI}`));
  });
  return seen;
}

/** Nothing ran, nothing was asked for, nothing was refused and nothing was logged since `seen.requests` was emptied; what the page hands over is its own. */
export async function nothingHappened(page, seen) {
  expect(seen.requests.filter((url) => !url.startsWith('blob:'))).toEqual([]);
  expect({ dialogs: seen.dialogs, errors: seen.errors, console: seen.console }).toEqual({ dialogs: [], errors: [], console: [] });
  expect(await page.evaluate(() => ({ owned: globalThis.owned, inherited: {}.owned, violations: globalThis.violations }))).toEqual({ violations: [] });
}

/** Catches what the page puts into the clipboard, as `globalThis.copied`; the driver may read the real one in one browser only. */
export async function catchClipboard(page) {
  await page.evaluate(() => {
    globalThis.copied = {};
    navigator.clipboard.writeText = async (text) => { globalThis.copied = { 'text/plain': text }; };
    navigator.clipboard.write = async ([item]) => {
      const parts = {};
      for (const type of item.types) parts[type] = await (await item.getType(type)).text();
      globalThis.copied = parts;
    };
  });
}

/** Waits for an answer of the analyser and checks that it is the wanted one. */
export async function settled(page, phase) {
  await expect(page.locator('#app')).toHaveAttribute('data-phase', phase);
}

/** Does `act` and waits until it has made the page hand over a file, kept as `globalThis.saved`: Firefox reports no downloads to the driver. */
export async function handedOver(page, act) {
  await page.evaluate(() => {
    globalThis.saved = null;
    const make = globalThis.makeUrl ??= URL.createObjectURL;
    URL.createObjectURL = (blob) => { globalThis.saved = blob; return make.call(URL, blob); };
  });
  await act();
  await page.waitForFunction(() => globalThis.saved);
}

/** The text of the file that `act` makes the page hand over. */
export async function saved(page, act) {
  await handedOver(page, act);
  return page.evaluate(() => globalThis.saved.text());
}

/** The report as the reader can download it. */
export async function downloadReport(page) {
  return JSON.parse(await saved(page, () => fromMenu(page, 'save', 'Download report (JSON)')));
}

/** Opens the menu `menu` under the card, if it is not open, and presses the button `name` in it. */
export async function fromMenu(page, menu, name) {
  await openMenu(page, menu);
  await page.locator(`.take-${menu}`).getByRole('button', { name }).click();
}

/** Opens the menu `menu` under the card: `copy` or `save`. */
export async function openMenu(page, menu) {
  const element = page.locator(`.take-${menu}`);
  if (!(await element.evaluate((node) => node.open))) await element.locator('summary').click();
}

/** On a narrow screen, shows the article instead of the card. */
export async function showArticle(page) {
  const tab = page.locator('[data-pane=text].pane');
  if (await tab.isVisible()) await tab.click();
}

/** What breaks WCAG 2.2 AA in the state the page is in. */
export async function violations(page) {
  const { violations: found, passes } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
  expect(passes.length).toBeGreaterThan(10);
  return found.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).slice(0, 3).join(' | ')}`);
}

/** Gives the page the look of its printed form, by the rules themselves: the driver cannot set the medium in every browser. */
export async function applyPrintRules(page) {
  const changed = await page.evaluate(() => {
    const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).filter((rule) => rule.media?.mediaText === 'print');
    rules.forEach((rule) => { rule.media.mediaText = 'all'; });
    return rules.length;
  });
  expect(changed).toBeGreaterThan(0);
}

/** Records the tasks of the page's thread, in Chromium; what it gives ends that and tells the processor time of each, in ms. */
export async function traceTasks(page) {
  const session = await page.context().newCDPSession(page);
  const events = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: ['toplevel'] } });
  return async () => {
    const complete = new Promise((resolve) => { session.once('Tracing.tracingComplete', resolve); });
    await session.send('Tracing.end');
    await complete;
    await session.detach();
    const threads = new Set(events.filter((event) => event.name === 'thread_name' && event.args.name === 'CrRendererMain').map((event) => `${event.pid} ${event.tid}`));
    return events.filter((event) => event.ph === 'X' && threads.has(`${event.pid} ${event.tid}`)).map((event) => (event.tdur ?? 0) / 1000);
  };
}

/** Serves another module in place of the built one, to bring about what a sound module does not do. */
export async function replaceModule(page, source) {
  await page.route('**/pkg/sitrep.js', (route) => route.fulfill({ contentType: 'text/javascript', body: source }));
}

/** A module that traps on some text and finds nothing in any other. */
export const TRAPPING_MODULE = `
export function initSync({ module }) { if (!(module instanceof WebAssembly.Module)) throw new Error('no module'); }
let dead = false;
export function __wbg_reset_state() { dead = false; }
export function analyze(text, options) {
  if (dead) throw new Error('called after a trap');
  if (text.includes('TRAP')) { dead = true; throw new WebAssembly.RuntimeError('unreachable'); }
  const lists = ['mentions', 'entities', 'facilities', 'weapons', 'places', 'dates', 'casualty_claims', 'statements', 'events', 'contested', 'undisclosed', 'not_casualties', 'overrides'];
  const report = Object.fromEntries(lists.map((name) => [name, []]));
  return { ...report, schema: 'sitrep.report/1', engine: { name: 'sitrep', profile: 'acled' }, document: { char_count: text.length, sections: [] }, summary: {}, warnings: [{ code: 'no_conflict_event', refs: [] }] };
}
export const loadPack = () => 'names';
export const rules = () => [];
export const entry = () => null;
export const version = () => 'test';
`;
