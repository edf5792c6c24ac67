'use strict';
/*
 * Reads the data block. Texts come from the analysed project: they only ever go into the page through textContent and
 * setAttribute (show.js), never through innerHTML or a URL that is followed by itself.
 */
const KINDS = ['Passed', 'Missed', 'Analysis', 'AnalysisFPCommute', 'AnalysisAliasing', 'Failure'];
const SEVERITIES = ['note', 'warning', 'error'];

/* From the whole to the machine: where one can work. A rule or a pass that no level names is the compiler's. */
const DESIGN = [
	{ id: 'system', title: 'System and modules', about: 'which parts know each other: includes, cycles', rules: ['unused-include', 'include-cycle'] },
	{ id: 'data', title: 'Algorithm and data', about: 'what is allocated, who keeps it, how it lies in memory', rules: ['escape', 'struct-padding'] },
	{ id: 'code', title: 'Code', about: 'calls and loops as they are written', rules: ['contract', 'inline', 'licm', 'loop-vectorize', 'loop-unroll', 'loop-unroll-full',
		'loop-delete', 'loop-distribute', 'loop-idiom', 'loop-interchange', 'loop-peel', 'loop-simplify', 'indvars', 'loop-interchange', 'loop-flatten', 'tailcallelim', 'tailcallrecurse', 'TTI'] },
	{ id: 'compiler', title: 'Compiler', about: 'what its passes did and could not do', rules: [] },
	{ id: 'hardware', title: 'Hardware', about: 'branches, registers, the stack, instructions', rules: ['branch-dense-loop', 'regalloc', 'spills', 'asm-printer',
		'prologepilog', 'stack-frame-layout', 'machine-outliner', 'peephole'] },
];

class Finding {
	constructor(row, index, words) {
		this.index = index;
		this.rule = words[row[0]];
		this.name = words[row[1]];
		this.category = words[row[2]];
		this.kind = row[3];
		this.severity = row[4];
		this.level = row[5];
		this.func = words[row[6]];
		this.path = words[row[7]];
		this.line = row[8];
		this.col = row[9];
		this.hotness = row[10];
		this.config = words[row[11]];
		this.fingerprint = words[row[12]];
		this.nMessage = row[13];
		this.row = row[14];
		this.words = words;
		this.heat = 0;
		this.haystack = null;
	}

	/* [{key, value, path, line, col}], a path of '' for none. Made when asked for: most are never looked at. */
	get args() {
		const args = [];
		for (let i = 0; i < this.row.length;) {
			const arg = { key: this.words[this.row[i]], value: this.words[this.row[i + 1]], path: this.words[this.row[i + 2]], line: 0, col: 0 };
			i += 3;
			if (arg.path) {
				arg.line = this.row[i];
				arg.col = this.row[i + 1];
				i += 2;
			}
			args.push(arg);
		}
		Object.defineProperty(this, 'args', { value: args });
		return args;
	}

	get message() {
		return this.args.slice(0, this.nMessage).map((arg) => arg.value).join('') + (this.config ? ` (in configuration ${this.config})` : '');
	}

	get steps() {
		return this.args.slice(this.nMessage).filter((arg) => arg.key !== 'String' && arg.key !== 'Change');
	}

	/* What a comparison of two reports says of it; '' in other reports. */
	get change() {
		const arg = this.args.find((a) => a.key === 'Change');
		return arg ? arg.value : '';
	}

	get place() {
		return this.path ? this.path + (this.line ? ':' + this.line + (this.col ? ':' + this.col : '') : '') : 'no place';
	}

	get design() {
		return designOf(this.rule);
	}

	/* All that the search looks at, in lower case. */
	get text() {
		if (this.haystack === null)
			this.haystack = [this.message, this.rule + '/' + this.name, this.func, this.place, SEVERITIES[this.severity], KINDS[this.kind],
				...this.steps.map((s) => s.value)].join('\n').toLowerCase();
		return this.haystack;
	}

	valueOf(key) {
		const arg = this.args.find((a) => a.key === key);
		return arg ? arg.value : '';
	}
}

const designByRule = new Map(DESIGN.flatMap((d) => d.rules.map((rule) => [rule, d.id])));

function designOf(rule) {
	return rule === 'whynot' ? '' : designByRule.get(rule) || 'compiler';
}

function readCode(row, at, words) {
	return { instructions: row[at], jumps: row[at + 1], calls: row[at + 2], callees: words[row[at + 3]], vectors: row[at + 4] };
}

function readConditions(row, words) {
	const list = [];
	for (let i = 0; i < row.length; i += 5)
		list.push({ line: row[i], col: row[i + 1], text: words[row[i + 2]], source: words[row[i + 3]], isExit: row[i + 4] === 1 });
	return list;
}

/* By line: [{func, isOwn, more, rows: [{mark, text}]}], and in how many functions there is code of the line. */
function readAssembly(file, words) {
	return new Map(file.slice(1).map((row) => {
		const copies = [];
		for (let i = 2; i < row.length; i += 4)
			copies.push({ func: words[row[i]], isOwn: row[i + 1] === 1, more: row[i + 2], rows: words[row[i + 3]].split('\n').map((text) => ({ mark: text[0], text: text.slice(1) })) });
		return [row[0], { n: row[1], copies }];
	}));
}

/* Findings, functions and loops come sorted by place; so do lists by path. */
function groupByPath(list) {
	const groups = new Map();
	for (const item of list) {
		const group = groups.get(item.path);
		if (group)
			group.push(item);
		else
			groups.set(item.path, [item]);
	}
	return groups;
}

/* The last of a list sorted by line that begins at or before the line and ends at or behind it; of several the one that begins last. */
function innermost(list, line) {
	let low = 0, high = list ? list.length : 0;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (list[middle].line <= line)
			low = middle + 1;
		else
			high = middle;
	}
	for (let i = low - 1, n = 0; i >= 0 && n < 200; i--, n++)
		if (list[i].end >= line)
			return list[i];
	return null;
}

/* Without a profile: ten turns a loop, one run a caller. An estimate, and the page says so. */
function estimateHeat(report) {
	for (const f of report.findings) {
		const loop = f.line ? innermost(report.loopsByPath.get(f.path), f.line) : null;
		const func = f.line ? innermost(report.functionsByPath.get(f.path), f.line) : null;
		f.loop = loop;
		f.heat = report.hasProfile ? Math.max(f.hotness, 0) : func ? 10 ** Math.min(loop ? loop.depth : 0, 4) * (1 + Math.min(func.callers, 99)) : 0;
	}
}

function readReport(data) {
	const words = data.words;
	/* Of a report that is a folder: the pages of other sources. */
	const report = { run: data, words, pages: new Map(typeof PAGES === 'undefined' ? [] : PAGES) };
	report.findings = data.findings.map((row, i) => new Finding(row, i, words));
	report.sources = new Map(data.sources.map((s) => [words[s[0]], { path: words[s[0]], lines: s[1], chunks: s.slice(2) }]));
	report.assembly = new Map(data.assembly.map((f) => [words[f[0]], readAssembly(f, words)]));
	report.functions = data.functions.map((row) => {
		const params = [];
		for (let i = 0; i < row[11].length; i += 2)
			params.push({ name: words[row[11][i]], type: words[row[11][i + 1]] });
		return { name: words[row[0]], path: words[row[1]], line: row[2], end: row[3], statements: row[4], callers: row[5], code: readCode(row, 6, words), params };
	});
	report.loops = data.loops.map((row) => ({ kind: words[row[0]], path: words[row[1]], line: row[2], col: row[3], end: row[4], depth: row[5],
		func: report.functions[row[6]], code: readCode(row, 7, words), conditions: readConditions(row[12], words), spills: row[13], reloads: row[14] }));
	report.includes = data.includes.map((row) => ({ from: words[row[0]], to: words[row[1]], line: row[2], names: row[3], lines: row[4], units: row[5], cycle: row[6] }));
	report.findingsByPath = groupByPath(report.findings);
	report.loopsByPath = groupByPath(report.loops);
	report.functionsByPath = groupByPath(report.functions);
	report.hasProfile = report.findings.some((f) => f.hotness >= 0);
	report.hasChanges = report.findings.some((f) => f.row.length && f.change);
	estimateHeat(report);
	return report;
}
