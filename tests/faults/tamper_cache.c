/*
 * tamper_cache FOLDER FROM TO: in all reports that the cache holds, FROM becomes TO, of the same length, under a good hash: what somebody can do
 * who knows how entries are made. Exit 1: nothing was changed.
 */
#include "analyzer/base/arena.h"
#include "analyzer/cache/store.h"

#include <glob.h>
#include <stdio.h>
#include <string.h>

/* FOLDER/ab/cdef...0.report */
static bool name_of(const char *path, const char *folder, struct digest *name)
{
	char hex[2 * sizeof name->bytes + 1];
	const char *at = path + strlen(folder) + 1;
	size_t n = 0;

	for (; *at && *at != '.' && n + 1 < sizeof hex; at++)
		if (*at != '/')
			hex[n++] = *at;
	hex[n] = '\0';
	for (size_t i = 0; i < sizeof name->bytes; i++) {
		unsigned byte;

		if (sscanf(hex + 2 * i, "%2x", &byte) != 1)
			return false;
		name->bytes[i] = (unsigned char)byte;
	}
	return true;
}

static size_t tamper(const struct store *s, const struct digest *name, const char *from, const char *to)
{
	size_t n = 0, len = strlen(from);
	struct store_bytes found;
	struct arena memory = { 0 };
	struct error e = ERROR_INIT;
	char *bytes;

	if (!store_find(s, name, STORE_REPORT, &found))
		return 0;
	bytes = arena_memdup(&memory, found.bytes, found.len + 1);
	for (size_t i = 0; i + len <= found.len; i++)
		if (!memcmp(bytes + i, from, len)) {
			memcpy(bytes + i, to, len);
			n++;
		}
	if (n && store_put(s, name, STORE_REPORT, bytes, found.len, &e) < 0)
		n = 0;
	store_bytes_release(&found);
	error_release(&e);
	arena_release(&memory);
	return n;
}

int main(int argc, char **argv)
{
	struct strbuf pattern = STRBUF_INIT;
	struct store s = { NULL, UINT64_MAX };
	glob_t paths = { 0 };
	size_t n = 0;

	if (argc != 4 || strlen(argv[2]) != strlen(argv[3]))
		return 2;
	s.folder = argv[1];
	strbuf_addf(&pattern, "%s/[0-9a-f][0-9a-f]/*.report", argv[1]);
	if (glob(pattern.text, 0, NULL, &paths) == 0)
		for (size_t i = 0; i < paths.gl_pathc; i++) {
			struct digest name;

			if (name_of(paths.gl_pathv[i], argv[1], &name))
				n += tamper(&s, &name, argv[2], argv[3]);
		}
	globfree(&paths);
	strbuf_release(&pattern);
	return n ? 0 : 1;
}
