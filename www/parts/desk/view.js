/**
 * Draws the desk: what can be done with it, its rows, what could not be taken, and the comparison in place of the rows.
 * Takes the desk, changes nothing but by its methods. Of many rows the first are drawn; the others by a button.
 */
import { button, el } from '../../dom.js';
import { FORMATS, download, turn } from '../tools.js';
import { comparing, csvOf } from './rows.js';
import { Side } from './side.js';

const COLUMNS = ['title', 'date', 'place', 'actors', 'toll', 'status'];
const AT_ONCE = 100;
const PAUSE_MS = 200;
const MOST_COMPARED = 5;
const ENDINGS = { ...FORMATS, json: 'json' };

export class DeskView {
  #timer = 0; #drawn = new Map(); #listed = 0; #limit = AT_ONCE; #column = null; #descending = false;

  constructor(desk) {
    const { t } = (this.words = desk.page.words);
    this.desk = desk;
    this.chosen = new Set();
    this.title = el('h2', { class: 'desk-heading', id: 'desk-title', tabindex: -1 }, t('desk.title'));
    this.count = el('p', { class: 'desk-count' });
    this.filter = el('input', { type: 'search', id: 'desk-filter', class: 'desk-filter', autocomplete: 'off', oninput: () => { this.#limit = AT_ONCE; this.draw(); } });
    this.compare = button('', { class: 'primary desk-compare', onclick: () => this.#compare() });
    this.none = button(t('desk.choose_none'), { class: 'link-button', hidden: true, onclick: () => this.#chooseNone() });
    this.body = el('tbody', { role: 'rowgroup' });
    this.head = el('tr', { role: 'row' }, el('th', { role: 'columnheader', scope: 'col', class: 'desk-choose' }, el('span', { class: 'spoken' }, t('desk.choose'))), COLUMNS.map((name) => this.#columnHead(name)), el('th', { role: 'columnheader', scope: 'col' }, el('span', { class: 'spoken' }, t('desk.remove'))));
    this.table = el('table', { class: 'desk-table', role: 'table', 'aria-labelledby': 'desk-title' }, el('thead', { role: 'rowgroup' }, this.head), this.body);
    this.more = button('', { class: 'action desk-more', onclick: () => { this.#limit += AT_ONCE * 2; this.draw(); } });
    this.nothing = el('p', { class: 'desk-none', hidden: true }, t('desk.none_match'));
    this.progress = el('div', { class: 'desk-progress', hidden: true });
    this.problems = el('details', { class: 'desk-problems', hidden: true, open: true });
    this.list = el('div', { class: 'desk-list' }, this.#tools(), this.progress, this.problems, this.table, this.nothing, this.more);
    this.empty = el('div', { class: 'desk-empty' }, el('p', {}, t('desk.empty')), el('p', { class: 'hint' }, t('desk.empty_hint')), button(t('intake.open'), { class: 'action', onclick: () => desk.page.parts.file.click() }));
    this.side = new Side(this);
    this.element = el('section', { class: 'desk-view', 'aria-labelledby': 'desk-title', hidden: true }, el('div', { class: 'desk-head' }, this.title, this.count), this.empty, this.list, this.side.element);
  }

  #tools() {
    const { t } = this.words;
    this.exports = el('details', { class: 'desk-exports' }, el('summary', { class: 'action' }, t('desk.export')), el('div', { class: 'desk-formats' }, el('p', { class: 'hint' }, t('desk.export_note')),
      el('ul', {}, Object.keys(ENDINGS).map((format) => el('li', {}, button(t(format === 'json' ? 'desk.export_json' : `export.${format}`), { class: 'quiet-button', 'data-desk-format': format, onclick: () => this.#export(format) }))),
        el('li', {}, button(t('desk.csv'), { class: 'quiet-button', 'data-desk-format': 'desk', onclick: () => this.#saveCsv() })))));
    this.exports.addEventListener('keydown', (event) => { if (event.key === 'Escape') { this.exports.open = false; this.exports.firstChild.focus(); } });
    return el('div', { class: 'desk-tools' },
      el('div', { class: 'desk-search' }, el('label', { for: 'desk-filter' }, t('desk.filter')), this.filter), this.none, this.compare,
      button(t('intake.open'), { class: 'action', onclick: () => this.desk.page.parts.file.click() }),
      button(t('desk.copy'), { class: 'action', onclick: () => this.#copyCsv() }), this.exports,
      button(t('desk.clear'), { class: 'quiet-button', onclick: () => this.#clear() }));
  }

  #columnHead(name) {
    const sorter = button(this.words.t(`desk.column.${name}`), { class: 'desk-sort', onclick: () => this.#sort(name) });
    return el('th', { role: 'columnheader', scope: 'col', 'data-column': name }, sorter);
  }

  #sort(name) {
    this.#descending = this.#column === name ? !this.#descending : name === 'toll';
    this.#column = name;
    this.draw();
  }

  // ---- drawing ----

  drawSoon() {
    if (this.#timer) return;
    this.#timer = setTimeout(() => { this.#timer = 0; this.draw(); }, PAUSE_MS);
  }

  draw() {
    const { desk } = this;
    for (const id of this.chosen) if (!desk.items.has(id)) this.chosen.delete(id);
    const all = desk.items.size;
    this.#drawTab(all);
    this.empty.hidden = all > 0 || desk.working || desk.unopened > 0 || desk.problems.length > 0;
    this.list.hidden = this.side.open || !this.empty.hidden;
    this.#drawProgress();
    this.#drawProblems();
    this.#drawRows(this.shown());
    this.#drawCompare();
  }

  /** The rows that pass the filter, sorted. */
  shown() {
    const words = this.filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    const rows = [...this.desk.rows.values()].filter(({ row }) => words.every((word) => row.hay.includes(word)));
    return this.#column ? rows.sort(comparing(this.#column, this.#descending)) : rows;
  }

  #drawTab(all) {
    const { t } = this.words;
    const { tab } = this.desk.page.views.get('desk') ?? {};
    if (tab) tab.textContent = all ? t('desk.view_n', { n: all }) : t('desk.view');
  }

  #drawRows(rows) {
    const { t } = this.words;
    const all = this.desk.items.size;
    const visible = rows.slice(0, this.#limit);
    this.count.textContent = !all ? '' : rows.length < all ? t('desk.count_some', { n: rows.length, all }) : t('desk.count', { n: all });
    this.table.hidden = !rows.length;
    this.nothing.hidden = !all || rows.length > 0;
    this.more.hidden = rows.length <= visible.length;
    this.more.textContent = t('desk.more', { n: rows.length - visible.length });
    this.head.querySelectorAll('[data-column]').forEach((cell) => {
      if (cell.dataset.column === this.#column) cell.setAttribute('aria-sort', this.#descending ? 'descending' : 'ascending');
      else cell.removeAttribute('aria-sort');
    });
    this.#place(visible.map((entry) => this.#rowFor(entry)));
  }

  /** Rows that stay keep their elements, and with them the focus. */
  #place(nodes) {
    const { activeElement } = document;
    const held = this.body.contains(activeElement) ? activeElement : null;
    const place = held?.closest('tr').dataset.item;
    const action = held?.dataset.act;
    const kept = new Set(nodes);
    nodes.forEach((node, n) => {
      const there = this.body.children[n];
      if (there === node) return;
      if (there && !kept.has(there)) there.replaceWith(node);
      else this.body.insertBefore(node, there ?? null);
    });
    while (this.body.children.length > nodes.length) this.body.lastChild.remove();
    if (held && document.activeElement !== held) (held.isConnected ? held : this.body.querySelector(`[data-item="${place}"] [data-act="${action}"]`))?.focus({ preventScroll: true });
  }

  #rowFor(entry) {
    const { item, row } = entry;
    const drawn = this.#drawn.get(item.id);
    if (drawn?.row === row) return drawn.node;
    const node = this.#row(item, row);
    this.#drawn.set(item.id, { row, node });
    return node;
  }

  #row(item, row) {
    const { t } = this.words;
    const choose = el('input', { type: 'checkbox', 'data-act': 'choose', 'aria-label': t('desk.choose_one', { title: row.title }), disabled: item.state !== 'read', onchange: () => this.#choose(item.id, choose) });
    choose.checked = this.chosen.has(item.id);
    const cell = (name, ...content) => el('td', { role: 'cell', class: `desk-${name}`, 'data-label': t(`desk.column.${name}`) }, ...content);
    const lines = (list) => (list.length ? list.map((line) => el('span', { class: 'desk-line', dir: 'auto' }, line)) : [el('span', { class: 'desk-blank' }, item.state === 'read' ? t('not_stated') : '')]);
    const about = [row.publisher, row.published, item.name].filter(Boolean).join(' · ');
    const toll = [row.killedLine, row.injured].filter(Boolean);
    return el('tr', { role: 'row', 'data-item': item.id, 'data-state': item.state },
      el('td', { role: 'cell', class: 'desk-choose' }, el('label', { class: 'desk-check' }, choose)),
      cell('title', button(row.title, { class: 'desk-open', dir: 'auto', 'data-act': 'open', onclick: () => this.desk.show(item.id) }), about ? el('span', { class: 'desk-about', dir: 'auto' }, about) : null),
      cell('date', lines([row.date].filter(Boolean))), cell('place', lines([row.place].filter(Boolean))), cell('actors', lines(row.actors)), cell('toll', lines(toll)),
      cell('status', el('span', { class: 'desk-line' }, row.status), row.notes.length ? el('ul', { class: 'flags' }, row.notes.map((note) => el('li', { class: 'flag' }, note))) : null),
      el('td', { role: 'cell', class: 'desk-remove' }, button('×', { class: 'quiet-button', 'data-act': 'remove', 'aria-label': t('desk.remove_one', { title: row.title }), onclick: () => this.#remove(item.id) })));
  }

  /** Focus goes to the row that takes its place. */
  #remove(id) {
    const row = this.#drawn.get(id)?.node;
    const next = row?.nextElementSibling ?? row?.previousElementSibling;
    this.desk.remove(id);
    this.#drawn.delete(id);
    (next?.querySelector('[data-act=remove]') ?? this.title).focus();
  }

  #drawProgress() {
    const { t } = this.words;
    const { desk } = this;
    const items = [...desk.items.values()];
    const waiting = items.filter(({ state }) => state === 'waiting' || state === 'reading').length;
    const failed = items.filter(({ state }) => state === 'failed').length;
    this.progress.hidden = !desk.working && !waiting && !failed && !desk.unopened;
    if (this.progress.hidden) return;
    const left = [desk.unopened && t('desk.unopened', { n: desk.unopened }), waiting && t('desk.left', { n: waiting }), !waiting && failed && t('desk.failed', { n: failed })].filter(Boolean);
    if (!desk.working) return this.progress.replaceChildren(el('span', {}, left.join(' ')), button(t('desk.go_on'), { class: 'action', onclick: () => desk.goOn() }));
    const opening = desk.opened.done < desk.opened.all;
    const [done, all] = opening ? [desk.opened.done, desk.opened.all] : [items.length - waiting, items.length];
    const label = t(opening ? 'desk.opening' : 'desk.reading', { done, n: all });
    if (!this.bar?.isConnected) {
      this.bar = el('progress', { 'aria-label': t('desk.progress') });
      this.barLabel = el('span', {});
      this.progress.replaceChildren(this.bar, this.barLabel, button(t('working.stop'), { class: 'action desk-stop', onclick: () => { desk.stop(); this.title.focus(); } }));
    }
    this.bar.max = all;
    this.bar.value = done;
    this.barLabel.textContent = label;
  }

  #drawProblems() {
    const { t } = this.words;
    const { problems } = this.desk;
    this.problems.hidden = !problems.length;
    if (problems.length === this.#listed) return;
    this.#listed = problems.length;
    this.problems.replaceChildren(el('summary', {}, t('desk.problems', { n: problems.length })),
      ...problems.slice(0, AT_ONCE).map(({ code, values }) => el('p', {}, t(`problem.${code}.text`, values))),
      button(t('desk.problems_seen'), { class: 'link-button', onclick: () => { this.desk.problems = []; this.draw(); this.title.focus(); } }));
  }

  #drawCompare() {
    const n = this.chosen.size;
    this.compare.textContent = this.words.t('desk.compare', { n });
    this.none.hidden = n === 0;
    this.compare.disabled = n < 2 || n > MOST_COMPARED;
    this.compare.title = this.compare.disabled ? this.words.t('desk.compare_hint') : '';
    this.body.querySelectorAll('[data-act=choose]').forEach((box) => {
      const item = this.desk.items.get(box.closest('tr').dataset.item);
      box.disabled = item?.state !== 'read' || (n >= MOST_COMPARED && !box.checked);
    });
  }

  #choose(id, box) {
    if (box.checked) this.chosen.add(id);
    else this.chosen.delete(id);
    this.#drawCompare();
    this.say('desk.chosen', { n: this.chosen.size });
  }

  #chooseNone() {
    this.chosen.clear();
    this.#drawn.forEach(({ node }) => { node.querySelector('[data-act=choose]').checked = false; });
    this.#drawCompare();
    this.filter.focus();
  }

  #compare() {
    const items = [...this.chosen].map((id) => this.desk.items.get(id)).filter((item) => item?.report);
    if (items.length < 2) return;
    this.list.hidden = true;
    this.count.textContent = '';
    this.side.show(items);
  }

  backToRows() {
    this.side.hide();
    this.draw();
    this.compare.focus();
  }

  focusRow(id) {
    if (this.side.open) return this.side.focus();
    const row = this.body.querySelector(`[data-item="${id}"] [data-act=open]`);
    (row ?? this.title).focus({ preventScroll: !row });
    row?.scrollIntoView({ block: 'nearest' });
  }

  #clear() {
    const { t } = this.words;
    const bar = el('div', { class: 'desk-sure', role: 'group', 'aria-label': t('desk.clear') }, el('span', {}, t('desk.clear_sure', { n: this.desk.items.size })), ' ',
      button(t('desk.clear_yes'), { class: 'action', onclick: () => { bar.remove(); this.#drawn.clear(); this.desk.clear(); this.title.focus(); } }),
      button(t('desk.clear_no'), { class: 'action', onclick: () => { bar.remove(); this.title.focus(); } }));
    this.list.querySelector('.desk-sure')?.remove();
    this.list.firstChild.after(bar);
    bar.querySelector('button').focus();
  }

  /** Spoken, since what changed is seen elsewhere on the desk. */
  say(key, values = {}) {
    this.desk.page.parts.live.textContent = this.words.t(key, values);
  }

  // ---- taking the desk away ----

  async #copyCsv() {
    const text = csvOf(this.shown());
    try {
      await navigator.clipboard.writeText(text);
      this.#told('desk.copied', { n: this.shown().length });
    } catch {
      this.#saveCsv('desk.copy_refused');
    }
  }

  #saveCsv(sentence = 'desk.saved') {
    download(new Blob([csvOf(this.shown())], { type: 'text/csv' }), 'sitrep-desk.csv');
    this.#told(sentence, { what: 'sitrep-desk.csv' });
  }

  /** All reports in one file, as the command writes them for several; each is put into the list by itself, so that none holds the page. */
  async #export(format) {
    const reports = [...this.desk.items.values()].filter(({ report }) => report).map(({ report }) => report);
    const left = this.desk.items.size - reports.length;
    this.#told('desk.exporting', { n: reports.length });
    const parts = [];
    for (const report of reports) {
      parts.push(new Blob([parts.length ? ',\n' : '[', JSON.stringify(report)]));
      if (parts.length % 20 === 0) await turn();
    }
    try {
      if (!reports.length) throw new Error(this.words.t('desk.export_none'));
      const json = await new Blob([...parts, ']']).text();
      download(new Blob([await this.desk.page.analyzer.exportAs(format, json)], { type: 'text/plain' }), `sitrep-desk-${format}.${ENDINGS[format]}`);
      this.#told(left ? 'desk.exported_some' : 'desk.exported', { n: reports.length, left });
    } catch (error) {
      this.#told('export.failed', { message: error.message });
    }
  }

  #told(key, values) {
    this.say(key, values);
    this.count.textContent = this.words.t(key, values);
  }
}
