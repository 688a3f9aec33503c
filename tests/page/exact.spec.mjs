/** Every span of the report is a slice of the pasted string, and the document shows that string unit for unit. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { ATTACK, anew, command, downloadReport, open, paste, settled } from './page.mjs';

const CORE = 'At least 12 soldiers were killed near Labbezanga on Thursday, the army said.';
const TEXTS = {
  'plain': CORE,
  'emoji before and between': `\u{1F6A8}\u{1F468}\u200D\u{1F469}\u200D\u{1F467} Breaking \u{1F6A8}\n${CORE} \u{1F54A}\uFE0F\n${CORE}`,
  'Arabic around': `قال الجيش في تمبكتو ما يلي.\n${CORE}\nولم يذكر البيان خسائره.`,
  'CRLF line ends': `First line.\r\n\r\n${CORE}\r\nLast line.\r\n`,
  'lone CR line ends': `First line.\r${CORE}\rLast line.`,
  'combining marks': `Ca\u0301fe\u0301 Ze\u0300u\u0308 ${'e\u0301'.repeat(40)} ${CORE}`,
  'lone surrogates': `\uD83D broken \uDE00 ${CORE} \uD800`,
  'NUL and controls': `a\u0000b \u0007 ${CORE} \u0000`,
  'bidi controls': `\u202Ereversed\u202C \u2067isolated\u2069 ${CORE}`,
  'zero width and BOM': `\uFEFF${CORE.replace('soldiers', 'sol\u200Bdiers')} ${CORE}`,
  'white space of all sorts': `\t \u00A0\u2003${CORE}\u2028${CORE}\u2029 \n\n\n`,
};

/** Every span of a report that claims to hold a text, with that text. */
function spansWithText(report) {
  const found = [];
  const visit = (value) => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (value === null || typeof value !== 'object') return;
    if (Number.isInteger(value.start) && Number.isInteger(value.end)) found.push(value);
    Object.values(value).forEach(visit);
  };
  visit(report);
  return found;
}

test('spans are slices, whatever is in the text', async ({ page }) => {
  await open(page);
  for (const [name, text] of Object.entries(TEXTS)) await test.step(name, async () => {
    await paste(page, text);
    await settled(page, 'done');
    const report = await downloadReport(page);
    const exact = text.toWellFormed();
    const spans = spansWithText(report);
    expect(report.casualty_claims.length).toBeGreaterThan(0);
    expect(report.places.length).toBeGreaterThan(0);
    expect(spans.filter((span) => typeof span.text === 'string').length).toBeGreaterThan(3);
    for (const span of spans) {
      expect(span.start).toBeGreaterThanOrEqual(0);
      expect(span.end).toBeGreaterThanOrEqual(span.start);
      expect(span.end).toBeLessThanOrEqual(exact.length);
      if (typeof span.text === 'string') expect(exact.slice(span.start, span.end)).toBe(span.text);
    }
    expect(report.document.offset_unit).toBe('utf16');
    const shown = JSON.parse(await page.evaluate(() => JSON.stringify(document.querySelector('.document').textContent)));
    expect(shown).toBe(exact);
    await anew(page);
  });
});

test('the page and the command give the same report', async ({ page }) => {
  await open(page);
  for (const id of ['ground-attack', 'bombing', 'football']) await test.step(id, async () => {
    const text = JSON.parse(readFileSync(new URL(`../../www/examples/${id}.json`, import.meta.url))).paragraphs.join('\n\n');
    const given = execFileSync(command, ['analyze', '-', '--format', 'json'], { input: text, encoding: 'utf8' });
    await paste(page, text);
    await settled(page, id === 'football' ? 'nothing' : 'done');
    expect(await downloadReport(page)).toEqual(JSON.parse(given));
    await anew(page);
  });
});

test('every mark in the document shows the slice of its span, also where marks cross', async ({ page }) => {
  await open(page);
  const wrong = await page.evaluate(async () => {
    const { DocumentView } = await import('./document-view.js');
    const text = 'ab\u{1F600}cd\r\nef gh\nij'.repeat(30);
    const marks = [];
    let seed = 7;
    const next = (limit) => { seed = (seed * 1103515245 + 12345) % 2147483648; return seed % limit; };
    for (let i = 0; i < 200; i += 1) {
      const start = next(text.length - 1);
      marks.push({ start, end: Math.min(text.length, start + 1 + next(60)), kind: ['actor', 'place', 'figure'][next(3)], ref: `X${i}` });
    }
    marks.sort((a, b) => a.start - b.start || b.end - a.end);
    const view = new DocumentView({ label: 'test', describe: (kind) => `kind-${kind}`, onSelect() {} });
    document.body.append(view.element);
    await view.render(text, { marks, report: { document: { sections: [] } } });
    const bad = [];
    if (view.element.textContent !== text) bad.push('text');
    marks.forEach((mark, n) => {
      const pieces = [...view.element.querySelectorAll(`[data-mark="${n}"]`)].map((node) => node.textContent).join('');
      if (pieces !== text.slice(mark.start, mark.end)) bad.push([n, pieces, text.slice(mark.start, mark.end)]);
      if (view.rangeOf(mark).toString() !== text.slice(mark.start, mark.end)) bad.push(['range', n]);
    });
    return bad;
  });
  expect(wrong).toEqual([]);
});

test('editing nothing keeps the line ends of the pasted text', async ({ page }) => {
  await open(page);
  await paste(page, TEXTS['CRLF line ends']);
  await settled(page, 'done');
  await page.getByRole('button', { name: 'Edit text' }).click();
  await page.getByRole('button', { name: 'Show the highlights' }).click();
  await settled(page, 'done');
  expect(await page.locator('.document').evaluate((node) => node.textContent)).toBe(TEXTS['CRLF line ends']);
});

test('bidi controls are shown as tokens and do not turn the line round', async ({ page }) => {
  await open(page);
  await paste(page, TEXTS['bidi controls']);
  await settled(page, 'done');
  const names = await page.locator('.hidden-char').evaluateAll((nodes) => nodes.map((node) => node.dataset.name));
  expect(names).toEqual(['RLO', 'PDF', 'RLI', 'PDI']);
  const left = await page.evaluate(() => {
    const { firstChild } = [...document.querySelectorAll('.document p')][0].children[0].nextSibling.textContent ? { firstChild: document.querySelector('.document p').childNodes[1] } : {};
    const box = (at) => { const range = document.createRange(); range.setStart(firstChild, at); range.setEnd(firstChild, at + 1); return range.getBoundingClientRect().left; };
    return [box(0), box(3)];
  });
  expect(left[0]).toBeLessThan(left[1]);
});

test('a long article is drawn in slices and stays exact', async ({ page }) => {
  await open(page);
  const long = `${ATTACK}\n`.repeat(700);
  await paste(page, long);
  await settled(page, 'done');
  await expect.poll(() => page.locator('.document').evaluate((node) => node.textContent.length), { timeout: 30_000 }).toBe(long.length);
  // The text stands there before its marks do.
  await expect.poll(() => page.locator('mark').count(), { timeout: 30_000 }).toBeGreaterThan(2000);
});
