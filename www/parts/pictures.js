/**
 * Pictures where people would rather look: the toll by side, a timeline and a locator map, folded away below the card.
 * Each is drawn when it is opened, says in a table what it shows, and leads to the evidence in the article.
 */
import { el, inSlices } from '../dom.js';
import { drawMap, loadLand } from './pictures/map.js';
import { drawTimeline } from './pictures/timeline.js';
import { drawToll } from './pictures/toll.js';

/** Adds the three pictures to the page; until the land is there the map is drawn without it. */
export async function install(page) {
  let land = null;
  const pictures = [new Picture(page, 'toll', drawToll), new Picture(page, 'timeline', drawTimeline), new Picture(page, 'map', () => drawMap(page, land))];
  const section = el('section', { class: 'pictures', 'aria-label': page.words.t('pictures.title') }, pictures.map((picture) => picture.element));
  page.parts.below.append(section);
  page.addEventListener('report', () => renewAll(pictures));
  land = await loadLand();
  pictures.at(-1).empty();
  pictures.at(-1).renew();
}

/** One after the other, each in a turn of its own, so that they never hold the page together. */
function renewAll(pictures) {
  const waiting = [...pictures];
  pictures.forEach((picture) => picture.empty());
  inSlices(() => {
    waiting.shift()?.renew();
    return waiting.length > 0;
  });
}

/** A picture below its name; drawn anew for each report as long as it is open. */
class Picture {
  #drawnFor = null;

  constructor(page, name, draw) {
    Object.assign(this, { page, draw });
    this.body = el('div', { class: 'picture-body' });
    this.element = el('details', { class: `picture picture-${name}` }, el('summary', {}, page.words.t(`picture.${name}`)), this.body);
    this.element.addEventListener('toggle', () => this.renew());
  }

  /** What is drawn is of another report from now on. */
  empty() {
    this.#drawnFor = null;
    this.body.replaceChildren();
  }

  renew() {
    const { report } = this.page;
    if (!this.element.open || !report || this.#drawnFor === report) return;
    this.#drawnFor = report;
    this.body.replaceChildren(...(this.draw(this.page)?.flat(3).filter(Boolean) ?? [el('p', { class: 'sub' }, this.page.words.t('picture.none'))]));
  }
}
