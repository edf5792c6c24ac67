#include "analyzer/codegen/gcc_record.h"

#include "analyzer/codegen/codegen_fact.h"
#include "analyzer/codegen/gcc_message.h"
#include "analyzer/codegen/gcc_stream.h"
#include "analyzer/codegen/remark_facts.h"

#include <string.h>

/* An array of entries or passes that is being walked. */
struct level {
	const json_t *array;
	size_t at;
};

struct gcc_record {
	struct remark_facts facts;
	struct intern *text;
	struct intern pass_ids;
	VEC(sid) passes;             /* by id in `pass_ids`: "gcc-" and the name, in `text` */
	VEC(struct level) levels;    /* a stack, so that nesting costs no stack of ours */
	struct raw_remark remark;
	size_t n_damaged;
	struct strbuf damage;        /* what the first damage is */
	size_t n_before;             /* remarks read before it */
};

bool gcc_record_is(const char *bytes, size_t len)
{
	return (len >= 2 && !memcmp(bytes, "\x1f\x8b", 2)) || (len && *bytes == '[');
}

static void damaged(void *context, const char *what)
{
	struct gcc_record *r = context;

	if (r->n_damaged++ > 0)
		return;
	strbuf_addf(&r->damage, "%.200s", what);
	r->n_before = codegen_fact(r->facts.unit)->n_read;
}

static void push_level(struct gcc_record *r, const json_t *array)
{
	struct level level = { array, 0 };

	if (json_array_size(array))
		VEC_PUSH(&r->levels, level);
}

/* The next one in the tree, parents first; NULL at the end. Whoever wants its children pushes them. */
static const json_t *next_in_tree(struct gcc_record *r)
{
	while (r->levels.n) {
		struct level *top = VEC_LAST(&r->levels);

		if (top->at < json_array_size(top->array))
			return json_array_get(top->array, top->at++);
		r->levels.n--;
	}
	return NULL;
}

/* Passes that exist for gcc's own sake have a star before their names. */
static void add_pass(struct gcc_record *r, const json_t *pass)
{
	const char *id = json_string_value(json_object_get(pass, "id")), *name = json_string_value(json_object_get(pass, "name"));
	struct strbuf text = STRBUF_INIT;
	sid known;

	if (!id || !name)
		return;
	known = intern_adds(&r->pass_ids, id);
	strbuf_addf(&text, "gcc-%s", name + (*name == '*'));
	while (r->passes.n <= known.v)
		VEC_PUSH(&r->passes, (sid){ 0 });
	r->passes.items[known.v] = intern_add(r->text, text.text, text.len);
	strbuf_release(&text);
}

static void read_passes(struct gcc_record *r, const json_t *passes)
{
	const json_t *pass;

	push_level(r, passes);
	while ((pass = next_in_tree(r))) {
		add_pass(r, pass);
		push_level(r, json_object_get(pass, "children"));
	}
}

/* "gcc" alone for what belongs to no pass. */
static struct raw_text pass_of(struct gcc_record *r, const json_t *entry)
{
	const char *id = json_string_value(json_object_get(entry, "pass"));
	sid known = id ? intern_find(&r->pass_ids, id, strlen(id)) : (sid){ 0 };
	sid name = known.v < r->passes.n ? r->passes.items[known.v] : (sid){ 0 };

	if (sid_is_none(name))
		return (struct raw_text){ "gcc", 3, RAW_QUOTING_NONE };
	return (struct raw_text){ intern_text(r->text, name), intern_length(r->text, name), RAW_QUOTING_NONE };
}

static bool is_internal(const struct gcc_record *r, const json_t *entry)
{
	const char *kind = json_string_value(json_object_get(entry, "kind"));

	return r->levels.n > 1 && kind && !strcmp(kind, "note");
}

static void read_entry(struct gcc_record *r, const json_t *list)
{
	struct arena memory = { 0 };
	const json_t *entry;

	push_level(r, list);
	while ((entry = next_in_tree(r))) {
		r->remark.pass = pass_of(r, entry);
		if (!is_internal(r, entry) && gcc_message_read(entry, &memory, &r->remark))
			remark_facts_add(&r->facts, &r->remark);
		push_level(r, json_object_get(entry, "children"));
	}
	arena_release(&memory);
}

/*
 * True for a scope, as gcc spells one, in which nothing is but notes: told from the bytes, since this is most of a record and nothing
 * of it is kept.
 */
static bool is_scope_of_notes(const char *bytes, size_t len)
{
	static const char scope[] = "{\"kind\": \"scope\"", success[] = "\"success\"", failure[] = "\"failure\"";

	return len > sizeof scope && !memcmp(bytes, scope, sizeof scope - 1) && !memmem(bytes, len, failure, sizeof failure - 1) &&
	       !memmem(bytes, len, success, sizeof success - 1);
}

static void read_part(void *context, enum gcc_part what, const char *bytes, size_t len)
{
	struct gcc_record *r = context;
	json_error_t e;
	json_t *json, *list;

	if (what == GCC_PART_HEAD || (what == GCC_PART_ENTRY && is_scope_of_notes(bytes, len)))
		return;
	json = json_loadb(bytes, len, 0, &e);
	if (!json) {
		damaged(r, e.text);
	} else if (what == GCC_PART_PASSES) {
		read_passes(r, json);
	} else {
		list = json_array();
		json_array_append(list, json);
		read_entry(r, list);
		json_decref(list);
	}
	json_decref(json);
}

static void say_damage(struct gcc_record *r)
{
	struct fact_codegen *fact = codegen_fact(r->facts.unit);

	if (r->n_damaged == 1)
		codegen_fact_say(fact, r->text, "gcc's record damaged (%s), %zu remarks read before it", r->damage.text, r->n_before);
	else if (r->n_damaged)
		codegen_fact_say(fact, r->text, "gcc's record damaged in %zu places, first (%s), %zu remarks read before it",
				 r->n_damaged, r->damage.text, r->n_before);
	if (r->n_damaged && !fact->n_read)
		fact->status = CODEGEN_STATUS_FAILED;
}

void gcc_record_read(const char *bytes, size_t len, struct source_paths *paths, struct intern *text, struct unit_facts *unit)
{
	struct gcc_record r = { .text = text, .damage = STRBUF_INIT };
	const struct gcc_stream stream = { &r, read_part, damaged };

	remark_facts_init(&r.facts, text, unit, paths);
	intern_init(&r.pass_ids);
	gcc_stream_read(&stream, bytes, len);
	remark_facts_finish(&r.facts);
	say_damage(&r);
	intern_release(&r.pass_ids);
	VEC_RELEASE(&r.passes);
	VEC_RELEASE(&r.levels);
	raw_remark_release(&r.remark);
	strbuf_release(&r.damage);
}
