/* What the FILE operands of a run mean: which findings are wanted, and whether anything was looked at for them. */
#include "analyzer/session.h"

#include "analyzer/base/path.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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

/* What git hands to a hook for a submodule is its folder, which is another project. */
static bool is_submodule(const char *path)
{
	struct strbuf git = STRBUF_INIT;
	bool found;

	path_join(path, ".git", &git);
	found = access(git.text, F_OK) == 0;
	strbuf_release(&git);
	return found;
}

/* A hook is given what was changed, whatever it is, and what was deleted. */
static bool is_for_us(const struct session *s, const char *path)
{
	struct stat st;

	if (!s->options->hook)
		return true;
	if (stat(path, &st) < 0)
		return false;
	return compdb_may_read(path) || (S_ISDIR(st.st_mode) && !is_submodule(path));
}

int session_name_files(struct session *s, struct error *e)
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
	if (s->options->names_files && !s->reported.n)
		return 1;
	if (everything)
		VEC_CLEAR(&s->reported);
	return 0;
}

/* With --staged and its like only units of what was changed are read. */
static bool is_unchanged(const struct session *s, const struct spellings *file)
{
	if (!s->changed)
		return false;
	for (size_t i = 0; i < s->changed->files.n; i++) {
		const char *path = s->changed->files.items[i].path;

		if (path_is_below(path, file->as_given) || path_is_below(path, file->real))
			return false;
	}
	return true;
}

size_t session_say_unread_files(struct session *s)
{
	struct strbuf line = STRBUF_INIT;
	size_t n = 0;

	for (size_t i = 0; i < s->options->files.n; i++) {
		struct spellings file = spell(s, s->options->files.items[i]);
		bool is_read = !is_for_us(s, file.joined) || path_is_below(s->root, file.joined) || is_unchanged(s, &file);

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
