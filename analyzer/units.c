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

static int load_database(struct session *s, struct error *e)
{
	int rc = read_database(s, e);

	return rc ? rc : compdb_select(&s->db, s->options->configs, &s->n_configs_left_out, e);
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

/* True if the path, relative to the root, is a source of the database or a folder that holds one. */
static bool holds_source(const struct session *s, const char *relative)
{
	for (size_t i = 0; i < s->db.commands.n; i++)
		if (path_is_below(path_relative(s->db.commands.items[i].file, s->root), relative))
			return true;
	return false;
}

/* The two ways in which findings may spell what the user calls `given`: as given, and with symbolic links resolved. */
struct spellings {
	const char *joined, *as_given, *real;
};

static struct spellings spell(struct session *s, const char *given)
{
	struct strbuf path = STRBUF_INIT, root = STRBUF_INIT;
	struct spellings found;

	path_join(s->directory, given, &path);
	found.joined = arena_strdup(&s->memory, path.text);
	found.as_given = path_relative(found.joined, s->root);
	path_real(found.joined, &path);
	path_real(s->root, &root);
	found.real = arena_strdup(&s->memory, path_relative(path.text, root.text));
	strbuf_release(&path);
	strbuf_release(&root);
	return found;
}

/* A hook is given what was changed, whatever it is, and what was deleted. */
static bool is_for_us(const struct session *s, const char *path)
{
	static const char *const extensions[] = { ".c", ".h", ".inc", ".def", ".tbl", ".i", ".cc", ".cpp", ".cxx", ".c++", ".C", ".hh",
						  ".hpp", ".hxx", ".h++", ".H", ".tcc" };
	const char *extension = path_extension(path);
	struct stat st;

	if (!s->options->hook)
		return true;
	if (stat(path, &st) < 0)
		return false;
	for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
		if (!strcmp(extension, extensions[i]))
			return true;
	return S_ISDIR(st.st_mode);
}

/* FILE operands become paths as findings have them. 1: there are some, and none of them is for us. */
static int name_reported_files(struct session *s, struct error *e)
{
	bool everything = false;

	for (size_t i = 0; i < s->options->files.n; i++) {
		struct spellings file = spell(s, s->options->files.items[i]);

		if (!is_for_us(s, file.joined))
			continue;
		if (access(file.joined, F_OK) < 0)
			return error_set(e, "there is no file %s", s->options->files.items[i]);
		/* The project's own folder, or one around it, is everything. */
		everything |= path_is_below(s->root, file.joined);
		if (!holds_source(s, file.real) || holds_source(s, file.as_given))
			VEC_PUSH(&s->reported, file.as_given);
		if (strcmp(file.real, file.as_given) && !holds_source(s, file.as_given))
			VEC_PUSH(&s->reported, file.real);
	}
	if (s->options->names_files && !s->reported.n) {
		session_say("nothing to check: none of the files is C or C++");
		return 1;
	}
	if (everything)
		VEC_CLEAR(&s->reported);
	return 0;
}

size_t session_say_unread_files(struct session *s)
{
	struct strbuf line = STRBUF_INIT;
	size_t n = 0;

	for (size_t i = 0; i < s->options->files.n; i++) {
		struct spellings file = spell(s, s->options->files.items[i]);
		bool is_read = !is_for_us(s, file.joined) || path_is_below(s->root, file.joined);

		for (size_t k = 0; k < s->program->n_files && !is_read; k++) {
			const char *path = program_text(s->program, s->program->files[k].path);

			is_read = path_is_below(path, file.as_given) || path_is_below(path, file.real);
		}
		if (is_read)
			continue;
		n++;
		strbuf_clear(&line);
		strbuf_addf(&line, "%s: nothing was checked here, because no unit of the compile database reads it; is the "
				   "database older than the file?", s->options->files.items[i]);
		session_say(line.text);
	}
	strbuf_release(&line);
	return n;
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
	for (size_t i = 0; i < s->reported.n; i++)
		if (!holds_source(s, s->reported.items[i]))
			return false;
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
	if (!s->options->has_clang_args)
		rc = name_reported_files(s, e);
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
