/**
 * The text of an element of the host page: read without changing anything in it, and painted by the Highlight API. Takes
 * an element, gives its text as a reader sees it and the places of a span in it. Blocks are divided by an empty line,
 * white space is one space unless the page keeps it.
 */
import { OFF_AT_FIRST } from '../report-index.js';
import { bringIntoView, showRanges } from '../document-view.js';
import { paint, unpaint } from './paint.js';

const SILENT = 'script, style, noscript, template, textarea, select, button, iframe, object, svg, canvas, audio, video, math';
const WORDS_AND_GAPS = /[^ \t\n\r\f]+|[ \t\n\r\f]+/g;
const SETTLED_MS = 250;
const FLASH_MS = 250;

export class HostText {
  #observer; #timer = 0; #flashing = 0; #pieces = []; #listener;

  /** `silent` is what has no part in the text, `onChange` is told when the text is another than the one read last, `onSelect` the number of a mark that is clicked. */
  constructor(target, { silent, onChange, onSelect }) {
    Object.assign(this, { target, onChange, onSelect, silent: `${SILENT}, ${silent}`, text: '', marks: [], hiddenKinds: new Set(OFF_AT_FIRST), painting: false });
    this.field = typeof target.value === 'string';
    this.#listener = () => this.#changed();
    target.addEventListener('input', this.#listener);
    target.addEventListener('click', this);
    this.#observer = new MutationObserver((records) => {
      if (!target.isConnected || records.some((record) => target.contains(record.target))) this.#changed();
    });
    this.#observer.observe(target.getRootNode(), { subtree: true, childList: true, characterData: true });
  }

  /** Leaves the host page as it was found. */
  release() {
    clearTimeout(this.#timer);
    this.#observer.disconnect();
    this.target.removeEventListener('input', this.#listener);
    this.target.removeEventListener('click', this);
    this.#still();
    unpaint(this);
  }

  /** The text as it stands now; places are those of this text from now on. */
  read() {
    const { text, pieces } = this.#now();
    this.#pieces = pieces;
    return (this.text = text);
  }

  #now() {
    return this.field ? { text: this.target.value, pieces: [] } : collect(this.target, this.silent);
  }

  /** The same words in other nodes are no change: they are painted anew. */
  #changed() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const { text, pieces } = this.#now();
      if (text !== this.text || !this.target.isConnected) return this.onChange();
      this.#pieces = pieces;
      return this.#paint();
    }, SETTLED_MS);
  }

  /** Shows `marks`, where `painting` is wanted. */
  show(marks, painting) {
    Object.assign(this, { marks, painting: painting && !this.field });
    return this.#paint();
  }

  #paint() {
    const shown = this.painting ? this.marks : [];
    return paint(this, this.target.getRootNode(), shown, (mark) => this.rangeOf(mark));
  }

  setKind(kind, on) {
    if (on) this.hiddenKinds.delete(kind);
    else this.hiddenKinds.add(kind);
    this.#paint();
  }

  /** Brings the first of the spans into sight and lets all of them flash; false where none stands in the text any more. */
  reveal(spans, { scroll = true } = {}) {
    this.#still();
    if (this.field) return scroll && this.#select(spans[0]);
    const ranges = spans.map((span) => this.rangeOf(span)).filter(Boolean);
    showRanges(ranges);
    if (!ranges.length) return false;
    if (scroll) bringIntoView(ranges[0]);
    if (scroll) this.#flash(ranges);
    return true;
  }

  #select(span) {
    if (!span || this.target.value !== this.text) return false;
    this.target.focus();
    this.target.setSelectionRange(span.start, span.end);
    return true;
  }

  /** The highlight comes and goes; for who wants less motion it just stays. */
  #flash(ranges) {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    let left = 4;
    this.#flashing = setInterval(() => {
      left -= 1;
      showRanges(left % 2 ? [] : ranges);
      if (!left) clearInterval(this.#flashing);
    }, FLASH_MS);
  }

  #still() {
    clearInterval(this.#flashing);
    showRanges([]);
  }

  /** The range of a span, or null where the text is not what was read. */
  rangeOf({ start, end }) {
    const first = this.#pieces[pieceAt(this.#pieces, start)];
    const last = this.#pieces[pieceAt(this.#pieces, end - 1)];
    if (!first || !last || !this.#holds(first) || !this.#holds(last)) return null;
    const range = first.node.ownerDocument.createRange();
    range.setStart(first.node, first.from + Math.min(first.length, start - first.at));
    range.setEnd(last.node, last.from + Math.min(last.length, end - last.at));
    return range;
  }

  #holds({ node, from, length, at }) {
    return node.isConnected && node.data.slice(from, from + length).replace(/[ \t\n\r\f]/g, ' ') === this.text.slice(at, at + length).replace(/[ \t\n\r\f]/g, ' ');
  }

  /** A click into a painted mark chooses the innermost one; links and the like of the page do what they do. */
  handleEvent(event) {
    if (!this.painting || event.target.closest?.('a, button, input, label, summary')) return;
    const at = this.#offsetAt(event.clientX, event.clientY);
    const inside = this.marks.map((mark, n) => ({ mark, n })).filter(({ mark }) => mark.start <= at && at < mark.end && !this.hiddenKinds.has(mark.kind));
    const innermost = inside.sort((a, b) => (a.mark.end - a.mark.start) - (b.mark.end - b.mark.start))[0];
    if (innermost && document.getSelection()?.isCollapsed !== false) this.onSelect(innermost.n);
  }

  #offsetAt(x, y) {
    const point = document.caretPositionFromPoint?.(x, y);
    const range = point ? null : document.caretRangeFromPoint?.(x, y);
    const [node, offset] = [point?.offsetNode ?? range?.startContainer, point?.offset ?? range?.startOffset];
    const piece = this.#pieces.find((one) => one.node === node && one.from <= offset && offset <= one.from + one.length);
    return piece ? piece.at + offset - piece.from : -1;
  }

  /** The marks around mark `n`, innermost first. */
  around(n) {
    const { start, end } = this.marks[n];
    const outer = this.marks.flatMap((mark, m) => (m !== n && mark.start <= start && mark.end >= end && !this.hiddenKinds.has(mark.kind) ? [m] : []));
    return outer.sort((a, b) => this.marks[a].end - this.marks[a].start - this.marks[b].end + this.marks[b].start);
  }
}

/** The text of `target`, and which stretch of which node each piece of it is: {at, node, from, length}. */
function collect(target, silent) {
  const out = { text: '', pieces: [], gap: '', silent };
  take(target, out, getComputedStyle(target).whiteSpace.startsWith('pre'));
  return out;
}

function take(parent, out, kept) {
  for (const node of parent.childNodes) {
    if (node.nodeType === 3) takeText(node, out, kept);
    else if (node.nodeType === 1 && !node.matches(out.silent)) takeElement(node, out);
  }
}

function takeElement(node, out) {
  if (node.tagName === 'BR') return void (out.gap = out.gap.startsWith('\n') ? '\n\n' : '\n');
  const { display, visibility, whiteSpace } = getComputedStyle(node);
  if (display === 'none' || visibility === 'hidden') return;
  const block = !/^(inline|contents|ruby|none)/.test(display);
  if (block) divide(out, display.startsWith('table-cell') ? '\n' : '\n\n');
  take(node, out, whiteSpace.startsWith('pre') || whiteSpace === 'break-spaces');
  if (block) divide(out, display.startsWith('table-cell') ? '\n' : '\n\n');
}

function divide(out, gap) {
  if (out.gap.length < gap.length || !out.gap.startsWith('\n')) out.gap = gap;
}

function takeText(node, out, kept) {
  if (kept) return put(node, 0, node.data, out);
  for (const { 0: run, index } of node.data.matchAll(WORDS_AND_GAPS)) {
    if (/[^ \t\n\r\f]/.test(run)) put(node, index, run, out);
    else out.gap ||= ' ';
  }
}

/** Adds a run of a node; one that goes on where the last piece ends lengthens it. */
function put(node, from, run, out) {
  if (!run) return;
  if (out.text) out.text += out.gap;
  const last = out.pieces.at(-1);
  const at = out.text.length;
  if (last?.node === node && from - last.from === at - last.at) last.length = from + run.length - last.from;
  else out.pieces.push({ at, node, from, length: run.length });
  out.text += run;
  out.gap = '';
}

/** The number of the piece that holds `offset`, or of the one before the gap that does. */
function pieceAt(pieces, offset) {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (pieces[middle].at <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

