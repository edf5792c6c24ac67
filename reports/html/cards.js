/* The overview's levels and heaviest places; cards of loops and functions; the list of includes. */

const MOST_HEAVY = 10, MOST_CARDS = 60;

function drawDesign() {
	const box = document.getElementById('design'), list = make('ul', { class: 'cards' });
	for (const d of DESIGN) {
		const mine = report.findings.filter((f) => f.design === d.id), worse = mine.filter((f) => f.severity > 0).length;
		list.append(make('li', { class: 'card design' }, make('strong', {}, d.title), make('p', {}, d.about),
			make('p', {}, `${count(mine.length, 'finding')}, ${worse.toLocaleString('en')} to act on`),
			make('button', { type: 'button', 'data-design': d.id, disabled: !mine.length, click: () => {
				state.design = d.id;
				state.view = 'findings';
				location.hash = hashOfState();
			} }, 'Work here')));
	}
	box.replaceChildren(make('h3', {}, 'Where to work, from the whole to the machine'), list);
	if (report.hasChanges)
		box.prepend(changeCards());
	box.hidden = false;
}

function changeCards() {
	const list = make('ul', { class: 'cards' });
	for (const [change, n] of countBy(report.findings, (f) => f.change))
		list.append(make('li', { class: 'card' }, make('strong', {}, n.toLocaleString('en')), ' ', make('button', { type: 'button', click: () => {
			state.changes = new Set([change]);
			state.view = 'findings';
			location.hash = hashOfState();
		} }, change || 'the same')));
	return make('div', {}, make('h3', {}, 'What changed'), list);
}

/* One line a place: the worst finding there speaks. */
function drawHeaviest() {
	const box = document.getElementById('heaviest'), seen = new Set(), list = make('ol', {});
	const heavy = report.findings.filter((f) => f.heat > 1 && f.kind !== 0 && isOfLevel(f, 2)).sort((a, b) => b.heat - a.heat || b.severity - a.severity || byPlace(a, b));
	for (const f of heavy) {
		if (seen.size === MOST_HEAVY)
			break;
		if (seen.has(f.path + ':' + f.line))
			continue;
		seen.add(f.path + ':' + f.line);
		list.append(make('li', {}, severityOf(f), ' ', placeLink(f.path, f.line, f.place, { class: 'place' }), ' ', f.message, ' ', make('span', { class: 'soft' }, `${heatOf(f)}${f.func === '<file>' ? '' : ', ' + f.func}`)));
	}
	box.hidden = !seen.size;
	box.replaceChildren(make('h3', {}, report.hasProfile ? 'Hottest places' : 'Heaviest places, estimated'), report.hasProfile ? make('p', {}, 'By the profile.') :
		make('p', { class: 'soft' }, 'There is no profile: this is an estimate of ten turns for each loop around the place, times the callers of its function.'), list);
}

/* ---- loops and functions ---- */

const cards = { what: 'loops', q: '', sort: 'jumps', shown: MOST_CARDS };

function firstOf(words, most) {
	return words.slice(0, most).join(', ') + (words.length > most ? ` +${words.length - most}` : '');
}

function codeWords(code) {
	if (!code.instructions)
		return 'nothing is known of its machine code';
	return `${count(code.instructions, 'instruction')}, ${count(code.jumps, 'conditional jump')}, ${count(code.calls, 'call')}${code.vectors ? `, ${count(code.vectors, 'vector instruction')}` : ''}` + (code.callees ? ': ' + firstOf(code.callees.split(','), 8) : '');
}

function findingsIn(path, first, last) {
	return (report.findingsByPath.get(path) || []).filter((f) => f.line >= first && f.line <= last);
}

/* What is said several times of one place with the same words is said once. */
function findingList(all, most) {
	const ul = make('ul', {}), seen = new Set();
	const list = all.filter((f) => !seen.has(f.name + f.message) && seen.add(f.name + f.message));
	for (const f of list.slice(0, most))
		ul.append(make('li', {}, severityOf(f), ' ', addMessage(make('span', {}), f), ' ', make('span', { class: 'soft' }, `${f.rule}/${f.name}`)));
	if (list.length > most)
		ul.append(make('li', { class: 'soft' }, `+${list.length - most}`));
	return ul;
}

/* Passes that decide about loops as a whole; their remarks stand at the loop's head. */
const LOOP_PASSES = new Set(['loop-vectorize', 'loop-unroll', 'loop-unroll-full', 'loop-delete', 'loop-idiom', 'loop-distribute', 'loop-interchange', 'loop-peel', 'branch-dense-loop', 'contract', 'TTI']);

/* What became of the loop, in one line, and the remarks that say so. */
function decisionOf(said) {
	const done = said.filter(isGood), missed = said.filter((f) => f.rule === 'loop-vectorize' && f.kind !== 0);
	/* The remark without a reason, where another has one. */
	const rest = said.filter((f) => !(f.name === 'MissedDetails' && missed.length > 1));
	if (done.length)
		return { words: make('p', { class: 'good' }, done.map((f) => f.message).join('; ')), rest: rest.filter((f) => !done.includes(f)) };
	if (missed.length)
		return { words: make('p', {}, make('strong', {}, 'not vectorised')), rest };
	return { words: make('p', {}, report.run.level < 2 ? 'What the compiler decided needs a report of -m=2.' : 'The compiler says nothing of vectorising this loop.'), rest };
}

/* What the hardware has to guess in each turn. Those that a counter or nothing decides are guessed well. */
const SOURCE_WORDS = { invariant: 'the same in each turn', counter: 'decided by a counter', state: 'decided by what the loop writes', data: 'decided by the data', call: 'decided by a call' };

function conditionList(loop) {
	const hard = loop.conditions.filter((c) => c.source === 'data' || c.source === 'call' || c.source === 'state');
	if (!loop.conditions.length)
		return null;
	const ul = make('ul', {});
	for (const c of hard.slice(0, 6))
		ul.append(make('li', {}, placeLink(loop.path, c.line, `${c.line}:${c.col}`, { class: 'place' }), ' ', make('code', {}, c.text || '(of a macro)'), ' ',
			make('span', { class: 'soft' }, (c.isExit ? 'exit, ' : '') + SOURCE_WORDS[c.source])));
	if (hard.length > 6)
		ul.append(make('li', { class: 'soft' }, `+${hard.length - 6}`));
	return make('div', {}, make('p', {}, `${count(loop.conditions.length, 'branch').replace(/branchs$/, 'branches')} of its own, ${hard.length} by state, data or calls:`), ul);
}

function loopCard(loop) {
	const said = findingsIn(loop.path, loop.line, loop.line).filter((f) => LOOP_PASSES.has(f.rule));
	const inside = findingsIn(loop.path, loop.line, loop.end).filter((f) => f.severity > 0 && !said.includes(f));
	const decision = decisionOf(said);
	return make('div', { class: 'card' }, make('h3', {}, placeLink(loop.path, loop.line, `${loop.path}:${loop.line}`, { class: 'place' }), ` ${loop.kind} in ${loop.func.name}`),
		make('p', {}, `depth ${loop.depth}, ${count(loop.end - loop.line + 1, 'line')}; left in it: ${codeWords(loop.code)}`),
		loop.spills || loop.reloads ? make('p', {}, `spills: ${count(loop.spills, 'value')} saved to the stack, ${loop.reloads.toLocaleString('en')} read back, for want of registers`) : null,
		decision.words, conditionList(loop), decision.rest.length ? findingList(decision.rest, 6) : null, inside.length ? findingList(inside, 3) : null);
}

function functionCard(func) {
	const inside = findingsIn(func.path, func.line, func.end);
	const contracts = inside.filter((f) => f.rule === 'escape' && f.name.startsWith('Param'));
	const act = inside.filter((f) => f.severity > 0);
	const params = func.params.map((p) => `${p.type}${p.type.endsWith('*') ? '' : ' '}${p.name}`).join(', ');
	return make('div', { class: 'card' }, make('h3', {}, placeLink(func.path, func.line, func.name, {})),
		make('p', { class: 'mono' }, `${func.name}(${params || 'void'})`),
		make('p', {}, `${func.path}:${func.line}, ${count(func.statements, 'statement')}, called from ${count(func.callers, 'place')}`),
		make('p', {}, `left of its own lines: ${codeWords(func.code)}`),
		contracts.length ? make('div', {}, make('p', {}, 'What it does with its parameters:'), findingList(contracts, 8)) :
			func.params.some((p) => p.type.includes('*')) && report.run.level < 3 ? make('p', {}, 'What it keeps of its pointer parameters: nothing is said at this level.') : null,
		act.length ? make('div', {}, make('p', {}, 'To act on:'), findingList(act, 4)) : null);
}

function hardOnes(x) {
	return (x.conditions || []).filter((c) => c.source === 'data' || c.source === 'call').length;
}

const CARD_SORTS = {
	branches: ['most branches by data', (a, b) => hardOnes(b) - hardOnes(a)],
	jumps: ['most conditional jumps', (a, b) => b.code.jumps - a.code.jumps],
	depth: ['deepest, most called', (a, b) => (b.depth || 0) - (a.depth || 0) || (b.callers || 0) - (a.callers || 0)],
	calls: ['most calls left', (a, b) => b.code.calls - a.code.calls],
	size: ['most instructions', (a, b) => b.code.instructions - a.code.instructions],
	place: ['place', () => 0],
};

function codeBar() {
	const bar = document.getElementById('code-bar');
	const what = (key, words) => make('button', { type: 'button', 'aria-pressed': String(cards.what === key), click: () => drawCards({ what: key, shown: MOST_CARDS }) }, words);
	const search = make('input', { type: 'search', placeholder: 'Function or file', 'aria-label': 'Search loops and functions', value: cards.q, input: () => {
		cards.q = search.value;
		drawCardList();
	} });
	const sort = make('select', { 'aria-label': 'Order', change: () => drawCards({ sort: sort.value }) });
	for (const [key, [words]] of Object.entries(CARD_SORTS))
		sort.append(make('option', { value: key, selected: key === cards.sort }, words));
	bar.className = 'bar';
	bar.replaceChildren(what('loops', `Loops ${report.loops.length.toLocaleString('en')}`), what('functions', `Functions ${report.functions.length.toLocaleString('en')}`), search, sort);
}

function drawCardList() {
	const box = document.getElementById('code-cards'), q = cards.q.toLowerCase(), isLoops = cards.what === 'loops';
	const list = (isLoops ? report.loops : report.functions).filter((x) => !q || (x.path + ' ' + (isLoops ? x.func.name : x.name)).toLowerCase().includes(q));
	const sorted = list.map((x, i) => [x, i]).sort((a, b) => CARD_SORTS[cards.sort][1](a[0], b[0]) || a[1] - b[1]).map(([x]) => x);
	box.replaceChildren(...sorted.slice(0, cards.shown).map(isLoops ? loopCard : functionCard));
	if (sorted.length > cards.shown)
		box.append(make('button', { type: 'button', click: () => {
			cards.shown += MOST_CARDS;
			drawCardList();
		} }, `Show more of ${sorted.length.toLocaleString('en')}`));
	if (!sorted.length)
		box.append(make('p', {}, 'None.'));
}

function drawCards(change) {
	Object.assign(cards, change);
	codeBar();
	drawCardList();
}

/* ---- includes ---- */

const edges = { shown: 200, onlyCycles: false, down: true };

function drawEdges() {
	const box = document.getElementById('edges');
	box.hidden = !report.includes.length;
	if (box.hidden)
		return;
	const list = report.includes.filter((e) => !edges.onlyCycles || e.cycle).sort((a, b) => a.names - b.names || b.lines - a.lines || byText(a.from + a.to, b.from + b.to));
	const body = make('tbody', {});
	for (const e of list.slice(0, edges.shown))
		body.append(make('tr', {}, make('td', {}, placeLink(e.from, e.line, `${e.from}:${e.line}`, { class: 'place' })), make('td', { class: 'mono' }, e.to),
			make('td', { class: 'number' }, String(e.names)), make('td', { class: 'number' }, e.lines.toLocaleString('en')), make('td', { class: 'number' }, String(e.units)),
			make('td', {}, e.cycle ? `cycle ${e.cycle}` : '')));
	const only = make('button', { type: 'button', 'aria-pressed': String(edges.onlyCycles), click: () => {
		edges.onlyCycles = !edges.onlyCycles;
		drawEdges();
	} }, 'only cycles');
	box.replaceChildren(make('h3', {}, 'All includes between the project\'s own files'),
		make('p', { class: 'soft' }, 'Those that give the fewest names to their file come first: where little is used, little is lost.'), make('div', { class: 'bar' }, only),
		make('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Includes' }, make('table', {}, make('thead', {}, make('tr', {},
			...[['File'], ['includes'], ['names used of it', 'number'], ['its lines', 'number'], ['units', 'number'], ['part of']].map(([words, name]) =>
				make('th', { scope: 'col', class: name }, words)))), body)));
	if (list.length > edges.shown)
		box.append(make('button', { type: 'button', click: () => {
			edges.shown += 500;
			drawEdges();
		} }, `Show more of ${list.length.toLocaleString('en')}`));
}
