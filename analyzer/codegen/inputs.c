#include "analyzer/codegen/inputs.h"

#include "analyzer/base/journal.h"
#include "analyzer/base/path.h"

#include <string.h>

/* A header is rarely included by a name of more parts: <a/b/c/d.h>. */
enum { PARTS_MAX = 4 };

struct inputs {
	struct arena memory;
	struct intern known;
	VEC(const char *) files, folders; /* absolute */
};

static const char *join(struct inputs *i, const char *directory, const char *path)
{
	struct strbuf joined = STRBUF_INIT;
	const char *kept;

	path_join(directory, path, &joined);
	kept = arena_strdup(&i->memory, joined.text);
	strbuf_release(&joined);
	return kept;
}

static void add_folder(struct inputs *i, const char *folder)
{
	uint32_t n = i->known.n;

	intern_adds(&i->known, folder);
	if (i->known.n > n)
		VEC_PUSH(&i->folders, folder);
}

/* The folders of -I and its kin. */
static void add_search_folders(struct inputs *i, const struct compile_command *c)
{
	static const char *const flags[] = { "-iquote", "-I", "-isystem", "-idirafter" };

	for (size_t k = 0; k < c->n_args; k++) {
		for (size_t f = 0; f < sizeof flags / sizeof *flags; f++) {
			size_t len = strlen(flags[f]);

			if (strncmp(c->args[k], flags[f], len))
				continue;
			if (c->args[k][len])
				add_folder(i, join(i, c->directory, c->args[k] + len));
			else if (k + 1 < c->n_args)
				add_folder(i, join(i, c->directory, c->args[k + 1]));
		}
	}
}

/* The next name of the rule: blanks end it, "\ " is a blank in it, "\#" and "$$" one character, "\" and a line feed a blank. */
static size_t take_name(const char *at, const char *end, struct strbuf *name)
{
	const char *p = at;

	strbuf_clear(name);
	while (p < end && (*p == ' ' || *p == '\n' || (*p == '\\' && p + 1 < end && p[1] == '\n')))
		p++;
	for (; p < end && *p != ' ' && *p != '\n'; p++) {
		if (p + 1 < end && ((*p == '\\' && (p[1] == ' ' || p[1] == '#')) || (*p == '$' && p[1] == '$')))
			p++;
		else if (*p == '\\' && p + 1 < end && p[1] == '\n')
			break;
		strbuf_addc(name, *p);
	}
	return (size_t)(p - at);
}

static void read_rule(struct inputs *i, const char *directory, const char *rule, size_t len)
{
	const char *colon = memchr(rule, ':', len), *end = rule + len;
	struct strbuf name = STRBUF_INIT;

	for (const char *at = colon ? colon + 1 : end; at < end;) {
		at += take_name(at, end, &name);
		if (!name.len)
			break;
		VEC_PUSH(&i->files, join(i, directory, name.text));
	}
	strbuf_release(&name);
}

/* The last `parts` parts of the path, or NULL. */
static const char *end_of(const char *path, int parts)
{
	const char *at = path + strlen(path);

	while (parts--) {
		if (at == path)
			return NULL;
		for (at--; at > path && at[-1] != '/';)
			at--;
	}
	return at;
}

static void look_elsewhere(struct inputs *i, const char *file, int64_t began_ns)
{
	struct strbuf path = STRBUF_INIT;

	for (size_t k = 0; k < i->folders.n; k++) {
		for (int parts = 1; parts <= PARTS_MAX && end_of(file, parts); parts++) {
			path_join(i->folders.items[k], end_of(file, parts), &path);
			if (strcmp(path.text, file))
				journal_look_at("/", path.text, began_ns);
		}
	}
	strbuf_release(&path);
}

void inputs_note(const struct compile_command *command, const char *rule, size_t len, int64_t began_ns)
{
	struct journal *j = journal_now();
	struct inputs i = { .known = { .n = 0 } };

	if (!j)
		return;
	intern_init(&i.known);
	add_search_folders(&i, command);
	read_rule(&i, command->directory, rule, len);
	if (!i.files.n)
		journal_spoil("the compiler does not tell what it read");
	for (size_t k = 0; k < i.files.n; k++)
		add_folder(&i, join(&i, i.files.items[k], ".."));
	for (size_t k = 0; k < i.files.n; k++) {
		/* Where libclang found it too, it has been looked for in the same places. */
		bool is_noted = journal_find(j, i.files.items[k]) != NULL;

		journal_look_at("/", i.files.items[k], began_ns);
		if (!is_noted)
			look_elsewhere(&i, i.files.items[k], began_ns);
	}
	VEC_RELEASE(&i.files);
	VEC_RELEASE(&i.folders);
	intern_release(&i.known);
	arena_release(&i.memory);
}
