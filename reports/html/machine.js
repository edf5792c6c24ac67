/* Machine code of a line or a loop in a pane beside the source. What jumps or calls says so in words, not by colour alone. */

const MARKS = { j: ['J', 'conditional jump'], c: ['C', 'call'], v: ['V', 'vector instruction'] };

function codeOfLine(path, line) {
	return report.assembly.get(path)?.get(line);
}

function addCodeButton(row, line) {
	if (!codeOfLine(view.path, line))
		return;
	const isOpen = view.code !== null && view.code.path === view.path && line >= view.code.first && line <= view.code.last;
	row.append(make('button', { type: 'button', class: 'machine', 'aria-expanded': String(isOpen), 'aria-controls': 'machine', 'aria-label': `asm: machine code of line ${line}`,
		click: () => openCode(line, line) }, 'asm'));
}

/* The button that opened the pane is drawn anew, so it is found again by its line. */
function openCode(first, last) {
	view.code = { path: view.path, first, last };
	drawSource();
	document.getElementById('machine').focus({ preventScroll: true });
}

function closeCode() {
	const line = view.code.first;
	view.code = null;
	drawSource();
	document.querySelector(`#L${line} button.machine`)?.focus();
}

function instructionRow(row) {
	if (row.mark === ':')
		return make('div', { class: 'label' }, make('code', {}, row.text + ':'));
	const [letter, words] = MARKS[row.mark] || ['', ''];
	return make('div', { class: letter ? 'instruction marked' : 'instruction' }, make('span', { class: 'mark', title: words || false, 'aria-label': words || false, role: words ? 'img' : false }, letter),
		make('code', {}, row.text));
}

/* The code of one line in one function. */
function addCopy(box, copy) {
	for (const row of copy.rows)
		box.append(instructionRow(row));
	if (copy.more)
		box.append(make('p', { class: 'soft' }, `+${count(copy.more, 'instruction')}`));
}

/* By function: the line's own first, then those it was inlined into. */
function copiesBetween(path, first, last) {
	const functions = new Map(), all = report.assembly.get(path) || new Map();
	let hidden = 0;
	for (let line = first; line <= last; line++) {
		const code = all.get(line);
		if (!code)
			continue;
		hidden = Math.max(hidden, code.n - code.copies.length);
		for (const copy of code.copies) {
			if (!functions.has(copy.func))
				functions.set(copy.func, { func: copy.func, isOwn: copy.isOwn, lines: [] });
			functions.get(copy.func).lines.push({ line, copy });
		}
	}
	return { list: [...functions.values()].sort((a, b) => b.isOwn - a.isOwn), hidden };
}

function drawCode() {
	const pane = document.getElementById('machine'), at = view.code;
	pane.hidden = !at || at.path !== view.path;
	document.getElementById('beside').classList.toggle('with-code', !pane.hidden);
	if (pane.hidden)
		return pane.replaceChildren();
	const loop = innermost(report.loopsByPath.get(at.path), at.first), found = copiesBetween(at.path, at.first, at.last);
	const lines = (first, last) => first === last ? `line ${first}` : `lines ${first} to ${last}`;
	const isWhole = loop && at.first === loop.line && at.last === loop.end;
	pane.replaceChildren(make('h3', {}, `Machine code of ${lines(at.first, at.last)}`), make('div', { class: 'bar' },
		loop && !isWhole ? make('button', { type: 'button', click: () => openCode(loop.line, loop.end) }, `the whole loop, ${lines(loop.line, loop.end)}`) : null,
		make('button', { type: 'button', click: closeCode }, 'close')),
	make('p', { class: 'soft' }, ...Object.values(MARKS).flatMap(([letter, words], i) => [i ? ', ' : '', make('span', { class: 'mark', 'aria-hidden': 'true' }, letter), ' ' + words])));
	for (const one of found.list) {
		pane.append(make('h4', {}, one.isOwn ? 'in ' : 'inlined into ', make('code', {}, one.func)));
		for (const { line, copy } of one.lines) {
			if (at.first !== at.last)
				pane.append(make('p', { class: 'soft' }, make('a', { href: hashOfPlace(at.path, line) }, `line ${line}`)));
			addCopy(pane, copy);
		}
	}
	if (found.hidden)
		pane.append(make('p', { class: 'soft' }, `and in ${count(found.hidden, 'more function')}`));
	if (!found.list.length)
		pane.append(make('p', {}, 'None is known of these lines.'));
}
