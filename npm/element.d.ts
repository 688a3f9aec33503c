/** `<sitrep-analyzer>`: the class, which `sitrep-analyzer/define` registers. Importing it registers nothing. */
import type { Id, Options, Report, SitrepError, Span } from './sitrep.js';

export interface SitrepElementOptions extends Omit<Options, 'offsets'> {}

export class SitrepAnalyzerElement extends HTMLElement {
  static readonly formAssociated: true;
  static readonly observedAttributes: string[];
  /** The text that is read; never an attribute. */
  text: string;
  /** What is shown, or null. */
  readonly report: Report | null;
  /** What is known of the article, and how it is coded. */
  get options(): SitrepElementOptions;
  set options(value: SitrepElementOptions | null);
  /** Settles when all is loaded; rejects with a `code` where it cannot be had. */
  readonly ready: Promise<void>;
  readonly form: HTMLFormElement | null;
  get mode(): 'editor' | 'card' | 'document';
  set mode(value: string);
  get theme(): 'auto' | 'light' | 'dark';
  set theme(value: string);
  get highlight(): 'auto' | 'mark' | 'none';
  set highlight(value: string);
  get worker(): 'auto' | 'blob' | 'off';
  set worker(value: string);
  /** The id of an element of the page that is read in place of `text`. */
  for: string;
  /** The name under which a form sends the JSON of the report. */
  name: string;
  wasmUrl: string;
  workerUrl: string;
  /** Longest text taken, in UTF-16 code units. */
  maxLength: number;
  disabled: boolean;
  /** Reads the text as it stands now. */
  analyze(more?: { signal?: AbortSignal }): Promise<Report>;
  /** Forgets text and report. */
  clear(): void;
  /** Shows where an object of the report stands; false if there is none of that id. */
  select(id: Id): boolean;
  /** The report as a file: rows shaped like ACLED's, JSON, GeoJSON, Markdown, or the card as a picture. */
  exportAs(format: 'csv' | 'json' | 'geojson' | 'md' | 'png'): Promise<Blob>;
  addEventListener<K extends keyof SitrepElementEventMap>(type: K, listener: (this: SitrepAnalyzerElement, event: SitrepElementEventMap[K]) => unknown, options?: boolean | AddEventListenerOptions): void;
  addEventListener<K extends keyof HTMLElementEventMap>(type: K, listener: (this: SitrepAnalyzerElement, event: HTMLElementEventMap[K]) => unknown, options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

/** They bubble out of shadow trees; none of them carries words of the text. */
export interface SitrepElementEventMap {
  'sitrep-ready': CustomEvent<Record<string, never>>;
  'sitrep-progress': CustomEvent<{ stage: 'loading'; loaded: number } | { stage: 'reading' | 'drawing' }>;
  'sitrep-report': CustomEvent<{ schema: Report['schema']; events: number; claims: number; warnings: number; ms: number }>;
  /** Cancelable: nothing is shown then. */
  'sitrep-select': CustomEvent<{ id: Id | null; type: string | null; spans: Span[] }>;
  'sitrep-error': CustomEvent<{ code: SitrepError['code'] | 'aborted' | 'no_target' | 'no_report' | 'not_connected'; message: string }>;
}

declare global {
  interface HTMLElementTagNameMap { 'sitrep-analyzer': SitrepAnalyzerElement }
}
