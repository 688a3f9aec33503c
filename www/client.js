/**
 * The way from the page to the analyser. One request gets one reply, matched by id; every request is answered,
 * by a report or by an Error with a `code`. The module runs in a worker; where no worker can be had it runs on
 * the page's own thread, and `note` says so.
 *
 * Everything is loaded up front: the compiled module and its packs are kept and handed to each worker, and a spare
 * worker waits, so that a restart after a crash needs no request. The pack of all places is large; it is fetched in
 * the background right after the rest, and never because of a text. So is the module that writes exports.
 */

import { filesFor } from './files.js';
import { renewing } from './renewing.js';
import { fetched, imported, started } from './resources.js';

const DEADLINE_MS = 120_000;
/** Longest text taken, in UTF-16 code units. */
export const MAX_LENGTH = 10_000_000;
/** The pack that only serves until that of all places is there. */
const LARGER_PLACES = 'places-core';
const EMPTY_MODULE = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);

let policy;

/** Loads the module and starts a worker. Rejects with `code` `wasm_blocked`, `wasm_missing` or `load_failed`. */
export async function createAnalyzer(settings = {}) {
  const files = filesFor(settings);
  const pack = (name, onBytes) => fetchPack(name, files[name], onBytes);
  const [glue, module, ...packs] = await Promise.all([loadGlue(files.glue), compile(files.wasm), pack('names'), pack(LARGER_PLACES)]);
  const analyzer = new Analyzer(files, glue, module, settings, packs);
  await analyzer.start();
  const places = pack('places', settings.onProgress).then((fetched) => analyzer.addPack(fetched));
  const exports = loadExports(files).then((loaded) => analyzer.addExports(loaded));
  analyzer.complete = Promise.all([places, exports]);
  return analyzer;
}

/** The module that writes exports; null if it cannot be had: the page reads without it. */
async function loadExports({ exportsGlue, exportsWasm }) {
  try {
    const [, module] = await Promise.all([loadGlue(exportsGlue), compile(exportsWasm)]);
    return { url: exportsGlue, module };
  } catch {
    return null;
  }
}

/** A pack; without bytes if it cannot be had: the analyser reads without it, and says so. `onBytes` is told how much is there. */
async function fetchPack(name, url, onBytes = () => {}) {
  try {
    const response = await fetched(url);
    return { name, bytes: response.ok ? await received(response, onBytes) : null };
  } catch {
    return { name, bytes: null };
  }
}

async function received(response, onBytes) {
  const parts = [];
  let length = 0;
  const reader = response.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value);
    onBytes(length += part.value.length);
  }
  return new Blob(parts).arrayBuffer();
}

/** An Error with a code that programs can tell apart. */
export function codedError(code, message, cause) {
  return Object.assign(new Error(message, { cause }), { code });
}

/** Replaces lone surrogates by U+FFFD; the length in UTF-16 code units stays the same. */
export function wellFormed(text) {
  if (text.toWellFormed) return text.toWellFormed();
  return text.replace(/[\uD800-\uDBFF][\uDC00-\uDFFF]|[\uD800-\uDFFF]/g, (unit) => (unit.length === 2 ? unit : '\uFFFD'));
}

/** The bindings at `url`; their instance is another after what leaves it unusable or too large. */
export const bindings = async (url) => renewing(await imported(url));

/** A script without which nothing can be read. */
export async function loadScript(url) {
  try {
    return await imported(url);
  } catch (cause) {
    throw codedError('load_failed', `the analyser could not be loaded: ${cause.message}`, cause);
  }
}

const loadGlue = async (url) => renewing(await loadScript(url));

async function compile(url) {
  assertWasmAllowed();
  try {
    const response = await fetched(url);
    if (!response.ok) throw new Error(`status ${response.status}`);
    return await WebAssembly.compile(await response.arrayBuffer());
  } catch (cause) {
    throw codedError('load_failed', `the analyser could not be loaded: ${cause.message}`, cause);
  }
}

/** A host policy without 'wasm-unsafe-eval' refuses even the empty module, which tells it from a broken download. */
function assertWasmAllowed() {
  if (typeof WebAssembly !== 'object') throw codedError('wasm_missing', 'this browser has no WebAssembly');
  try {
    new WebAssembly.Module(EMPTY_MODULE);
  } catch (cause) {
    throw codedError('wasm_blocked', 'the Content-Security-Policy of this page refuses WebAssembly', cause);
  }
}

/** The address of a script of this origin, in the form a policy for scripts wants. */
export function scriptUrl(url) {
  if (!globalThis.trustedTypes) return url;
  return trusted().createScriptURL(url);
}

function trusted() {
  return (policy ??= trustedTypes.createPolicy('sitrep', { createScriptURL: sameOriginOnly, createHTML: (html) => html }));
}

/** A document of its own, to take text from: nothing in it runs or is loaded, and its nodes must never be shown. */
export function detached(html) {
  return new DOMParser().parseFromString(globalThis.trustedTypes ? trusted().createHTML(html) : html, 'text/html');
}

function sameOriginOnly(url) {
  if (new URL(url, location.href).origin !== location.origin) throw new TypeError(`not of this origin: ${url}`);
  return url;
}

/** True for errors after which a module instance must not be used again. */
export function isTrap(error) {
  return error instanceof WebAssembly.RuntimeError || error instanceof RangeError || error?.name === 'InternalError';
}

class Analyzer {
  #files; #glue; #module; #settings; #packs; #exports = null; #engine = null; #spare = null; #restart = null; #nextId = 1; #rules = null; #words = null; #closed = null;

  constructor(files, glue, module, settings, packs) {
    this.#files = files;
    this.#glue = glue;
    this.#module = module;
    this.#settings = settings;
    this.#packs = packs;
    /** Settles when the last pack and the exports are in use or known to be missing. */
    this.complete = null;
    /** Which packs could not be had: `names`, `places`. */
    this.missing = [];
    /** True once exports can be written. */
    this.exports = false;
    /** `worker` or `page`: where the analysis runs. */
    this.thread = 'worker';
    /** Code of a note the reader should see, or null: `no_worker`. */
    this.note = null;
  }

  async start() {
    if (this.#settings.worker === 'off') return this.#useMainThread();
    try {
      this.#engine = await this.#spawn();
      this.#spare = await this.#spawn();
    } catch {
      await this.#useMainThread();
    }
  }

  /** Hands the pack of all places to every engine there is, and to those that will be started later. */
  async addPack(pack) {
    this.#packs.push(pack);
    await this.#toAll((engine) => this.#givePacks(engine, [pack]));
  }

  /** Hands the module of the exports to every engine, as the packs; without it `exports` stays false. */
  async addExports(loaded) {
    this.#exports = loaded;
    await this.#toAll((engine) => this.#giveExports(engine));
  }

  /** An engine that dies meanwhile is replaced by one that is given all there is. */
  async #toAll(give) {
    const engines = [this.#engine, this.#spare].filter((engine) => engine && !engine.dead);
    await Promise.allSettled(engines.map(give));
  }

  /** Gives a new engine all there is. */
  async #equip(engine) {
    await this.#givePacks(engine, this.#packs);
    if (this.#words) await engine.call(this.#nextId++, 'loadWords', [this.#words]);
    await this.#giveExports(engine);
    return engine;
  }

  async #givePacks(engine, packs) {
    const lacking = await engine.call(this.#nextId++, 'usePacks', [packs]);
    this.missing.push(...lacking.filter((name) => name !== LARGER_PLACES && !this.missing.includes(name)));
  }

  async #giveExports(engine) {
    if (!this.#exports) return;
    await engine.call(this.#nextId++, 'useExports', [this.#exports.url, this.#exports.module]);
    this.exports = true;
  }

  /** Reads `text` and resolves with its Report; see sitrep.d.ts for the options. */
  async analyze(text, options = {}, { signal } = {}) {
    if (text.length > MAX_LENGTH) throw codedError('too_long', `the text has ${text.length} characters; the limit is ${MAX_LENGTH}`);
    return this.#call('analyze', [wellFormed(text), options], signal);
  }

  /** The same in the spare worker while there is one, so that what is read in the background keeps no reader waiting. It is not stopped: another worker would have to be requested. */
  async analyzeAside(text, options = {}) {
    return this.#call('analyze', [wellFormed(text), options], null, this.#spare?.dead === false ? this.#spare : null);
  }

  /** Reads with names of the reader's own from now on, a TSV; resolves with how many there are, or rejects with `bad_words`. */
  async useWords(tsv) {
    const count = await this.#call('loadWords', [tsv]);
    this.#words = tsv;
    // The spare may be busy, or stopped meanwhile; another is given the words when it starts.
    if (this.#spare && !this.#spare.dead) this.#spare.call(this.#nextId++, 'loadWords', [tsv]).catch(() => {});
    return count;
  }

  /** Every rule with its one-line summary. */
  async rules() {
    return (this.#rules ??= await this.#call('rules', []));
  }

  /** The data rows behind keys such as "harm_verbs:kill"; null where a key is unknown. */
  async entries(keys) {
    return this.#call('entries', [keys]);
  }

  /** The text of a file in a format such as "acled", from the JSON of a report and, as JSON, the analyst's overrides. */
  async exportAs(format, json, { overrides = '', splitEvenly = false } = {}) {
    return this.#export('exportAs', [format, json, overrides, splitEvenly]);
  }

  /** The JSON of a report with overrides laid over it; each says in it whether it was applied. */
  async applyOverrides(json, overrides) {
    return this.#export('applyOverrides', [json, overrides]);
  }

  /** An override made from {path, op, new, by, at, reason} for the report in `json`. */
  async makeOverride(json, change) {
    return JSON.parse(await this.#export('makeOverride', [json, JSON.stringify(change)]));
  }

  /** The articles of a text, [{start, end, title}]; one where nothing divides it. */
  async splitArticles(text) {
    return JSON.parse(await this.#export('splitArticles', [wellFormed(text)]));
  }

  #export(method, args) {
    if (!this.exports) throw codedError('exports_missing', 'the part that writes exports is not loaded');
    return this.#call(method, args);
  }

  async version() {
    return this.#call('version', []);
  }

  dispose() {
    this.#closed = codedError('disposed', 'the analyser was closed');
    this.#engine?.stop(this.#closed);
    this.#spare?.stop(this.#closed);
  }

  /** What waits behind a reading that is stopped is asked for again. */
  async #call(method, args, signal, aside) {
    signal?.throwIfAborted();
    if (this.#closed) throw this.#closed;
    const engine = aside ?? this.#engine ?? await (this.#restart ??= this.#replacement().finally(() => { this.#restart = null; }));
    const abort = () => this.#drop(engine, new DOMException('stopped', 'AbortError'));
    signal?.addEventListener('abort', abort, { once: true });
    try {
      return await engine.call(this.#nextId++, method, args);
    } catch (error) {
      if (error.fatal) this.#drop(engine, error);
      if (error.name === 'AbortError' && !signal?.aborted) return await this.#call(method, args, signal);
      throw error;
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  #drop(engine, error) {
    if (this.#engine === engine) this.#engine = null;
    engine.stop(error);
  }

  /** The waiting spare first, then a fresh worker, then the page's own thread. */
  async #replacement() {
    const spare = this.#spare;
    this.#spare = null;
    if (spare && !spare.dead) return (this.#engine = spare);
    try {
      if (this.thread === 'worker') return (this.#engine = await this.#spawn());
    } catch {
      // what follows is for this too
    }
    await this.#useMainThread();
    return this.#engine;
  }

  async #spawn() {
    return this.#equip(await WorkerEngine.start(this.#files, this.#module));
  }

  async #useMainThread() {
    this.thread = 'page';
    this.note = this.#settings.worker === 'off' ? null : 'no_worker';
    try {
      this.#glue.initSync({ module: this.#module });
    } catch (cause) {
      throw codedError('load_failed', `the analyser could not be started: ${cause.message}`, cause);
    }
    this.#engine = await this.#equip(new MainEngine(this.#glue));
  }
}

/** The module in a worker. Dies as a whole: a trap, a script error or the deadline rejects all that is pending. */
class WorkerEngine {
  static async start(files, module) {
    const engine = new WorkerEngine(await started(files.worker));
    try {
      await engine.call(0, 'init', [files.glue, module]);
      return engine;
    } catch (error) {
      engine.stop(error);
      throw error;
    }
  }

  constructor(worker) {
    this.worker = worker;
    this.pending = new Map();
    this.dead = false;
    worker.addEventListener('message', ({ data }) => this.#settle(data));
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.stop(codedError('worker_died', event.message || 'the worker stopped'));
    });
    worker.addEventListener('messageerror', () => this.stop(codedError('worker_died', 'a reply could not be read')));
  }

  call(id, method, args) {
    if (this.dead) return Promise.reject(Object.assign(codedError('worker_died', 'the worker stopped'), { fatal: true }));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.stop(codedError('timeout', 'no answer in time')), DEADLINE_MS);
      this.pending.set(id, { resolve, reject, timer, lists: {} });
      this.worker.postMessage({ id, method, args });
    });
  }

  #settle({ id, owner, list, items, result, error }) {
    const request = this.pending.get(id);
    if (!request) return;
    if (list) {
      ((request.lists[owner] ??= {})[list] ??= []).push(...items);
      return this.worker.postMessage({ next: true });
    }
    this.pending.delete(id);
    clearTimeout(request.timer);
    if (error) return request.reject(Object.assign(codedError(error.code, error.message), { fatal: error.fatal }));
    for (const [name, lists] of Object.entries(request.lists)) Object.assign(name ? result[name] : result, lists);
    request.resolve(result);
  }

  stop(error) {
    if (this.dead) return;
    this.dead = true;
    this.worker.terminate();
    if (error instanceof Error && !(error instanceof DOMException)) error.fatal = true;
    for (const { reject, timer } of this.pending.values()) {
      clearTimeout(timer);
      reject(error);
    }
    this.pending.clear();
  }
}

/** The module on the page's own thread: same calls. */
class MainEngine {
  constructor(glue) {
    this.glue = glue;
    this.dead = false;
  }

  async call(id, method, args) {
    try {
      if (method === 'useExports') return void (this.glue = await withExports(this.glue, ...args));
      return callGlue(this.glue, method, args);
    } catch (error) {
      throw asPlainError(error);
    }
  }

  stop() {
    this.dead = true;
  }
}

/** The functions of both modules: those of the one that exports, from its bindings at `url`, are added to those of the one that reads. */
export async function withExports(glue, url, module) {
  const exported = await bindings(url);
  exported.initSync({ module });
  return { ...exported, ...glue };
}

/** Calls one function of the module; `entries` asks for many keys at once, `usePacks` hands over many packs. */
export function callGlue(glue, method, args) {
  if (method === 'entries') return args[0].map((key) => glue.entry(key) ?? null);
  if (method === 'usePacks') return usePacks(glue, args[0]);
  return glue[method](...args);
}

/** Gives the module its packs; returns the names of those that are missing or damaged. */
function usePacks(glue, packs) {
  const loads = (bytes) => {
    try {
      return Boolean(glue.loadPack(new Uint8Array(bytes)));
    } catch {
      return false;
    }
  };
  return packs.filter(({ bytes }) => !bytes || !loads(bytes)).map(({ name }) => name);
}

/** Gives any error a code, and marks a trap as fatal. */
export function asPlainError(error) {
  const fatal = isTrap(error);
  const code = error?.code ?? (fatal ? 'panic' : 'failed');
  return Object.assign(codedError(code, String(error?.message ?? error)), { fatal });
}
