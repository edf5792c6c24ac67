/* What settings and command line say about includes. */
#include "analyzer/session.h"

#include "analyzer/base/file.h"
#include "analyzer/base/path.h"
#include "analyzer/config/mapping.h"

#include <string.h>

static int read_mapping(struct session *s, const char *path, struct error *e)
{
	size_t len;
	const char *text = file_text(path, &s->memory, &len, e);

	return text ? include_mapping_read(&s->includes, path, text, len, e) : -1;
}

/* Mapping files name others; each is read once, however they go round. */
int session_load_includes(struct session *s, struct error *e)
{
	struct include_settings *x = &s->includes;
	struct strbuf path = STRBUF_INIT;
	int rc = 0;

	for (size_t i = 0; i < s->config.includes_keep.n_texts; i++)
		VEC_PUSH(&x->keep, s->config.includes_keep.texts[i].text);
	for (size_t i = 0; i < s->config.includes_mapping.n_texts; i++)
		VEC_PUSH(&x->refs, s->config.includes_mapping.texts[i].text);
	for (size_t i = 0; i < s->options->include_mappings.n; i++) {
		path_join(s->directory, s->options->include_mappings.items[i], &path);
		VEC_PUSH(&x->refs, arena_strdup(&x->memory, path.text));
	}
	for (size_t i = 0; i < x->refs.n && rc == 0; i++) {
		bool is_read = false;

		for (size_t k = 0; k < i && !is_read; k++)
			is_read = !strcmp(x->refs.items[k], x->refs.items[i]);
		if (!is_read)
			rc = read_mapping(s, x->refs.items[i], e);
	}
	s->settings.includes = x;
	strbuf_release(&path);
	return rc;
}
