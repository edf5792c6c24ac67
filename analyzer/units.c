/*
 * Which units a run analyses, and from which folder paths count. Naming source files limits the analysis to their units if
 * every rule that runs can judge a part of the program, else the compiler's runs; naming a header does not, since any unit
 * may read it.
 */
#include "analyzer/session.h"

#include "analyzer/base/path.h"
#include "analyzer/includers.h"

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
static int read_database(struct session *s, struct error *e)
{
	const struct options *o = s->options;
	struct strbuf found = STRBUF_INIT;
	int rc;

	if (o->has_clang_args)
		return compdb_from_command_line(&s->db, s->directory, o->files.items, o->files.n, o->clang_args.items,
						o->clang_args.n, e);
	rc = locate_database(s, &found, e);
	if (rc == 0) {
		rc = compdb_load_asking(&s->db, found.text, o->query_driver, e);
	} else if (o->hook) {
		session_say("skipped: no compile_commands.json");
		error_clear(e);
		rc = 1;
	}
	strbuf_release(&found);
	return rc;
}

static void say_unmatched(const struct session *s, size_t n)
{
	struct strbuf line = STRBUF_INIT;

	strbuf_addf(&line, "--configs=%s: %zu file%s no configuration with such a flag and %s analysed in the first", s->options->configs, n,
		    n == 1 ? " has" : "s have", n == 1 ? "is" : "are");
	if (!s->options->quiet)
		session_say(line.text);
	strbuf_release(&line);
}

static int load_database(struct session *s, struct error *e)
{
	struct compdb_selection done = { 0 };
	int rc = read_database(s, e);

	if (rc == 0)
		rc = compdb_select(&s->db, s->options->configs, &done, e);
	s->n_configs_left_out = done.n_dropped;
	if (rc == 0 && done.n_unmatched)
		say_unmatched(s, done.n_unmatched);
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

void session_repository_around(const char *folder, struct strbuf *found)
{
	struct strbuf at = STRBUF_INIT, git = STRBUF_INIT;

	strbuf_clear(found);
	strbuf_adds(found, folder);
	strbuf_adds(&at, folder);
	while (strcmp(at.text, "/")) {
		path_join(at.text, ".git", &git);
		if (access(git.text, F_OK) == 0) {
			strbuf_clear(found);
			strbuf_adds(found, at.text);
			break;
		}
		path_join(at.text, "..", &git);
		strbuf_clear(&at);
		strbuf_adds(&at, git.text);
	}
	strbuf_release(&at);
	strbuf_release(&git);
}

/* What forges and baselines count paths from. */
static void find_repository(struct session *s)
{
	struct strbuf found = STRBUF_INIT;

	session_repository_around(s->root, &found);
	s->repository = arena_strdup(&s->memory, found.text);
	strbuf_release(&found);
}

static bool needs_whole_program(const struct session *s)
{
	for (size_t i = 0; i < n_rules; i++)
		if (rules[i]->info.whole_program && session_wants(s, rules[i]->info.id))
			return true;
	return false;
}

static bool is_source_of(const struct session *s, const struct compile_command *c, const char *path)
{
	return path_is_below(path_relative(c->file, s->root), path);
}

/* Marks the units of a file or folder; false if it is (or holds) no source of the database. */
static bool mark_sources(const struct session *s, const char *path, bool *wanted)
{
	bool found = false;

	for (size_t k = 0; k < s->db.commands.n; k++) {
		if (is_source_of(s, &s->db.commands.items[k], path))
			wanted[k] = found = true;
	}
	return found;
}

/* One unit is enough to see a header; a run over everything looks at all of them. */
static void mark_includers(struct session *s, const char *const *headers, size_t n, bool *wanted)
{
	size_t *cheapest = ARENA_ARRAY(&s->memory, size_t, n);

	includers_find(s->db.commands.items, s->db.commands.n, headers, n, cheapest);
	for (size_t i = 0; i < n; i++)
		if (cheapest[i] < s->db.commands.n)
			wanted[cheapest[i]] = true;
}

/* Files of a change that nothing includes are no C, or not compiled here. */
static void mark_changed(struct session *s, bool *wanted)
{
	const char **headers = ARENA_ARRAY(&s->memory, const char *, s->changed->files.n);
	size_t n = 0;

	for (size_t i = 0; i < s->changed->files.n; i++) {
		const char *path = s->changed->files.items[i].path;
		struct strbuf full = STRBUF_INIT;

		path_join(s->root, path, &full);
		if (!mark_sources(s, path, wanted))
			headers[n++] = arena_strdup(&s->memory, full.text);
		strbuf_release(&full);
	}
	mark_includers(s, headers, n, wanted);
}

static bool mark_reported(struct session *s, bool *wanted)
{
	const char **headers = ARENA_ARRAY(&s->memory, const char *, s->reported.n);
	struct strbuf full = STRBUF_INIT;
	size_t n = 0;

	for (size_t i = 0; i < s->reported.n; i++) {
		if (mark_sources(s, s->reported.items[i], wanted))
			continue;
		path_join(s->root, s->reported.items[i], &full);
		headers[n++] = arena_strdup(&s->memory, full.text);
	}
	strbuf_release(&full);
	/* Who names a header by hand wants to know what all its readers say; a hook must be quick. */
	if (n && !s->options->hook)
		return false;
	mark_includers(s, headers, n, wanted);
	return true;
}

/*
 * Which units have to be analysed. A hook must be quick: there a part is enough, and rules that need everything say less.
 * Elsewhere such rules see all units, but what the compiler says is only asked for where it can be reported.
 */
static void pick_units(struct session *s)
{
	bool *wanted = ARENA_ARRAY(&s->memory, bool, s->db.commands.n);
	bool is_part = false, leaves_out;

	if (s->changed) {
		mark_changed(s, wanted);
		is_part = true;
	} else if (s->reported.n && !s->options->has_clang_args) {
		is_part = mark_reported(s, wanted);
	}
	/* A shard is judged with the others, by whoever links it. */
	leaves_out = s->options->hook || s->options->command == COMMAND_FACTS || s->options->dump_facts || !needs_whole_program(s) ||
		     (s->changed && !s->changed->files.n);
	for (size_t i = 0; i < s->db.commands.n; i++) {
		bool is_wanted = !is_part || wanted[i];

		if (!is_wanted && leaves_out) {
			s->n_left_out++;
			continue;
		}
		VEC_PUSH(&s->units, &s->db.commands.items[i]);
		VEC_PUSH(&s->is_compiled, is_wanted);
	}
}

int session_load_units(struct session *s, struct error *e)
{
	int rc = load_database(s, e);

	if (rc)
		return rc;
	if (find_root(s, e) < 0)
		return -1;
	find_repository(s);
	if (session_read_change(s, e) < 0)
		return -1;
	/* With clang arguments the files are the units, and their headers are reported, too. */
	if (!s->options->has_clang_args)
		rc = session_name_files(s, e);
	if (rc == 0)
		pick_units(s);
	return rc;
}

unsigned session_jobs(const struct session *s)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	if (s->options->jobs)
		return s->options->jobs;
	return cores > 0 ? (unsigned)cores : 1;
}
