/** The analyser with all it needs inside: no request at all. */
import type { Analyzer, CommonSettings } from './sitrep.js';

export * from './sitrep.js';
export interface InlineSettings extends CommonSettings {
  /** `blob`: in a worker made of this script, which needs `worker-src blob:`. Without it, on the thread that calls. */
  worker?: 'off' | 'blob';
  /** Folder to fetch `places.pack` from; without it and without `places`, only the larger places are known. */
  packsUrl?: string | URL;
  /** The bytes of `places.pack`. */
  places?: ArrayBuffer | Uint8Array;
  /** false: exports cannot be written. */
  exports?: boolean;
}
export function createAnalyzer(settings?: InlineSettings): Promise<Analyzer>;
