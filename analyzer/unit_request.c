#include "analyzer/unit_request.h"

#include "analyzer/base/path.h"
#include "analyzer/cache/cache.h"
#include "analyzer/facts/facts_text.h"
#include "analyzer/render.h"
#include "analyzer/session.h"
#include "analyzer/session_cache.h"

#include <string.h>

/* Of the unit's output, or of its source if the database names none: what a record is named after. */
static const char *record_base(const struct compile_command *c)
{
	return path_base(c->output ? c->output : c->file);
}

static bool name_is_shared(const struct session *s, const struct compile_command *command)
{
	for (size_t i = 0; i < s->units.n; i++)
		if (s->units.items[i] != command && !strcmp(record_base(s->units.items[i]), record_base(command)))
			return true;
	return false;
}

struct unit_request unit_request_of(const struct session *s, size_t unit)
{
	const struct compile_command *c = s->units.items[unit];
	struct unit_request r = {
		.file = c->file, .directory = c->directory, .args = c->args, .n_args = c->n_args,
		.gcc_args = c->gcc_args, .n_gcc_args = c->n_gcc_args, .config = c->config, .output = c->output,
		.opt_level = c->opt_level, .is_cxx = c->is_cxx, .root = s->root, .clang = s->clang, .gcc = session_gcc_of(s, c),
		.codegen = s->is_compiled.items[unit] ? s->options->remarks : CODEGEN_OFF, .records = s->options->records,
		.other_opt_level = s->options->opt_level, .profdata = s->profdata,
	};

	r.gcc_identity = r.gcc && s->cache ? cache_identity_of(&s->cache->cache, r.gcc) : NULL;
	r.profdata_identity = r.profdata && s->cache ? cache_identity_of(&s->cache->cache, r.profdata) : NULL;
	r.with_text = r.codegen == CODEGEN_RUN && render_wants(s->options, "html");
	r.name_is_shared = r.records && name_is_shared(s, c);
	return r;
}

void unit_request_add_key(const struct unit_request *r, struct strbuf *key)
{
	cache_key_number(key, FACTS_TEXT_VERSION);
#define KEY_TEXT(name) cache_key_text(key, r->name);
#define KEY_TEXTS(name) \
	cache_key_number(key, r->n_##name); \
	for (size_t i = 0; i < r->n_##name; i++) \
		cache_key_text(key, r->name[i]);
#define KEY_NUMBER(name) cache_key_number(key, r->name);
	UNIT_REQUEST(KEY_TEXT, KEY_TEXTS, KEY_NUMBER)
}

static bool is_sure(const struct unit_facts *unit)
{
	if (unit->status == UNIT_STATUS_FAILED)
		return false;
	for (size_t i = 0; i < unit->codegens.n; i++)
		if (unit->codegens.items[i].status == CODEGEN_STATUS_FAILED ||
		    unit->codegens.items[i].status == CODEGEN_STATUS_WITHOUT_REMARKS)
			return false;
	return true;
}

bool unit_request_do(const struct unit_request *r, struct frontend *frontend, struct strbuf *facts)
{
	const struct compile_command command = {
		.file = r->file, .directory = r->directory, .args = r->args, .n_args = r->n_args,
		.gcc_args = r->gcc_args, .n_gcc_args = r->n_gcc_args, .config = r->config, .output = r->output, .opt_level = r->opt_level, .is_cxx = r->is_cxx,
	};
	const struct codegen codegen = {
		.mode = (enum codegen_mode)r->codegen, .root = r->root, .clang = r->clang, .gcc = r->gcc,
		.opt_level = r->other_opt_level, .profdata = r->profdata, .records = r->records, .name_is_shared = r->name_is_shared,
		.with_text = r->with_text,
	};
	struct unit_facts unit = { 0 };
	struct intern text;
	bool sure;

	intern_init(&text);
	frontend_collect(frontend, &command, &text, &unit);
	if (unit.status != UNIT_STATUS_FAILED)
		codegen_collect(&codegen, &command, &text, &unit);
	facts_text_write(&unit, &text, facts);
	sure = is_sure(&unit);
	unit_facts_release(&unit);
	intern_release(&text);
	return sure;
}
