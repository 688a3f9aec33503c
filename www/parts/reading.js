/**
 * Reading: what belongs to the main event, to the background and to quotations is told apart, a map beside the article
 * shows where its facts stand, keys move between marks from anywhere on the page, and "Why?" also names what lost.
 */
import { button, el, runInSlices } from '../dom.js';
import { installKeys } from './reading/keys.js';
import { drawMap } from './reading/map.js';
import { lost } from './reading/lost.js';
import { tellApart } from './reading/voices.js';

/** In the order of the legend: standing of an event, or quoted words. */
const VOICES = ['main', 'related', 'background', 'hypothetical', 'quote'];
const LATER_MS = 400;
const AT_ONCE = 300;
const FRAME_MS = 16;
const HIGHLIGHTS = { quote: 'sitrep-quote', dim: 'sitrep-background' };

export function install(page) {
  const voices = new Voices(page);
  const map = page.parts.margin.appendChild(el('div', { class: 'fact-map', role: 'group', 'aria-label': page.words.t('marks_map.label'), hidden: true }));
  let drawing = new AbortController();
  const drawn = () => {
    drawing.abort();
    drawing = new AbortController();
    voices.draw();
    runInSlices(drawMap(page, map), drawing.signal).catch((error) => { if (error.name !== 'AbortError') throw error; });
  };
  page.view.element.addEventListener('drawn', drawn);
  page.addEventListener('report', () => voices.drawLater());
  page.addEventListener('cleared', () => { map.hidden = true; voices.clear(); });
  page.addEventListener('why', ({ detail }) => addLost(page, detail));
  installKeys(page);
  if (page.index && page.mode === 'read') page.view.done?.then(drawn);
}

/** Adds to the reasons what was considered and did not become this fact. */
function addLost(page, { ref }) {
  const lines = lost(page.index, page.words, ref);
  if (!lines.length) return;
  const show = ({ text, spans }) => el('li', {}, spans.length ? button(text, { class: 'quote', dir: 'auto', onclick: () => page.why.onEvidence(spans) }) : text);
  page.why.body.append(el('section', { class: 'why-part why-lost' }, el('h3', {}, page.words.t('lost.title')), el('ul', { class: 'quotes' }, lines.map(show))));
}

/** The rule beside the paragraphs, the ink of the background and the tint of quotations, with their legend. */
class Voices {
  #turn = 0; #timer = 0;

  constructor(page) {
    Object.assign(this, { page, on: true, ranges: { quote: [], dim: [] }, seen: new Set() });
    const { t } = page.words;
    this.keys = el('span', { class: 'voice-keys' });
    this.switch = button(t('voices.switch'), { class: 'legend-key voice-switch', 'aria-pressed': 'true', onclick: () => this.#toggle() });
    this.row = el('div', { class: 'voices', role: 'group', 'aria-label': t('voices.label'), hidden: true }, this.switch, this.keys);
    page.parts.legend.after(this.row);
    page.view.element.classList.add('told-apart');
  }

  async draw() {
    clearTimeout(this.#timer);
    const turn = ++this.#turn;
    const { view, index } = this.page;
    if (!index || !view.marks.length) return this.clear();
    const found = await runInSlices(tellApart(view, index));
    if (turn !== this.#turn) return;
    const wanted = new Map(found.blocks.map(({ element, voices }) => [element, ['voiced', ...voices.map((voice) => `voice-${voice}`)]]));
    const all = [...new Set([...view.element.querySelectorAll('.voiced'), ...wanted.keys()])];
    for (let at = 0; at < all.length; at += AT_ONCE) {
      for (const element of all.slice(at, at + AT_ONCE)) setVoices(element, wanted.get(element) ?? []);
      // The browser styles them anew in one go: so many that this is no longer than a frame.
      if (at + AT_ONCE < all.length) await new Promise((resolve) => { setTimeout(resolve, FRAME_MS); });
      if (turn !== this.#turn) return;
    }
    this.seen = found.seen;
    this.#paint(found.ranges);
    this.#drawKeys();
  }

  /** The article may stand as it was drawn while its events are others: nothing that has to be seen at once. */
  drawLater() {
    this.row.hidden = !this.page.view.marks.length;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.draw(), LATER_MS);
  }

  clear() {
    clearTimeout(this.#timer);
    this.#turn += 1;
    this.row.hidden = true;
    this.#paint({ quote: [], dim: [] });
  }

  #drawKeys() {
    const { t } = this.page.words;
    this.keys.replaceChildren(...VOICES.filter((voice) => this.seen.has(voice)).map((voice) => el('span', { class: `voice-key key-${voice}` }, t(`voices.${voice}`))));
    this.row.hidden = !this.seen.size;
  }

  #toggle() {
    this.on = !this.on;
    this.switch.setAttribute('aria-pressed', String(this.on));
    this.page.view.element.classList.toggle('told-apart', this.on);
    this.row.classList.toggle('off', !this.on);
    this.#paint(this.ranges);
  }

  #paint(ranges) {
    this.ranges = ranges;
    if (!globalThis.CSS?.highlights || !globalThis.Highlight) return;
    for (const [name, key] of Object.entries(HIGHLIGHTS)) {
      const highlight = new Highlight(...(this.on ? ranges[name] : []));
      highlight.priority = -1;
      CSS.highlights.set(key, highlight);
    }
  }
}

/** Changes nothing where nothing is new, so that a selection stays. */
function setVoices(element, names) {
  const own = [...element.classList].filter((name) => !name.startsWith('voice'));
  const all = [...own, ...names].join(' ');
  if (element.className !== all) element.className = all;
}
