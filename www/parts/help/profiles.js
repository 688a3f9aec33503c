/**
 * The coding profiles side by side. The values are those of data/coding/profiles.tsv, which a test compares; what each
 * means is in the string table.
 */
import { el } from '../../dom.js';

export const PROFILES = ['acled', 'ucdp', 'literal', 'nextier'];

/** The value of each setting in each profile, in the order of PROFILES. */
export const VALUES = {
  about: ['n', 'n', 'n', 'n'],
  more_than: ['n', 'n', 'n+1', 'n+1'],
  fewer_than: ['n', 'n', 'none', 'n-1'],
  nearly: ['n', 'n', 'none', 'n'],
  up_to: ['n', 'none', 'none', 'n'],
  range: ['low', 'low', 'none', 'low'],
  few: ['none', 'none', 'low 3', '3'],
  several: ['none', 'none', 'low 3', '3'],
  many: ['none', 'none', 'none', '5'],
  tens: ['10', '10', 'low 20', '11'],
  dozens: ['12', '12', 'low 24', '24'],
  scores: ['20', '20', 'low 40', '20'],
  hundreds: ['100', '100', 'low 200', '100'],
  unknown: ['none', 'none', 'none', 'none'],
  neutralised: ['best', 'high', 'never', 'best'],
  enemy_claim: ['all', 'high', 'all', 'all'],
  hedged: ['all', 'best', 'all', 'all'],
  conflict: ['low', 'low', 'none', 'low'],
  missing: ['never', 'never', 'never', 'never'],
  perpetrator: ['never', 'never', 'never', 'never'],
};
/** Settings that say whether something counts; for the others a value says which number. */
const COUNTING = new Set(['neutralised', 'enemy_claim', 'hedged', 'missing', 'perpetrator']);

export function profileTable(words) {
  const { t } = words;
  const head = el('tr', {}, el('th', { scope: 'col' }, t('help.profiles.words')), PROFILES.map((name) => el('th', { scope: 'col' }, name)));
  const rows = Object.entries(VALUES).map(([setting, values]) => el('tr', {}, el('th', { scope: 'row' }, t(`help.setting.${setting}`)), values.map((value) => el('td', {}, valueWords(words, setting, value)))));
  const table = el('table', {}, el('caption', {}, t('help.profiles.caption')), el('thead', {}, head), el('tbody', {}, rows));
  return el('div', { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': t('help.profiles.caption') }, table);
}

function valueWords({ t, number }, setting, value) {
  if (/^\d+$/.test(value)) return number(Number(value));
  if (value.startsWith('low ')) return t('figure.at_least', { number: Number(value.slice(4)) });
  return t(`help.value.${COUNTING.has(setting) ? 'counts.' : ''}${value}`);
}
