#include "analyzer/commands/clean.h"
#include "analyzer/base/path.h"

#include <stdlib.h>
#include <string.h>

/* A flag with its value, and how many words both take. */
struct use {
	const struct flag_row *row;
	const char *flag;    /* without -Xclang */
	const char *value;   /* NULL: none */
	size_t n_words;
};

/* A macro definition, to find the last one of each name. */
struct macro {
	const char *text;
	size_t order;
};

struct cleaner {
	const struct clean_request *r;
	struct clean_command *c;
	VEC(struct macro) macros;
	struct words rest;       /* of the meaning, in order */
	const char *x;
	bool seen_source;
};

/* Reads the flag at words[at]; in front of it, and in front of its value, may stand -Xclang. */
static struct use read_use(const struct clean_request *r, size_t at)
{
	bool clang = !strcmp(r->words[at], "-Xclang") && at + 1 < r->n_words;
	struct use u = { .flag = r->words[at + clang], .n_words = 1u + clang };

	u.row = flag_find(r->flags, u.flag);
	if (!u.row)
		return u;
	u.value = u.flag + u.row->length;
	if (u.row->shape == FLAG_NEXT || u.row->shape == FLAG_BEGINS_NEXT || (u.row->shape == FLAG_EITHER && !*u.value)) {
		size_t next = at + u.n_words;

		if (clang && next < r->n_words && !strcmp(r->words[next], "-Xclang"))
			next++;
		u.value = next < r->n_words ? r->words[next] : NULL;
		u.n_words = (next < r->n_words ? next + 1 : next) - at;
	}
	return u;
}

/* The flag and its value in one spelling, so that "-D X" equals "-DX" and "-I." equals "-I/the/folder". */
static const char *canonical(const struct clean_request *r, const struct use *u)
{
	const struct flag_row *row = u->row;
	struct strbuf path = STRBUF_INIT, text = STRBUF_INIT;
	const char *value = u->value ? u->value : "", *kept;
	bool tight = row->length == 2 || row->text[row->length - 1] == '=';

	if ((row->shape == FLAG_ALONE || row->shape == FLAG_BEGINS) && row->fate != FLAG_PATH)
		return u->flag;
	/* "=dir" counts from the sysroot. */
	if (row->fate == FLAG_PATH && *value && *value != '=') {
		path_join(r->directory, value, &path);
		value = path_relative(path.text, r->base);
		if (!strcmp(value, r->base))
			value = ".";
	}
	strbuf_add(&text, row->text, row->length);
	if (!tight)
		strbuf_addc(&text, ' ');
	strbuf_adds(&text, value);
	kept = arena_strndup(r->memory, text.text, text.len);
	strbuf_release(&text);
	strbuf_release(&path);
	return kept;
}

static bool is_pic_macro(const char *text)
{
	return !strcmp(text, "-DPIC") || !strcmp(text, "-DPIC=1");
}

static void add_meaning(struct cleaner *k, const struct use *u)
{
	const char *text = canonical(k->r, u);

	if (u->row->fate == FLAG_MACRO) {
		struct macro m = { text, k->macros.n };

		if (!is_pic_macro(text))
			VEC_PUSH(&k->macros, m);
	} else {
		VEC_PUSH(&k->rest, text);
	}
}

/* In words that every clang takes without a warning. NULL for nonsense, which gcc refuses too. */
static const char *normal_level(const char *value, struct arena *memory)
{
	static const char *const known[] = { "0", "1", "2", "3", "s", "z", "g", "fast" };

	if (!*value)
		return "-O1";
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (!strcmp(value, known[i]))
			return arena_printf(memory, "-O%s", value);
	return value[strspn(value, "0123456789")] ? NULL : "-O3";
}

static void keep(struct cleaner *k, const struct use *u, size_t at)
{
	for (size_t i = 0; i < u->n_words; i++)
		VEC_PUSH(&k->c->args, k->r->words[at + i]);
}

static void tell(struct cleaner *k, const struct use *u)
{
	bool apart = u->value && (u->value < u->flag || u->value > u->flag + strlen(u->flag));

	notes_add_once(k->r->notes, COMPDB_NOTE_DROPPED, "%s%s%s dropped: %s", u->flag, apart ? " " : "", apart ? u->value : "",
		       u->row->why);
}

static void take_level(struct cleaner *k, const struct use *u)
{
	const char *level = normal_level(u->value, k->r->memory);

	if (level) {
		k->c->opt_level = level;
		VEC_PUSH(&k->c->args, level);
	}
}

static void clean_flag(struct cleaner *k, const struct use *u, size_t at)
{
	enum flag_fate fate = u->row ? u->row->fate : FLAG_KEEP;

	/* A flag that lacks its value would take the next argument, which is ours. */
	if (u->row && !u->value && fate != FLAG_TELL)
		return;
	switch (fate) {
	case FLAG_TARGET:
		k->c->has_target = true;
		/* fall through */
	case FLAG_MEANS:
	case FLAG_MACRO:
	case FLAG_PATH:
		add_meaning(k, u);
		/* fall through */
	case FLAG_KEEP:
		keep(k, u, at);
		break;
	case FLAG_LANGUAGE:
		k->x = u->value;
		break;
	case FLAG_LEVEL:
		take_level(k, u);
		break;
	case FLAG_OUTPUT:
		k->c->output = u->value;
		break;
	case FLAG_TELL:
		tell(k, u);
		break;
	case FLAG_DROP:
		break;
	}
}

/* Sources, objects and libraries all leave; the source itself fixes which -x was meant for it. */
static void clean_operand(struct cleaner *k, const char *word)
{
	struct strbuf path = STRBUF_INIT;

	if (!strcmp(path_base(word), path_base(k->r->file))) {
		path_join(k->r->directory, word, &path);
		if (!strcmp(path.text, k->r->file)) {
			k->c->x = k->x;
			k->seen_source = true;
		}
		strbuf_release(&path);
	}
}

static void clean_word(struct cleaner *k, size_t *at)
{
	const char *word = k->r->words[*at];
	struct use u;

	if (word[0] != '-' || !word[1]) {
		clean_operand(k, word);
		++*at;
	} else if (!strcmp(word, "--")) {
		while (++*at < k->r->n_words)
			clean_operand(k, k->r->words[*at]);
	} else if (!strncmp(word, "--driver-mode=", 14)) {
		k->c->is_cl_mode = !strcmp(word + 14, "cl");
		k->c->is_cxx_mode = !strcmp(word + 14, "g++");
		++*at;
	} else if (!strcmp(word, "-Xclang") && *at + 1 == k->r->n_words) {
		++*at;
	} else {
		u = read_use(k->r, *at);
		clean_flag(k, &u, *at);
		*at += u.n_words;
	}
}

static size_t macro_name_length(const char *text)
{
	return strcspn(text + 2, "=(");
}

static int by_name(const void *a, const void *b)
{
	const struct macro *x = a, *y = b;
	size_t len_x = macro_name_length(x->text), len_y = macro_name_length(y->text);
	int order = memcmp(x->text + 2, y->text + 2, len_x < len_y ? len_x : len_y);

	if (!order)
		order = (len_x > len_y) - (len_x < len_y);
	return order ? order : (x->order > y->order) - (x->order < y->order);
}

static bool same_name(const struct macro *x, const struct macro *y)
{
	size_t len = macro_name_length(x->text);

	return len == macro_name_length(y->text) && !memcmp(x->text + 2, y->text + 2, len);
}

static void finish_meaning(struct cleaner *k)
{
	if (k->macros.n)
		qsort(k->macros.items, k->macros.n, sizeof *k->macros.items, by_name);
	for (size_t i = 0; i < k->macros.n; i++)
		if (i + 1 == k->macros.n || !same_name(&k->macros.items[i], &k->macros.items[i + 1]))
			VEC_PUSH(&k->c->meaning, k->macros.items[i].text);
	for (size_t i = 0; i < k->rest.n; i++)
		VEC_PUSH(&k->c->meaning, k->rest.items[i]);
}

void clean_command(struct clean_command *c, const struct clean_request *r)
{
	struct cleaner k = { .r = r, .c = c };

	*c = (struct clean_command){ 0 };
	for (size_t at = 0; at < r->n_words;)
		clean_word(&k, &at);
	if (!k.seen_source)
		c->x = k.x;
	finish_meaning(&k);
	VEC_RELEASE(&k.macros);
	words_release(&k.rest);
}

void clean_command_release(struct clean_command *c)
{
	words_release(&c->args);
	words_release(&c->meaning);
}
