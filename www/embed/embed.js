/**
 * The page "Embed it": choices for `<sitrep-analyzer>`, the element as chosen, and the lines that make it so in a page of
 * someone else. What is chosen is shown by the element itself; the snippet is plain text.
 */
import '../element/define.js';
import { button, el } from '../dom.js';
import { makeWords } from '../words.js';
import { attributesOf, ruleOf, snippetOf } from './snippet.js';

const LISTS = { way: ['script', 'inline', 'npm', 'frame'], mode: ['editor', 'card', 'document'], theme: ['auto', 'light', 'dark'], highlight: ['auto', 'mark', 'none'], worker: ['auto', 'blob', 'off'] };
const COLOURS = { accent: '#1c4f7c', bg: '#ffffff', fg: '#1d1c1a', border: '#8b877c' };
/** What a field takes; anything else is refused in words beside it. */
const RULES = { for: /^[^\s"<>]*$/, name: /^[^\s"<>]*$/, lang: /^([a-z]{2,3}(-[a-z0-9]{2,8})*)?$/i, 'max-length': /^([1-9]\d{0,7})?$/, radius: /^(0|\d+(\.\d+)?(px|rem|em|%))?$/, font: /^[\w\s,"'-]*$/ };
const EVENTS = ['ready', 'progress', 'report', 'select', 'error'];
const SAMPLE = 'article';

async function start(root) {
  const read = async (path) => (await fetch(new URL(path, import.meta.url))).json();
  const [table, example, hashes] = await Promise.all(['../parts/strings/en.json', '../examples/ground-attack.json', '../pkg/element-integrity.json'].map(read));
  const words = makeWords(Object.assign(table, { lang: 'en-GB' }));
  document.title = words.t('embed.title');
  new Workshop(root, words, example, hashes);
}

class Workshop {
  #fields = {}; #sheet = new CSSStyleSheet(); #shown = '';

  /** `hashes` are those of the package's scripts, by their name; none where no package was made of this build. */
  constructor(root, words, example, hashes) {
    this.t = words.t;
    this.hashes = hashes;
    document.adoptedStyleSheets.push(this.#sheet);
    this.sample = el('article', { class: 'sample', id: SAMPLE, tabindex: -1 }, example.paragraphs.map((text) => el('p', {}, text)));
    this.text = example.paragraphs.join('\n\n');
    this.stage = el('div', { class: 'stage' });
    this.code = el('code', {});
    this.copied = el('span', { class: 'copied', role: 'status' });
    this.happened = el('ol', { class: 'happened', tabindex: 0, 'aria-label': words.t('embed.events') });
    root.replaceChildren(this.#page());
    this.#update();
  }

  #page() {
    const { t } = this;
    return el('main', { class: 'embed' },
      el('header', { class: 'embed-head' }, el('h1', {}, t('embed.title')), el('p', {}, t('embed.intro')), el('p', {}, el('a', { href: './' }, t('embed.back')))),
      el('div', { class: 'workshop' }, this.#choices(), el('div', {},
        el('section', { class: 'snippet', 'aria-labelledby': 'snippet-title' }, el('h2', { id: 'snippet-title' }, t('embed.snippet')), el('pre', { tabindex: 0 }, this.code),
          el('div', { class: 'snippet-tools' }, button(t('embed.copy'), { class: 'primary', onclick: () => this.#copy() }), this.copied)),
        el('section', { 'aria-labelledby': 'preview-title' }, el('h2', { id: 'preview-title' }, t('embed.preview')), el('div', { class: 'preview' }, this.sample, this.stage)),
        el('section', { 'aria-labelledby': 'events-title' }, el('h2', { id: 'events-title' }, t('embed.events')), el('p', { class: 'hint' }, t('embed.events.text')), this.happened))),
      this.#notes());
  }

  #notes() {
    const { t } = this;
    const note = (name, code) => el('section', {}, el('h2', {}, t(`embed.${name}.title`)), el('p', {}, t(`embed.${name}.text`)), code ? el('pre', { tabindex: 0 }, el('code', {}, code)) : null);
    return el('div', { class: 'embed-notes' },
      note('policy', "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'\n# with require-trusted-types-for 'script':\ntrusted-types sitrep\n\n# one script with everything inside:\nscript-src 'self' 'wasm-unsafe-eval'; connect-src 'none'"),
      note('own', "const sitrep = document.querySelector('sitrep-analyzer');\nsitrep.options = { date: '2025-07-01' };\nsitrep.text = articleText;\nsitrep.addEventListener('sitrep-report', () => console.log(sitrep.report.casualty_claims));\nconst table = await sitrep.exportAs('csv');"),
      note('parts', "sitrep-analyzer::part(card) { border-width: 2px; }\nsitrep-analyzer::part(document) { max-height: 30rem; overflow: auto; }"),
      note('slots', '<sitrep-analyzer>\n  <h2 slot="heading">Read it with evidence</h2>\n  <button slot="actions" type="button">Send the report</button>\n</sitrep-analyzer>'),
      note('form', '<form method="post">\n  <sitrep-analyzer name="report"></sitrep-analyzer>\n</form>'));
  }

  // ---- choices ----

  #choices() {
    const { t } = this;
    const group = (name, ...content) => el('fieldset', {}, el('legend', {}, t(`embed.group.${name}`)), content);
    return el('form', { class: 'choices', onsubmit: (event) => event.preventDefault(), 'aria-label': t('embed.choices') },
      group('how', this.#list('way')), group('what', this.#list('mode'), this.#field('for'), this.#field('lang'), this.#field('max-length'), this.#field('name')),
      group('look', this.#list('theme'), this.#list('highlight'), Object.keys(COLOURS).map((name) => this.#colour(name)), this.#field('radius'), this.#field('font')),
      group('run', this.#list('worker')));
  }

  #list(name) {
    const { t } = this;
    const select = el('select', { id: `choose-${name}`, 'aria-describedby': `hint-${name}`, onchange: () => this.#update() }, LISTS[name].map((value) => el('option', { value }, t(`embed.${name}.${value}`))));
    this.#fields[name] = () => select.value;
    return this.#labelled(name, select);
  }

  #field(name) {
    const refused = el('span', { class: 'refused', id: `refused-${name}`, role: 'alert' });
    const input = el('input', { id: `choose-${name}`, autocomplete: 'off', spellcheck: 'false', 'aria-describedby': `hint-${name} refused-${name}`, oninput: () => this.#update() });
    this.#fields[name] = () => {
      const value = input.value.trim();
      const fits = RULES[name].test(value);
      input.setAttribute('aria-invalid', String(!fits));
      refused.textContent = fits ? '' : this.t(`embed.${name}.refused`);
      return fits ? value : '';
    };
    return this.#labelled(name, input, refused);
  }

  #labelled(name, control, more = null) {
    return el('div', { class: 'choice' }, el('label', { for: control.id }, this.t(`embed.${name}`)), control, more, el('span', { class: 'hint', id: `hint-${name}` }, this.t(`embed.${name}.hint`)));
  }

  /** A colour of one's own, or that of the element. */
  #colour(name) {
    const own = el('input', { type: 'checkbox', id: `own-${name}`, onchange: () => { colour.disabled = !own.checked; this.#update(); } });
    const colour = el('input', { type: 'color', value: COLOURS[name], disabled: true, 'aria-label': this.t('embed.colour', { what: this.t(`embed.${name}`) }), oninput: () => this.#update() });
    this.#fields[name] = () => (own.checked ? colour.value : '');
    return el('div', { class: 'choice own-colour' }, own, el('label', { for: own.id }, this.t(`embed.${name}`)), colour);
  }

  // ---- what they make ----

  #update() {
    const choices = Object.fromEntries(Object.entries(this.#fields).map(([name, value]) => [name, value()]));
    this.copied.textContent = '';
    this.code.textContent = snippetOf(choices, choices.way, this.hashes);
    this.#sheet.replaceSync(ruleOf(choices));
    this.#show(choices);
  }

  /** The element itself; it is made anew only where another attribute is wanted. */
  #show(choices) {
    const attributes = attributesOf({ ...choices, for: choices.for && SAMPLE });
    if (JSON.stringify(attributes) === this.#shown) return;
    this.#shown = JSON.stringify(attributes);
    const given = Object.fromEntries(attributes);
    let [element] = this.stage.children;
    if (!element) {
      element = el('sitrep-analyzer');
      for (const name of EVENTS) element.addEventListener(`sitrep-${name}`, (event) => this.#tell(event));
      this.stage.append(element);
    }
    for (const name of element.getAttributeNames()) if (!(name in given)) element.removeAttribute(name);
    for (const [name, value] of attributes) if (element.getAttribute(name) !== value) element.setAttribute(name, value);
    this.sample.hidden = !given.for;
    if (!given.for && element.text !== this.text) element.text = this.text;
  }

  #tell({ type, detail }) {
    if (type === 'sitrep-progress' && detail.stage === 'loading') return;
    this.happened.prepend(el('li', {}, `${type} ${JSON.stringify(detail)}`));
    while (this.happened.childElementCount > 30) this.happened.lastChild.remove();
  }

  async #copy() {
    try {
      await navigator.clipboard.writeText(this.code.textContent);
      this.copied.textContent = this.t('embed.copied');
    } catch {
      getSelection().selectAllChildren(this.code);
      this.copied.textContent = this.t('embed.copy_refused');
    }
  }
}

start(document.getElementById('embed'));
