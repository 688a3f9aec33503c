/** Getting text in: files of every kind, pages copied as a whole, what is known of an article, and files that are none. */
import { expect, test } from '@playwright/test';
import { rounds } from './markup.mjs';
import { ATTACK, anew, downloadReport, open, paste, settled, violations } from './page.mjs';

const BODY = [
  'A roadside bomb killed four soldiers near Gao on Monday, the army said in a statement that was read on state television in the evening.',
  'Two civilians were wounded, a doctor at the hospital said. The road to the north was closed until the next morning, drivers told a reporter.',
  'No group has claimed the attack. Patrols were sent to the villages along the river, where many people had left their homes in the past weeks.',
];
/** A page with much around its article, and with what a page must not be able to do here. */
const PAGE = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Four die on the road to Gao | Example Wire</title>
<meta property="og:site_name" content="Example Wire"><meta property="article:published_time" content="2026-03-03T23:40:00+03:00"><link rel="canonical" href="https://news.example.org/gao?id=7">
<style>p { color: red }</style><script>globalThis.owned = 1; document.write('<p>30 dead in a script</p>')</script></head>
<body style="margin: 0" onload="globalThis.owned = 2"><nav><a href="/">Home</a> <a href="/war">99 killed in other news</a></nav>
<article><h1>Four die on the road to Gao</h1><p class="byline" rel="author">By Ann Example</p>
${BODY.map((text) => `<p onclick="globalThis.owned = 3" style="color: red">${text}</p>`).join('\n')}<img src="https://example.org/pixel.png" onerror="globalThis.owned = 4"><p style="display:none">77 dead in hidden words</p></article>
<aside><h2>More</h2><p>Bomb kills 55 elsewhere.</p></aside><footer>300 people work here.</footer></body></html>`;

const file = (name, content, mimeType = '') => ({ name, mimeType, buffer: Buffer.from(content) });
const give = (page, ...files) => page.locator('.control-buttons input[type=file]').setInputFiles(files);
const shown = (page) => page.locator('.document').evaluate((node) => node.textContent);

/** What the clipboard of a browser holds: plain text, and HTML beside it. */
async function pasteBoth(page, plain, html) {
  await page.locator('#article').evaluate((field, given) => {
    const event = new ClipboardEvent('paste', { bubbles: true, cancelable: true });
    Object.defineProperty(event, 'clipboardData', { value: { files: [], getData: (type) => given[type] ?? '' } });
    field.dispatchEvent(event);
  }, { 'text/plain': plain, 'text/html': html });
}

test.beforeEach(({ page }) => open(page));

test('a page copied as a whole is read without what stands around its article, and can be had whole', async ({ page }) => {
  const plain = ['Home 99 killed in other news', 'Four die on the road to Gao', ...BODY, 'More', 'Bomb kills 55 elsewhere.', '300 people work here.'].join('\n\n');
  await pasteBoth(page, plain, PAGE);
  await settled(page, 'done');
  expect(await shown(page)).toBe(['Four die on the road to Gao', ...BODY].join('\n\n'));
  await expect(page.locator('#date-read')).toHaveValue('2026-03-03');
  await expect(page.locator('.about-summary')).toHaveText(/“Four die on the road to Gao” · Example Wire · Ann Example · news\.example\.org\s+taken from the page/);
  const { document } = await downloadReport(page);
  expect(document).toMatchObject({ title: 'Four die on the road to Gao', publisher: 'Example Wire', author: 'Ann Example', url: 'https://news.example.org/gao?id=7', published: '2026-03-03' });
  await page.getByRole('button', { name: 'Read all of it' }).click();
  await expect.poll(() => shown(page)).toBe(plain);
  await expect(page.locator('.about-cut')).toBeHidden();
});

test('all of a page that was opened as a file can be had too', async ({ page }) => {
  await give(page, file('story.html', PAGE));
  await settled(page, 'done');
  expect(await shown(page)).not.toContain('55 elsewhere');
  await page.getByRole('button', { name: 'Read all of it' }).click();
  await expect.poll(() => shown(page)).toContain('Bomb kills 55 elsewhere.');
});

test('the source of a page, pasted as text, is read as the page', async ({ page }) => {
  await paste(page, PAGE);
  await settled(page, 'done');
  expect(await shown(page)).toBe(['Four die on the road to Gao', ...BODY].join('\n\n'));
});

test('nothing of a page runs, loads or becomes an element', async ({ page }) => {
  const requests = [];
  const violations = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => /policy|violat/i.test(message.text()) && violations.push(message.text()));
  await give(page, file('story.html', PAGE, 'text/html'));
  await settled(page, 'done');
  await pasteBoth(page, '', PAGE);
  await settled(page, 'done');
  expect(await page.evaluate(() => globalThis.owned)).toBeUndefined();
  expect(await page.locator('.document :is(img, script, a, h1)').count()).toBe(0);
  expect(requests).toEqual([]);
  expect(violations).toEqual([]);
});

test('rich text beside plain text changes nothing: the plain text is taken as it is', async ({ page }) => {
  const plain = `  ${BODY[0]}\r\n\r\n${BODY[1]}\t \r\n`;
  await pasteBoth(page, plain, `<meta charset="utf-8"><p><b>${BODY[0]}</b></p><p>${BODY[1]}</p>`);
  await settled(page, 'done');
  expect(await shown(page)).toBe(plain);
});

test('rich text alone gives its paragraphs', async ({ page }) => {
  await pasteBoth(page, '', `<div><p><b>${BODY[0].slice(0, 20)}</b>${BODY[0].slice(20)}</p>\n<ul><li>${BODY[1]}</li></ul>one<br>two</div>`);
  await settled(page, 'done');
  expect(await shown(page)).toBe(`${BODY[0]}\n\n${BODY[1]}\n\none\ntwo`);
});

test('data about an article that stands in a script of the page is used', async ({ page }) => {
  const data = { '@context': 'https://schema.org', '@type': 'NewsArticle', headline: 'Four die on the road', datePublished: '2026-03-04T08:00:00Z', author: { '@type': 'Person', name: 'Bo Sample' }, publisher: { '@type': 'Organization', name: 'Daily Sample' } };
  await give(page, file('a.htm', `<html><head><title>x</title><script type="application/ld+json">${JSON.stringify(data)}</script></head><body><main>${BODY.map((text) => `<p>${text}</p>`).join('')}</main></body></html>`));
  await settled(page, 'done');
  expect((await downloadReport(page)).document).toMatchObject({ publisher: 'Daily Sample', author: 'Bo Sample', published: '2026-03-04' });
});

const MAILS = {
  'quoted-printable in Windows-1252, encoded headers': [
    ['From: =?utf-8?Q?Jos=C3=A9_?= =?utf-8?Q?P=C3=A9rez?= <jp@example.org>', 'Subject: Fwd: =?UTF-8?B?Qm9tYmUgw6AgR2Fv?=', 'Date: Tue, 3 Mar 2026 23:59:01 -0500', 'Organization: Example Wire', 'MIME-Version: 1.0', 'Content-Type: text/plain; charset="windows-1252"', 'Content-Transfer-Encoding: quoted-printable', '',
      `${BODY[0].replace('near Gao', 'near Gao =96 a =\r\ntown =96')}`, ''].join('\r\n'),
    { text: BODY[0].replace('near Gao', 'near Gao – a town –'), author: 'José Pérez', title: 'Bombe à Gao', publisher: 'Example Wire', published: '2026-03-03' }],
  'several forms: the plain one, in base64': [
    ['From: desk@example.org', 'Subject: A raid', ' on two lines', 'Date: 4 Mar 2026 10:00 +0000', 'Content-Type: multipart/alternative;', '\tboundary="=_b1"', '', 'ignored', '--=_b1', 'Content-Type: text/html; charset=utf-8', '', '<p>wrong</p>', '--=_b1', 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: base64', '',
      Buffer.from(`${BODY[0]} “é”`).toString('base64').replace(/(.{60})/g, '$1\r\n'), '--=_b1--', ''].join('\r\n'),
    { text: `${BODY[0]} “é”`, author: 'desk@example.org', title: 'A raid on two lines', published: '2026-03-04' }],
  'HTML where there is no plain text, within a mixed message': [
    ['Subject: News', 'Date: Wed, 04 Mar 2026 10:00:00 GMT', 'Content-Type: multipart/mixed; boundary=outer', '', '--outer', 'Content-Type: multipart/related; boundary=inner', '', '--inner', 'Content-Type: text/html; charset=iso-8859-1', 'Content-Transfer-Encoding: quoted-printable', '', `<html><body>${BODY.map((text) => `<p>${text}</p>`).join('').replaceAll('=', '=3D')}<p>caf=E9</p></body></html>`, '--inner--', '--outer', 'Content-Type: text/plain', 'Content-Disposition: attachment; filename=a.txt', '', 'not this', '--outer--'].join('\n'),
    { text: [...BODY, 'café'].join('\n\n'), title: 'News', published: '2026-03-04' }],
  'flowed lines': [
    ['Subject: Flow', 'Content-Type: text/plain; charset=utf-8; format=flowed', '', `${BODY[0].slice(0, 40)} `.replace(/ +$/, ' '), BODY[0].slice(40).trim(), '', BODY[1]].join('\n'),
    null],
};

test('messages are read, however they are coded', async ({ page }) => {
  for (const [name, [mail, wanted]] of Object.entries(MAILS)) await test.step(name, async () => {
    await give(page, file('news.eml', mail, 'message/rfc822'));
    await settled(page, 'done');
    const text = (await shown(page)).trim();
    if (wanted) {
      expect(text).toBe(wanted.text);
      const { document } = await downloadReport(page);
      for (const [key, value] of Object.entries(wanted)) if (key !== 'text') expect(document[key], key).toBe(value);
      await expect(page.locator('.about-summary')).toContainText('taken from the message');
    } else expect(text.split('\n')).toHaveLength(3);
    await anew(page);
  });
});

test('all of a message in HTML can be had too', async ({ page }) => {
  await give(page, file('news.eml', ['Subject: News', 'Content-Type: text/html; charset=utf-8', '', PAGE].join('\r\n'), 'message/rfc822'));
  await settled(page, 'done');
  expect(await shown(page)).not.toContain('55 elsewhere');
  await page.getByRole('button', { name: 'Read all of it' }).click();
  await expect.poll(() => shown(page)).toContain('Bomb kills 55 elsewhere.');
});

test('a record that could not be read is told though one could', async ({ page }) => {
  await give(page, file('two.jsonl', `${JSON.stringify({ text: ATTACK })}\n{broken\n`));
  await expect(page.locator('.desk-problems')).toContainText('“two.jsonl”, line 2');
  await expect(page.locator('.desk-table tbody tr')).toHaveCount(1);
});


test('a note with a head of its own gives title, source and date, and the rest is the text', async ({ page }) => {
  await give(page, file('clip.md', `---\ntitle: "A raid near Gao"\nsource: https://news.example.org/raid\npublished: 2026-03-05\nauthor: Cy Example\ntags: [war]\n---\n\n${BODY[0]}\n`));
  await settled(page, 'done');
  expect(await shown(page)).toBe(`${BODY[0]}\n`);
  expect((await downloadReport(page)).document).toMatchObject({ title: 'A raid near Gao', url: 'https://news.example.org/raid', author: 'Cy Example', published: '2026-03-05' });
});

test('a record gives its text as it is and what it knows of it', async ({ page }) => {
  await give(page, file('one.json', JSON.stringify({ title: 'A raid', source: { id: null, name: 'Daily Two' }, author: 'By Di Example', url: 'javascript:alert(1)', publishedAt: '2026-03-06T01:00:00Z', content: `${BODY[0]}\r\n${BODY[2]}` })));
  await settled(page, 'done');
  expect(await shown(page)).toBe(`${BODY[0]}\r\n${BODY[2]}`);
  expect((await downloadReport(page)).document).toMatchObject({ title: 'A raid', publisher: 'Daily Two', author: 'Di Example', url: null, published: '2026-03-06' });
});

test('what was found can be corrected, and the correction is what is reported', async ({ page }) => {
  await pasteBoth(page, '', PAGE);
  await settled(page, 'done');
  await page.locator('.about-summary').click();
  await page.locator('.left').getByLabel('Publisher').fill('Example Wire, Bamako');
  await page.locator('.left').getByLabel('Publisher').press('Tab');
  await page.locator('.left').getByLabel('Author').fill('');
  await page.locator('.left').getByLabel('Author').press('Tab');
  await expect(page.locator('.about-summary')).toContainText('Example Wire, Bamako');
  await expect.poll(async () => (await downloadReport(page)).document).toMatchObject({ publisher: 'Example Wire, Bamako', author: null, title: 'Four die on the road to Gao' });
});

test('the date of one article does not date the next', async ({ page }) => {
  await pasteBoth(page, '', PAGE);
  await settled(page, 'done');
  await expect(page.locator('#date-read')).toHaveValue('2026-03-03');
  await give(page, file('other.txt', ATTACK));
  await expect.poll(() => shown(page)).toBe(ATTACK);
  await expect(page.locator('#date-read')).toHaveValue('');
  await expect(page.locator('.about-summary')).not.toContainText('Example Wire');
});

test('a date that can be read in two ways is not read', async ({ page }) => {
  const days = await page.evaluate(async () => {
    const { dayOf } = await import('./parts/intake/about.js');
    return ['03/04/2026', '2026-02-30', '3 March 2026', 'March 3rd, 2026', 'Tue, 03 Mar 2026 23:00:00 +0300', '20260303', '2026-03-03T01:00:00+05:00', 1772500000, 'yesterday', '1776', null, 'Monday 3 Foo 2026'].map(dayOf);
  });
  expect(days).toEqual([null, null, '2026-03-03', '2026-03-03', '2026-03-03', '2026-03-03', '2026-03-03', '2026-03-03', null, null, null, null]);
});

const REFUSED = [
  ['scan.pdf', '%PDF-1.4', 'copy it and paste it here'],
  ['report.docx', 'PK', 'save it as plain text'],
  ['photo.JPG', 'x', 'does not read the letters'],
  ['all.zip', 'PK', 'Unpack'],
  ['empty.txt', ' \n ', 'is empty'],
  ['broken.json', '{"text": ', 'could not be read as JSON'],
  ['report.json', '{"schema":"sitrep.report/1","document":{}}', 'was written by Sitrep'],
  ['numbers.json', '[1,2]', 'No record of'],
  ['lines.jsonl', 'a\nb', 'No line of'],
  ['blank.eml', 'Subject: x\n\n', 'plain text or HTML'],
];

test('a file that is no article is named with what to do', async ({ page }) => {
  for (const [name, content, words] of REFUSED) await test.step(name, async () => {
    await paste(page, ATTACK);
    await settled(page, 'done');
    await give(page, file(name, content));
    await settled(page, 'wrong');
    await expect(page.locator('.problem')).toContainText(words);
    await expect(page.locator('.problem')).toContainText(`“${name}”`);
    await expect(page.locator('.problem')).toContainText('Your text is still here');
    expect(await shown(page)).toBe(ATTACK);
    await anew(page);
  });
});

test('text files in other encodings are read', async ({ page }) => {
  const line = 'The mayor of Gao said “no”: four soldiers were killed on Monday – it’s the third raid.';
  await give(page, { name: 'utf16.txt', mimeType: 'text/plain', buffer: Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(line, 'utf16le')]) });
  await settled(page, 'done');
  expect(await shown(page)).toBe(line);
  const western = Buffer.from(line.replace('“', '\x93').replace('”', '\x94').replace('–', '\x96').replace('’', '\x92'), 'latin1');
  await give(page, { name: 'old.txt', mimeType: 'text/plain', buffer: Buffer.concat([western, Buffer.from(' Again.')]) });
  await expect.poll(() => shown(page)).toBe(`${line} Again.`);
});

test('no accessibility violation with what is known of the article open', async ({ page }) => {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await pasteBoth(page, 'x', PAGE);
    await settled(page, 'done');
    await page.locator('.about-summary').click();
    await expect(page.locator('.left').getByLabel('Address')).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'New article' }).click();
  }
});

test('a long page never holds the page', { tag: '@once' }, async ({ page }) => {
  const stall = await page.evaluate(async ({ article }) => {
    const { articleInPage } = await import('./parts/intake/html.js');
    const html = `<html><body><nav>menu</nav>${article.repeat(Math.floor(10_000_000 / article.length))}<p "unclosed ${'<script> x < '.repeat(50_000)}`;
    const clock = { longest: 0, at: performance.now(), on: true };
    const tick = () => { const now = performance.now(); clock.longest = Math.max(clock.longest, now - clock.at); clock.at = now; if (clock.on) setTimeout(tick, 2); };
    tick();
    const { text } = await articleInPage(html);
    await new Promise((resolve) => { setTimeout(resolve, 50); });
    clock.on = false;
    return { longest: clock.longest, length: text.length };
  }, { article: BODY.map((text) => `<p class="a">${text}</p>`).join('') });
  console.log(`  10 MB of HTML: longest stall ${Math.round(stall.longest)} ms`);
  expect(stall.length).toBeGreaterThan(8_000_000);
  expect(stall.longest).toBeLessThan(1000);
});

test('a page of any markup gives a text, and nothing in it reaches the policy of this page', { tag: '@once' }, async ({ page }) => {
  expect(await page.evaluate(rounds, { first: 0, count: 1500 })).toEqual([]);
});
