/**
 * The map in the margin: where in the article the facts stand, top to bottom as in the text, one lane to a group of kinds.
 * At most sixteen buttons and one path for each kind in each, whatever the number of marks.
 */
import { KINDS } from '../../report-index.js';
import { el } from '../../dom.js';
import { svg } from '../tools.js';

const MOST_PARTS = 16;
/** Lane of each kind, in units of the drawing's width of 12: who, where and when, with what and said, the toll. */
const LANES = { actor: 0, person: 0, org: 0, place: 3, facility: 3, date: 3, weapon: 6, said: 6, rejected: 6, figure: 9 };

/** Draws the map of the document into `place`, step by step. */
export function* drawMap(page, place) {
  const { view } = page;
  const length = view.text.length;
  place.hidden = !view.marks.length;
  if (place.hidden) return;
  let count = 0;
  for (let n = 0; n < view.blocks.length && count < MOST_PARTS; n += 1) count += Number(view.blocks[n].element.className !== 'blank');
  count = Math.max(1, count);
  const parts = Array.from({ length: count }, () => ({ counts: {}, ticks: {}, first: null }));
  for (const [n, mark] of view.marks.entries()) {
    if (n % 100 === 99) yield;
    if (mark.light) continue;
    const at = (mark.start / length) * count;
    const part = parts[Math.min(count - 1, Math.floor(at))];
    part.counts[mark.kind] = (part.counts[mark.kind] ?? 0) + 1;
    (part.ticks[mark.kind] ??= new Set()).add(Math.round((at % 1) * 100));
    if (mark.kind !== 'rejected') part.first ??= n;
  }
  const nodes = parts.map((part, n) => drawPart(page, part, n, count));
  nodes[0].tabIndex = 0;
  place.replaceChildren(...nodes);
  place.onkeydown = (event) => move(event, nodes);
}

function drawPart(page, part, n, count) {
  const { t, number, list } = page.words;
  const kinds = Object.keys(KINDS).filter((kind) => part.counts[kind]);
  const what = kinds.length ? list(kinds.map((kind) => t('marks_map.kind', { kind: t(`kind.${kind}`), n: number(part.counts[kind]) }))) : t('marks_map.none');
  const node = el('button', { type: 'button', class: 'fact-map-part', tabindex: -1, title: what, 'aria-label': t('marks_map.part', { n: n + 1, count, what }) }, drawing(part, kinds));
  node.addEventListener('click', () => go(page, part, n / count));
  return node;
}

function drawing(part, kinds) {
  const node = svg('svg', { viewBox: '0 0 12 100', preserveAspectRatio: 'none', 'aria-hidden': 'true' });
  for (const kind of kinds) {
    const d = [...part.ticks[kind]].map((y) => `M${LANES[kind]} ${y}h${kind === 'figure' ? 3 : 2}`).join('');
    node.append(svg('path', { class: `k-${kind}`, d, 'vector-effect': 'non-scaling-stroke' }));
  }
  return node;
}

/** Goes to the first fact of a part, or to its text where there is none. */
function go(page, part, share) {
  const { view } = page;
  if (part.first === null) {
    const at = share * view.text.length;
    return view.blocks.find((block) => block.end > at)?.element.scrollIntoView({ block: 'center' });
  }
  view.pieces[part.first]?.[0].focus({ preventScroll: true });
  view.reveal([view.marks[part.first]]);
}

function move(event, nodes) {
  const at = nodes.indexOf(event.target.closest('.fact-map-part'));
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: nodes.length - 1 }[event.key];
  if (next === undefined || !nodes[next]) return;
  event.preventDefault();
  nodes[at].tabIndex = -1;
  nodes[next].tabIndex = 0;
  nodes[next].focus();
}
