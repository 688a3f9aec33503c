/**
 * Own words: names that no table has yet. The reader adds groups, forces, organisations and places by a form, or opens a
 * list; the analyser reads with them at once. A list is a TSV in the form of the tables (column `table`, then `id`,
 * `term` and so on), so what is saved here can be given to the command by `--words`, and the other way round.
 *
 * Kept in this tab alone, unless the reader asks for this browser to remember it.
 *
 * For other parts, `page.own`: `words` the list in use, '' for none; `lay(tsv)` reads with another one, such as that of a kept
 * article, which this browser is not made to remember.
 */
import { button, el } from '../dom.js';
import { download, store, stored } from './tools.js';

const STORED = 'sitrep-own-words';
const COLUMNS = ['table', 'id', 'term', 'also', 'code', 'acronym', 'country', 'lat', 'lon', 'note'];
/** What the form can add, with the codes of each; a list may hold any table the analyser takes. */
const KINDS = {
  groups: ['rebel_group', 'political_militia', 'identity_militia'],
  state_forces: ['military', 'police', 'intelligence', 'paramilitary', 'special_forces', 'navy', 'border_guard', 'gendarmerie', 'air_force'],
  organisations: ['monitor', 'ngo', 'media', 'news_agency', 'government', 'igo', 'party', 'medical', 'court', 'company'],
  regions: ['populated_place', 'camp', 'island', 'valley', 'forest', 'river', 'mountain', 'region'],
};
const FIELDS = ['term', 'also', 'acronym', 'country', 'lat', 'lon', 'note'];
/** What only one of the two sorts of kinds can have. */
const OF_PLACES = ['lat', 'lon'];

export function install(page) {
  page.own = new OwnWords(page);
  return page.own.start();
}

class OwnWords {
  #busy = Promise.resolve(); #unread = false;

  constructor(page) {
    this.page = page;
    this.t = page.words.t;
    this.columns = COLUMNS;
    this.rows = [];
    /** Whether the list in use is another's, to be remembered only once the reader changes it here. */
    this.lent = false;
    this.said = el('p', { class: 'own-said', role: 'status' });
    this.list = el('div', { class: 'own-list' });
    this.file = el('input', { type: 'file', accept: '.tsv,.txt,text/tab-separated-values', class: 'file', 'aria-label': this.t('own.open'), tabindex: -1, onchange: () => this.#open() });
    this.remember = el('input', { type: 'checkbox', id: 'own-remember', onchange: () => { this.#unread = this.lent = false; this.#keep(); } });
    this.element = el('section', { class: 'own-view', hidden: true, 'aria-labelledby': 'own-title' }, el('h2', { id: 'own-title' }, this.t('own.title')), el('p', { class: 'own-lead' }, this.t('own.lead')),
      this.#form(), this.said, this.list,
      el('div', { class: 'own-tools' }, button(this.t('own.open'), { class: 'action', onclick: () => this.file.click() }), this.file,
        this.save = button(this.t('own.save'), { class: 'action own-save', onclick: () => this.#save() }),
        el('label', { class: 'own-remember', for: 'own-remember' }, this.remember, ` ${this.t('own.remember')}`)));
    page.addView('own', this.t('own.view'), this.element);
    page.addEventListener('removed', () => { this.remember.checked = false; this.#unread = false; });
  }

  /** What this browser was asked to remember is read with from the start; if it cannot be, it is left as it is. */
  async start() {
    const list = stored(STORED);
    this.remember.checked = list !== null;
    this.#draw();
    if (!list || await this.#take(list, { refusal: 'own.stored_refused' })) return;
    this.remember.checked = false;
    this.#unread = true;
  }

  get words() {
    return this.rows.length ? this.#written(this.rows) : '';
  }

  async lay(tsv) {
    const list = { lent: true };
    if (!await (tsv ? this.#take(tsv, list) : this.#use(() => [], list))) throw new Error(this.said.textContent);
  }

  // ---- the form ----

  #form() {
    const { t } = this;
    this.kind = el('select', { id: 'own-kind', onchange: () => this.#kindChosen() }, Object.keys(KINDS).map((kind) => el('option', { value: kind }, t(`own.kind.${kind}`))));
    this.code = el('select', { id: 'own-code' });
    this.fields = Object.fromEntries(FIELDS.map((name) => [name, el('input', { id: `own-${name}`, autocomplete: 'off', spellcheck: 'false', dir: 'auto', required: name === 'term' })]));
    const labelled = (id, label, field) => el('div', { class: 'own-field', 'data-field': id }, el('label', { for: `own-${id}` }, t(`own.field.${label}`)), field);
    const form = el('form', { class: 'own-form', novalidate: true }, labelled('kind', 'kind', this.kind), labelled('code', 'code', this.code),
      FIELDS.map((name) => labelled(name, name, this.fields[name])), el('button', { type: 'submit', class: 'primary' }, t('own.add')));
    form.addEventListener('submit', (event) => { event.preventDefault(); this.#add(); });
    this.form = form;
    this.#kindChosen();
    return form;
  }

  #kindChosen() {
    const kind = this.kind.value;
    this.code.replaceChildren(...KINDS[kind].map((code) => el('option', { value: code }, this.t(`own.code.${code}`))));
    for (const node of this.form?.querySelectorAll('[data-field]') ?? []) {
      node.hidden = kind === 'regions' ? node.dataset.field === 'acronym' : OF_PLACES.includes(node.dataset.field);
    }
  }

  async #add() {
    const kind = this.kind.value;
    const cell = (name) => this.fields[name].value.trim().replace(/\s+/g, ' ');
    const shown = FIELDS.filter((name) => (kind === 'regions' ? name !== 'acronym' : !OF_PLACES.includes(name)));
    const row = { table: kind, code: this.code.value, ...Object.fromEntries(shown.map((name) => [name, name === 'also' ? cell(name).split(/\s*[;|]\s*/).join('|') : cell(name)])) };
    if (row.country) row.country = row.country.toUpperCase();
    if (!row.term) return this.#refused(this.t('own.no_name'), 'term');
    if (!await this.#use((rows) => [...rows, row])) return;
    this.form.reset();
    this.kind.value = kind;
    this.#kindChosen();
    this.fields.term.focus();
    this.said.textContent = this.t('own.added', { name: row.term });
  }

  #refused(sentence, field) {
    this.said.textContent = sentence;
    this.fields[field]?.focus();
  }

  // ---- the words in use ----

  /** Reads with what `change` makes of the rows, one change after another; if it cannot be, says why, and those before stay. */
  #use(change, list = {}) {
    const used = this.#busy.then(() => this.#read(change(this.rows), list));
    this.#busy = used.catch(() => {});
    return used;
  }

  async #read(rows, { columns = this.columns, tsv = this.#written(rows), refusal = 'own.refused', lent = false }) {
    try {
      await this.page.analyzer.useWords(tsv);
    } catch (error) {
      this.said.textContent = this.t(refusal, { message: error.message });
      return false;
    }
    Object.assign(this, { rows, columns, lent });
    this.#keep();
    this.#draw();
    this.page.dispatchEvent(new Event('words'));
    this.page.set({});
    return true;
  }

  #take(tsv, list) {
    const [header = '', ...lines] = tsv.replace(/^\uFEFF/, '').split(/\r?\n/).filter(Boolean);
    const names = header.split('\t');
    const rows = lines.map((line) => Object.fromEntries(line.split('\t').map((cell, at) => [names[at], cell === '-' ? '' : cell])));
    return this.#use(() => rows, { columns: [...new Set([...COLUMNS, ...names])], tsv, ...list });
  }

  #written(rows) {
    const cell = (row, name) => (row[name] ?? '').replace(/[\t\r\n]+/g, ' ') || '-';
    return [this.columns, ...rows.map((row) => this.columns.map((name) => cell(row, name)))].map((cells) => `${cells.join('\t')}\n`).join('');
  }

  async #open() {
    const [file] = this.file.files;
    this.file.value = '';
    if (!file) return;
    const tsv = await file.text();
    if (!await this.#take(tsv)) return;
    this.said.textContent = this.t('own.opened', { name: file.name, n: this.rows.length });
  }

  #save() {
    download(new Blob([this.#written(this.rows)], { type: 'text/tab-separated-values' }), 'sitrep-own-words.tsv');
  }

  #keep() {
    if (this.#unread || this.lent) return;
    if (store(STORED, this.remember.checked ? this.#written(this.rows) : null)) return;
    this.remember.checked = false;
    this.said.textContent = this.t('own.not_kept');
  }

  #draw() {
    const { t } = this;
    this.save.hidden = !this.rows.length;
    if (!this.rows.length) return this.list.replaceChildren(el('p', { class: 'own-none' }, t('own.none')));
    const head = el('tr', {}, ['name', 'kind', 'also', 'country', 'note'].map((name) => el('th', { scope: 'col' }, t(`own.column.${name}`))), el('th', {}, el('span', { class: 'spoken' }, t('own.column.remove'))));
    this.list.replaceChildren(el('table', { class: 'own-table' }, el('caption', { class: 'spoken' }, t('own.title')), el('thead', {}, head), el('tbody', {}, this.rows.map((row) => this.#row(row)))));
  }

  #row(row) {
    const { t } = this;
    const kind = KINDS[row.table] ? t(`own.kind.${row.table}`) : row.table;
    const also = [row.acronym, row.also].filter(Boolean).join('|').split('|').filter(Boolean).join('; ');
    const cells = [[kind, row.code ? t(`own.code.${row.code}`) : ''].filter(Boolean).join(' · '), also, row.country ?? '', row.note ?? ''];
    return el('tr', {}, el('th', { scope: 'row', dir: 'auto' }, row.term), cells.map((cell) => el('td', { dir: 'auto' }, cell || '–')),
      el('td', {}, button(t('own.remove'), { class: 'link-button', 'aria-label': t('own.remove_named', { name: row.term }), onclick: () => this.#remove(row) })));
  }

  async #remove(row) {
    if (!await this.#use((rows) => rows.filter((one) => one !== row))) return;
    this.said.textContent = this.t('own.removed', { name: row.term });
    (this.list.querySelector('.link-button') ?? this.fields.term).focus();
  }
}
