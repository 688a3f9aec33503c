import { codedError } from './client.js';

/** The full address of one that was given for a setting; undefined where none was. */
export function addressOf(setting, given) {
  if (!given) return undefined;
  try {
    return new URL(given, globalThis.document?.baseURI ?? globalThis.location?.href).href;
  } catch (cause) {
    throw codedError('bad_option', `${setting} is no address here: '${given}'; give a full one`, cause);
  }
}
