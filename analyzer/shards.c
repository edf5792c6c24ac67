/*
 * `whynot link`: shards in the place of sources. A shard is a line that tells what it is a part of, then units one behind
 * the other (facts/facts_text.h). A text of units without that line is a whole of its own.
 *
 *	whynot-shard	12	9f86d081884c7d65            units of the whole, and its key
 */
#include "analyzer/session.h"

#include "analyzer/base/file.h"
#include "analyzer/facts/facts_text.h"

#include <stdio.h>
#include <string.h>

/* A database that shards were made from. */
struct whole {
	char key[17];
	size_t n_units, n_seen;
};

struct linking {
	struct linker *linker;
	struct intern seen;          /* key, main file and config of each unit */
	VEC(struct whole) wholes;
	size_t whole;                /* the present one's index + 1; 0: none */
	struct error *error;
};

static bool starts_with(const char *at, const char *end, const char *head)
{
	return (size_t)(end - at) >= strlen(head) && !memcmp(at, head, strlen(head));
}

/* Returns the end of the line, or NULL with the error. */
static const char *read_head(struct linking *l, const char *path, const char *at, const char *end)
{
	const char *line_end = memchr(at, '\n', (size_t)(end - at));
	struct strbuf line = STRBUF_INIT;
	struct whole w = { .n_units = 0 };
	int used = -1;

	strbuf_add(&line, at, (size_t)((line_end ? line_end : end) - at));
	if (!line_end || sscanf(line.text, "whynot-shard\t%zu\t%16[0-9a-f]%n", &w.n_units, w.key, &used) != 2 || used != (int)line.len)
		error_set(l->error, "%s: damaged: 'whynot-shard' stands before a number of units and a key", path), line_end = NULL;
	strbuf_release(&line);
	for (l->whole = 0; l->whole < l->wholes.n; l->whole++)
		if (!strcmp(l->wholes.items[l->whole].key, w.key) && l->wholes.items[l->whole].n_units == w.n_units)
			break;
	if (l->whole++ == l->wholes.n)
		VEC_PUSH(&l->wholes, w);
	return line_end ? line_end + 1 : NULL;
}

/* True the first time that this unit of the present whole comes. */
static bool is_new(struct linking *l, const struct facts_text_unit *unit)
{
	struct whole *w = &l->wholes.items[l->whole - 1];
	struct strbuf name = STRBUF_INIT;
	uint32_t known = l->seen.n;

	strbuf_addf(&name, "%s\t%zu\t", w->key, w->n_units);
	strbuf_add(&name, unit->name, unit->name_len);
	intern_add(&l->seen, name.text, name.len);
	strbuf_release(&name);
	if (l->seen.n == known)
		return false;
	w->n_seen++;
	return true;
}

static int link_unit(struct linking *l, const char *path, const char *bytes, size_t len)
{
	struct facts_text_unit unit;

	/* That a source is missing each shard says. */
	if (l->whole && facts_text_peek(bytes, len, &unit) && !is_new(l, &unit) && unit.status == UNIT_STATUS_FAILED)
		return 0;
	return linker_add(l->linker, path, bytes, len, l->error);
}

static int link_shard(struct linking *l, const char *path, const struct strbuf *bytes)
{
	const char *at = bytes->text, *end = at + bytes->len;

	l->whole = 0;
	if (!bytes->len)
		return error_set(l->error, "%s: an empty shard; make it with: whynot facts > %s", path, path);
	while (at < end) {
		const char *next = at;

		if (starts_with(at, end, "whynot-shard")) {
			at = read_head(l, path, at, end);
			if (!at)
				return -1;
			continue;
		}
		do
			next = memchr(next, '\n', (size_t)(end - next));
		while (next && ++next < end && !starts_with(next, end, "whynot-facts\t") && !starts_with(next, end, "whynot-shard\t"));
		if (!next)
			next = end;
		if (link_unit(l, path, at, (size_t)(next - at)) < 0)
			return -1;
		at = next;
	}
	return 0;
}

int session_read_shards(struct session *s, struct error *e)
{
	struct linking l = { .error = e };
	struct strbuf bytes = STRBUF_INIT;
	int rc = 0;

	if (!s->options->files.n)
		return error_set(e, "no shard named; make some with: whynot facts -p BUILD > SHARD");
	s->root = s->repository = s->directory;
	l.linker = linker_new(&s->text);
	intern_init(&l.seen);
	for (size_t i = 0; i < s->options->files.n && rc == 0; i++) {
		rc = file_read(s->options->files.items[i], &bytes, e);
		if (rc == 0)
			rc = link_shard(&l, s->options->files.items[i], &bytes);
	}
	for (size_t i = 0; i < l.wholes.n; i++)
		if (l.wholes.items[i].n_units > l.wholes.items[i].n_seen)
			s->n_left_out += l.wholes.items[i].n_units - l.wholes.items[i].n_seen;
	strbuf_release(&bytes);
	intern_release(&l.seen);
	VEC_RELEASE(&l.wholes);
	s->program = linker_finish(l.linker, s->n_left_out == 0);
	return rc;
}
