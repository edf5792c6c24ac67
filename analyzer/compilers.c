/*
 * Which compiler a unit's code and remarks come from: clang, or with --compiler a gcc. The database only ever gives a name, which is
 * looked for in the user's PATH, once, before any work; what the repository holds is not run.
 */
#include "analyzer/session.h"

#include "analyzer/base/find_program.h"
#include "analyzer/base/path.h"

#include <string.h>

static bool names_gcc(const char *path)
{
	const char *base = path_base(path);

	return strstr(base, "gcc") || strstr(base, "g++");
}

/* "cc" is often a link to a gcc, through further links. */
static bool is_gcc(const char *path)
{
	struct strbuf real = STRBUF_INIT;
	bool answer;

	path_real(path, &real);
	answer = names_gcc(path) || names_gcc(real.text);
	strbuf_release(&real);
	return answer;
}

/* The gcc that a name of the database stands for, NULL if there is none to be run. */
static const char *look_up(struct session *s, const char *name)
{
	struct strbuf path = STRBUF_INIT, line = STRBUF_INIT;
	struct error e = ERROR_INIT;
	const char *found = NULL;

	if (find_program(name, s->directory, &path, &e) < 0)
		strbuf_addf(&line, "the database's %s is not installed here: its units are compiled by clang", name);
	else if (path_is_below(path.text, s->root))
		strbuf_addf(&line, "the database's %s would be the project's own %s, which is not run: its units are compiled by clang", name,
			    path_relative(path.text, s->root));
	else if (is_gcc(path.text))
		found = arena_strdup(&s->memory, path.text);
	if (line.len && !s->options->quiet)
		session_say(line.text);
	strbuf_release(&path);
	strbuf_release(&line);
	error_release(&e);
	return found;
}

static void remember(struct session *s, const char *name)
{
	struct session_gcc gcc = { name, NULL };

	for (size_t i = 0; i < s->gccs.n; i++)
		if (!strcmp(s->gccs.items[i].name, name))
			return;
	gcc.path = look_up(s, name);
	VEC_PUSH(&s->gccs, gcc);
}

static int take_given(struct session *s, const char *name, struct error *e)
{
	struct strbuf path = STRBUF_INIT;
	int rc = find_program(name, s->directory, &path, e);

	if (rc == 0 && !is_gcc(path.text))
		rc = error_set(e, "--compiler=%s is not a gcc by its name; a clang is given with --clang", name);
	if (rc == 0)
		s->gcc = arena_strdup(&s->memory, path.text);
	strbuf_release(&path);
	return rc;
}

int session_choose_compilers(struct session *s, struct error *e)
{
	const char *compiler = s->options->compiler;

	if (!compiler || !strcmp(compiler, "clang") || s->options->remarks != CODEGEN_RUN)
		return 0;
	if (strcmp(compiler, "auto") != 0)
		return take_given(s, compiler, e);
	for (size_t i = 0; i < s->units.n; i++)
		if (s->is_compiled.items[i] && s->units.items[i]->gcc)
			remember(s, s->units.items[i]->gcc);
	return 0;
}

const char *session_gcc_of(const struct session *s, const struct compile_command *command)
{
	if (!command->gcc_args)
		return NULL;
	if (s->gcc)
		return s->gcc;
	for (size_t i = 0; command->gcc && i < s->gccs.n; i++)
		if (!strcmp(s->gccs.items[i].name, command->gcc))
			return s->gccs.items[i].path;
	return NULL;
}
