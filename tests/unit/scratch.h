/* A folder of its own for one test, gone afterwards. For unit tests: a failure here ends the test. */
#ifndef WHYNOT_TESTS_UNIT_SCRATCH_H
#define WHYNOT_TESTS_UNIT_SCRATCH_H

#include "analyzer/base/file.h"
#include "analyzer/base/strbuf.h"

#include "tests/unit/unit.h"

#include <dirent.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct scratch {
	struct strbuf path;   /* of the folder */
	struct strbuf joined; /* what scratch_path() returned last */
};

static inline void scratch_init(struct scratch *s)
{
	const char *parent = getenv("TMPDIR");

	*s = (struct scratch){ STRBUF_INIT, STRBUF_INIT };
	strbuf_addf(&s->path, "%s/whynot-test-XXXXXX", parent ? parent : "/tmp");
	if (!mkdtemp(s->path.text))
		fail_msg("mkdtemp %s", s->path.text);
}

static inline int scratch_remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	return remove(path);
}

static inline void scratch_release(struct scratch *s)
{
	chmod(s->path.text, 0700);
	if (nftw(s->path.text, scratch_remove_one, 16, FTW_DEPTH | FTW_PHYS) != 0)
		fail_msg("cannot remove %s", s->path.text);
	strbuf_release(&s->path);
	strbuf_release(&s->joined);
}

/* The path of a file in the folder, valid until the next call. */
static inline const char *scratch_path(struct scratch *s, const char *name)
{
	strbuf_clear(&s->joined);
	strbuf_addf(&s->joined, "%s/%s", s->path.text, name);
	return s->joined.text;
}

static inline void scratch_write(struct scratch *s, const char *name, const char *bytes)
{
	FILE *f = fopen(scratch_path(s, name), "w");

	if (!f || fputs(bytes, f) < 0 || fclose(f) != 0)
		fail_msg("cannot write %s", s->joined.text);
}

static inline void scratch_assert_holds(struct scratch *s, const char *name, const char *bytes)
{
	struct strbuf found = STRBUF_INIT;
	struct error e = ERROR_INIT;

	if (file_read(scratch_path(s, name), &found, &e) < 0)
		fail_msg("%s", e.text.text);
	assert_string_equal(found.text, bytes);
	strbuf_release(&found);
}

/* How many entries the folder has. */
static inline size_t scratch_count(const struct scratch *s)
{
	DIR *d = opendir(s->path.text);
	size_t n = 0;

	if (!d)
		fail_msg("cannot read %s", s->path.text);
	while (readdir(d))
		n++;
	closedir(d);
	return n - 2;
}

#endif
