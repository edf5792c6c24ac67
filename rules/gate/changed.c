#include "rules/gate/changed.h"

#include "analyzer/base/intern.h"
#include "analyzer/base/strbuf.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* A diff on the way through. */
struct reader {
	struct changed *c;
	const char *name, *at, *end;
	unsigned line;
	struct changed_file *file;      /* NULL: deleted, or none yet */
	struct strbuf removed;
	struct error *e;
};

struct line {
	const char *text;
	size_t len;
};

static bool next_line(struct reader *r, struct line *l)
{
	const char *feed;

	if (r->at == r->end)
		return false;
	feed = memchr(r->at, '\n', (size_t)(r->end - r->at));
	l->text = r->at;
	l->len = (size_t)((feed ? feed : r->end) - r->at);
	r->at = feed ? feed + 1 : r->end;
	r->line++;
	return true;
}

static bool begins(const struct line *l, const char *word)
{
	size_t len = strlen(word);

	return l->len >= len && !memcmp(l->text, word, len);
}

static void finish_file(struct reader *r)
{
	if (r->file) {
		r->file->removed = arena_memdup(&r->c->memory, r->removed.text, r->removed.len);
		r->file->removed_len = r->removed.len;
	}
	strbuf_clear(&r->removed);
	r->file = NULL;
}

/* "b/dir/x.c", with git's quotes and escapes if it has odd bytes, up to a TAB. */
static const char *path_of(struct reader *r, const char *at, const char *end)
{
	struct strbuf path = STRBUF_INIT;
	const char *copy;
	bool quoted = at < end && *at == '"';

	for (at += quoted; at < end && *at != '\r' && *at != (quoted ? '"' : '\t'); at++) {
		if (!quoted || *at != '\\' || at + 1 == end) {
			strbuf_addc(&path, *at);
			continue;
		}
		at++;
		if (*at >= '0' && *at <= '3' && end - at >= 3) {
			strbuf_addc(&path, (char)((at[0] - '0') * 64 + (at[1] - '0') * 8 + at[2] - '0'));
			at += 2;
		} else {
			strbuf_addc(&path, *at == 'n' ? '\n' : *at == 't' ? '\t' : *at);
		}
	}
	copy = path.text + (!strncmp(path.text, "b/", 2) ? 2 : 0);
	copy = arena_strdup(&r->c->memory, copy);
	strbuf_release(&path);
	return copy;
}

static void begin_file(struct reader *r, const struct line *l)
{
	const char *path = path_of(r, l->text + 4, l->text + l->len);

	finish_file(r);
	if (!strcmp(path, "/dev/null") || !*path)
		return;
	VEC_PUSH(&r->c->files, ((struct changed_file){ .path = path }));
	r->file = VEC_LAST(&r->c->files);
}

/* "-12,3" or "+4": start and length. */
static bool take_span(const char **at, char sign, uint32_t *from, uint32_t *n)
{
	char *end;

	*at += strspn(*at, " ");
	if (**at != sign || !isdigit((unsigned char)(*at)[1]))
		return false;
	*from = (uint32_t)strtoul(*at + 1, &end, 10);
	*n = 1;
	if (*end == ',')
		*n = (uint32_t)strtoul(end + 1, &end, 10);
	*at = end;
	return true;
}

static void add_line(struct changed_file *f, uint32_t line)
{
	struct changed_range *last = f->ranges.n ? VEC_LAST(&f->ranges) : NULL;

	if (last && last->to + 1 == line)
		last->to = line;
	else
		VEC_PUSH(&f->ranges, ((struct changed_range){ line, line }));
}

static int read_hunk(struct reader *r, const struct line *head)
{
	char text[128];
	const char *at = text + 2;
	uint32_t old, n_old, line, n_new;
	size_t len = head->len < sizeof text ? head->len : sizeof text - 1;
	struct line l;

	memcpy(text, head->text, len);
	text[len] = '\0';
	if (!take_span(&at, '-', &old, &n_old) || !take_span(&at, '+', &line, &n_new))
		return error_at(r->e, r->name, r->line, 0, "not a unified diff: a line like '@@ -1,2 +3,4 @@' is expected");
	while (n_old || n_new) {
		if (!next_line(r, &l))
			return error_at(r->e, r->name, r->line, 0, "the diff ends within a hunk");
		switch (l.len ? l.text[0] : ' ') {
		case '+':
			if (r->file)
				add_line(r->file, line);
			line++;
			n_new -= n_new > 0;
			break;
		case '-':
			strbuf_add(&r->removed, l.text + 1, l.len - 1);
			strbuf_addc(&r->removed, '\n');
			n_old -= n_old > 0;
			break;
		case '\\': break;
		case ' ':
		case '\r':
			line++;
			n_new -= n_new > 0;
			n_old -= n_old > 0;
			break;
		default: return error_at(r->e, r->name, r->line, 0, "not a unified diff: a line within a hunk begins with '%c'", l.text[0]);
		}
	}
	return 0;
}

int changed_read(struct changed *c, const char *name, const char *text, size_t len, struct error *e)
{
	struct reader r = { .c = c, .name = name, .at = text, .end = text + len, .removed = STRBUF_INIT, .e = e };
	struct line l;
	int rc = 0;

	while (rc == 0 && next_line(&r, &l)) {
		if (begins(&l, "diff "))
			finish_file(&r);
		else if (begins(&l, "+++ "))
			begin_file(&r, &l);
		else if (begins(&l, "@@ "))
			rc = read_hunk(&r, &l);
	}
	finish_file(&r);
	strbuf_release(&r.removed);
	return rc;
}

void changed_release(struct changed *c)
{
	for (size_t i = 0; i < c->files.n; i++)
		VEC_RELEASE(&c->files.items[i].ranges);
	VEC_RELEASE(&c->files);
	arena_release(&c->memory);
}

/* ---- names ----------------------------------------------------------------------------------------------------------------- */

static bool is_letter(char c)
{
	return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

/* The next identifier at or behind `*at`, which is moved behind it; its length, 0 at the end. */
static size_t next_name(const char **at, const char *end, const char **name)
{
	for (;;) {
		while (*at < end && !is_letter(**at))
			++*at;
		*name = *at;
		while (*at < end && is_letter(**at))
			++*at;
		if (*at == *name || !isdigit((unsigned char)**name))
			return (size_t)(*at - *name);
	}
}

void changed_compare(struct changed_file *f, const char *text, size_t len)
{
	const char *at = text, *name;
	struct intern names;
	size_t n;

	intern_init(&names);
	while ((n = next_name(&at, text + len, &name)) > 0)
		intern_add(&names, name, n);
	at = f->removed;
	while (!f->has_lost_names && at && (n = next_name(&at, f->removed + f->removed_len, &name)) > 0)
		f->has_lost_names = sid_is_none(intern_find(&names, name, n));
	intern_release(&names);
}

/* ---- findings -------------------------------------------------------------------------------------------------------------- */

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct changed_file *)a)->path, ((const struct changed_file *)b)->path);
}

void changed_close(struct changed *c)
{
	if (c->files.n)
		qsort(c->files.items, c->files.n, sizeof *c->files.items, by_path);
}

static const struct changed_file *find_file(const struct changed *c, const char *path)
{
	struct changed_file key = { .path = path };

	if (!path || !c->files.n)
		return NULL;
	return bsearch(&key, c->files.items, c->files.n, sizeof key, by_path);
}

static bool is_on_changed_line(const struct changed *c, struct srcloc loc, uint32_t last_line)
{
	const struct changed_file *f = find_file(c, loc.path);

	if (!f)
		return false;
	if (!loc.line)
		return true;
	for (size_t i = 0; i < f->ranges.n; i++)
		if (last_line >= f->ranges.items[i].from && loc.line <= f->ranges.items[i].to)
			return true;
	return false;
}

bool changed_brought(const struct changed *c, const struct finding *f, bool is_whole_file, uint32_t last_line)
{
	const struct changed_file *file;

	if (is_on_changed_line(c, f->loc, last_line > f->loc.line ? last_line : f->loc.line))
		return true;
	for (size_t i = 0; i < f->n_args && f->severity >= SEVERITY_WARNING; i++)
		if (f->args[i].loc.line && is_on_changed_line(c, f->args[i].loc, f->args[i].loc.line))
			return true;
	file = is_whole_file ? find_file(c, f->loc.path) : NULL;
	return file && file->has_lost_names;
}
