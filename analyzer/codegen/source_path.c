#include "analyzer/codegen/source_path.h"

#include "analyzer/base/path.h"

#include <string.h>
#include <unistd.h>

void source_paths_init(struct source_paths *s, const char *root, const char *directory, bool search_parents,
		       struct intern *text)
{
	*s = (struct source_paths){ .root = root, .directory = directory, .search_parents = search_parents, .text = text };
	intern_init(&s->spelled);
	VEC_PUSH(&s->answers, (sid){ 0 });
}

void source_paths_release(struct source_paths *s)
{
	intern_release(&s->spelled);
	VEC_RELEASE(&s->answers);
}

/* Fills `found` with the first existing file of this name in the directory or above it. */
static bool search(const char *directory, const char *path, struct strbuf *found)
{
	struct strbuf folder = STRBUF_INIT;
	bool exists = false;

	strbuf_adds(&folder, directory);
	for (;;) {
		char *slash;

		path_join(folder.text, path, found);
		exists = access(found->text, F_OK) == 0;
		slash = strrchr(folder.text, '/');
		if (exists || !slash || slash == folder.text)
			break;
		folder.len = (size_t)(slash - folder.text);
		folder.text[folder.len] = '\0';
	}
	strbuf_release(&folder);
	return exists;
}

static sid resolve(const struct source_paths *s, const char *path)
{
	struct strbuf whole = STRBUF_INIT;
	sid answer;

	if (path_is_absolute(path) || !s->search_parents || !search(s->directory, path, &whole))
		path_join(s->directory, path, &whole);
	answer = intern_adds(s->text, path_relative(whole.text, s->root));
	strbuf_release(&whole);
	return answer;
}

sid source_paths_find(struct source_paths *s, const char *path, size_t len)
{
	uint32_t known = s->spelled.n;
	sid id = s->last;

	if (len == intern_length(&s->spelled, id) && !memcmp(path, intern_text(&s->spelled, id), len))
		return s->answers.items[id.v];
	id = s->last = intern_add(&s->spelled, path, len);
	if (s->spelled.n > known)
		VEC_PUSH(&s->answers, resolve(s, intern_text(&s->spelled, id)));
	return s->answers.items[id.v];
}
