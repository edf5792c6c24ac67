/*
 * The architecture's rules that a compiler does not check: which folder may include what, who may end the program or write
 * to stderr, how long functions and files get. The table is that of analyzer/README.md.
 *
 * Each file is read as text with comments and the insides of literals blanked out, which is all the C that is needed here.
 * It is over 400 lines because the checks and the made-up sources that they must catch belong side by side.
 */
#include "analyzer/base/file.h"
#include "analyzer/base/vec.h"

#include <ctype.h>
#include <fts.h>
#include <stdbool.h>
#include <string.h>

#include "tests/unit/unit.h"

#define SOURCE_ROOT TEST_SOURCE_DIR "/.."
#define FUNCTION_LINES_MAX 60
#define FILE_LINES_MAX 400
#define MAY_MAX 6

/* A file belongs to the layer with the longest prefix that leaves no folder in the rest of its path. */
struct layer {
	const char *prefix;
	const char *may[MAY_MAX]; /* prefixes of what it may include, its own prefix apart */
};

#define BASE "analyzer/base/"
#define FACTS "analyzer/facts/"
#define PROGRAM "analyzer/program/"
#define PROFILE "analyzer/profile/"

static const struct layer layers[] = {
	{ "analyzer/", { "analyzer/", "rules/", "reports/" } },
	{ BASE, { NULL } },
	{ "analyzer/cache/", { BASE } },
	{ "analyzer/commands/", { BASE } },
	{ "analyzer/config/", { BASE, "rules/finding.h", "rules/include_mapping.h" } },
	{ "analyzer/frontend/", { BASE, FACTS } },
	{ "analyzer/codegen/", { BASE, FACTS } },
	{ FACTS, { BASE } },
	{ PROFILE, { BASE } },
	{ PROGRAM, { BASE, FACTS, PROFILE } },
	{ "rules/", { BASE, FACTS, PROGRAM } }, /* facts are what the program is made of */
	{ "rules/finding.", { BASE } },
	{ "rules/exhibit.", { BASE } },
	{ "rules/rule_info.", { BASE, "rules/finding.h" } },
	{ "rules/emit.", { BASE, "rules/finding.h", "rules/rule_info.h" } },
	{ "rules/gate/", { BASE, "rules/finding.h", "rules/rule_info.h", "rules/exhibit.h", "rules/emit.h" } },
	{ "reports/", { BASE, "rules/finding.h", "rules/rule_info.h", "rules/exhibit.h" } },
};

/* Libraries that are behind one layer, or a few. */
struct foreign {
	const char *prefix;
	const char *layers[MAY_MAX];
};

static const struct foreign foreigns[] = {
	{ "clang-c/", { "analyzer/frontend/" } },
	{ "llvm-c/Remarks.h", { "analyzer/codegen/" } },
	{ "llvm-c/", { "analyzer/cache/", "analyzer/codegen/" } },
	{ "jansson", { "analyzer/commands/", "analyzer/codegen/", PROFILE, "reports/" } },
	{ "zlib.h", { "analyzer/base/" } },
	{ "yaml.h", { "reports/", "rules/gate/", "analyzer/config/" } },
};

/* Words that only these files may use. */
struct reserved {
	const char *word;
	const char *files[MAY_MAX];
};

static const struct reserved reserved[] = {
	{ "exit", { "analyzer/main.c", "analyzer/base/panic.c" } },
	{ "abort", { "analyzer/base/panic.c" } },
	{ "perror", { NULL } },
	{ "stderr", { "analyzer/main.c", "analyzer/base/panic.c", "analyzer/progress.c", "analyzer/show.c" } },
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool starts_with(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

static const struct layer *layer_of(const char *path)
{
	const struct layer *found = NULL;

	for (size_t i = 0; i < COUNT(layers); i++) {
		const char *prefix = layers[i].prefix;
		if (starts_with(path, prefix) && !strchr(path + strlen(prefix), '/') &&
		    (!found || strlen(prefix) > strlen(found->prefix)))
			found = &layers[i];
	}
	return found;
}

static bool is_ours(const char *target)
{
	return starts_with(target, "analyzer/") || starts_with(target, "rules/") || starts_with(target, "reports/");
}

/* What is wrong with including `target`, or NULL. */
static const char *check_include(const char *path, const char *target, bool is_quoted)
{
	const struct layer *layer = layer_of(path);

	if (!layer)
		return "the file belongs to no layer";
	if (strstr(target, "../") || is_quoted != is_ours(target))
		return "our files are included in quotes by their path from the source root, others in angle brackets";
	for (size_t i = 0; i < COUNT(foreigns); i++) {
		const struct foreign *f = &foreigns[i];
		bool is_allowed = !starts_with(target, f->prefix);
		for (size_t k = 0; k < MAY_MAX && f->layers[k]; k++)
			is_allowed = is_allowed || strcmp(f->layers[k], layer->prefix) == 0;
		if (!is_allowed)
			return "this library is behind another layer";
	}
	if (!is_quoted || starts_with(target, layer->prefix))
		return NULL;
	for (size_t k = 0; k < MAY_MAX && layer->may[k]; k++) {
		if (starts_with(target, layer->may[k]))
			return NULL;
	}
	return "this layer may not include that one";
}

/* The same for a line of source: NULL if it is no include or a good one. */
static const char *check_include_line(const char *path, const char *line, size_t len)
{
	char target[256];
	size_t i = 0, n = 0;

	while (i < len && (line[i] == ' ' || line[i] == '\t'))
		i++;
	if (i == len || line[i++] != '#')
		return NULL;
	while (i < len && (line[i] == ' ' || line[i] == '\t'))
		i++;
	if (len - i < 7 || !starts_with(line + i, "include"))
		return NULL;
	i += 7;
	while (i < len && (line[i] == ' ' || line[i] == '\t'))
		i++;
	if (i == len || !strchr("\"<", line[i]))
		return "the included file must be named in the directive";
	char end = line[i] == '<' ? '>' : '"';
	for (i++; i < len && line[i] != end && n < sizeof target - 1; i++)
		target[n++] = line[i];
	target[n] = '\0';
	return check_include(path, target, end == '"');
}

/* Where the comment or literal at `text` ends; `text + 1` if there is none. */
static const char *skip_opaque(const char *text, const char *end)
{
	const char *p = text + 1;

	if (text[0] == '/' && p < end && *p == '*') {
		for (p++; p + 1 < end && !(p[0] == '*' && p[1] == '/'); p++)
			;
		return p + 1 < end ? p + 2 : end;
	}
	if (text[0] == '/' && p < end && *p == '/')
		return memchr(p, '\n', (size_t)(end - p)) ? (const char *)memchr(p, '\n', (size_t)(end - p)) : end;
	if (text[0] != '"' && text[0] != '\'')
		return p;
	while (p < end && *p != text[0] && *p != '\n')
		p += *p == '\\' && p + 1 < end ? 2 : 1;
	return p < end ? p + 1 : end;
}

/* Replaces `out` with the text of the same length in which comments and literals are blank but for their line ends. */
static void blank_opaque(const struct strbuf *text, struct strbuf *out)
{
	const char *end = text->text + text->len;

	strbuf_clear(out);
	for (const char *p = text->text; p < end;) {
		const char *next = skip_opaque(p, end);
		if (next == p + 1)
			strbuf_addc(out, *p);
		for (const char *q = p; next != p + 1 && q < next; q++)
			strbuf_addc(out, *q == '\n' ? '\n' : ' ');
		p = next;
	}
}

static bool is_reserved_from(const struct reserved *r, const char *path)
{
	for (size_t k = 0; k < MAY_MAX && r->files[k]; k++) {
		if (strcmp(r->files[k], path) == 0)
			return false;
	}
	return true;
}

/* The reserved word that the line of blanked text uses though `path` may not, or NULL. */
static const char *check_words(const char *path, const char *line, size_t len)
{
	size_t start = 0;

	for (size_t i = 0; i <= len; i++) {
		if (i < len && (isalnum((unsigned char)line[i]) || line[i] == '_'))
			continue;
		for (size_t k = 0; k < COUNT(reserved); k++) {
			if (strlen(reserved[k].word) == i - start && starts_with(line + start, reserved[k].word) &&
			    is_reserved_from(&reserved[k], path))
				return reserved[k].word;
		}
		start = i + 1;
	}
	return NULL;
}

/* Whether the file begins with a comment that says this, wherever its lines are broken. */
static bool top_comment_says(const struct strbuf *text, const char *words)
{
	struct strbuf comment = STRBUF_INIT;
	const char *end = text->text + text->len;

	if (!starts_with(text->text, "/*"))
		return false;
	end = skip_opaque(text->text, end);
	for (const char *p = text->text; p < end; p++) {
		bool is_blank = isspace((unsigned char)*p) || *p == '*';
		if (!is_blank)
			strbuf_addc(&comment, *p);
		else if (comment.len && comment.text[comment.len - 1] != ' ')
			strbuf_addc(&comment, ' ');
	}
	bool says = strstr(comment.text, words) != NULL;
	strbuf_release(&comment);
	return says;
}

struct complaints {
	struct strbuf text;
	size_t n;
};

static void complain(struct complaints *c, const char *path, size_t line, const char *what, const char *detail)
{
	strbuf_addf(&c->text, "%s:%zu: %s%s\n", path, line, what, detail);
	c->n++;
}

/* Everything about one file. `path` counts from the source root. */
static void check_file(struct complaints *c, const char *path, const struct strbuf *text)
{
	struct strbuf code = STRBUF_INIT;
	size_t n = 0, start = 0, function = 0;
	bool long_functions = top_comment_says(text, "over 60 lines because");

	blank_opaque(text, &code);
	for (size_t at = 0; at < code.len; at = start) {
		const char *end = memchr(code.text + at, '\n', code.len - at);
		size_t len = end ? (size_t)(end - code.text) - at : code.len - at;
		n++;
		start = at + len + 1;
		const char *trouble = code.text[at] == ' ' && text->text[at] != ' ' ? NULL : check_include_line(path, text->text + at, len);
		if (trouble)
			complain(c, path, n, trouble, "");
		const char *word = check_words(path, code.text + at, len);
		if (word)
			complain(c, path, n, "not for this file: ", word);
		if (len == 1 && code.text[at] == '{')
			function = n;
		if (len == 1 && code.text[at] == '}' && function && n - function + 1 > FUNCTION_LINES_MAX && !long_functions)
			complain(c, path, function, "the function is too long, and no 'over 60 lines because' on top of the file", "");
	}
	if (n > FILE_LINES_MAX && !top_comment_says(text, "over 400 lines because"))
		complain(c, path, n, "the file is too long, and no 'over 400 lines because' on top", "");
	strbuf_release(&code);
}

/* By name, so that complaints come in the same order everywhere. */
static int compare_names(const FTSENT **a, const FTSENT **b)
{
	return strcmp((*a)->fts_name, (*b)->fts_name);
}

static bool is_source(const char *name)
{
	size_t len = strlen(name);

	return len > 2 && name[len - 2] == '.' && (name[len - 1] == 'c' || name[len - 1] == 'h');
}

static size_t check_folder(struct complaints *c, const char *folder)
{
	struct strbuf text = STRBUF_INIT;
	struct error e = ERROR_INIT;
	char *const roots[] = { (char *)folder, NULL };
	FTS *tree = fts_open(roots, FTS_PHYSICAL, compare_names);
	size_t n = 0;

	assert_non_null(tree);
	for (FTSENT *entry; (entry = fts_read(tree));) {
		if (entry->fts_info != FTS_F || !is_source(entry->fts_name))
			continue;
		if (file_read(entry->fts_path, &text, &e) < 0)
			fail_msg("%s", e.text.text);
		check_file(c, entry->fts_path + strlen(SOURCE_ROOT "/"), &text);
		n++;
	}
	fts_close(tree);
	strbuf_release(&text);
	error_release(&e);
	return n;
}

static void sources_keep_the_rules(void **state)
{
	struct complaints c = { STRBUF_INIT, 0 };

	(void)state;
	assert_true(check_folder(&c, SOURCE_ROOT "/analyzer") > 30);
	assert_true(check_folder(&c, SOURCE_ROOT "/rules") > 5);
	assert_true(check_folder(&c, SOURCE_ROOT "/reports") > 3);
	if (c.n)
		fail_msg("%zu complaints:\n%s", c.n, c.text.text);
	strbuf_release(&c.text);
}

static bool is_good(const char *path, const char *line)
{
	return check_include_line(path, line, strlen(line)) == NULL;
}

static void wrong_includes_are_found(void **state)
{
	(void)state;
	assert_true(is_good("reports/text.c", "#include \"rules/finding.h\""));
	assert_true(is_good("reports/text.c", "#include \"reports/report.h\""));
	assert_true(is_good("analyzer/run.c", "#include \"rules/rule.h\""));
	assert_true(is_good("analyzer/frontend/walk.c", "#  include <clang-c/Index.h>"));
	assert_true(is_good("rules/struct_padding.c", "#include \"analyzer/program/program.h\""));
	assert_true(is_good("rules/gate/gate.c", "#include <yaml.h>"));
	assert_true(is_good("analyzer/base/out.c", "int x; // #include \"rules/finding.h\""));

	assert_false(is_good("reports/text.c", "#include \"rules/emit.h\""));
	assert_false(is_good("reports/text.c", "#include \"analyzer/program/program.h\""));
	assert_false(is_good("reports/text.c", "\t# include \t\"analyzer/facts/facts.h\""));
	assert_false(is_good("reports/html/page.c", "#include <string.h>"));
	assert_false(is_good("analyzer/base/out.c", "#include \"analyzer/facts/facts.h\""));
	assert_false(is_good("analyzer/base/out.c", "#include \"out.h\""));
	assert_false(is_good("analyzer/base/out.c", "#include <analyzer/base/out.h>"));
	assert_false(is_good("analyzer/base/out.c", "#include \"analyzer/base/../facts/facts.h\""));
	assert_false(is_good("analyzer/base/out.c", "#include HEADER"));
	assert_false(is_good("analyzer/commands/compdb.c", "#include \"analyzer/options.h\""));
	assert_false(is_good("analyzer/program/link.c", "#include \"analyzer/frontend/frontend.h\""));
	assert_false(is_good("analyzer/program/link.c", "#include <clang-c/Index.h>"));
	assert_false(is_good("analyzer/run.c", "#include <clang-c/Index.h>"));
	assert_false(is_good("analyzer/frontend/walk.c", "#include <llvm-c/Remarks.h>"));
	assert_false(is_good("rules/compiler.c", "#include <jansson.h>"));
	assert_false(is_good("rules/compiler.c", "#include <yaml.h>"));
	assert_false(is_good("rules/compiler.c", "#include \"analyzer/codegen/codegen.h\""));
	assert_false(is_good("rules/finding.c", "#include \"analyzer/program/program.h\""));
	assert_false(is_good("rules/gate/gate.c", "#include \"rules/rule.h\""));
	assert_false(is_good("analyzer/newfolder/x.c", "#include <string.h>"));
}

/* How many complaints this text gives as that file. */
static size_t complaints_about(const char *path, const char *source)
{
	struct complaints c = { STRBUF_INIT, 0 };
	struct strbuf text = STRBUF_INIT;

	strbuf_adds(&text, source);
	check_file(&c, path, &text);
	strbuf_release(&text);
	strbuf_release(&c.text);
	return c.n;
}

static void reserved_words_are_found(void **state)
{
	(void)state;
	assert_int_equal(complaints_about("rules/x.c", "\texit(1);\n"), 1);
	assert_int_equal(complaints_about("rules/x.c", "\tif (x) abort();\n\tperror(0);\n"), 2);
	assert_int_equal(complaints_about("reports/x.c", "\tfprintf(stderr, \"\");"), 1);
	assert_int_equal(complaints_about("reports/x.c", "#define X 1 /* \" */\n\tfputs(\"/*\", stderr); // */\n"), 1);
	assert_int_equal(complaints_about("analyzer/main.c", "\tfprintf(stderr, x);\n\texit(2);\n"), 0);
	assert_int_equal(complaints_about("rules/x.c", "/* exit stderr\n abort */\n\tputs(\"exit \\\" abort\"); // stderr\n"), 0);
	assert_int_equal(complaints_about("rules/x.c", "\t_exit(1); exit_status(); x_abort = '\"'; y = '\\'';\n"), 0);
	assert_int_equal(complaints_about("rules/x.c", "/*\n#include \"analyzer/run.h\"\n*/\n"), 0);
	assert_int_equal(complaints_about("rules/x.c", "#include \"analyzer/run.h\"\n"), 1);
}

static void long_functions_and_files_are_found(void **state)
{
	struct strbuf text = STRBUF_INIT, reason = STRBUF_INIT;

	(void)state;
	strbuf_adds(&text, "void f(void)\n{\n");
	for (int i = 0; i < FUNCTION_LINES_MAX - 2; i++)
		strbuf_adds(&text, "\tg();\n");
	strbuf_adds(&text, "}\n");
	assert_int_equal(complaints_about("rules/x.c", text.text), 0);
	text.len -= 2;
	strbuf_adds(&text, "\tg();\n}\n");
	assert_int_equal(complaints_about("rules/x.c", text.text), 1);
	strbuf_addf(&reason, "/*\n * It is over 60 lines\n * because of this.\n */\n%s", text.text);
	assert_int_equal(complaints_about("rules/x.c", reason.text), 0);
	strbuf_clear(&text);
	for (int i = 0; i < FILE_LINES_MAX + 1; i++)
		strbuf_adds(&text, "int x;\n");
	assert_int_equal(complaints_about("rules/x.c", text.text), 1);
	strbuf_clear(&reason);
	strbuf_addf(&reason, "/* This is over 400 lines because it has to be. */\n%s", text.text);
	assert_int_equal(complaints_about("rules/x.c", reason.text), 0);
	strbuf_release(&text);
	strbuf_release(&reason);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wrong_includes_are_found),
		cmocka_unit_test(reserved_words_are_found),
		cmocka_unit_test(long_functions_and_files_are_found),
		cmocka_unit_test(sources_keep_the_rules),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
