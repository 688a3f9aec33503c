/** The peers of the comparison, bundled into one script: each as a function from a text to a count, so that no work is skipped. */
import * as chrono from 'chrono-node';
import compromise from 'compromise';
import './wink.js';

globalThis.peers = {
  /** Its default pipe: sentences, negation, entities, parts of speech, sentiment. */
  'wink-nlp': globalThis.wink,
  compromise: (text) => compromise(text).length,
  'chrono-node': (text) => chrono.parse(text).length,
};
