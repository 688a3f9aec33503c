/**
 * What the reader keeps in this browser: a small wrapper around IndexedDB. The database is made with the first article
 * that is kept and not before. Lists read the heads alone; texts and corrections lie in a store of their own.
 *
 * Every refusal is an Error with a `code`: `no_room`, `no_storage` (private window, or storage is switched off), `blocked`
 * (another tab holds an older version) or `keep_failed`. What is written is written whole or not at all.
 */
import { codedError } from '../../client.js';
import { turn } from '../tools.js';

const DATABASE = 'sitrep-kept';
const VERSION = 1;
const STORES = ['heads', 'bodies'];

export class Store {
  #open = null;

  /** All heads; empty, and nothing is made, while nothing is kept. */
  async heads() {
    const database = await this.#existing();
    return database ? this.#read(database, 'heads', (store) => store.getAll()) : [];
  }

  /** {id, text, about, date, options, corrections, words} of an article, or null. */
  async body(id) {
    const database = await this.#existing();
    return database ? (await this.#read(database, 'bodies', (store) => store.get(id))) ?? null : null;
  }

  /** Calls `seen` with one body after the other; stops when it answers false. */
  async eachBody(seen) {
    const heads = await this.heads();
    for (const { id } of heads) {
      const body = await this.body(id);
      if (body && seen(body) === false) return;
      await turn();
    }
  }

  /** Keeps articles, [{head, body}], all of them or none. */
  async put(articles) {
    const database = await this.#made();
    await this.#write(database, ({ heads, bodies }) => articles.forEach(({ head, body }) => {
      heads.put(head);
      bodies.put(body);
    }));
  }

  /** Changes the head alone, as for another name. */
  async putHead(head) {
    await this.#write(await this.#made(), ({ heads }) => heads.put(head));
  }

  async remove(id) {
    const database = await this.#existing();
    if (database) await this.#write(database, ({ heads, bodies }) => { heads.delete(id); bodies.delete(id); });
  }

  /** Removes the database itself. */
  async destroy() {
    const database = await this.#existing();
    this.#open = null;
    if (!database) return false;
    database.close();
    await answered(indexedDB.deleteDatabase(DATABASE));
    return true;
  }

  // ---- opening ----

  async #made() {
    return (await this.#existing()) ?? this.#opened(true);
  }

  /** The database if there is one; looking for it does not make it. */
  #existing() {
    return this.#opened(false);
  }

  async #opened(make) {
    if (this.#open) return this.#open;
    const database = await opened(make);
    this.#open = database;
    const gone = () => { if (this.#open === database) this.#open = null; };
    database?.addEventListener('close', gone);
    database?.addEventListener('versionchange', () => { database.close(); gone(); });
    return database;
  }

  // ---- reading and writing ----

  #read(database, name, ask) {
    return guarded(() => answered(ask(database.transaction(name).objectStore(name))));
  }

  #write(database, act) {
    return guarded(() => new Promise((resolve, reject) => {
      const change = database.transaction(STORES, 'readwrite');
      change.addEventListener('complete', () => resolve());
      for (const name of ['abort', 'error']) change.addEventListener(name, (event) => reject(event.target.error ?? change.error));
      try {
        act(Object.fromEntries(STORES.map((name) => [name, change.objectStore(name)])));
      } catch (error) {
        change.abort();
        reject(error);
      }
    }));
  }
}

/** Opens the database; null where there is none and none is to be made. */
function opened(make) {
  return guarded(() => new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, VERSION);
    let refused = false;
    request.addEventListener('upgradeneeded', ({ oldVersion }) => {
      if (oldVersion === 0 && !make) {
        refused = true;
        return request.transaction.abort();
      }
      STORES.filter((name) => !request.result.objectStoreNames.contains(name)).forEach((name) => request.result.createObjectStore(name, { keyPath: 'id' }));
    });
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', (event) => { event.preventDefault(); if (refused) resolve(null); else reject(request.error); });
    request.addEventListener('blocked', () => reject(codedError('blocked', 'another tab holds the database')));
  }));
}

function answered(request) {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error));
    request.addEventListener('blocked', () => reject(codedError('blocked', 'another tab holds the database')));
  });
}

const CODES = { QuotaExceededError: 'no_room', SecurityError: 'no_storage', InvalidStateError: 'no_storage', NotSupportedError: 'no_storage', UnknownError: 'no_storage', VersionError: 'newer', ReferenceError: 'no_storage', TypeError: 'no_storage' };

/** Runs `act` and gives whatever it refuses a code the page has words for. */
async function guarded(act) {
  try {
    return await act();
  } catch (error) {
    throw error?.code && typeof error.code === 'string' ? error : codedError(CODES[error?.name] ?? 'keep_failed', error?.message ?? String(error), error);
  }
}
