/**
 * Draws the summary card from card-model.js. What is clicked is told to the page by `onFact(line, button)` and
 * `onWhy(line, button)`; the card changes nothing by itself.
 */
import { button, el } from './dom.js';

/** Draws the card. `askDate` gives the date field to put next to a date that cannot be resolved. */
export function renderCard(model, words, { onFact, onWhy, askDate }) {
  const draw = { words, onFact, onWhy, askDate };
  const headline = model.phrases.length ? renderPhrases(draw, model.phrases) : model.headline ?? words.t('card.title');
  const title = el('h2', { id: 'card-title', class: 'card-headline', tabindex: -1, onkeydown: pressedInHeadline }, headline);
  const intro = model.nothing ? el('p', { class: 'lede' }, words.t('nothing.text')) : null;
  return el('article', { class: 'card', part: 'card', 'aria-labelledby': 'card-title' }, title, intro, model.sections.map((section) => renderSection(draw, section)));
}

/** The headline in phrases: what has evidence can be clicked. For the keyboard they are one stop; arrows go from phrase to phrase. */
function renderPhrases({ words, onFact }, phrases) {
  const first = phrases.find(({ spans }) => spans.length);
  return phrases.map((phrase) => (phrase.spans.length
    ? el('span', {
      class: 'phrase', role: 'button', tabindex: phrase === first ? 0 : -1, title: words.t('fact.title'), 'data-ids': phrase.ids.join(' '),
      onclick: (event) => onFact(phrase, event.currentTarget), onfocus: moveTabStop,
    }, phrase.text)
    : phrase.text));
}

function moveTabStop({ currentTarget }) {
  currentTarget.parentElement.querySelectorAll('.phrase').forEach((other) => { other.tabIndex = other === currentTarget ? 0 : -1; });
}

function pressedInHeadline(event) {
  const phrases = [...event.currentTarget.querySelectorAll('.phrase')];
  const at = phrases.indexOf(event.target);
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Enter' || event.key === ' ') event.target.click();
  else if (step) phrases[at + step]?.focus();
  else return;
  event.preventDefault();
}

function renderSection(draw, section) {
  const { words } = draw;
  const id = `card-${section.key}`;
  const { lines, left } = section;
  const more = left ? el('p', { class: 'section-note' }, words.t('card.more', { n: left })) : null;
  const body = [section.key === 'toll' ? renderToll(draw, lines) : renderLines(draw, lines), more];
  const note = words.has(`note.${section.key}`) ? el('p', { class: 'section-note' }, words.t(`note.${section.key}`)) : null;
  const classes = ['section', `section-${section.key}`, section.apart ? 'apart' : ''].join(' ').trim();
  if (section.collapsed) {
    const label = words.t(`section.${section.key}_n`, { n: lines.length + left });
    return el('details', { class: classes, id }, el('summary', {}, label), note, body);
  }
  return el('section', { class: classes, 'aria-labelledby': id }, el('h3', { id }, words.t(`section.${section.key}`)), el('div', { class: 'section-body' }, note, body));
}

function renderLines(draw, lines) {
  return el('ul', { class: 'lines' }, lines.map((line) => renderLine(draw, 'li', line)));
}

/** One row per side: the side, then its figures. */
function renderToll(draw, lines) {
  const sides = [...new Set(lines.map((line) => line.key))];
  return el('dl', { class: 'toll' }, sides.map((side) => el('div', { class: 'toll-row', 'data-side': side },
    el('dt', {}, draw.words.code('side', side)),
    lines.filter((line) => line.key === side).map((line) => renderLine(draw, 'dd', line)))));
}

function renderLine(draw, tag, line) {
  const { words } = draw;
  const classes = ['line', line.tone ? `tone-${line.tone}` : ''].join(' ').trim();
  return el(tag, { class: classes, 'data-ids': line.ids.join(' '), part: tag === 'dd' ? 'figure' : null },
    el('div', { class: 'line-main' }, factElement(draw, line), line.why ? whyButton(draw, line) : null),
    line.sub.length ? el('p', { class: 'sub', dir: 'auto' }, line.sub.join(' · ')) : null,
    line.flags.length ? el('ul', { class: 'flags' }, [...new Set(line.flags)].map((flag) => el('li', { class: 'flag', 'data-flag': flag }, words.t(`flag.${flag}`)))) : null,
    line.ask === 'date' ? draw.askDate() : null);
}

function factElement({ onFact, words }, line) {
  const text = line.tone === 'strike' ? el('s', {}, line.main) : line.main;
  if (!line.spans.length) return el('span', { class: 'fact', dir: 'auto' }, text);
  return button(text, { class: 'fact', dir: 'auto', title: words.t('fact.title'), onclick: (event) => onFact(line, event.currentTarget) });
}

function whyButton({ onWhy, words }, line) {
  return button(words.t('why.button'), { class: 'why-button', 'aria-label': words.t('why.button_for', { what: line.main }), onclick: (event) => onWhy(line, event.currentTarget) });
}

/** Marks the lines in `results` that rest on the object `id`, and gives the first of them. */
export function relateLines(results, id) {
  const lines = [...results.querySelectorAll('.line')];
  lines.forEach((node) => node.classList.toggle('related', id !== null && node.dataset.ids.split(' ').includes(id)));
  const related = lines.filter((node) => node.classList.contains('related'));
  const first = related.find((node) => !node.closest('details:not([open])')) ?? related[0];
  first?.closest('details')?.setAttribute('open', '');
  return first;
}

/** What went wrong, by its code in the string table; `kept` says that the text is still there, `again` is a button or nothing. */
export function renderProblem({ t, has }, phase, { code, values = {} }, { kept, again }) {
  const known = has(`problem.${code}.title`) ? code : 'failed';
  const directive = has(`problem.${known}.code`) ? el('pre', { class: 'directive', tabindex: 0 }, el('code', {}, t(`problem.${known}.code`))) : null;
  return el('section', { class: `problem problem-${phase}`, part: 'error', 'data-code': code }, el('h2', { tabindex: -1 }, t(`problem.${known}.title`)), el('p', {}, t(`problem.${known}.text`, values)), directive,
    kept ? el('p', { class: 'sub' }, t('problem.kept')) : null, again);
}
