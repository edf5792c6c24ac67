/*
 * `gcov --json-format` (gcc/gcov.cc): files[] with functions[] and lines[]. A line's branches are the two ways out of each of its
 * conditional jumps, one after the other, one of them falling through; those of a switch are not.
 */
#include "analyzer/profile/json_cursor.h"

#include "analyzer/base/path.h"

#include <string.h>

/* All of it is read before the folder is known from which its paths count. */
struct gcov_file {
	struct strbuf path;
	size_t n_counts, n_branches, n_functions; /* of the lists below */
};

struct gcov {
	struct json_cursor cursor;
	struct strbuf folder;
	VEC(struct gcov_file) files;
	VEC(struct profile_count) counts;
	VEC(struct profile_branch) branches;
	VEC(struct profile_function) functions;
	VEC(struct gcov_arc { uint64_t count; bool falls_through; }) arcs; /* of the line at hand */
};

/* Calls `read` for each object of the list. */
static int each(struct gcov *g, int (*read)(struct gcov *))
{
	struct json_cursor *c = &g->cursor;
	int rc = cursor_enter(c, '[');

	while (rc == 0 && (rc = cursor_element(c)) > 0) {
		rc = cursor_enter(c, '{');
		if (rc == 0)
			rc = read(g);
	}
	return rc;
}

static bool is_key(const struct gcov *g, const char *key)
{
	return !strcmp(g->cursor.key.text, key);
}

static int read_function(struct gcov *g)
{
	struct json_cursor *c = &g->cursor;
	struct profile_function f = { .count = 0 };
	int rc;

	while ((rc = cursor_member(c)) > 0) {
		if (is_key(g, "name")) {
			rc = cursor_text(c);
			f.name = profile_function_name(c->in->profiles, c->text.text, c->text.len);
		} else if (is_key(g, "start_line")) {
			rc = cursor_place(c, &f.line);
		} else if (is_key(g, "end_line")) {
			rc = cursor_place(c, &f.end_line);
		} else if (is_key(g, "end_column")) {
			rc = cursor_place(c, &f.end_col);
		} else if (is_key(g, "execution_count")) {
			rc = cursor_count(c, &f.count);
		} else {
			rc = cursor_skip(c);
		}
		if (rc < 0)
			return -1;
	}
	if (rc == 0)
		VEC_PUSH(&g->functions, f);
	return rc;
}

static int read_arc(struct gcov *g)
{
	struct json_cursor *c = &g->cursor;
	struct gcov_arc arc = { 0, false };
	int rc;

	while ((rc = cursor_member(c)) > 0) {
		if (is_key(g, "count"))
			rc = cursor_count(c, &arc.count);
		else if (is_key(g, "fallthrough"))
			rc = cursor_flag(c, &arc.falls_through);
		else
			rc = cursor_skip(c);
		if (rc < 0)
			return -1;
	}
	if (rc == 0)
		VEC_PUSH(&g->arcs, arc);
	return rc;
}

static void take_arcs(struct gcov *g, uint32_t line)
{
	for (size_t i = 0; i + 1 < g->arcs.n; i += 2)
		if (g->arcs.items[i].falls_through == g->arcs.items[i + 1].falls_through)
			return;
	for (size_t i = 0; i + 1 < g->arcs.n; i += 2) {
		struct profile_branch b = { .line = line, .end_col = (uint32_t)(i / 2) + 1, .n_true = g->arcs.items[i].count,
					    .n_false = g->arcs.items[i + 1].count };

		VEC_PUSH(&g->branches, b);
	}
}

static int read_line(struct gcov *g)
{
	struct json_cursor *c = &g->cursor;
	struct profile_count count = { .is_known = true };
	int rc;

	VEC_CLEAR(&g->arcs);
	while ((rc = cursor_member(c)) > 0) {
		if (is_key(g, "line_number"))
			rc = cursor_place(c, &count.line);
		else if (is_key(g, "count"))
			rc = cursor_count(c, &count.count);
		else if (is_key(g, "branches"))
			rc = each(g, read_arc);
		else
			rc = cursor_skip(c);
		if (rc < 0)
			return -1;
	}
	if (rc == 0) {
		VEC_PUSH(&g->counts, count);
		take_arcs(g, count.line);
	}
	return rc;
}

static int read_file(struct gcov *g)
{
	struct json_cursor *c = &g->cursor;
	struct gcov_file f = { .path = STRBUF_INIT };
	int rc;

	while ((rc = cursor_member(c)) > 0) {
		if (is_key(g, "file")) {
			rc = cursor_text(c);
			strbuf_clear(&f.path);
			strbuf_add(&f.path, c->text.text, c->text.len);
		} else if (is_key(g, "functions")) {
			rc = each(g, read_function);
		} else if (is_key(g, "lines")) {
			rc = each(g, read_line);
		} else {
			rc = cursor_skip(c);
		}
		if (rc < 0)
			break;
	}
	f.n_counts = g->counts.n;
	f.n_branches = g->branches.n;
	f.n_functions = g->functions.n;
	VEC_PUSH(&g->files, f);
	if (rc == 0 && !f.path.len)
		return profile_fail(c->in, c->at, "damaged JSON: a file without its name; export it again");
	return rc;
}

static int read_whole(struct gcov *g)
{
	struct json_cursor *c = &g->cursor;
	bool has_files = false;
	int rc = cursor_enter(c, '{');

	while (rc == 0 && (rc = cursor_member(c)) > 0) {
		if (is_key(g, "current_working_directory")) {
			rc = cursor_text(c);
			strbuf_clear(&g->folder);
			strbuf_add(&g->folder, c->text.text, c->text.len);
		} else if (is_key(g, "files")) {
			has_files = true;
			rc = each(g, read_file);
		} else {
			rc = cursor_skip(c);
		}
	}
	if (rc == 0)
		rc = cursor_end(c);
	if (rc == 0 && !has_files)
		return profile_fail(c->in, c->at, "no counts in it: gcov --json-format writes a list of files");
	return rc;
}

static void hand_over(struct gcov *g, struct profile *p)
{
	struct profiles *all = g->cursor.in->profiles;
	struct strbuf path = STRBUF_INIT;
	struct gcov_file last = { .n_counts = 0 };

	for (size_t i = 0; i < g->files.n; i++) {
		const struct gcov_file *f = &g->files.items[i];
		struct profile_file *to;

		path_join(g->folder.text, f->path.text, &path);
		to = profile_file_of(all, p, path.text, path.len);
		for (size_t k = last.n_counts; k < f->n_counts; k++)
			VEC_PUSH(&to->counts, g->counts.items[k]);
		for (size_t k = last.n_branches; k < f->n_branches; k++)
			VEC_PUSH(&to->branches, g->branches.items[k]);
		for (size_t k = last.n_functions; k < f->n_functions; k++)
			VEC_PUSH(&to->functions, g->functions.items[k]);
		last = *f;
	}
	strbuf_release(&path);
}

int gcov_read(struct profile_input *in)
{
	struct gcov g = { .folder = STRBUF_INIT };
	struct profile *p = profile_of(in, PROFILE_GCOV);
	int rc;

	cursor_init(&g.cursor, in);
	rc = read_whole(&g);
	if (rc == 0)
		hand_over(&g, p);
	for (size_t i = 0; i < g.files.n; i++)
		strbuf_release(&g.files.items[i].path);
	VEC_RELEASE(&g.files);
	VEC_RELEASE(&g.counts);
	VEC_RELEASE(&g.branches);
	VEC_RELEASE(&g.functions);
	VEC_RELEASE(&g.arcs);
	strbuf_release(&g.folder);
	cursor_release(&g.cursor);
	return rc;
}
