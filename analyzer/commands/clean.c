#include "analyzer/commands/clean.h"
#include "analyzer/base/path.h"

#include <stdlib.h>
#include <string.h>

/* A flag with its value, and how many words both take. */
struct use {
	const struct flag_row *row;
	const char *flag;    /* without -Xclang, in the short spelling */
	const char *value;   /* NULL: none */
	bool is_inner;       /* behind -Xclang: for the compiler proper */
	bool is_apart;       /* the value is a word of its own */
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

/* What words[at] hands to the compiler proper, "-Xclang X" or "-Xclang=X"; NULL if it does not. `n` is the words it takes. */
static const char *inner_word(const struct clean_request *r, size_t at, size_t *n)
{
	const char *word = at < r->n_words ? r->words[at] : "";

	*n = 1;
	if (!strncmp(word, "-Xclang=", 8))
		return word + 8;
	if (strcmp(word, "-Xclang") != 0 || at + 1 == r->n_words)
		return NULL;
	*n = 2;
	return r->words[at + 1];
}

static struct use read_use(const struct clean_request *r, size_t at)
{
	struct use u = { 0 };
	const char *inner = inner_word(r, at, &u.n_words), *next;
	size_t n_next;

	u.is_inner = inner != NULL;
	u.flag = inner ? inner : flag_spelling(r->flags, r->words[at], r->memory);
	u.row = flag_find(r->flags, u.flag);
	if (!u.row)
		return u;
	u.value = u.flag + u.row->length;
	if (u.row->shape == FLAG_NEXT || u.row->shape == FLAG_BEGINS_NEXT || (u.row->shape == FLAG_EITHER && !*u.value)) {
		next = inner_word(r, at + u.n_words, &n_next);
		if (!u.is_inner && at + u.n_words < r->n_words) {
			next = r->words[at + u.n_words];
			n_next = 1;
		}
		u.value = next;
		u.is_apart = true;
		u.n_words += next ? n_next : 0;
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

	if ((row->shape == FLAG_ALONE || row->shape == FLAG_BEGINS) && row->fate != FLAG_PATH && row->fate != FLAG_HEADER)
		return u->flag;
	/* "=dir" counts from the sysroot. */
	if ((row->fate == FLAG_PATH || row->fate == FLAG_HEADER) && *value && *value != '=') {
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

static void keep_word(struct cleaner *k, const struct use *u, const char *word)
{
	/* The driver would load header.pch, whoever made it, in the place of a header that is named to it. */
	if (u->is_inner || (u->row && u->row->fate == FLAG_HEADER))
		VEC_PUSH(&k->c->args, "-Xclang");
	VEC_PUSH(&k->c->args, word);
}

/*
 * A flag without a row stays for clang, of which it is known that nothing beginning with -f or -m runs or writes anything that the
 * table does not name; of gcc that is not known.
 */
static void keep_for_gcc(struct cleaner *k, const struct use *u)
{
	if (!u->row || u->is_inner)
		return;
	VEC_PUSH(&k->c->gcc_args, u->row->fate == FLAG_HEADER ? u->row->text : u->flag);
	if (u->is_apart || u->row->fate == FLAG_HEADER)
		VEC_PUSH(&k->c->gcc_args, u->value);
}

static void keep(struct cleaner *k, const struct use *u)
{
	bool is_header = u->row && u->row->fate == FLAG_HEADER;

	keep_for_gcc(k, u);

	keep_word(k, u, is_header ? u->row->text : u->flag);
	if (u->is_apart || is_header)
		keep_word(k, u, u->value);
}

static void tell(struct cleaner *k, const struct use *u, const char *why)
{
	notes_add_once(k->r->notes, COMPDB_NOTE_DROPPED, "%s%s%s dropped: %s", u->flag, u->is_apart && u->value ? " " : "",
		       u->is_apart && u->value ? u->value : "", why);
}

/*
 * Why a flag must not go to clang though its row keeps it. Should clang and the table ever disagree about which flag takes the
 * next word, a value that looks like a flag would become one; and clang looks for files by the name of a target.
 */
static const char *refusal(const struct use *u)
{
	const char *const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._+-";

	if (u->row && u->row->fate == FLAG_TARGET && (!*u->value || u->value[strspn(u->value, letters)]))
		return "this is not the name of a target";
	if (!u->is_apart && !(u->row && u->row->fate == FLAG_HEADER))
		return NULL;
	if (u->value[0] == '@')
		return "its value looks like a response file";
	if (u->value[0] == '-' && u->value[1] && !(u->is_inner && !strcmp(u->flag, "-target-feature")))
		return "its value looks like another flag";
	return NULL;
}

static void take_level(struct cleaner *k, const struct use *u)
{
	const char *level = normal_level(u->value, k->r->memory);

	if (level) {
		k->c->opt_level = level;
		VEC_PUSH(&k->c->args, level);
		VEC_PUSH(&k->c->gcc_args, level);
	}
}

/* What only the driver understands, and what therefore says nothing behind -Xclang. */
static void take(struct cleaner *k, const struct use *u)
{
	switch (u->row->fate) {
	case FLAG_LANGUAGE:
		k->x = u->value;
		break;
	case FLAG_LEVEL:
		take_level(k, u);
		break;
	case FLAG_OUTPUT:
		k->c->output = u->value;
		break;
	case FLAG_GCC:
		if (!u->is_apart || (u->value[0] != '@' && u->value[0] != '-'))
			keep_for_gcc(k, u);
		break;
	default:
		break;
	}
}

/* Why a flag that the table does not drop by itself leaves all the same; NULL if it stays. */
static const char *reason_to_leave(const struct use *u)
{
	if (u->row && u->row->fate == FLAG_TELL)
		return u->row->why;
	return flag_is_kept(u->row, u->flag, u->is_inner) ? refusal(u) : "it is not among the flags that are known to do no harm";
}

static void clean_flag(struct cleaner *k, const struct use *u)
{
	bool could_stay = !u->row || u->row->fate <= FLAG_TARGET;
	const char *why;

	/* A flag that lacks its value would take the next argument, which is ours. */
	if (u->row && !u->value && u->row->fate != FLAG_TELL)
		return;
	if (!could_stay && u->row->fate != FLAG_TELL) {
		if (!u->is_inner)
			take(k, u);
		return;
	}
	why = reason_to_leave(u);
	if (why) {
		tell(k, u, why);
		return;
	}
	if (u->row && u->row->fate != FLAG_KEEP)
		add_meaning(k, u);
	if (u->row && u->row->fate == FLAG_TARGET)
		k->c->has_target = true;
	keep(k, u);
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
		/* -Xclang p.so: a value that its flag left behind. */
		if (u.flag[0] == '-' && u.flag[1])
		clean_flag(k, &u);
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
	words_release(&c->gcc_args);
	words_release(&c->meaning);
}

const char *clean_folder(const char *const *words, size_t n)
{
	static const char flag[] = "-working-directory";
	const char *folder = NULL;

	for (size_t i = 0; i < n; i++) {
		const char *rest = words[i] + sizeof flag - 1;

		if (strncmp(words[i], flag, sizeof flag - 1) != 0)
			continue;
		if (*rest == '=')
			folder = rest + 1;
		else if (!*rest && i + 1 < n)
			folder = words[++i];
	}
	return folder && *folder ? folder : NULL;
}
