/**
 * Types of Sitrep: the report (`sitrep.report/1`), the functions of the module, and the client of the page.
 * Written by hand; `tests/page/types.check.ts` holds a real report against them. Offsets are half-open, in the
 * unit named by `document.offset_unit`. Unknown is null. A field marked `?` may also be left out.
 */

export type Id = string;
/** ISO date: YYYY, YYYY-MM, YYYY-MM-DD, or --MM-DD when the year is not known. */
export type IsoDate = string;
/** ISO 3166-1 alpha-3. */
export type CountryCode = string;

export interface Span { start: number; end: number }
export interface TextSpan extends Span { text: string }

export interface Provenance {
  rule: string;
  rule_version: number;
  /** Keys of data rows, "table:id". */
  entries?: string[];
  evidence?: Span[];
}
interface Reasoned { provenance?: Provenance }

export interface Engine { name: string; version: string; profile: string; profile_values: { setting: string; value: string }[]; lexicon: string; gazetteer: string; notice: string }

export type SectionKind = 'title' | 'title_repeat' | 'standfirst' | 'subtitle' | 'dateline' | 'body' | 'caption' | 'boilerplate';
export interface Section extends Span { kind: SectionKind }
export interface DocumentInfo {
  id: string;
  title: string | null;
  publisher: string | null;
  url: string | null;
  author: string | null;
  published: IsoDate | null;
  published_source: 'user' | 'metadata' | 'text' | null;
  language: string | null;
  /** Where the text begins in an input of several articles. */
  start: number;
  char_count: number;
  offset_unit: OffsetUnit;
  sections: Section[];
}

export interface Mention extends TextSpan, Reasoned {
  id: Id;
  entity: Id;
  kind: 'name' | 'acronym' | 'alias' | 'nominal' | 'pronoun';
}

export type EntityType = 'person' | 'state_force' | 'armed_group' | 'external_force' | 'private_military' | 'organisation' | 'government' | 'source' | 'group_of_people';
export type ActorClass = 'state_forces' | 'rebel_group' | 'political_militia' | 'identity_militia' | 'rioters' | 'protesters' | 'civilians' | 'external_forces';
export interface Affiliation {
  to: Id;
  relation: 'linked_to' | 'affiliate_of' | 'member_of' | 'commands' | 'allied_with' | 'splinter_of' | 'backed_by';
  evidence?: Span[];
}
export interface Entity extends Reasoned {
  id: Id;
  type: EntityType;
  name: string;
  mentions: Id[];
  aliases?: string[];
  acronym?: string | null;
  subtype?: string | null;
  country?: CountryCode | null;
  rank?: string | null;
  rank_norm?: string | null;
  role?: string | null;
  affiliations?: Affiliation[];
  actor_class?: ActorClass | null;
  acled_inter?: number | null;
  acled_name?: string | null;
  side?: 'A' | 'B' | null;
  generic?: boolean;
  event_role?: string | null;
}

export interface Facility extends TextSpan, Reasoned { id: Id; facility_type: string; event_role?: string | null }
export interface Weapon extends TextSpan, Reasoned { id: Id; weapon_class: string; use?: string | null; by?: Id | null }

export type PlaceStatus = 'resolved' | 'resolved_variant' | 'ambiguous' | 'unresolved' | 'user';
export interface PlaceCandidate {
  name: string;
  reason?: string | null;
  accepted?: boolean;
  country?: CountryCode | null;
  admin1?: string | null;
  lat?: number | null;
  lon?: number | null;
}
export interface PlaceRelation {
  type: 'near' | 'between' | 'towards' | 'in' | 'distance';
  of?: Id[];
  km?: number | null;
  bearing?: string | number | null;
}
export interface Place extends Reasoned {
  id: Id;
  name: string;
  mentions: TextSpan[];
  feature?: string | null;
  country?: CountryCode | null;
  admin1?: string | null;
  lat?: number | null;
  lon?: number | null;
  matched_name?: string | null;
  status: PlaceStatus;
  candidates?: PlaceCandidate[];
  relation?: PlaceRelation | null;
  event_role?: 'event' | 'background_event' | 'origin' | 'reference' | 'context' | 'country' | null;
  acled_geo_precision?: 1 | 2 | 3 | null;
  ucdp_where_prec?: 1 | 2 | 3 | 4 | 5 | 6 | 7 | null;
}

export interface DateRange { start: IsoDate | null; end: IsoDate | null }
export interface Duration { iso8601: string; qualifier: Qualifier | null }
export interface DateMention extends TextSpan, Reasoned {
  id: Id;
  kind: 'event_date' | 'publication' | 'duration' | 'window';
  value: DateRange | Duration;
  weekday?: string | null;
  time_of_day?: string | null;
  granularity?: string | null;
  anchor?: string | null;
  needs?: string | null;
  acled_time_precision?: 1 | 2 | 3 | null;
  ucdp_date_prec?: 1 | 2 | 3 | 4 | 5 | null;
  event?: Id | null;
}

export type Outcome = 'killed' | 'injured' | 'casualty' | 'captured' | 'abducted' | 'detained' | 'missing' | 'displaced' | 'neutralised' | 'surrendered';
export type Qualifier = 'exact' | 'at_least' | 'more_than' | 'nearly' | 'up_to' | 'fewer_than' | 'about' | 'range' | 'vague' | 'indeterminate' | 'none';
export type Side = 'state' | 'nonstate' | 'civilian' | 'external' | 'unknown';
export interface Figure {
  low: number | null;
  high: number | null;
  best: number | null;
  qualifier: Qualifier;
  text: string | null;
  start?: number | null;
  end?: number | null;
}
export interface Victim { text: string | null; entity: Id | null; start?: number | null; end?: number | null }
export interface CasualtyClaim extends Reasoned {
  id: Id;
  event: Id | null;
  outcome: Outcome;
  term?: string | null;
  scare_quoted?: boolean;
  figure: Figure;
  /** The figure as the coding profile counts it, and the rows of the profile that made it so. */
  coded: { low: number | null; best: number | null; high: number | null; entries: string[] };
  victim: Victim | null;
  side: Side;
  attributed_to: Id | null;
  attribution_chain: Id[];
  source_is_party: boolean;
  polarity: 'asserted' | 'negated' | 'denied';
  status: 'current' | 'background' | 'cumulative' | 'superseded' | 'hypothetical';
  hedged: boolean;
  verification: 'unverified' | null;
  since?: string | null;
  not_additive_with: Id[];
  relation: 'subset_of' | 'supersedes' | 'conflicts_with' | 'same_as' | null;
  denied_by?: Id | null;
  basis?: string | null;
  severity?: 'critical' | 'serious' | 'slight' | null;
  harm?: string | null;
  cause?: 'non_violent' | null;
  perpetrator?: boolean | null;
  derived?: { fraction: number | null; of: number; minus: number | null } | null;
  unit?: string | null;
  evidence: Span[];
  confidence?: number | null;
}

export interface Statement extends Reasoned {
  id: Id;
  kind: 'responsibility' | 'military_outcome' | 'territorial_control' | 'materiel' | 'eyewitness' | 'self_characterisation' | 'warning' | 'denial' | 'demand';
  type?: 'claim' | 'denial' | 'accusation' | 'suspicion' | 'no_claim' | null;
  value?: string | null;
  actor?: Id | null;
  source?: Id | null;
  event?: Id | null;
  channel?: 'video' | 'call' | 'letter' | 'note' | 'website' | 'social_media' | 'broadcast' | 'spokesperson' | null;
  object?: string | null;
  count?: number | null;
  evidence: Span[];
}

export type FatalityFlag = 'own_side_admission' | 'undisclosed' | 'not_mentioned' | 'neutralised_ambiguous' | 'claimed_by_opposing_party' | 'hedged' | 'unverified' | 'conflicting' | 'vague' | 'derived' | 'bodies_found';
export interface FatalityTotal { low: number | null; best: number | null; high: number | null }
export interface FatalityRow extends FatalityTotal { side: Side; from: Id[]; flags: FatalityFlag[] }
export interface PlaceCount { low: number | null; high: number | null; qualifier: Qualifier; named: number; evidence?: Span[] }
/** Rows shaped like those of a data set; the columns are named as there. */
export type CodedRow = { [column: string]: unknown };
export interface ConflictEvent extends Reasoned {
  id: Id;
  status: 'main' | 'related' | 'background' | 'hypothetical';
  label: string | null;
  trigger: Span[];
  actors: { entity: Id; role: 'attacker' | 'target' | 'defender' | 'victim' | 'participant' | 'mediator' }[];
  places: Id[];
  place_count?: PlaceCount | null;
  date: Id | null;
  casualties: Id[];
  statements: Id[];
  fatalities: { by_side: FatalityRow[]; total: FatalityTotal };
  acled: CodedRow[];
  ucdp: CodedRow | null;
  no_ucdp_row: 'did_not_happen' | 'deaths_without_number' | 'no_death_stated' | null;
  plover: CodedRow | null;
  gtd: CodedRow | null;
}

export interface Contested extends Reasoned {
  id: Id;
  topic: 'fatalities' | 'military_outcome' | 'responsibility' | 'victim_status' | 'other';
  event: Id | null;
  positions: { by: Id | null; statement?: Id | null; claim?: Id | null }[];
  note?: string | null;
}
export interface Undisclosed extends Reasoned { id: Id; event: Id | null; outcome: Outcome; side: Side; by: Id | null; evidence: Span[] }
export interface NotCasualty extends TextSpan, Reasoned { reason: string }

export interface TollRow { side: Side; text: string; claims?: Id[]; undisclosed?: Id[] }
/** Phrases joined are the sentence; one without ids is only words between. */
export interface Phrase { text: string; ids: Id[]; spans: Span[] }
export interface Summary {
  who: Id[];
  did_what: string | null;
  to_whom: Id[];
  where: Id[];
  when: Id | null;
  how: string[];
  toll: TollRow[];
  claimed_by: Id[];
  contested: Id[];
  undisclosed: Id[];
  background: Id[];
  /** One plain-English sentence, when one can be said. */
  sentence?: string | null;
  /** The same sentence in phrases, each with the things it tells and the spans they rest on. */
  phrases: Phrase[];
}

export type WarningCode = 'not_recomputed' | 'no_publication_date' | 'place_unresolved' | 'place_variant_spelling' | 'place_ambiguous' | 'locations_unnamed' | 'toll_spans_locations' | 'parts_do_not_sum' | 'euphemism' | 'figure_from_party_to_conflict' | 'single_source' | 'heading_repeated' | 'no_conflict_event' | 'language_not_supported' | 'text_truncated';
export interface Warning { code: WarningCode; refs: Id[]; detail?: string | null }
export interface Override { id: Id; path: string; op: 'set' | 'add' | 'remove' | 'confirm'; old: unknown; new: unknown; by: string | null; at: string | null; reason: string | null; anchor: string | null; document: string | null; status: 'applied' | 'stale'; why: string | null }

export interface Report {
  schema: 'sitrep.report/1';
  engine: Engine;
  document: DocumentInfo;
  mentions: Mention[];
  entities: Entity[];
  facilities: Facility[];
  weapons: Weapon[];
  places: Place[];
  dates: DateMention[];
  casualty_claims: CasualtyClaim[];
  statements: Statement[];
  events: ConflictEvent[];
  contested: Contested[];
  undisclosed: Undisclosed[];
  not_casualties: NotCasualty[];
  summary: Summary;
  warnings: Warning[];
  overrides: Override[];
}

export type OffsetUnit = 'utf16' | 'codepoint' | 'byte';
export interface Options {
  /** Publication date, YYYY-MM-DD. */
  date?: IsoDate;
  title?: string;
  publisher?: string;
  url?: string;
  author?: string;
  offsets?: OffsetUnit;
  /** Name of a coding profile, or values of the user's own such as `{ base: 'literal', dozens: 24 }`. */
  profile?: string | Record<string, string | number | null>;
  trace?: boolean;
}
export interface Rule { name: string; summary: string; fires: string[]; not: string[] }
/** One row of the data tables. */
export interface Entry { table: string; id: string; term: string; code: string | null; source: string | null; source_title: string | null; source_url: string | null; note: string | null }

/** The functions of `pkg/sitrep.js`. */
export interface SitrepModule {
  initSync(input: { module: WebAssembly.Module | BufferSource }): unknown;
  analyze(text: string, options: Options): Report;
  /** Uses a pack (names.pack, places-core.pack, places.pack) from now on. */
  loadPack(bytes: Uint8Array): 'names' | 'core' | 'full';
  /** Names of the reader's own, as TSV; says how many there are. */
  loadWords(tsv: string): number;
  rules(): Rule[];
  entry(key: string): Entry | null;
  version(): string;
}

export type ExportFormat = 'acled' | 'ucdp' | 'gtd' | 'plover' | 'geojson' | 'markdown' | 'json';
/** An override as an analyst makes it. */
export interface Change { path: string; op: Override['op']; new?: unknown; by?: string; at?: string; reason?: string; id?: string }
/** Where an article stands in a text of several, in UTF-16 code units. */
export interface Article extends Span { title: string; about: { title: string | null; publisher: string | null; author: string | null; url: string | null } }

/** The functions of `pkg/sitrep_exports.js`; reports and overrides are JSON. */
export interface ExportsModule {
  exportAs(format: ExportFormat, reports: string, overrides: string, splitEvenly: boolean): string;
  applyOverrides(report: string, overrides: string): string;
  makeOverride(report: string, change: string): string;
  /** JSON of {@link Article}s. */
  splitArticles(text: string): string;
}

/** The client of `client.js`. Every refusal is an Error with a `code`. */
export interface Analyzer {
  readonly thread: 'worker' | 'page';
  readonly note: 'no_worker' | null;
  /** Settles when the pack of all places and the module of the exports are in use or known to be missing. */
  readonly complete: Promise<unknown>;
  /** Packs that could not be had, or were damaged. */
  readonly missing: ('names' | 'places')[];
  /** True once exports can be written. */
  readonly exports: boolean;
  exportAs(format: ExportFormat, json: string, more?: { overrides?: string; splitEvenly?: boolean }): Promise<string>;
  applyOverrides(json: string, overrides: string): Promise<string>;
  makeOverride(json: string, change: Change): Promise<Override>;
  splitArticles(text: string): Promise<Article[]>;
  analyze(text: string, options?: Options, more?: { signal?: AbortSignal }): Promise<Report>;
  /** The same in the spare worker, so that what is read in the background keeps no reader waiting; it cannot be stopped. */
  analyzeAside(text: string, options?: Options): Promise<Report>;
  /** Names of the reader's own, as TSV with the columns `table`, `id`, `term` and those of the tables. */
  useWords(tsv: string): Promise<number>;
  rules(): Promise<Rule[]>;
  entries(keys: string[]): Promise<(Entry | null)[]>;
  version(): Promise<string>;
  dispose(): void;
}
export interface SitrepError extends Error {
  code: 'too_long' | 'panic' | 'no_memory' | 'timeout' | 'worker_died' | 'wasm_blocked' | 'wasm_missing' | 'load_failed' | 'bad_pack' | 'bad_option' | 'bad_text' | 'failed' | 'disposed' | 'exports_missing' | 'bad_format' | 'bad_json' | 'bad_report' | 'bad_override' | 'bad_words';
}
export interface CommonSettings {
  /** Told how many bytes of the pack of all places are there. */
  onProgress?: (bytes: number) => void;
}
/** Of the package `sitrep-analyzer`; the page's own client takes `worker` and `onProgress` alone. Addresses are relative to the page. */
export interface Settings extends CommonSettings {
  /** `off`: on the thread that calls. In Node, and where no worker can be had, it is that in any case, and `note` says so. */
  worker?: 'auto' | 'off';
  /** The worker; of the page's own origin. */
  workerUrl?: string | URL;
  /** The module; packs and exports are then looked for beside it. */
  wasmUrl?: string | URL;
  /** The bindings of the module, where not those of the package are wanted. */
  moduleUrl?: string | URL;
  /** The folder of the packs. */
  packsUrl?: string | URL;
  /** false: exports cannot be written, and their module is not loaded. */
  exports?: boolean | { wasmUrl?: string | URL; moduleUrl?: string | URL };
  /** false: only the larger places are known, and the pack of all (6 MB) is not loaded; `missing` names it. */
  places?: boolean;
}
export function createAnalyzer(settings?: Settings): Promise<Analyzer>;
/** Longest text taken, in UTF-16 code units. */
export const MAX_LENGTH: number;
/** The text with lone surrogates replaced, as it is read: offsets stay the same. */
export function wellFormed(text: string): string;
/** An Error with a code that programs can tell apart. */
export function codedError(code: string, message: string, cause?: unknown): SitrepError;
