/*
 * --since, --staged and --diff: the change as git or a diff tells it, with paths as findings have them. What is analysed is the
 * working tree, so the lines are those of the working tree, for staged files, too.
 */
#include "analyzer/session.h"

#include "analyzer/base/file.h"
#include "analyzer/base/path.h"
#include "analyzer/git.h"

#include <string.h>
#include <unistd.h>

#define DIFF_OPTIONS "diff", "--no-color", "--no-ext-diff", "--no-textconv", "--ignore-submodules", "-M", "-U0", "--src-prefix=a/", "--dst-prefix=b/"

/* From where the branch left the other one; REV itself if there is no such commit. */
static int diff_since(struct session *s, struct strbuf *text, struct error *e)
{
	const char *rev = s->options->since;
	const char *base[] = { "merge-base", rev, "HEAD", NULL };
	struct strbuf commit = STRBUF_INIT;
	struct error ignored = ERROR_INIT;
	int rc;

	if (*rev == '-')
		return error_set(e, "--since takes a revision, not '%s'", rev);
	if (git_run(s->repository, base, &commit, &ignored) == 0)
		commit.text[strcspn(commit.text, "\n")] = '\0';
	const char *diff[] = { DIFF_OPTIONS, *commit.text ? commit.text : rev, "--", NULL };
	rc = git_run(s->repository, diff, text, e);
	strbuf_release(&commit);
	error_release(&ignored);
	return rc;
}

/* Drops the files that are not among the NUL-separated names. */
static void keep_named(struct changed *c, const struct strbuf *names)
{
	size_t n = 0;

	for (size_t i = 0; i < c->files.n; i++) {
		struct changed_file *f = &c->files.items[i];
		bool found = false;

		for (const char *at = names->text; at < names->text + names->len && !found; at += strlen(at) + 1)
			found = !strcmp(at, f->path);
		if (found)
			c->files.items[n++] = *f;
		else
			VEC_RELEASE(&f->ranges);
	}
	c->files.n = n;
}

/* What the next commit comes on top of: the last one, or before the first the tree that holds nothing. */
static int find_head(const struct session *s, struct strbuf *head, struct error *e)
{
	static const char *const verify[] = { "rev-parse", "--quiet", "--verify", "HEAD", NULL };
	static const char *const nothing[] = { "hash-object", "-t", "tree", "--stdin", NULL };
	struct error unborn = ERROR_INIT;
	int rc = git_run(s->repository, verify, head, &unborn);

	if (rc < 0)
		rc = git_run(s->repository, nothing, head, e);
	if (rc == 0)
		head->text[strcspn(head->text, "\n")] = '\0';
	error_release(&unborn);
	return rc;
}

static int read_staged(struct session *s, struct changed *c, struct error *e)
{
	const char *names[] = { "diff", "--cached", "--name-only", "-z", "--no-ext-diff", "--no-textconv", "--ignore-submodules", "-M", NULL };
	struct strbuf staged = STRBUF_INIT, text = STRBUF_INIT, head = STRBUF_INIT;
	int rc = git_run(s->repository, names, &staged, e);

	if (rc == 0)
		rc = find_head(s, &head, e);
	if (rc == 0) {
		const char *diff[] = { DIFF_OPTIONS, head.text, "--", NULL };

		rc = git_run(s->repository, diff, &text, e);
	}
	if (rc == 0)
		rc = changed_read(c, "git diff", text.text, text.len, e);
	if (rc == 0)
		keep_named(c, &staged);
	strbuf_release(&staged);
	strbuf_release(&text);
	strbuf_release(&head);
	return rc;
}

/* A change may touch no text at all (a mode, a binary file), but then the diff says so. Colours hide what it says. */
static bool is_diff(const struct strbuf *text)
{
	static const char *const starts[] = { "diff ", "--- ", "Only in ", "Binary files ", "Index: " };

	for (const char *line = text->text; line; line = strchr(line, '\n')) {
		line += *line == '\n';
		for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
			if (!strncmp(line, starts[i], strlen(starts[i])))
				return true;
		if (!*line)
			break;
	}
	return !text->len;
}

static int read_change(struct session *s, struct changed *c, struct error *e)
{
	const char *from = s->options->diff;
	struct strbuf text = STRBUF_INIT;
	int rc;

	if (s->options->staged)
		return read_staged(s, c, e);
	if (s->options->since)
		rc = diff_since(s, &text, e);
	else if (!strcmp(from, "-"))
		rc = file_read_fd(STDIN_FILENO, "standard input", &text, e);
	else
		rc = file_read(from, &text, e);
	if (rc == 0 && from && !is_diff(&text))
		rc = error_set(e, "--diff: %s is no unified diff; make it with: git diff --no-color", strcmp(from, "-") ? from : "standard input");
	if (rc == 0)
		rc = changed_read(c, s->options->since ? "git diff" : from, text.text, text.len, e);
	strbuf_release(&text);
	return rc;
}

/* A diff's paths count from the repository's top. */
static void place_files(struct session *s, struct changed *c)
{
	struct strbuf path = STRBUF_INIT, text = STRBUF_INIT;
	struct error ignored = ERROR_INIT;

	for (size_t i = 0; i < c->files.n; i++) {
		struct changed_file *f = &c->files.items[i];

		path_join(s->repository, f->path, &path);
		if (file_read(path.text, &text, &ignored) == 0)
			changed_compare(f, text.text, text.len);
		f->path = arena_strdup(&s->memory, path_relative(path.text, s->root));
	}
	changed_close(c);
	strbuf_release(&path);
	strbuf_release(&text);
	error_release(&ignored);
}

int session_read_change(struct session *s, struct error *e)
{
	const struct options *o = s->options;

	if (!o->staged && !o->since && !o->diff)
		return 0;
	if (o->staged + (o->since != NULL) + (o->diff != NULL) > 1)
		return error_set(e, "--since, --staged and --diff each name a change; give one of them");
	s->changed = arena_zalloc(&s->memory, sizeof *s->changed);
	if (read_change(s, s->changed, e) < 0)
		return -1;
	place_files(s, s->changed);
	return 0;
}
