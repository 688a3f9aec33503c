/** Registers `<sitrep-analyzer>`, once, where there are custom elements. */
import { SitrepAnalyzerElement } from './element.js';

export { SitrepAnalyzerElement };

if (globalThis.customElements && !customElements.get('sitrep-analyzer')) customElements.define('sitrep-analyzer', SitrepAnalyzerElement);
