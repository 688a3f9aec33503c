/**
 * The printed brief: the card with its toll, who says so, and the line that says how it was made, on one page; the
 * marked text behind it where that is wanted. Any other printing of the page keeps the article and the card.
 */
import { el } from '../../dom.js';
import { sourceWords } from '../../words.js';

export class Brief {
  constructor(page, source) {
    Object.assign(this, { page, source });
    this.element = el('div', { class: 'brief' });
    page.parts.below.append(this.element);
    addEventListener('afterprint', () => this.#ended());
  }

  /** Opens the browser's print dialogue for the brief. */
  print(withText) {
    const { root } = this.page;
    this.element.replaceChildren(...this.#content());
    root.dataset.print = 'brief';
    root.toggleAttribute('data-print-text', withText);
    print();
  }

  #ended() {
    delete this.page.root.dataset.print;
    this.page.root.removeAttribute('data-print-text');
    this.element.replaceChildren();
  }

  #content() {
    const { report, words } = this.page;
    const { t } = words;
    const { title, publisher, published } = report.document ?? {};
    const about = [title, publisher, published ? t('takeaway.published', { date: words.date(published) }) : t('takeaway.published.none')].filter(Boolean);
    const sources = this.#sources();
    return [
      el('section', { class: 'brief-part' }, el('h3', {}, t('takeaway.brief.article')), el('p', {}, about.join(' · '))),
      sources.length ? el('section', { class: 'brief-part' }, el('h3', {}, t('takeaway.brief.sources')), el('ul', {}, sources.map((source) => el('li', {}, source)))) : null,
      el('p', { class: 'brief-foot' }, this.source()),
    ].filter(Boolean);
  }

  /** Who says what the toll rests on, each once, in the order of the card. */
  #sources() {
    const { index, words } = this.page;
    const claims = (index.report.summary?.toll ?? []).flatMap((row) => row.claims ?? []).map(index.get).filter((object) => object?.figure);
    const figures = new Map();
    for (const claim of claims) {
      const who = sourceWords(words, index, claim);
      figures.set(who, [...(figures.get(who) ?? []), claim.figure.text].filter(Boolean));
    }
    return [...figures].map(([who, said]) => words.t('takeaway.brief.source', { who, figures: words.list(said.map((text) => words.t('figure.quoted', { text }))) }));
  }
}
