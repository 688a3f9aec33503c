/**
 * A short tour of the page: offered once, in one quiet line, when an example is read. A small box says what is what
 * while the page stays in use; it never covers what it talks about for long and goes away with Escape.
 */
import { button, el } from '../../dom.js';
import { store, stored } from '../tools.js';

const SEEN = 'sitrep-tour';
/** What each step points at, and on which side of a narrow screen it is. */
const STEPS = [['card', '.card', 'card'], ['marks', '.document mark', 'text'], ['why', '.card .why-button', 'card'], ['toll', '.section-toll', 'card'], ['take', '.actions', 'card']];

/** Puts the offer above the card of an example, unless it was answered before. */
export function offerTour(page, openHelp) {
  const tour = new Tour(page, openHelp);
  page.addEventListener('report', () => tour.offer());
  page.addEventListener('cleared', () => tour.end());
  page.addEventListener('view', () => tour.end());
}

class Tour {
  #step = -1; #offered = false;

  constructor(page, openHelp) {
    Object.assign(this, { page, openHelp });
    const { t } = page.words;
    this.line = el('p', { class: 'tour-offer', hidden: true }, el('span', {}, t('tour.offer')), ' ', button(t('tour.start'), { class: 'link-button', onclick: () => this.#start() }), ' ', button(t('tour.no'), { class: 'link-button', onclick: () => this.#answered() }));
    page.parts.above.append(this.line);
    this.title = el('h2', { class: 'tour-title', id: 'tour-title', tabindex: -1 });
    this.text = el('p', {});
    this.count = el('span', { class: 'tour-count' });
    this.back = button(t('tour.back'), { class: 'quiet-button', onclick: () => this.#show(this.#step - 1) });
    this.next = button('', { class: 'action', onclick: () => (this.#step < STEPS.length - 1 ? this.#show(this.#step + 1) : this.#help()) });
    this.box = el('aside', { class: 'tour', 'aria-labelledby': 'tour-title', hidden: true }, this.title, this.text, el('div', { class: 'tour-buttons' }, this.count, this.back, this.next, button(t('tour.close'), { class: 'quiet-button tour-close', onclick: () => this.end() })));
    this.box.addEventListener('keydown', (event) => { if (event.key === 'Escape') { event.stopPropagation(); this.end(); } });
    page.root.append(this.box);
  }

  /** Once in a visit, on an example, and never again after an answer. */
  offer() {
    const isExample = this.page.examples.some((example) => example.paragraphs.join('\n\n') === this.page.text);
    this.line.hidden = !isExample || this.#offered || stored(SEEN) !== null;
    if (!isExample) this.end();
  }

  #answered() {
    this.#offered = true;
    this.line.hidden = true;
    store(SEEN, 'answered');
  }

  #start() {
    this.#answered();
    this.box.hidden = false;
    this.#show(0);
  }

  #show(step) {
    this.#step = step;
    const { t } = this.page.words;
    const [name, selector, pane] = STEPS[step];
    this.title.textContent = t(`tour.${name}.title`);
    this.text.textContent = t(`tour.${name}.text`);
    this.count.textContent = t('tour.count', { n: step + 1, of: STEPS.length });
    this.back.hidden = step === 0;
    this.next.textContent = t(step < STEPS.length - 1 ? 'tour.next' : 'tour.help');
    this.page.setPane(pane);
    this.#pointAt(this.page.root.querySelector(selector));
    this.title.focus({ preventScroll: true });
  }

  #pointAt(target) {
    this.page.root.querySelector('.tour-target')?.classList.remove('tour-target');
    target?.classList.add('tour-target');
    target?.scrollIntoView({ block: 'nearest' });
  }

  #help() {
    this.end();
    this.openHelp();
  }

  end() {
    const within = this.box.contains(document.activeElement);
    this.box.hidden = true;
    this.#pointAt(null);
    if (within) this.page.root.querySelector('.card h2')?.focus({ preventScroll: true });
  }
}
