/**
 * The worker half of client.js: takes {id, method, args}, answers {id, result} or {id, error}. The first request is
 * `init`, with the address of the bindings and the module the page has compiled; `useExports` brings the second module. The lists of a long
 * report go before it in portions, as {id, owner, list, items}; each waits until the page asks for it by {next}, so
 * that they do not queue up before the reader's own clicks.
 */
import { asPlainError, callGlue, withExports, withInstance } from './client.js';
import { imported } from './resources.js';

/** Objects sent in one message: taking one apart must not hold the page. */
const PORTION = 200;

let glue = null;
let asked = null;

async function init(glueUrl, module) {
  const loaded = await imported(glueUrl);
  glue = withInstance(loaded, await loaded.default({ module_or_path: module }));
}

async function useExports(url, module) {
  glue = await withExports(glue, url, module);
}

const SET_UP = { init, useExports };

async function answer({ id, method, args }) {
  try {
    const result = await (SET_UP[method]?.(...args) ?? callGlue(glue, method, args));
    if (method === 'analyze') await sendLists(id, result);
    postMessage({ id, result });
  } catch (thrown) {
    const { code, message, fatal } = asPlainError(thrown, glue?.instances);
    postMessage({ id, error: { code, message, fatal } });
  }
}

async function sendLists(id, report) {
  for (const owner of ['', 'document']) {
    const holder = owner ? report[owner] : report;
    for (const [list, all] of Object.entries(holder)) {
      if (!Array.isArray(all) || all.length <= PORTION) continue;
      for (let at = 0; at < all.length; at += PORTION) {
        postMessage({ id, owner, list, items: all.slice(at, at + PORTION) });
        await new Promise((resolve) => { asked = resolve; });
      }
      holder[list] = [];
    }
  }
}

addEventListener('message', ({ data }) => (data.next ? asked?.() : answer(data)));
