/*
 * include_trials DIR CLANG [headers]: what the proof by digests says of every include, not only of candidates. For each unit of
 * the database in DIR and each of its active directives (in the main file; with `headers` also in the project's headers), the
 * unit is parsed without that line. For deletions.py, which does the same with object code and compares.
 *
 *	unit   NUMBER  DIRECTORY  FILE  ARGUMENT...          tab-separated, paths absolute
 *	trial  NUMBER  FILE  LINE  SPELLING  TARGET  VERDICT  REASON
 */
#include "analyzer/base/path.h"
#include "analyzer/commands/compdb.h"
#include "analyzer/frontend/frontend.h"

#include <stdio.h>
#include <string.h>

static const struct file_facts *find_file(const struct unit_facts *u, const struct intern *text, const char *path)
{
	for (size_t i = 0; i < u->files.n; i++)
		if (!strcmp(intern_text(text, u->files.items[i].path), path))
			return &u->files.items[i];
	return NULL;
}

/* Prints the verdict and its reason, as analyzer/prove.c finds them. */
static void compare(const struct unit_facts *was, const struct intern *was_text, const struct unit_facts *is, const struct intern *is_text)
{
	if (is->status != was->status || is->diagnostics.n != was->diagnostics.n) {
		printf("broken\t%s\n", is->diagnostics.n ? intern_text(is_text, is->diagnostics.items[0].text) : "");
		return;
	}
	for (size_t i = 0; i < is->files.n; i++) {
		const char *path = intern_text(is_text, is->files.items[i].path);
		const struct file_facts *f = find_file(was, was_text, path);

		if (!f || f->digest != is->files.items[i].digest) {
			printf("different\t%s\n", path);
			return;
		}
	}
	printf("same\t\n");
}

static void try_file(struct frontend *f, const struct compile_command *c, size_t number, const struct unit_facts *was,
		     const struct intern *text, const struct file_facts *file)
{
	for (size_t i = 0; i < file->includes.n; i++) {
		const struct fact_include *inc = &file->includes.items[i];
		struct frontend_edit blank = { intern_text(text, file->path), inc->at.line, "" };
		struct unit_facts is = { 0 };
		struct intern is_text;

		if (inc->flags & INCLUDE_FLAG_INACTIVE || sid_is_none(inc->target))
			continue;
		printf("trial\t%zu\t%s\t%u\t%s\t%s\t", number, blank.file, blank.line, intern_text(text, inc->spelling),
		       intern_text(text, inc->target));
		intern_init(&is_text);
		frontend_collect_edited(f, c, &blank, 1, &is_text, &is);
		compare(was, text, &is, &is_text);
		unit_facts_release(&is);
		intern_release(&is_text);
	}
}

static void try_unit(struct frontend *f, const struct compile_command *c, size_t number, bool headers)
{
	struct unit_facts was = { 0 };
	struct intern text;

	printf("unit\t%zu\t%s\t%s", number, c->directory, c->file);
	for (size_t i = 0; i < c->n_args; i++)
		printf("\t%s", c->args[i]);
	putchar('\n');
	intern_init(&text);
	frontend_collect(f, c, &text, &was);
	for (size_t i = 0; i < was.files.n; i++)
		if (!(was.files.items[i].flags & FILE_FLAG_SYSTEM) && (headers || was.files.items[i].flags & FILE_FLAG_MAIN))
			try_file(f, c, number, &was, &text, &was.files.items[i]);
	fflush(stdout);
	unit_facts_release(&was);
	intern_release(&text);
}

int main(int argc, char **argv)
{
	struct compdb db = { 0 };
	struct error e = ERROR_INIT;
	struct strbuf root = STRBUF_INIT;
	struct frontend *f;

	if (argc < 3) {
		fprintf(stderr, "usage: include_trials DIR CLANG [headers]\n");
		return 2;
	}
	path_real(argv[1], &root);
	if (compdb_load(&db, root.text, &e) < 0) {
		fprintf(stderr, "%s\n", e.text.text);
		return 2;
	}
	f = frontend_new("/", argv[2]);
	for (size_t i = 0; i < db.commands.n; i++)
		try_unit(f, &db.commands.items[i], i, argc > 3);
	frontend_free(f);
	compdb_release(&db);
	strbuf_release(&root);
	return 0;
}
