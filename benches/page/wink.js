/** One peer by itself, for the cold start: a text is read by the default pipe, and its tokens are counted. */
import model from 'wink-eng-lite-web-model';
import winkNLP from 'wink-nlp';

const nlp = winkNLP(model);

globalThis.wink = (text) => nlp.readDoc(text).tokens().length();
