/**
 * Redaction before sharing: the reader chooses names and places, looks at what will be shared, and only then makes a file or
 * copies it. All of it is made from one redacted report, so that no form says more than another. What is on the page stays.
 */
import { button, el, runInSlices } from '../../dom.js';
import { cardModel } from '../../card-model.js';
import { indexing } from '../../report-index.js';
import { cardText } from '../takeaway/card-text.js';
import { jsonParts } from '../takeaway/report-json.js';
import { download } from '../tools.js';
import { digestHex } from './article.js';
import { redacting } from './redacted.js';
import { KINDS, choosing, labelled, othersOf } from './targets.js';

/** What can be shared, and the ending of its file. */
const FORMS = { card: 'txt', markdown: 'md', json: 'json', text: 'txt' };
const LEFT_OUT = { url: true, author: true, publisher: false };
const SHOWN = 20_000;
const PAUSE_MS = 200;
const MOST_FORMS = 60;
/** Names of one kind that can be ticked; the others can be given as words. */
const MOST_CHOICES = 200;

export function installRedaction(page) {
  const redaction = new Redaction(page);
  page.parts.actions.append(button(page.words.t('redact.open'), { class: 'action redact-open', onclick: () => redaction.open() }));
  page.addEventListener('cleared', () => redaction.close());
}

class Redaction {
  #turn = 0; #timer = 0; #made = null; #shown = null;

  constructor(page) {
    const { t } = page.words;
    Object.assign(this, { page, t, form: 'card' });
    this.choices = [];
    this.chosen = new Set();
    this.lists = el('div', { class: 'redact-lists' });
    this.own = el('textarea', { id: 'redact-own', rows: 3, spellcheck: 'false', autocomplete: 'off', dir: 'auto', 'aria-describedby': 'redact-own-hint' });
    this.own.addEventListener('input', () => this.#later());
    this.leaveOut = Object.entries(LEFT_OUT).map(([name, checked]) => this.#check(`redact-out-${name}`, t(`redact.out.${name}`), checked, () => this.#later(), { 'data-out': name }));
    this.tabs = el('div', { class: 'redact-forms', role: 'group', 'aria-label': t('redact.form') }, Object.keys(FORMS).map((form) => button(t(`redact.form.${form}`), { class: 'pane', 'data-form': form, onclick: () => { this.form = form; this.#show(); } })));
    this.status = el('p', { class: 'redact-status', role: 'status' });
    this.forms = el('details', { class: 'redact-done', hidden: true });
    this.preview = el('pre', { class: 'redact-preview', tabindex: 0, role: 'region', 'aria-label': t('redact.preview'), dir: 'auto' });
    this.save = button(t('redact.save'), { class: 'primary', onclick: () => this.#save() });
    this.copy = button(t('redact.copy'), { class: 'action', onclick: () => this.#copy() });
    this.dialog = this.#build();
    page.root.append(this.dialog);
  }

  #build() {
    const { t } = this;
    const close = button(t('redact.close'), { class: 'quiet-button', onclick: () => this.close() });
    const choose = el('div', { class: 'redact-choose' }, el('p', { class: 'hint' }, t('redact.how')), this.lists,
      el('div', { class: 'redact-field' }, el('label', { for: 'redact-own' }, t('redact.own')), this.own, el('p', { class: 'hint', id: 'redact-own-hint' }, t('redact.own_hint'))),
      el('fieldset', { class: 'redact-field' }, el('legend', {}, t('redact.out')), this.leaveOut));
    const look = el('div', { class: 'redact-look' }, el('h3', {}, t('redact.preview')), this.tabs, this.status, this.forms, this.preview, el('p', { class: 'hint' }, t('redact.careful')),
      el('div', { class: 'redact-buttons' }, this.save, this.copy));
    return el('dialog', { class: 'redact', 'aria-labelledby': 'redact-title' }, el('div', { class: 'redact-head' }, el('h2', { id: 'redact-title' }, t('redact.title')), close), el('div', { class: 'redact-body' }, choose, look));
  }

  #check(id, label, checked, act, more = {}) {
    const input = el('input', { type: 'checkbox', id, checked, ...more });
    input.addEventListener('change', () => act(input.checked));
    return el('div', { class: 'redact-check' }, input, el('label', { for: id, dir: 'auto' }, label));
  }

  async open() {
    const { page } = this;
    const { report, text, index } = page;
    this.choices = await runInSlices(choosing(report));
    if (page.report !== report || this.dialog.open) return;
    // Another reading, as when the last names of places come, has ids of its own.
    this.#shown = { report, text, index };
    this.chosen = new Set();
    this.own.value = '';
    this.#made = null;
    this.#drawChoices();
    this.dialog.showModal();
    this.#work();
  }

  close() {
    this.#turn += 1;
    this.#made = null;
    this.preview.replaceChildren();
    if (this.dialog.open) this.dialog.close();
  }

  // ---- choosing ----

  #drawChoices() {
    const { t } = this;
    const groups = KINDS.map((kind) => [kind, this.choices.filter((one) => one.kind === kind)]).filter(([, list]) => list.length);
    this.lists.replaceChildren(...groups.map(([kind, list]) => el('fieldset', { class: 'redact-group', 'data-kind': kind }, el('legend', {}, t(`redact.kind.${kind}`)),
      list.length > 1 ? this.#all(kind, list) : null,
      list.slice(0, MOST_CHOICES).map((one, n) => this.#check(`redact-${kind}-${n}`, `${one.name}${one.n ? ` (${t('redact.times', { n: one.n })})` : ''}`, false, (on) => { if (on) this.chosen.add(one); else this.chosen.delete(one); this.#later(); })),
      list.length > MOST_CHOICES ? el('p', { class: 'hint' }, t('redact.more_names', { n: list.length - MOST_CHOICES })) : null)));
    if (!groups.length) this.lists.replaceChildren(el('p', {}, t('redact.no_names')));
  }

  #all(kind, list) {
    return button(this.t('redact.all'), { class: 'link-button', 'aria-label': this.t(`redact.all.${kind}`), onclick: (event) => {
      const boxes = [...event.target.parentNode.querySelectorAll('input')];
      const on = boxes.some((box) => !box.checked);
      boxes.forEach((box) => { box.checked = on; });
      list.slice(0, MOST_CHOICES).forEach((one) => (on ? this.chosen.add(one) : this.chosen.delete(one)));
      this.#later();
    } });
  }

  #words() {
    return [...new Set(this.own.value.split(/[\n,;]+/).map((word) => word.trim()).filter((word) => /[\p{L}\p{N}]/u.test(word)))];
  }

  // ---- making ----

  #later() {
    this.#made = null;
    this.#enable();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#work(), PAUSE_MS);
  }

  async #work() {
    const turn = (this.#turn += 1);
    const { t } = this;
    const { report, text, index } = this.#shown;
    this.status.textContent = t('redact.working');
    const chosen = this.choices.filter((one) => this.chosen.has(one));
    const targets = labelled(chosen, this.#words(), text, (kind, n) => t(`redact.label.${kind}`, { n: String(n) }));
    try {
      const leaveOut = this.leaveOut.map((row) => row.querySelector('input')).filter((box) => box.checked).map((box) => box.dataset.out);
      const made = await runInSlices(redacting({ text, report, targets, kept: othersOf(this.choices, chosen), leaveOut, notice: targets.length ? t('redact.notice') : '', countries: index.countries }));
      made.report.document.id = await digestHex(made.text);
      if (turn !== this.#turn) return;
      this.#made = { ...made, outputs: new Map(), labels: [...new Set(targets.map(({ label }) => label))] };
    } catch (error) {
      if (turn === this.#turn) this.#failed(error);
      return;
    }
    this.#drawDone();
    this.#show();
  }

  /** One form of what can be shared, from the redacted report alone; null where it cannot be written. */
  async #written(made, form) {
    const { page } = this;
    if (form === 'text') return made.text;
    if (form === 'card') return made.swept(await this.#card(made));
    const json = new Blob(await runInSlices(jsonParts(made.report)), { type: 'application/json' });
    if (form === 'json') return json;
    return page.analyzer.exports ? made.swept(await page.analyzer.exportAs('markdown', await json.text())) : null;
  }

  async #card(made) {
    const { page, t } = this;
    const index = await runInSlices(indexing(made.report));
    this.#shown.index.countries.forEach((name, code) => index.countries.set(code, name));
    const { engine } = made.report;
    const source = t('redact.source', { version: engine?.version ?? '', profile: engine?.profile ?? '' });
    return [cardText(cardModel(index, page.words), page.words, source), made.forms.length ? t('redact.notice') : ''].filter(Boolean).join('\n');
  }

  #enable() {
    const ready = this.#made !== null && this.#made.left === 0 && (this.#made.outputs.get(this.form) ?? null) !== null;
    this.save.disabled = !ready;
    this.copy.disabled = !ready;
  }

  #failed(error) {
    console.error(error);
    this.status.textContent = this.t('redact.failed', { message: error.message });
  }

  #drawDone() {
    const { t } = this;
    const { forms, left, labels } = this.#made;
    const n = forms.reduce((sum, one) => sum + one.n, 0);
    if (left) this.status.textContent = t('redact.left', { n: left });
    else this.status.textContent = labels.length ? t('redact.done', { n }) : t('redact.none_chosen');
    this.status.classList.toggle('keep-problem', left > 0);
    this.forms.hidden = !forms.length;
    const more = forms.length > MOST_FORMS ? el('li', {}, t('card.more', { n: forms.length - MOST_FORMS })) : null;
    this.forms.replaceChildren(el('summary', {}, t('redact.forms', { n: forms.length })), el('ul', {}, forms.slice(0, MOST_FORMS).map((one) => el('li', {}, el('bdi', {}, t('figure.quoted', { text: one.form })), ` → ${one.label} (${t('redact.times', { n: one.n })})`)), more));
  }

  async #show() {
    this.tabs.childNodes.forEach((node) => node.setAttribute('aria-pressed', String(node.dataset.form === this.form)));
    this.#enable();
    const made = this.#made;
    const { form } = this;
    if (!made) return;
    try {
      if (!made.outputs.has(form)) made.outputs.set(form, await this.#written(made, form));
    } catch (error) {
      return this.#failed(error);
    }
    const output = made.outputs.get(form);
    const whole = output === null ? this.t('redact.no_markdown') : typeof output === 'string' ? output : await output.slice(0, SHOWN * 2).text();
    if (made !== this.#made || form !== this.form) return;
    this.#enable();
    const length = typeof output === 'string' ? output.length : output?.size ?? 0;
    this.preview.replaceChildren(...withMarks(whole.slice(0, SHOWN), made.labels), length > SHOWN ? el('span', { class: 'hint' }, `\n${this.t('redact.more', { n: length - SHOWN })}`) : '');
  }

  // ---- taking away ----

  #save() {
    const output = this.#made.outputs.get(this.form);
    download(new Blob([output], { type: this.form === 'json' ? 'application/json' : 'text/plain' }), `sitrep-redacted-${this.form}.${FORMS[this.form]}`);
    this.status.textContent = this.t('redact.saved');
  }

  async #copy() {
    const output = this.#made.outputs.get(this.form);
    try {
      await navigator.clipboard.writeText(typeof output === 'string' ? output : await output.text());
      this.status.textContent = this.t('redact.copied');
    } catch {
      this.#save();
      this.status.textContent = this.t('redact.copy_refused');
    }
  }
}

/** The text with its labels made visible. */
function withMarks(text, labels) {
  const nodes = [];
  let at = 0;
  while (labels.length) {
    const next = labels.map((label) => [text.indexOf(label, at), label]).filter(([where]) => where >= 0).sort((a, b) => a[0] - b[0] || b[1].length - a[1].length)[0];
    if (!next) break;
    nodes.push(text.slice(at, next[0]), el('span', { class: 'redact-label' }, next[1]));
    at = next[0] + next[1].length;
  }
  return [...nodes, text.slice(at)];
}
