/** Registers `<sitrep-analyzer>`, once, where there are custom elements, and gives its class. */
export { SitrepAnalyzerElement } from './element.js';
