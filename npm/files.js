/**
 * In place of www/files.js: the addresses of the files of the package, written so that bundlers find the files and put
 * theirs in. Each can be given otherwise, relative to the page; packs and exports are then looked for beside the module.
 */
import { addressOf } from './address.js';

export function filesFor({ moduleUrl, wasmUrl, workerUrl, packsUrl, exports = {}, places = true }) {
  const wasm = addressOf('wasmUrl', wasmUrl);
  const beside = (name, folder = wasm && new URL('.', wasm).href) => folder && new URL(name, folder).href;
  const pack = (name) => beside(name, addressOf('packsUrl', packsUrl && `${String(packsUrl).replace(/\/$/, '')}/`));
  return {
    glue: addressOf('moduleUrl', moduleUrl) ?? 'reading',
    wasm: wasm ?? new URL('./sitrep_bg.wasm', import.meta.url).href,
    exportsGlue: exports && (addressOf('exports.moduleUrl', exports.moduleUrl) ?? 'exporting'),
    exportsWasm: exports && (addressOf('exports.wasmUrl', exports.wasmUrl) ?? beside('sitrep_exports_bg.wasm') ?? new URL('./sitrep_exports_bg.wasm', import.meta.url).href),
    worker: addressOf('workerUrl', workerUrl) ?? new URL('./worker.js', import.meta.url).href,
    names: pack('names.pack') ?? new URL('./names.pack', import.meta.url).href,
    'places-core': pack('places-core.pack') ?? new URL('./places-core.pack', import.meta.url).href,
    places: places && (pack('places.pack') ?? new URL('./places.pack', import.meta.url).href),
  };
}
