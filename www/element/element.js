/**
 * `<sitrep-analyzer>`: the reading of an article in a page of someone else. Takes a text (typed, pasted, set as `text`, or
 * that of the element named by `for`), shows it with its marks and the summary card, and gives the report. Text, card
 * and reasons are drawn as on the page; nothing of the text leaves the element, in no event and in no form.
 *
 * Importing this registers nothing (define.js does) and needs no browser.
 */
import { MAX_LENGTH, codedError, wellFormed } from '../client.js';
import { button, el, runInSlices } from '../dom.js';
import { DocumentView, kindNames, legendKeys } from '../document-view.js';
import { KINDS, OFF_AT_FIRST, countryCodes, indexing, nameCountries } from '../report-index.js';
import { cardModel, foundNothing } from '../card-model.js';
import { relateLines, renderCard, renderProblem } from '../card.js';
import { makeWords, statusWords } from '../words.js';
import { jsonParts } from '../parts/takeaway/report-json.js';
import { STYLE, WORDS } from '../pkg/element-kit.js';
import { HostText } from './host-text.js';
import { canPaint, paint, sheetFor, unpaint } from './paint.js';
import { join } from './pool.js';

const Base = globalThis.HTMLElement ?? class {};
/** Attributes with a closed list of values; the first is what holds without one. */
const CHOICES = { mode: ['editor', 'card', 'document'], theme: ['auto', 'light', 'dark'], highlight: ['auto', 'mark', 'none'], worker: ['auto', 'blob', 'off'] };
const STRINGS = { for: 'for', name: 'name', wasmUrl: 'wasm-url', workerUrl: 'worker-url', maxLength: 'max-length' };
const LATE = [...Object.keys(CHOICES), ...Object.keys(STRINGS), 'disabled', 'options', 'text'];
/** The formats of `exportAs`: what the module of the exports calls them, and their type. */
const FORMATS = { csv: ['acled', 'text/csv'], geojson: ['geojson', 'application/geo+json'], md: ['markdown', 'text/markdown'] };
const TYPING_PAUSE_MS = 300;
/** More marks than this are painted instead of made elements, unless the host wants elements. */
const MANY_MARKS = 2_000;
/** Names of one kind that the list of highlights shows. */
const MOST_LISTED = 200;
const OLDEST_DATE = '1900-01-01';

const sheets = new WeakMap();

export class SitrepAnalyzerElement extends Base {
  static formAssociated = true;
  static observedAttributes = [...Object.keys(CHOICES), ...Object.values(STRINGS), 'lang', 'disabled'];

  #internals; #words = makeWords(WORDS); #parts = {}; #view; #why; #pool = null; #ready; #followers = new Set();
  #text = ''; #options = {}; #date = ''; #index = null; #phase = 'empty'; #detail = {}; #editing = true; #off = false;
  #host = null; #peer = null; #waiting = null; #many = null;
  #turn = 0; #stop = null; #busy = false; #asked = 0; #again = false; #planned = false; #early = false; #timer = 0; #opener = null; #rejoining = false;
  #progress = () => this.#tell('sitrep-progress', { stage: 'loading', loaded: this.#pool.loaded });

  constructor() {
    super();
    this.#internals = this.attachInternals();
    Object.assign(this.#internals, { role: 'group', ariaLabel: this.#words.t('element.label') });
    this.attachShadow({ mode: 'open' });
    this.#ready = deferred();
    this.#build();
    this.#style();
  }

  // ---- what a host may ask and set ----

  get text() { return this.#text; }

  set text(value) {
    const text = wellFormed(String(value ?? ''));
    if (text === this.#text) return;
    this.#drop(text);
    this.#editing = !text;
    this.#parts.input.value = text;
    this.#draw();
    this.#soon();
  }

  /** The report that is shown, or null. */
  get report() { return this.#index?.report ?? null; }

  /** What is asked of every reading, and known of the article: `date`, `title`, `publisher`, `url`, `author`, `profile`, `trace`. */
  get options() { return { ...this.#options }; }

  set options(value) {
    if (value !== null && typeof value !== 'object') throw new TypeError('options is an object such as {date: "2025-07-01"}');
    this.#options = { ...value };
    this.#soon();
  }

  /** Settles when everything the analyser needs is loaded; rejects with a `code` if it cannot be had. */
  get ready() { return this.#ready.promise; }

  get disabled() { return this.hasAttribute('disabled'); }

  set disabled(value) { this.toggleAttribute('disabled', Boolean(value)); }

  get form() { return this.#internals.form; }

  /** Reads the text as it stands now and resolves with its report. */
  async analyze({ signal } = {}) {
    signal?.throwIfAborted();
    this.#mustBeIn();
    clearTimeout(this.#timer);
    this.#asked += 1;
    try {
      await Promise.race([this.ready, aborted(signal)]);
      return await this.#read(signal);
    } finally {
      this.#asked -= 1;
      this.#afterwards();
    }
  }

  #mustBeIn() {
    if (!this.#pool) throw codedError('not_connected', 'the element is not in a page; put it there first');
  }

  /** Forgets text and report. */
  clear() {
    this.#drop('');
    this.#date = '';
    this.#editing = true;
    this.#parts.input.value = '';
    this.#shadow('.publication-date').forEach((field) => { field.value = ''; });
    this.#view.render('', null);
    this.#draw();
    this.#show('empty');
  }

  /** Shows where an object of the report stands; false if the report has none of that id. */
  select(id) {
    if (!this.#index?.items.has(id)) return false;
    this.#reveal(this.#index.spansOf(id));
    this.#relate(id);
    return true;
  }

  /** The report as a file: 'csv' (shaped like ACLED's rows), 'json', 'geojson', 'md', or the card as 'png'. */
  async exportAs(format) {
    const { report } = this;
    if (format !== 'json' && format !== 'png' && !FORMATS[format]) throw codedError('bad_format', `'${format}' is no format; use csv, json, geojson, md or png`);
    if (!report) throw codedError('no_report', 'there is no report yet; wait for sitrep-report');
    this.#mustBeIn();
    await this.ready;
    if (format === 'png') return this.#picture();
    const json = new Blob(await runInSlices(jsonParts(report)), { type: 'application/json' });
    if (format === 'json') return json;
    const [name, type] = FORMATS[format];
    return new Blob([await this.#pool.call('exportAs', [name, await json.text(), {}])], { type });
  }

  #picture() {
    const { engine = {} } = this.report;
    const foot = this.#words.t('takeaway.source', { version: engine.version ?? '', profile: engine.profile ?? this.#words.t('not_stated') });
    const canvas = this.#pool.late.drawCard(cardModel(this.#index, this.#words), this.#words, { foot });
    return new Promise((resolve, reject) => {
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(codedError('failed', 'the browser could not make the picture'))), 'image/png');
    });
  }

  // ---- coming and going ----

  connectedCallback() {
    for (const name of LATE) this.#upgrade(name);
    const moved = Boolean(this.#pool);
    if (!moved) this.#join();
    if (this.for) this.#aim();
    else if (!moved && !this.#index) this.#soon();
    this.#arrange();
  }

  /** Moved elements come back in the same breath; who does not has left. */
  disconnectedCallback() {
    setTimeout(() => { if (!this.isConnected) this.#leave(); });
  }

  /** A move that keeps the state is none for us. */
  connectedMoveCallback() {}

  adoptedCallback() {
    this.#style();
  }

  attributeChangedCallback(name, before, after) {
    if (before === after) return;
    if (['worker', 'wasm-url', 'worker-url'].includes(name)) this.#rejoin();
    else if (name === 'for' && this.#pool) this.#aim();
    else if (name === 'lang') this.#localise();
    else if (name === 'max-length') this.#soon();
    else if (name === 'mode' || name === 'highlight') this.#redraw();
    this.#arrange();
  }

  /** A property that was set before the element was defined hides the one of the class. */
  #upgrade(name) {
    if (!Object.hasOwn(this, name)) return;
    const value = this[name];
    delete this[name];
    this[name] = value;
  }

  #style() {
    const { ownerDocument: doc } = this;
    if (!doc.defaultView) return;
    if (!sheets.has(doc)) sheets.set(doc, sheetFor(doc, STYLE));
    this.shadowRoot.adoptedStyleSheets = [sheets.get(doc)];
  }

  #join() {
    const url = (name) => (this.getAttribute(name) ? new URL(this.getAttribute(name), this.baseURI).href : undefined);
    const pool = this.#pool = join({ worker: this.worker, wasmUrl: url('wasm-url'), workerUrl: url('worker-url') });
    pool.addEventListener('progress', this.#progress);
    pool.complete.then(() => pool === this.#pool && this.#loaded(), (error) => pool === this.#pool && this.#notLoaded(error));
    pool.started.then(() => pool === this.#pool && this.#started(), () => {});
  }

  #started() {
    this.#note();
    if (this.#why.show) return;
    const { WhyPanel, WORDS: more } = this.#pool.late;
    this.#words.add(more);
    const asked = { rules: () => this.#pool.call('rules', []), entries: (keys) => this.#pool.call('entries', [keys]) };
    const panel = new WhyPanel({ words: this.#words, analyzer: asked, onEvidence: (spans) => this.#reveal(spans), onOther: (n) => this.#chooseMark(n, null), onClose: () => this.#closeWhy() });
    this.#why.element.replaceWith(panel.element);
    this.#why = Object.assign(panel, { text: this.#text });
  }

  #leave() {
    this.#pool?.removeEventListener('progress', this.#progress);
    this.#pool?.leave();
    this.#pool = null;
    this.#turn += 1;
    this.#busy = false;
    clearTimeout(this.#timer);
    this.#unaim();
    if (this.#many) unpaint(this.#view);
    if (this.#ready.settled) this.#ready = deferred();
  }

  #rejoin() {
    if (!this.#pool || this.#rejoining) return;
    this.#rejoining = true;
    queueMicrotask(() => {
      this.#rejoining = false;
      if (!this.isConnected) return;
      const old = this.#pool;
      old?.removeEventListener('progress', this.#progress);
      if (this.#ready.settled) this.#ready = deferred();
      this.#busy = false;
      this.#turn += 1;
      this.#join();
      this.#soon();
      old?.leave();
    });
  }

  #loaded() {
    this.#ready.resolve();
    this.#note();
    this.#tell('sitrep-ready', {});
    if (this.#early) this.#auto();
  }

  #notLoaded(error) {
    this.#ready.reject(error);
    if (this.#phase !== 'failed') this.#fail(error);
  }

  // ---- the text of the host page ----

  /** Finds what `for` names; where it is not there yet, it is waited for. */
  #aim() {
    const root = this.getRootNode();
    const target = this.for && this.isConnected ? root.getElementById?.(this.for) : null;
    if (target && target === (this.#host?.target ?? this.#peer)) return undefined;
    const had = this.#host ?? this.#peer;
    this.#unaim();
    if (!this.for) return had ? this.clear() : undefined;
    if (!target || target === this) {
      if (document.readyState !== 'loading') this.#fail(codedError('no_target', ''), { name: this.for });
      this.#waiting = new MutationObserver(() => root.getElementById(this.for) && this.#aim());
      this.#waiting.observe(root, { subtree: true, childList: true, attributeFilter: ['id'] });
      if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', () => this.#waiting && this.#aim(), { once: true });
      return undefined;
    }
    if (target.localName !== this.localName) {
      this.#host = new HostText(target, { silent: this.localName, onChange: () => this.#changed(), onSelect: (n) => this.#chooseMark(n, null) });
      return this.#soon();
    }
    return target instanceof SitrepAnalyzerElement ? this.#follow(target) : customElements.whenDefined(this.localName).then(() => this.#aim());
  }

  #unaim() {
    this.#waiting?.disconnect();
    this.#host?.release();
    this.#peer?.#followers.delete(this);
    this.#waiting = this.#host = this.#peer = null;
  }

  /** Shows what another element of this kind has read. */
  #follow(peer) {
    for (let at = peer; at; at = at.#peer) if (at === this) return this.#fail(codedError('no_target', ''), { name: this.for });
    this.#peer = peer;
    peer.#followers.add(this);
    return this.#mirror();
  }

  #mirror() {
    const before = this.#index;
    this.#text = this.#peer.#text;
    this.#index = this.#peer.#index;
    this.#closeWhy();
    if (before !== this.#index || !before) this.#draw();
    this.#show(this.#peer.#phase, this.#peer.#detail);
    if (!this.#index) this.#internals.setFormValue(null);
    this.#submit();
  }

  /** The text of the host page is another now: the report is not of it any more, and says so. */
  #changed() {
    this.#setStale(true);
    this.#host.show([], false);
    this.#arrange();
    this.#say(this.#words.t('element.stale'));
  }

  #setStale(on) {
    this.#parts.stale.hidden = !on;
    if (on) this.#internals.states.add('stale');
    else this.#internals.states.delete('stale');
  }

  // ---- reading ----

  /** Another text: what was found in the last one is forgotten. */
  #drop(text) {
    this.#turn += 1;
    this.#text = text;
    this.#index = null;
    this.#internals.setFormValue(null);
    this.#setStale(false);
    this.#closeWhy();
    this.#host?.show([], false);
    this.#arrange();
  }

  /** Reads when all that is set in one go is set. */
  #soon() {
    if (this.#planned) return;
    this.#planned = true;
    queueMicrotask(() => { this.#planned = false; this.#auto(); });
  }

  /** Reads without being asked; while one reading runs, only the newest text waits. */
  async #auto() {
    if (!this.#pool || this.#peer || (this.for && !this.#host)) return;
    if (!this.#host && !this.#text.trim()) return void (this.#phase !== 'failed' && this.#show('empty'));
    if (this.#busy || this.#asked) return void (this.#again = true);
    const pool = this.#pool;
    this.#busy = true;
    if (!pool.analyzer) this.#show('working');
    await pool.started.then(() => this.#read(), (error) => this.#fail(error)).catch(() => {});
    if (pool !== this.#pool) return;
    this.#busy = false;
    this.#afterwards();
  }

  /** What has changed since the last reading began is read now. */
  #afterwards() {
    if (!this.#again || this.#busy || this.#asked) return;
    this.#again = false;
    this.#auto();
  }

  async #read(signal) {
    if (this.#peer) return this.#peer.analyze({ signal });
    if (this.for && !this.#host?.target.isConnected) this.#aim();
    if (this.for && !this.#host) throw codedError('no_target', this.#words.t('problem.no_target.text', { name: this.for }));
    if (this.#host) this.#text = wellFormed(this.#host.read());
    const text = this.#text;
    const turn = ++this.#turn;
    this.#again = false;
    this.#setStale(false);
    const limit = Math.min(this.maxLength, MAX_LENGTH);
    const began = performance.now();
    const stop = this.#stop = new AbortController();
    const either = AbortSignal.any([stop.signal, ...(signal ? [signal] : [])]);
    const waiting = setTimeout(() => this.#show('working'), this.#phase === 'done' ? 150 : 0);
    try {
      if (text.length > limit) throw Object.assign(codedError('too_long', `the text has ${text.length} characters; the limit is ${limit}`), { values: { n: text.length, limit } });
      this.#tell('sitrep-progress', { stage: 'reading' });
      const index = await this.#indexed(text, either);
      clearTimeout(waiting);
      if (turn === this.#turn) await this.#done(index, performance.now() - began);
      return index.report;
    } catch (error) {
      clearTimeout(waiting);
      if (turn === this.#turn) this.#fail(error, error.values);
      throw error;
    }
  }

  async #indexed(text, signal) {
    const pool = this.#pool;
    this.#early = !pool.whole;
    const options = { ...this.#options, ...(this.#date ? { date: this.#date } : {}), offsets: 'utf16' };
    const report = await pool.call('analyze', [text, options], signal);
    const index = await runInSlices(indexing(report), signal);
    await nameCountries(index, await runInSlices(countryCodes(report), signal), (keys) => pool.call('entries', [keys], signal));
    return index;
  }

  async #done(index, ms) {
    this.#index = index;
    this.#closeWhy();
    this.#note();
    this.#tell('sitrep-progress', { stage: 'drawing' });
    this.#draw();
    this.#show(foundNothing(index.report) ? 'nothing' : 'done', { ms });
    await this.#submit();
    if (this.#index !== index) return;
    const { schema, events, casualty_claims: claims, warnings } = index.report;
    this.#tell('sitrep-report', { schema, events: events.length, claims: claims.length, warnings: warnings.length, ms: Math.round(ms) });
  }

  #fail(error, values = {}) {
    const code = error.name === 'AbortError' ? 'aborted' : (error.code ?? 'failed');
    const shown = code === 'aborted' ? 'stopped' : code;
    this.#note();
    this.#show(['aborted', 'too_long', 'no_target'].includes(code) ? 'wrong' : 'failed', { code: shown, values: { message: error.message, ...values } });
    const { t, has } = this.#words;
    this.#tell('sitrep-error', { code, message: t(has(`problem.${shown}.title`) ? `problem.${shown}.title` : 'problem.failed.title') });
  }

  /** An event for the host; what it tells never holds words of the text. */
  #tell(type, detail, cancelable = false) {
    return this.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, cancelable, detail }));
  }

  // ---- forms ----

  /** The report is what a form sends, and what the browser may keep; the text is neither. */
  async #submit() {
    const { report } = this;
    if (!report || !this.form) return;
    const json = await new Blob(await runInSlices(jsonParts(report))).text();
    if (report === this.report) this.#internals.setFormValue(json);
  }

  formAssociatedCallback() {
    this.#submit();
  }

  formResetCallback() {
    this.clear();
  }

  formDisabledCallback(disabled) {
    this.#off = disabled;
    this.#arrange();
  }

  /** The browser brings a form back: the card is shown again, without the text it is of. */
  async formStateRestoreCallback(state) {
    const report = parsed(state);
    if (report?.schema !== 'sitrep.report/1' || this.#text) return;
    this.#index = await runInSlices(indexing(report));
    this.#submit();
    this.#show(foundNothing(report) ? 'nothing' : 'done', { restored: true });
  }

  // ---- building ----

  #build() {
    const { t } = this.#words;
    this.#view = new DocumentView({ label: t('document.label'), describe: (kind) => `kind-${kind}`, onSelect: (n, node) => this.#chooseMark(n, node) });
    OFF_AT_FIRST.forEach((kind) => this.#view.setKind(kind, false));
    this.#why = { element: el('div', { hidden: true }), open: false };
    const own = this.#parts = {
      input: el('textarea', { id: 'text', part: 'input', dir: 'auto', spellcheck: 'false', autocomplete: 'off', placeholder: t('element.placeholder'), oninput: () => this.#typed(), onpaste: (event) => this.#pasted(event) }),
      read: button(t('input.show'), { class: 'primary', onclick: () => this.#toReading() }),
      edit: button(t('reader.edit'), { class: 'action', onclick: () => this.#edit() }),
      anew: button(t('reader.new'), { class: 'action', onclick: () => { this.clear(); this.#parts.input.focus(); } }),
      date: this.#dateField('date', t('date.label')),
      actions: el('slot', { name: 'actions', onslotchange: () => this.#arrange() }),
      status: el('p', { class: 'status', role: 'status' }),
      note: el('p', { class: 'note', hidden: true }),
      stale: el('p', { class: 'note stale', hidden: true }, t('element.stale'), ' ', button(t('element.again'), { class: 'link-button', onclick: () => this.#auto() })),
      legend: el('div', { class: 'legend', part: 'legend', role: 'group', 'aria-label': t('legend.label') }),
      mentions: el('details', { class: 'mentions', hidden: true, ontoggle: () => this.#list() }, el('summary', {}, t('element.mentions')), el('div', {})),
      results: el('div', { class: 'results' }),
    };
    own.editor = el('div', { class: 'editor' }, el('label', { for: 'text', class: 'field-title' }, t('input.label')), own.input);
    own.toolbar = el('div', { class: 'toolbar', part: 'toolbar' }, own.read, own.edit, own.anew, own.date, own.actions);
    own.empty = el('slot', { name: 'empty' }, el('p', { class: 'promise' }));
    own.left = el('div', { class: 'left' }, own.legend, this.#view.element, own.mentions);
    own.right = el('div', { class: 'right' }, own.results);
    own.root = el('div', { class: 'root', lang: WORDS.lang, dir: WORDS.dir, onkeydown: (event) => { if (event.key === 'Escape' && this.#why.open) this.#closeWhy(); } },
      el('slot', { name: 'heading' }), own.editor, own.toolbar, el('div', { class: 'told', part: 'status' }, own.status, own.note, own.stale), own.empty,
      el('div', { class: 'panes' }, own.left, own.right), this.#why.element, el('slot', { name: 'footer' }), kindNames(this.#words));
    this.shadowRoot.append(own.root);
  }

  #shadow(selector) {
    return this.shadowRoot.querySelectorAll(selector);
  }

  /** A labelled date field; all of them show the same date. */
  #dateField(id, label) {
    const field = el('input', { type: 'date', id, class: 'publication-date', min: OLDEST_DATE, max: '2999-12-31', onchange: () => this.#setDate(field.value) });
    field.value = this.#date;
    return el('div', { class: 'date-field' }, el('label', { for: id }, label), field);
  }

  #setDate(value) {
    if (value === this.#date || (value && value < OLDEST_DATE)) return;
    this.#date = value;
    this.#shadow('.publication-date').forEach((field) => { field.value = value; });
    this.#auto();
  }

  /** Numbers and dates as the page's English has them; the words of the interface are English. */
  #localise() {
    const locale = this.lang.startsWith('en') && Intl.NumberFormat.supportedLocalesOf(this.lang)[0];
    this.#words = makeWords(WORDS, locale || WORDS.lang);
    this.#why.words = this.#words;
    if (this.#index) this.#show(this.#phase, this.#detail);
  }

  // ---- input ----

  #typed() {
    this.#drop(wellFormed(this.#parts.input.value));
    clearTimeout(this.#timer);
    if (this.#text.trim()) this.#timer = setTimeout(() => this.#auto(), TYPING_PAUSE_MS);
    else this.#show('empty');
  }

  /** Keeps the pasted string as it was given: a text field would change its line ends. */
  #pasted(event) {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    const { input } = this.#parts;
    if (!text.trim() || input.selectionEnd - input.selectionStart !== input.value.length) return;
    event.preventDefault();
    this.text = text;
    this.#toReading();
  }

  #toReading() {
    clearTimeout(this.#timer);
    this.#editing = false;
    this.#draw();
    this.#arrange();
    if (!this.#index) this.#auto();
    const { activeElement } = this.shadowRoot;
    if (activeElement && !activeElement.checkVisibility()) this.#parts.edit.focus({ preventScroll: true });
  }

  #edit() {
    this.#closeWhy();
    this.#editing = true;
    this.#parts.input.value = this.#text;
    this.#arrange();
    this.#parts.input.focus();
    this.#parts.input.setSelectionRange(0, 0);
  }

  // ---- drawing ----

  /** What is shown of `mode`: with `for` there is nothing to type. */
  get #shape() {
    return this.mode === 'editor' && this.for ? 'card' : this.mode;
  }

  /** What the marks stand in: the document drawn here, or the text of the host page. */
  get #surface() {
    if (this.#shape !== 'card') return this.#many ?? this.#view;
    return this.#host ?? this.#peer?.#surface ?? null;
  }

  #redraw() {
    this.#draw();
    if (this.#index) this.#show(this.#phase, this.#detail);
  }

  /** Draws the text with its marks, or paints them where they should not or cannot be elements. */
  #draw() {
    const marks = this.highlight === 'none' ? [] : (this.#index?.marks ?? []);
    this.#why.text = this.#text;
    unpaint(this.#view);
    this.#many = null;
    const here = this.#shape === 'document' || (this.#shape === 'editor' && !this.#editing);
    if (here) this.#drawDocument(marks);
    if (this.#host) this.#host.show(this.#index?.marks ?? [], !here && marks.length > 0);
    const legend = here || (this.#shape === 'card' && this.#host?.field === false && canPaint());
    this.#parts.legend.replaceChildren(...(legend ? legendKeys(this.#surface, marks, this.#words) : []));
    this.#parts.mentions.hidden = !marks.length || !(this.#many || (!here && this.#host));
    this.#parts.mentions.open = false;
  }

  #drawDocument(marks) {
    const view = this.#view;
    const many = this.highlight === 'auto' && marks.length > MANY_MARKS && canPaint();
    view.element.lang = this.closest('[lang]')?.lang ?? '';
    view.render(this.#text, this.#index && { report: this.#index.report, marks: many ? [] : marks });
    if (!many) return;
    const show = () => view.done.then(() => this.#many && paint(view, this.shadowRoot, marks, (mark) => view.rangeOf(mark)));
    this.#many = { marks, hiddenKinds: view.hiddenKinds, around: () => [], reveal: (...given) => view.reveal(...given), setKind: (kind, on) => { view.setKind(kind, on); show(); } };
    show();
  }

  /** Each highlight once, by kind: what is only painted cannot be reached by key or be read out. */
  #list() {
    const { mentions } = this.#parts;
    if (!mentions.open) return;
    const words = this.#words;
    const kinds = Object.keys(KINDS).map((kind) => {
      const found = new Map();
      this.#surface.marks.forEach((mark, n) => { if (mark.kind === kind && !found.has(mark.ref)) found.set(mark.ref, n); });
      const all = [...found.values()];
      if (!all.length) return null;
      const items = all.slice(0, MOST_LISTED).map((n) => {
        const { start, end } = this.#surface.marks[n];
        return el('li', {}, button(this.#text.slice(start, Math.min(end, start + 120)), { class: 'quote', dir: 'auto', onclick: (event) => this.#chooseMark(n, event.currentTarget) }));
      });
      const more = all.length > MOST_LISTED ? el('p', { class: 'sub' }, words.t('element.mentions.more', { n: all.length - MOST_LISTED })) : null;
      return el('section', {}, el('h3', {}, words.t(`kind.${kind}`)), el('ul', { class: 'quotes' }, items), more);
    });
    mentions.lastChild.replaceChildren(...kinds.filter(Boolean));
  }

  /** Shows and hides by mode, state and what is there. */
  #arrange() {
    const own = this.#parts;
    const shape = this.#shape;
    const editing = shape === 'editor' && this.#editing;
    const off = this.#off || this.disabled;
    own.editor.hidden = !editing;
    own.read.hidden = !editing || !this.#text.trim();
    own.edit.hidden = own.anew.hidden = shape !== 'editor' || editing;
    own.date.hidden = shape !== 'editor';
    own.toolbar.hidden = shape !== 'editor' && !own.actions.assignedNodes().length;
    this.#view.element.hidden = editing || shape === 'card' || !this.#text;
    own.left.hidden = editing || (this.#view.element.hidden && !own.legend.childElementCount && own.mentions.hidden);
    own.right.hidden = shape === 'document' && !own.results.querySelector('.problem, .working');
    own.empty.hidden = this.#phase !== 'empty';
    own.empty.firstChild.textContent = this.#words.t(shape === 'editor' ? 'promise.title' : 'element.empty');
    for (const control of [own.input, own.read, own.edit, own.anew, ...this.#shadow('.publication-date')]) control.disabled = off;
    own.input.lang = this.closest('[lang]')?.lang ?? '';
    own.root.dataset.phase = this.#phase;
    own.root.dataset.shape = shape;
    own.root.toggleAttribute('data-restored', Boolean(this.#detail.restored));
  }

  /** Moves to a state: empty, working, done, nothing, wrong, failed. */
  #show(phase, detail = {}) {
    this.#internals.states.delete(this.#phase);
    this.#internals.states.add(phase);
    this.#phase = phase;
    this.#detail = detail;
    const { results } = this.#parts;
    const had = results.contains(this.shadowRoot.activeElement);
    results.replaceChildren(...this.#resultsFor(phase, detail));
    this.#say(this.#statusFor(phase, detail));
    if (phase === 'empty') this.#parts.legend.replaceChildren();
    this.#arrange();
    if (had) results.querySelector('h2')?.focus({ preventScroll: true });
    for (const follower of this.#followers) follower.#mirror();
  }

  #say(sentence) {
    this.#parts.status.textContent = sentence;
  }

  #resultsFor(phase, detail) {
    const words = this.#words;
    const { t } = words;
    if (phase === 'working') return [el('div', { class: 'working' }, el('p', {}, t('working.text')), button(t('working.stop'), { class: 'action', onclick: () => this.#halt() }))];
    if (phase === 'wrong' || phase === 'failed') return [this.#problem(phase, detail)];
    if ((phase !== 'done' && phase !== 'nothing') || this.#shape === 'document') return [];
    const askDate = () => el('div', { class: 'ask-date' }, this.#dateField('date-ask', t('date.ask')));
    return [renderCard(cardModel(this.#index, words), words, { onFact: (line, node) => this.#chooseFact(line, node), onWhy: (line, node) => this.#chooseWhy(line, node), askDate })];
  }

  #halt() {
    (this.#peer ?? this).#stop?.abort();
  }

  /** What went wrong; the host may say it in its own words, in the slot `error`. */
  #problem(phase, detail) {
    const again = detail.code === 'too_long' || detail.code === 'no_target' ? null : button(this.#words.t('problem.again'), { class: 'action', onclick: () => this.#retry() });
    const problem = renderProblem(this.#words, phase, detail, { kept: this.#text && !this.for, again });
    problem.append(el('slot', { name: 'error' }, ...problem.childNodes));
    return problem;
  }

  /** Reads again; where the analyser could not be loaded, that is tried again first. */
  #retry() {
    if (this.#peer) return this.#peer.#retry();
    if (this.#pool?.analyzer) return this.#auto();
    this.#show(this.#text.trim() || this.for ? 'working' : 'empty');
    return this.#rejoin();
  }

  #statusFor(phase, detail) {
    const { t } = this.#words;
    if (detail.restored) return t('element.restored');
    if (phase === 'working') return t(this.#pool?.analyzer ? 'status.working' : 'element.loading');
    if (phase === 'wrong' || phase === 'failed') return t(`status.${phase}`);
    return phase === 'empty' ? '' : statusWords(this.#words, phase, this.report, this.#text.length, detail.ms);
  }

  /** What the reader should know of how it is read: without a worker, without some names or places. */
  #note() {
    const { note, missing = [] } = this.#pool?.analyzer ?? {};
    const notes = [note, ...missing.map((pack) => `no_${pack}`)].filter(Boolean);
    this.#parts.note.hidden = !notes.length;
    this.#parts.note.textContent = notes.map((code) => this.#words.t(`note_line.${code}`)).join(' ');
  }

  // ---- choosing ----

  /** Tells the host what the reader chooses, and does `act` unless the host does something else. */
  #chosen(id, spans, act) {
    if (!this.#index) return;
    const plain = spans.map(({ start, end }) => ({ start, end }));
    if (this.#tell('sitrep-select', { id, type: this.#index.typeOf(id), spans: plain }, true)) act();
  }

  #chooseMark(n, node) {
    const surface = this.#surface;
    const mark = surface.marks[n];
    this.#chosen(mark.ref, [mark], () => {
      this.#opener = node ?? this.#opener;
      this.#why.show(this.#index, mark.ref, { mark, around: surface.around(n).map((m) => ({ n: m, mark: surface.marks[m] })) });
      surface.reveal([mark], { scroll: node?.localName === 'button' });
      this.#relate(mark.ref);
    });
  }

  #chooseFact(line, node) {
    this.#chosen(line.why ?? line.ids[0] ?? null, line.spans, () => {
      if (!this.#text) return;
      if (this.#shape === 'card' && !this.#surface) this.#openWhy(line, node);
      else this.#reveal(line.spans);
    });
  }

  #chooseWhy(line, node) {
    this.#chosen(line.why, this.#index?.spansOf(line.why) ?? [], () => this.#openWhy(line, node));
  }

  #openWhy(line, node) {
    if (!line.why) return;
    if (this.#shape === 'editor' && this.#editing) this.#toReading();
    this.#opener = node;
    this.#why.text = this.#text;
    this.#why.show(this.#index, line.why);
    this.#surface?.reveal(this.#index.spansOf(line.why), { scroll: false });
    this.#relate(null);
  }

  async #reveal(spans) {
    if (this.#shape === 'card' && this.#peer) return this.#peer.#reveal(spans);
    if (this.#shape === 'card') return void (this.#host?.reveal(spans) === false && this.#say(this.#words.t('element.gone')));
    if (this.#shape === 'editor' && this.#editing) this.#toReading();
    await this.#view.done;
    return void this.#view.reveal(spans);
  }

  #relate(id) {
    relateLines(this.#parts.results, id);
  }

  #closeWhy() {
    if (!this.#why.open) return;
    const had = this.#why.element.contains(this.shadowRoot.activeElement);
    this.#why.hide();
    this.#surface?.reveal([]);
    this.#relate(null);
    if (had && this.#opener?.isConnected) this.#opener.focus({ preventScroll: true });
    this.#opener = null;
  }
}

for (const [name, values] of Object.entries(CHOICES)) {
  reflect(name, {
    get() { return values.includes(this.getAttribute(name)) ? this.getAttribute(name) : values[0]; },
    set(value) { this.setAttribute(name, value); },
  });
}
for (const [name, attribute] of Object.entries(STRINGS)) {
  const set = function set(value) { if (value === null || value === undefined) this.removeAttribute(attribute); else this.setAttribute(attribute, value); };
  if (name === 'maxLength') reflect(name, { get() { return Number(this.getAttribute(attribute) ?? NaN) > 0 ? Number(this.getAttribute(attribute)) : MAX_LENGTH; }, set });
  else reflect(name, { get() { return this.getAttribute(attribute) ?? ''; }, set });
}

function reflect(name, accessors) {
  Object.defineProperty(SitrepAnalyzerElement.prototype, name, { ...accessors, configurable: true, enumerable: true });
}

/** A promise settled from outside, which need not be waited for. */
function deferred() {
  const made = { settled: false };
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  made.promise.catch(() => {}).finally(() => { made.settled = true; });
  return made;
}

function aborted(signal) {
  return new Promise((_, reject) => { signal?.addEventListener('abort', () => reject(signal.reason), { once: true }); });
}

function parsed(json) {
  try { return JSON.parse(json); } catch { return null; }
}
