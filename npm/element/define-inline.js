/** `sitrep-analyzer/define-inline`: registers `<sitrep-analyzer>`, with the analyser and all it needs inside this one script. */
import './define.js';

export { SitrepAnalyzerElement } from './element.js';
