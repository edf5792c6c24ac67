/* codegen_collect(): the modes, and what becomes of a compiler that fails. */
#include "analyzer/codegen/codegen.h"

#include "analyzer/base/file.h"
#include "analyzer/base/panic.h"
#include "analyzer/base/path.h"
#include "analyzer/codegen/codegen_fact.h"
#include "analyzer/codegen/compile.h"
#include "analyzer/codegen/record_file.h"
#include "analyzer/codegen/remark_record.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static void fail(struct unit_facts *unit, struct intern *text, enum codegen_status status, const char *reason)
{
	struct fact_codegen *fact = codegen_fact(unit);

	fact->status = status;
	codegen_fact_say(fact, text, "%s", reason);
}

static void note_profile(struct unit_facts *unit, struct intern *text, const char *words)
{
	struct fact_profile_note note = { .text = intern_adds(text, words) };

	if (*words)
		VEC_PUSH(&unit->profile_notes, note);
}

static void read_outputs(const struct codegen *c, const struct compile_command *command, const struct compile *done,
			 struct intern *text, struct unit_facts *unit)
{
	struct source_paths paths;

	source_paths_init(&paths, c->root, command->directory, false, text);
	remark_record_read(done->record ? done->record : "", done->record_len, &paths, text, unit);
	source_paths_release(&paths);
	note_profile(unit, text, done->profile_note.text);
	codegen_read_assembly(c->root, command->directory, done->assembly ? done->assembly : "", done->assembly_len, c->with_text, text, unit);
}

/* A profile that this compiler cannot read costs the profile, not the remarks. clang 22 crashes on one that was cut off. */
static bool is_profile_to_blame(const struct compiler *c, const struct compile *done)
{
	if (!c->profdata)
		return false;
	return done->outcome == COMPILE_CRASHED || (done->outcome == COMPILE_ERRORS && strstr(done->reason.text, "profile"));
}

static void run_with_profile(struct compile *done, const struct codegen *c, const struct compile_command *command,
			     struct compiler *compiler, struct intern *text, struct unit_facts *unit)
{
	struct compile without;

	compile_run(done, command, compiler, c->root, true);
	if (!is_profile_to_blame(compiler, done))
		return;
	compiler->profdata = NULL;
	compile_run(&without, command, compiler, c->root, true);
	if (without.outcome == COMPILE_OK)
		note_profile(unit, text, done->outcome == COMPILE_CRASHED ? "the compiler crashes" : done->reason.text);
	compile_release(done);
	*done = without;
}

static void run_compiler(const struct codegen *c, const struct compile_command *command, struct intern *text,
			 struct unit_facts *unit)
{
	struct compiler compiler = { .path = c->gcc ? c->gcc : c->clang, .profdata = c->gcc ? NULL : c->profdata, .is_gcc = c->gcc };
	struct compile first, second;

	run_with_profile(&first, c, command, &compiler, text, unit);
	if (first.outcome == COMPILE_OK) {
		read_outputs(c, command, &first, text, unit);
		if (compiler.is_gcc && !first.record_len)
			fail(unit, text, CODEGEN_STATUS_WITHOUT_REMARKS, "this compiler writes no record of remarks; gcc does from version 11 on");
	} else if (first.outcome == COMPILE_CRASHED) {
		compile_run(&second, command, &compiler, c->root, false);
		if (second.outcome == COMPILE_OK) {
			fail(unit, text, CODEGEN_STATUS_WITHOUT_REMARKS, "the compiler crashes when it writes remarks");
			read_outputs(c, command, &second, text, unit);
		} else {
			fail(unit, text, CODEGEN_STATUS_FAILED,
			     second.outcome == COMPILE_CRASHED ? "the compiler crashed" : second.reason.text);
		}
		compile_release(&second);
	} else {
		fail(unit, text, CODEGEN_STATUS_FAILED, first.reason.text);
	}
	compile_release(&first);
}

static bool is_older(const char *record, const char *source)
{
	struct stat a, b;

	if (stat(record, &a) < 0 || stat(source, &b) < 0)
		return false;
	if (a.st_mtim.tv_sec != b.st_mtim.tv_sec)
		return a.st_mtim.tv_sec < b.st_mtim.tv_sec;
	return a.st_mtim.tv_nsec < b.st_mtim.tv_nsec;
}

/* A record can be another unit's: only the names of files in it tell. */
static bool says_something_about(const struct unit_facts *unit)
{
	for (size_t i = 0; i < unit->remarks.n; i++) {
		sid file = unit->remarks.items[i].file;

		for (size_t k = 0; k < unit->files.n && !sid_is_none(file); k++)
			if (sid_equal(file, unit->files.items[k].path))
				return true;
		if (!sid_is_none(file) && sid_equal(file, unit->main_file))
			return true;
	}
	return false;
}

static void check_record(const struct codegen *c, const struct compile_command *command, const char *path, struct intern *text,
			 struct unit_facts *unit)
{
	const char *record = path_relative(path, c->root);

	if (!sid_is_none(codegen_fact(unit)->reason))
		return;
	if (is_older(path, command->file))
		codegen_fact_say(codegen_fact(unit), text, "the record %s is older than the source", record);
	else if (!says_something_about(unit))
		codegen_fact_say(codegen_fact(unit), text, "the record %s says nothing about this file; is it another unit's, or was it "
			         "written without optimisation?", record);
}

static void read_record(const struct codegen *c, const struct compile_command *command, struct intern *text,
			struct unit_facts *unit)
{
	struct strbuf path = STRBUF_INIT, tried = STRBUF_INIT, bytes = STRBUF_INIT;
	struct error e = ERROR_INIT;

	if (!record_file_find(command, c->records, c->name_is_shared, &path, &tried)) {
		codegen_fact(unit)->status = CODEGEN_STATUS_NO_RECORD;
		codegen_fact_say(codegen_fact(unit), text, "no record of remarks; tried %s", tried.text);
	} else if (file_read(path.text, &bytes, &e) < 0) {
		fail(unit, text, CODEGEN_STATUS_FAILED, e.text.text);
	} else {
		codegen_read_remarks(c->root, command->directory, bytes.text, bytes.len, text, unit);
		check_record(c, command, path.text, text, unit);
	}
	error_release(&e);
	strbuf_release(&bytes);
	strbuf_release(&tried);
	strbuf_release(&path);
}

/* The list with one more word behind it; the caller frees. */
static const char **with_word(const char *const *args, size_t n, const char *word)
{
	const char **more = xmalloc((n + 1) * sizeof *more);

	for (size_t i = 0; i < n; i++)
		more[i] = args[i];
	more[n] = word;
	return more;
}

/* The last -O wins, so another one is put behind the command's own. Macros that depend on it (__OPTIMIZE__) follow. */
static void run_at_level(const struct codegen *c, const struct compile_command *command, struct intern *text,
			 struct unit_facts *unit)
{
	struct compile_command changed = *command;
	const char **args = with_word(command->args, command->n_args, c->opt_level);
	const char **gcc_args = with_word(command->gcc_args, command->n_gcc_args, c->opt_level);

	changed.args = args;
	changed.n_args++;
	changed.gcc_args = gcc_args;
	changed.n_gcc_args++;
	changed.opt_level = c->opt_level;
	run_compiler(c, &changed, text, unit);
	free(args);
	free(gcc_args);
}

void codegen_collect(const struct codegen *c, const struct compile_command *command, struct intern *text,
		     struct unit_facts *unit)
{
	bool is_changed = c->mode == CODEGEN_RUN && c->opt_level;

	codegen_fact(unit)->opt_level = intern_adds(text, is_changed ? c->opt_level : command->opt_level);
	switch (c->mode) {
	case CODEGEN_OFF:
		codegen_fact(unit)->status = CODEGEN_STATUS_OFF;
		break;
	case CODEGEN_RUN:
		if (is_changed)
			run_at_level(c, command, text, unit);
		else
			run_compiler(c, command, text, unit);
		break;
	case CODEGEN_READ:
		read_record(c, command, text, unit);
		break;
	}
}
