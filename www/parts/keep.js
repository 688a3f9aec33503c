/**
 * Keeping: nothing is stored until the reader asks. Under the card an article can be kept in this browser; the view "Kept"
 * lists what is kept, finds, opens, renames and deletes it, writes all of it to one file and reads such a file. Beside it:
 * names and places can be replaced before something is shared, and a long reading says how it goes.
 *
 * For other parts, `page.kept`: `import(file)` takes a saved desk, and shows what became of it. The page's event `removed`
 * tells that all settings were taken out of this browser.
 */
import { button, el } from '../dom.js';
import { bodyOf, contentOf, digestOf, factsOf, headOf, ownNames, sound } from './keep/article.js';
import { readDesk, deskParts } from './keep/desk-file.js';
import { KeptView } from './keep/view.js';
import { Store } from './keep/store.js';
import { installProgress } from './keep/progress.js';
import { installRedaction } from './keep/redact.js';
import { removeEverything } from './keep/remove.js';

const MOST_NAMES = 3;
/** Corrections are compared by these. */
const SAME = ['path', 'op', 'new', 'reason'];

export function install(page) {
  const keeper = new Keeper(page);
  page.kept = { import: (file) => { page.showView('kept'); return keeper.view.import(file); } };
  installRedaction(page);
  installProgress(page);
  return keeper.load();
}

class Keeper {
  #turn = 0; #opening = null; #digests = new Map(); #before = null;

  constructor(page) {
    const { t } = page.words;
    this.page = page;
    this.store = new Store();
    this.heads = [];
    this.current = null;
    this.view = new KeptView(this);
    this.keepButton = button(t('keep.keep'), { class: 'action keep-button', onclick: () => this.#keepShown() });
    this.said = el('p', { class: 'keep-said', hidden: true });
    page.parts.actions.append(this.keepButton);
    page.parts.actions.after(this.said);
    page.addView('kept', t('keep.view'), this.view.element);
    page.addEventListener('report', () => this.#reported());
    page.addEventListener('cleared', () => this.#forget());
    page.addEventListener('view', ({ detail }) => { if (detail === 'kept') this.view.shown(); });
  }

  async load() {
    await this.#renew().catch((error) => this.view.problem(error));
  }

  async #renew() {
    this.heads = (await this.store.heads()).sort((a, b) => (a.changed < b.changed ? 1 : a.changed > b.changed ? -1 : 0));
    this.view.draw();
  }

  // ---- the article that is shown ----

  /** Is what is shown kept, and as it is shown? */
  async #reported() {
    const { page } = this;
    const turn = (this.#turn += 1);
    this.#say('');
    await this.#finishOpening();
    if (turn !== this.#turn) return;
    if (!this.heads.length) {
      this.#drawButton('new');
      return this.#giveBack(null);
    }
    const body = bodyOf(page);
    const digest = await this.#digest(body.text);
    if (turn !== this.#turn) return;
    const found = this.heads.filter((head) => head.digest === digest);
    const head = found.find((one) => one.id === this.current) ?? found[0] ?? null;
    this.current = head?.id ?? null;
    const kept = head && await this.#bodyOrEmpty(head.id);
    if (turn !== this.#turn) return;
    this.#giveBack(this.current);
    this.#drawButton(head ? (contentOf({ digest, body }) === contentOf({ digest, body: kept }) ? 'kept' : 'changed') : 'new');
    if (head) this.#sayWords(head.id, kept.words ?? '');
  }

  async #bodyOrEmpty(id) {
    return (await this.store.body(id).catch(() => null)) ?? sound({ text: '' });
  }

  /** Corrections change often, the text does not. */
  async #digest(text) {
    if (!this.#digests.has(text)) this.#digests = new Map([[text, await digestOf(text)]]);
    return this.#digests.get(text);
  }

  /** Other own words may be another reading: that is said, with the way to those it was kept with, and back. */
  #sayWords(id, kept) {
    const { own, words: { t, list } } = this.page;
    const now = own?.words ?? '';
    if (this.#before?.id !== id || now !== this.#before.kept) this.#before = null;
    const names = (tsv) => { const all = ownNames(tsv); return all.length > MOST_NAMES ? list([...all.slice(0, MOST_NAMES), t('card.more_names', { n: all.length - MOST_NAMES })]) : all.length ? list(all) : t('keep.words_none'); };
    const lay = (tsv, before) => button(t(before ? 'keep.words_use' : 'keep.words_back'), { class: 'link-button keep-words', onclick: async () => {
      this.#before = before;
      await own.lay(tsv).catch((error) => this.#say(error.message, true));
    } });
    if (this.#before) this.#add(t('keep.words_used', { names: names(kept) }), lay(this.#before.words, null));
    else if (kept !== now && own) this.#add(t('keep.words_other', { then: names(kept), now: names(now) }), lay(kept, { id, kept, words: now }));
  }

  /** Own words that were put in use for one kept article are not in use for another. */
  #giveBack(id) {
    const { id: of, words } = this.#before ?? {};
    if (!this.#before || of === id) return;
    this.#before = null;
    this.page.own.lay(words).catch((error) => this.#say(error.message, true));
  }

  #drawButton(state) {
    this.keepButton.textContent = this.page.words.t({ new: 'keep.keep', changed: 'keep.keep_changes', kept: 'keep.is_kept' }[state]);
    this.keepButton.dataset.state = state;
  }

  #forget() {
    this.#turn += 1;
    this.current = null;
    this.#opening = null;
    this.#digests.clear();
    this.#giveBack(null);
    this.#say('');
    this.#drawButton('new');
  }

  #say(sentence, isProblem = false) {
    this.said.textContent = sentence;
    this.said.hidden = !sentence;
    this.said.classList.toggle('keep-problem', isProblem);
    if (sentence) this.said.scrollIntoView({ block: 'nearest' });
  }

  /** Says one thing more, beside what is said. */
  #add(sentence, more) {
    this.said.append(...(this.said.firstChild ? [' '] : []), sentence, ' ', more);
    this.said.hidden = false;
    this.page.parts.live.append(` ${sentence}`);
  }

  async #keepShown() {
    const { page } = this;
    const { t } = page.words;
    if (this.keepButton.dataset.state === 'kept') return page.showView('kept');
    const body = bodyOf(page);
    const facts = factsOf(page.report, page.words);
    this.keepButton.disabled = true;
    try {
      const head = await this.#put(body, { id: this.current, facts, engine: page.report.engine?.version ?? null });
      this.current = head.id;
      this.#drawButton('kept');
      this.#say(t('keep.was_kept', { name: head.name }));
    } catch (error) {
      this.#say(this.view.sentence(error), true);
    } finally {
      page.parts.live.textContent = this.said.textContent;
      this.keepButton.disabled = false;
    }
  }

  /** Keeps one body, anew or in place of what is kept under `id`. */
  async #put(body, { id = null, facts, engine, name = null }) {
    const now = new Date().toISOString();
    const old = this.heads.find((head) => head.id === id) ?? null;
    const made = { id: old?.id ?? newId(), name: name ?? old?.name ?? null, body, facts, engine };
    const head = headOf({ ...made, digest: await digestOf(body.text), kept: old?.kept ?? now, changed: now });
    await this.store.put([{ head, body: { id: head.id, ...body } }]);
    await this.#renew();
    return head;
  }

  // ---- opening ----

  async open(id) {
    const { page } = this;
    const body = await this.store.body(id).catch((error) => this.view.problem(error));
    const head = this.heads.find((one) => one.id === id);
    if (!body || !head) return;
    this.current = id;
    this.#opening = { head, body };
    const { profile, ...others } = page.options;
    page.options = body.options.profile ? { ...others, profile: body.options.profile } : others;
    page.take(body.text, { ...body.about, date: body.date, one: true });
  }

  /** Once it is read again, what was corrected is laid over it, and a reading that became another is told of. */
  async #finishOpening() {
    const { page } = this;
    const { head, body } = this.#opening ?? {};
    if (!head || page.text !== body.text) return;
    this.#opening = null;
    const made = page.corrections?.list ?? [];
    const there = new Set(made.map(sameness));
    const missing = body.corrections.filter((one) => !there.has(sameness(one)));
    if (missing.length && page.corrections) await page.corrections.keep([...made, ...missing]);
    const { t } = page.words;
    if (body.corrections.length && !page.corrections) this.#say(t('keep.no_corrections', { n: body.corrections.length }), true);
    else this.#sayIfOther(head);
  }

  #sayIfOther(head) {
    const { page } = this;
    const now = factsOf(page.report, page.words);
    const version = page.report.engine?.version ?? null;
    const other = ['headline', 'date', 'place', 'toll'].filter((name) => (now[name] ?? null) !== (head[name] ?? null));
    if (other.length && head.engine !== version) this.#say(this.page.words.t('keep.other_reading', { then: head.engine ?? '?', now: version ?? '?', what: page.words.list(other.map((name) => page.words.t(`keep.fact.${name}`))) }), true);
  }

  // ---- the list ----

  async rename(id, name) {
    const head = this.heads.find((one) => one.id === id);
    if (!head || !name.trim() || name.trim() === head.name) return;
    await this.store.putHead({ ...head, name: name.trim().slice(0, 200) });
    await this.#renew();
  }

  /** Deletes one and gives what puts it back. */
  async remove(id) {
    const head = this.heads.find((one) => one.id === id);
    const body = await this.store.body(id);
    await this.store.remove(id);
    await this.#renewAll();
    return { head, undo: async () => { await this.store.put([{ head, body }]); await this.#renewAll(); } };
  }

  async #renewAll() {
    await this.#renew();
    if (this.page.report) await this.#reported();
  }

  /** Keeps what is not kept yet; a text that is kept with other corrections, date or name beside it is kept as another. */
  async add(list) {
    const seen = new Map();
    for (const head of this.heads) seen.set(head.digest, [...(seen.get(head.digest) ?? []), head]);
    const contents = new Set();
    const counts = { added: [], twice: 0 };
    for (const one of list) {
      const body = sound(one.body);
      const digest = await digestOf(body.text);
      const content = contentOf({ digest, body });
      const others = seen.get(digest) ?? [];
      if (contents.has(content) || await this.#holds(others, digest, content)) counts.twice += 1;
      else {
        const made = this.#article(one, body, digest, others.length);
        counts.added.push(made);
        seen.set(digest, [...others, made.head]);
      }
      contents.add(content);
    }
    if (counts.added.length) await this.store.put(counts.added);
    await this.#renewAll();
    return { added: counts.added.length, twice: counts.twice };
  }

  async #holds(heads, digest, content) {
    for (const head of heads) {
      const body = await this.store.body(head.id);
      if (body && contentOf({ digest, body }) === content) return true;
    }
    return false;
  }

  #article({ name, facts, engine, kept, changed }, body, digest, others) {
    const now = new Date().toISOString();
    const none = { headline: null, date: null, place: null, toll: null };
    const head = headOf({ id: newId(), name, body, digest, facts: facts ?? none, engine, kept: kept ?? now, changed: changed ?? kept ?? now });
    if (others) head.name = this.page.words.t('keep.copy_name', { name: head.name, n: others + 1 });
    return { head, body: { id: head.id, ...body } };
  }

  // ---- the desk of this session, files, and all of it ----

  /** Articles on the desk that were read, as they can be kept. */
  onDesk() {
    return (this.page.desk?.items() ?? []).map(({ text, about, date, corrections, report }) => ({
      body: { text, about, date, options: this.page.options, corrections, words: this.page.own?.words }, facts: report ? factsOf(report, this.page.words) : undefined, engine: report?.engine?.version,
    }));
  }

  async putOnDesk() {
    const items = [];
    let others = 0;
    for (const { id } of this.heads) {
      const body = await this.store.body(id);
      if (!body) continue;
      items.push({ text: body.text, about: body.about, date: body.date, corrections: body.corrections });
      others += Number((body.words ?? '') !== (this.page.own?.words ?? ''));
    }
    this.page.desk.add(items);
    this.page.showView('desk');
    if (others) this.page.say(this.page.words.t('keep.words_desk', { n: others }));
  }

  async fileParts(at) {
    const version = await this.page.analyzer.version();
    return deskParts(this.heads, (id) => this.store.body(id), version, at);
  }

  async import(file) {
    const { articles, problems } = await readDesk(file);
    return { ...await this.add(articles), problems };
  }

  async removeAll() {
    const count = this.heads.length;
    const removed = await removeEverything(this.store, this.page);
    if (!removed.failed.includes('articles')) this.heads = [];
    this.current = null;
    // Not waited for: where another tab holds the database, nothing is read of it until that is closed.
    if (this.page.report) this.#reported();
    return { count, ...removed };
  }
}

function sameness(one) {
  return JSON.stringify(SAME.map((name) => one[name] ?? null));
}

/** Where the address is not secure the browser gives none. */
function newId() {
  return crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
}
