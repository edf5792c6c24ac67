/* One finding: what, the way to it, where, what it means and what to try, how to say no, how to see it again. */

/* As a POSIX shell takes it. */
function shellWord(text) {
	return /^[\w@%+=:,./-]+$/.test(text) && !text.startsWith('-') ? text : '\'' + text.replace(/'/g, '\'\\\'\'') + '\'';
}

function commandOf(f) {
	const level = Math.max(f.level, 1);
	return `whynot check -p ${report.run.build ? shellWord(report.run.build) : 'BUILD'} -m=${level} --only=${shellWord(f.rule)}` +
		(f.path && f.path !== 'no place' ? ' ' + shellWord(plain(f.path).replace(/^-/, './-')) : '');
}

function suppressionOf(f) {
	return `// whynot: ignore[${f.rule}]: `;
}

function idOfText(f) {
	const part = (text) => text.replace(/[^A-Za-z0-9_-]/g, '.');
	return `why-${part(f.rule)}-${part(f.name)}`;
}

function stepsOf(f) {
	const list = make('ol', { class: 'steps' });
	f.steps.forEach((step, i) => list.append(make('li', {}, `${step.key.toLowerCase()}: ${step.value} `,
		step.path ? make('button', { type: 'button', class: 'plain place', click: () => goToStep(f, i) }, make('u', {}, `${step.path}:${step.line}`)) : null)));
	return list;
}

function excerptOf(f) {
	const lines = f.line ? linesBetween(f.path, f.line - 3, f.line + 3) : [];
	if (!lines.length)
		return null;
	const code = make('div', { class: 'code', tabindex: '0', role: 'region', 'aria-label': 'Excerpt of ' + plain(f.path) });
	for (const line of lines) {
		const row = rowOfLine(f.path, line, false);
		code.append(row);
		if (line.number !== f.line)
			continue;
		row.classList.add('here');
		if (f.col)
			code.append(caretRow(line, f.col));
	}
	return code;
}

/* A copy of what stands in the part 'What it means'. */
function meaningOf(f) {
	const text = document.getElementById(idOfText(f));
	const box = make('div', {});
	if (text)
		box.append(...[...text.children].slice(1).map((p) => p.cloneNode(true)));
	return box;
}

function detailRow(f) {
	const grid = make('div', { class: 'detail-grid' });
	const left = make('div', {}, make('h4', {}, 'What'), addMessage(make('p', {}), f));
	if (f.steps.length) {
		left.append(make('h4', {}, 'Why: the way to it'), stepsOf(f));
		if (f.steps.some((s) => s.path && isShown(s.path)))
			left.append(make('p', {}, make('button', { type: 'button', click: () => goToStep(f, 0) }, 'Walk the steps in the source')));
	}
	left.append(make('h4', {}, 'Where'), make('p', {}, placeLink(f.path, f.line, f.place, { class: 'place' }), f.func === '<file>' ? '' : ` in ${f.func}`));
	const excerpt = excerptOf(f);
	if (excerpt)
		left.append(excerpt);
	const right = make('div', {}, make('h4', {}, 'What it means, what to try'), meaningOf(f),
		make('p', {}, make('a', { href: '#' + idOfText(f) }, `${f.rule}/${f.name} in this page`)),
		make('h4', {}, 'To suppress it, on its line'), copyable(suppressionOf(f)),
		make('h4', {}, 'To see it again'), copyable(commandOf(f)));
	if (f.fingerprint)
		right.append(make('p', { class: 'soft' }, 'fingerprint ', make('code', {}, f.fingerprint)));
	grid.append(left, right);
	return make('tr', { class: 'detail' }, make('td', { colspan: 7 }, grid));
}
