/**
 * Draws the article with its marks. Takes the exact text and the marks of report-index.js, gives a document in which
 * the text content equals the text, unit for unit; so a span of the report is a range of the document.
 *
 * A line of text is one block. Marks may nest; where two marks cross, the later one is cut in pieces that share its number.
 * Blocks are drawn in slices of a few milliseconds, so that a long text never holds the page; the same text drawn
 * again (with its marks) takes the place of what stands there chunk by chunk.
 */
import { button, el, inSlices } from './dom.js';
import { KINDS } from './report-index.js';

const BLOCK_LIMIT = 20_000;
/** From here on the browser lays out only what is in sight. */
const MANY_MARKS = 2_000;
const LONG_TEXT = 200_000;
const BLOCKS_PER_CHUNK = 50;
const CHUNK_LIMIT = 10_000;
/** Characters that change the look of a line without being seen; each is shown as a token. */
const HIDDEN = /[\u0000\u061C\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g;
const HIDDEN_NAMES = {
  0: 'NUL', 0x61c: 'ALM', 0x200b: 'ZWSP', 0x200e: 'LRM', 0x200f: 'RLM', 0x202a: 'LRE', 0x202b: 'RLE', 0x202c: 'PDF', 0x202d: 'LRO', 0x202e: 'RLO',
  0x2060: 'WJ', 0x2066: 'LRI', 0x2067: 'RLI', 0x2068: 'FSI', 0x2069: 'PDI', 0xfeff: 'BOM',
};

/** Where the block that begins at `start` ends: after the next line end, or inside a very long line. */
function blockEnd(text, start) {
  const most = Math.min(text.length, start + BLOCK_LIMIT);
  for (let at = start; at < most; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 10 || (unit === 13 && text.charCodeAt(at + 1) !== 10)) return at + 1;
    if (unit === 13) return at + 2;
  }
  const low = most < text.length ? text.charCodeAt(most) : 0;
  return low >= 0xdc00 && low <= 0xdfff ? most - 1 : most;
}

/** Cuts crossing spans so that all nest; spans come sorted by start, longest first, and leave in the same order. */
export function nestSpans(spans) {
  const queue = [...spans];
  const nested = [];
  const open = [];
  for (let at = 0; at < queue.length; at += 1) {
    let span = queue[at];
    while (open.length && open.at(-1).end <= span.start) open.pop();
    const outer = open.at(-1);
    if (outer && outer.end < span.end) {
      insertSorted(queue, at + 1, { ...span, start: outer.end, first: false });
      span = { ...span, end: outer.end };
    }
    nested.push(span);
    open.push(span);
  }
  return nested;
}

function insertSorted(queue, from, span) {
  let at = from;
  while (at < queue.length && (queue[at].start < span.start || (queue[at].start === span.start && queue[at].end > span.end))) at += 1;
  queue.splice(at, 0, span);
}

/** The document of one report: elements, keyboard movement between marks, ranges for spans. Its element fires `drawn` when all is there. */
export class DocumentView {
  #stop = () => {}; #drawn = false;

  constructor({ label, describe, onSelect }) {
    this.describe = describe;
    this.onSelect = onSelect;
    this.hiddenKinds = new Set();
    this.element = el('div', { class: 'document', role: 'group', 'aria-label': label, part: 'document' });
    this.element.addEventListener('click', (event) => this.#clicked(event));
    this.element.addEventListener('keydown', (event) => this.#pressed(event));
    this.element.addEventListener('focusin', (event) => this.#focused(event.target.closest?.('mark')));
    this.#reset('');
  }

  #reset(text) {
    this.#stop();
    this.#drawn = false;
    if (text !== this.text) this.element.replaceChildren();
    this.text = text;
    this.blocks = [];
    this.marks = [];
    this.pieces = [];
    this.order = [];
    this.current = null;
    showRanges([]);
  }

  /** Draws `text` with the marks of the index; `done` resolves when the last block is there. What would look the same stays. */
  render(text, index) {
    const marks = index?.marks ?? [];
    if (this.#drawn && text === this.text && alike(marks, this.marks)) return Object.assign(this, { marks }).done;
    this.#reset(text);
    this.marks = marks;
    this.sections = index?.report.document?.sections ?? [];
    this.element.classList.toggle('many', this.marks.length > MANY_MARKS || text.length > LONG_TEXT);
    this.done = new Promise((resolve) => this.#drawAll(resolve));
    return this.done;
  }

  #drawAll(resolve) {
    const state = { at: 0, mark: 0, section: 0, active: [], chunk: null, chunks: 0, chunkEnd: 0 };
    this.#stop = inSlices(() => {
      if (state.at < this.text.length) this.#drawNext(state);
      const more = state.at < this.text.length;
      if (!more) resolve(this.#drawn = this.element.dispatchEvent(new Event('drawn')));
      return more;
    });
  }

  #drawNext(state) {
    state.chunk ??= el('div', { class: 'chunk' });
    const block = { start: state.at, end: blockEnd(this.text, state.at), element: null };
    this.blocks.push(block);
    state.active = state.active.filter((n) => this.marks[n].end > block.start);
    for (; state.mark < this.marks.length && this.marks[state.mark].start < block.end; state.mark += 1) state.active.push(state.mark);
    block.element = this.#drawBlock(block, state.active, this.#sectionOf(state, block));
    state.chunk.append(block.element);
    state.at = block.end;
    const full = state.chunk.childElementCount === BLOCKS_PER_CHUNK || block.end - state.chunkEnd > CHUNK_LIMIT;
    if (full || block.end === this.text.length) this.#placeChunk(state);
  }

  /** A finished chunk takes the place of the one drawn before, or comes last. */
  #placeChunk(state) {
    const old = this.element.children[state.chunks];
    if (old) old.replaceWith(state.chunk);
    else this.element.append(state.chunk);
    Object.assign(state, { chunk: null, chunks: state.chunks + 1, chunkEnd: state.at });
  }

  #sectionOf(state, block) {
    while (state.section < this.sections.length && this.sections[state.section].end <= block.start) state.section += 1;
    const section = this.sections[state.section];
    return section && section.start < block.end ? section.kind : null;
  }

  #drawBlock(block, active, sectionKind) {
    const blank = /^\s*$/.test(this.text.slice(block.start, block.end));
    const element = el('p', { dir: 'auto', class: blank ? 'blank' : sectionKind ? `sec-${sectionKind}` : null });
    const spans = active.map((n) => {
      const { start, end } = this.marks[n];
      return { n, start: Math.max(start, block.start), end: Math.min(end, block.end), first: start >= block.start };
    });
    spans.sort((a, b) => a.start - b.start || b.end - a.end);
    this.#fill(element, block, nestSpans(spans));
    return element;
  }

  #fill(element, block, spans) {
    const open = [{ node: element, end: block.end }];
    let at = block.start;
    const closeUpTo = (position) => {
      while (open.length > 1 && open.at(-1).end <= position) {
        appendText(open.at(-1).node, this.text.slice(at, open.at(-1).end));
        at = open.pop().end;
      }
      appendText(open.at(-1).node, this.text.slice(at, position));
      at = position;
    };
    for (const span of spans) {
      closeUpTo(span.start);
      const node = this.#drawMark(span, open.filter((outer) => outer.start === span.start).length);
      open.at(-1).node.append(node);
      open.push({ node, start: span.start, end: span.end });
    }
    closeUpTo(block.end);
  }

  /** `inside` counts the marks that begin at the same place, so that their letters stand side by side. */
  #drawMark({ n, first }, inside) {
    const { kind, light } = this.marks[n];
    const names = ['k', `k-${kind}`, light ? 'light' : '', first ? '' : 'more', inside ? `at-${Math.min(inside, 2)}` : ''].filter(Boolean).join(' ');
    const node = el('mark', { class: names, 'data-mark': n, part: 'mark' });
    (this.pieces[n] ??= []).push(node);
    if (first) this.#makeReachable(node, n, kind);
    return node;
  }

  #makeReachable(node, n, kind) {
    node.dataset.letter = KINDS[kind];
    node.setAttribute('aria-describedby', this.describe(kind));
    node.tabIndex = -1;
    this.order.push(n);
    if (this.current === null && !this.hiddenKinds.has(kind)) this.#moveTabStop(n);
  }

  #moveTabStop(n) {
    if (this.current !== null) this.pieces[this.current][0].tabIndex = -1;
    this.current = n;
    if (n !== null) this.pieces[n][0].tabIndex = 0;
  }

  /** The number of the mark drawn as `node`; null for one of an earlier drawing. */
  #numberOf(node) {
    const n = Number(node?.dataset.mark);
    return this.pieces[n]?.includes(node) ? n : null;
  }

  #focused(node) {
    const n = this.#numberOf(node);
    if (n !== null && node.dataset.letter) this.#moveTabStop(n);
  }

  #clicked(event) {
    const node = event.target.closest('mark');
    const root = this.element.getRootNode();
    const dragged = !((root.getSelection ? root : document).getSelection()?.isCollapsed ?? true);
    if (!node || dragged) return;
    const visible = this.#visibleFrom(node);
    if (visible !== null) this.onSelect(visible, this.pieces[visible][0]);
  }

  /** The mark at `node` or, when its kind is switched off, the next one around it. */
  #visibleFrom(node) {
    for (let at = node; at; at = at.parentElement?.closest('mark')) {
      const n = this.#numberOf(at);
      if (n !== null && !this.hiddenKinds.has(this.marks[n].kind)) return n;
    }
    return null;
  }

  #pressed(event) {
    const n = this.#numberOf(event.target.closest('mark'));
    if (n === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowRight: 1, ArrowDown: 1, n: 1, ArrowLeft: -1, ArrowUp: -1, p: -1, Home: 'first', End: 'last' }[event.key];
    if (event.key === 'Enter' || event.key === ' ') this.onSelect(n, event.target);
    else if (step) this.#step(n, step);
    else return;
    event.preventDefault();
  }

  #step(from, step) {
    const visible = this.order.filter((n) => !this.hiddenKinds.has(this.marks[n].kind));
    const at = visible.indexOf(from);
    const next = step === 'first' ? visible[0] : step === 'last' ? visible.at(-1) : visible[at + step];
    if (next !== undefined) this.pieces[next][0].focus();
  }

  /** Switches a kind of mark on or off. */
  setKind(kind, on) {
    if (on) this.hiddenKinds.delete(kind);
    else this.hiddenKinds.add(kind);
    this.element.classList.toggle(`off-${kind}`, !on);
    const stop = this.current === null ? null : this.marks[this.current].kind;
    if (stop === null || this.hiddenKinds.has(stop)) this.#moveTabStop(this.order.find((n) => !this.hiddenKinds.has(this.marks[n].kind)) ?? null);
  }

  /** Marks around mark `n`, innermost first, without those switched off. */
  around(n) {
    const found = [];
    for (let at = this.pieces[n]?.[0].parentElement?.closest('mark'); at; at = at.parentElement?.closest('mark')) found.push(Number(at.dataset.mark));
    return found.filter((m) => !this.hiddenKinds.has(this.marks[m].kind));
  }

  /** Shows the spans as evidence, and brings the first one into sight. */
  reveal(spans, { scroll = true } = {}) {
    const ranges = spans.map((span) => this.rangeOf(span)).filter(Boolean);
    showRanges(ranges);
    this.#flash(spans);
    if (scroll && ranges.length) bringIntoView(ranges[0]);
    return ranges;
  }

  #flash(spans) {
    this.element.querySelectorAll('.flash').forEach((node) => node.classList.remove('flash'));
    for (const { start, end } of spans) {
      for (let n = firstFrom(this.marks, start); n < this.marks.length && this.marks[n].start < end; n += 1) {
        if (this.marks[n].end <= end) this.pieces[n]?.forEach((piece) => piece.classList.add('flash'));
      }
    }
  }

  /** The DOM range of a span, or null while that part is not drawn yet. */
  rangeOf({ start, end }) {
    const from = this.#pointAt(start, false);
    const to = this.#pointAt(end, true);
    if (!from || !to) return null;
    const range = document.createRange();
    range.setStart(...from);
    range.setEnd(...to);
    return range;
  }

  #pointAt(offset, isEnd) {
    const block = findBlock(this.blocks, isEnd ? offset - 1 : offset);
    if (!block?.element?.isConnected) return null;
    const walker = document.createTreeWalker(block.element, NodeFilter.SHOW_TEXT);
    let left = offset - block.start;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (left < node.length || (isEnd && left === node.length)) return [node, left];
      left -= node.length;
    }
    return null;
  }
}

/** The keys of the legend: a kind of mark each, with its count; pressed, it is shown or hidden in `view`. */
export function legendKeys(view, marks, words) {
  const counts = {};
  for (const { kind } of marks) counts[kind] = (counts[kind] ?? 0) + 1;
  return Object.keys(KINDS).filter((kind) => counts[kind]).map((kind) => {
    const sample = el('span', { class: `swatch k k-${kind}`, 'data-letter': KINDS[kind] }, words.t(`kind.${kind}`));
    const toggle = ({ currentTarget: key }) => {
      const on = key.getAttribute('aria-pressed') !== 'true';
      key.setAttribute('aria-pressed', String(on));
      view.setKind(kind, on);
    };
    return button(sample, { class: 'legend-key', 'data-kind': kind, 'aria-pressed': String(!view.hiddenKinds.has(kind)), onclick: toggle }, el('span', { class: 'count' }, ` ${words.number(counts[kind])}`));
  });
}

/** Hidden names of the kinds, which marks point at so that they are read out. */
export function kindNames(words) {
  return el('div', { hidden: true }, Object.keys(KINDS).map((kind) => el('span', { id: `kind-${kind}` }, words.t(`kind.${kind}`))));
}

const alike = (a, b) => a.length === b.length && a.every((mark, n) => ['start', 'end', 'kind', 'light'].every((key) => mark[key] === b[n][key]));

/** The first mark that starts at `offset` or later. */
function firstFrom(marks, offset) {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (marks[middle].start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function findBlock(blocks, offset) {
  let low = 0;
  let high = blocks.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (offset < blocks[middle].start) high = middle - 1;
    else if (offset >= blocks[middle].end) low = middle + 1;
    else return blocks[middle];
  }
  return null;
}

function appendText(node, text) {
  let at = 0;
  for (const match of text.matchAll(HIDDEN)) {
    if (match.index > at) node.append(text.slice(at, match.index));
    node.append(el('span', { class: 'hidden-char', dir: 'ltr', 'data-name': HIDDEN_NAMES[match[0].charCodeAt(0)] }, match[0]));
    at = match.index + 1;
  }
  if (at < text.length) node.append(text.slice(at));
}

/** Paints ranges without touching the document; a browser that cannot do that selects the first one. */
export function showRanges(ranges) {
  if (globalThis.CSS?.highlights && globalThis.Highlight) {
    CSS.highlights.set('sitrep-evidence', Object.assign(new Highlight(...ranges), { priority: 1 }));
  } else if (ranges.length) {
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(ranges[0]);
  }
}

/** Scrolls what a range stands in until it is in sight. */
export function bringIntoView(range) {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const behavior = calm ? 'auto' : 'smooth';
  const rect = range.getBoundingClientRect();
  if (rect.height === 0 && rect.top === 0) return range.startContainer.parentElement.scrollIntoView({ block: 'center', behavior });
  const box = scrollBox(range.startContainer.parentElement);
  const { top, height } = box.frame;
  if (rect.top < top + 60 || rect.bottom > top + height * 0.6) box.node.scrollBy({ top: rect.top - top - height * 0.28, behavior });
}

/** The nearest ancestor that scrolls, out of shadow trees too, or the window; with the frame it shows. */
function scrollBox(from) {
  for (let node = from; node && node !== document.body; node = node.parentElement ?? node.getRootNode().host) {
    const scrolls = ['auto', 'scroll'].includes(getComputedStyle(node).overflowY) && node.scrollHeight > node.clientHeight;
    if (scrolls) return { node, frame: node.getBoundingClientRect() };
  }
  return { node: globalThis, frame: { top: 0, height: innerHeight } };
}
