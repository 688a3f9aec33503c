/** Registers `<sitrep-analyzer>`, once, where there are custom elements. */
export {};
import './element.js';
