/**
 * Paints marks by the Highlight API, under names that begin with `sitrep-`: for text that is not ours, and for more marks
 * than elements should be made of. Each painter has its own ranges; the names are shared by all on the page.
 */
import { runInSlices } from '../dom.js';
import { KINDS } from '../report-index.js';
import { STYLE } from '../pkg/element-kit.js';

/** Ranges of each painter by kind, and how far it is. */
const painted = new Map();
/** How many painters use the sheet of a root. */
const roots = new Map();

export const canPaint = () => Boolean(globalThis.CSS?.highlights && globalThis.Highlight);

/** Shows `marks` for `painter` (with its `hiddenKinds`) in `root`, in place of what it showed before. */
export async function paint(painter, root, marks, rangeOf) {
  unpaint(painter);
  if (!canPaint() || !marks.length) return;
  const mine = { ranges: [], root, stop: new AbortController() };
  painted.set(painter, mine);
  adopt(root);
  await runInSlices(adding(painter, mine, marks, rangeOf), mine.stop.signal).catch((error) => { if (error.name !== 'AbortError') throw error; });
}

function* adding(painter, mine, marks, rangeOf) {
  for (const mark of marks) {
    if (!painter.hiddenKinds.has(mark.kind)) {
      const range = rangeOf(mark);
      if (range) {
        highlightOf(mark.kind).add(range);
        mine.ranges.push([mark.kind, range]);
      }
    }
    yield;
  }
}

/** Quotations lie below what they hold, evidence above all. */
function highlightOf(kind) {
  const name = `sitrep-${kind}`;
  if (!CSS.highlights.has(name)) CSS.highlights.set(name, Object.assign(new Highlight(), { priority: kind === 'said' ? -1 : 0 }));
  return CSS.highlights.get(name);
}

/** Takes away what `painter` shows. */
export function unpaint(painter) {
  const mine = painted.get(painter);
  if (!mine) return;
  painted.delete(painter);
  mine.stop.abort();
  for (const [kind, range] of mine.ranges) highlightOf(kind).delete(range);
  for (const kind of Object.keys(KINDS)) if (CSS.highlights.get(`sitrep-${kind}`)?.size === 0) CSS.highlights.delete(`sitrep-${kind}`);
  release(mine.root);
}

function adopt(root) {
  const used = roots.get(root) ?? { sheet: sheetFor(root.ownerDocument ?? root, paintRules()), times: 0 };
  roots.set(root, used);
  used.times += 1;
  if (used.times === 1) root.adoptedStyleSheets = [...root.adoptedStyleSheets, used.sheet];
}

function release(root) {
  const used = roots.get(root);
  used.times -= 1;
  if (used.times) return;
  roots.delete(root);
  root.adoptedStyleSheets = root.adoptedStyleSheets.filter((sheet) => sheet !== used.sheet);
}

/** A constructed sheet: it needs no permission of the host's policy. */
export function sheetFor(doc, rules) {
  const sheet = new doc.defaultView.CSSStyleSheet();
  sheet.replaceSync(rules);
  return sheet;
}

/** The look of each kind, from the rules for marks; with values instead of names, which the host page does not have. */
function paintRules() {
  const value = (name) => new RegExp(`--${name}: ([^;]+);`).exec(STYLE)[1];
  const rule = (kind) => {
    const own = new RegExp(`\\.k-${kind} \\{([^}]*)\\}`).exec(STYLE)[1];
    const [, stroke = 'solid'] = /--stroke: (\w+)/.exec(own) ?? [];
    const [, weight = '2px'] = /--weight: (\w+)/.exec(own) ?? [];
    const tint = value(`${kind}-bg`);
    const ink = tint.endsWith(', transparent)') ? '' : ` color: ${value('on-tint')};`;
    return `::highlight(sitrep-${kind}) { background-color: ${tint};${ink} text-decoration: underline ${stroke} ${value(kind)} ${weight}; text-underline-offset: 0.2em; }`;
  };
  return [...Object.keys(KINDS).map(rule), `::highlight(sitrep-evidence) { background-color: ${value('found')}; color: ${value('on-tint')}; }`].join('\n');
}
