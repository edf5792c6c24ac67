/*
 * `llvm-cov export` (llvm/tools/llvm-cov/CoverageExporterJson.cpp): data[].files[] with segments and branches, data[].functions[]
 * with the range and count of each function. A segment [line, column, count, has-count, is-entry, is-gap] holds up to the next one.
 * What macros expand to ("expansions") is nine tenths of it and says nothing that the segments do not.
 */
#include "analyzer/profile/json_cursor.h"

#include <string.h>

enum { REGION_NUMBERS = 5, BRANCH_NUMBERS = 6 };

/* Reads the first `n` numbers of an array and skips the rest of it. */
static int read_numbers(struct json_cursor *c, uint64_t *numbers, int n)
{
	int i = 0, rc = cursor_enter(c, '[');

	while (rc == 0 && (rc = cursor_element(c)) > 0) {
		rc = i < n ? cursor_count(c, &numbers[i]) : cursor_skip(c);
		i++;
	}
	if (rc == 0 && i < n)
		return profile_fail(c->in, c->at, "damaged JSON: an array of at least %d numbers was expected; export it again", n);
	return rc;
}

/* Places of a program fit 32 bits; what does not is beyond its end in any case. */
static uint32_t place_number(uint64_t n)
{
	return n < UINT32_MAX ? (uint32_t)n : UINT32_MAX;
}

/* ---- one file ---------------------------------------------------------------------------------------------------------- */

struct file_draft {
	VEC(struct profile_count) counts;
	VEC(struct profile_branch) branches;
	struct strbuf path;
};

static int read_segment(struct json_cursor *c, struct file_draft *f)
{
	struct profile_count count = { 0 };
	int i = 0, rc = cursor_enter(c, '[');

	while (rc == 0 && (rc = cursor_element(c)) > 0) {
		switch (i++) {
		case 0: rc = cursor_place(c, &count.line); break;
		case 1: rc = cursor_place(c, &count.col); break;
		case 2: rc = cursor_count(c, &count.count); break;
		case 3: rc = cursor_flag(c, &count.is_known); break;
		default: rc = cursor_skip(c); break;
		}
	}
	if (rc == 0 && i < 4)
		return profile_fail(c->in, c->at, "damaged JSON: a segment has at least four parts; export it again");
	if (rc < 0)
		return -1;
	/* Of two at one place the later one holds. */
	if (f->counts.n && VEC_LAST(&f->counts)->line == count.line && VEC_LAST(&f->counts)->col == count.col)
		f->counts.n--;
	VEC_PUSH(&f->counts, count);
	return 0;
}

static int read_branch(struct json_cursor *c, struct file_draft *f)
{
	uint64_t n[BRANCH_NUMBERS];
	struct profile_branch b = { .has_sides = true };

	if (read_numbers(c, n, BRANCH_NUMBERS) < 0)
		return -1;
	b.line = place_number(n[0]);
	b.col = place_number(n[1]);
	b.end_line = place_number(n[2]);
	b.end_col = place_number(n[3]);
	b.n_true = n[4];
	b.n_false = n[5];
	VEC_PUSH(&f->branches, b);
	return 0;
}

static int read_list(struct json_cursor *c, struct file_draft *f, int (*read)(struct json_cursor *, struct file_draft *))
{
	int rc = cursor_enter(c, '[');

	while (rc == 0 && (rc = cursor_element(c)) > 0)
		rc = read(c, f);
	return rc;
}

static int read_file(struct json_cursor *c, struct file_draft *f)
{
	int rc = cursor_enter(c, '{');

	while (rc == 0 && (rc = cursor_member(c)) > 0) {
		if (!strcmp(c->key.text, "filename")) {
			rc = cursor_text(c);
			strbuf_clear(&f->path);
			strbuf_add(&f->path, c->text.text, c->text.len);
		} else if (!strcmp(c->key.text, "segments")) {
			rc = read_list(c, f, read_segment);
		} else if (!strcmp(c->key.text, "branches")) {
			rc = read_list(c, f, read_branch);
		} else {
			rc = cursor_skip(c);
		}
	}
	if (rc == 0 && !f->path.len)
		return profile_fail(c->in, c->at, "damaged JSON: a file without a filename; export it again");
	return rc;
}

static int read_files(struct json_cursor *c, struct profile *p)
{
	struct file_draft f = { .path = STRBUF_INIT };
	int rc = cursor_enter(c, '[');

	while (rc == 0 && (rc = cursor_element(c)) > 0) {
		VEC_CLEAR(&f.counts);
		VEC_CLEAR(&f.branches);
		strbuf_clear(&f.path);
		rc = read_file(c, &f);
		if (rc < 0)
			break;
		struct profile_file *to = profile_file_of(c->in->profiles, p, f.path.text, f.path.len);
		for (size_t i = 0; i < f.counts.n; i++)
			VEC_PUSH(&to->counts, f.counts.items[i]);
		for (size_t i = 0; i < f.branches.n; i++)
			VEC_PUSH(&to->branches, f.branches.items[i]);
	}
	VEC_RELEASE(&f.counts);
	VEC_RELEASE(&f.branches);
	strbuf_release(&f.path);
	return rc;
}

/* ---- functions --------------------------------------------------------------------------------------------------------- */

/* The first region is the function's body, from its opening brace to behind its closing one. */
static int read_body(struct json_cursor *c, struct profile_function *f)
{
	uint64_t n[REGION_NUMBERS];
	int rc = cursor_enter(c, '[');
	bool is_first = true;

	while (rc == 0 && (rc = cursor_element(c)) > 0) {
		rc = is_first ? read_numbers(c, n, REGION_NUMBERS) : cursor_skip(c);
		if (is_first && rc == 0) {
			f->line = place_number(n[0]);
			f->brace_col = place_number(n[1]);
			f->end_line = place_number(n[2]);
			f->end_col = n[3] ? place_number(n[3] - 1) : 0;
		}
		is_first = false;
	}
	return rc;
}

/* The first of the names is the file that the function is in, the others are those of macros in it. */
static int read_first_name(struct json_cursor *c, struct strbuf *path)
{
	int rc = cursor_enter(c, '[');

	strbuf_clear(path);
	while (rc == 0 && (rc = cursor_element(c)) > 0) {
		if (path->len) {
			rc = cursor_skip(c);
			continue;
		}
		rc = cursor_text(c);
		strbuf_add(path, c->text.text, c->text.len);
	}
	return rc;
}

static int read_function(struct json_cursor *c, struct profile *p, struct strbuf *path)
{
	struct profiles *all = c->in->profiles;
	struct profile_function f = { .count = 0 };
	int rc = cursor_enter(c, '{');

	strbuf_clear(path);
	while (rc == 0 && (rc = cursor_member(c)) > 0) {
		if (!strcmp(c->key.text, "name")) {
			rc = cursor_text(c);
			f.name = profile_function_name(all, c->text.text, c->text.len);
		} else if (!strcmp(c->key.text, "count")) {
			rc = cursor_count(c, &f.count);
		} else if (!strcmp(c->key.text, "filenames")) {
			rc = read_first_name(c, path);
		} else if (!strcmp(c->key.text, "regions")) {
			rc = read_body(c, &f);
		} else {
			rc = cursor_skip(c);
		}
	}
	if (rc == 0 && path->len && !sid_is_none(f.name)) {
		struct profile_file *to = profile_file_of(all, p, path->text, path->len);

		VEC_PUSH(&to->functions, f);
	}
	return rc;
}

static int read_functions(struct json_cursor *c, struct profile *p)
{
	struct strbuf path = STRBUF_INIT;
	int rc = cursor_enter(c, '[');

	while (rc == 0 && (rc = cursor_element(c)) > 0)
		rc = read_function(c, p, &path);
	strbuf_release(&path);
	return rc;
}

/* ---- the whole --------------------------------------------------------------------------------------------------------- */

static int read_data(struct json_cursor *c, struct profile *p)
{
	int rc = cursor_enter(c, '[');

	while (rc == 0 && (rc = cursor_element(c)) > 0) {
		rc = cursor_enter(c, '{');
		while (rc == 0 && (rc = cursor_member(c)) > 0) {
			if (!strcmp(c->key.text, "files"))
				rc = read_files(c, p);
			else if (!strcmp(c->key.text, "functions"))
				rc = read_functions(c, p);
			else
				rc = cursor_skip(c);
		}
	}
	return rc;
}

int llvm_cov_read(struct profile_input *in)
{
	struct profile *p = profile_of(in, PROFILE_LLVM_COV);
	struct json_cursor c;
	int rc;

	cursor_init(&c, in);
	rc = cursor_enter(&c, '{');
	while (rc == 0 && (rc = cursor_member(&c)) > 0) {
		if (!strcmp(c.key.text, "data")) {
			rc = read_data(&c, p);
		} else if (!strcmp(c.key.text, "type")) {
			rc = cursor_text(&c);
			if (rc == 0 && strcmp(c.text.text, "llvm.coverage.json.export"))
				rc = profile_fail(in, c.at, "JSON of the type '%s'; llvm.coverage.json.export is expected, as llvm-cov export writes it", c.text.text);
		} else {
			rc = cursor_skip(&c);
		}
	}
	if (rc == 0)
		rc = cursor_end(&c);
	cursor_release(&c);
	return rc;
}
