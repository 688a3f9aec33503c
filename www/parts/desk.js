/**
 * The desk: the articles taken together in this session, a row for each. Reads them in the background one after another,
 * sorts and filters the rows, opens one in the article view, compares two to five of one incident, and writes all of them
 * as files. Nothing is stored.
 *
 * For other parts, `page.desk`:
 * - `items()` all items in the order they came, `get(id)` one of them or null;
 * - `add(items)` takes `[{text, about?, date?, name?, report?, corrections?, id?}]`, leaves out what is there already, reads
 *   what has no report, and gives the ids of what it took; `remove(id)`;
 * - `open(sources)` the same for files: `[{name, read(signal) -> {articles, problems}}]`, and shows the desk;
 * - the page's event `desk` tells that items came, went or were read.
 * An item is `{id, text, about, date, report, corrections, name, state, problem}`: `about` holds what is known of title,
 * publisher, author and url; `date` is YYYY-MM-DD or empty; `report` is as last shown or read, null until then;
 * `corrections` are the overrides in that report; `state` is `waiting`, `reading`, `read` or `failed`.
 */
import { MAX_LENGTH, wellFormed } from '../client.js';
import { button, filled } from '../dom.js';
import { followed } from './correct/layer.js';
import { DeskView } from './desk/view.js';
import { rowOf } from './desk/rows.js';
import { stoppable, turn } from './tools.js';

const MOST = 2000;

export function install(page) {
  const desk = new Desk(page);
  page.desk = { items: () => [...desk.items.values()], get: (id) => desk.items.get(id) ?? null, add: (items) => desk.add(items), remove: (id) => desk.remove(id), open: (sources) => desk.open(sources) };
}

/** The corrections of a report that the analyst made; what follows from them the engine works out anew. */
const byHand = (report) => (report.overrides ?? []).filter((one) => !followed(one));

class Desk {
  #next = 1; #given = 0; #sources = []; #stop = null; #current = null; #divided = null;

  constructor(page) {
    this.page = page;
    this.items = new Map();
    this.rows = new Map();
    this.problems = [];
    this.opened = { done: 0, all: 0 };
    this.view = new DeskView(this);
    const { t } = page.words;
    page.addView('desk', t('desk.view'), this.view.element);
    this.back = button(t('desk.back'), { class: 'action desk-back', hidden: true, onclick: () => this.backToDesk() });
    this.put = button(t('desk.put'), { class: 'action desk-put', hidden: true, onclick: () => this.#putCurrent() });
    page.parts.tools.prepend(this.back);
    page.parts.tools.append(this.put);
    page.addEventListener('report', () => this.#reported());
    page.addEventListener('cleared', () => this.#leave());
    const given = () => { this.#given += 1; this.#readAgain(); };
    page.addEventListener('words', given);
    page.analyzer.complete.then(given);
    this.view.draw();
  }

  // ---- what is on it ----

  add(list) {
    const taken = list.map((one) => this.#take(one)).filter(Boolean);
    this.#work();
    this.#changed();
    return taken;
  }

  #take({ text, about = {}, date = '', name = null, report = null, corrections = [], id = null, start = 0 }) {
    if (this.items.size >= MOST || !text?.trim() || text.length > MAX_LENGTH) return null;
    const sound = wellFormed(text);
    for (const other of this.items.values()) if (other.text === sound && (other.date === (date ?? ''))) return null;
    const item = { id: id && !this.items.has(id) ? id : `A${this.#next}`, at: this.#next, text: sound, about: filled(about), date: date ?? '', name, report, corrections, handed: false, start, state: report ? 'read' : 'waiting', problem: null };
    this.#next += 1;
    while (this.items.has(`A${this.#next}`)) this.#next += 1;
    this.items.set(item.id, item);
    this.#rowAnew(item);
    return item.id;
  }

  remove(id) {
    if (!this.items.delete(id)) return false;
    this.rows.delete(id);
    if (this.#current === id) this.#leave();
    this.#changed();
    return true;
  }

  clear() {
    this.#sources = [];
    this.stop();
    this.opened = { done: 0, all: 0 };
    this.items.clear();
    this.rows.clear();
    this.problems = [];
    this.#leave();
    this.#changed();
  }

  open(sources) {
    this.#sources.push(...sources);
    this.opened.all += sources.length;
    this.page.showView('desk');
    this.#work();
    this.#changed();
  }

  #rowAnew(item) {
    this.rows.set(item.id, { item, row: rowOf(item, this.page.words) });
  }

  #changed() {
    this.view.draw();
    this.page.dispatchEvent(new Event('desk'));
  }

  // ---- reading ----

  get working() {
    return this.#stop !== null;
  }

  /** Opens all files, then reads all articles, one after another. */
  async #work() {
    if (this.#stop) return;
    const stop = (this.#stop = new AbortController());
    const ended = () => stop.signal.aborted;
    while (!ended() && (this.#sources.length || this.#waiting())) {
      if (this.#sources.length) await this.#openNext(stop.signal);
      else await this.#readNext(this.#waiting(), stop.signal);
      await turn();
    }
    if (ended()) return;
    this.#stop = null;
    this.opened = { done: 0, all: 0 };
    this.#changed();
    this.view.say('desk.done');
  }

  #waiting() {
    for (const item of this.items.values()) if (item.state === 'waiting') return item;
    return null;
  }

  async #openNext(signal) {
    const [source] = this.#sources;
    const { articles, problems } = await source.read(signal).catch(() => ({ articles: [], problems: [{ code: 'unreadable', values: {} }] }));
    const divided = [];
    for (const article of articles) divided.push(await this.#parted(article, source.name, articles.length > 1));
    // Stopped, it waits to be opened again; or the desk was cleared.
    if (signal.aborted) return;
    this.#sources.shift();
    this.opened.done += 1;
    this.problems.push(...problems.map(({ code, values }) => ({ code: code === 'not_text' ? code : `intake_${code}`, values: { name: source.name, ...values } })));
    for (const items of divided) this.#takeAll(items, source.name);
    this.view.drawSoon();
  }

  /** A file may hold several articles, one below the other. */
  async #parted({ text, about, date }, name, divided) {
    const parts = divided || !this.page.analyzer.exports ? [] : await this.page.analyzer.splitArticles(text).catch(() => []);
    return parts.length > 1 ? parts.map((part) => ({ text: text.slice(part.start, part.end), about: { ...about, ...filled(part.about) }, date, name, start: part.start })) : [{ text, about, date, name }];
  }

  #takeAll(items, name) {
    const taken = items.map((item) => this.#take(item));
    if (taken.includes(null)) this.problems.push({ code: this.items.size >= MOST ? 'desk_full' : 'desk_twice', values: { name, n: taken.filter((id) => !id).length, limit: MOST } });
  }

  async #readNext(item, signal) {
    item.state = 'reading';
    this.#update(item);
    const way = this.#way();
    try {
      const report = await stoppable(this.page.analyzer.analyzeAside(item.text, { ...item.about, ...this.page.options, date: item.date || null }), signal);
      report.document.start = item.start;
      Object.assign(item, { report: await this.#corrected(report, item.corrections), state: way === this.#way() ? 'read' : 'waiting', way });
    } catch (error) {
      if (error.name === 'AbortError') Object.assign(item, { state: 'waiting' });
      else Object.assign(item, { state: 'failed', problem: error.message });
    }
    if (this.items.get(item.id) === item) this.#update(item);
  }

  /** How articles are read now: with which options, and with which packs and own words. */
  #way() {
    return JSON.stringify([this.page.options, this.#given]);
  }

  /** What was corrected before is laid over a new reading. */
  async #corrected(report, corrections) {
    if (!corrections.length || !this.page.analyzer.exports) return report;
    return JSON.parse(await this.page.analyzer.applyOverrides(JSON.stringify(report), JSON.stringify(corrections)));
  }

  #update(item) {
    this.#rowAnew(item);
    this.view.drawSoon();
    if (item.state === 'read') this.page.dispatchEvent(new Event('desk'));
  }

  /** Files that wait to be opened. */
  get unopened() {
    return this.#sources.length;
  }

  /** What was not opened or read can be gone on with. */
  stop() {
    this.#stop?.abort();
    this.#stop = null;
    for (const item of this.items.values()) {
      if (item.state !== 'reading') continue;
      item.state = 'waiting';
      this.#rowAnew(item);
    }
    this.#changed();
    this.view.say('desk.stopped');
  }

  goOn() {
    for (const item of this.items.values()) {
      if (item.state !== 'failed') continue;
      item.state = 'waiting';
      this.#rowAnew(item);
    }
    this.#work();
    this.view.draw();
  }

  // ---- the article view and back ----

  show(id) {
    const item = this.items.get(id);
    if (!item) return;
    this.#current = null;
    this.#handOver(item);
    this.page.take(item.text, { ...item.about, date: item.date });
    this.#current = id;
    this.#tools();
  }

  /** Corrections that came with an item are given to the part that corrects, once; those made on the page it has. */
  #handOver(item) {
    if (!item.handed && item.corrections.length) this.page.corrections?.keep(item.corrections);
    item.handed = true;
  }

  backToDesk() {
    const id = this.#current;
    this.page.showView('desk');
    this.view.focusRow(id);
  }

  /** The report shown belongs to an item of the desk: what was corrected there stands in its row. */
  #reported() {
    const { page } = this;
    this.#putDivided();
    const item = this.#shown();
    this.#current = item?.id ?? null;
    this.#tools();
    if (!item) return this.#readAgain();
    const corrections = page.corrections || page.report.overrides?.length ? byHand(page.report) : item.corrections;
    Object.assign(item, { report: page.report, corrections, handed: true, date: page.date, about: page.known(), state: 'read', problem: null, way: this.#way() });
    this.#update(item);
    this.#readAgain();
  }

  #shown() {
    const now = this.items.get(this.#current);
    if (now?.text === this.page.text) return now;
    for (const item of this.items.values()) if (item.text === this.page.text && item.date === this.page.date) return item;
    return null;
  }

  /** Another coding profile, a pack that came and words of the reader's own are for all of them; the one that is shown the page reads again. */
  #readAgain() {
    const way = this.#way();
    let changed = false;
    for (const item of this.items.values()) {
      if (item.state !== 'read' || !item.way || item.way === way || item.id === this.#current) continue;
      item.state = 'waiting';
      changed = true;
    }
    if (changed) this.#work();
  }

  #leave() {
    this.#current = null;
    this.#tools();
  }

  #tools() {
    const { page } = this;
    this.back.hidden = !this.#current;
    this.put.hidden = Boolean(this.#current) || !page.report;
  }

  #putCurrent() {
    const { page } = this;
    const [id] = this.add([{ text: page.text, about: page.known(), date: page.date, report: page.report, corrections: byHand(page.report) }]);
    if (!id) return;
    Object.assign(this.items.get(id), { way: this.#way(), handed: true });
    this.#current = id;
    this.#tools();
    page.say(page.words.t('desk.was_put', { n: this.items.size }));
  }

  /** Several articles in one paste: all of them are on the desk, while the reader chooses which to see. */
  #putDivided() {
    const { page } = this;
    if (page.articles.length < 2 || this.#divided === page.input) return;
    this.#divided = page.input;
    const date = page.date;
    this.add(page.articles.map((article) => ({ text: page.input.slice(article.start, article.end), about: page.known(article), date, start: article.start })));
  }
}
