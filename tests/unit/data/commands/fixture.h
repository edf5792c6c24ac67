/* What the tests of commands/ share: a folder of one's own, a database in it, and looking into the result. */
#ifndef WHYNOT_TESTS_UNIT_DATA_COMMANDS_FIXTURE_H
#define WHYNOT_TESTS_UNIT_DATA_COMMANDS_FIXTURE_H

#include "tests/unit/unit.h"

#include "analyzer/base/path.h"
#include "analyzer/commands/compdb.h"
#include "tests/unit/scratch.h"

#include <string.h>

struct fixture {
	struct scratch scratch;
	char *folder;          /* its path without symbolic links */
	struct compdb db;
	struct error error;
};

static int fixture_setup(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	struct strbuf real = STRBUF_INIT;

	if (!f)
		return -1;
	f->error = (struct error)ERROR_INIT;
	scratch_init(&f->scratch);
	path_real(f->scratch.path.text, &real);
	f->folder = strbuf_detach(&real);
	*state = f;
	return 0;
}

static int fixture_teardown(void **state)
{
	struct fixture *f = *state;

	compdb_release(&f->db);
	error_release(&f->error);
	scratch_release(&f->scratch);
	free(f->folder);
	free(f);
	return 0;
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, fixture_setup, fixture_teardown)

/* The absolute path of a name in the folder; the caller frees it. */
static inline char *fixture_path(const struct fixture *f, const char *name)
{
	struct strbuf path = STRBUF_INIT;

	path_join(f->folder, name, &path);
	return strbuf_detach(&path);
}

static inline void fixture_folder(struct fixture *f, const char *name)
{
	assert_int_equal(mkdir(scratch_path(&f->scratch, name), 0777), 0);
}

static inline void fixture_file(struct fixture *f, const char *name, const char *text)
{
	scratch_write(&f->scratch, name, text);
}

/* Writes the text as the folder's database and loads it. */
static inline int fixture_try(struct fixture *f, const char *json)
{
	fixture_file(f, "compile_commands.json", json);
	compdb_release(&f->db);
	return compdb_load(&f->db, f->folder, &f->error);
}

static inline void fixture_load(struct fixture *f, const char *json)
{
	if (fixture_try(f, json) < 0)
		fail_msg("%s", f->error.text.text);
}

/* A database of one entry for a.c, which is made too, with this command. */
static inline void fixture_command(struct fixture *f, const char *command)
{
	struct strbuf json = STRBUF_INIT;

	fixture_file(f, "a.c", "int a;\n");
	strbuf_adds(&json, "[{\"directory\":\".\",\"file\":\"a.c\",\"command\":\"");
	for (; *command; command++) {
		if (*command == '"' || *command == '\\')
			strbuf_addc(&json, '\\');
		strbuf_addc(&json, *command);
	}
	strbuf_adds(&json, "\"}]");
	fixture_load(f, json.text);
	strbuf_release(&json);
}

/* The arguments of the command, each in <>. */
static inline void expect_args(const struct fixture *f, size_t command, const char *expected)
{
	struct strbuf text = STRBUF_INIT;

	assert_true(command < f->db.commands.n);
	for (size_t i = 0; i < f->db.commands.items[command].n_args; i++)
		strbuf_addf(&text, "<%s>", f->db.commands.items[command].args[i]);
	assert_string_equal(text.text, expected);
	strbuf_release(&text);
}

static inline size_t count_notes(const struct fixture *f, enum compdb_note_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < f->db.notes.n; i++)
		n += f->db.notes.items[i].kind == kind;
	return n;
}

/* There is exactly one note of the kind, at the line, and its text contains `part`. */
static inline void expect_note(const struct fixture *f, enum compdb_note_kind kind, unsigned line, const char *part)
{
	const struct compdb_note *found = NULL;

	for (size_t i = 0; i < f->db.notes.n; i++) {
		const struct compdb_note *note = &f->db.notes.items[i];

		if (note->kind == kind && strstr(note->text, part)) {
			if (found)
				fail_msg("two notes with \"%s\"", part);
			found = note;
		}
	}
	if (!found)
		fail_msg("no note with \"%s\" among %zu; first: %s", part, f->db.notes.n,
			 f->db.notes.n ? f->db.notes.items[0].text : "");
	assert_int_equal(found->line, line);
}

#endif
