/* Small sources in a folder of their own, analysed as one unit: for the tests of the front end. */
#ifndef WHYNOT_TESTS_UNIT_TEST_FRONTEND_H
#define WHYNOT_TESTS_UNIT_TEST_FRONTEND_H

#include "tests/unit/unit.h"

#include "analyzer/facts/facts_text.h"
#include "analyzer/frontend/frontend.h"
#include "tests/unit/scratch.h"

#include <string.h>

struct project {
	struct scratch folder;
	struct frontend *frontend;
	struct intern text;
	struct unit_facts unit;
	struct strbuf facts, picked, source;
	const char *args[8];
	size_t n_args;
};

static inline void project_init(struct project *p)
{
	*p = (struct project){ .facts = STRBUF_INIT, .picked = STRBUF_INIT, .source = STRBUF_INIT };
	scratch_init(&p->folder);
	p->frontend = frontend_new(p->folder.path.text, TEST_CLANG);
	intern_init(&p->text);
}

static inline void project_release(struct project *p)
{
	frontend_free(p->frontend);
	unit_facts_release(&p->unit);
	intern_release(&p->text);
	strbuf_release(&p->facts);
	strbuf_release(&p->picked);
	strbuf_release(&p->source);
	scratch_release(&p->folder);
}

static inline void project_arg(struct project *p, const char *arg)
{
	assert_true(p->n_args < sizeof p->args / sizeof *p->args);
	p->args[p->n_args++] = arg;
}

static inline void project_folder(struct project *p, const char *name)
{
	if (mkdir(scratch_path(&p->folder, name), 0700) != 0)
		fail_msg("cannot make %s", name);
}

/* Analyses the file of the folder, with these directives blanked. */
static inline void project_collect_edited(struct project *p, const char *file, const struct frontend_edit *blanks, size_t n)
{
	struct compile_command command = { .directory = p->folder.path.text, .args = p->args, .n_args = p->n_args, .config = "" };

	strbuf_clear(&p->source);
	strbuf_adds(&p->source, scratch_path(&p->folder, file));
	command.file = p->source.text;
	command.is_cxx = strstr(file, ".cc") != NULL;
	unit_facts_release(&p->unit);
	frontend_collect_edited(p->frontend, &command, blanks, n, &p->text, &p->unit);
	strbuf_clear(&p->facts);
	facts_text_write(&p->unit, &p->text, &p->facts);
}

static inline void project_collect(struct project *p, const char *file)
{
	project_collect_edited(p, file, NULL, 0);
}

/* One source, a.c or (if so asked) a.cc, and what becomes of it. */
static inline void project_source(struct project *p, const char *file, const char *source)
{
	scratch_write(&p->folder, file, source);
	project_collect(p, file);
}

static inline bool project_starts(const char *line, const char *word)
{
	size_t len = strlen(word);

	return !strncmp(line, word, len) && line[len] == '\t';
}

/*
 * The lines of the file's section that start with one of the kinds (separated by one blank), '|' for a TAB, as they come.
 * A file "" means the lines outside sections.
 */
static inline const char *project_facts(struct project *p, const char *file, const char *kinds)
{
	bool here = !file[0];
	char word[32];

	strbuf_clear(&p->picked);
	for (const char *line = p->facts.text; *line; line = strchr(line, '\n') + 1) {
		size_t len = strcspn(line, "\n"), word_len = strcspn(line, "\t\n");

		assert_true(word_len < sizeof word);
		memcpy(word, line, word_len);
		word[word_len] = '\0';
		if (project_starts(line, "file"))
			here = !strncmp(line + 5, file, strlen(file)) && line[5 + strlen(file)] == '\t';
		else if (!strcmp(word, "end-of-files"))
			here = !file[0];
		if (!here || !strstr(kinds, word))
			continue;
		for (size_t i = 0; i < len; i++)
			strbuf_addc(&p->picked, line[i] == '\t' ? '|' : line[i]);
		strbuf_addc(&p->picked, '\n');
	}
	return p->picked.text;
}

static inline void project_expect(struct project *p, const char *file, const char *kinds, const char *expected)
{
	assert_string_equal(project_facts(p, file, kinds), expected);
}

/* The line is among those of its kind. */
static inline void project_has(struct project *p, const char *file, const char *line)
{
	char kind[32];
	size_t len = strcspn(line, "|");
	struct strbuf whole = STRBUF_INIT;

	assert_true(len < sizeof kind);
	memcpy(kind, line, len);
	kind[len] = '\0';
	strbuf_addf(&whole, "%s\n", line);
	if (!strstr(project_facts(p, file, kind), whole.text))
		fail_msg("%s lacks\n%samong\n%s", file, whole.text, p->picked.text);
	strbuf_release(&whole);
}

static inline void project_lacks(struct project *p, const char *file, const char *kind, const char *part)
{
	if (strstr(project_facts(p, file, kind), part))
		fail_msg("%s has %s in\n%s", file, part, p->picked.text);
}

static inline const struct file_facts *project_file(const struct project *p, const char *path)
{
	for (size_t i = 0; i < p->unit.files.n; i++)
		if (!strcmp(intern_text(&p->text, p->unit.files.items[i].path), path))
			return &p->unit.files.items[i];
	fail_msg("the unit does not read %s", path);
	return NULL;
}

/* Runs a test with a project of its own. */
#define PROJECT_TEST(name) cmocka_unit_test_setup_teardown(name, project_set_up, project_tear_down)

static inline int project_set_up(void **state)
{
	struct project *p = xmalloc(sizeof *p);

	project_init(p);
	*state = p;
	return 0;
}

static inline int project_tear_down(void **state)
{
	project_release(*state);
	free(*state);
	return 0;
}

#endif
