/* Lines are searched for marks as they are, without looking at C's own rules: a mark in a string counts as well. */
#include "tests/annot.h"

#include "analyzer/base/file.h"
#include "analyzer/base/path.h"

#include <fts.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

/* Where we are in one file. */
struct cursor {
	struct annot_case *c;
	const char *file;     /* relative to the case's folder */
	const char *path;     /* for messages */
	uint32_t line;
	bool leading;         /* nothing but directives so far */
	struct error *e;
};

#define CURSOR_ERROR(at, ...) error_at((at)->e, (at)->path, (at)->line, 0, __VA_ARGS__)

static const char *skip_blanks(const char *p)
{
	return p + strspn(p, " \t");
}

static bool has_extension(const char *path, const char *const *extensions)
{
	const char *own = path_extension(path);

	for (; *extensions; extensions++)
		if (!strcmp(own, *extensions))
			return true;
	return false;
}

static bool is_unit(const char *path)
{
	static const char *const extensions[] = { ".c", ".cc", ".cpp", NULL };

	return has_extension(path, extensions);
}

static bool is_header(const char *path)
{
	static const char *const extensions[] = { ".h", ".hh", ".hpp", ".inc", ".def", NULL };

	return has_extension(path, extensions);
}

/* ---- directives ------------------------------------------------------------------------------------------------------ */

static void take_words(struct annot_case *c, struct annot_words *words, const char *text)
{
	while (*text) {
		size_t len = strcspn(text, " \t");

		VEC_PUSH(&words->list, arena_strndup(&c->memory, text, len));
		text = skip_blanks(text + len);
	}
}

static int take_directive(struct cursor *at, const char *text)
{
	struct annot_case *c = at->c;
	size_t len = strcspn(text, " \t");
	const char *rest = skip_blanks(text + len);

	if (!at->leading)
		return CURSOR_ERROR(at, "'%s' belongs on the first lines of the case", text);
	if (len == 5 && !strncmp(text, "flags", len)) {
		take_words(c, &c->flags, rest);
	} else if (len == 4 && !strncmp(text, "args", len)) {
		take_words(c, &c->args, rest);
	} else if (len == 4 && !strncmp(text, "exit", len) && *rest >= '0' && *rest <= '3' && !rest[1]) {
		c->exit_status = *rest - '0';
	} else if (len == 9 && !strncmp(text, "nocompile", len) && !*rest) {
		c->nocompile = true;
	} else if (len == 5 && !strncmp(text, "xfail", len) && *rest) {
		c->xfail = arena_strdup(&c->memory, rest);
	} else {
		return CURSOR_ERROR(at, "unknown directive '%s'; there are flags, args, exit N, nocompile and xfail REASON", text);
	}
	return 0;
}

/* ---- marks ----------------------------------------------------------------------------------------------------------- */

static const char *take_word(struct cursor *at, const char **p)
{
	size_t len = strcspn(*p, " \t\"");
	const char *word = arena_strndup(&at->c->memory, *p, len);

	*p = skip_blanks(*p + len);
	return word;
}

static bool is_kind(const char *word)
{
	static const char *const kinds[] = { "passed", "missed", "analysis", "analysisfpcommute", "analysisaliasing", "failure" };

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (!strcmp(word, kinds[i]))
			return true;
	return false;
}

static int take_message(struct cursor *at, const char **p, const char **message)
{
	struct strbuf text = STRBUF_INIT;
	const char *q = *p + 1;

	for (; *q && *q != '"'; q++) {
		if (*q == '\\' && (q[1] == '"' || q[1] == '\\'))
			q++;
		strbuf_addc(&text, *q);
	}
	*message = arena_strdup(&at->c->memory, text.text);
	strbuf_release(&text);
	if (!*q)
		return CURSOR_ERROR(at, "the message has no closing quote");
	*p = skip_blanks(q + 1);
	return 0;
}

/* What the mark is about: "" this line, "^" the one above, "@FILE" a file. */
static int take_place(struct cursor *at, const char **p, struct annot_mark *m)
{
	size_t up = strspn(*p, "^"), name = strcspn(*p, " \t");

	m->file = at->file;
	m->line = at->line - (uint32_t)up;
	if (up >= at->line)
		return CURSOR_ERROR(at, "there is no line that far above");
	*p += up;
	if (**p == '@') {
		m->file = arena_strndup(&at->c->memory, *p + 1, name - 1);
		m->line = 0;
		*p += name;
	}
	if (**p != ' ' && **p != '\t')
		return CURSOR_ERROR(at, "'%s' is no mark", *p);
	*p = skip_blanks(*p);
	return 0;
}

/* Parses one mark at `p`, behind its opening; leaves `p` behind it. In a block comment it ends with the comment. */
static int take_mark(struct cursor *at, const char **p, bool in_block)
{
	struct annot_mark m = { .message = "" };
	const char *end;

	if (take_place(at, p, &m) < 0)
		return -1;
	m.kind = take_word(at, p);
	m.rule = take_word(at, p);
	m.name = take_word(at, p);
	if (!is_kind(m.kind) || !*m.rule || *m.name < 'A' || *m.name > 'Z')
		return CURSOR_ERROR(at, "a mark is a kind, a rule and a Name, not '%s %s %s'", m.kind, m.rule, m.name);
	if (**p == '"' && take_message(at, p, &m.message) < 0)
		return -1;
	end = in_block ? "*/" : "//!";
	if (strncmp(*p, end, strlen(end)) != 0 && (in_block || **p))
		return CURSOR_ERROR(at, "what is '%s' behind the mark?", *p);
	VEC_PUSH(&at->c->marks, m);
	return 0;
}

static int take_line_marks(struct cursor *at, const char *line)
{
	const char *p = line;

	if (!strncmp(line, "//!", 3) && line[3] >= 'a' && line[3] <= 'z')
		return take_directive(at, line + 3);
	at->leading = false;
	for (;;) {
		const char *single = strstr(p, "//!"), *block = strstr(p, "/*!");
		bool in_block = block && (!single || block < single);

		if (!single && !block)
			return 0;
		p = (in_block ? block : single) + 3;
		if (take_mark(at, &p, in_block) < 0)
			return -1;
	}
}

static int read_marks(struct annot_case *c, const char *file, struct error *e)
{
	struct cursor at = { .c = c, .file = file, .leading = true, .e = e };
	struct strbuf path = STRBUF_INIT, bytes = STRBUF_INIT;
	char *line, *rest;
	int rc;

	path_join(c->folder, file, &path);
	at.path = path.text;
	rc = file_read(path.text, &bytes, e);
	for (rest = bytes.text; rc == 0 && (line = strsep(&rest, "\n")) != NULL;) {
		at.line++;
		rc = take_line_marks(&at, line);
	}
	strbuf_release(&path);
	strbuf_release(&bytes);
	return rc;
}

/* ---- files ------------------------------------------------------------------------------------------------------------ */

static int by_name(const FTSENT **a, const FTSENT **b)
{
	return strcmp((*a)->fts_name, (*b)->fts_name);
}

static void add_file(struct annot_case *c, const char *path)
{
	const char *file = arena_strdup(&c->memory, path_relative(path, c->folder));

	if (is_unit(file))
		VEC_PUSH(&c->units.list, file);
	if (is_unit(file) || is_header(file))
		VEC_PUSH(&c->files.list, file);
	if (!strcmp(file, "compile_commands.json"))
		c->has_database = true;
}

static int add_folder(struct annot_case *c, struct error *e)
{
	char *folder = arena_strdup(&c->memory, c->folder), *roots[] = { folder, NULL };
	FTS *tree = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, by_name);
	FTSENT *entry;

	if (!tree)
		return error_set(e, "cannot read %s: %s", c->folder, strerror(errno));
	while ((entry = fts_read(tree)) != NULL)
		if (entry->fts_info == FTS_F)
			add_file(c, entry->fts_path);
	fts_close(tree);
	return 0;
}

int annot_load(struct annot_case *c, const char *path, struct error *e)
{
	struct strbuf real = STRBUF_INIT, parent = STRBUF_INIT;
	struct stat st;
	int rc = 0;

	*c = (struct annot_case){ .exit_status = -1 };
	path_real(path, &real);
	path_join(real.text, "..", &parent);
	c->rule = arena_strdup(&c->memory, path_base(parent.text));
	if (stat(real.text, &st) < 0) {
		rc = error_set(e, "cannot read %s: %s", path, strerror(errno));
	} else if (S_ISDIR(st.st_mode)) {
		c->folder = arena_strdup(&c->memory, real.text);
		rc = add_folder(c, e);
	} else {
		c->folder = arena_strdup(&c->memory, parent.text);
		add_file(c, real.text);
	}
	if (rc == 0 && !c->units.list.n)
		rc = error_set(e, "%s: no unit in it", path);
	for (size_t i = 0; i < c->files.list.n && rc == 0; i++)
		rc = read_marks(c, c->files.list.items[i], e);
	strbuf_release(&real);
	strbuf_release(&parent);
	return rc;
}

void annot_release(struct annot_case *c)
{
	VEC_RELEASE(&c->units.list);
	VEC_RELEASE(&c->files.list);
	VEC_RELEASE(&c->marks);
	VEC_RELEASE(&c->flags.list);
	VEC_RELEASE(&c->args.list);
	arena_release(&c->memory);
}
