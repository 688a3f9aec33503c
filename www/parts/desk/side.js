/**
 * Two to five articles side by side: how they relate field by field, the toll over time, and what changed in the text.
 * Takes items of the desk, draws; nothing is decided here.
 */
import { button, el, runInSlices } from '../../dom.js';
import { boundsWords } from './facts.js';
import { compared, countriesOf, tollOverTime } from './compare.js';
import { difference, sentences } from './diff.js';
import { tollChart } from './chart.js';

const SIGNS = { agree: '=', some: '=', partly: '≈', compatible: '≈', differ: '≠', one: '·', open: '?' };
const LONGEST_DIFF = 1_000_000;
/** Texts with less in common are hardly versions of one another. */
const LEAST_SHARE = 0.3;
/** Sentences that stay the same are folded when there are more in a row. */
const FOLDED = 6;

export class Side {
  constructor(view) {
    this.view = view;
    this.words = view.words;
    this.open = false;
    this.element = el('div', { class: 'side', hidden: true });
  }

  async show(items) {
    const { t } = this.words;
    this.open = true;
    const model = compared(items, this.words, await this.#countries(items));
    if (!this.open) return;
    this.title = el('h3', { class: 'side-title', tabindex: -1 }, t('compare.title', { n: items.length }));
    this.element.hidden = false;
    this.element.replaceChildren(
      el('div', { class: 'side-head' }, button(t('compare.back'), { class: 'action', onclick: () => this.view.backToRows() }), this.title),
      ...model.cautions.map((caution) => el('p', { class: 'note' }, caution)),
      this.#table(model), this.#key(), this.#overTime(model), this.#versions(model));
    this.focus();
  }

  /** The names of countries are rows of the data tables. */
  async #countries(items) {
    const codes = countriesOf(items);
    const rows = await this.view.desk.page.analyzer.entries(codes.map((code) => `countries:${code.toLowerCase()}`)).catch(() => []);
    return new Map(codes.map((code, n) => [code, rows[n]?.term ?? code]));
  }

  hide() {
    this.open = false;
    this.stop?.abort();
    this.element.hidden = true;
    this.element.replaceChildren();
  }

  focus() {
    this.title?.focus({ preventScroll: true });
  }

  // ---- field by field ----

  #table({ columns, fields }) {
    const { t } = this.words;
    const head = el('tr', { role: 'row' }, el('th', { scope: 'col', role: 'columnheader', class: 'side-field' }, t('compare.field')), columns.map((column) => this.#head(column)), el('th', { scope: 'col', role: 'columnheader', class: 'side-verdict' }, t('compare.verdict')));
    const rows = fields.map((field) => el('tr', { role: 'row', 'data-field': field.key, 'data-verdict': field.verdict.code }, el('th', { scope: 'row', role: 'rowheader', class: 'side-field' }, field.label),
      field.cells.map((cell, n) => el('td', { role: 'cell', 'data-letter': columns[n].letter }, el('div', {}, cell.lines.length ? cell.lines.map((line, at) => el('span', { class: at ? 'side-more' : 'side-line', dir: 'auto' }, line)) : el('span', { class: 'desk-blank' }, t('not_stated'))))),
      el('td', { role: 'cell', class: 'side-verdict' }, el('span', { class: 'side-sign', 'aria-hidden': 'true' }, SIGNS[field.verdict.code]), ' ', field.verdict.words)));
    const table = el('table', { class: 'side-table', role: 'table' }, el('thead', { role: 'rowgroup' }, head), el('tbody', { role: 'rowgroup' }, rows));
    return el('div', { class: 'side-scroll', tabindex: 0, role: 'region', 'aria-label': t('compare.table') }, table);
  }

  #head({ letter, item, later, facts }) {
    const title = item.about.title ?? item.report.document.title ?? this.view.desk.rows.get(item.id)?.row.title;
    const publisher = item.about.publisher ?? item.report.document.publisher;
    return el('th', { scope: 'col', role: 'columnheader' }, el('span', { class: 'side-letter' }, letter), ' ', button(title, { class: 'desk-open', dir: 'auto', onclick: () => this.view.desk.show(item.id) }),
      el('span', { class: 'desk-about' }, [publisher, later].filter(Boolean).join(' · ')), facts.event ? null : el('span', { class: 'desk-about' }, this.words.t(`desk.state.${facts.status}`)));
  }

  #key() {
    const { t } = this.words;
    return el('p', { class: 'hint side-key' }, t('compare.key'));
  }

  // ---- over time ----

  #overTime({ columns }) {
    const { t } = this.words;
    const points = tollOverTime(columns);
    const title = el('h4', {}, t('compare.over_time'));
    if (points.length < 2) return el('section', { class: 'side-part' }, title, el('p', { class: 'hint' }, t('compare.no_time')));
    const cellsOf = (point) => ['low', 'best', 'high'].map((name) => el('td', {}, point[name] === null ? t('compare.no_bound') : this.words.number(point[name])));
    const table = el('table', { class: 'side-points' }, el('caption', {}, t('compare.over_time_table')),
      el('thead', {}, el('tr', {}, ['published', 'article', 'low', 'best', 'high'].map((name) => el('th', { scope: 'col' }, t(`compare.column.${name}`))))),
      el('tbody', {}, points.map((point) => el('tr', {}, el('td', {}, this.words.date(point.published)), el('th', { scope: 'row' }, point.letter), boundsWords(this.words, point) ? cellsOf(point) : el('td', { colspan: 3 }, t('not_stated'))))));
    return el('section', { class: 'side-part side-time' }, title, el('p', { class: 'hint' }, t('compare.over_time_hint')), el('div', { class: 'side-chart' }, tollChart(points, this.words, this.element.clientWidth), table));
  }

  // ---- two versions of one text ----

  #versions({ columns, fields }) {
    const { t } = this.words;
    const select = (id, chosen) => el('select', { id }, columns.map(({ letter, item }, n) => el('option', { value: n, selected: n === chosen }, t('articles.option', { n: letter, title: this.view.desk.rows.get(item.id)?.row.title ?? '' }))));
    const [from, to] = [select('side-from', columns.length > 2 ? columns.length - 2 : 0), select('side-to', columns.length - 1)];
    const out = el('div', { class: 'side-diff' });
    const run = () => this.#diff(out, columns, fields, Number(from.value), Number(to.value));
    const choice = el('div', { class: 'side-choice' }, el('label', { for: 'side-from' }, t('diff.from')), from, el('label', { for: 'side-to' }, t('diff.to')), to);
    [from, to].forEach((one) => one.addEventListener('change', run));
    const part = el('details', { class: 'side-part side-versions' }, el('summary', {}, el('h4', {}, t('diff.title'))), columns.length > 2 ? choice : null, out);
    part.addEventListener('toggle', () => part.open && !out.childElementCount && run());
    return part;
  }

  async #diff(out, columns, fields, from, to) {
    const { t } = this.words;
    this.stop?.abort();
    this.stop = new AbortController();
    const { signal } = this.stop;
    const [before, after] = [columns[from].item.text, columns[to].item.text];
    const facts = this.#changedFacts(fields, from, to);
    const wait = el('p', { class: 'hint' }, t('diff.working'));
    out.replaceChildren(facts, wait);
    if (from === to || before.length + after.length > LONGEST_DIFF) return wait.replaceWith(el('p', { class: 'hint' }, t(from === to ? 'diff.same' : 'diff.too_long')));
    try {
      const parts = await runInSlices(difference(before, after), signal);
      const kept = parts.filter(({ kind }) => kind === 'same').reduce((sum, { text }) => sum + text.length, 0);
      const share = kept / Math.max(1, Math.min(before.length, after.length));
      const percent = { n: Math.round(share * 100) };
      const summary = parts.every(({ kind }) => kind === 'same') ? t('diff.no_change') : t(share < LEAST_SHARE ? 'diff.little' : 'diff.share', percent);
      const text = el('div', { class: 'diff', dir: 'auto' }, parts.flatMap((part) => this.#piece(part)));
      wait.replaceWith(el('p', { class: 'hint' }, summary), share < LEAST_SHARE ? el('details', {}, el('summary', {}, t('diff.all_the_same')), text) : text);
    } catch (error) {
      if (error.name !== 'AbortError') throw error;
    }
  }

  /** Facts that changed come first: they are what a second version is read for. */
  #changedFacts(fields, from, to) {
    const { t } = this.words;
    const saidBy = ({ kind, cells }, n) => (kind === 'range' && cells[n].keys.length ? cells[n].keys : cells[n].brief ?? cells[n].lines).join('\n');
    const changed = fields.filter((field) => saidBy(field, from) !== saidBy(field, to));
    if (!changed.length) return el('p', { class: 'diff-facts' }, t('diff.no_facts'));
    const side = (tag, cell) => el(tag, { dir: 'auto' }, (cell.brief ?? cell.lines).join('; ') || t('not_stated'));
    return el('div', { class: 'diff-facts' }, el('h5', {}, t('diff.facts', { n: changed.length })), el('ul', {}, changed.map(({ label, cells }) => el('li', {}, el('span', { class: 'diff-label' }, label), ' ', side('del', cells[from]), ' ', side('ins', cells[to])))));
  }

  #piece({ kind, text }) {
    if (kind !== 'same') return [el(kind === 'in' ? 'ins' : 'del', {}, text)];
    const list = text.length > 400 ? sentences(text) : [];
    if (list.length <= FOLDED) return [text];
    const [head, tail] = [list.slice(0, 2).join(''), list.slice(-2).join('')];
    const fold = el('details', { class: 'diff-fold' }, el('summary', {}, this.words.t('diff.folded', { n: list.length - 4 })), el('div', {}, list.slice(2, -2).join('')));
    return [head, fold, tail];
  }
}
