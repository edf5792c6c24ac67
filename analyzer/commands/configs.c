/*
 * A configuration is named by those of its flags that not all configurations of the file have; one that has no such flag by
 * those it lacks. Whether a flag is common is decided by address, since equal texts are one text; the names by text.
 */
#include "analyzer/commands/build.h"

#include <stdint.h>

enum { CONFIG_LENGTH = 60 };

static int by_address(const void *a, const void *b)
{
	uintptr_t x = (uintptr_t)*(const char *const *)a, y = (uintptr_t)*(const char *const *)b;

	return (x > y) - (x < y);
}

/* Appends each text of the list once. */
static void add_distinct(struct words *out, const char *const *texts, size_t n)
{
	size_t start = out->n, kept = start;

	for (size_t i = 0; i < n; i++)
		VEC_PUSH(out, texts[i]);
	if (n)
		qsort(out->items + start, n, sizeof *out->items, by_address);
	for (size_t i = start; i < out->n; i++)
		if (i == start || out->items[i] != out->items[i - 1])
			out->items[kept++] = out->items[i];
	out->n = kept;
}

/* The texts that every configuration has, by address. */
static void find_common(struct words *common, struct candidate *const *configs, size_t n)
{
	struct words all = { 0 };
	size_t end;

	for (size_t i = 0; i < n; i++)
		add_distinct(&all, configs[i]->meaning, configs[i]->n_meaning);
	if (all.n)
		qsort(all.items, all.n, sizeof *all.items, by_address);
	for (size_t i = 0; i < all.n; i = end) {
		for (end = i + 1; end < all.n && all.items[end] == all.items[i]; end++)
			continue;
		if (end - i == n)
			VEC_PUSH(common, all.items[i]);
	}
	words_release(&all);
}

static bool is_common(const struct words *common, const char *text)
{
	return common->n && bsearch(&text, common->items, common->n, sizeof *common->items, by_address);
}

/* False when the name is long enough. */
static bool add_flag(struct strbuf *name, const char *flag)
{
	if (name->len)
		strbuf_addc(name, ' ');
	strbuf_adds(name, flag);
	return name->len <= CONFIG_LENGTH;
}

/* Names what the others have. Few flags fit into a name, so looking through those written already is cheap. */
static void name_by_lack(struct strbuf *name, const struct words *common, struct candidate *const *configs, size_t n)
{
	struct words written = { 0 };
	bool more = true;

	strbuf_adds(name, "without");
	for (size_t i = 0; i < n && more; i++) {
		for (size_t k = 0; k < configs[i]->n_meaning && more; k++) {
			const char *flag = configs[i]->meaning[k];
			bool again = is_common(common, flag);

			for (size_t w = 0; w < written.n && !again; w++)
				again = written.items[w] == flag;
			if (!again) {
				VEC_PUSH(&written, flag);
				more = add_flag(name, flag);
			}
		}
	}
	if (!written.n) {
		strbuf_clear(name);
		strbuf_adds(name, "other order of flags");
	}
	words_release(&written);
}

/* Cuts to `length` bytes, not inside a character. */
static void cut(struct strbuf *name, size_t length)
{
	if (name->len <= length)
		return;
	length -= 3;
	while (length > 0 && ((unsigned char)name->text[length] & 0xc0) == 0x80)
		length--;
	name->len = length;
	strbuf_adds(name, "...");
}

struct used_names {
	struct intern names;
	VEC(unsigned) times; /* by id from 1 */
};

/* Gives the name a number if the file has it already. */
static void make_unique(struct used_names *used, struct strbuf *name)
{
	sid id = intern_add(&used->names, name->text, name->len);
	struct strbuf numbered = STRBUF_INIT;

	while (id.v <= used->times.n) {
		char number[16];
		int len = snprintf(number, sizeof number, " (%u)", ++used->times.items[id.v - 1]);

		strbuf_clear(&numbered);
		strbuf_add(&numbered, name->text, name->len);
		cut(&numbered, CONFIG_LENGTH - (size_t)len);
		strbuf_adds(&numbered, number);
		if (!sid_is_none(intern_find(&used->names, numbered.text, numbered.len)))
			continue;
		strbuf_clear(name);
		strbuf_add(name, numbered.text, numbered.len);
		id = intern_add(&used->names, name->text, name->len);
	}
	VEC_PUSH(&used->times, 1);
	strbuf_release(&numbered);
}

void build_name_configs(struct build *b, struct candidate *const *configs, size_t n)
{
	struct used_names used = { 0 };
	struct words common = { 0 };
	struct strbuf name = STRBUF_INIT;

	intern_init(&used.names);
	find_common(&common, configs, n);
	for (size_t i = 0; i < n; i++) {
		const struct candidate *c = configs[i];
		bool more = true;

		strbuf_clear(&name);
		for (size_t k = 0; k < c->n_meaning && more; k++)
			if (!is_common(&common, c->meaning[k]))
				more = add_flag(&name, c->meaning[k]);
		if (!name.len)
			name_by_lack(&name, &common, configs, n);
		cut(&name, CONFIG_LENGTH);
		make_unique(&used, &name);
		configs[i]->command.config = arena_strndup(&b->db->memory, name.text, name.len);
	}
	strbuf_release(&name);
	words_release(&common);
	intern_release(&used.names);
	VEC_RELEASE(&used.times);
}
