/** Registers `<sitrep-analyzer>` and gives its class; everything is in this one script, and nothing is requested. */
export { SitrepAnalyzerElement } from './element.js';
