/**
 * The view "Kept": draws what is kept, finds in it, and asks the keeper (keep.js) for everything that is done. Each refusal is
 * a sentence in place; what was deleted can be had back from the line that says so.
 */
import { button, el } from '../../dom.js';
import { download } from '../tools.js';

const AT_ONCE = 100;
const SEARCH_PAUSE_MS = 150;
/** Kinds of what "Delete everything" takes away. */
const REMOVED = ['articles', 'settings', 'files', 'worker'];

export class KeptView {
  #turn = 0; #timer = 0; #wanted = ''; #found = null; #most = AT_ONCE; #renaming = null;

  constructor(keeper) {
    this.keeper = keeper;
    this.page = keeper.page;
    const { t } = this.page.words;
    this.t = t;
    this.count = el('p', { class: 'kept-count' });
    this.notice = el('div', { class: 'kept-notice', role: 'status' });
    this.problems = el('div', { class: 'kept-problems', hidden: true });
    this.search = el('input', { id: 'kept-search', type: 'search', autocomplete: 'off', spellcheck: 'false' });
    this.search.addEventListener('input', () => { clearTimeout(this.#timer); this.#timer = setTimeout(() => this.#find(), SEARCH_PAUSE_MS); });
    this.file = el('input', { type: 'file', accept: '.json,application/json', class: 'file', 'aria-label': t('keep.import'), tabindex: -1 });
    this.file.addEventListener('change', () => { const [file] = this.file.files; if (file) this.import(file); this.file.value = ''; });
    this.list = el('ul', { class: 'kept-list' });
    this.foot = el('div', { class: 'kept-foot' });
    this.#buildFoot();
    this.element = el('section', { class: 'kept-view', 'aria-labelledby': 'kept-title', hidden: true },
      el('div', { class: 'kept-head' }, el('h2', { id: 'kept-title', tabindex: -1 }, t('keep.title')), this.count),
      this.#tools(), this.notice, this.problems, this.list, this.foot);
    this.draw();
  }

  #tools() {
    const { t } = this;
    this.searchLine = el('div', { class: 'kept-search' }, el('label', { for: 'kept-search' }, t('keep.search')), this.search);
    this.exportButton = button(t('keep.export'), { class: 'action kept-export', onclick: () => this.#export() });
    this.keepDesk = button('', { class: 'action', onclick: () => this.#act(() => this.#keepDesk()) });
    this.toDesk = button(t('keep.to_desk'), { class: 'action', onclick: () => this.#act(() => this.keeper.putOnDesk()) });
    return el('div', { class: 'kept-tools' }, this.searchLine, this.keepDesk, this.toDesk,
      button(t('keep.import'), { class: 'action kept-import', onclick: () => this.file.click() }), this.exportButton);
  }

  /** The view is shown: what changes elsewhere is looked at anew. */
  shown() {
    if (!this.file.isConnected) this.exportButton.before(this.file);
    this.draw();
  }

  // ---- drawing ----

  draw() {
    const { t, keeper, page } = this;
    const all = keeper.heads;
    const waiting = page.desk?.items().length ?? 0;
    this.count.textContent = all.length ? t('keep.count', { n: all.length }) : '';
    this.searchLine.hidden = !all.length;
    this.exportButton.hidden = !all.length;
    this.toDesk.hidden = !all.length || !page.desk;
    this.keepDesk.hidden = !waiting;
    this.keepDesk.textContent = t('keep.keep_desk', { n: waiting });
    const shown = this.#found ? all.filter((head) => this.#found.has(head.id)) : all;
    const more = shown.length > this.#most ? el('li', {}, button(t('keep.more', { n: shown.length - this.#most }), { class: 'action', onclick: () => { this.#most += AT_ONCE; this.draw(); } })) : null;
    const none = all.length ? t('keep.none_found', { words: this.#wanted }) : null;
    const rows = shown.slice(0, this.#most).map((head) => this.#row(head));
    if (shown.length) this.list.replaceChildren(...rows, ...(more ? [more] : []));
    else this.list.replaceChildren(el('li', { class: 'kept-none' }, none ?? this.#empty()));
    if (!this.element.hidden) this.#drawUse();
  }

  #empty() {
    const { t } = this;
    return [el('p', {}, t('keep.empty')), el('p', { class: 'hint' }, t('keep.empty_how'))];
  }

  #row(head) {
    const { t, page } = this;
    const name = this.#renaming === head.id ? this.#nameField(head) : button(head.name || t('keep.unnamed'), { class: 'kept-open', dir: 'auto', onclick: () => this.#act(() => this.keeper.open(head.id)) });
    const facts = [head.date, head.place, head.toll === null ? null : t('keep.toll', { toll: head.toll })].filter(Boolean);
    const more = [t('keep.when', { when: dayWords(head.changed, page.words) }), t('keep.characters', { n: head.length }), head.corrections ? t('keep.corrections', { n: head.corrections }) : null, head.words?.length ? t('keep.words', { n: head.words.length }) : null].filter(Boolean);
    const tools = this.#renaming === head.id ? null : el('div', { class: 'kept-row-tools' },
      button(t('keep.rename'), { class: 'quiet-button', 'aria-label': t('keep.rename_this', { name: head.name }), onclick: () => this.#rename(head.id) }),
      button(t('keep.delete'), { class: 'quiet-button', 'aria-label': t('keep.delete_this', { name: head.name }), onclick: () => this.#act(() => this.#remove(head)) }));
    return el('li', { class: 'kept-row', 'data-id': head.id },
      el('div', { class: 'kept-what' }, name, head.headline && head.headline !== head.name ? el('p', { class: 'kept-headline', dir: 'auto' }, head.headline) : null,
        el('p', { class: 'sub', dir: 'auto' }, facts.length ? facts.join(' · ') : t('keep.no_facts')), el('p', { class: 'sub' }, more.join(' · '))), tools);
  }

  #nameField(head) {
    const { t } = this;
    const input = el('input', { type: 'text', 'aria-label': t('keep.name'), maxlength: 200, dir: 'auto', class: 'kept-name' });
    input.value = head.name;
    const close = () => { this.#renaming = null; this.draw(); this.#focusRow(head.id); };
    const form = el('form', { class: 'kept-rename' }, input, el('button', { type: 'submit', class: 'action' }, t('keep.rename_save')), button(t('keep.cancel'), { class: 'quiet-button', onclick: close }));
    form.addEventListener('submit', (event) => { event.preventDefault(); this.#act(async () => { await this.keeper.rename(head.id, input.value); close(); }); });
    form.addEventListener('keydown', (event) => { if (event.key === 'Escape') { event.stopPropagation(); close(); } });
    return form;
  }

  #rename(id) {
    this.#renaming = id;
    this.draw();
    this.list.querySelector('.kept-name')?.select();
  }

  #focusRow(id) {
    const row = [...this.list.querySelectorAll('.kept-row')].find((node) => node.dataset.id === id) ?? this.list.querySelector('.kept-row');
    (row?.querySelector('.kept-open') ?? this.element.querySelector('h2')).focus({ preventScroll: true });
  }

  // ---- saying ----

  /** The sentence for a refusal, by its code. */
  sentence(error) {
    const key = `keep.problem.${error?.code}`;
    return this.t(this.page.words.has(key) ? key : 'keep.problem.keep_failed', { message: error?.message ?? String(error), ...error?.values });
  }

  problem(error) {
    this.notice.replaceChildren(el('p', { class: 'keep-problem' }, this.sentence(error)));
  }

  #say(sentence, ...more) {
    this.notice.replaceChildren(el('p', {}, sentence, ...more));
  }

  /** Whatever is refused is said, and nothing else changes. */
  async #act(act) {
    try {
      return await act();
    } catch (error) {
      return this.problem(error);
    }
  }

  // ---- finding ----

  /** Names and facts at once; then the texts, one after another. */
  async #find() {
    const turn = (this.#turn += 1);
    const wanted = this.search.value.trim().toLowerCase();
    this.#wanted = this.search.value.trim();
    this.#most = AT_ONCE;
    if (!wanted) {
      this.#found = null;
      return this.draw();
    }
    const { heads } = this.keeper;
    this.#found = new Set(heads.filter((head) => [head.name, head.headline, head.date, head.place, head.toll].filter(Boolean).join('\n').toLowerCase().includes(wanted)).map((head) => head.id));
    this.draw();
    await this.#act(() => this.keeper.store.eachBody((body) => {
      if (turn !== this.#turn) return false;
      if (!this.#found.has(body.id) && [body.text, ...Object.values(body.about)].some((text) => text.toLowerCase().includes(wanted))) {
        this.#found.add(body.id);
        this.draw();
      }
      return true;
    }));
    if (turn === this.#turn) this.#say(this.t('keep.found', { n: this.#found.size }));
  }

  // ---- deleting one, with a way back ----

  async #remove(head) {
    const rows = [...this.list.querySelectorAll('.kept-row')];
    const next = rows[rows.findIndex((row) => row.dataset.id === head.id) + 1]?.dataset.id;
    const { undo } = await this.keeper.remove(head.id);
    const back = button(this.t('keep.undo'), { class: 'link-button', onclick: () => this.#act(async () => { await undo(); this.#say(this.t('keep.undone', { name: head.name })); this.#focusRow(head.id); }) });
    this.#say(this.t('keep.deleted', { name: head.name }), ' ', back);
    if (next) this.#focusRow(next);
    else back.focus();
  }

  // ---- files ----

  #export() {
    return this.#act(async () => {
      const at = new Date().toISOString();
      const parts = await this.keeper.fileParts(at);
      download(new Blob(parts, { type: 'application/json' }), `sitrep-desk-${at.slice(0, 10)}.json`);
      this.#say(this.t('keep.exported', { n: this.keeper.heads.length }));
    });
  }

  import(file) {
    this.problems.hidden = true;
    this.#say(this.t('keep.importing', { name: file.name }));
    return this.#act(async () => {
      const { added, twice, problems } = await this.keeper.import(file);
      this.#say([this.t('keep.imported', { n: added }), twice ? this.t('keep.imported_twice', { n: twice }) : '', problems.length ? this.t('keep.imported_wrong', { n: problems.length }) : ''].filter(Boolean).join(' '));
      this.#drawProblems(problems);
    });
  }

  #drawProblems(problems) {
    const { t } = this;
    this.problems.hidden = !problems.length;
    const shown = problems.slice(0, AT_ONCE);
    const item = ({ code, values }) => el('li', {}, t(values.name ? 'keep.wrong.named' : 'keep.wrong.unnamed', { n: values.n, name: values.name, what: t(`keep.wrong.${code}`, { ...values, n: undefined }) }));
    this.problems.replaceChildren(el('h3', {}, t('keep.wrong.title')), el('ul', {}, shown.map(item)), problems.length > shown.length ? el('p', {}, t('keep.more_wrong', { n: problems.length - shown.length })) : '');
  }

  async #keepDesk() {
    const { added, twice } = await this.keeper.add(this.keeper.onDesk());
    this.#say([this.t('keep.desk_kept', { n: added }), twice ? this.t('keep.desk_twice', { n: twice }) : ''].filter(Boolean).join(' '));
  }

  // ---- room, and all of it away ----

  #buildFoot() {
    const { t } = this;
    this.use = el('p', { class: 'kept-use' });
    this.sure = el('div', { class: 'kept-sure', hidden: true });
    this.removeButton = button(t('keep.remove_all'), { class: 'action kept-remove-all', onclick: () => this.#ask() });
    this.where = el('p', { class: 'hint' }, t('keep.where'));
    this.foot.append(this.where, this.use, this.removeButton, this.sure);
  }

  async #drawUse() {
    const { t, page } = this;
    const room = await navigator.storage?.estimate?.().catch(() => null);
    const { heads } = this.keeper;
    const own = heads.length ? t('keep.use_own', { n: heads.length, characters: heads.reduce((sum, head) => sum + head.length, 0) }) : null;
    const all = room?.quota ? t('keep.use_all', { used: sizeWords(room.usage ?? 0, page.words), quota: sizeWords(room.quota, page.words) }) : null;
    this.where.hidden = !heads.length;
    this.use.textContent = [own, all].filter(Boolean).join(' ');
  }

  #ask() {
    const { t } = this;
    const away = () => { this.sure.hidden = true; this.removeButton.hidden = false; this.removeButton.focus(); };
    const yes = button(t('keep.remove_yes'), { class: 'primary kept-remove-yes', onclick: () => this.#removeAll() });
    this.sure.replaceChildren(el('p', {}, t('keep.remove_what', { articles: t('keep.count', { n: this.keeper.heads.length }) })), el('p', { class: 'hint' }, t('keep.remove_hint')),
      el('div', { class: 'kept-sure-buttons' }, yes, button(t('keep.cancel'), { class: 'action', onclick: away })));
    this.removeButton.hidden = true;
    this.sure.hidden = false;
    this.sure.querySelector('.action').focus();
  }

  async #removeAll() {
    const { t, page } = this;
    const done = await this.keeper.removeAll();
    this.search.value = '';
    this.#found = null;
    this.sure.hidden = true;
    this.removeButton.hidden = false;
    this.problems.hidden = true;
    this.draw();
    const gone = REMOVED.filter((name) => done[name] && !done.failed.includes(name)).map((name) => t(`keep.removed.${name}`, { n: { articles: done.count, files: done.files, settings: done.settings }[name] ?? 1 }));
    const failed = done.failed.map((name) => t(`keep.kind.${name}`));
    const lines = [gone.length ? t('keep.removed', { what: page.words.list(gone) }) : t('keep.removed_nothing'), failed.length ? t('keep.not_removed', { what: page.words.list(failed) }) : null, page.text.trim() ? t('keep.still_shown') : null];
    this.notice.replaceChildren(...lines.filter(Boolean).map((line) => el('p', {}, line)));
    this.removeButton.focus();
  }
}

/** The day something was kept, in the reader's own time. */
function dayWords(iso, words) {
  const time = new Date(iso);
  const two = (value) => String(value).padStart(2, '0');
  return Number.isNaN(time.getTime()) ? '' : words.date(`${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`);
}

function sizeWords(bytes, words) {
  const unit = bytes >= 1e9 ? ['gb', 1e9] : bytes >= 1e6 ? ['mb', 1e6] : ['kb', 1e3];
  const value = bytes / unit[1];
  return words.t(`keep.size.${unit[0]}`, { size: words.number(value >= 10 ? Math.round(value) : Math.round(value * 10) / 10) });
}
