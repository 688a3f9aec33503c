/**
 * What can be taken away from the page: the card as text, Markdown, table or picture, the report and its exports as
 * files, a printed brief, and a link that carries the text. Adds two menus under the card, and takes what such a link or
 * another program brings.
 */
import { button, el, runInSlices } from '../dom.js';
import { cardModel } from '../card-model.js';
import { cardMarkdown, cardRows, cardText, tabSeparated, tableMarkup } from './takeaway/card-text.js';
import { Brief } from './takeaway/brief.js';
import { drawCard } from './takeaway/card-picture.js';
import { LONGEST, fragmentOf } from './takeaway/link.js';
import { receive } from './takeaway/received.js';
import { jsonParts } from './takeaway/report-json.js';
import { FORMATS, download } from './tools.js';

/** Adds the menus to the page, and reads a link. */
export function install(page) {
  const takeaway = new Takeaway(page);
  page.parts.actions.before(takeaway.said);
  page.parts.actions.append(takeaway.copyMenu(), takeaway.saveMenu());
  page.addEventListener('report', () => takeaway.renewed());
  page.addEventListener('cleared', () => takeaway.close());
  page.analyzer.complete.then(() => takeaway.renewed());
  receive(page);
}

class Takeaway {
  constructor(page) {
    this.page = page;
    this.t = page.words.t;
    this.brief = new Brief(page, () => this.#source());
    this.menus = [];
    this.said = el('p', { class: 'take-said', hidden: true });
    document.addEventListener('click', ({ target }) => this.menus.forEach((menu) => { if (!menu.contains(target)) menu.open = false; }));
  }

  copyMenu() {
    const { t } = this;
    const kinds = { text: () => this.#copyText(), markdown: () => this.#copyMarkdown(), table: () => this.#copyTable(), link: () => this.#copyLink() };
    this.linkField = el('input', { type: 'text', readonly: true, class: 'link-field', 'aria-label': t('takeaway.link.field'), hidden: true });
    const items = Object.entries(kinds).map(([kind, act]) => el('li', {}, button(t(`takeaway.copy.${kind}`), { class: 'quiet-button', 'data-copy': kind, onclick: act })));
    return this.#menu('copy', el('ul', {}, items), el('p', { class: 'hint' }, t('takeaway.link.note')), this.linkField);
  }

  saveMenu() {
    const { t } = this;
    this.split = el('input', { type: 'checkbox', id: 'split-evenly' });
    this.splitLine = el('label', { class: 'split', for: 'split-evenly' }, this.split, ` ${t('export.split')}`);
    this.withText = el('input', { type: 'checkbox', id: 'print-text' });
    const item = (label, data, act) => el('li', {}, button(label, { class: 'quiet-button', ...data, onclick: act }));
    const formats = Object.keys(FORMATS).map((format) => item(t(`export.${format}`), { 'data-format': format }, () => this.#export(format)));
    this.exports = el('div', { class: 'exports' }, el('p', { class: 'hint' }, t('export.note')), el('ul', {}, formats), this.splitLine);
    return this.#menu('save', el('ul', {}, item(t('actions.download'), { 'data-save': 'json' }, () => this.#saveReport()), item(t('takeaway.save.png'), { 'data-save': 'png' }, () => this.#savePicture())), this.exports,
      el('ul', { class: 'print-item' }, item(t('takeaway.print'), { 'data-save': 'print' }, () => this.brief.print(this.withText.checked))),
      el('label', { class: 'split', for: 'print-text' }, this.withText, ` ${t('takeaway.print.text')}`));
  }

  /** A menu that opens below its button, one at a time; Escape closes it. */
  #menu(name, ...content) {
    const summary = el('summary', { class: 'action' }, this.t(`takeaway.${name}`));
    const menu = el('details', { class: `take take-${name}`, name: 'take' }, summary, el('div', { class: 'take-list' }, content));
    menu.addEventListener('toggle', () => menu.open && menu.lastChild.scrollIntoView({ block: 'nearest' }));
    menu.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !menu.open) return;
      event.stopPropagation();
      menu.open = false;
      summary.focus();
    });
    this.menus.push(menu);
    return menu;
  }

  /** A new report is shown: what can be written of it is offered. */
  renewed() {
    const { analyzer, report } = this.page;
    this.exports.hidden = !analyzer.exports;
    this.splitLine.hidden = !report?.warnings.some((warning) => warning.code === 'toll_spans_locations');
    this.linkField.hidden = true;
    this.said.hidden = true;
  }

  close() {
    this.said.hidden = true;
    this.menus.forEach((menu) => { menu.open = false; });
  }

  #model() {
    return cardModel(this.page.index, this.page.words);
  }

  /** The line that says where it comes from: read by a machine, by which version and profile. */
  #source() {
    const { engine = {} } = this.page.report;
    const read = this.t('takeaway.source', { version: engine.version ?? '', profile: engine.profile ?? this.t('not_stated') });
    return [read, this.page.corrections?.sentence].filter(Boolean).join(' ');
  }

  // ---- copying ----

  #copyText() {
    const text = [cardText(this.#model(), this.page.words, this.#source()), ...(this.page.corrections?.lines ?? [])].join('\n');
    return this.#copy(() => navigator.clipboard.writeText(text), 'text', new Blob([text], { type: 'text/plain' }), 'sitrep-card.txt');
  }

  #copyMarkdown() {
    const text = cardMarkdown(this.#model(), this.page.words, this.#source());
    return this.#copy(() => navigator.clipboard.writeText(text), 'markdown', new Blob([text], { type: 'text/markdown' }), 'sitrep-card.md');
  }

  #copyTable() {
    const rows = cardRows(this.#model(), this.page.words, this.#source(), this.page.text);
    const plain = new Blob([tabSeparated(rows)], { type: 'text/plain' });
    const both = () => navigator.clipboard.write([new ClipboardItem({ 'text/plain': plain, 'text/html': new Blob([tableMarkup(rows)], { type: 'text/html' }) })]);
    return this.#copy(both, 'table', plain, 'sitrep-card.tsv');
  }

  /** Copies, or saves a file where the browser refuses; says which. */
  async #copy(write, what, blob, name) {
    try {
      await write();
      this.#done(this.t(`takeaway.copied.${what}`));
    } catch {
      download(blob, name);
      this.#done(this.t('status.copy_refused'));
    }
  }

  /** Made when asked for, never before; where the browser refuses the clipboard it is shown, to be copied by hand. */
  async #copyLink() {
    const { fragment, length } = await fragmentOf(this.page.text, this.page.date);
    if (!fragment) return this.#tell(this.t('takeaway.link.long', { n: length, limit: LONGEST }));
    const link = new URL(fragment, location.href).href;
    try {
      await navigator.clipboard.writeText(link);
      return this.#done(this.t('takeaway.copied.link'));
    } catch {
      Object.assign(this.linkField, { hidden: false, value: link });
      this.linkField.select();
      return this.#tell(this.t('takeaway.link.refused'));
    }
  }

  /** The status stands above the card; what was done is said here too, where it was asked for. */
  #tell(sentence) {
    this.page.say(sentence);
    this.said.textContent = sentence;
    this.said.hidden = false;
    this.said.scrollIntoView({ block: 'nearest' });
  }

  #done(sentence) {
    this.#tell(sentence);
    const open = this.menus.find((menu) => menu.open);
    if (!open) return;
    const focused = open.contains(document.activeElement);
    open.open = false;
    if (focused) open.firstChild.focus();
  }

  // ---- files ----

  async #saveReport() {
    download(new Blob(await runInSlices(jsonParts(this.page.report)), { type: 'application/json' }), 'sitrep-report.json');
  }

  #savePicture() {
    const rtl = document.documentElement.dir === 'rtl';
    drawCard(this.#model(), this.page.words, { foot: this.#source(), rtl }).toBlob((blob) => {
      if (!blob) return this.#tell(this.t('takeaway.png.failed'));
      download(blob, 'sitrep-card.png');
      return this.#tell(this.t('takeaway.png.done'));
    }, 'image/png');
  }

  /** Writes the file the command would write for the same text. */
  async #export(format) {
    const { page, t } = this;
    const splitEvenly = format === 'acled' && !this.splitLine.hidden && this.split.checked;
    try {
      const json = await new Blob(await runInSlices(jsonParts(page.report))).text();
      download(new Blob([await page.analyzer.exportAs(format, json, { splitEvenly })], { type: 'text/plain' }), `sitrep-${format}.${FORMATS[format]}`);
      this.#tell(t('export.done', { what: t(`export.${format}`) }));
    } catch (error) {
      this.#tell(t('export.failed', { message: error.message }));
    }
  }
}
