/*
 * Each file is read once, each unit's includes are followed with its own include folders. System folders are not followed: they hold
 * none of the project's headers.
 */
#include "analyzer/includers.h"

#include "analyzer/base/file.h"
#include "analyzer/base/intern.h"
#include "analyzer/base/path.h"
#include "analyzer/base/vec.h"

#include <string.h>
#include <unistd.h>

/* What a file includes: names with their delimiters, as "\"x.h" or "<x.h". */
struct node {
	bool is_read;
	VEC(sid) names;
	uint32_t seen_by;             /* the last unit that reached it, from 1 */
};

struct search {
	struct intern paths, names;
	VEC(struct node) nodes;       /* by the number of the path */
	VEC(const char *) folders;    /* of the unit at hand: for quoted names first */
	size_t n_quote_folders;
	VEC(uint32_t) queue;
	struct arena memory;          /* of the unit at hand */
};

static struct node *node_of(struct search *s, sid path)
{
	while (s->nodes.n <= path.v)
		VEC_PUSH(&s->nodes, (struct node){ .is_read = false });
	return &s->nodes.items[path.v];
}

/* The name in an include directive of the line, or 0. */
static size_t include_name(const char *line, const char *end, const char **name)
{
	const char *at = line, *close;

	while (at < end && (*at == ' ' || *at == '\t'))
		at++;
	if (at == end || *at++ != '#')
		return 0;
	while (at < end && (*at == ' ' || *at == '\t'))
		at++;
	if (end - at < 9 || memcmp(at, "include", 7) != 0)
		return 0;
	at += 7;
	while (at < end && *at != '"' && *at != '<')
		at++;
	close = at < end ? memchr(at + 1, *at == '<' ? '>' : '"', (size_t)(end - at - 1)) : NULL;
	*name = at;
	return close ? (size_t)(close - at) : 0;
}

static void read_node(struct search *s, sid path)
{
	struct strbuf text = STRBUF_INIT;
	struct error ignored = ERROR_INIT;
	struct node *node = node_of(s, path);

	node->is_read = true;
	if (file_read(intern_text(&s->paths, path), &text, &ignored) == 0) {
		for (const char *at = text.text, *end = at + text.len; at < end;) {
			const char *feed = memchr(at, '\n', (size_t)(end - at)), *name;
			size_t len = include_name(at, feed ? feed : end, &name);

			if (len)
				VEC_PUSH(&node->names, intern_add(&s->names, name, len));
			at = feed ? feed + 1 : end;
		}
	}
	strbuf_release(&text);
	error_release(&ignored);
}

static void add_folder(struct search *s, const struct compile_command *c, const char *folder)
{
	struct strbuf path = STRBUF_INIT;

	path_join(c->directory, folder, &path);
	VEC_PUSH(&s->folders, arena_strdup(&s->memory, path.text));
	strbuf_release(&path);
}

/* -iquote's folders first, then the others in their order. */
static void take_folders(struct search *s, const struct compile_command *c)
{
	static const char *const flags[] = { "-iquote", "-I", "-isystem", "-idirafter" };

	VEC_CLEAR(&s->folders);
	for (size_t f = 0; f < sizeof flags / sizeof *flags; f++) {
		size_t len = strlen(flags[f]);

		for (size_t i = 0; i < c->n_args; i++) {
			if (strncmp(c->args[i], flags[f], len))
				continue;
			if (c->args[i][len])
				add_folder(s, c, c->args[i] + len);
			else if (i + 1 < c->n_args)
				add_folder(s, c, c->args[i + 1]);
		}
		if (f == 0)
			s->n_quote_folders = s->folders.n;
	}
}

/* A path known from another unit needs no look at the file system. */
static bool is_file(struct search *s, const struct strbuf *path)
{
	return !sid_is_none(intern_find(&s->paths, path->text, path->len)) || access(path->text, F_OK) == 0;
}

static void follow(struct search *s, const char *from, sid name)
{
	const char *text = intern_text(&s->names, name);
	struct strbuf path = STRBUF_INIT;
	bool found = false;

	if (*text == '"') {
		path_join(from, "..", &path);
		char *folder = arena_strdup(&s->memory, path.text);
		path_join(folder, text + 1, &path);
		found = is_file(s, &path);
	}
	for (size_t i = *text == '"' ? 0 : s->n_quote_folders; i < s->folders.n && !found; i++) {
		path_join(s->folders.items[i], text + 1, &path);
		found = is_file(s, &path);
	}
	if (found)
		VEC_PUSH(&s->queue, intern_add(&s->paths, path.text, path.len).v);
	strbuf_release(&path);
}

/* How many files the unit reads; those are marked as seen by it. */
static size_t walk(struct search *s, const struct compile_command *c, uint32_t unit)
{
	size_t n = 0;

	take_folders(s, c);
	VEC_CLEAR(&s->queue);
	VEC_PUSH(&s->queue, intern_adds(&s->paths, c->file).v);
	for (size_t i = 0; i < s->queue.n; i++) {
		sid path = { s->queue.items[i] };

		if (node_of(s, path)->seen_by == unit)
			continue;
		node_of(s, path)->seen_by = unit;
		n++;
		if (!node_of(s, path)->is_read)
			read_node(s, path);
		for (size_t k = 0; k < node_of(s, path)->names.n; k++)
			follow(s, intern_text(&s->paths, path), node_of(s, path)->names.items[k]);
	}
	arena_release(&s->memory);
	s->memory = (struct arena){ 0 };
	return n;
}

void includers_find(const struct compile_command *commands, size_t n_commands, const char *const *files, size_t n_files, size_t *cheapest)
{
	struct search s = { .folders = { NULL, 0, 0 } };
	size_t *least = xmalloc(n_files * sizeof *least);

	intern_init(&s.paths);
	intern_init(&s.names);
	for (size_t i = 0; i < n_files; i++) {
		cheapest[i] = n_commands;
		least[i] = SIZE_MAX;
	}
	for (size_t c = 0; c < n_commands; c++) {
		size_t n = walk(&s, &commands[c], (uint32_t)c + 1);

		for (size_t i = 0; i < n_files; i++) {
			sid path = intern_find(&s.paths, files[i], strlen(files[i]));

			if (sid_is_none(path) || node_of(&s, path)->seen_by != c + 1 || n >= least[i])
				continue;
			least[i] = n;
			cheapest[i] = c;
		}
	}
	for (size_t i = 0; i < s.nodes.n; i++)
		VEC_RELEASE(&s.nodes.items[i].names);
	VEC_RELEASE(&s.nodes);
	VEC_RELEASE(&s.folders);
	VEC_RELEASE(&s.queue);
	intern_release(&s.paths);
	intern_release(&s.names);
	free(least);
}
