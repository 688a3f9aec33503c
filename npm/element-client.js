/** In place of www/client.js in what goes into `sitrep-analyzer/element`: the analyser of the package, which is there once; in `define-inline` that with all it needs inside. */
export { MAX_LENGTH, codedError, createAnalyzer, wellFormed } from './index.js';
