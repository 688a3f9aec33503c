/**
 * A link that carries a text in its fragment, which no browser sends to a server: `#t=` and the text, deflated, in
 * base64url; `&d=` and the day it was published where that is known. Knows nothing of the page.
 */

/** Longest fragment, in characters: programs that pass links on cut longer ones. */
export const LONGEST = 16_384;
/** Longest text that is unpacked from a fragment, in bytes: a few letters can stand for gigabytes. */
const MOST_BYTES = 4_000_000;

/** The fragment for a text as {fragment, length}; the fragment is null where it would be longer than `LONGEST`. */
export async function fragmentOf(text, date) {
  const packed = await bytesOf(new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw')), Infinity);
  const about = date ? `&d=${date}` : '';
  const length = 3 + Math.ceil((packed.length * 4) / 3) + about.length;
  return { length, fragment: length > LONGEST ? null : `#t=${base64url(packed)}${about}` };
}

/** True for a fragment that is meant to carry a text. */
export function carriesText(fragment) {
  return fragment.startsWith('#t=');
}

/** The text and date in a fragment; throws where it cannot be read. */
export async function textOf(fragment) {
  if (fragment.length > LONGEST) throw new RangeError('too long');
  const [, packed, date = ''] = /^#t=([\w-]+)(?:&d=(\d{4}-\d\d-\d\d))?$/.exec(fragment) ?? [];
  if (!packed) throw new TypeError('not a text');
  const stream = new Blob([fromBase64url(packed)]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await bytesOf(stream, MOST_BYTES)), date };
}

async function bytesOf(stream, most) {
  const parts = [];
  const reader = stream.getReader();
  let length = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value);
    length += part.value.length;
    if (length > most) throw new RangeError('too long');
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

function base64url(bytes) {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64url(text) {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
}
