/**
 * The page: takes an article by paste, typing, file or example, asks the client for a report, and shows the marked
 * text beside the card. Owns the state and the states (empty, working, done, nothing, wrong, failed); the drawing of
 * text, card and reasons is left to document-view.js, card.js and parts/why.js. What else can be done with an article is
 * added by the parts of the workbench (parts.js), through the members of Page that are not private.
 */
import { MAX_LENGTH, createAnalyzer, loadScript, wellFormed } from './client.js';
import { keepOffline } from './offline.js';
import { button, el, filled, isField, runInSlices } from './dom.js';
import { DocumentView, kindNames, legendKeys } from './document-view.js';
import { OFF_AT_FIRST, countryCodes, indexing, nameCountries } from './report-index.js';
import { cardModel, foundNothing } from './card-model.js';
import { relateLines, renderCard, renderProblem } from './card.js';
import { loadParts, loadWords } from './parts.js';
import { fetched } from './resources.js';
import { SOFT_LIMIT, makeWords, statusWords } from './words.js';

const EXAMPLES = ['ground-attack', 'bombing', 'football'];
const TYPING_PAUSE_MS = 300;
/** Text fields take seconds to lay out more than this. */
const EDIT_LIMIT = 1_000_000;
const OLDEST_YEAR = 1900;
/** What trying again does not change. */
const FINAL = ['too_long', 'not_text', 'wasm_blocked', 'wasm_missing'];

/** Loads what the first view needs, then the rest; nothing is requested because of a text or a click. */
async function start(root) {
  const [table, examples] = await Promise.all([loadJson('./strings/en.json'), Promise.all(EXAMPLES.map((name) => loadJson(`./examples/${name}.json`)))]);
  Object.assign(document.documentElement, { lang: table.lang, dir: table.dir });
  const page = new Page(root, makeWords(table), examples);
  await page.load();
  return page;
}

async function loadJson(path) {
  const response = await fetched(path);
  return response.json();
}

/**
 * For the parts: `report` (a reading is drawn; `page.report`, `page.index`), `cleared`, `view` (another view is shown), `words` (own words are in use)
 * and `why` ({ref, mark, element}: reasons are shown, `element` takes what a part has to add) are events of the page.
 */
class Page extends EventTarget {
  #timer = 0; #running = null; #again = false; #opener = null;

  constructor(root, words, examples) {
    super();
    /** What every analysis is asked for, and what is known of the article, in the names of the options of `analyze`. */
    this.options = { offsets: 'utf16' };
    this.about = {};
    /** Makes what is shown of a report, given what was read and the text of it. */
    this.amend = (report) => report;
    /** What takes files and what is pasted; false for what the page should take as plain text itself. */
    this.intake = { files: () => false, paste: () => false };
    this.views = new Map();
    Object.assign(this, { root, words, examples, text: '', date: '', mode: 'edit', analyzer: null, loadError: null, valueShown: '', input: '', articles: [], chosen: null, viewShown: 'article' });
    this.#build();
    this.#listen();
    this.#show('empty');
  }

  async load() {
    this.#loading(0);
    try {
      const [analyzer, { WhyPanel }] = await Promise.all([createAnalyzer({ onProgress: (bytes) => this.#loading(bytes) }), import('./parts/why.js').catch(() => loadScript('./parts/why.js')), loadWords(this.words)]);
      this.analyzer = analyzer;
      this.#giveReasons(new WhyPanel({ words: this.words, analyzer, onEvidence: (spans) => { this.setPane('text'); this.view.reveal(spans); }, onOther: (n) => this.#openMark(n, null), onClose: () => this.#closeWhy() }));
      this.#showNote();
      this.parts.version.textContent = this.words.t('footer.version', { version: await this.analyzer.version() });
      Promise.all([this.analyzer.complete, loadParts(this)]).then(([, missing]) => this.#completed(missing));
    } catch (error) {
      this.loadError = error;
    }
    this.root.dataset.ready = this.loadError ? this.loadError.code : 'yes';
    if (this.loadError) this.parts.packs.textContent = '';
    if (this.loadError || this.text) this.#analyze();
  }

  /** The text that is there meanwhile is read when it has succeeded. */
  #loadAgain() {
    this.loadError = null;
    this.#show(this.text ? 'working' : 'empty');
    this.load();
  }

  /** All places are there, or known to be missing: what was read before is read again. */
  #completed(missing) {
    this.root.dataset.parts = missing.join(' ') || 'all';
    this.root.dataset.packs = this.analyzer.missing.join(' ') || 'all';
    this.parts.packs.textContent = this.words.t(this.analyzer.missing.length ? 'footer.packs.missing' : 'footer.packs.all');
    this.#showNote();
    this.#readAgain();
    this.#keepOffline();
  }

  /** A reading closes the reasons: a form that is being filled in there is left alone until it is closed. */
  #readAgain() {
    if (this.root.querySelector('.why:not([hidden]) form')) return void setTimeout(() => this.#readAgain(), TYPING_PAUSE_MS);
    if (this.text.trim() && this.root.dataset.phase !== 'wrong') this.#analyze();
    if (this.mode === 'read') this.#divide();
  }

  #loading(bytes) {
    this.parts.packs.textContent = this.words.t('footer.packs.loading', { mb: (bytes / 1e6).toFixed(1) });
  }

  /** Last of all, so that keeping the files never delays the first reading. */
  async #keepOffline() {
    const kept = await keepOffline((use) => this.#offerUpdate(use));
    this.root.dataset.offline = kept;
    this.parts.offline.textContent = this.words.t(`footer.offline.${kept}`);
  }

  /** Reloading would lose the text, so the button is there only while there is none. */
  #offerUpdate(use) {
    const { t } = this.words;
    this.parts.update.replaceChildren(t('update.ready'), ' ', button(t('update.use'), { class: 'link-button update-use', onclick: use }), el('span', { class: 'update-later' }, t('update.later')));
  }

  // ---- building ----

  #build() {
    const { t } = this.words;
    this.parts = {
      version: el('span', {}),
      packs: el('span', { class: 'kept' }),
      offline: el('span', { class: 'kept' }),
      update: el('p', { class: 'update' }),
      status: el('p', { class: 'status' }),
      live: el('p', { class: 'spoken', role: 'status', 'aria-live': 'polite' }),
      note: el('p', { class: 'note', hidden: true }),
      legend: el('div', { class: 'legend', role: 'group', 'aria-label': t('legend.label'), part: 'legend' }),
      results: el('div', { class: 'results' }),
      views: el('nav', { class: 'views', 'aria-label': t('view.label') }),
      above: el('div', { class: 'above-card' }),
      below: el('div', { class: 'below-card' }),
      margin: el('div', { class: 'margin' }),
      actions: el('div', { class: 'actions', hidden: true }),
    };
    this.view = new DocumentView({ label: t('document.label'), describe: (kind) => `kind-${kind}`, onSelect: (n, node) => this.#openMark(n, node) });
    OFF_AT_FIRST.forEach((kind) => this.view.setKind(kind, false));
    this.why = { element: el('div', { hidden: true }), open: false, hide() {} };
    this.root.replaceChildren(this.#masthead(), this.#main(), this.#footer(), kindNames(this.words), this.parts.live);
  }

  #masthead() {
    const { t } = this.words;
    this.parts.theme = button('', { class: 'quiet-button theme', onclick: () => this.#nextTheme() });
    this.#setTheme(readTheme());
    return el('header', { class: 'masthead' }, el('div', {}, el('h1', {}, t('app.name')), el('p', { class: 'tagline' }, t('app.tagline'))),
      el('div', { class: 'masthead-tools' }, this.parts.views, this.parts.theme));
  }

  #main() {
    const left = el('div', { class: 'left' }, this.#editor(), this.#reader());
    const column = el('div', { class: 'card-scroll' }, this.parts.status, this.parts.note, this.parts.above, this.parts.results, this.parts.actions, this.parts.below);
    const right = el('div', { class: 'right', role: 'region', 'aria-label': this.words.t('card.region') }, column, this.why.element);
    this.parts.panes = el('div', { class: 'panes', role: 'group', 'aria-label': this.words.t('pane.label') },
      ['card', 'text'].map((pane) => button(this.words.t(`pane.${pane}`), { class: 'pane', 'data-pane': pane, onclick: () => this.setPane(pane) })));
    this.setPane('card');
    return (this.parts.main = el('main', { class: 'main' }, this.parts.panes, left, right));
  }

  /** On a narrow screen one of the two is shown at a time. */
  setPane(pane) {
    this.root.dataset.pane = pane;
    this.parts.panes.childNodes.forEach((node) => node.setAttribute('aria-pressed', String(node.dataset.pane === pane)));
  }

  #editor() {
    const { t } = this.words;
    this.parts.input = el('textarea', { id: 'article', spellcheck: 'false', autocomplete: 'off', dir: 'auto', placeholder: t('input.placeholder'), 'aria-describedby': 'promise', part: 'input' });
    this.parts.file = el('input', { type: 'file', accept: '.txt,.md,text/plain,text/markdown', class: 'file', 'aria-label': t('input.file'), tabindex: -1 });
    this.parts.showMarks = button(t('input.show'), { class: 'primary', hidden: true, onclick: () => this.#read() });
    const controls = el('div', { class: 'controls' }, this.#dateField('date-edit', t('date.label'), t('date.hint')),
      this.parts.intake = el('div', { class: 'control-buttons' }, button(t('input.file'), { class: 'action', onclick: () => this.parts.file.click() }), this.parts.file, this.parts.showMarks));
    this.parts.editor = el('section', { class: 'editor', 'aria-labelledby': 'article-label' },
      el('h2', { class: 'field-title' }, el('label', { for: 'article', id: 'article-label' }, t('input.label'))), this.parts.input, controls, this.#welcome());
    return this.parts.editor;
  }

  #welcome() {
    const { t } = this.words;
    const cards = this.examples.map((example) => el('li', {}, button(el('strong', {}, example.name), { class: 'example', 'data-example': example.id, onclick: () => this.take(example.paragraphs.join('\n\n'), { date: '' }) }, el('span', {}, example.about))));
    this.parts.welcome = el('div', { class: 'welcome' },
      el('p', { class: 'promise', id: 'promise' }, el('strong', {}, t('promise.title')), ' ', t('promise.text')),
      el('h2', { class: 'small-title' }, t('examples.title')), el('ul', { class: 'examples' }, cards));
    return this.parts.welcome;
  }

  #reader() {
    const { t } = this.words;
    this.parts.readTitle = el('h2', { class: 'field-title', tabindex: -1 }, t('document.title'));
    this.parts.articles = el('p', { class: 'articles', hidden: true });
    this.parts.edit = button(t('reader.edit'), { class: 'action', onclick: () => this.#edit() });
    const tools = this.parts.tools = el('div', { class: 'reader-tools' }, this.parts.edit, button(t('reader.new'), { class: 'action', onclick: () => this.#clear() }));
    this.parts.reader = el('section', { class: 'reader', hidden: true },
      el('div', { class: 'reader-head' }, this.parts.readTitle, tools, this.#dateField('date-read', t('date.label'), null)),
      this.parts.articles, this.parts.legend, el('div', { class: 'document-frame' }, this.view.element, this.parts.margin), el('p', { class: 'keys' }, t('document.keys')));
    return this.parts.reader;
  }

  /** A labelled date field; all of them show the same date. */
  #dateField(id, label, hint) {
    const input = el('input', { type: 'date', id, class: 'publication-date', min: `${OLDEST_YEAR}-01-01`, max: '2999-12-31', 'aria-describedby': hint ? `${id}-hint` : null });
    input.value = this.date;
    input.addEventListener('change', () => this.#setDate(input.value));
    return el('div', { class: 'date-field' }, el('label', { for: id }, label), input, hint ? el('span', { class: 'hint', id: `${id}-hint` }, hint) : null);
  }

  #footer() {
    const { t } = this.words;
    return this.parts.foot = el('footer', { class: 'footer' }, el('p', {}, t('footer.stance')), el('p', {}, this.parts.version, this.parts.packs, this.parts.offline), this.parts.update);
  }

  // ---- views, for the parts ----

  /** Adds a view beside the article and its button; `element` fills the page while it is shown. */
  addView(name, label, element) {
    if (!this.views.size) this.#nameView('article', this.words.t('view.article'), this.parts.main);
    this.parts.main.parentNode.insertBefore(element, this.parts.foot);
    this.#nameView(name, label, element);
    this.showView(this.viewShown);
  }

  #nameView(name, label, element) {
    const tab = button(label, { class: 'view-tab', 'data-view': name, onclick: () => this.showView(name) });
    this.parts.views.append(tab);
    this.views.set(name, { element, tab });
  }

  showView(name) {
    if (this.views.size && !this.views.has(name)) return;
    const changed = this.viewShown !== name;
    this.viewShown = this.root.dataset.view = name;
    for (const [key, { element, tab }] of this.views) {
      element.hidden = key !== name;
      if (key === name) tab.setAttribute('aria-current', 'page');
      else tab.removeAttribute('aria-current');
    }
    if (changed) this.dispatchEvent(new CustomEvent('view', { detail: name }));
  }

  // ---- input ----

  #listen() {
    const { input, file } = this.parts;
    input.addEventListener('paste', (event) => this.#pasted(event));
    input.addEventListener('input', () => this.#typed());
    file.addEventListener('change', () => { this.#openFiles([...file.files]); file.value = ''; });
    const doc = this.root.ownerDocument;
    doc.addEventListener('paste', (event) => { if (!this.text && !event.defaultPrevented && !isField(event.target)) this.#pasted(event); });
    doc.addEventListener('dragover', (event) => { if (event.dataTransfer?.types.includes('Files')) event.preventDefault(); });
    doc.addEventListener('drop', (event) => this.#dropped(event));
    doc.addEventListener('keydown', (event) => { if (event.key === 'Escape' && this.why.open) this.#closeWhy(); });
  }

  /** Keeps the pasted string as it was given: a text field would change its line ends. */
  #pasted(event) {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    const { input } = this.parts;
    const replacesAll = input.selectionEnd - input.selectionStart === input.value.length;
    if (!replacesAll) return;
    const taken = this.intake.paste(event.clipboardData);
    if (!taken && !text.trim()) return;
    event.preventDefault();
    if (!taken) this.take(text);
  }

  #typed() {
    const { value } = this.parts.input;
    this.text = wellFormed(value);
    this.#undivided();
    this.valueShown = null;
    this.parts.showMarks.hidden = !value.trim();
    this.setPane('text');
    clearTimeout(this.#timer);
    if (!value.trim()) return this.#show('empty');
    this.#timer = setTimeout(() => this.#analyze(), TYPING_PAUSE_MS);
  }

  #dropped(event) {
    const files = [...(event.dataTransfer?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    this.#openFiles(files);
  }

  async #openFiles(files) {
    const [file] = files;
    if (!file || this.intake.files(files)) return;
    const limit = MAX_LENGTH * 4;
    if (file.size > limit) return this.wrong('too_long', { n: file.size, limit: MAX_LENGTH });
    try {
      const text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
      if (text.includes('\0')) throw new TypeError('not text');
      this.take(text);
    } catch {
      this.wrong('not_text', { name: file.name });
    }
  }

  /** Takes an article as the whole text and shows it marked; `about` may hold its date, title, publisher, author and url. What is known to be `one` is not divided. */
  take(text, { date = this.date, one = false, ...about } = {}) {
    if (text.length > MAX_LENGTH) return this.wrong('too_long', { n: text.length, limit: MAX_LENGTH });
    Object.assign(this, { text: wellFormed(text), about, date, valueShown: null });
    this.#syncDates();
    this.#undivided();
    this.showView('article');
    this.#read();
    if (!one) this.#divide();
  }

  /** The text is one article until it is found to be several. */
  #undivided() {
    Object.assign(this, { input: this.text, articles: [], chosen: null });
    this.parts.articles.hidden = true;
  }

  /** What is known of one of the articles, or of the only one: what it says itself goes before what was given. */
  known(article = this.articles[this.chosen]) {
    return { ...filled(this.about), ...filled(article?.about) };
  }

  /** Looks for several articles in what was given; the first is read then, and the reader may choose. */
  async #divide() {
    const { input } = this;
    if (!this.analyzer?.exports || this.articles.length || !input.trim()) return;
    const articles = await this.analyzer.splitArticles(input).catch(() => []);
    if (articles.length < 2 || this.input !== input || this.text !== input || this.mode !== 'read') return;
    this.articles = articles;
    this.#choose(0);
  }

  /** Reads one of the articles, or all as one. */
  #choose(n) {
    const article = this.articles[n];
    this.chosen = article ? n : null;
    this.text = article ? this.input.slice(article.start, article.end) : this.input;
    this.valueShown = null;
    this.#drawArticles();
    this.#read();
  }

  #drawArticles() {
    const { t } = this.words;
    const options = this.articles.map((article, n) => el('option', { value: n, selected: n === this.chosen }, t('articles.option', { n: n + 1, title: article.title })));
    const all = el('option', { value: -1, selected: this.chosen === null }, t('articles.all'));
    const select = el('select', { id: 'which-article' }, options, all);
    select.addEventListener('change', () => { this.#choose(Number(select.value)); document.getElementById('which-article').focus(); });
    this.parts.articles.replaceChildren(el('label', { for: 'which-article' }, t('articles.several', { count: this.articles.length })), ' ', select);
    this.parts.articles.hidden = false;
  }

  #read() {
    clearTimeout(this.#timer);
    this.#setMode('read');
    this.setPane('card');
    this.parts.edit.hidden = this.text.length > EDIT_LIMIT;
    this.#drawDocument(null);
    this.#analyze();
    scrollTo(0, 0);
    if (this.parts.readTitle.checkVisibility?.() ?? true) this.parts.readTitle.focus({ preventScroll: true });
    else this.parts.panes.firstChild.focus({ preventScroll: true });
  }

  #edit() {
    this.#closeWhy();
    this.#setMode('edit');
    this.setPane('text');
    const { input } = this.parts;
    if (this.valueShown !== this.text) {
      input.value = this.text;
      this.valueShown = this.text;
    }
    this.parts.showMarks.hidden = false;
    input.focus();
    input.setSelectionRange(0, 0);
    input.scrollTop = 0;
  }

  #clear() {
    Object.assign(this, { text: '', date: '', about: {}, valueShown: null });
    this.#undivided();
    this.parts.input.value = '';
    this.parts.showMarks.hidden = true;
    this.#syncDates();
    this.#setMode('edit');
    this.#show('empty');
    this.parts.input.focus();
  }

  #setMode(mode) {
    this.mode = mode;
    this.root.dataset.mode = mode;
    this.parts.editor.hidden = mode !== 'edit';
    this.parts.reader.hidden = mode !== 'read';
  }

  #setDate(value) {
    if (value && Number(value.slice(0, 4)) < OLDEST_YEAR) return;
    if (value === this.date) return;
    this.date = value;
    this.#syncDates();
    if (this.text.trim()) this.#analyze();
  }

  #syncDates() {
    this.root.querySelectorAll('.publication-date').forEach((input) => { if (input.value !== this.date) input.value = this.date; });
  }

  // ---- analysis ----

  /** Reads the text now; while one reading runs, only the newest text waits. */
  async #analyze() {
    if (this.loadError) return this.#fail(this.loadError);
    if (!this.analyzer || this.#running) {
      this.#again = true;
      return this.#show('working');
    }
    const { text } = this;
    this.#running = new AbortController();
    this.#again = false;
    const waiting = setTimeout(() => this.#show('working'), this.root.dataset.phase === 'done' ? 150 : 0);
    const began = performance.now();
    const outcome = await this.#indexed(text, this.#running.signal).catch((error) => ({ error }));
    clearTimeout(waiting);
    this.#running = null;
    this.#showNote();
    if (this.#again) return this.#analyze();
    if (this.text !== text || !text.trim()) return;
    const { error } = outcome;
    if (!error) this.#done(outcome, performance.now() - began);
    else if (error.name === 'AbortError') this.wrong('stopped');
    else if (error.code === 'too_long') this.wrong('too_long', { n: text.length, limit: MAX_LENGTH });
    else this.#fail(error);
  }

  /** The reading of `text` with the index of its report; both come in slices, so that a long one never holds the page. */
  async #indexed(text, signal) {
    const { start = 0 } = this.articles[this.chosen] ?? {};
    const date = this.date || null;
    const reading = await this.analyzer.analyze(text, { ...this.known(), ...this.options, date }, { signal });
    reading.document.start = start;
    return this.#amended(reading, text, signal);
  }

  async #amended(reading, text, signal) {
    const index = await runInSlices(indexing(await this.amend(reading, text)), signal);
    await nameCountries(index, await runInSlices(countryCodes(index.report), signal), (keys) => this.analyzer.entries(keys));
    return { reading, index };
  }

  /** Shows the reading anew, after what `amend` does has changed. */
  async refresh() {
    const { reading, text } = this;
    if (!reading || this.#running) return;
    const amended = await this.#amended(reading, text);
    if (this.reading === reading && this.text === text) this.#done(amended, 0);
  }

  /** Reads the text again with other options, such as `{profile: 'ucdp'}`. */
  set(options) {
    Object.assign(this.options, options);
    if (this.text.trim()) this.#analyze();
  }

  #done({ reading, index }, ms) {
    Object.assign(this, { reading, report: index.report, index });
    if (this.why.open) this.#closeWhy();
    this.#drawDocument(index);
    this.parts.legend.replaceChildren(...legendKeys(this.view, index.marks, this.words));
    this.#show(foundNothing(this.report) ? 'nothing' : 'done', { ms });
    const tell = () => this.index === index && this.dispatchEvent(new Event('report'));
    // What the parts add to a long text comes in a turn of its own.
    if (this.text.length > SOFT_LIMIT) setTimeout(tell, TYPING_PAUSE_MS);
    else tell();
  }

  #drawDocument(index) {
    this.why.text = this.text;
    this.view.render(this.text, index);
  }

  // ---- the states ----

  #show(phase, detail = {}) {
    this.root.dataset.phase = phase;
    const had = this.parts.results.contains(document.activeElement);
    this.parts.actions.hidden = phase !== 'done' && phase !== 'nothing';
    if (phase === 'empty') this.#forget();
    this.parts.welcome.hidden = phase !== 'empty';
    this.parts.results.replaceChildren(...this.#resultsFor(phase, detail));
    this.say(this.#statusFor(phase, detail));
    if (had) this.parts.results.querySelector('h2')?.focus({ preventScroll: true });
  }

  /** The status sentence: seen above the card, and spoken from a place that is never hidden. */
  say(sentence) {
    this.parts.status.textContent = sentence;
    this.parts.live.textContent = sentence;
  }

  /** No report is there, as read or as shown. */
  #forget() {
    Object.assign(this, { reading: null, report: null, index: null });
    this.view.render('', null);
    this.why.hide();
    this.parts.legend.replaceChildren();
    this.dispatchEvent(new Event('cleared'));
  }

  #resultsFor(phase, detail) {
    const { t } = this.words;
    if (phase === 'done' || phase === 'nothing') return [renderCard(cardModel(this.index, this.words), this.words, { onFact: (line) => this.showFact(line), onWhy: (line, node) => this.openWhy(line, node), askDate: () => this.#askDate() })];
    if (phase === 'working') return [el('div', { class: 'working' }, el('p', {}, t('working.text')), button(t('working.stop'), { class: 'action', onclick: () => this.#running?.abort() }))];
    if (phase === 'wrong' || phase === 'failed') return [this.#problem(phase, detail)];
    return [];
  }

  #problem(phase, problem) {
    const { code } = problem;
    const again = (this.text || this.loadError) && !FINAL.includes(code) ? button(this.words.t('problem.again'), { class: 'action', onclick: () => (this.loadError ? this.#loadAgain() : this.#analyze()) }) : null;
    return renderProblem(this.words, phase, problem, { kept: this.text, again });
  }

  #statusFor(phase, detail) {
    const { t } = this.words;
    if (phase === 'working') return t('status.working');
    if (phase === 'wrong' || phase === 'failed') return t(`status.${phase}`);
    if (phase !== 'done' && phase !== 'nothing') return '';
    return statusWords(this.words, phase, this.report, this.text.length, detail.ms);
  }

  /** Says what is wrong with what was given, by the code of a problem in the string table. */
  wrong(code, values) {
    this.#show('wrong', { code, values });
  }

  #fail(error) {
    this.#show('failed', { code: error.code ?? 'failed', values: { message: error.message } });
  }

  #showNote() {
    const { note, missing = [] } = this.analyzer ?? {};
    const notes = [note, ...missing.map((pack) => `no_${pack}`)].filter(Boolean);
    this.parts.note.hidden = !notes.length;
    this.parts.note.textContent = notes.map((code) => this.words.t(`note_line.${code}`)).join(' ');
  }

  // ---- legend, facts, reasons ----

  /** The panel of reasons is no part of the first view, so it comes with the analyser. */
  #giveReasons(panel) {
    this.why.element.replaceWith(panel.element);
    this.why = panel;
  }

  /** Shows the evidence of a line of the card, anything with `spans`, in the article. */
  showFact(line) {
    if (this.mode === 'edit') this.#toReading();
    this.setPane('text');
    this.view.reveal(line.spans);
  }

  #toReading() {
    this.#setMode('read');
    this.#drawDocument(this.index);
  }

  /** Shows the reasons of the object `line.why`; closing them goes back to `node`. */
  openWhy(line, node) {
    if (this.mode === 'edit') this.#toReading();
    this.#opener = node;
    this.why.show(this.index, line.why);
    this.#toldWhy(line.why, null);
    this.view.reveal(this.index.spansOf(line.why), { scroll: false });
    this.#relate(null);
  }

  #openMark(n, node) {
    const mark = this.view.marks[n];
    this.#opener = node ?? this.#opener;
    const around = this.view.around(n).map((m) => ({ n: m, mark: this.view.marks[m] }));
    this.why.show(this.index, mark.ref, { mark, around });
    this.#toldWhy(mark.ref, mark);
    this.view.reveal([mark], { scroll: false });
    this.#relate(mark.ref);
  }

  #toldWhy(ref, mark) {
    this.dispatchEvent(new CustomEvent('why', { detail: { ref, mark, element: this.why.element } }));
  }

  /** Marks the facts of the card that rest on the object `id`. */
  #relate(id) {
    const first = relateLines(this.parts.results, id);
    if (first && matchMedia('(min-width: 62rem)').matches) first.scrollIntoView({ block: 'nearest' });
  }

  #closeWhy() {
    this.why.hide();
    this.view.reveal([]);
    this.#relate(null);
    if (this.#opener?.closest('.right')) this.setPane('card');
    if (this.#opener?.isConnected) this.#opener.focus({ preventScroll: true });
    this.#opener = null;
  }

  #askDate() {
    return el('div', { class: 'ask-date' }, this.#dateField('date-ask', this.words.t('date.ask'), null));
  }

  // ---- theme ----

  #nextTheme() {
    const order = ['auto', 'light', 'dark'];
    const theme = order[(order.indexOf(document.documentElement.dataset.theme) + 1) % order.length];
    this.#setTheme(theme);
    try { localStorage.setItem('sitrep-theme', theme); } catch { /* storage is off: the choice lasts for this visit */ }
  }

  #setTheme(theme) {
    document.documentElement.dataset.theme = theme;
    this.parts.theme.textContent = this.words.t(`theme.${theme}`);
  }
}

function readTheme() {
  try { return localStorage.getItem('sitrep-theme') ?? 'auto'; } catch { return 'auto'; }
}

/** The page, once it can read: for the forms it is carried in (carry/, extension/). */
export const opened = start(document.getElementById('app'));
