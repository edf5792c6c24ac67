#include "analyzer/base/path.h"

#include "analyzer/base/journal.h"

#include <stdlib.h>
#include <string.h>

bool path_is_absolute(const char *path)
{
	return path[0] == '/';
}

const char *path_base(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

const char *path_extension(const char *path)
{
	const char *base = path_base(path), *dot = strrchr(base, '.');

	return dot && dot != base ? dot : base + strlen(base);
}

/* Drops the last component of the absolute path in `out`; the root stays. */
static void drop_component(struct strbuf *out)
{
	/* A fresh buffer's text is a literal. */
	if (!out->len)
		return;
	while (out->len > 0 && out->text[out->len - 1] != '/')
		out->len--;
	if (out->len > 0)
		out->len--;
	out->text[out->len] = '\0';
}

/* Appends the components of `path` to the normalised path in `out`. */
static void add_components(struct strbuf *out, const char *path, bool absolute)
{
	while (*path) {
		size_t len = strcspn(path, "/");
		bool up = len == 2 && path[0] == '.' && path[1] == '.';

		if (up && (absolute || (out->len && strcmp(path_base(out->text), "..") != 0))) {
			drop_component(out);
		} else if (len && !(len == 1 && path[0] == '.')) {
			if (absolute || out->len)
				strbuf_addc(out, '/');
			strbuf_add(out, path, len);
		}
		path += len;
		path += *path == '/';
	}
}

void path_join(const char *directory, const char *path, struct strbuf *out)
{
	bool absolute = path_is_absolute(path) || path_is_absolute(directory);

	strbuf_clear(out);
	if (!path_is_absolute(path))
		add_components(out, directory, absolute);
	add_components(out, path, absolute);
	if (!out->len)
		strbuf_adds(out, absolute ? "/" : ".");
}

bool path_is_below(const char *path, const char *directory)
{
	size_t len = strlen(directory);

	if (!strcmp(directory, "/"))
		return path_is_absolute(path);
	return !strncmp(path, directory, len) && (path[len] == '/' || path[len] == '\0');
}

const char *path_relative(const char *path, const char *root)
{
	size_t len = strlen(root);

	if (!path_is_below(path, root) || path[len] == '\0')
		return path;
	return path + len + (strcmp(root, "/") ? 1 : 0);
}

bool path_real_unnoted(const char *path, struct strbuf *out)
{
	char *real = realpath(path, NULL);
	bool is_there = real != NULL;

	strbuf_clear(out);
	strbuf_adds(out, real ? real : path);
	free(real);
	return is_there;
}

void path_real(const char *path, struct strbuf *out)
{
	bool is_there = path_real_unnoted(path, out);

	journal_note_link(path, is_there ? out->text : NULL);
}
