/* Sources with findings under their lines, and the walk along the steps of one. */

const MOST_UNDER_LINE = 5;
const view = { path: '', line: 0, chain: null, step: 0, expanded: new Set(), code: null };

function sourceBar() {
	const bar = document.getElementById('source-bar');
	const select = make('select', { id: 'file', 'aria-label': 'File', change: () => go(select.value, 0) });
	const counts = countBy(report.findings.filter((f) => isOfLevel(f, state.level)), (f) => f.path);
	for (const path of report.sources.keys())
		select.append(make('option', { value: path, selected: path === view.path }, `${plain(path)} (${counts.get(path) || 0})`));
	bar.className = 'bar';
	for (const path of report.pages.keys())
		if (!report.sources.has(path))
			select.append(make('option', { value: path }, plain(path)));
	bar.replaceChildren(make('label', {}, 'File', select), make('span', { class: 'soft' }, `findings up to level ${state.level}; n and p walk them`));
}

/* Opens the source at the line. */
function go(path, line) {
	location.href = addressOf(path, line || firstLineOf(path));
}

function firstLineOf(path) {
	const f = (report.findingsByPath.get(path) || []).find((x) => x.line && isOfLevel(x, state.level));
	return f ? f.line : 1;
}

function messageUnder(f) {
	const box = make('div', { class: 'message' + (view.chain === f ? ' selected' : ''), 'data-index': f.index }, severityOf(f), ' ');
	if (f.change)
		box.append(make('span', { class: 'badge' }, f.change));
	addMessage(box, f);
	box.append(' ', make('a', { href: '#' + idOfText(f), class: 'soft' }, `${f.rule}/${f.name}`), ' ',
		make('button', { type: 'button', class: 'plain', click: () => openInTable(f) }, make('u', {}, 'more')));
	if (f.steps.length)
		box.append(' ', make('button', { type: 'button', class: 'plain', click: () => goToStep(f, 0) }, make('u', {}, count(f.steps.length, 'step'))));
	return box;
}

function openInTable(f) {
	state.view = 'findings';
	state.open = String(f.index);
	if (!filtered().includes(f)) {
		for (const key of Object.keys(SETS))
			state[key].clear();
		state.q = state.design = '';
		state.level = Math.max(state.level, f.level);
	}
	state.group = '';
	location.hash = hashOfState();
}

function findingsByLine(path) {
	const lines = new Map();
	for (const f of report.findingsByPath.get(path) || []) {
		if (!f.line || (!isOfLevel(f, state.level) && f !== view.chain))
			continue;
		if (!lines.has(f.line))
			lines.set(f.line, []);
		lines.get(f.line).push(f);
	}
	return lines;
}

/* The findings of one line: the worst first, those of one column under one caret. */
function addUnder(code, line, findings) {
	const key = view.path + ':' + line.number, all = view.expanded.has(key);
	const sorted = [...findings].sort((a, b) => (b === view.chain) - (a === view.chain) || b.severity - a.severity || a.level - b.level || a.col - b.col || byPlace(a, b));
	const shown = all ? sorted : sorted.slice(0, MOST_UNDER_LINE);
	let col = -1;
	for (const f of shown) {
		if (f.col && f.col !== col)
			code.append(caretRow(line, f.col));
		col = f.col;
		code.append(make('div', { class: 'under' }, messageUnder(f)));
	}
	if (sorted.length > shown.length)
		code.append(make('div', { class: 'under' }, make('button', { type: 'button', click: () => {
			view.expanded.add(key);
			drawSource();
		} }, `+${sorted.length - shown.length}`, ' more on this line')));
}

/* The numbers of the chosen finding's steps on their lines. */
function addBubbles(row, line) {
	if (!view.chain)
		return;
	view.chain.steps.forEach((step, i) => {
		if (step.path === view.path && step.line === line.number)
			row.append(make('button', { type: 'button', class: 'bubble', title: plain(step.value), 'aria-label': `step ${i + 1}: ${plain(step.value)}`,
				click: () => goToStep(view.chain, i) }, String(i + 1)));
	});
}

function drawSource() {
	const box = document.getElementById('lines'), source = report.sources.get(view.path);
	sourceBar();
	drawChain();
	drawCode();
	if (!source) {
		box.replaceChildren(make('p', {}, 'Choose a file.'));
		return;
	}
	const code = make('div', { class: 'code', tabindex: '0', role: 'region', 'aria-label': 'Source of ' + plain(view.path) }), byLine = findingsByLine(view.path);
	let next = 1;
	for (const f of (report.findingsByPath.get(view.path) || []).filter((x) => !x.line && isOfLevel(x, state.level)))
		code.append(make('div', { class: 'under' }, messageUnder(f)));
	for (const chunk of source.chunks) {
		if (chunk[0] > next)
			code.append(gap(next, chunk[0] - 1));
		next = addChunk(code, chunk, byLine);
	}
	if (next <= source.lines)
		code.append(gap(next, source.lines));
	box.replaceChildren(code);
}

function gap(first, last) {
	return make('div', { class: 'gap' }, `lines ${first} to ${last}: nothing found, not in this page`);
}

/* Whole files come in one chunk: of them, what lies far from any finding is folded. */
function addChunk(code, chunk, byLine) {
	const lines = linesBetween(view.path, chunk[0], Infinity).filter((l) => l.number >= chunk[0] && l.number < chunk[0] + chunk[1].split('\n').length);
	const wanted = new Set();
	for (const line of lines)
		if (byLine.has(line.number) || line.number === view.line)
			for (let i = -4; i <= 4; i++)
				wanted.add(line.number + i);
	if (view.chain)
		for (const step of view.chain.steps)
			if (step.path === view.path)
				for (let i = -4; i <= 4; i++)
					wanted.add(step.line + i);
	for (let i = 0; i < lines.length;) {
		let end = i;
		while (end < lines.length && !wanted.has(lines[end].number))
			end++;
		if (end - i > 3 && !view.expanded.has(view.path + '@' + lines[i].number)) {
			code.append(fold(lines[i].number, lines[end - 1].number));
			i = end;
			continue;
		}
		end = Math.max(end, i + 1);
		for (; i < end; i++)
			addLine(code, lines[i], byLine);
	}
	return lines.length ? lines[lines.length - 1].number + 1 : chunk[0];
}

function addLine(code, line, byLine) {
	const row = rowOfLine(view.path, line, true);
	addBubbles(row, line);
	addCodeButton(row, line.number);
	if (line.number === view.line)
		row.classList.add('here');
	code.append(row);
	if (byLine.has(line.number))
		addUnder(code, line, byLine.get(line.number));
}

function fold(first, last) {
	return make('div', { class: 'gap' }, make('button', { type: 'button', class: 'plain', click: () => {
		view.expanded.add(view.path + '@' + first);
		drawSource();
	} }, make('u', {}, `\u25b6 lines ${first} to ${last}: nothing found up to level ${state.level}`)));
}

function showLine() {
	let row = document.getElementById('L' + view.line);
	/* A line that is not in the page: the nearest one that is. */
	if (!row)
		for (const other of document.querySelectorAll('#lines .row[id]'))
			if (!row || Math.abs(other.dataset.line - view.line) < Math.abs(row.dataset.line - view.line))
				row = other;
	if (row)
		row.scrollIntoView({ block: 'center' });
}

/* n and p in the source: the next line that has a finding, in the next file if need be. */
function walkSource(step) {
	const lines = [...findingsByLine(view.path).keys()].sort((a, b) => a - b);
	const next = step > 0 ? lines.find((l) => l > view.line) : lines.findLast((l) => l < view.line);
	if (next)
		go(view.path, next);
}

/* ---- chains ---- */

function goToStep(f, i) {
	const step = f.steps[i];
	view.chain = f;
	view.step = i;
	if (!step || !isShown(step.path))
		return drawChain();
	const address = addressOf(step.path, step.line);
	if (location.hash === address)
		follow();
	else
		location.href = address;
}

function walkChain(step) {
	if (view.chain && view.chain.steps[view.step + step])
		goToStep(view.chain, view.step + step);
}

function drawChain() {
	const box = document.getElementById('chain'), f = view.chain;
	box.hidden = !f;
	if (!f)
		return;
	const step = f.steps[view.step];
	const button = (words, way) => make('button', { type: 'button', disabled: !f.steps[view.step + way], click: () => walkChain(way) }, words);
	box.replaceChildren(button('\u2039 previous', -1), make('span', { id: 'chain-at' }, `step ${view.step + 1} of ${f.steps.length}`), button('next \u203a', 1),
		make('span', {}, step ? `${step.key.toLowerCase()}: ${step.value}` : ''),
		f.path && f.line ? make('a', { href: hashOfPlace(f.path, f.line) }, 'to the finding') : null,
		make('button', { type: 'button', click: () => {
			view.chain = null;
			drawSource();
		} }, 'close'));
}
