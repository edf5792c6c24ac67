/* What is shown when: parts of the page, the address, the keyboard. */

const VIEWS = ['overview', 'findings', 'source', 'code', 'includes', 'texts', 'run'];
const drawn = new Set();

function drawOnce(name) {
	if (drawn.has(name))
		return;
	drawn.add(name);
	if (name === 'overview') {
		drawDesign();
		drawHeaviest();
	} else if (name === 'code') {
		drawCards({});
	} else if (name === 'includes') {
		drawEdges();
	}
}

function showView(name) {
	state.view = name;
	drawOnce(name);
	for (const id of VIEWS)
		document.getElementById(id).hidden = id !== name;
	for (const link of document.querySelectorAll('#tabs a'))
		if (link.hash === '#' + name)
			link.setAttribute('aria-current', 'page');
		else
			link.removeAttribute('aria-current');
}

function decode(text) {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

/* The finding that the address opens, however far down it stands. */
function showOpen() {
	if (!state.open)
		return scrollTo(0, 0);
	while (!document.querySelector('tr.open') && table.shown < table.items.length)
		addRows(PAGE);
	document.querySelector('tr.open')?.scrollIntoView({ block: 'start' });
}

/* An address is the name of a part, an explanation's, a place "path:line", or a state "key=value&...". */
function follow() {
	const hash = location.hash, name = hash.slice(1), place = /^(.+):(\d+)$/.exec(name);
	if (hash.includes('=')) {
		takeHash(hash);
		showView(state.view);
		drawControls();
		drawTable();
		showOpen();
	} else if (place && report.sources.has(decode(place[1]))) {
		view.path = decode(place[1]);
		view.line = Number(place[2]);
		showView('source');
		drawSource();
		showLine();
	} else if (name.startsWith('why-') && document.getElementById(name)) {
		showView('texts');
		document.getElementById(name).scrollIntoView();
	} else {
		showView(VIEWS.includes(name) ? name : 'overview');
		if (name === 'source') {
			view.path = view.path || [...report.sources.keys()][0] || '';
			drawSource();
		}
		/* Behind the browser's own way to the part, which would hide the tabs. */
		requestAnimationFrame(() => scrollTo(0, 0));
	}
}

function pressed(event) {
	const target = event.target, isTyping = target instanceof HTMLElement && target.matches('input, select, textarea');
	if (event.ctrlKey || event.altKey || event.metaKey || isTyping || document.getElementById('help').open)
		return;
	const step = { n: 1, p: -1, ']': 1, '[': -1 }[event.key];
	if (event.key === 'n' || event.key === 'p') {
		if (state.view === 'source')
			walkSource(step);
		else {
			if (state.view !== 'findings')
				showView('findings');
			walk(step);
		}
	} else if (event.key === ']' || event.key === '[')
		walkChain(step);
	else if (event.key === '/') {
		showView('findings');
		document.getElementById('search').focus();
	} else if (event.key === '?')
		document.getElementById('help').showModal();
	else if (event.key === 's' && table.here && state.view === 'findings' && isShown(table.here.path))
		go(table.here.path, table.here.line);
	else if (/^[0-3]$/.test(event.key) && Number(event.key) <= report.run.level) {
		state.level = Number(event.key);
		drawControls();
		changed();
		if (state.view === 'source')
			drawSource();
	} else
		return;
	event.preventDefault();
}

function cardClicked(event) {
	const link = event.target.closest('[data-category]');
	if (!link)
		return;
	event.preventDefault();
	reset();
	state.rules = new Set([link.dataset.category]);
	state.level = report.run.level;
	state.view = 'findings';
	location.hash = hashOfState();
}

const report = readReport(JSON.parse(document.getElementById('data').textContent));
table.body = document.querySelector('#table tbody');
state.level = Math.min(1, report.run.level);
for (const element of document.querySelectorAll('#tabs .scripted'))
	element.hidden = false;
document.getElementById('help-open').addEventListener('click', () => document.getElementById('help').showModal());
document.getElementById('rules').addEventListener('click', cardClicked);
document.addEventListener('keydown', pressed);
addEventListener('hashchange', follow);
addEventListener('beforeprint', () => drawOnce('overview'));
drawControls();
drawTable();
follow();
document.documentElement.dataset.ready = 'yes';
