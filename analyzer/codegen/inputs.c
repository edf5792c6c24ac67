#include "analyzer/codegen/inputs.h"

#include "analyzer/base/file.h"
#include "analyzer/base/journal.h"
#include "analyzer/base/path.h"

#include <stdlib.h>
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

	/* Not normalised: ".." behind a symbolic link means what it means. */
	if (*path != '/')
		strbuf_addf(&joined, "%s/", directory);
	strbuf_adds(&joined, path);
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

/* The value of a flag that is spelled in one word or two; NULL: the word is another. */
static const char *value_of(const struct compile_command *c, size_t k, const char *flag)
{
	size_t len = strlen(flag);

	if (strncmp(c->args[k], flag, len))
		return NULL;
	if (c->args[k][len])
		return c->args[k] + len;
	return k + 1 < c->n_args ? c->args[k + 1] : NULL;
}

/* The folders of -I and its kin. */
static void add_search_folders(struct inputs *i, const struct compile_command *c)
{
	static const char *const flags[] = { "-iquote", "-I", "-isystem-after", "-isystem", "-cxx-isystem", "-idirafter" };
	static const char *const behind_prefix[] = { "-iwithprefixbefore", "-iwithprefix" };
	const char *prefix = NULL, *value;

	for (size_t k = 0; k < c->n_args; k++) {
		for (size_t f = 0; f < sizeof flags / sizeof *flags; f++)
			if ((value = value_of(c, k, flags[f])))
				add_folder(i, join(i, c->directory, value));
		if ((value = value_of(c, k, "-iprefix")))
			prefix = value;
		for (size_t f = 0; f < sizeof behind_prefix / sizeof *behind_prefix; f++) {
			if (!(value = value_of(c, k, behind_prefix[f])))
				continue;
			if (!prefix)
				journal_spoil("a folder counts from a prefix of the compiler's own");
			else
				add_folder(i, join(i, c->directory, arena_printf(&i->memory, "%s%s", prefix, value)));
			break;
		}
	}
}

/* An empty name is the present folder. */
static void add_folders_of_variables(struct inputs *i, const struct compile_command *c)
{
	static const char *const variables[] = { "CPATH", "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH" };

	for (size_t v = 0; v < sizeof variables / sizeof *variables; v++) {
		const char *at = getenv(variables[v]);

		while (at && *at) {
			size_t len = strcspn(at, ":");

			add_folder(i, join(i, c->directory, len ? arena_printf(&i->memory, "%.*s", (int)len, at) : "."));
			at += len + (at[len] == ':');
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

/* Whatever was found in that folder or not. */
static void look_in(const char *folder, const char *name, size_t len, int64_t began_ns)
{
	struct strbuf path = STRBUF_INIT;

	strbuf_addf(&path, "%s/", folder);
	strbuf_add(&path, name, len);
	journal_look_at("/", path.text, began_ns);
	strbuf_release(&path);
}

static void look_elsewhere(struct inputs *i, const char *file, int64_t began_ns)
{
	for (size_t k = 0; k < i->folders.n; k++)
		for (int parts = 1; parts <= PARTS_MAX && end_of(file, parts); parts++)
			look_in(i->folders.items[k], end_of(file, parts), strlen(end_of(file, parts)), began_ns);
}

/* All folders that libclang looked at are some in which headers may be. */
static void add_folders_of_journal(struct inputs *i, const struct journal *j)
{
	for (size_t k = 0; k < j->looks.n; k++)
		if (j->looks.items[k].kind == JOURNAL_FOLDER)
			add_folder(i, arena_strdup(&i->memory, j->looks.items[k].path));
}

/* The name behind `at`, in its quotes; false if a macro makes it. */
static bool asked_name(const char *at, const char *end, const char **name, size_t *len)
{
	const char *close;

	while (at < end && (*at == ' ' || *at == '\t' || *at == '('))
		at++;
	close = at < end && (*at == '<' || *at == '"') ? memchr(at + 1, *at == '<' ? '>' : '"', (size_t)(end - at - 1)) : NULL;
	if (!close || memchr(at, '\n', (size_t)(close - at)))
		return false;
	*name = at + 1;
	*len = (size_t)(close - at - 1);
	return true;
}

/*
 * With other macros than libclang's the compiler may ask for headers that it does not tell of, and libclang did not ask for. Those that a
 * file names are looked for; a name that a macro makes is known to nobody. `defined(__has_include)` and the like ask nothing.
 */
static void look_for_asked(struct inputs *i, const char *file, int64_t began_ns)
{
	static const char *const words[] = { "__has_include", "__has_embed" };
	struct strbuf text = STRBUF_INIT;
	struct error ignored = ERROR_INIT;

	/* What is no file, /dev/null, has no text; of a file that is gone the journal knows already. */
	if (file_read(file, &text, &ignored) < 0)
		strbuf_clear(&text);
	for (size_t w = 0; w < sizeof words / sizeof *words && text.len; w++) {
		const char *at = text.text, *end = text.text + text.len, *name;
		size_t len;

		while ((at = memmem(at, (size_t)(end - at), words[w], strlen(words[w])))) {
			at += strlen(words[w]);
			if (end - at > 5 && !strncmp(at, "_next", 5))
				at += 5;
			while (at < end && (*at == ' ' || *at == '\t'))
				at++;
			if (at == end || *at != '(')
				continue;
			if (!asked_name(at, end, &name, &len)) {
				journal_spoil("the name of a header that may be there is made by a macro");
				break;
			}
			for (size_t k = 0; k < i->folders.n; k++)
				look_in(i->folders.items[k], name, len, began_ns);
		}
	}
	error_release(&ignored);
	strbuf_release(&text);
}

/* The folder that the file lies in, as spelled. */
static const char *folder_of(struct inputs *i, const char *file)
{
	size_t len = (size_t)(path_base(file) - file);

	return arena_printf(&i->memory, "%.*s", (int)(len > 1 ? len - 1 : len), file);
}

void inputs_note(const struct compile_command *command, const char *rule, size_t len, int64_t began_ns)
{
	struct journal *j = journal_now();
	struct inputs i = { .known = { .n = 0 } };

	if (!j)
		return;
	intern_init(&i.known);
	add_search_folders(&i, command);
	add_folders_of_variables(&i, command);
	read_rule(&i, command->directory, rule, len);
	if (!i.files.n)
		journal_spoil("the compiler does not tell what it read");
	for (size_t k = 0; k < i.files.n; k++)
		add_folder(&i, folder_of(&i, i.files.items[k]));
	for (size_t k = 0; k < i.files.n; k++) {
		/* Where libclang found it too, it has been looked for in the same places. */
		bool is_noted = journal_find(j, i.files.items[k]) != NULL;

		journal_look_at("/", i.files.items[k], began_ns);
		if (!is_noted)
			look_elsewhere(&i, i.files.items[k], began_ns);
	}
	add_folders_of_journal(&i, j);
	for (size_t k = 0; k < i.files.n; k++)
		look_for_asked(&i, i.files.items[k], began_ns);
	VEC_RELEASE(&i.files);
	VEC_RELEASE(&i.folders);
	intern_release(&i.known);
	arena_release(&i.memory);
}
