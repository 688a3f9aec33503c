/**
 * Writes the card for other programs: as plain text, as Markdown, and as a table. Takes the model of card-model.js, so
 * that what is copied says exactly what the page says.
 */
import { el } from '../../dom.js';
import { cellText } from '../tools.js';

/** The columns of the table, in the names of the string table. */
const COLUMNS = ['section', 'side', 'what', 'details', 'cautions', 'evidence'];

/** The cautions of a line in words, each once. */
export function cautions(words, line) {
  return [...new Set(line.flags)].map((flag) => words.t(`flag.${flag}`));
}

/** The card as plain text, for a message or a notebook. */
export function cardText(model, words, source) {
  const out = [model.headline ?? words.t('card.title'), ''];
  for (const section of model.sections) {
    out.push(words.t(`section.${section.key}`).toUpperCase());
    for (const line of section.lines) out.push(textLine(words, section, line));
    if (section.left) out.push(`  ${words.t('card.more', { n: section.left })}`);
    out.push('');
  }
  out.push(source);
  return out.join('\n');
}

function textLine(words, section, line) {
  const side = section.key === 'toll' ? `${words.code('side', line.key)}: ` : '';
  const notes = [...line.sub, ...cautions(words, line)].join('; ');
  const indent = line.tone === 'part' ? '    - ' : '  - ';
  const struck = line.tone === 'strike' ? ` [${words.t('text.struck')}]` : '';
  return `${indent}${side}${line.main}${struck}${notes ? ` (${notes})` : ''}`;
}

/** The card as Markdown: a list for each section, a table for the toll. */
export function cardMarkdown(model, words, source) {
  const out = [`## ${escaped(model.headline ?? words.t('card.title'))}`, ''];
  for (const section of model.sections) {
    out.push(`**${words.t(`section.${section.key}`)}**`, '');
    out.push(...(section.key === 'toll' ? markdownToll(words, section) : section.lines.map((line) => markdownLine(words, line))));
    if (section.left) out.push(`- ${words.t('card.more', { n: section.left })}`);
    out.push('');
  }
  out.push(`*${escaped(source)}*`, '');
  return out.join('\n');
}

function markdownLine(words, line) {
  const notes = [...line.sub, ...cautions(words, line)].map(escaped).join('; ');
  return `${line.tone === 'part' ? '  ' : ''}- ${markdownMain(line)}${notes ? ` (${notes})` : ''}`;
}

function markdownMain(line) {
  return line.tone === 'strike' ? `~~${escaped(line.main)}~~` : escaped(line.main);
}

function markdownToll(words, section) {
  const titles = ['side', 'what', 'details', 'cautions'].map((column) => words.t(`takeaway.column.${column}`));
  const rows = section.lines.map((line) => [escaped(words.code('side', line.key)), markdownMain(line), escaped(line.sub.join('; ')), escaped(cautions(words, line).join('; '))]);
  return [titles, titles.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`);
}

const ENTITIES = { '<': '&lt;', '>': '&gt;', '&': '&amp;' };

/** Text of an article in a line of Markdown: nothing in it may become a mark-up of its own. An address that becomes a link takes a backslash before `<` with it, so that is written as an entity. */
function escaped(text) {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>|~#&!]/g, (sign) => ENTITIES[sign] ?? `\\${sign}`);
}

/** The card as rows of cells, the first with the names of the columns; `text` is the article. */
export function cardRows(model, words, source, text) {
  const rows = model.sections.flatMap((section) => section.lines.map((line) => [
    words.t(`section.${section.key}`), section.key === 'toll' ? words.code('side', line.key) : '', line.tone === 'strike' ? `${line.main} [${words.t('text.struck')}]` : line.main,
    line.sub.join('; '), cautions(words, line).join('; '), line.spans.slice(0, 1).map(({ start, end }) => text.slice(start, end)).join(''),
  ]));
  const head = COLUMNS.map((column) => words.t(`takeaway.column.${column}`));
  return [head, [words.t('card.title'), '', model.headline ?? '', source, '', ''], ...rows].map((row) => row.map(cell));
}

/** A cell on one line. */
function cell(value) {
  return cellText(value.replace(/\s+/g, ' ').trim());
}

export function tabSeparated(rows) {
  return rows.map((row) => `${row.join('\t')}\n`).join('');
}

/** The rows as mark-up, written by the browser from nodes of our own. */
export function tableMarkup([head, ...rows]) {
  const cells = (tag, row) => el('tr', {}, row.map((value) => el(tag, {}, value)));
  return new XMLSerializer().serializeToString(el('table', {}, el('thead', {}, cells('th', head)), el('tbody', {}, rows.map((row) => cells('td', row)))));
}
