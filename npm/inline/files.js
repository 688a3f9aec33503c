/**
 * In place of www/files.js in `sitrep-analyzer/inline`: the files are in the script, deflated and in base64, so that
 * nothing is requested. All places are too many for that: they are fetched from a `packsUrl`, or given as bytes.
 */
import { addressOf } from './address.js';
import names from './inside/names.pack.deflated';
import core from './inside/places-core.pack.deflated';
import wasm from './inside/sitrep_bg.wasm.deflated';
import exportsWasm from './inside/sitrep_exports_bg.wasm.deflated';
import worker from './inside/worker.js.deflated';

export function filesFor({ worker: thread, packsUrl, exports = true, places }) {
  return {
    glue: 'reading',
    wasm: unpacked(wasm),
    exportsGlue: exports && 'exporting',
    exportsWasm: exports && unpacked(exportsWasm),
    worker: thread === 'blob' && unpacked(worker),
    names: unpacked(names),
    'places-core': unpacked(core),
    places: places ? () => places : addressOf('packsUrl', packsUrl && `${String(packsUrl).replace(/\/$/, '')}/places.pack`),
  };
}

/** What gives the bytes that were put in as `text`. */
const unpacked = (text) => () => {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).arrayBuffer();
};
