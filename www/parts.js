/**
 * Brings the parts of the workbench to the page: corrections, pictures, the desk and so on. Each is a module in parts/
 * with a style sheet of the same name; its `install(page)` adds what it does by the members and events of the page.
 *
 * All of them are fetched in the background, right after the page can read and never because of a text or a click. A
 * part that cannot be had takes nothing else with it.
 */
import { fetched, styled } from './resources.js';

const PARTS = ['reading', 'correct', 'intake', 'pictures', 'takeaway', 'desk', 'own', 'keep', 'help'];

/** Installs all parts, in their order, of which none waits for what another has to fetch or read; resolves with the names of those that are missing. */
export async function loadParts(page) {
  const loaded = await Promise.allSettled(PARTS.map(load));
  const installed = await Promise.allSettled(loaded.map(async ({ reason, value }) => {
    if (reason) throw reason;
    await value.install(page);
  }));
  installed.forEach(({ reason }) => reason && console.error(reason));
  return PARTS.filter((_, n) => installed[n].reason);
}

/** The words of the reasons and the parts are a table of their own, so that the first view does not wait for them. */
export async function loadWords(words) {
  const response = await fetched('./parts/strings/en.json').catch(() => null);
  if (response?.ok) words.add(await response.json());
}

async function load(name) {
  const [part] = await Promise.all([import(`./parts/${name}.js`), styled(`./parts/${name}.css`)]);
  return part;
}
