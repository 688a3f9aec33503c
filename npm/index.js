/** `sitrep-analyzer`: the analyser, with its module, packs and worker in files beside it. */
export { MAX_LENGTH, codedError, createAnalyzer, wellFormed } from './client.js';
