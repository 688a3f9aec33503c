/** What `<sitrep-analyzer>` fetches in the background, with the analyser: nothing of it is needed before a first report. */
export { WhyPanel } from '../parts/why.js';
export { drawCard } from '../parts/takeaway/card-picture.js';
export { WORDS } from '../pkg/element-why.js';
