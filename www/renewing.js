/**
 * Bindings whose instance is thrown away: after a trap, which leaves it unusable; after a long text or a minute's rest,
 * because the memory of an instance never shrinks. The next one is made of the same module, without any request, and is
 * given again the packs and words that the one before was given.
 */
import { isTrap } from './client.js';

/** Strings longer than this, in UTF-16 code units, make an instance too large to be kept. */
const LONG = 1_000_000;
const REST_MS = 60_000;
const made = new WeakMap();

/** The same bindings, renewed. */
export function renewing(glue) {
  if (!made.has(glue)) made.set(glue, renewed(glue));
  return made.get(glue);
}

function renewed(glue) {
  const given = new Map();
  let bare = false;
  let rest;

  function drop() {
    glue.__wbg_reset_state();
    bare = true;
  }

  /** What is given is kept in its order; the words take the place of those before, and all places that of the larger ones. */
  function called(name, args) {
    if (bare) {
      bare = false;
      for (const { name, argument } of given.values()) glue[name](argument);
    }
    const result = glue[name](...args);
    if (name === 'loadPack' || name === 'loadWords') given.set(name === 'loadPack' ? result : name, { name, argument: args[0] });
    if (result === 'full') given.delete('core');
    return result;
  }

  function guarded(name, args) {
    clearTimeout(rest);
    let last = args.some((given) => typeof given === 'string' && given.length > LONG);
    try {
      return called(name, args);
    } catch (error) {
      const trap = isTrap(error);
      last ||= trap;
      throw trap && isFull(glue) ? Object.assign(error, { code: 'no_memory' }) : error;
    } finally {
      if (last) drop();
      else rest = setTimeout(drop, REST_MS);
      rest?.unref?.();
    }
  }

  return Object.fromEntries(Object.keys(glue).map((name) => [name, (...args) => guarded(name, args)]));
}

/** A module says of no trap that it wanted memory. A table that grows asks for as much again: that is tried, and what trapped is not used any more. */
function isFull(glue) {
  try {
    const { memory } = glue.initSync();
    memory?.grow(memory.buffer.byteLength / 65536);
    return false;
  } catch (error) {
    return error instanceof RangeError;
  }
}
