/** What the tests of the carried forms share: where `cargo xtask dist` wrote them, and what must not happen in them. */
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';

/** The folder of the carried forms. */
export const dist = process.env.SITREP_DIST ?? fileURLToPath(new URL('../../target/dist', import.meta.url));

/** The address of a carried file, as a double click opens it. */
export const fileUrl = (name) => new URL(`file://${dist}/${name}`).href;

/** Notes every request of `page` from now on, except for documents and of what these made themselves, and every word of a policy or of an error. */
export function watched(page) {
  const seen = { requests: [], problems: [] };
  page.on('request', (request) => { if (!/^(blob|data):/.test(request.url()) && request.resourceType() !== 'document') seen.requests.push(request.url()); });
  page.on('console', (message) => { if (message.type() === 'error') seen.problems.push(message.text()); });
  page.on('pageerror', (error) => seen.problems.push(String(error)));
  return seen;
}

/** Opens a single file as from a disk, and waits until it holds all it will. */
export async function openFile(page, name) {
  const seen = watched(page);
  await page.goto(fileUrl(name));
  await page.locator('#app[data-ready][data-packs][data-offline]').waitFor();
  expect(seen.problems).toEqual([]);
  await askedNothing(page, seen);
  return seen;
}

/** Holds a form to its promise, also by what the browser itself has counted. */
export async function askedNothing(page, seen) {
  const counted = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => !/^(blob|data):/.test(name)));
  expect([...seen.requests, ...counted]).toEqual([]);
  expect(seen.problems).toEqual([]);
}
