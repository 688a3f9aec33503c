/** Pages of someone else that hold the element: each is written by its test and served with a policy of its own. */
import { expect } from '@playwright/test';

/** The policy of a strict host: nothing inline, no type but those of the element. */
export const STRICT = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src data:; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types sitrep";

/** Notes in the page, as `told` and `violations`, what the element tells its host and what a policy refuses. */
export function listen() {
  globalThis.violations = [];
  globalThis.told = [];
  document.addEventListener('securitypolicyviolation', (event) => globalThis.violations.push(`${event.effectiveDirective} ${event.blockedURI}`));
  for (const name of ['ready', 'progress', 'report', 'select', 'error']) document.addEventListener(`sitrep-${name}`, (event) => globalThis.told.push({ type: event.type, detail: event.detail }));
}

/** The markup of such a page; `more` goes into its head. */
export const hostPage = (body, { script = './element/define.js', attributes = 'lang="en"', more = '' } = {}) => `<!doctype html><html ${attributes}><head><meta name="viewport" content="width=device-width"><title>A host</title><link rel="icon" href="data:,"><link rel="stylesheet" href="./host.css">${more}${script && `<script type="module" src="${script}"></script>`}</head><body>${body}</body></html>`;

/** Opens a page with `body` that loads `script` (nothing for an empty one) and has `css`; what must not happen is recorded. */
export async function visit(page, body, { policy = STRICT, css = '', script = './element/define.js', attributes = 'lang="en"' } = {}) {
  const seen = { requests: [], errors: [] };
  page.on('request', (request) => seen.requests.push(request.url()));
  page.on('pageerror', (error) => seen.errors.push(error.message));
  await page.addInitScript(listen);
  await page.route('**/host.css', (route) => route.fulfill({ contentType: 'text/css', body: css }));
  await page.route('**/host.html', (route) => route.fulfill({
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy },
    body: hostPage(body, { script, attributes }),
  }));
  await page.goto('./host.html');
  return seen;
}

/** Waits until the analyser of the element has everything. */
export async function ready(page, selector = 'sitrep-analyzer') {
  await page.evaluate(async (found) => {
    await customElements.whenDefined('sitrep-analyzer');
    await document.querySelector(found).ready;
  }, selector);
}

/** Waits until the element is in the state `phase`. */
export async function shows(page, phase, selector = 'sitrep-analyzer') {
  await expect(page.locator(selector).locator('.root')).toHaveAttribute('data-phase', phase);
}

/** Gives the element a text and waits for its report. */
export async function give(page, text, phase = 'done', selector = 'sitrep-analyzer') {
  await page.locator(selector).evaluate((element, given) => { element.text = given; }, text);
  await shows(page, phase, selector);
}

/** The words that a highlight of that name is painted on. */
export function painted(page, name) {
  return page.evaluate((kind) => [...(CSS.highlights.get(`sitrep-${kind}`) ?? [])].map((range) => range.toString()), name);
}

/** What the host was told, by the type of event. */
export function told(page, type) {
  return page.evaluate((wanted) => globalThis.told.filter((event) => event.type === `sitrep-${wanted}`).map((event) => event.detail), type);
}
