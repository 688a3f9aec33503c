/**
 * In place of www/resources.js: the files of the package, by their addresses, and its bindings, which are in the bundle.
 * In Node files are read from the disk.
 */
import exporting from './bindings/exporting.js';
import reading from './bindings/reading.js';
import { scriptUrl } from './client.js';

const OWN = { reading, exporting };

/** A file, as a Response; one that is not wanted is not found. An address can also be a function that gives the bytes. */
export async function fetched(address) {
  if (!address) return new Response(null, { status: 404 });
  if (typeof address === 'function') return new Response(await address());
  const disk = address.startsWith('file:') && globalThis.process?.getBuiltinModule?.('node:fs/promises');
  return disk ? new Response(await disk.readFile(new URL(address))) : fetch(address);
}

/** Bindings: by their name those of the package, with an instance of their own each time, by an address others. */
export async function imported(address) {
  return OWN[address]?.() ?? import(address);
}

/** Starts a worker; throws where there are none, or none of that origin. One without an address is given one of this document alone. */
export async function started(address) {
  if (!address) throw new Error('no worker is wanted');
  const url = typeof address === 'function' ? (address.url ??= URL.createObjectURL(new Blob([await address()], { type: 'text/javascript' }))) : address;
  return new Worker(scriptUrl(url), { type: 'module', name: 'sitrep' });
}
