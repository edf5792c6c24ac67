#include "analyzer/base/find_program.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Not normalised: "link/../clang" is beside what the link points to. */
static void join(const char *directory, const char *name, size_t len, struct strbuf *out)
{
	strbuf_clear(out);
	if (!len || name[0] != '/')
		strbuf_addf(out, "%s/", directory);
	strbuf_add(out, name, len);
}

/* 0, or why it cannot be run. */
static int cannot_run(const char *path)
{
	struct stat st;

	if (stat(path, &st) < 0)
		return errno;
	if (!S_ISREG(st.st_mode))
		return EACCES;
	return access(path, X_OK) < 0 ? errno : 0;
}

int find_program(const char *name, const char *directory, struct strbuf *out, struct error *e)
{
	const char *path = getenv("PATH"), *end;
	int failed;

	if (strchr(name, '/')) {
		join(directory, name, strlen(name), out);
		failed = cannot_run(out->text);
		return failed ? error_set(e, "cannot run %s: %s", name, strerror(failed)) : 0;
	}
	for (; *name && path; path = *end ? end + 1 : NULL) {
		end = strchrnul(path, ':');
		join(directory, path, (size_t)(end - path), out);
		strbuf_addf(out, "/%s", name);
		if (!cannot_run(out->text))
			return 0;
	}
	return error_set(e, "cannot run '%s': there is no such program in PATH", name);
}
