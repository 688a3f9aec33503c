/** The addresses of what the analyser is made of, for resources.js. The npm package has another module in this place (npm/files.js). */
export const filesFor = ({ wasmUrl, workerUrl }) => ({
  glue: './pkg/sitrep.js',
  wasm: wasmUrl ?? './pkg/sitrep_bg.wasm',
  exportsGlue: './pkg/sitrep_exports.js',
  exportsWasm: './pkg/sitrep_exports_bg.wasm',
  worker: workerUrl ?? './worker.js',
  names: './pkg/names.pack',
  'places-core': './pkg/places-core.pack',
  places: './pkg/places.pack',
});
