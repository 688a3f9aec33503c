/**
 * Where the page's own files come from: each is fetched, imported, put in use or started by its address, which is
 * relative to this file. The single file has another module in this place (carry/single/resources.js), with all of them inside.
 */
import { scriptUrl } from './client.js';

const addressOf = (path) => new URL(path, import.meta.url).href;

/** A file, as a Response. */
export const fetched = (path) => fetch(addressOf(path));

/** A script, as a module. */
export const imported = (path) => import(addressOf(path));

/** Starts a worker. */
export const started = (path) => new Worker(scriptUrl(addressOf(path)), { type: 'module', name: 'sitrep' });

/** Puts a style sheet in use. */
export function styled(path) {
  return new Promise((resolve, reject) => {
    const onerror = () => reject(new Error(`no style sheet ${path}`));
    document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: addressOf(path), onload: resolve, onerror }));
  });
}
