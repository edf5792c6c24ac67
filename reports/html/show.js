/* How things are put into the page: elements, texts of unknown origin, places, source lines. */

/* make('td', {class: 'place'}, 'text', element, ...): attributes by name, functions as listeners. */
function make(tag, attributes, ...children) {
	const element = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes || {})) {
		if (typeof value === 'function')
			element.addEventListener(name, value);
		else if (value !== false && value !== null && value !== undefined)
			element.setAttribute(name, value === true ? '' : value);
	}
	for (const child of children)
		if (typeof child === 'string')
			addText(element, child);
		else if (child)
			element.append(child);
	return element;
}

/* Characters that show nothing or change how others are shown, and U+EF80..U+EFFF, which stand for bytes that are no text. */
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\uef80-\uefff]|\udb40[\udc00-\udfff]/g;

function spellOut(c) {
	const code = c.codePointAt(0);
	if (code >= 0xef80 && code <= 0xefff)
		return '\\x' + (code - 0xef00).toString(16);
	return code < 0x80 ? '\\x' + code.toString(16).padStart(2, '0') : code <= 0xffff ? '\\u' + code.toString(16).padStart(4, '0') : '\\U' + code.toString(16).padStart(8, '0');
}

/* For attributes and files. */
function plain(text) {
	return text.replace(HIDDEN, spellOut);
}

function addText(element, text) {
	let at = 0;
	for (const match of text.matchAll(HIDDEN)) {
		if (match.index > at)
			element.append(text.slice(at, match.index));
		const raw = document.createElement('span');
		raw.className = 'raw';
		raw.textContent = spellOut(match[0]);
		element.append(raw);
		at = match.index + match[0].length;
	}
	if (at < text.length)
		element.append(at ? text.slice(at) : text);
}

function hashOfPlace(path, line) {
	return '#' + path.split('/').map(encodeURIComponent).join('/') + ':' + (line || 1);
}

/* True if this page or one beside it shows the source. */
function isShown(path) {
	return report.sources.has(path) || report.pages.has(path);
}

function addressOf(path, line) {
	return (report.sources.has(path) ? '' : report.pages.get(path)) + hashOfPlace(path, line);
}

/* A link to the place in the source view, or only its words if the page does not carry the file. */
function placeLink(path, line, words, attributes) {
	if (!isShown(path))
		return make('span', attributes, words);
	return make('a', { href: addressOf(path, line), ...attributes }, words);
}

/* What the compiler did is good news, though for LLVM its advice against something counts, too. */
function isGood(f) {
	return f.kind === 0 && f.severity === 0 && f.rule !== 'TTI';
}

function severityOf(f) {
	if (isGood(f))
		return make('span', { class: 'good' }, 'done');
	return make('span', { class: 'severity ' + SEVERITIES[f.severity] }, SEVERITIES[f.severity]);
}

/* The message with each argument that has a place of its own as a link to it. */
function addMessage(element, f) {
	f.args.slice(0, f.nMessage).forEach((arg) => {
		if (arg.path && arg.line && !(arg.path === f.path && arg.line === f.line))
			element.append(placeLink(arg.path, arg.line, arg.value));
		else
			addText(element, arg.value);
	});
	if (f.config)
		addText(element, ` (in configuration ${f.config})`);
	return element;
}

function count(n, word) {
	return `${n.toLocaleString('en')} ${word}${n === 1 ? '' : 's'}`;
}

function copyable(text) {
	const code = make('code', { tabindex: '0' }, text);
	const button = make('button', { type: 'button', click: async () => {
		getSelection().selectAllChildren(code);
		try {
			await navigator.clipboard.writeText(text);
			button.textContent = 'Copied';
		} catch {
			button.textContent = 'Selected';
		}
	} }, 'Copy');
	return make('div', { class: 'copy' }, code, button);
}

/* ---- lines ---- */

/* Bytes of the source for one character of ours. */
function bytesOf(code) {
	return code < 0x80 || (code >= 0xef80 && code <= 0xefff) ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

/* The index into `text` that lies `bytes` bytes behind index `at`. */
function advance(text, at, bytes) {
	while (bytes > 0 && at < text.length) {
		const code = text.codePointAt(at);
		bytes -= bytesOf(code);
		at += code > 0xffff ? 2 : 1;
	}
	return at;
}

const TOKEN_CLASSES = [null, 'tc', 'ts', 'tn', 'tk', 'td'];

/* [{number, text, runs: [[start, end, class]]}] of one chunk [first line, text, tokens]. */
function linesOfChunk(chunk) {
	const [first, text, tokens] = chunk;
	const lines = text.split('\n').map((line, i) => ({ number: first + i, text: line.endsWith('\r') ? line.slice(0, -1) : line, runs: [] }));
	let at = 0, line = 0, lineStart = 0, nextStart = lines.length > 1 ? text.indexOf('\n') + 1 : text.length + 1;
	for (let i = 0; i < tokens.length; i += 2) {
		let start = advance(text, at, tokens[i]);
		const end = advance(text, start, tokens[i + 1] >> 3), kind = TOKEN_CLASSES[tokens[i + 1] & 7];
		at = end;
		/* A token may reach over several lines. */
		while (start < end) {
			while (start >= nextStart) {
				line++;
				lineStart = nextStart;
				const feed = text.indexOf('\n', lineStart);
				nextStart = feed < 0 ? text.length + 1 : feed + 1;
			}
			const stop = Math.min(end, nextStart - 1);
			if (stop > start)
				lines[line].runs.push([start - lineStart, stop - lineStart, kind]);
			start = Math.min(end, nextStart);
		}
	}
	return lines;
}

function addTokens(element, line) {
	let at = 0;
	for (const [start, end, kind] of line.runs) {
		if (start > at)
			addText(element, line.text.slice(at, start));
		const token = make('span', { class: kind }, line.text.slice(start, end));
		element.append(token);
		at = end;
	}
	if (at < line.text.length)
		addText(element, line.text.slice(at));
	return element;
}

/* Blanks up to the column, tabs as tabs, then the caret. Hidden characters take the room of their spelling. */
function caretOf(text, col) {
	const end = advance(text, 0, col - 1);
	let blanks = '';
	for (const c of text.slice(0, end))
		blanks += c === '\t' ? '\t' : c.match(HIDDEN) ? ' '.repeat(spellOut(c).length) : ' ';
	const word = /^[\p{L}\p{N}_$]+/u.exec(text.slice(end));
	return blanks + '^' + (word ? '~'.repeat(word[0].length - 1) : '');
}

function rowOfLine(path, line, isAnchored) {
	const number = make('a', { class: 'n', href: hashOfPlace(path, line.number), 'aria-label': 'line ' + line.number }, String(line.number));
	const row = make('div', { class: 'row', 'data-line': line.number }, number, addTokens(make('code', {}), line));
	if (isAnchored)
		row.id = 'L' + line.number;
	return row;
}

function caretRow(line, col) {
	return make('div', { class: 'row', 'aria-hidden': 'true' }, make('span', { class: 'n' }), make('code', { class: 'caret' }, caretOf(line.text, col)));
}

/* The lines from `first` to `last` that the page carries. */
function linesBetween(path, first, last) {
	const source = report.sources.get(path);
	if (!source)
		return [];
	return source.chunks.filter((c) => c[0] <= last).flatMap((chunk) => {
		source.cut = source.cut || new Map();
		if (!source.cut.has(chunk))
			source.cut.set(chunk, linesOfChunk(chunk));
		return source.cut.get(chunk).filter((l) => l.number >= first && l.number <= last);
	});
}
