/**
 * Where the page's own files come from: each is fetched, imported, put in use or started by its address, which is
 * relative to this file. The single file has another module in this place (carry/single/resources.js), with all of them inside.
 */
import { scriptUrl } from './client.js';

const addressOf = (path) => new URL(path, import.meta.url).href;

/** A file, as a Response. */
export const fetched = (path) => fetch(addressOf(path));

const failed = new Map();

/** A script, as a module. Some browsers remember that one could not be had; it is asked for by another address then. */
export async function imported(path) {
  const times = failed.get(path) ?? 0;
  try {
    return await import(addressOf(path) + (times ? `?${times}` : ''));
  } catch (error) {
    failed.set(path, times + 1);
    throw error;
  }
}

/** Starts a worker. */
export const started = (path) => new Worker(scriptUrl(addressOf(path)), { type: 'module', name: 'sitrep' });

/** Puts a style sheet in use. */
export function styled(path) {
  return new Promise((resolve, reject) => {
    const onerror = () => reject(new Error(`no style sheet ${path}`));
    document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: addressOf(path), onload: resolve, onerror }));
  });
}
