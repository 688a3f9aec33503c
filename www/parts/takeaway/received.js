/**
 * A text that comes with the way the page was opened: by a link that carries it, or by another program that shares it. It
 * is put into the field and nothing is read before the reader says so. The fragment goes from the address at once, so that
 * it is not kept, copied or shared by accident. Files opened with the installed page are taken as those of its own button.
 */
import { button, el } from '../../dom.js';
import { articlesInFile } from '../intake/files.js';
import { carriesText, textOf } from './link.js';

/** Where sw.js sends the page when something is shared with it. */
const SHARED = '#shared';
const ADDRESS = /^\s*https?:\/\/\S+\s*$/;

/** Takes what the page was opened with, and what comes later. */
export function receive(page) {
  const received = new Received(page);
  addEventListener('hashchange', () => received.take());
  globalThis.launchQueue?.setConsumer(async ({ files }) => {
    if (files.length) page.intake.files(await Promise.all(files.map((file) => file.getFile())));
  });
  return received.take();
}

/** What sw.js holds for this page; null where it holds nothing. */
async function shared() {
  const { controller } = navigator.serviceWorker ?? {};
  if (!controller) return null;
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise((resolve) => { port1.onmessage = ({ data }) => resolve(data); });
  controller.postMessage('shared', [port2]);
  return answer;
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
    if (!carriesText(hash) && hash !== SHARED) return;
    history.replaceState(null, '', pathname + search);
    await (hash === SHARED ? this.#takeShared() : this.#takeLink(hash));
  }

  async #takeLink(hash) {
    try {
      const { text, date } = await textOf(hash);
      if (!text.trim()) throw new TypeError('no text');
      this.#give(text, { date }, ['text', 'other']);
    } catch {
      this.#say(el('p', {}, this.page.words.t('takeaway.received.unreadable')));
    }
  }

  /** A text, a file or an address; of several files the desk makes a row each. */
  async #takeShared() {
    const { page } = this;
    const given = await shared();
    if (!given) return this.#say(el('p', {}, page.words.t('takeaway.received.gone')));
    const { title, text = '', url, files } = given;
    const found = files.length === 1 ? (await articlesInFile(files[0])).articles : [];
    if (found.length === 1) this.#give(found[0].text, { date: found[0].date ?? '', ...found[0].about }, ['shared', 'other_shared']);
    else if (files.length) page.intake.files(files);
    else if (text.trim() && !ADDRESS.test(text)) this.#give(text, { date: '', ...(title && { title }), ...(url && { url }) }, ['shared', 'other_shared']);
    else this.#say(el('p', {}, page.words.t(url || text ? 'takeaway.received.address_only' : 'takeaway.received.gone', { url: url || text })));
  }

  /** A text that is on the page already stays until the reader gives it up. */
  #give(text, about, [own, other]) {
    if (this.page.text.trim()) this.#offer(text, about, other);
    else this.#show(text, about, own);
  }

  /** The text stands in the field; the button reads it. Once the reader changes it, it is a text like any other. */
  #show(text, about, from) {
    const { parts, words: { t } } = this.page;
    parts.input.value = text;
    const read = button(t('takeaway.received.read'), { class: 'primary', onclick: () => this.#read(text, about) });
    this.#say(el('p', {}, t(`takeaway.received.${from}`)), read);
    parts.input.setSelectionRange(0, 0);
    parts.input.scrollTop = 0;
  }

  #read(text, about) {
    this.#forget();
    this.page.take(text, about);
  }

  #offer(text, about, from) {
    const { parts, words: { t } } = this.page;
    const note = el('div', { class: 'link-note', role: 'note' }, el('p', {}, t(`takeaway.received.${from}`)),
      button(t('takeaway.received.instead'), { class: 'action', onclick: () => { note.remove(); this.#read(text, about); } }),
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
