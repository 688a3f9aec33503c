/**
 * Getting text in: files of several kinds, many at once, and pages copied as a whole. Takes over what is dropped, opened
 * and pasted, except plain text, which the page takes as it is, unit for unit. One article goes to the article view,
 * several to the desk (`page.desk`).
 *
 * What is known of the article (title, publisher, author, address) stands in a line under its date, where it can be
 * corrected; what was left out around it can be had back.
 */
import { button, el } from '../dom.js';
import { ACCEPTED, articlesInFile } from './intake/files.js';
import { articleInPage, looksLikePage, looksLikeSource, textOfRich } from './intake/html.js';

const FIELDS = ['title', 'publisher', 'author', 'url'];

export function install(page) {
  const intake = new Intake(page);
  page.intake.files = (files) => intake.files(files);
  page.intake.paste = (clipboard) => intake.paste(clipboard);
}

class Intake {
  #turn = 0; #source = null;

  constructor(page) {
    const { t } = page.words;
    this.page = page;
    this.summary = el('summary', { class: 'about-summary' });
    this.fields = FIELDS.map((name) => this.#field(name));
    this.whole = el('p', { class: 'about-cut', hidden: true });
    this.line = el('details', { class: 'about' }, this.summary, el('div', { class: 'about-fields' }, this.fields.map(({ label, input }) => el('div', {}, label, input)), el('p', { class: 'hint' }, t('intake.about_hint'))));
    page.parts.articles.before(this.line, this.whole);
    page.parts.file.setAttribute('accept', ACCEPTED);
    page.parts.file.multiple = true;
    page.parts.file.setAttribute('aria-label', t('intake.open'));
    page.parts.intake.querySelector('button').textContent = t('intake.open');
    page.parts.input.setAttribute('placeholder', t('intake.placeholder'));
    page.addEventListener('report', () => this.#draw());
    page.addEventListener('cleared', () => { this.line.open = false; });
    this.#draw();
    this.#awaitDrop();
  }

  /** While files are held over the page it says that they can be let go. */
  #awaitDrop() {
    const { root, words } = this.page;
    const sign = el('p', { class: 'drop-sign', hidden: true }, words.t('intake.drop'));
    root.append(sign);
    const show = (shown) => { sign.hidden = !shown; };
    document.addEventListener('dragover', (event) => event.dataTransfer?.types.includes('Files') && show(true));
    document.addEventListener('dragleave', (event) => event.relatedTarget || show(false));
    for (const name of ['drop', 'dragend']) document.addEventListener(name, () => show(false));
  }

  #field(name) {
    const id = `about-${name}`;
    const input = el('input', { id, type: name === 'url' ? 'url' : 'text', autocomplete: 'off', dir: 'auto', maxlength: 400 });
    const apply = () => this.#correct(name, input.value.trim());
    input.addEventListener('blur', apply);
    input.addEventListener('keydown', (event) => event.key === 'Enter' && apply());
    return { name, input, label: el('label', { for: id }, this.page.words.t(`intake.field.${name}`)) };
  }

  // ---- what is given ----

  files(files) {
    if (files.length === 1) this.#one(files[0]);
    else this.#toDesk(files.map((file) => ({ name: file.name, read: (signal) => this.#inFile(file, signal) })));
    return true;
  }

  /** What is in a file; a saved desk goes to what keeps, with its corrections. */
  async #inFile(file, signal) {
    const found = await articlesInFile(file, signal);
    if (found.problems[0]?.code !== 'desk' || !this.page.kept) return found;
    await this.page.kept.import(file);
    return { articles: [], problems: [] };
  }

  /** A page copied as a whole, or its source; rich text without plain text beside it; files copied elsewhere. */
  paste(clipboard) {
    const files = [...(clipboard?.files ?? [])];
    const plain = clipboard?.getData('text/plain') ?? '';
    const html = clipboard?.getData('text/html') ?? '';
    if (files.length && !plain.trim() && !html.trim()) return this.files(files);
    if (looksLikeSource(plain)) this.#pasted((signal) => articleInPage(plain, signal), plain);
    else if (html.trim() && looksLikePage(html)) this.#pasted((signal) => articleInPage(html, signal), plain);
    else if (html.trim() && !plain.trim()) this.#pasted(async (signal) => ({ text: await textOfRich(html, signal), about: {}, date: null, cut: false }), '');
    else return false;
    return true;
  }

  async #pasted(read, plain) {
    const turn = this.#begin();
    const article = await read().catch(() => null);
    if (turn !== this.#turn) return;
    if (article?.text.trim()) this.#take({ ...article, from: 'page' }, plain);
    else if (plain.trim()) this.page.take(plain);
    else this.page.wrong('intake_empty_paste', {});
  }

  async #one(file) {
    const { status } = this.page.parts;
    const before = status.textContent;
    const turn = this.#begin();
    const found = await this.#inFile(file);
    if (turn !== this.#turn) return;
    const { length } = [...found.articles, ...found.problems];
    if (!length) status.textContent = before;
    else if (length > 1 && found.articles.length && this.page.desk) this.#toDesk([{ name: file.name, read: async () => found }]);
    else this.#first(file.name, found);
  }

  #first(name, { articles, problems }) {
    if (articles.length) this.#take(articles[0], '');
    else if (problems.length) this.#refuse(name, problems[0]);
  }

  #begin() {
    this.page.say(this.page.words.t('intake.opening'));
    return (this.#turn += 1);
  }

  /** A date that belongs to the article before must not date this one. */
  #take({ text, about, date, cut, from, whole }, plain) {
    const { page } = this;
    const kept = page.text.trim() ? '' : page.date;
    this.#source = { from, plain, cut, whole, date: date ?? kept };
    page.take(text, { ...about, date: date ?? kept });
    this.#source.text = page.text;
  }

  #refuse(name, { code, values }) {
    this.page.showView('article');
    this.page.wrong(code === 'not_text' ? code : `intake_${code}`, { name, ...values });
  }

  #toDesk(sources) {
    this.#turn += 1;
    if (this.page.desk) this.page.desk.open(sources);
    else sources[0].read().then((found) => this.#first(sources[0].name, found));
  }

  // ---- what is known of it ----

  /** What the report says of the article: what was given, or else what its own headers and headline say. A field that is being filled in is left alone. */
  #draw() {
    const { page } = this;
    const { t } = page.words;
    const about = page.report?.document ?? {};
    this.fields.forEach(({ name, input }) => { if (document.activeElement !== input) input.value = about[name] ?? ''; });
    const known = [about.title && t('figure.quoted', { text: about.title }), about.publisher, about.author, about.url && hostOf(about.url)].filter(Boolean);
    const own = this.#source?.text === page.text ? this.#source : null;
    const from = own && Object.keys(page.about).length + Number(Boolean(own.date)) ? el('span', { class: 'about-from' }, t(`intake.from.${own.from}`)) : null;
    this.summary.replaceChildren(el('span', { dir: 'auto' }, known.length ? known.join(' · ') : t('intake.about_none')), ...(from ? [' ', from] : []));
    this.#offerWhole(own);
  }

  #offerWhole(own) {
    const { t } = this.page.words;
    this.whole.hidden = !own?.cut;
    if (!own?.cut) return;
    const take = own.plain.trim() || own.whole ? [' ', button(t('intake.take_all'), { class: 'link-button', onclick: () => this.page.take(own.plain.trim() ? own.plain : own.whole()) })] : [];
    this.whole.replaceChildren(t('intake.cut'), ...take);
  }

  /** What the reader says of the article goes before what the page said. */
  #correct(name, value) {
    const { page } = this;
    if (!page.report || value === (page.report.document[name] ?? '')) return;
    const about = page.articles[page.chosen]?.about ?? page.about;
    if (value) about[name] = value;
    else delete about[name];
    page.set({});
  }
}

function hostOf(url) {
  try { return new URL(url).hostname.replace(/^www\./, ''); } catch { return url; }
}
