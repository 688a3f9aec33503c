/**
 * Draws the card as a picture. Takes the model of card-model.js and lays its lines out on a canvas by itself: nothing of
 * the page is drawn into it, so that the picture can always be saved. Gives a canvas.
 */
import { cautions } from './card-text.js';

const SCALE = 2;
const WIDTH = 720;
const MARGIN = 36;
const LABEL_WIDTH = 124;
/** Browsers refuse a canvas much higher than this. */
const MOST_HEIGHT = 7_000;
const MOST_LINES = 16;
const SERIF = 'Charter, "Iowan Old Style", Georgia, "Liberation Serif", serif';
const SANS = 'system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif';
const STYLES = {
  headline: { font: `600 20px ${SERIF}`, height: 29, color: '#1d1c1a' },
  label: { font: `600 13px ${SANS}`, height: 20, color: '#5b5850' },
  main: { font: `600 15px ${SANS}`, height: 21, color: '#1d1c1a' },
  quiet: { font: `400 15px ${SANS}`, height: 21, color: '#5b5850' },
  sub: { font: `400 13px ${SANS}`, height: 19, color: '#5b5850' },
  caution: { font: `400 13px ${SANS}`, height: 19, color: '#7a4a00' },
  foot: { font: `400 12px ${SANS}`, height: 18, color: '#5b5850' },
};

/** Draws the card; `foot` is the sentence that says where it comes from, `rtl` where lines begin on the right. */
export function drawCard(model, words, { foot, rtl = false }) {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  const layout = layOut(model, words, foot, (text, style, width) => wrapped(context, text, style, width));
  canvas.width = WIDTH * SCALE;
  canvas.height = layout.height * SCALE;
  context.scale(SCALE, SCALE);
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, WIDTH, layout.height);
  context.textBaseline = 'alphabetic';
  context.direction = rtl ? 'rtl' : 'ltr';
  for (const item of layout.items) paint(context, item, rtl);
  return canvas;
}

/** Places all lines: {items: [{text, style, x, y} or {rule, y}], height}; `x` counts from where lines begin. */
function layOut(model, words, foot, wrap) {
  const page = { items: [], y: MARGIN, wrap };
  put(page, model.headline ?? words.t('card.title'), 'headline', 0);
  for (const section of model.sections.filter((one) => !one.collapsed)) {
    if (page.y > MOST_HEIGHT) break;
    putSection(page, words, section);
  }
  putRule(page);
  put(page, foot, 'foot', 0);
  return { items: page.items, height: page.y + MARGIN };
}

function putSection(page, words, section) {
  putRule(page);
  const top = page.y;
  put(page, words.t(`section.${section.key}`), 'label', 0, LABEL_WIDTH - 12);
  const afterLabel = page.y;
  page.y = top;
  for (const line of section.lines.slice(0, MOST_LINES)) putLine(page, words, section, line);
  const left = section.left + Math.max(0, section.lines.length - MOST_LINES);
  if (left) put(page, words.t('card.more', { n: left }), 'sub', LABEL_WIDTH);
  page.y = Math.max(page.y, afterLabel);
}

function putLine(page, words, section, line) {
  const x = LABEL_WIDTH + (line.tone === 'part' ? 14 : 0);
  if (section.key === 'toll') put(page, words.code('side', line.key), 'sub', x);
  const quiet = line.tone === 'quiet' || line.tone === 'strike' || section.apart;
  put(page, line.tone === 'strike' ? `${line.main} [${words.t('text.struck')}]` : line.main, quiet ? 'quiet' : 'main', x);
  if (line.sub.length) put(page, line.sub.join(' · '), 'sub', x);
  if (line.flags.length) put(page, cautions(words, line).join(' · '), 'caution', x);
  page.y += 6;
}

function put(page, text, style, x, width = WIDTH - 2 * MARGIN - x) {
  for (const line of page.wrap(text, style, width)) {
    page.y += STYLES[style].height;
    page.items.push({ text: line, style, x, y: page.y - 6 });
  }
}

function putRule(page) {
  page.y += 12;
  page.items.push({ rule: true, y: page.y });
  page.y += 8;
}

/** The text in lines no wider than `width`; a word that is wider is cut. */
function wrapped(context, text, style, width) {
  context.font = STYLES[style].font;
  const fits = (line) => context.measureText(line).width <= width;
  const lines = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    const longer = line ? `${line} ${word}` : word;
    if (fits(longer)) {
      line = longer;
      continue;
    }
    if (line) lines.push(line);
    line = word;
    while (!fits(line)) {
      const cut = fittingLength(line, fits);
      lines.push(line.slice(0, cut));
      line = line.slice(cut);
    }
  }
  return line ? [...lines, line] : lines;
}

/** How much of a long word fits on a line; at least one character. */
function fittingLength(word, fits) {
  let low = 1;
  let high = word.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (fits(word.slice(0, middle))) low = middle;
    else high = middle - 1;
  }
  const unit = word.charCodeAt(low - 1);
  return unit >= 0xd800 && unit <= 0xdbff ? low + 1 : low;
}

function paint(context, { rule, text, style, x, y }, rtl) {
  if (rule) {
    context.fillStyle = '#dcd8ce';
    return context.fillRect(MARGIN, y, WIDTH - 2 * MARGIN, 1);
  }
  context.font = STYLES[style].font;
  context.fillStyle = STYLES[style].color;
  context.textAlign = 'start';
  return context.fillText(text, rtl ? WIDTH - MARGIN - x : MARGIN + x, y);
}
