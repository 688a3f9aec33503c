/**
 * The help: a view that says in plain words what each sign of the page means and by which rules it counts, reached from
 * "Why?" as well, and a short tour. All its words are in the string table; a section is there when its title is.
 */
import { button, el } from '../dom.js';
import { KINDS } from '../report-index.js';
import { profileTable } from './help/profiles.js';
import { offerTour } from './help/tour.js';

const QUALIFIERS = ['exact', 'at_least', 'more_than', 'nearly', 'up_to', 'fewer_than', 'about', 'range', 'vague', 'indeterminate', 'none'];
const SIDES = ['state', 'nonstate', 'civilian', 'external', 'unknown', 'perpetrator'];
const FLAGS = ['source_is_party', 'claimed_by_opposing_party', 'own_side_admission', 'unverified', 'hedged', 'negated', 'denied', 'neutralised_ambiguous', 'vague', 'derived', 'perpetrator', 'bodies_found', 'undisclosed', 'undisclosed_own', 'not_mentioned',
  'conflicts_with', 'supersedes', 'subset_of', 'same_as', 'status_superseded', 'status_cumulative', 'status_hypothetical', 'place_resolved_variant', 'place_ambiguous', 'place_unresolved', 'date_unresolved'];
const CODES = { acled_geo: 3, acled_time: 3, ucdp_where: 7, ucdp_date: 5, ucdp_type: 3 };
/** What stands in a section besides its paragraphs. */
const CONTENTS = {
  highlights: (words) => meanings(words, Object.keys(KINDS), (kind) => [el('span', { class: `swatch k k-${kind}`, 'data-letter': KINDS[kind] }, words.t(`kind.${kind}`)), words.t(`help.kind.${kind}`)]),
  qualifiers: (words) => meanings(words, QUALIFIERS, (code) => [words.t(`qualifier.${code}`), words.t(`help.qualifier.${code}`)]),
  sides: (words) => meanings(words, SIDES, (side) => [words.t(`side.${side}`), words.t(`help.side.${side}`)]),
  cautions: (words) => meanings(words, FLAGS, (flag) => [el('span', { class: 'flag' }, words.t(`flag.${flag}`)), words.t(`help.flag.${flag}`)]),
  profiles: profileTable,
  embed: (words) => el('p', {}, el('a', { href: new URL('../embed.html', import.meta.url).href, target: '_blank', rel: 'noopener' }, words.t('help.embed.link'))),
  codes: (words) => Object.entries(CODES).map(([group, most]) => codeList(words, group, most)),
};
const SECTIONS = ['start', 'highlights', 'why', 'toll', 'qualifiers', 'sides', 'sources', 'cautions', 'profiles', 'places', 'dates', 'codes', 'pictures', 'correct', 'desk', 'takeaway', 'keep', 'embed', 'keys', 'privacy'];
/** Where "Why?" leads, by the type of what it explains. */
const SECTION_OF = { claim: 'toll', undisclosed: 'toll', rejected: 'toll', place: 'places', date: 'dates', event: 'codes', contested: 'sources', statement: 'sources' };

/** Adds the view, the way there from "Why?", and the offer of a tour. */
export function install(page) {
  const help = new Help(page);
  page.addView('help', page.words.t('help.view'), help.element);
  page.addEventListener('why', ({ detail }) => help.linkFrom(detail));
  page.addEventListener('view', ({ detail }) => { if (detail === 'help') help.title.focus({ preventScroll: true }); });
  offerTour(page, () => help.open('start'));
}

class Help {
  constructor(page) {
    const { t, has } = page.words;
    this.page = page;
    this.title = el('h2', { tabindex: -1, class: 'help-title' }, t('help.title'));
    const names = SECTIONS.filter((name) => has(`help.${name}.title`));
    const contents = el('nav', { class: 'help-contents', 'aria-label': t('help.contents') }, el('ul', {}, names.map((name) => el('li', {}, el('a', { href: `#help-${name}`, onclick: (event) => { event.preventDefault(); this.open(name); } }, t(`help.${name}.title`))))));
    this.element = el('main', { class: 'help' }, contents, el('div', { class: 'help-text' }, this.title, names.map((name) => section(page.words, name))));
  }

  /** Shows the help at one of its sections. */
  open(name) {
    this.page.showView('help');
    const heading = this.element.querySelector(`#help-${name} h3`);
    heading?.focus({ preventScroll: true });
    heading?.scrollIntoView({ block: 'start' });
  }

  linkFrom({ ref, element }) {
    const name = SECTION_OF[this.page.index?.typeOf(ref)] ?? 'highlights';
    const { t } = this.page.words;
    element.querySelector('.why-body')?.append(el('p', { class: 'why-help' }, button(t('help.from_why', { section: t(`help.${name}.title`) }), { class: 'link-button', onclick: () => this.open(name) })));
  }
}

function section(words, name) {
  const { t, has } = words;
  const paragraphs = [];
  for (let n = 1; has(`help.${name}.${n}`); n += 1) paragraphs.push(el('p', {}, t(`help.${name}.${n}`)));
  return el('section', { id: `help-${name}`, class: 'help-section' }, el('h3', { tabindex: -1 }, t(`help.${name}.title`)), paragraphs, CONTENTS[name]?.(words) ?? null);
}

function meanings(words, names, make) {
  return el('dl', { class: 'meanings' }, names.map((name) => {
    const [term, meaning] = make(name);
    return el('div', {}, el('dt', {}, term), el('dd', {}, meaning));
  }));
}

function codeList(words, group, most) {
  const rows = Array.from({ length: most }, (_, at) => el('div', {}, el('dt', {}, String(at + 1)), el('dd', {}, words.t(`${group}.${at + 1}`))));
  return [el('h4', {}, words.t(`help.codes.${group}`)), el('dl', { class: 'meanings codes' }, rows)];
}
