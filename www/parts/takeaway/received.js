/**
 * A page opened by a link that carries a text: the text is put into the field and nothing is read before the reader
 * says so. The fragment goes from the address at once, so that it is not kept, copied or shared by accident.
 */
import { button, el } from '../../dom.js';
import { carriesText, textOf } from './link.js';

/** Takes the text of the address the page was opened with, and of any that is followed later. */
export function receiveLinks(page) {
  const received = new Received(page);
  addEventListener('hashchange', () => received.take());
  return received.take();
}

class Received {
  constructor(page) {
    this.page = page;
    this.note = el('div', { class: 'link-note', role: 'note', hidden: true });
    page.parts.input.before(this.note);
    page.parts.input.addEventListener('input', () => this.#forget());
    page.addEventListener('report', () => this.#forget());
    page.addEventListener('cleared', () => this.#forget());
  }

  async take() {
    const { hash, pathname, search } = location;
    if (!carriesText(hash)) return;
    history.replaceState(null, '', pathname + search);
    const { t } = this.page.words;
    try {
      const link = await textOf(hash);
      if (!link.text.trim()) throw new TypeError('no text');
      if (this.page.text.trim()) this.#offer(link);
      else this.#show(link);
    } catch {
      this.#say(el('p', {}, t('takeaway.received.unreadable')));
    }
  }

  /** The text stands in the field; the button reads it. Once the reader changes it, it is a text like any other. */
  #show({ text, date }) {
    const { parts, words: { t } } = this.page;
    parts.input.value = text;
    const read = button(t('takeaway.received.read'), { class: 'primary', onclick: () => this.#read(text, date) });
    this.#say(el('p', {}, t('takeaway.received.text')), read);
    parts.input.setSelectionRange(0, 0);
    parts.input.scrollTop = 0;
  }

  #read(text, date) {
    this.#forget();
    this.page.take(text, { date });
  }

  /** There is another text on the page: it stays until the reader gives it up. */
  #offer({ text, date }) {
    const { parts, words: { t } } = this.page;
    const note = el('div', { class: 'link-note', role: 'note' }, el('p', {}, t('takeaway.received.other')),
      button(t('takeaway.received.instead'), { class: 'action', onclick: () => { note.remove(); this.#read(text, date); } }),
      button(t('takeaway.received.stay'), { class: 'quiet-button', onclick: () => note.remove() }));
    parts.above.prepend(note);
  }

  #say(...content) {
    this.note.replaceChildren(...content);
    this.note.hidden = false;
    this.page.parts.live.textContent = content[0].textContent;
  }

  #forget() {
    this.note.hidden = true;
    this.note.replaceChildren();
  }
}
