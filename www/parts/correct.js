/**
 * Correcting: in the reasons of a fact it can be changed, confirmed or rejected, and words of the article can be added as
 * a fact. Corrections are overrides laid over the reading by the engine; they are listed above the card, marked on the
 * fact, undone and redone, exported with everything, and never change the reading.
 *
 * For other parts: `page.corrections` has `list` (the overrides of the shown article), `sentence` and `lines` (what is said
 * of them where facts are taken away) and `keep(overrides)`, which lays overrides, such as those of a kept report, over the
 * texts they were made for.
 */
import { button, el } from '../dom.js';
import { addForm, addedName, edited, selectedSpan } from './correct/add.js';
import { CONFIRMED, LIST_OF, fieldsOf, valueAt } from './correct/fields.js';
import { chosen, correctionForm, drawFollowing, reasonField } from './correct/form.js';
import { Layer, followed, makeOverrides, removal, renewed, same } from './correct/layer.js';
import { drawList, listText, markArticle, markCard, markWords } from './correct/list.js';
import { installProfile } from './correct/profile.js';
import { carried, isEdit } from './correct/shift.js';
import { store, stored } from './tools.js';
import { whatIs } from './why.js';

const STORED_NAME = 'sitrep-analyst';

export function install(page) {
  installProfile(page);
  page.corrections = new Corrections(page);
}

class Corrections {
  #layers = new Map(); #layer = new Layer(); #text = null; #shown = -1; #busy = Promise.resolve(); #nextKey = 1; #span = null; #then = null; #written = null;

  constructor(page) {
    this.page = page;
    const name = stored(STORED_NAME);
    this.signature = { name: name ?? '', kept: name !== null };
    this.place = page.parts.above.appendChild(el('section', { class: 'corrections', 'aria-labelledby': 'corrections-title', hidden: true }));
    page.root.append(el('div', { hidden: true }, ['set', 'add', 'confirm'].map((kind) => el('span', { id: `state-${kind}` }, page.words.t(`correct.mark_${kind}`, { what: '' })))));
    const before = page.amend;
    page.amend = async (report, text) => this.#lay(await before(report, text), text);
    page.addEventListener('report', () => this.#drawn());
    page.addEventListener('cleared', () => { this.place.hidden = true; this.adder.disabled = true; });
    page.addEventListener('why', ({ detail }) => this.#offer(detail));
    page.addEventListener('removed', () => { this.signature.kept = false; if (page.report) this.#drawList(); });
    page.view.element.addEventListener('drawn', () => markArticle(page, this.#layer));
    const here = (act) => () => page.viewShown === 'article' && act();
    const redo = here(() => this.redo());
    page.keys = [...(page.keys ?? []), [['key.ctrl', 'Z'], 'correct.undo', here(() => this.undo())], [['key.ctrl', 'key.shift', 'Z'], 'correct.redo', redo], [['key.ctrl', 'Y'], 'correct.redo', redo],
      [['a'], 'correct.add_key', here(() => Boolean(page.report) && !this.adder.disabled && this.#add())]];
    this.adder = button(page.words.t('correct.add'), { class: 'action add-fact', disabled: !(page.report && page.analyzer.exports), onclick: () => this.#add() });
    page.parts.tools.append(this.adder);
    document.addEventListener('selectionchange', () => this.#selected());
    page.view.element.addEventListener('mousedown', selectable);
    // What was read before this part was there has its layer too.
    if (!page.reading) return;
    this.#layers.set(page.reading.document.id, this.#layer);
    this.#text = page.text;
  }

  /** The overrides of the article that is shown. */
  get list() {
    return this.#layer.overrides();
  }

  /** What has to be said where a fact of the shown article is taken away: a sentence, and the list as lines of text. */
  get sentence() {
    const n = this.#layer.groups.length;
    return n ? this.page.words.t('correct.source', { n }) : '';
  }

  get lines() {
    return listText(this.page, this.#layer);
  }

  /** Takes overrides that were made before; those of the shown article are laid over it at once. */
  async keep(overrides) {
    const here = this.page.reading?.document.id;
    for (const [id, own] of grouped(overrides.filter((one) => !followed(one)), (one) => one.document ?? here)) {
      const groups = [...grouped(own, (one) => [one.at, one.by, one.reason].join()).values()].map((list) => this.#group({ ref: null, overrides: list }));
      this.#layers.set(id, new Layer(groups));
    }
    if (here) await this.#show();
  }

  // ---- laying over the reading ----

  /** Called with each reading: the layer of its text, or that of the text it was edited from. */
  async #lay(report, text) {
    const { page } = this;
    const id = report.document?.id ?? null;
    const edited = this.#layers.get(id) === undefined && this.#layer.groups.length && this.#text !== null && isEdit(this.#text, text);
    if (edited) this.#carry(text, id);
    else this.#layer = this.#layers.get(id) ?? new Layer();
    this.#layers.set(id, this.#layer);
    this.#text = text;
    const layer = this.#layer;
    const version = layer.version;
    if (layer.groups.some((group) => group.ref === null)) layer.rebase((group) => (group.ref === null ? { ...group, ...aboutOf(report, page.words, group.overrides) } : group));
    const overrides = layer.overrides().map((one) => renewed(report, one));
    if (!overrides.length || !page.analyzer.exports) return this.#laid(report, version);
    try {
      const amended = await this.#apply(report, overrides);
      this.#follow(layer, overrides, amended);
      return this.#laid(amended, version);
    } catch (error) {
      console.error(error);
      page.say(page.words.t('correct.failed', { message: error.message }));
      return this.#laid(report, version);
    }
  }

  /** Lays overrides over the report. Where a fact is not found, what was worked out from it is not changed either. */
  async #apply(report, overrides) {
    const lay = async (list) => JSON.parse(await this.page.analyzer.applyOverrides(this.#json(report), JSON.stringify(list)));
    const amended = await lay(overrides);
    const of = new Map(overrides.map((one) => [one.id, one]));
    const types = new Map(this.#layer.groups.map((group) => [group.key, group.type]));
    const own = (one) => !types.get(one.group) || one.path.startsWith(`/${LIST_OF[types.get(one.group)]}/`);
    const lost = new Set(amended.overrides.filter((one) => one.status === 'stale' && of.has(one.id) && own(of.get(one.id))).map((one) => of.get(one.id).group));
    return lost.size ? lay(overrides.filter((one) => own(one) || !lost.has(one.group))) : amended;
  }

  /** The reading as JSON, made once. */
  #json(report) {
    if (this.#written?.report !== report) this.#written = { report, json: JSON.stringify(report) };
    return this.#written.json;
  }

  #laid(report, version) {
    this.#shown = version;
    return report;
  }

  /** The text was edited: corrections move with their words; what was made of other words the engine looks for. */
  #carry(text, id) {
    const from = this.#text;
    for (const [key, layer] of this.#layers) if (layer === this.#layer) this.#layers.delete(key);
    this.#layer.rebase((group) => carried(group, from, text, id));
  }

  /** What moved in its list is pointed at where it is now. */
  #follow(layer, laid, amended) {
    const now = new Map(amended.overrides.map((one) => [one.id, one]));
    const paths = new Map(laid.filter((one) => now.get(one.id)?.status === 'applied').map((one) => [`${one.group} ${one.op} ${one.path}`, now.get(one.id)]));
    layer.rebase((group) => ({ ...group, overrides: group.overrides.map((one) => {
      const applied = paths.get(`${group.key} ${one.op} ${one.path}`);
      return applied && applied.path !== one.path ? { ...one, path: applied.path } : one;
    }) }));
  }

  /** The report is drawn: the list, the marks, and what was waited for. */
  #drawn() {
    const { page } = this;
    this.adder.disabled = !page.analyzer.exports;
    if (this.#shown !== this.#layer.version) return this.#show(this.#then);
    this.#drawList();
    markCard(page, this.#layer);
    markArticle(page, this.#layer);
    this.#then?.();
    this.#then = null;
  }

  #drawList() {
    drawList(this.page, this.place, this.#layer, this.signature, {
      undo: () => this.undo(), redo: () => this.redo(), drop: (group) => this.#drop(group), sign: (name, kept) => this.#sign(name, kept),
    });
  }

  /** Draws the report anew with the corrections there are; one drawing after the other. */
  #show(then = null) {
    this.#busy = this.#busy.catch(() => {}).then(async () => {
      this.#then = then;
      await this.page.refresh();
    });
    return this.#busy;
  }

  // ---- changing ----

  #group(group) {
    return { key: this.#nextKey++, ...group };
  }

  /** Who signs, and when. */
  #stamp() {
    return { by: this.signature.name || this.page.words.t('correct.analyst'), at: `${new Date().toISOString().slice(0, 19)}Z` };
  }

  async #commit({ ref, type, kind, what }, changes, reason, then) {
    const { page } = this;
    const stamp = this.#stamp();
    try {
      const forget = changes.filter((change) => change.forget);
      const wanted = [...new Map(changes.filter((change) => !change.forget).map((change, n) => [change.op === 'add' ? n : change.path, change])).values()];
      const made = await makeOverrides(page, wanted, { ...stamp, reason });
      const earlier = this.#layer.groups.filter((group) => group.ref !== ref || (kind !== 'reject' && group.kind !== 'confirm'));
      const again = (group, one) => group.ref === ref && one.op === 'set' && made.some((other) => other.path === one.path);
      const kept = earlier.map((group) => ({ ...group, overrides: group.overrides.filter((one) => !forget.some((change) => change.forget(one)) && !again(group, one)) }));
      const group = this.#group({ ref, type, kind, what, overrides: made });
      this.#layer.change([...kept.filter((one) => one.overrides.length), ...(meaningful(group) ? [group] : [])]);
    } catch (error) {
      return page.say(page.words.t('correct.failed', { message: error.message }));
    }
    await this.#show(() => { then?.(); page.say(page.words.t(`correct.said_${kind}`, { what })); });
  }

  /** A fact that was added is changed where it was added: the same step with other values, and a step of its own to undo. */
  async #edit(context, changes, reason, then) {
    const { page } = this;
    const { added, path, type, ref } = context;
    const own = changes.filter((change) => change.path?.startsWith(`${path}/`));
    const first = added.overrides.find((one) => one.path === path && one.new.id === ref);
    const { object, forget, more } = edited(page, { path, type, object: first.new }, own);
    const others = [...changes.filter((change) => !change.forget && !own.includes(change)), ...more];
    const stamp = { ...this.#stamp(), reason: reason || first.reason || null };
    try {
      const made = await makeOverrides(page, others, stamp);
      const gone = (one) => forget(one) || changes.some((change) => change.forget?.(one)) || made.some((other) => other.op === 'set' && other.path === one.path);
      const kept = added.overrides.filter((one) => one === first || !gone(one)).map((one) => ({ ...one, ...stamp, ...(one === first ? { new: object } : {}) }));
      const group = { ...added, what: addedName(page, type, object), overrides: [...kept, ...made] };
      this.#layer.change(this.#layer.groups.map((one) => (one.key === added.key ? group : one)));
    } catch (error) {
      return page.say(page.words.t('correct.failed', { message: error.message }));
    }
    await this.#show(() => { then?.(); page.say(page.words.t('correct.said_set', { what: context.what })); });
  }

  #drop(group) {
    this.#layer.change(this.#layer.groups.filter((one) => one !== group && one.key !== group.key));
    return this.#show(() => { this.page.say(this.page.words.t('correct.dropped', { what: group.what })); this.#focusList(); });
  }

  undo() {
    if (!this.#layer.past.length) return;
    this.#layer.undo();
    return this.#show(() => { this.page.say(this.page.words.t('correct.undone')); this.#focusList('.correct-undo'); });
  }

  redo() {
    if (!this.#layer.future.length) return;
    this.#layer.redo();
    return this.#show(() => { this.page.say(this.page.words.t('correct.redone')); this.#focusList('.correct-redo'); });
  }

  /** The button that was pressed is drawn anew; focus stays where one works. */
  #focusList(selector) {
    if (document.activeElement && document.activeElement !== document.body) return;
    const wanted = selector ? this.place.querySelector(`${selector}:not([disabled])`) : null;
    (wanted ?? this.place.querySelector('.corrections-tools button:not([disabled])'))?.focus({ preventScroll: true });
  }

  #sign(name, kept) {
    const done = store(STORED_NAME, kept && name ? name : null);
    this.signature = { name, kept: kept && done };
    if (kept && !done) {
      this.place.querySelector('#correct-keep').checked = false;
      this.page.say(this.page.words.t('correct.not_kept'));
    }
    const summary = this.place.querySelector('.corrections-sign summary');
    if (summary) summary.textContent = this.page.words.t('correct.signed', { name: name || this.page.words.t('correct.analyst') });
  }

  // ---- in the reasons ----

  /** What can be corrected of the object `ref`, or null. */
  #context(ref) {
    const { page } = this;
    const { index, words, reading } = page;
    const type = index.typeOf(ref);
    const object = index.get(ref);
    if (!LIST_OF[type] || !object) return null;
    const at = reading[LIST_OF[type]].findIndex((one) => one.id === ref);
    const added = this.#layer.added(ref);
    if (at < 0 && !added) return null;
    return { page, words, index, type, ref, object, added, path: `/${LIST_OF[type]}/${added ? '-' : at}`, what: whatIs(words, { index, type, object }) };
  }

  /** Adds the buttons to the reasons of a fact. */
  #offer({ ref }) {
    const { page } = this;
    const { t } = page.words;
    if (!page.analyzer.exports) return;
    const tools = el('div', { class: 'correct-tools' });
    if (page.index.typeOf(ref) === 'rejected') {
      const span = page.index.get(ref);
      tools.append(button(t('correct.count_it'), { class: 'action', onclick: () => this.#add({ start: span.start, end: span.end }, 'claim') }));
      return page.why.body.prepend(tools);
    }
    const context = this.#context(ref);
    if (!context) return;
    const groups = this.#layer.groups.filter((group) => group.ref === ref);
    const place = page.why.body;
    const again = (node) => { tools.replaceChildren(node); node.querySelector('input, select, textarea, button')?.focus(); };
    const reopen = () => this.#reopen(ref);
    const buttons = () => {
      const row = [
        fieldsOf(context.type, context).length ? button(t('correct.change_this'), { class: 'action correct-open', onclick: async () => again(await correctionForm(context, { onCancel: reopen, onSave: (changes, reason) => (context.added ? this.#edit(context, changes, reason, reopen) : this.#commit({ ...context, kind: 'set' }, changes, reason, reopen)) })) }) : null,
        context.added ? button(t('correct.drop'), { class: 'action correct-reject', onclick: () => this.#drop(context.added) })
          : button(t('correct.reject'), { class: 'action correct-reject', onclick: () => again(this.#rejection(context, reopen)) }),
        // Last, so that no other button comes to stand where it was pressed.
        groups.length ? null : button(t('correct.confirm'), { class: 'action correct-confirm', onclick: () => this.#commit({ ...context, kind: 'confirm' }, this.#confirming(context), '', reopen) }),
      ].filter(Boolean);
      tools.replaceChildren(...row, ...groups.map((group) => el('p', { class: `corrected corrected-${group.kind}` }, markWords(page, group))));
      return tools;
    };
    place.prepend(buttons());
  }

  /** What is confirmed of a fact: its own values, not what the profile makes of them. */
  #confirming({ type, path, object }) {
    const members = (CONFIRMED[type] ?? []).filter((at) => valueAt(object, at) !== undefined);
    return (members.length ? members.map((at) => `${path}/${at}`) : [path]).map((one) => ({ path: one, op: 'confirm' }));
  }

  /** Asks once more, with what follows and an optional reason. */
  #rejection(context, cancel) {
    const { t } = this.page.words;
    const follow = el('div', { class: 'correct-follow' });
    drawFollowing(follow, context, null);
    const reason = reasonField(this.page.words);
    const form = el('form', { class: 'correct-form', 'aria-label': t('correct.reject') }, el('p', {}, t('correct.reject_what', { what: context.what })), follow, reason.node,
      el('div', { class: 'correct-buttons' }, el('button', { type: 'submit', class: 'primary' }, t('correct.reject')), button(t('correct.cancel'), { class: 'action', onclick: cancel })));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const taken = removal(this.page.reading, context.ref);
      const paths = new Set(taken.map((change) => change.path));
      const free = chosen(follow).filter((change) => ![...paths].some((path) => change.path === path || change.path.startsWith(`${path}/`)));
      this.#commit({ ...context, kind: 'reject' }, [...taken, ...free], reason.value(), () => this.place.querySelector('h2')?.focus({ preventScroll: true }));
    });
    return form;
  }

  #reopen(ref) {
    const { page } = this;
    if (!page.index?.items.has(ref)) return;
    const line = [...page.parts.results.querySelectorAll('.section:not(.section-warnings) .line')].find((node) => node.dataset.ids.split(' ')[0] === ref);
    page.openWhy({ why: ref }, line?.querySelector('.why-button') ?? null);
  }

  // ---- adding ----

  /** A selection is kept while one goes to the button. */
  #selected() {
    const span = selectedSpan(this.page);
    if (span) this.#span = span;
    else if (getSelection()?.isCollapsed && this.page.view.element.contains(getSelection().anchorNode)) this.#span = null;
    this.adder.classList.toggle('ready', Boolean(this.#span));
  }

  /** Shows the form for a missed fact where the reasons stand. */
  #add(span = selectedSpan(this.page) ?? this.#span, kind = null) {
    const { page } = this;
    const { why } = page;
    if (!page.index) return;
    const close = () => { page.view.reveal([]); why.hide(); this.adder.focus(); };
    const form = addForm(page, span, kind, {
      onCancel: close,
      onSave: (type, id, changes, reason) => {
        this.#span = null;
        this.#commit({ ref: id, type, kind: 'add', what: addedName(page, type, changes[0].new) }, changes, reason, () => this.#reopen(id));
      },
    });
    why.hide();
    why.title.textContent = page.words.t('correct.add_title');
    why.body.replaceChildren(form);
    why.element.hidden = false;
    if (span) page.view.reveal([span], { scroll: false });
    form.querySelector(span ? '#add-kind' : '#add-words').focus();
  }
}

/** Things by the key of each, in their order. */
function grouped(things, key) {
  const groups = new Map();
  for (const one of things) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  return groups;
}

/** What the overrides of one step are about: {ref, type, kind, what}, from their paths. */
function aboutOf(report, words, overrides) {
  const whole = overrides.find((one) => one.op !== 'set' && /^\/\w+\/(\d+|-)$/.test(one.path)) ?? overrides[0];
  const [, list, at] = whole.path.split('/');
  const type = Object.keys(LIST_OF).find((name) => LIST_OF[name] === list) ?? null;
  const object = at === '-' ? whole.new : report[list]?.[at];
  const kind = { add: 'add', remove: 'reject', confirm: 'confirm' }[whole.op] ?? 'set';
  const index = { nameOf: (id) => id };
  return { ref: object?.id ?? whole.path, type, kind: /^\/\w+\/(\d+|-)$/.test(whole.path) || kind === 'confirm' ? kind : 'set', what: type && object ? whatIs(words, { index, type, object }) : whole.path };
}

/** A correction back to what was read is none. */
function meaningful(group) {
  return group.overrides.some((one) => one.op !== 'set' || !same(one.old, one.new));
}

/** A browser selects nothing from the first half letter of what can have the focus; so a mark cannot while the button is down. */
function selectable({ target }) {
  const marks = [];
  for (let mark = target.closest('mark'); mark; mark = mark.parentElement.closest('mark')) if (mark.hasAttribute('tabindex')) marks.push([mark, mark.getAttribute('tabindex')]);
  for (const [mark] of marks) mark.removeAttribute('tabindex');
  const restore = () => marks.splice(0).forEach(([mark, index]) => mark.setAttribute('tabindex', index));
  if (marks.length) for (const name of ['mouseup', 'dragend']) document.addEventListener(name, restore, { once: true, capture: true });
}
