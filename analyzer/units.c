/*
 * Which units a run analyses, and from which folder paths count. Naming source files limits the analysis to their units if
 * every rule that runs can judge a part of the program; naming a header does not, since any unit may read it.
 */
#include "analyzer/session.h"

#include "analyzer/base/path.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Where the database is: named, set, or found. Below 0 if it is not there. */
static int locate_database(struct session *s, struct strbuf *found, struct error *e)
{
	struct strbuf inside = STRBUF_INIT;
	struct stat st;
	int rc = 0;

	if (!s->options->build)
		return compdb_find(s->directory, found, e);
	path_join(s->directory, s->options->build, found);
	/* A database that the settings name need not be there yet; what is wrong with one that the user names, loading says. */
	if (s->options->hook && s->options->build != s->command_line->build) {
		path_join(found->text, "compile_commands.json", &inside);
		if (stat(found->text, &st) < 0 || (S_ISDIR(st.st_mode) && access(inside.text, F_OK) < 0))
			rc = error_set(e, "there is no compile database in %s", s->options->build);
	}
	strbuf_release(&inside);
	strbuf_clear(found);
	strbuf_adds(found, s->options->build);
	return rc;
}

/* 1: there is none, and that is no error here. */
static int load_database(struct session *s, struct error *e)
{
	const struct options *o = s->options;
	struct strbuf found = STRBUF_INIT;
	int rc;

	if (o->has_clang_args)
		return compdb_from_command_line(&s->db, s->directory, o->files.items, o->files.n, o->clang_args.items,
						o->clang_args.n, e);
	rc = locate_database(s, &found, e);
	if (rc == 0) {
		rc = compdb_load(&s->db, found.text, e);
	} else if (o->hook) {
		session_say("skipped: no compile_commands.json");
		error_clear(e);
		rc = 1;
	}
	strbuf_release(&found);
	return rc;
}

/* The deepest folder that holds all sources. */
static const char *common_folder(struct session *s)
{
	struct strbuf common = STRBUF_INIT;
	const char *folder;

	for (size_t i = 0; i < s->db.commands.n; i++) {
		const char *file = s->db.commands.items[i].file;

		if (i == 0)
			strbuf_adds(&common, file);
		while (common.len > 1 && (!path_is_below(file, common.text) || !strcmp(file, common.text))) {
			char *slash = strrchr(common.text, '/');

			common.len = slash && slash != common.text ? (size_t)(slash - common.text) : 1;
			common.text[common.len] = '\0';
		}
	}
	folder = arena_strdup(&s->memory, common.len ? common.text : s->directory);
	strbuf_release(&common);
	return folder;
}

static int find_root(struct session *s, struct error *e)
{
	struct strbuf path = STRBUF_INIT;
	struct stat st;

	if (s->options->root) {
		path_join(s->directory, s->options->root, &path);
		s->root = arena_strdup(&s->memory, path.text);
		strbuf_release(&path);
		if (stat(s->root, &st) < 0 || !S_ISDIR(st.st_mode))
			return error_set(e, "--root %s is not a folder", s->options->root);
		return 0;
	}
	for (size_t i = 0; i < s->db.commands.n && !s->root; i++)
		if (path_is_below(s->db.commands.items[i].file, s->directory))
			s->root = s->directory;
	if (!s->root)
		s->root = common_folder(s);
	return 0;
}

/* FILE operands become paths as findings have them. */
static int name_reported_files(struct session *s, struct error *e)
{
	struct strbuf path = STRBUF_INIT;
	bool everything = false;
	int rc = 0;

	for (size_t i = 0; i < s->options->files.n && rc == 0; i++) {
		path_join(s->directory, s->options->files.items[i], &path);
		if (access(path.text, F_OK) < 0 && !s->options->hook)
			rc = error_set(e, "there is no file %s", s->options->files.items[i]);
		/* The project's own folder, or one around it, is everything. */
		everything |= path_is_below(s->root, path.text);
		VEC_PUSH(&s->reported, arena_strdup(&s->memory, path_relative(path.text, s->root)));
	}
	if (everything)
		VEC_CLEAR(&s->reported);
	strbuf_release(&path);
	return rc;
}

static bool needs_whole_program(const struct session *s)
{
	for (size_t i = 0; i < n_rules; i++)
		if (rules[i]->info.whole_program && session_wants(s, rules[i]->info.id))
			return true;
	return false;
}

static bool is_reported(const struct session *s, const char *relative)
{
	for (size_t i = 0; i < s->reported.n; i++)
		if (path_is_below(relative, s->reported.items[i]))
			return true;
	return false;
}

/* True if each FILE is (or holds) a source of the database. */
static bool files_are_sources(const struct session *s)
{
	for (size_t i = 0; i < s->reported.n; i++) {
		bool found = false;

		for (size_t k = 0; k < s->db.commands.n && !found; k++)
			found = path_is_below(path_relative(s->db.commands.items[k].file, s->root), s->reported.items[i]);
		if (!found)
			return false;
	}
	return true;
}

static void pick_units(struct session *s)
{
	bool part = s->reported.n && !s->options->has_clang_args && !needs_whole_program(s) && files_are_sources(s);

	for (size_t i = 0; i < s->db.commands.n; i++) {
		const struct compile_command *c = &s->db.commands.items[i];

		if (!part || is_reported(s, path_relative(c->file, s->root)))
			VEC_PUSH(&s->units, c);
		else
			s->n_left_out++;
	}
}

int session_load_units(struct session *s, struct error *e)
{
	int rc = load_database(s, e);

	if (rc)
		return rc;
	if (find_root(s, e) < 0)
		return -1;
	/* With clang arguments the files are the units, and their headers are reported, too. */
	if (!s->options->has_clang_args && name_reported_files(s, e) < 0)
		return -1;
	pick_units(s);
	return 0;
}

unsigned session_jobs(const struct session *s)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	if (s->options->jobs)
		return s->options->jobs;
	return cores > 0 ? (unsigned)cores : 1;
}
