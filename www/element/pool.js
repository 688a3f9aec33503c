/**
 * One analyser for all elements that ask for the same: they take turns, so that what ends one reading (a text that traps,
 * a reader who stops) takes no other with it. The last to leave closes it.
 */
import { codedError, createAnalyzer } from '../client.js';

const pools = new Map();

/** The analyser for `settings`, {worker, wasmUrl, workerUrl}; who takes it gives it back with `leave`. */
export function join(settings) {
  const key = JSON.stringify(settings);
  if (!pools.has(key)) pools.set(key, new Pool(key, settings));
  const pool = pools.get(key);
  pool.members += 1;
  return pool;
}

class Pool extends EventTarget {
  #tail = Promise.resolve();

  constructor(key, settings) {
    super();
    Object.assign(this, { key, members: 0, analyzer: null });
    /** How much of the pack of all places is there, in bytes. */
    this.loaded = 0;
    this.started = this.#start(settings);
    /** Settles when all that is fetched is there, or known to be missing. */
    this.complete = this.started.then((analyzer) => analyzer.complete).then(() => { this.whole = true; });
    this.whole = false;
    this.complete.catch(() => this.#forget());
  }

  async #start(settings) {
    const late = import('./late.js').catch((cause) => { throw codedError('load_failed', `a part of the element could not be loaded: ${cause.message}`, cause); });
    const [analyzer, parts] = await Promise.all([createAnalyzer({ ...settings, onProgress: (bytes) => this.#progress(bytes) }), late]);
    /** What came with the analyser: the reasons, their words, the picture of the card. */
    this.late = parts;
    return (this.analyzer = analyzer);
  }

  leave() {
    this.members -= 1;
    if (this.members) return;
    this.#forget();
    this.started.then((analyzer) => analyzer.dispose(), () => {});
  }

  /** One that could not start, or that nobody uses, is made anew for the next who asks. */
  #forget() {
    if (pools.get(this.key) === this) pools.delete(this.key);
  }

  #progress(bytes) {
    this.loaded = bytes;
    this.dispatchEvent(new Event('progress'));
  }

  /** Calls a method of the analyser when it is this caller's turn; `signal` ends the waiting as well. */
  call(method, args, signal) {
    if (signal?.aborted) return Promise.reject(signal.reason);
    const turn = this.#tail.then(async () => {
      signal?.throwIfAborted();
      return (await this.started)[method](...args, { signal });
    });
    this.#tail = turn.catch(() => {});
    if (!signal) return turn;
    return new Promise((resolve, reject) => {
      const stop = () => reject(signal.reason);
      signal.addEventListener('abort', stop, { once: true });
      turn.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
    });
  }
}
