/**
 * Bindings whose instance can be thrown away: after a trap, which leaves it unusable; after a long text or a minute's
 * rest, because the memory of an instance never shrinks. The next call makes a new one of the same module, without any
 * request, and gives it again the packs and words that the one before was given.
 */
import { isTrap } from './client.js';

/** Strings longer than this, in UTF-16 code units, make an instance too large to be kept. */
const LONG = 1_000_000;
const REST_MS = 60_000;

/** `make` gives bindings as wasm-bindgen writes them, each time with an instance of their own. */
export function renewing(make) {
  const given = new Map();
  let module;
  let live = null;
  let memory = null;
  let rest;
  /** Whether the memory was full is asked in the same turn (client.js); then it is let go. */
  const drop = () => { live = null; queueMicrotask(() => { if (!live) memory = null; }); };

  function opened() {
    if (live) return live;
    const fresh = make();
    ({ memory } = fresh.initSync({ module }));
    for (const { name, argument } of given.values()) fresh[name](argument);
    return (live = fresh);
  }

  /** What is given is kept in its order; the words take the place of those before, and all places that of the larger ones. */
  function called(name, args) {
    const result = opened()[name](...args);
    if (name === 'loadPack' || name === 'loadWords') given.set(name === 'loadPack' ? result : name, { name, argument: args[0] });
    if (result === 'full') given.delete('core');
    return result;
  }

  function guarded(name, args) {
    clearTimeout(rest);
    try {
      return called(name, args);
    } catch (error) {
      if (isTrap(error)) drop();
      throw error;
    } finally {
      if (args.some((given) => typeof given === 'string' && given.length > LONG)) drop();
      rest = setTimeout(drop, REST_MS);
      rest.unref?.();
    }
  }

  const functions = Object.keys(make()).map((name) => [name, (...args) => guarded(name, args)]);
  return {
    ...Object.fromEntries(functions),
    renews: true,
    async default({ module_or_path }) {
      module = await module_or_path;
      given.clear();
      drop();
      opened();
      return { get memory() { return memory; } };
    },
  };
}
