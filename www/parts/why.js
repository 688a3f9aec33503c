/**
 * The "Why?" panel: for one object of the report, the rule that made it, the evidence in the article, the data rows
 * behind it and how it is coded. Takes the index, the words and the client; draws only what these hold.
 */
import { button, el } from '../dom.js';
import { claimWords, countryName, dateLine, sourceWords } from '../words.js';
import { statementWords } from '../card-model.js';

/** Fills `panel` with the reasons for object `id`; `mark` is set when it was opened from the text. */
export class WhyPanel {
  #turn = 0;

  constructor({ words, analyzer, onEvidence, onOther, onClose }) {
    Object.assign(this, { words, analyzer, onEvidence, onOther, onClose });
    this.title = el('h2', { id: 'why-title', tabindex: -1 });
    this.body = el('div', { class: 'why-body' });
    const close = button(words.t('why.close'), { class: 'quiet-button', onclick: () => onClose() });
    this.element = el('aside', { class: 'why', id: 'why', 'aria-labelledby': 'why-title', hidden: true },
      el('div', { class: 'why-head' }, this.title, close), this.body);
    this.element.addEventListener('keydown', (event) => { if (event.key === 'Escape') { event.stopPropagation(); onClose(); } });
  }

  get open() {
    return !this.element.hidden;
  }

  async show(index, id, { mark = null, around = [] } = {}) {
    const turn = ++this.#turn;
    const { object, type } = index.items.get(id);
    const shown = { index, id, type, object, mention: mark?.mention ? index.mentions.get(mark.mention) : null };
    this.title.textContent = this.words.t('why.title', { what: whatIs(this.words, shown) });
    this.element.hidden = false;
    const provenances = [shown.mention?.provenance, object.provenance].filter(Boolean);
    const reasons = el('div', { class: 'reasons' });
    this.body.replaceChildren(...[this.#reading(shown), this.#quotes(shown, mark), reasons, this.#coding(shown), this.#others(index, around)].filter(Boolean));
    this.element.scrollTop = 0;
    this.title.focus({ preventScroll: true });
    const parts = await this.#reasons(provenances).catch(() => [el('p', { class: 'sub' }, this.words.t('why.unavailable'))]);
    if (turn === this.#turn) reasons.replaceChildren(...parts);
  }

  hide() {
    this.#turn += 1;
    this.element.hidden = true;
  }

  #reading(shown) {
    const rows = READINGS[shown.type]?.(shown.object, shown.index, this.words) ?? [];
    return part(this.words.t('why.reading'), facts(this.words, rows));
  }

  #quotes({ index, id, object, mention }, mark) {
    const all = [...(mark ? [mark] : []), ...index.spansOf(id), ...(mention?.provenance?.evidence ?? []), ...(object.provenance?.evidence ?? [])];
    const spans = [...new Map(all.map((span) => [`${span.start}:${span.end}`, span])).values()];
    if (!spans.length) return part(this.words.t('why.evidence'), el('p', { class: 'sub' }, this.words.t('why.no_evidence')));
    const items = spans.slice(0, 12).map((span) => el('li', {}, button(quote(this.text, span), { class: 'quote', dir: 'auto', onclick: () => this.onEvidence([span]) })));
    const more = spans.length > 12 ? el('p', { class: 'sub' }, this.words.t('why.more_evidence', { n: spans.length - 12 })) : null;
    return part(this.words.t('why.evidence'), el('ul', { class: 'quotes' }, items), more);
  }

  async #reasons(provenances) {
    if (!provenances.length) return [part(this.words.t('why.rule'), el('p', { class: 'sub' }, this.words.t('why.no_rule')))];
    const rules = await this.analyzer.rules();
    const keys = [...new Set(provenances.flatMap((provenance) => provenance.entries ?? []))];
    const entries = keys.length ? await this.analyzer.entries(keys) : [];
    const ruleParts = [...new Map(provenances.map((provenance) => [provenance.rule, provenance])).values()].map((p) => this.#rule(p, rules));
    return [part(this.words.t('why.rule'), ruleParts), keys.length ? part(this.words.t('why.data'), el('ul', { class: 'rows' }, keys.map((key, at) => this.#row(key, entries[at])))) : null].filter(Boolean);
  }

  #rule(provenance, rules) {
    const rule = rules.find((known) => known.name === provenance.rule);
    return el('div', { class: 'rule' },
      el('p', {}, rule?.summary ?? this.words.t('why.rule_unknown')),
      el('p', { class: 'sub' }, el('code', {}, provenance.rule), provenance.rule_version ? ` · ${this.words.t('why.version', { version: provenance.rule_version })}` : ''));
  }

  #row(key, entry) {
    if (!entry) return el('li', {}, el('code', {}, key));
    const source = entry.source_title ?? entry.source;
    return el('li', {}, el('span', { class: 'row-term' }, entry.term), entry.code ? ` · ${this.words.code('row_code', entry.code)}` : '', el('p', { class: 'sub' },
      el('code', {}, key), source ? [' · ', sourceLink(entry.source_url, source)] : null, entry.note ? ` · ${entry.note}` : null));
  }

  #coding(shown) {
    const rows = CODINGS[shown.type]?.(shown.object, shown.index, this.words) ?? [];
    if (!rows.length) return null;
    return part(this.words.t('why.coding'), facts(this.words, rows), el('p', { class: 'sub' }, this.words.t('why.profile', { profile: shown.index.report.engine?.profile ?? this.words.t('not_stated') })));
  }

  #others(index, around) {
    if (!around.length) return null;
    const items = around.map(({ n, mark }) => el('li', {}, button(quote(this.text, mark), { class: 'quote', onclick: () => this.onOther(n) }), ` ${this.words.t(`kind.${mark.kind}`)}`));
    return part(this.words.t('why.around'), el('ul', { class: 'quotes' }, items));
  }
}

/** What an object of the report is, in a few words; `mention` where it was opened from the text. */
export function whatIs(words, { index, type, object, mention }) {
  if (type === 'claim') return claimWords(words, object);
  if (type === 'statement') return statementWords({ index, words }, object);
  const text = mention?.text ?? object.name ?? object.text ?? object.label ?? object.note;
  return text ?? words.t(`type.${type}`);
}

/** A link to a page of our own data's sources; anything that is not http or https stays plain text. */
function sourceLink(url, label) {
  if (!/^https?:\/\//i.test(url ?? '')) return el('span', {}, label);
  return el('a', { href: url, target: '_blank', rel: 'noreferrer noopener' }, label);
}

function part(title, ...content) {
  return el('section', { class: 'why-part' }, el('h3', {}, title), content);
}

function facts(words, rows) {
  const kept = rows.filter(([, value]) => value !== null && value !== undefined && value !== '');
  return kept.length ? el('dl', { class: 'facts' }, kept.map(([key, value]) => el('div', {}, el('dt', {}, words.t(`field.${key}`)), el('dd', { dir: 'auto' }, String(value))))) : null;
}

/** The evidence as it stands in the article, shortened in the middle when long. */
function quote(text, { start, end }) {
  const whole = text.slice(start, end);
  return whole.length > 220 ? `${whole.slice(0, 140)} … ${whole.slice(-60)}` : whole;
}

const ifKnown = (words, group, code) => (code === null || code === undefined ? null : words.code(group, code));
const bounds = (words, low, high) => words.t('bounds', { low: low ?? words.t('bounds.none'), high: high ?? words.t('bounds.none') });

/** What Sitrep reads, per type of object: rows of field and value. */
const READINGS = {
  entity: (o, index, words) => [['type', words.code('entity', o.type)], ['name', o.name], ['acronym', o.acronym], ['aliases', (o.aliases ?? []).join(', ')], ['rank', o.rank && [o.rank, o.rank_norm].filter(Boolean).join(' · ')], ['role', o.role],
    ['links', (o.affiliations ?? []).map((link) => words.t('entity.link', { relation: words.code('relation', link.relation), name: index.nameOf(link.to) })).join('; ')]],
  place: (o, index, words) => [['feature', ifKnown(words, 'feature', o.feature)], ['status', words.code('status', o.status)], ['matched_name', o.matched_name], ['admin1', o.admin1], ['country', countryName(index, o.country)],
    ['coordinates', Number.isFinite(o.lat) && Number.isFinite(o.lon) ? `${o.lat}, ${o.lon}` : words.t('place.no_coordinates')], ['event_role', ifKnown(words, 'place_role', o.event_role)],
    ['candidates', (o.candidates ?? []).map((c) => (c.reason ? `${c.name}: ${c.reason}` : c.name)).join('; ')]],
  date: (o, index, words) => [['kind', words.code('date_kind', o.kind)], ['value', o.value?.iso8601 ? `${ifKnown(words, 'qualifier', o.value.qualifier) ?? ''} ${o.value.iso8601}`.trim() : (dateLine(words, o))], ['weekday', o.weekday], ['time_of_day', o.time_of_day],
    ['anchor', ifKnown(words, 'anchor', o.anchor)], ['needs', ifKnown(words, 'anchor', o.needs)]],
  weapon: (o, index, words) => [['class', words.code('weapon', o.weapon_class)], ['use', ifKnown(words, 'use', o.use)], ['by', index.nameOf(o.by)]],
  facility: (o, index, words) => [['class', words.code('facility', o.facility_type)], ['event_role', ifKnown(words, 'facility_role', o.event_role)]],
  claim: (o, index, words) => [['outcome', words.code('outcome', o.outcome)], ['term', o.term], ['figure_text', o.figure?.text], ['qualifier', ifKnown(words, 'qualifier', o.figure?.qualifier)], ['victim', o.victim?.text], ['side', words.code('side', o.side)],
    ['source', sourceWords(words, index, o)], ['party', o.source_is_party ? words.t('flag.source_is_party') : null], ['polarity', words.code('polarity', o.polarity)], ['claim_status', words.code('claim_status', o.status)], ['verification', ifKnown(words, 'verification', o.verification)],
    ['relation', o.relation ? `${words.code('claim_relation', o.relation)}: ${(o.not_additive_with ?? []).map((id) => (index.get(id) ? claimWords(words, index.get(id)) : id)).join('; ')}` : null], ['basis', ifKnown(words, 'basis', o.basis)]],
  statement: (o, index, words) => [['kind', words.code('kind', o.kind)], ['claim_type', ifKnown(words, 'claim_type', o.type)], ['value', ifKnown(words, 'value', o.value)], ['object', o.object], ['actor', index.nameOf(o.actor)], ['source', index.nameOf(o.source)], ['channel', ifKnown(words, 'channel', o.channel)]],
  event: (o, index, words) => [['event_status', words.code('event_status', o.status)], ['actors', (o.actors ?? []).map((actor) => `${index.nameOf(actor.entity)} (${words.code('role', actor.role)})`).join('; ')], ['places', (o.places ?? []).map(index.nameOf).join(', ')],
    ['date', index.get(o.date) ? dateLine(words, index.get(o.date)) : words.t('not_stated')]],
  contested: (o, index, words) => [['topic', words.code('topic', o.topic)], ['note', o.note]],
  undisclosed: (o, index, words) => [['withheld', words.code('withheld', o.outcome)], ['side', words.code('side', o.side)], ['by', index.nameOf(o.by) ?? words.t('not_stated')]],
  rejected: (o, index, words) => [['reason', words.code('reason', o.reason)]],
};

/** The coding choice, per type of object. */
const CODINGS = {
  entity: (o, index, words) => [['actor_class', ifKnown(words, 'actor_class', o.actor_class)], ['acled_name', o.acled_name], ['acled_inter', o.acled_inter], ['country', o.country], ['event_side', o.side]],
  place: (o, index, words) => [['acled_geo_precision', o.acled_geo_precision && `${o.acled_geo_precision} · ${words.code('acled_geo', o.acled_geo_precision)}`], ['ucdp_where_prec', o.ucdp_where_prec && `${o.ucdp_where_prec} · ${words.code('ucdp_where', o.ucdp_where_prec)}`]],
  date: (o, index, words) => [['acled_time_precision', o.acled_time_precision && `${o.acled_time_precision} · ${words.code('acled_time', o.acled_time_precision)}`], ['ucdp_date_prec', o.ucdp_date_prec && `${o.ucdp_date_prec} · ${words.code('ucdp_date', o.ucdp_date_prec)}`]],
  claim: (o, index, words) => [['coded_best', o.figure?.best ?? words.t('coded.nothing')], ['coded_bounds', bounds(words, o.figure?.low, o.figure?.high)], ...countedIn(o, index, words)],
  event: (o, index, words) => [...acledRows(o.acled?.[0], words), ['ucdp_type', o.ucdp?.type_of_violence && `${o.ucdp.type_of_violence} · ${words.code('ucdp_type', o.ucdp.type_of_violence)}`], ['fatalities', o.fatalities?.total && fatalityWords(words, o.fatalities.total)], ['plover', o.plover && [o.plover.event_type, o.plover.mode].filter(Boolean).join(' / ')]],
};

function countedIn(claim, index, words) {
  const rows = (index.get(claim.event)?.fatalities?.by_side ?? []).filter((row) => row.from?.includes(claim.id));
  if (!rows.length) return [['counted', words.t('counted.no')]];
  return rows.map((row) => ['counted', words.t('counted.yes', { side: words.code('side', row.side), total: fatalityWords(words, row) })]);
}

function fatalityWords(words, { low, best, high }) {
  return words.t('fatalities', { best: best ?? words.t('not_stated'), bounds: bounds(words, low, high) });
}

function acledRows(row, words) {
  if (!row) return [];
  const alternatives = (row.sub_event_type_alternatives ?? []).map((other) => (typeof other === 'string' ? other : [other.sub_event_type ?? other.name, other.reason].filter(Boolean).join(': ')));
  return [['acled_type', [row.event_type, row.sub_event_type].filter(Boolean).join(' → ')], ['acled_alternatives', alternatives.join('; ')], ['acled_interaction', row.interaction], ['acled_fatalities', row.fatalities ?? words.t('not_stated')]];
}
