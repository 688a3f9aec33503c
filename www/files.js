/** The addresses of what the analyser is made of, for resources.js. The npm package has another module in this place (npm/files.js). */
export const filesFor = () => ({
  glue: './pkg/sitrep.js',
  wasm: './pkg/sitrep_bg.wasm',
  exportsGlue: './pkg/sitrep_exports.js',
  exportsWasm: './pkg/sitrep_exports_bg.wasm',
  worker: './worker.js',
  names: './pkg/names.pack',
  'places-core': './pkg/places-core.pack',
  places: './pkg/places.pack',
});
