/**
 * In place of www/resources.js: the page's own files, out of the one file they are carried in. Each is a data block of the
 * document, deflated and in base64, with its path as id. Scripts are in the bundle already, and so are the style sheets.
 */
import * as reading from './pkg/sitrep.js';
import * as exporting from './pkg/sitrep_exports.js';

const SCRIPTS = { 'pkg/sitrep.js': reading, 'pkg/sitrep_exports.js': exporting };

/** A file, as a Response; one that is not inside is not found. */
export async function fetched(path) {
  const block = document.getElementById(nameOf(path));
  if (!block) return new Response(null, { status: 404 });
  const packed = Uint8Array.from(atob(block.textContent), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw')));
}

/** A script, as a module. */
export const imported = async (path) => SCRIPTS[nameOf(path)];

/** Starts a worker; its script is given an address of this document alone. */
export async function started(path) {
  script ??= allowed(URL.createObjectURL(new Blob([await (await fetched(path)).arrayBuffer()], { type: 'text/javascript' })));
  return new Worker(script, { name: 'sitrep' });
}

let script;

function allowed(url) {
  if (!globalThis.trustedTypes) return url;
  return trustedTypes.createPolicy('sitrep-worker', { createScriptURL: (asked) => (asked === url ? url : null) }).createScriptURL(url);
}

/** All style sheets are in use from the beginning. */
export const styled = async () => {};

/** The bundler puts `sitrep:/` in place of the address of a script. */
function nameOf(path) {
  return new URL(path, import.meta.url).pathname.slice(1);
}
