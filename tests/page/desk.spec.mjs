/** The desk: many articles at once, a row for each, side by side, over time, and what changed between two versions. */
import { execFileSync } from 'node:child_process';
import { expect, test } from '@playwright/test';
import { ATTACK, command, downloadReport, open, openInside, paste, saved, settled, violations } from './page.mjs';

const FIRST = 'Car bomb kills at least 14 in Mogadishu\n\nA car bomb exploded beside a busy market in Mogadishu on Saturday, killing at least 14 people, the interior ministry said. Twenty people were wounded.\n\nNo group has claimed the attack. Police closed two roads.';
const SECOND = 'Mogadishu car bomb toll rises to 19\n\nA car bomb exploded beside a busy market in Mogadishu on Saturday, killing 19 people, the interior ministry said. Thirty-two people were wounded.\n\nAl-Shabaab claimed responsibility for the attack. Police closed two roads.';
const THIRD = 'Blast in Mogadishu\n\nTwelve people were killed when a bomb exploded at a market in Mogadishu on 28 February 2026, a hospital director said.';
const ELSEWHERE = 'Gunmen killed seven farmers in Gao on 5 March 2026, the mayor said.';
const QUIET = 'The team won by three goals to one on Sunday. A crowd of 40,000 watched the match and went home in the rain.';
const INCIDENT = [[FIRST, '2026-02-28'], [SECOND, '2026-03-02'], [THIRD, '2026-03-01']].map(([text, date]) => JSON.stringify({ text, date, title: text.split('\n')[0], publisher: 'Example Wire' })).join('\n');

const file = (name, content) => ({ name, mimeType: '', buffer: Buffer.from(content) });
const give = (page, ...files) => page.locator('.control-buttons input[type=file]').setInputFiles(files);
const row = (page, words) => page.locator('.desk-table tbody tr').filter({ hasText: words });
const titles = (page) => page.locator('.desk-table .desk-open').allTextContents();

/** Drops files as a person would, many at once; they are made in the page. */
async function drop(page, files) {
  await page.evaluate((list) => {
    const data = new DataTransfer();
    for (const [name, content] of list) data.items.add(new File([content], name));
    document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));
  }, files);
}

/** Waits until all is read. */
async function read(page, n) {
  await expect(page.locator('.desk-table tbody tr[data-state=read]')).toHaveCount(n, { timeout: 30_000 });
  await expect(page.locator('.desk-progress')).toBeHidden();
}

async function sideBySide(page, ...words) {
  for (const one of words) await row(page, one).getByRole('checkbox').check();
  await page.getByRole('button', { name: `Compare (${words.length})` }).click();
  await expect(page.locator('.side-table')).toBeVisible();
}

const field = (page, name) => page.locator('.side-table tbody tr').filter({ has: page.getByRole('rowheader', { name, exact: true }) });

test.beforeEach(({ page }) => open(page));

test('an empty desk says what it is for', async ({ page }) => {
  await page.getByRole('button', { name: 'Desk', exact: true }).click();
  await expect(page.locator('.desk-view')).toContainText('Nothing is on the desk yet');
  await expect(page.locator('.desk-table')).toBeHidden();
  await expect(page.locator('.main')).toBeHidden();
});

test('many files dropped at once become rows; one bad file takes no other with it', async ({ page }) => {
  await drop(page, [['a.txt', ELSEWHERE], ['scan.pdf', '%PDF'], ['many.jsonl', `${INCIDENT}\n{broken\n`], ['quiet.md', QUIET], ['bad.bin', '\0\0\0']]);
  await read(page, 5);
  await expect(page.locator('#app')).toHaveAttribute('data-view', 'desk');
  await expect(page.getByRole('button', { name: 'Desk (5)' })).toHaveAttribute('aria-current', 'page');
  await expect(page.locator('.desk-problems')).toContainText('3 things were not taken');
  for (const words of ['“scan.pdf” holds pages', '“many.jsonl”, line 4', '“bad.bin”']) await expect(page.locator('.desk-problems')).toContainText(words);
  const farmers = row(page, 'seven farmers');
  for (const words of ['5 March 2026', 'Gao', 'by Gunmen', '7 killed', 'a.txt']) await expect(farmers).toContainText(words);
  await expect(row(page, 'The team won')).toContainText('no conflict event');
  await expect(row(page, 'The team won').locator('.desk-toll')).toHaveText('not stated');
  await expect(row(page, 'kills at least 14').locator('.desk-toll')).toContainText('at least 14 killed');
  await page.getByRole('button', { name: 'Seen, hide this' }).click();
  await expect(page.locator('.desk-problems')).toBeHidden();
});

test('a new problem is told after those before were seen', async ({ page }) => {
  await drop(page, [['a.txt', ELSEWHERE], ['scan.pdf', '%PDF']]);
  await read(page, 1);
  await page.getByRole('button', { name: 'Seen, hide this' }).click();
  await drop(page, [['b.txt', QUIET], ['letter.docx', 'PK']]);
  await read(page, 2);
  await expect(page.locator('.desk-problems')).toContainText('“letter.docx”');
  await expect(page.locator('.desk-problems')).not.toContainText('scan.pdf');
});

test('problems beyond those that are listed are counted', async ({ page }) => {
  await drop(page, Array.from({ length: 105 }, (_, n) => [`scan-${n}.pdf`, '%PDF']));
  await expect(page.locator('.desk-problems summary')).toContainText('105 things', { timeout: 30_000 });
});


test('several articles in one paste are on the desk, and the reader stays with the first', async ({ page }) => {
  await paste(page, `${FIRST}\n\n###\n\n${ELSEWHERE} The road was closed.\n`);
  await settled(page, 'done');
  await expect(page.locator('#app')).toHaveAttribute('data-view', 'article');
  await page.getByRole('button', { name: 'Desk (2)' }).click();
  await read(page, 2);
  await expect(row(page, 'seven farmers')).toContainText('7 killed');
});

test('rows are sorted and filtered; what is not stated comes last either way', async ({ page }) => {
  await drop(page, [['a.txt', ELSEWHERE], ['b.txt', QUIET], ['many.jsonl', INCIDENT]]);
  await read(page, 5);
  const toll = page.getByRole('button', { name: 'Toll', exact: true });
  await toll.click();
  await expect(page.locator('[data-column=toll]')).toHaveAttribute('aria-sort', 'descending');
  expect((await titles(page)).map((title) => title.slice(0, 12))).toEqual(['Mogadishu ca', 'Car bomb kil', 'Blast in Mog', 'Gunmen kille', 'The team won']);
  await toll.click();
  expect((await titles(page)).map((title) => title.slice(0, 12))).toEqual(['Gunmen kille', 'Blast in Mog', 'Car bomb kil', 'Mogadishu ca', 'The team won']);
  await page.getByLabel('Filter by words').fill('mogadishu shabaab');
  await expect(page.locator('.desk-table tbody tr')).toHaveCount(1);
  await expect(page.locator('.desk-count')).toHaveText('1 of 5 articles');
  await page.getByRole('checkbox').first().check();
  await page.getByLabel('Filter by words').fill('gao');
  await expect(page.locator('.desk-compare')).toHaveText('Compare (1)');
  await page.getByRole('button', { name: 'Choose none' }).click();
  await expect(page.locator('.desk-compare')).toHaveText('Compare (0)');
  await page.getByLabel('Filter by words').fill('nowhere');
  await expect(page.locator('.desk-none')).toBeVisible();
});

test('a row opens in the article view and back; what is changed there stands in the row', async ({ page }) => {
  await drop(page, [['a.txt', ELSEWHERE.replace('5 March 2026', 'Tuesday')], ['many.jsonl', INCIDENT]]);
  await read(page, 4);
  await expect(row(page, 'seven farmers')).toContainText('date open');
  await page.getByRole('button', { name: /^Gunmen killed seven/ }).click();
  await settled(page, 'done');
  await expect(page.locator('#app')).toHaveAttribute('data-view', 'article');
  await page.locator('#date-read').fill('2026-03-05');
  await page.locator('.about-summary').click();
  await page.locator('.left').getByLabel('Publisher').fill('Daily Two');
  await page.locator('.left').getByLabel('Publisher').press('Tab');
  await expect(page.locator('.about-summary')).toContainText('Daily Two');
  await page.getByRole('button', { name: 'Back to the desk' }).click();
  await expect(page.locator(':focus')).toHaveText(/^Gunmen killed seven/);
  await expect(row(page, 'seven farmers')).toContainText('3 March 2026');
  await expect(row(page, 'seven farmers')).toContainText('Daily Two');
  await expect(row(page, 'seven farmers')).not.toContainText('date open');
  await expect(page.locator('.desk-table tbody tr')).toHaveCount(4);
});

test('a single article is put on the desk by a button, once, and removed', async ({ page }) => {
  await paste(page, ATTACK);
  await settled(page, 'done');
  await page.getByRole('button', { name: 'Put on the desk' }).click();
  await expect(page.getByRole('button', { name: 'Put on the desk' })).toBeHidden();
  await page.getByRole('button', { name: 'New article' }).click();
  await paste(page, ATTACK);
  await settled(page, 'done');
  await expect(page.getByRole('button', { name: 'Back to the desk' })).toBeVisible();
  await page.getByRole('button', { name: 'Desk (1)' }).click();
  await page.getByRole('button', { name: /^Remove/ }).click();
  await expect(page.locator('.desk-view')).toContainText('Nothing is on the desk yet');
});

test('what only one party says is told as its claim, never as "at least 0"', async ({ page }) => {
  await drop(page, [['claim.txt', ATTACK], ['other.txt', ELSEWHERE]]);
  await read(page, 2);
  await expect(row(page, 'Islamic State').locator('.desk-toll')).toContainText('45 or more killed, as claimed');
  await sideBySide(page, 'Islamic State', 'seven farmers');
  await expect(field(page, 'Killed, all sides')).toContainText('45 or more, as claimed');
  await expect(page.locator('.desk-view')).not.toContainText('at least 0');
});

test('where nothing is said of the dead but that it is withheld, the row says that', async ({ page }) => {
  await drop(page, [['a.txt', 'Gunmen attacked an army camp near Gao on 5 March 2026. The army did not say how many soldiers were killed.'], ['b.txt', ELSEWHERE]]);
  await read(page, 2);
  await expect(row(page, 'army camp').locator('.desk-toll')).toHaveText('deaths not disclosed');
});

test('heads stay in sight when one scrolls the rows or the comparison', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 520 });
  await drop(page, [['many.jsonl', INCIDENT], ...Array.from({ length: 30 }, (_, n) => [`${n}.txt`, ELSEWHERE.replace('seven', String(n + 4))])]);
  await read(page, 33);
  const inSight = async (locator) => {
    await expect(locator).toBeInViewport({ ratio: 0.9 });
    expect(await locator.evaluate((node) => { const box = node.getBoundingClientRect(); return node.contains(document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)); })).toBe(true);
  };
  const last = page.locator('.desk-table tbody tr').last();
  await last.scrollIntoViewIfNeeded();
  await inSight(page.locator('.desk-table th[data-column=toll]'));
  await page.keyboard.press('Tab');
  await page.evaluate(() => scrollTo(0, 0));
  await sideBySide(page, 'kills at least 14', 'rises to 19', 'Blast in');
  await page.locator('.side-table tbody tr').last().scrollIntoViewIfNeeded();
  await inSight(page.locator('.side-table thead th').nth(2));
  await page.setViewportSize({ width: 900, height: 420 });
  const frame = page.locator('.side-scroll');
  await frame.evaluate((node) => { node.scrollTop = node.scrollHeight; node.scrollLeft = node.scrollWidth; });
  await frame.scrollIntoViewIfNeeded();
  await inSight(page.locator('.side-table thead .side-verdict'));
  await inSight(page.locator('.side-table tbody .side-field').last());
});

test('articles of one incident side by side: what agrees, what differs, what came later', async ({ page }) => {
  await drop(page, [['many.jsonl', INCIDENT], ['a.txt', ELSEWHERE]]);
  await read(page, 4);
  await sideBySide(page, 'kills at least 14', 'rises to 19', 'Blast in');
  const heads = await page.locator('.side-table thead th').allTextContents();
  expect(heads.slice(1, 4).map((head) => head.match(/^(.).*?(28 February 2026, the earliest|\d+ days? later)$/)?.slice(1))).toEqual([['A', '28 February 2026, the earliest'], ['B', '1 day later'], ['C', '2 days later']]);
  await expect(field(page, 'Date of the event')).toHaveAttribute('data-verdict', 'agree');
  await expect(field(page, 'Places')).toContainText('All agree.');
  const killed = field(page, 'Killed, all sides');
  expect((await killed.locator('td[data-letter]').allTextContents())).toEqual(['at least 14', '12', '19']);
  await expect(killed).toHaveAttribute('data-verdict', 'differ');
  await expect(killed).toContainText('no number fits them all');
  await expect(killed).toContainText('Higher in C, which came later: from at least 14 to 19.');
  await expect(field(page, 'People injured')).toContainText('B does not say.');
  await expect(field(page, 'Responsibility')).toContainText('Only in C: Claimed by Al-Shabaab.');
  await expect(page.locator('.side .note')).toHaveCount(0);
});

test('figures whose bounds meet are not said to exclude each other', async ({ page }) => {
  await drop(page, [['many.jsonl', INCIDENT]]);
  await read(page, 3);
  await sideBySide(page, 'kills at least 14', 'rises to 19');
  const killed = field(page, 'Killed, all sides');
  await expect(killed).toHaveAttribute('data-verdict', 'compatible');
  await expect(killed).toContainText('their bounds meet');
  await expect(killed).not.toContainText('Higher');
});

test('two incidents side by side: the page doubts that they are one', async ({ page }) => {
  await drop(page, [['many.jsonl', INCIDENT], ['a.txt', ELSEWHERE]]);
  await read(page, 4);
  await sideBySide(page, 'Blast in', 'seven farmers');
  await expect(page.locator('.side .note')).toHaveText([/dates of A and B do not meet/, /A and B have no place in common/]);
  await expect(page.locator('.side-part').first()).toContainText('at least two of the articles a publication date');
});

test('the toll over time: the picture says what the table says', async ({ page }) => {
  await drop(page, [['many.jsonl', INCIDENT]]);
  await read(page, 3);
  await sideBySide(page, 'kills at least 14', 'rises to 19', 'Blast in');
  const table = await page.locator('.side-points tbody tr').evaluateAll((rows) => rows.map((one) => [...one.children].map((cell) => cell.textContent)));
  expect(table).toEqual([['28 February 2026', 'A', '14', '14', 'open'], ['1 March 2026', 'B', '12', '12', '12'], ['2 March 2026', 'C', '19', '19', '19']]);
  const chart = page.locator('.toll-chart');
  expect(await chart.locator('.chart-letter').allTextContents()).toEqual(['A: at least 14', 'B: 12', 'C: 19']);
  expect(await chart.locator('.chart-open').count()).toBe(1);
  const heights = await chart.locator('.chart-best').evaluateAll((dots) => dots.map((dot) => Number(dot.getAttribute('cy'))));
  expect(heights[1]).toBeGreaterThan(heights[0]);
  expect(heights[0]).toBeGreaterThan(heights[2]);
});

test('two versions: the facts that changed come first, then the words', async ({ page }) => {
  await drop(page, [['many.jsonl', INCIDENT]]);
  await read(page, 3);
  await sideBySide(page, 'kills at least 14', 'rises to 19');
  await page.getByText('What changed in the text').click();
  const facts = page.locator('.diff-facts li');
  await expect(facts.filter({ hasText: 'Killed, all sides' }).locator('del')).toHaveText('at least 14');
  await expect(facts.filter({ hasText: 'Killed, all sides' }).locator('ins')).toHaveText('19');
  await expect(facts.filter({ hasText: 'Places' })).toHaveCount(0);
  await expect(page.locator('.diff')).toBeVisible();
  const texts = await page.locator('.diff').evaluate((node) => ['ins', 'del'].map((left) => {
    const copy = node.cloneNode(true);
    copy.querySelectorAll(left).forEach((one) => one.remove());
    return copy.textContent;
  }));
  expect(texts).toEqual([FIRST, SECOND]);
  await expect(page.locator('.diff')).toContainText('Police closed two roads.');
  expect(await page.locator('.diff :is(ins, del)').filter({ hasText: 'Police closed' }).count()).toBe(0);
  const order = await page.locator('.side-diff').evaluate((node) => [...node.children].map((one) => one.className));
  expect(order.indexOf('diff-facts')).toBeLessThan(order.indexOf('diff'));
});

test('the difference of any two texts gives both back', async ({ page }) => {
  const wrong = await page.evaluate(async () => {
    const { difference } = await import('./parts/desk/diff.js');
    const run = (steps) => { for (;;) { const { done, value } = steps.next(); if (done) return value; } };
    let seed = 3;
    const next = (limit) => { seed = (seed * 1103515245 + 12345) % 2147483648; return seed % limit; };
    const words = ['a ', 'b ', 'c. ', 'd\n', 'e, ', 'f! ', '\u{1F6A8}', ' \n\n'];
    const text = () => Array.from({ length: next(40) }, () => words[next(words.length)]).join('');
    const side = (parts, left) => parts.filter(({ kind }) => kind !== left).map((part) => part.text).join('');
    for (let n = 0; n < 2000; n += 1) {
      const [one, other] = [text(), text()];
      const parts = run(difference(one, other));
      if (side(parts, 'in') !== one || side(parts, 'out') !== other) return [one, other, parts];
    }
    return null;
  });
  expect(wrong).toBeNull();
});

test('the rows are saved as CSV that no spreadsheet runs', async ({ page }) => {
  const bad = JSON.stringify({ text: ELSEWHERE, title: '=HYPERLINK("https://example.org")', publisher: '+1, "two"', date: '2026-03-06' });
  await drop(page, [['x.jsonl', `${INCIDENT}\n${bad}`]]);
  await read(page, 4);
  await page.locator('.desk-exports summary').click();
  const csv = await saved(page, () => page.locator('[data-desk-format=desk]').click());
  const lines = csv.trim().split('\r\n');
  expect(lines).toHaveLength(5);
  expect(lines[0]).toBe('title,publisher,published,url,date,place,actors,killed,killed_low,killed_best,killed_high,injured,status,notes');
  expect(lines[1]).toContain('Car bomb kills at least 14 in Mogadishu,Example Wire,2026-02-28,,2026-02-28,Mogadishu,against people,at least 14,14,14,,');
  expect(lines[4]).toMatch(/^"'=HYPERLINK\(""https:\/\/example\.org""\)","'\+1, ""two""",2026-03-06/);
});

test('all reports are exported as the command exports them', async ({ page }) => {
  await drop(page, [['a.txt', FIRST], ['b.txt', ELSEWHERE], ['c.txt', QUIET]]);
  await read(page, 3);
  await page.locator('.desk-exports summary').click();
  const lines = [FIRST, ELSEWHERE, QUIET].map((text, n) => JSON.stringify({ id: n, text })).join('\n');
  const reports = execFileSync(command, ['batch'], { input: lines, encoding: 'utf8', maxBuffer: 1e8 });
  for (const format of ['acled', 'ucdp', 'gtd', 'plover', 'geojson', 'markdown', 'json']) {
    const ours = await saved(page, () => page.locator(`[data-desk-format=${format}]`).click());
    expect(ours, format).toBe(execFileSync(command, ['export', '--format', format, '-'], { input: reports, encoding: 'utf8', maxBuffer: 1e8 }));
  }
  await expect(page.locator('.desk-count')).toHaveText('3 articles exported.');
});

/** How long it takes from the click on Stop until the desk has stopped, in ms; other programs on the machine only ever add to it. */
function stopping(page) {
  return page.evaluate(() => new Promise((resolve) => {
    const began = performance.now();
    new MutationObserver((_, watching) => {
      if (document.querySelector('.desk-stop')) return;
      watching.disconnect();
      resolve(performance.now() - began);
    }).observe(document.querySelector('.desk-view'), { childList: true, subtree: true });
    document.querySelector('.desk-stop').click();
  }));
}

test('two hundred files never hold the page, and the reading can be stopped and gone on with', async ({ page }, info) => {
  test.setTimeout(120_000);
  await page.evaluate(() => {
    const clock = { longest: 0, at: performance.now() };
    const tick = () => { const now = performance.now(); clock.longest = Math.max(clock.longest, now - clock.at); clock.at = now; setTimeout(tick, 2); };
    tick();
    globalThis.clock = clock;
  });
  await page.evaluate((text) => {
    const data = new DataTransfer();
    for (let n = 0; n < 200; n += 1) data.items.add(new File([`${text.replace('seven', String(n + 2))} The road was quiet and the shops stayed open until the evening. `.repeat(6)], `file-${n}.txt`));
    document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));
  }, ELSEWHERE);
  await expect(page.locator('.desk-progress progress')).toBeVisible();
  await expect(page.locator('.desk-progress')).toContainText('articles read', { timeout: 30_000 });
  let took = Infinity;
  for (let run = 0; run < 3 && took >= 200; run += 1) {
    await expect(page.locator('.desk-stop')).toBeVisible();
    took = Math.min(took, await stopping(page));
    await expect(page.locator('.desk-progress')).toContainText('not been read');
    await page.getByRole('button', { name: 'Go on' }).click();
  }
  expect(took).toBeLessThan(200);
  await expect(page.locator('.desk-progress')).toBeHidden({ timeout: 90_000 });
  await expect(page.locator('.desk-count')).toHaveText('200 articles');
  await page.getByRole('button', { name: /^Show more/ }).click();
  await expect(page.locator('.desk-table tbody tr[data-state=read]')).toHaveCount(200);
  const longest = await page.evaluate(() => globalThis.clock.longest);
  console.log(`  ${info.project.name}: 200 files, longest stall ${Math.round(longest)} ms`);
  expect(longest).toBeLessThan(1000);
});

test('files that were not opened when the reader stopped are not lost', async ({ page }) => {
  await page.evaluate((text) => {
    const data = new DataTransfer();
    for (let n = 0; n < 60; n += 1) data.items.add(new File([text.replace('seven', String(n + 2))], `file-${n}.txt`));
    new MutationObserver((_, watching) => { const stop = document.querySelector('.desk-stop'); if (stop) { watching.disconnect(); stop.click(); } }).observe(document.querySelector('.desk-view'), { childList: true, subtree: true });
    document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));
  }, ELSEWHERE);
  await expect(page.locator('.desk-progress')).toContainText(/\d+ files have not been opened/);
  await page.getByRole('button', { name: 'Go on' }).click();
  await read(page, 60);
});

/** Opens a file that is read when `globalThis.release` is called, or refuses when it is stopped as files do. */
const openSlow = (page, stops) => page.evaluate(([text, aborts]) => {
  const read = (signal) => new Promise((resolve, reject) => {
    if (aborts) signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    globalThis.release = () => resolve({ articles: [{ text, about: {}, date: '' }], problems: [] });
  });
  globalThis.inside.desk.open([{ name: 'slow.txt', read }]);
}, [ELSEWHERE, stops]);

for (const [how, stops] of [['that stops with it', true], ['that goes on', false]]) {
  test(`a file that is being opened when the reader stops, ${how}, waits to be opened`, async ({ page }) => {
    await openInside(page);
    await openSlow(page, stops);
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.evaluate(() => globalThis.release());
    await expect(page.locator('.desk-progress')).toContainText('1 file has not been opened');
    await page.getByRole('button', { name: 'Go on' }).click();
    await expect(page.locator('.desk-stop')).toBeVisible();
    await page.evaluate(() => globalThis.release());
    await read(page, 1);
    await expect(page.locator('.desk-problems')).toBeHidden();
  });
}

test('a file that is being opened when the desk is cleared does not come back', async ({ page }) => {
  await openInside(page);
  await drop(page, [['a.txt', FIRST], ['b.txt', QUIET]]);
  await read(page, 2);
  await openSlow(page, false);
  await page.getByRole('button', { name: 'Clear the desk' }).click();
  await page.locator('.desk-sure button').first().click();
  await page.evaluate(() => globalThis.release());
  await page.waitForTimeout(300);
  expect(await page.evaluate(() => globalThis.inside.desk.items().length)).toBe(0);
  await expect(page.locator('.desk-empty')).toBeVisible();
});

test('stopping the desk takes nothing from the reader, however often', async ({ page }) => {
  await openInside(page);
  const long = `${'The road was quiet, the shops were open until the evening and nobody spoke of the war.\n'.repeat(220)}${ATTACK}\n\n`;
  await page.evaluate((text) => { globalThis.inside.showView('desk'); globalThis.inside.desk.add([{ text: text.repeat(250) }]); }, long);
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.evaluate((text) => { globalThis.own = globalThis.inside.analyzer.analyze(text.repeat(20)).then(() => 'read', (error) => error.name); }, long);
  await page.getByRole('button', { name: 'Stop' }).click();
  expect(await page.evaluate(() => globalThis.own)).toBe('read');
});

test('while the desk reads a long text, an article is read without waiting, and nothing is requested', async ({ page }) => {
  const requests = [];
  page.on('request', (request) => requests.push(request.url()));
  const archive = `${'The road was quiet, the shops were open until the evening and nobody spoke of the war.\n'.repeat(220)}${ATTACK}\n\n`;
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text.repeat(250)], 'long.txt'));
    data.items.add(new File(['Quiet.'], 'short.txt'));
    document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));
  }, archive);
  await expect(page.locator('tr[data-state=reading]')).toBeVisible();
  await page.locator('.views [data-view=article]').click();
  await page.locator('[data-example=bombing]').click();
  await settled(page, 'done');
  await page.locator('.views [data-view=desk]').click();
  await expect(page.locator('tr[data-state=reading]')).toBeVisible();
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.locator('.desk-progress')).toContainText('2 articles have not been read.');
  expect(requests.filter((url) => !url.startsWith('blob:'))).toEqual([]);
});

test('another part can put items on the desk, take them off, and hear of it', async ({ page }) => {
  await openInside(page);
  const seen = await page.evaluate(async (text) => {
    const { desk } = globalThis.inside;
    let told = 0;
    globalThis.inside.addEventListener('desk', () => { told += 1; });
    const ids = desk.add([{ text, date: '2026-03-06', about: { title: 'One', publisher: null } }, { text: `${text} Again.`, id: 'mine' }, { text, date: '2026-03-06' }, { text: '  ' }]);
    await new Promise((resolve) => { const look = () => (desk.items().every((item) => item.report) ? resolve() : setTimeout(look, 20)); look(); });
    const [first] = desk.items();
    const known = Object.keys(first).filter((key) => ['id', 'text', 'about', 'date', 'report', 'corrections'].includes(key)).length;
    return { ids, known, about: first.about, date: first.date, schema: first.report.schema, removed: desk.remove('mine'), gone: desk.get('mine'), left: desk.items().length, told: told > 2 };
  }, ELSEWHERE);
  expect(seen).toEqual({ ids: ['A1', 'mine'], known: 6, about: { title: 'One' }, date: '2026-03-06', schema: 'sitrep.report/1', removed: true, gone: null, left: 1, told: true });
  await expect(page.getByRole('button', { name: 'Desk (1)' })).toBeVisible();
});

test('another coding profile is for the whole desk', async ({ page }) => {
  await openInside(page);
  await paste(page, ATTACK);
  await settled(page, 'done');
  await drop(page, [['a.txt', ELSEWHERE], ['b.txt', QUIET]]);
  await read(page, 2);
  await page.evaluate(() => globalThis.inside.set({ profile: 'ucdp' }));
  await expect.poll(() => page.evaluate(() => globalThis.inside.desk.items().map((item) => item.report.engine.profile))).toEqual(['ucdp', 'ucdp']);
});

test('a coding profile that is taken while an article is read is for that article too', async ({ page }) => {
  await openInside(page);
  await paste(page, ATTACK);
  await settled(page, 'done');
  await page.evaluate(async (text) => {
    const { analyzer, desk } = globalThis.inside;
    const aside = analyzer.analyzeAside.bind(analyzer);
    analyzer.analyzeAside = async (...given) => {
      const report = await aside(...given);
      await new Promise((resolve) => { globalThis.release = resolve; });
      return report;
    };
    desk.add([{ text }]);
  }, ELSEWHERE);
  await page.waitForFunction(() => globalThis.release);
  await page.evaluate(() => globalThis.inside.set({ profile: 'ucdp' }));
  await expect.poll(() => page.evaluate(() => globalThis.inside.report.engine.profile)).toBe('ucdp');
  await expect.poll(() => page.evaluate(() => {
    globalThis.release();
    return globalThis.inside.desk.items().map((item) => `${item.state} ${item.report?.engine.profile}`);
  })).toEqual(['read ucdp']);
});

test('own words are for the articles on the desk too', async ({ page }) => {
  await openInside(page);
  await drop(page, [['a.txt', 'Fighters of the Sons of the Dry River attacked an army post near Gao on 5 March 2026, killing four soldiers.'], ['b.txt', QUIET]]);
  await read(page, 2);
  const known = () => page.evaluate(() => globalThis.inside.desk.items()[0].report.entities.some(({ name }) => name === 'Sons of the Dry River'));
  expect(await known()).toBe(false);
  await page.locator('.view-tab[data-view=own]').click();
  await page.getByLabel('Name', { exact: true }).fill('Sons of the Dry River');
  await page.keyboard.press('Enter');
  await expect.poll(known).toBe(true);
});

test('what is known of the whole is known of each of its articles, and what an article says itself goes before', async ({ page }) => {
  await openInside(page);
  await page.evaluate((text) => globalThis.inside.take(text, { publisher: 'Example Wire', date: '2026-03-06' }), `${FIRST}\n\n###\n\nBy Ann Example\n\n${ELSEWHERE} The road was closed.\n`);
  await settled(page, 'done');
  await expect(page.getByRole('button', { name: 'Desk (2)' })).toBeVisible();
  await expect.poll(() => page.evaluate(() => globalThis.inside.report.document.publisher)).toBe('Example Wire');
});

test('an article that was put on the desk keeps what it says of itself', async ({ page }) => {
  await openInside(page);
  await page.evaluate((text) => globalThis.inside.take(text, { date: '2026-03-06' }), `Source: The Daily\n\n${FIRST}\n\n###\n\n${ELSEWHERE} The road was closed.\n`);
  await settled(page, 'done');
  await page.getByRole('button', { name: 'Desk (2)' }).click();
  await read(page, 2);
  await page.locator('.desk-table tbody tr').first().getByRole('button', { name: /^Remove/ }).click();
  await page.locator('.views [data-view=article]').click();
  await page.getByRole('button', { name: 'Put on the desk' }).click();
  expect(await page.evaluate(() => globalThis.inside.desk.items().map((item) => item.about.publisher ?? null))).toContain('The Daily');
});


test('what was corrected before is laid over a new reading, and the row says so', async ({ page }) => {
  await openInside(page);
  const report = await page.evaluate(async (text) => {
    const { analyzer, desk } = globalThis.inside;
    const read = await analyzer.analyze(text, { offsets: 'utf16' });
    const claim = read.casualty_claims[0];
    const path = `/casualty_claims/0/figure`;
    const change = await analyzer.makeOverride(JSON.stringify(read), { path, op: 'set', new: { ...claim.figure, low: 8, best: 8, high: 8, qualifier: 'exact', text: 'eight' } });
    const [id] = desk.add([{ text, corrections: [change] }]);
    await new Promise((resolve) => { const look = () => (desk.get(id).report ? resolve() : setTimeout(look, 20)); look(); });
    return desk.get(id).report;
  }, ELSEWHERE);
  expect(report.overrides.filter((one) => one.by !== 'sitrep')).toHaveLength(1);
  await page.getByRole('button', { name: 'Desk (1)' }).click();
  await expect(row(page, 'seven farmers')).toContainText('1 correction');
  await page.evaluate(() => {
    globalThis.handed = [];
    globalThis.inside.corrections = { ...globalThis.inside.corrections, keep: (list) => globalThis.handed.push(list.length) };
  });
  for (let times = 0; times < 2; times += 1) {
    await page.getByRole('button', { name: /^Gunmen killed seven/ }).click();
    await settled(page, 'done');
    await page.getByRole('button', { name: 'Back to the desk' }).click();
  }
  expect(await page.evaluate(() => globalThis.handed)).toEqual([1]);
});

test('hostile titles, sources and names stay text on the desk and side by side', async ({ page }) => {
  const bad = '<img src=x onerror="globalThis.owned = 1"><script>globalThis.owned = 2</script>';
  const lines = [FIRST, SECOND].map((text) => JSON.stringify({ text: `${bad} ${text} ${bad}`, title: bad, publisher: bad, author: bad, url: 'javascript:alert(1)', date: '2026-03-02' })).join('\n');
  await drop(page, [[`${bad}.jsonl`, `${lines}\n${bad}`]]);
  await read(page, 2);
  await expect(page.locator('.desk-problems')).toContainText(bad);
  for (const box of await page.locator('[data-act=choose]').all()) await box.check();
  await page.locator('.desk-compare').click();
  await page.getByText('What changed in the text').click();
  await expect(page.locator('.diff')).toBeVisible();
  await expect(page.locator('.side-table')).toContainText(bad);
  expect(await page.locator('.desk-view :is(img, script, a, iframe)').count()).toBe(0);
  expect(await page.evaluate(() => globalThis.owned)).toBeUndefined();
});

test('everything is done by keyboard', async ({ page }) => {
  await drop(page, [['many.jsonl', INCIDENT]]);
  await read(page, 3);
  await page.locator('.desk-filter').focus();
  const boxes = page.locator('.desk-table [data-act=choose]');
  await boxes.nth(0).focus();
  await page.keyboard.press('Space');
  await boxes.nth(1).focus();
  await page.keyboard.press('Space');
  await page.locator('.desk-compare').focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.side-title')).toBeFocused();
  await page.getByRole('button', { name: 'Back to the rows' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.desk-compare')).toBeFocused();
  await boxes.nth(1).focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await settled(page, 'done');
  await expect(page.locator('#app')).toHaveAttribute('data-view', 'article');
  expect((await downloadReport(page)).document.published).toBe('2026-03-02');
});

for (const colorScheme of ['light', 'dark']) {
  test(`no accessibility violation on the desk and side by side, ${colorScheme}`, colorScheme === 'dark' ? { tag: '@once' } : {}, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.locator('.views [data-view=desk]').click();
    expect(await violations(page)).toEqual([]);
    await drop(page, [['many.jsonl', INCIDENT], ['scan.pdf', 'x'], ['a.txt', ELSEWHERE]]);
    await read(page, 4);
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await violations(page)).toEqual([]);
    await sideBySide(page, 'rises to 19', 'seven farmers');
    await page.getByText('What changed in the text').click();
    await expect(page.locator('.diff-facts')).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 900 });
    expect(await violations(page)).toEqual([]);
  });
}

for (const width of [320, 390, 768, 1280, 1920]) {
  test(`nothing on the desk is wider than the screen at ${width} px`, { tag: '@once' }, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    const over = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    await drop(page, [['many.jsonl', INCIDENT], ['a-file-with-a-name-that-has-no-end-and-no-space-in-it-at-all.pdf', 'x']]);
    await read(page, 3);
    expect(await over()).toBeLessThanOrEqual(0);
    await sideBySide(page, 'kills at least 14', 'rises to 19', 'Blast in');
    await page.getByText('What changed in the text').click();
    expect(await over()).toBeLessThanOrEqual(0);
    const small = await page.locator('.desk-view :is(button, summary, input, select)').evaluateAll((nodes) => nodes.filter((node) => node.checkVisibility()).map((node) => node.getBoundingClientRect()).filter((box) => box.height < 23.5 && box.height > 0).length);
    expect(small).toBe(0);
  });
}
