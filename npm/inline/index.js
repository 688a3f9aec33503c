/** `sitrep-analyzer/inline`: the same analyser, with all it needs inside. It runs on the page's own thread unless `worker` is `blob`. */
import { createAnalyzer as open } from '../client.js';

export { MAX_LENGTH, codedError, wellFormed } from '../client.js';
export const createAnalyzer = (settings = {}) => open({ ...settings, worker: settings.worker === 'blob' ? 'blob' : 'off' });
