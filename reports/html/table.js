/* The one table: controls above it, rows on demand, groups. */

/* A screenful at once, so that typing does not wait; the rest of the first page right behind it. */
const SCREEN = 80, PAGE = 500;
const table = { rest: 0, rows: [], items: [], shown: 0, openGroups: new Set(), here: null, body: null };

function countBy(list, of) {
	const counts = new Map();
	for (const item of list)
		counts.set(of(item), (counts.get(of(item)) || 0) + (item.n || 1));
	return counts;
}

/* An item of the totals stands for several findings. */
function countAll(list) {
	return list.reduce((sum, item) => sum + (item.n || 1), 0);
}

function pills(title, values, set, label) {
	const box = make('div', { class: 'pills', role: 'group', 'aria-label': title });
	for (const [value, n] of values)
		box.append(make('button', { type: 'button', 'data-value': value, 'aria-pressed': String(set.has(value)), click: (event) => {
			if (!set.delete(value))
				set.add(value);
			event.currentTarget.setAttribute('aria-pressed', String(set.has(value)));
			changed();
		} }, `${label ? label(value) : value} ${n.toLocaleString('en')}`));
	return box;
}

const LEVEL_WORDS = ['0: what to act on', '1: verdicts', '2: reasons', '3: everything'];

function levelControl() {
	const most = report.run.level, isIndex = report.pages.size > 0 && !report.sources.size;
	const more = isIndex ? countAll(report.counted) - report.findings.length : report.run.hidden.slice(most).reduce((sum, n) => sum + n, 0);
	const words = make('output', {}, LEVEL_WORDS[state.level]);
	const slider = make('input', { id: 'level', type: 'range', min: 0, max: Math.max(most, 1), step: 1, value: state.level, disabled: most === 0, input: () => {
		state.level = Number(slider.value);
		words.textContent = LEVEL_WORDS[state.level];
		changed();
	} });
	slider.setAttribute('aria-valuetext', LEVEL_WORDS[state.level]);
	return make('div', { class: 'bar' }, make('label', {}, '-m', slider, words),
		isIndex && more ? make('span', { class: 'soft' }, `${more.toLocaleString('en')} deeper ones are in the pages of the files`) : more ? make('span', { class: 'soft' }, `${more.toLocaleString('en')} more would be in a report of ${most < 2 && report.run.hidden[2] === 0 ? '-m=2' : '-m=3'}`) : null);
}

let searching = 0;

function searchControl() {
	const search = make('input', { id: 'search', type: 'search', placeholder: 'Search (/)', 'aria-label': 'Search findings', value: state.q, input: () => {
		state.q = search.value;
		cancelAnimationFrame(searching);
		searching = requestAnimationFrame(changed);
	} });
	const group = make('select', { id: 'group', change: () => {
		state.group = group.value;
		table.openGroups.clear();
		changed();
	} });
	for (const [key, g] of Object.entries(GROUPS))
		group.append(make('option', { value: key, selected: key === state.group }, g.title));
	return make('div', { class: 'bar' }, search, make('label', {}, 'Group by', group),
		make('button', { type: 'button', id: 'csv', click: () => save('whynot.csv', 'text/csv', toCsv(table.rows)) }, 'Export CSV'),
		make('button', { type: 'button', id: 'json', click: () => save('whynot.json', 'application/json', toJson(table.rows)) }, 'Export JSON'),
		make('button', { type: 'button', id: 'reset', click: reset }, 'Reset'));
}

function reset() {
	for (const key of Object.keys(SETS))
		state[key].clear();
	Object.assign(state, { q: '', design: '', group: '', sort: 'severity', down: true, open: '' });
	drawControls();
	changed();
}

function designControl() {
	if (!state.design)
		return null;
	const design = DESIGN.find((d) => d.id === state.design);
	return make('button', { type: 'button', 'aria-pressed': 'true', title: 'show all', click: () => {
		state.design = '';
		drawControls();
		changed();
	} }, `only: ${design.title} \u2715`);
}

function drawControls() {
	const box = document.getElementById('controls'), f = report.counted;
	const most = (counts) => [...counts].sort((a, b) => b[1] - a[1] || byText(a[0], b[0]));
	box.replaceChildren(searchControl(), levelControl(), make('div', { class: 'bar' },
		pills('Rules', most(countBy(f, (x) => x.category)), state.rules),
		pills('Severities', most(countBy(f, (x) => SEVERITIES[x.severity])), state.severities),
		pills('Kinds', most(countBy(f, (x) => KINDS[x.kind])), state.kinds),
		report.hasChanges ? pills('Changes', most(countBy(f, (x) => x.change)), state.changes) : null, designControl()));
	box.hidden = false;
}

const COLUMNS = [['severity', 'Severity'], ['rule', 'Rule'], ['level', 'Level'], ['heat', 'Heat'], ['function', 'Function'], ['place', 'Place'], ['message', 'What and why']];

function drawHead() {
	const row = document.querySelector('#table thead tr');
	row.replaceChildren(...COLUMNS.map(([key, title]) => {
		const isSorted = state.sort === key;
		return make('th', { scope: 'col', class: key === 'heat' || key === 'level' ? 'number' : null, 'aria-sort': isSorted ? (state.down ? 'descending' : 'ascending') : null,
			title: key === 'heat' ? heatTitle() : null },
		make('button', { type: 'button', 'data-sort': key, click: () => {
			state.down = state.sort === key ? !state.down : key === 'severity' || key === 'heat';
			state.sort = key;
			changed();
			document.querySelector(`[data-sort="${key}"]`).focus();
		} }, title));
	}));
}

function heatTitle() {
	return report.hasProfile ? 'from the profile' : 'no profile: an estimate of ten turns for each loop around it, times the calls of its function, likewise';
}

function heatOf(f) {
	if (report.hasProfile)
		return f.hotness >= 0 ? f.hotness.toLocaleString('en') : '';
	return f.heat > 1 ? '\u2248' + f.heat.toLocaleString('en') : '';
}

function rowOf(f) {
	const what = make('button', { type: 'button', class: 'plain', 'aria-expanded': String(state.open === String(f.index)), click: () => toggle(f) });
	if (f.change)
		what.append(make('span', { class: 'badge' }, f.change));
	addText(what, f.message);
	const row = make('tr', { 'data-index': f.index, class: state.open === String(f.index) ? 'open' : null },
		make('td', { 'data-label': '' }, severityOf(f)),
		make('td', { 'data-label': '' }, f.rule + '/', make('wbr'), f.name),
		make('td', { class: 'number', 'data-label': 'level' }, String(f.level)),
		make('td', { class: 'number', 'data-label': 'heat', title: report.hasProfile ? f.heatSource || null : heatTitle() }, heatOf(f)),
		make('td', { class: 'mono', 'data-label': 'in' }, f.func),
		make('td', { class: 'place', 'data-label': 'at' }, placeLink(f.path, f.line, f.place)),
		make('td', { class: 'what', 'data-label': '' }, what));
	return row;
}

function groupRow(group) {
	const isOpen = table.openGroups.has(group.key);
	return make('tr', { class: 'group' }, make('th', { colspan: 7, scope: 'rowgroup' }, make('button', { type: 'button', class: 'plain', 'aria-expanded': String(isOpen), click: () => {
		if (!table.openGroups.delete(group.key))
			table.openGroups.add(group.key);
		draw();
	} }, (isOpen ? '\u25bc ' : '\u25b6 ') + `${group.findings.length.toLocaleString('en')}  ${group.key}`)));
}

/* What stands in the table: groups and findings. */
function itemsOf() {
	if (!state.group)
		return table.rows;
	return grouped(table.rows).flatMap((group) => table.openGroups.has(group.key) ? [group, ...group.findings] : [group]);
}

function addRows(n) {
	const rows = document.createDocumentFragment();
	for (const item of table.items.slice(table.shown, table.shown + n)) {
		if (!(item instanceof Finding)) {
			rows.append(groupRow(item));
			continue;
		}
		rows.append(rowOf(item));
		if (state.open === String(item.index))
			rows.append(detailRow(item));
	}
	table.shown = Math.min(table.shown + n, table.items.length);
	table.body.append(rows);
	drawMore();
}

function drawMore() {
	const more = document.getElementById('more'), left = table.items.length - table.shown;
	more.hidden = left <= 0;
	more.replaceChildren(make('button', { type: 'button', click: () => addRows(PAGE) }, `Show ${Math.min(left, PAGE)} of ${left.toLocaleString('en')} more`));
}

function draw() {
	table.items = itemsOf();
	table.body.replaceChildren();
	table.shown = 0;
	addRows(SCREEN);
	clearTimeout(table.rest);
	table.rest = setTimeout(() => addRows(PAGE - SCREEN));
	const status = document.getElementById('count');
	status.textContent = `${count(table.rows.length, 'finding')} of ${report.findings.length.toLocaleString('en')}` +
		(state.group ? `, in ${count(table.items.filter((i) => !(i instanceof Finding)).length, 'group')}` : '');
	status.hidden = false;
}

function drawTable() {
	table.rows = filtered();
	drawHead();
	draw();
}

/* The state has changed: the table and the address follow. */
function changed() {
	drawTable();
	history.replaceState(null, '', hashOfState());
}

/* ---- opening and walking ---- */

function rowElement(f) {
	return table.body.querySelector(`tr[data-index="${f.index}"]`);
}

function closeOpen() {
	const open = table.body.querySelector('tr.open');
	if (!open)
		return;
	open.classList.remove('open');
	open.querySelector('.what button').setAttribute('aria-expanded', 'false');
	open.nextElementSibling.remove();
}

function toggle(f) {
	const row = rowElement(f), wasOpen = row.classList.contains('open');
	closeOpen();
	setHere(f);
	state.open = wasOpen ? '' : String(f.index);
	if (!wasOpen) {
		row.classList.add('open');
		row.querySelector('.what button').setAttribute('aria-expanded', 'true');
		row.after(detailRow(f));
	}
	history.replaceState(null, '', hashOfState());
}

function setHere(f) {
	const before = table.body.querySelector('tr.here');
	if (before)
		before.classList.remove('here');
	table.here = f;
	const row = rowElement(f);
	if (row)
		row.classList.add('here');
	return row;
}

/* To the next finding of the table (-1: the previous one), which is focused and not opened. */
function walk(step) {
	const list = table.items.filter((i) => i instanceof Finding), at = table.here ? list.indexOf(table.here) : -1;
	const next = list[at < 0 ? (step > 0 ? 0 : list.length - 1) : at + step];
	if (!next)
		return;
	while (!rowElement(next) && table.shown < table.items.length)
		addRows(PAGE);
	const row = setHere(next);
	row.querySelector('.what button').focus({ preventScroll: true });
	row.scrollIntoView({ block: 'nearest' });
}
