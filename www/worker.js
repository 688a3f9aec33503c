/**
 * The worker half of client.js: takes {id, method, args}, answers {id, result} or {id, error}. The first request is
 * `init`, with the address of the bindings and the module the page has compiled.
 */
import { asPlainError, callGlue } from './client.js';

let glue = null;

async function init(glueUrl, module) {
  const loaded = await import(glueUrl);
  await loaded.default({ module_or_path: module });
  glue = loaded;
}

async function answer({ id, method, args }) {
  try {
    const result = method === 'init' ? await init(...args) : callGlue(glue, method, args);
    postMessage({ id, result });
  } catch (thrown) {
    const { code, message, fatal } = asPlainError(thrown);
    postMessage({ id, error: { code, message, fatal } });
  }
}

addEventListener('message', ({ data }) => answer(data));
