/* Which findings are shown, in which order, and how that is written into the page's address. */

const state = { view: 'overview', q: '', rules: new Set(), severities: new Set(), kinds: new Set(), changes: new Set(), design: '', level: 1, sort: 'severity', down: true, group: '',
	open: '' };

const GROUPS = {
	'': { title: 'no grouping' },
	file: { title: 'file', of: (f) => f.path || 'no place' },
	function: { title: 'function', of: (f) => f.func === '<file>' ? '' : f.func + ' (' + f.path + ')' },
	rule: { title: 'rule and name', of: (f) => f.rule + '/' + f.name },
	callee: { title: 'callee', of: (f) => f.valueOf('Callee') },
	header: { title: 'header', of: (f) => f.valueOf('Header') },
};

function byText(a, b) {
	return a < b ? -1 : a > b ? 1 : 0;
}

function byPlace(a, b) {
	return a.index - b.index;
}

/* Each compares upwards; equal ones stay in the order of their places. */
const SORTS = {
	severity: (a, b) => a.severity - b.severity || a.heat - b.heat,
	rule: (a, b) => byText(a.rule + '/' + a.name, b.rule + '/' + b.name),
	level: (a, b) => a.level - b.level,
	heat: (a, b) => a.heat - b.heat,
	function: (a, b) => byText(a.func, b.func),
	place: byPlace,
	message: (a, b) => byText(a.message, b.message),
};

/* As the command line: warnings and errors of level 1 are shown without -m. */
function isOfLevel(f, level) {
	return f.level <= level || (f.level <= 1 && f.severity > 0);
}

function isIn(set, value) {
	return !set.size || set.has(value);
}

function filtered() {
	const words = state.q.toLowerCase().split(/\s+/).filter(Boolean);
	const found = report.findings.filter((f) => isOfLevel(f, state.level) && (isIn(state.rules, f.category) || state.rules.has(f.rule)) && isIn(state.severities, SEVERITIES[f.severity]) &&
		isIn(state.kinds, KINDS[f.kind]) && (!state.design || f.design === state.design) && (!state.changes.size || state.changes.has(f.change)) &&
		words.every((word) => f.text.includes(word)));
	const compare = SORTS[state.sort] || SORTS.severity, sign = state.down ? -1 : 1;
	return found.sort((a, b) => sign * compare(a, b) || byPlace(a, b));
}

/* [{key, findings}], the largest first; findings that the question means nothing to are left out. */
function grouped(findings) {
	const groups = new Map();
	for (const f of findings) {
		const key = GROUPS[state.group].of(f);
		if (!key)
			continue;
		if (!groups.has(key))
			groups.set(key, { key, findings: [] });
		groups.get(key).findings.push(f);
	}
	return [...groups.values()].sort((a, b) => b.findings.length - a.findings.length || byText(a.key, b.key));
}

/* ---- the address ---- */

const SETS = { rules: 'rule', severities: 'severity', kinds: 'kind', changes: 'change' };

function hashOfState() {
	const p = new URLSearchParams({ view: state.view });
	for (const key of ['q', 'design', 'group', 'open'])
		if (state[key])
			p.set(key, state[key]);
	for (const [key, name] of Object.entries(SETS))
		for (const value of state[key])
			p.append(name, value);
	p.set('level', state.level);
	if (state.sort !== 'severity' || !state.down)
		p.set('sort', (state.down ? '-' : '') + state.sort);
	return '#' + p.toString();
}

/* Takes what is known, and nothing else: an address can come from anybody. */
function takeHash(hash) {
	const p = new URLSearchParams(hash.slice(1)), sort = p.get('sort') || '-severity', level = Number(p.get('level') || state.level);
	state.view = VIEWS.includes(p.get('view')) ? p.get('view') : 'findings';
	state.q = p.get('q') || '';
	state.design = DESIGN.some((d) => d.id === p.get('design')) ? p.get('design') : '';
	state.group = Object.hasOwn(GROUPS, p.get('group') || '') ? p.get('group') || '' : '';
	state.open = p.get('open') || '';
	for (const [key, name] of Object.entries(SETS))
		state[key] = new Set(p.getAll(name));
	state.level = Number.isInteger(level) ? Math.min(Math.max(level, 0), report.run.level) : 0;
	state.down = sort.startsWith('-');
	state.sort = Object.hasOwn(SORTS, sort.replace(/^-/, '')) ? sort.replace(/^-/, '') : 'severity';
}

/* ---- export ---- */

function asPlain(f) {
	const out = { rule: f.rule, name: f.name, kind: KINDS[f.kind], severity: SEVERITIES[f.severity], level: f.level, function: f.func, path: f.path, line: f.line,
		column: f.col, message: f.message, steps: f.steps.map((s) => ({ key: s.key, value: s.value, path: s.path, line: s.line, column: s.col })) };
	if (f.hotness >= 0)
		out.hotness = f.hotness;
	for (const key of ['config', 'fingerprint', 'change'])
		if (f[key])
			out[key] = f[key];
	return out;
}

/* A cell that a spreadsheet would take for a formula is made a text. */
function csvCell(value) {
	const text = plain(String(value));
	return '"' + (/^[=+\-@\t\r]/.test(text) && typeof value === 'string' ? '\'' : '') + text.replace(/"/g, '""') + '"';
}

function toCsv(findings) {
	const keys = ['severity', 'rule', 'name', 'kind', 'level', 'hotness', 'function', 'path', 'line', 'column', 'message', 'fingerprint'];
	return [keys.join(','), ...findings.map((f) => {
		const out = asPlain(f);
		return keys.map((key) => csvCell(out[key] === undefined ? '' : out[key])).join(',');
	})].join('\r\n') + '\r\n';
}

function toJson(findings) {
	return JSON.stringify({ schema: 'whynot-export/1', tool: report.run.tool, findings: findings.map(asPlain) }, null, 1) + '\n';
}

function save(name, type, text) {
	const url = URL.createObjectURL(new Blob([text], { type }));
	const link = make('a', { href: url, download: name });
	link.click();
	setTimeout(() => URL.revokeObjectURL(url), 10000);
}
