/**
 * The page in a frame of another: the page around it hands over a port, and all that is said goes through that port. Each
 * message has the `id` of what it answers or belongs to; docs/iframe.md lists them.
 *
 * The page around is told of the texts it gave itself, never of what the reader pastes here.
 */
import { opened } from './app.js';

const VERSION = 1;

/** Listens from the beginning: the page around may speak as soon as the frame has loaded. */
if (parent !== window) {
  addEventListener('message', ({ source, data, ports: [port] }) => {
    if (source === parent && data?.sitrep === VERSION && data.type === 'connect' && port) serve(port, data);
  });
}

let served;

/** A page around that connects anew, after a reload of its own say, is the only one that is spoken to. */
async function serve(port, { id = 0, resize = false }) {
  served?.close();
  served = port;
  const page = await opened;
  if (page.loadError) return port.postMessage({ id, type: 'error', code: page.loadError.code, message: page.loadError.message });
  await page.analyzer.complete;
  if (served === port) new Host(page, port, id, resize);
}

class Host {
  /** What is asked of this page, by type. */
  #acts = { analyze: (message) => this.#analyze(message), select: (message) => this.#select(message) };
  #text = null; #selecting = null;

  constructor(page, port, id, resize) {
    Object.assign(this, { page, port, id });
    port.onmessage = ({ data }) => this.#answer(data ?? {});
    page.addEventListener('why', ({ detail }) => this.#selected(detail));
    this.#tell(id, 'ready', { version: VERSION });
    if (resize) this.#follow();
  }

  #tell(id, type, content) {
    this.port.postMessage({ id, type, ...content });
  }

  async #answer(message) {
    const { id, type } = message;
    try {
      if (!Object.hasOwn(this.#acts, type)) throw refused('bad_message', `type is ${JSON.stringify(type)}; it can be ${Object.keys(this.#acts).join(' or ')}`);
      await this.#acts[type](message);
    } catch (error) {
      this.#tell(id, 'error', { code: error.code ?? 'failed', message: error.message });
    }
  }

  /** Shows the text and answers with its report; the page reads for itself, so a text of several articles is one to the page around. */
  async #analyze({ id, text, date = '', about = {} }) {
    if (typeof text !== 'string') throw refused('bad_message', 'text must be a string');
    if (typeof date !== 'string' || !/^(\d{4}-\d\d-\d\d)?$/.test(date)) throw refused('bad_message', 'date must be "" or a day as YYYY-MM-DD');
    const { page } = this;
    this.#tell(id, 'progress', { state: 'reading', characters: text.length });
    page.take(text, { ...strings(about), date });
    Object.assign(this, { id });
    this.#text = page.input;
    const report = await page.analyzer.analyzeAside(text, { ...strings(about), ...page.options, date: date || null });
    this.#tell(id, 'report', { report });
  }

  /** Shows the evidence and the reasons of an object of the report, by its id. */
  #select({ id, ref }) {
    const { index } = this.page;
    const spans = index && this.#ours && typeof ref === 'string' ? index.spansOf(ref) : [];
    if (!spans.length) throw refused('unknown_ref', `ref is ${JSON.stringify(ref)}; give the id of an object in the report that is shown`);
    this.#selecting = id;
    this.page.showFact({ spans });
    this.page.openWhy({ why: ref }, null);
    this.#selecting = null;
  }

  #selected({ ref, mark }) {
    if (this.#ours) this.#tell(this.#selecting ?? this.id, 'select', { ref, span: mark && { start: mark.start, end: mark.end } });
  }

  /** True while the text on the page is the one the page around gave. */
  get #ours() {
    return this.page.input === this.#text;
  }

  /** Nothing scrolls inside; the page around is told how high the whole is. */
  #follow() {
    document.documentElement.dataset.follows = '';
    new ResizeObserver(() => this.#tell(this.id, 'resize', { height: Math.ceil(this.page.root.getBoundingClientRect().height) })).observe(this.page.root);
  }
}

function refused(code, message) {
  return Object.assign(new Error(message), { code });
}

/** What is known of an article, as far as it is strings under the names that the analyser takes. */
function strings(about) {
  return Object.fromEntries(['title', 'publisher', 'author', 'url'].filter((name) => typeof about?.[name] === 'string').map((name) => [name, about[name]]));
}
