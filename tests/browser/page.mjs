/* node page.mjs FOLDER: tries the pages that page.sh made. */
import fs from 'node:fs';
import path from 'node:path';
import { axeSource, check, equal, finish, load, withScripts, withoutScripts } from './browser.mjs';

const folder = process.argv[2];
const plain = path.join(folder, 'plain.html');
const rows = (page) => page.locator('#table tbody tr[data-index]').count();
const countOf = async (page) => Number((await page.locator('#count').textContent()).split(' ')[0].replace(/,/g, ''));

/* A tab is a link, and the page follows its address when the browser tells it of that: a moment after the click. */
async function openTab(page, view) {
	await page.locator(`#tabs a[href="#${view}"]`).click();
	await page.waitForSelector(`#tabs a[href="#${view}"][aria-current]`);
}

/* ---- one thing a function ---- */

async function sortsAndSearches() {
	const page = await load(withScripts, plain, '#findings');
	equal(await page.locator('#table tbody tr[data-index]').first().locator('.severity').textContent(), 'warning', 'the most severe is first');
	await page.keyboard.press('3');
	const all = await countOf(page);
	check(all > 700, `all levels: ${all}`);
	await page.waitForFunction(() => document.querySelectorAll('#table tbody tr[data-index]').length === 500, null, { timeout: 5000 });
	await page.locator('#more button').click();
	check(await rows(page) > 500, 'more rows on demand');
	await page.locator('[data-sort="place"]').click();
	await page.waitForFunction(() => document.querySelectorAll('#table tbody tr[data-index]').length === 500, null, { timeout: 5000 });
	const places = await page.locator('#table td.place').allTextContents();
	equal(places.slice(0, 500), [...places.slice(0, 500)].sort((a, b) => a.split(':')[0] < b.split(':')[0] ? -1 : a.split(':')[0] > b.split(':')[0] ? 1 : Number(a.split(':')[1]) - Number(b.split(':')[1])), 'sorted by place');
	await page.locator('[data-sort="place"]').click();
	equal(await page.locator('th[aria-sort]').getAttribute('aria-sort'), 'descending', 'the other way round');
	await page.locator('#search').fill('f77 escape');
	await page.waitForFunction(() => document.querySelector('#count').textContent.split(' ')[0] < 20);
	check((await page.locator('#table td.what').allTextContents()).length >= 1, 'the search finds f77');
	equal(await page.evaluate(() => filtered().every((f) => f.text.includes('f77') && f.text.includes('escape'))), true, 'each row holds all words');
	await page.locator('#reset').click();
	equal(await countOf(page), all, 'reset shows all again');
	await page.locator('.pills button[data-value="include-cycle"]').click();
	equal(await countOf(page), 1, 'a pill filters');
	const took = await page.evaluate(() => { const start = performance.now(); state.rules.clear(); state.q = 'param'; changed(); return performance.now() - start; });
	check(took < 1000, `filtering took ${took} ms`);
	await page.close();
}

async function sliderRevealsWithoutLoading() {
	const page = await load(withScripts, plain, '#findings');
	const counts = [];
	for (const level of ['0', '1', '2', '3']) {
		await page.locator('#level').fill(level);
		counts.push(await countOf(page));
	}
	check(counts[0] > 0 && counts[0] < counts[1] && counts[1] < counts[2] && counts[2] < counts[3], `levels only add: ${counts}`);
	await page.close();
}

async function groupsAndRestores() {
	const page = await load(withScripts, plain, '#findings');
	await page.locator('#level').fill('3');
	for (const by of ['file', 'function', 'rule']) {
		await page.locator('#group').selectOption(by);
		check(await page.locator('tr.group').count() >= 2, `groups by ${by}`);
	}
	await page.locator('tr.group button').first().click();
	check(await rows(page) >= 1, 'a group opens');
	await page.locator('#group').selectOption('');
	await page.locator('#search').fill('queue');
	await page.locator('.pills button[data-value="escape"]').click();
	await page.locator('[data-sort="function"]').click();
	await page.waitForTimeout(100);
	const hash = await page.evaluate(() => location.hash), before = await page.locator('#table td.what').allTextContents();
	check(before.length > 0, 'there is something to restore');
	const other = await load(withScripts, plain, hash);
	equal(await other.locator('#table td.what').allTextContents(), before, 'the address restores the table');
	equal(await other.locator('#search').inputValue(), 'queue', 'and the search');
	/* Anything may stand in an address. */
	const wrong = await load(withScripts, plain, '#view=nix&sort=__proto__&group=constructor&level=99&design=x&open=%ff&rule=%3Cimg%3E&q=%');
	equal(await wrong.evaluate(() => [state.sort, state.group, state.level, state.design]), ['severity', '', 3, ''], 'a wrong address does no harm');
	for (const p of [page, other, wrong])
		await p.close();
}

async function walksByKeyboard() {
	const page = await load(withScripts, plain, '#overview');
	await page.keyboard.press('n');
	check(await page.locator('#findings').isVisible(), 'n shows the findings');
	const first = await page.locator('tr.here').getAttribute('data-index');
	await page.keyboard.press('n');
	check(await page.locator('tr.here').getAttribute('data-index') !== first, 'n goes on');
	await page.keyboard.press('p');
	equal(await page.locator('tr.here').getAttribute('data-index'), first, 'p goes back');
	await page.keyboard.press('Enter');
	equal(await page.locator('tr.detail').count(), 1, 'Enter opens');
	check((await page.locator('tr.detail').textContent()).includes('whynot: ignore['), 'the suppressing comment is there');
	check((await page.locator('tr.detail').textContent()).includes('whynot check -p BUILD'), 'the command is there');
	await page.keyboard.press('/');
	equal(await page.evaluate(() => document.activeElement.id), 'search', '/ searches');
	await page.keyboard.type('n?');
	equal(await page.locator('#search').inputValue(), 'n?', 'letters in the search are letters');
	await page.evaluate(() => document.activeElement.blur());
	await page.keyboard.press('?');
	check(await page.locator('#help').isVisible(), '? helps');
	await page.keyboard.press('Escape');
	check(!await page.locator('#help').isVisible(), 'Escape closes the help');
	await page.close();
}

async function walksChainsInTheSource() {
	const page = await load(withScripts, plain, '#view=findings&level=3');
	const index = await page.evaluate(() => report.findings.find((f) => f.rule === 'include-cycle').index);
	await page.evaluate((i) => { state.open = String(i); location.hash = hashOfState(); }, index);
	await page.locator('tr.detail button', { hasText: 'Walk the steps' }).click();
	await page.waitForSelector('#source:not([hidden]) #chain:not([hidden])', { timeout: 5000 });
	const at = (words) => page.waitForFunction((w) => document.querySelector('#chain-at')?.textContent === w, words, { timeout: 5000 });
	await at('step 1 of 2');
	const file = await page.locator('#file').inputValue();
	await page.keyboard.press(']');
	await at('step 2 of 2');
	check(await page.locator('#file').inputValue() !== file, 'to the other file');
	equal(await page.locator('.bubble').textContent(), '2', 'the step has its number on the line');
	await page.keyboard.press('[');
	await at('step 1 of 2');
	equal(await page.locator('#file').inputValue(), file, '[ goes back');
	await page.close();
}

async function showsSources() {
	const page = await load(withScripts, plain, '#queue.c:29');
	equal(await page.locator('.row.here').getAttribute('data-line'), '29', 'an address names a line');
	check(await page.locator('#L29').isVisible(), 'which is in view');
	const caret = await page.locator('#L29 + .row .caret').textContent();
	equal(caret.replace(/\t/g, '').indexOf('^'), (await page.locator('#L29 code').textContent()).replace(/\t/g, '').indexOf('malloc'), 'the caret stands under malloc');
	equal(await page.locator('#L29 .tk').first().textContent(), 'char', 'keywords are told apart');
	const line = await page.evaluate(() => report.findings.find((f) => f.func === 'keep').line);
	const other = await load(withScripts, plain, `#many.c:${line}`);
	await other.keyboard.press('3');
	const under = () => other.evaluate((l) => { let n = 0; for (let e = document.getElementById('L' + l).nextElementSibling; e && !e.id; e = e.nextElementSibling) n += e.querySelectorAll('.message').length; return n; }, line);
	equal(await under(), 5, 'five on a line');
	await other.locator(`#L${line} ~ .under button`, { hasText: /^\+\d+ more on this line/ }).first().click();
	check(await under() > 5, 'the others on demand');
	check(await page.locator('.gap').count() > 0, 'what has no findings is folded');
	await page.keyboard.press('p');
	await page.waitForFunction(() => view.line < 29, null, { timeout: 5000 });
	await page.close();
	await other.close();
}

async function showsCardsAndGraph() {
	const page = await load(withScripts, plain, '#code');
	const card = page.locator('#code-cards .card', { hasText: 'scale' });
	check((await card.textContent()).includes('for in scale'), 'the loop has its card');
	check((await card.textContent()).includes('vectorized loop'), 'which says what the compiler did');
	await page.locator('#code-bar button', { hasText: 'Functions' }).click();
	await page.locator('#code-bar input').fill('queue_push');
	check((await page.locator('#code-cards').textContent()).includes('leaking param: i'), 'a function\'s contract is there');
	await openTab(page, 'includes');
	equal(await page.locator('#cycles svg .node').count(), 2, 'the cycle has two files in its picture');
	equal(await page.locator('#cycles svg .edge.cheapest').count(), 1, 'one edge is the cheapest');
	check(await page.locator('#edges tbody tr').count() >= 3, 'all includes are listed');
	await openTab(page, 'overview');
	equal(await page.locator('.card.design').count(), 5, 'five levels of design');
	await page.locator('[data-design="data"]').click();
	await page.waitForSelector('#findings:not([hidden])');
	check(await page.evaluate(() => table.rows.length > 0 && table.rows.every((f) => f.rule === 'escape' || f.rule === 'struct-padding')), 'a level of design filters');
	await page.close();
}

/* The loop of queue_mean, which is inlined into queue_print as well; then a call. */
async function showsMachineCode() {
	const page = await load(withScripts, plain, '#queue.c:29'), pane = page.locator('#machine');
	check(!await pane.isVisible(), 'no pane until asked for');
	const loop = await page.evaluate(() => { const l = report.loops.find((x) => x.path === 'queue.c'); return { line: l.line, end: l.end }; });
	await page.evaluate((line) => go('queue.c', line), loop.line);
	await page.locator(`#L${loop.line} button.machine`).click();
	equal(await page.locator('#machine h3').textContent(), `Machine code of line ${loop.line}`, 'the line has its pane');
	equal(await page.evaluate(() => document.activeElement.id), 'machine', 'which has the focus');
	const beside = await page.evaluate((line) => [document.getElementById('machine'), document.getElementById('L' + line)].map((e) => e.getBoundingClientRect()), loop.line);
	check(beside[0].left > beside[1].left && beside[0].top < beside[1].bottom + 900, 'beside the source');
	equal(await page.locator('#machine h4').allTextContents(), ['in queue_mean', 'inlined into queue_print'], 'its own function first, then the one it is inlined into');
	check(await page.locator('#machine .instruction .mark[aria-label="conditional jump"]', { hasText: 'J' }).count() >= 2, 'conditional jumps are marked by a letter');
	check((await page.locator('#machine .marked code').allTextContents()).some((t) => /^j[a-z]+ \.L/.test(t)), 'and are jumps');
	await pane.locator('button', { hasText: 'the whole loop' }).click();
	equal(await page.locator('#machine h3').textContent(), `Machine code of lines ${loop.line} to ${loop.end}`, 'the whole loop');
	equal(await page.locator('#machine h4').first().locator('xpath=following-sibling::p[1]').textContent(), `line ${loop.line}`, 'line by line');
	check((await pane.textContent()).includes('addsd'), 'with its sum');
	equal(await page.locator(`#L${loop.line} button.machine`).getAttribute('aria-expanded'), 'true', 'the button says that it is open');
	await pane.locator('button', { hasText: 'close' }).click();
	check(!await pane.isVisible(), 'it closes');
	equal(await page.evaluate(() => document.activeElement.closest('.row')?.dataset.line), String(loop.line), 'and the focus is back at the line');
	await page.locator('#L29 button.machine').click();
	equal(await page.locator('#machine .mark[aria-label="call"] + code').allTextContents(), ['callq malloc@PLT'], 'a call is marked');
	check(!await page.locator('#L28 button.machine').count(), 'a line without code has no button');
	await page.close();
	const set = await load(withScripts, path.join(folder, 'set', fs.readdirSync(path.join(folder, 'set')).find((f) => f.includes('queue.c'))), `#queue.c:${loop.line}`);
	await set.locator(`#L${loop.line} button.machine`).click();
	equal(await set.locator('#machine h4').count(), 2, 'pages of a folder have it, too');
	await set.close();
	const card = await load(withScripts, plain, '#code');
	check(/\d+ vector instructions/.test(await card.locator('#code-cards .card', { hasText: 'for in scale' }).textContent()), 'a loop\'s card counts its vector instructions');
	check(/spills: \d+ values? saved to the stack, \d+ read back/.test(await card.locator('#code-cards .card', { hasText: 'for in crowded' }).textContent()), 'and what did not fit into registers');
	await card.close();
}

async function exportsWhatIsShown() {
	const page = await load(withScripts, path.join(folder, 'report.html'), '#findings');
	const save = async (id) => {
		const [download] = await Promise.all([page.waitForEvent('download'), page.locator(id).click()]);
		return fs.readFileSync(await download.path(), 'utf8');
	};
	const csv = await save('#csv'), json = JSON.parse(await save('#json'));
	equal(csv.split('\r\n').length, 5, 'a line for each finding and one for the head');
	check(csv.includes('"\'=HYPERLINK(""http://localhost/"")"') && csv.includes('"\'@SUM(1)"') && csv.includes('"\'=cmd|calc"'), 'no cell is a formula');
	equal(json.findings.length, 3, 'JSON has them all');
	equal(json.findings.find((f) => f.rule === 'include-cycle').steps.length, 2, 'with their steps');
	await page.close();
}

async function showsChanges() {
	const page = await load(withScripts, path.join(folder, 'diff.html'), '#overview');
	check((await page.locator('#design').textContent()).includes('What changed'), 'a comparison says what changed');
	await page.locator('#design button', { hasText: /^won$/ }).click();
	await page.waitForSelector('#findings:not([hidden])');
	check(await page.evaluate(() => table.rows.length > 0 && table.rows.every((f) => f.change === 'won')), 'and a click shows it');
	await page.close();
}

const views = ['#overview', '#view=findings&level=3&open=1&q=queue', '#queue.c:29', '#code', '#includes', '#texts', '#run'];

async function show(page, hash) {
	await page.evaluate((h) => { location.hash = h; follow(); }, hash);
	await page.waitForTimeout(50);
}

async function looksRight() {
	const phone = await load(withScripts, plain, '', { size: { width: 375, height: 700 } });
	const openPane = (page) => page.evaluate(() => { view.code = { path: 'queue.c', first: 1, last: 34 }; });
	await openPane(phone);
	for (const hash of views) {
		await show(phone, hash);
		equal(await phone.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, `${hash} fits a phone`);
	}
	for (const scheme of ['light', 'dark']) {
		const page = await load(withScripts, plain, '', { scheme });
		await page.evaluate(axeSource);
		await openPane(page);
		for (const hash of views) {
			await show(page, hash);
			const found = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
			const serious = found.violations.filter((v) => v.impact === 'serious' || v.impact === 'critical');
			equal(serious.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 120)} ${v.nodes[0].any[0] ? v.nodes[0].any[0].message : ''}`), [], `axe, ${scheme}, ${hash}`);
		}
		await page.close();
	}
	await phone.close();
	const light = await load(withScripts, plain), dark = await load(withScripts, plain, '', { scheme: 'dark' });
	const back = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
	check(await back(light) !== await back(dark), 'dark is another colour');
	const print = await load(withScripts, plain, '#findings', { media: 'print' });
	check(!await print.locator('#controls').isVisible() && !await print.locator('nav').isVisible(), 'print has no controls');
	check((await print.pdf({ format: 'A4' })).length > 10000, 'it prints');
	for (const page of [light, dark, print])
		await page.close();
}

async function worksWithoutScripts() {
	const page = await load(withoutScripts, plain);
	const text = await page.locator('body').innerText();
	for (const words of ['HeapCouldBeStack', 'could be a local of 64 bytes', 'char *line = malloc(64);', 'include cycle of 2 files', 'cheapest to cut', 'Units analysed', 'Scripts are off'])
		check(text.includes(words), `without scripts: ${words}`);
	equal(await page.locator('#cycles svg').count(), 1, 'without scripts: the picture');
	check(!await page.locator('#controls').isVisible(), 'without scripts: nothing that needs one');
	await page.close();
}

async function aFolderIsLinked() {
	const page = await load(withScripts, path.join(folder, 'set/index.html'), '#overview');
	equal(await page.locator('#files tbody tr').count(), 4, 'the index lists its pages');
	check(await page.evaluate(() => report.findings.every((f) => f.level <= 1 || !f.path)), 'what is deeper is in the pages');
	await page.locator('#files a', { hasText: 'queue.c' }).click();
	await page.waitForSelector('html[data-ready]', { state: 'attached' });
	await openTab(page, 'source');
	equal(await page.evaluate(() => [...report.sources.values()].map((s) => [s.path, s.lines, s.chunks.length])), [['queue.c', 34, 1]], 'a page has the whole file');
	await page.locator('#file').selectOption('many.c');
	await page.waitForURL(/many\.c\.html#many\.c:\d+$/);
	await page.waitForSelector('html[data-ready]', { state: 'attached' });
	check(await page.evaluate(() => report.findings.length) > 700, 'of all levels');
	await page.locator('#tabs a', { hasText: 'All files' }).click();
	await page.waitForURL(/index\.html$/);
	await page.close();
	for (const file of fs.readdirSync(path.join(folder, 'hostile-set')).filter((f) => f.endsWith('.html'))) {
		check(/^(index|\d{4}-[\w.-]+)\.html$/.test(file), `a harmless name: ${file}`);
		const one = await load(withScripts, path.join(folder, 'hostile-set', file));
		equal(await one.evaluate(() => [typeof hack, document.querySelectorAll('img, iframe, [onerror]').length, document.scripts.length]), ['undefined', 0, 3], file);
		await one.close();
	}
}

/* Whatever the text is, it is text: no element of its making, nothing that ran, and it can be read. */
async function isNotFooled() {
	const strange = () => ({ hacked: typeof hack !== 'undefined', elements: document.querySelectorAll('img, iframe, object, embed, svg[onload], [onerror], [onclick], base, link, textarea').length,
		scripts: document.scripts.length, links: [...document.links].filter((a) => a.protocol !== 'file:').length, comments: document.body.innerHTML.includes('<!--') });
	const clean = { hacked: false, elements: 0, scripts: 2, links: 0, comments: false };
	for (const name of ['hostile.html', 'report.html']) {
		const file = path.join(folder, name), dead = await load(withoutScripts, file);
		equal(await dead.locator('img, iframe, object, embed, textarea, [onerror], [onload]').count(), 0, `${name} without scripts`);
		await dead.close();
		const page = await load(withScripts, file, '#overview');
		equal(await page.evaluate(strange), clean, `${name}: overview`);
		for (const view of ['findings', 'code', 'includes', 'texts', 'run', 'source']) {
			await openTab(page, view);
			equal(await page.evaluate(strange), clean, `${name}: ${view}`);
		}
		await openTab(page, 'findings');
		await page.evaluate(() => { state.level = report.run.level; changed(); });
		for (let i = 0; i < await page.evaluate(() => report.findings.length); i++) {
			await page.evaluate((index) => toggle(report.findings[index]), i);
			equal(await page.evaluate(strange), clean, `${name}: detail of ${i}`);
		}
		for (const by of ['file', 'function', 'rule', 'callee', 'header']) {
			await page.evaluate((g) => { state.group = g; changed(); }, by);
			equal(await page.evaluate(strange), clean, `${name}: grouped by ${by}`);
		}
		await page.evaluate(() => { state.group = ''; changed(); });
		for (const source of await page.evaluate(() => [...report.sources.keys()])) {
			await page.evaluate((p) => go(p, 1), source);
			await page.waitForFunction((p) => view.path === p, source);
			equal(await page.evaluate(strange), clean, `${name}: source ${source}`);
			await page.evaluate(() => openCode(1, 9999));
			equal(await page.evaluate(strange), clean, `${name}: machine code of ${source}`);
			const before = await page.evaluate(() => location.hash), again = await load(withScripts, file, before);
			equal(await again.evaluate(() => view.path), source, `${name}: the address of ${source}`);
			await again.close();
		}
		await page.evaluate(() => { for (const f of report.findings) for (let i = 0; i < f.steps.length; i++) goToStep(f, i); });
		equal(await page.evaluate(strange), clean, `${name}: chains`);
		await page.close();
	}
}

async function spellsOutWhatHides() {
	const page = await load(withScripts, path.join(folder, 'report.html'), '#findings');
	const text = await page.locator('#table').innerText();
	for (const words of ['<img src=x onerror=hack()>', '\\u202e\\u2066', '\\x01', '\\x1b[31m', '\\u2028', '</script><!--<script>'])
		check(text.includes(words), `shown as text: ${words}`);
	check(!/[\u202a-\u202e\u2066-\u2069\u0001\u001b\u0080-\u009f]/.test(await page.locator('body').innerText()), 'nothing hidden is left');
	const source = await load(withScripts, path.join(folder, 'hostile.html'), '#source');
	const all = await source.evaluate(() => { const texts = []; for (const p of report.sources.keys()) { view.path = p; drawSource(); texts.push(document.getElementById('lines').innerText); } return texts.join('\n'); });
	for (const words of ['</script><script>hack()</script>', '\\u202e', '\\xff\\xfe', '\\x1b]0;title\\x07', '漢'])
		check(all.includes(words), `shown in the source: ${words}`);
	check(!/[\u202a-\u202e\u001b]/.test(all), 'nothing hidden is left in the source');
	const dead = await load(withoutScripts, path.join(folder, 'hostile.html'));
	check(!/[\u202a-\u202e\u2066-\u2069\u001b]/.test(await dead.locator('body').innerText()), 'nor without scripts');
	for (const p of [page, source, dead])
		await p.close();
}

for (const one of [sortsAndSearches, sliderRevealsWithoutLoading, groupsAndRestores, walksByKeyboard, walksChainsInTheSource, showsSources, showsMachineCode, showsCardsAndGraph, exportsWhatIsShown,
	showsChanges, worksWithoutScripts, aFolderIsLinked, isNotFooled, spellsOutWhatHides, looksRight]) {
	try {
		await one();
	} catch (error) {
		check(false, `${one.name}: ${error.stack}`);
	}
}
await finish();
