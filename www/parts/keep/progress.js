/**
 * How a long reading goes: what is read, for how long, and then how much of the article is drawn. The engine gives no
 * percentages while it reads, so none are shown; of the drawing the page knows them. Nothing is said of a short text.
 */
import { el } from '../../dom.js';

const FIRST_AFTER_MS = 1000;
const EVERY_MS = 500;

export function installProgress(page) {
  const { t, number } = page.words;
  const drawing = page.parts.above.appendChild(el('p', { class: 'progress', hidden: true }));
  let began = 0;
  let timer = 0;
  const stop = () => { clearInterval(timer); timer = 0; };
  const reading = () => {
    const place = page.parts.results.querySelector('.working p');
    const ms = performance.now() - began;
    if (place && ms >= FIRST_AFTER_MS) place.textContent = t('progress.reading', { n: page.text.length, seconds: Math.floor(ms / 1000) });
  };
  const started = () => {
    if (timer) return;
    began = performance.now();
    timer = setInterval(reading, EVERY_MS);
  };
  new MutationObserver(() => (page.root.dataset.phase === 'working' ? started() : stop())).observe(page.root, { attributeFilter: ['data-phase'] });
  page.addEventListener('report', () => drawn(page, drawing, t, number));
  page.addEventListener('cleared', () => { drawing.hidden = true; });
}

/** Follows the drawing of the article until it ends or another begins. */
function drawn(page, place, t, number) {
  const { view } = page;
  const drawingNow = view.done;
  place.hidden = true;
  const timer = setInterval(() => {
    if (view.done !== drawingNow) return clearInterval(timer);
    const share = (view.blocks.at(-1)?.end ?? 0) / Math.max(1, view.text.length);
    place.textContent = t('progress.drawing', { percent: number(Math.floor(share * 100)) });
    place.hidden = share >= 1;
    return share >= 1 && clearInterval(timer);
  }, EVERY_MS);
}
