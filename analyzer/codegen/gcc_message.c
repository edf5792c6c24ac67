#include "analyzer/codegen/gcc_message.h"

#include <string.h>

enum { NAME_WORDS = 8 };

static struct raw_text plain(const char *text)
{
	return (struct raw_text){ text, strlen(text), RAW_QUOTING_NONE };
}

static const char *text_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? text : "";
}

/* ---- names ------------------------------------------------------------------------------------------------------------ */

struct name {
	struct strbuf text;
	unsigned n_words;
};

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static char upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

/* The letters up to one that ends the word: "couldn't" is one word, "non-loop" two. */
static size_t add_word(struct name *n, const char *p, size_t len)
{
	size_t i = 0;

	strbuf_addc(&n->text, upper(p[0]));
	for (i = 1; i < len && (is_letter(p[i]) || (p[i] == '\'' && i + 1 < len && is_letter(p[i + 1]))); i++)
		if (p[i] != '\'')
			strbuf_addc(&n->text, p[i]);
	n->n_words++;
	return i;
}

/* What identifiers, paths and numbers are told by. */
static bool is_variable(const char *p, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if ((p[i] >= '0' && p[i] <= '9') || p[i] == '_' || p[i] == '/' || p[i] == '\\' || (unsigned char)p[i] >= 0x80 ||
		    (p[i] == '.' && i && i + 1 < len && is_letter(p[i + 1])))
			return true;
	return false;
}

/* One run of bytes without a space. What stands in front of a colon is of the message, too. */
static void add_token(struct name *n, const char *p, size_t len)
{
	const char *colon = memchr(p, ':', len);

	if (is_variable(p, len)) {
		if (!colon || is_variable(p, (size_t)(colon - p)))
			return;
		len = (size_t)(colon - p);
	}
	for (size_t i = 0; i < len && n->n_words < NAME_WORDS;) {
		if (is_letter(p[i]))
			i += add_word(n, p + i, len - i);
		else
			i++;
	}
}

static void add_words(struct name *n, const char *text, size_t len)
{
	for (size_t i = 0; i < len && n->n_words < NAME_WORDS;) {
		size_t start = i;

		while (i < len && !is_space(text[i]))
			i++;
		if (i > start)
			add_token(n, text + start, i - start);
		while (i < len && is_space(text[i]))
			i++;
	}
}

/* ---- places ------------------------------------------------------------------------------------------------------------ */

static uint32_t number_of(const json_t *object, const char *key)
{
	json_int_t n = json_integer_value(json_object_get(object, key));

	return n > 0 && n <= UINT32_MAX ? (uint32_t)n : 0;
}

static struct raw_place place_of(const json_t *location)
{
	struct raw_place place = { .file = plain(text_of(location, "file")), .line = number_of(location, "line"),
				   .col = number_of(location, "column") };

	place.known = place.file.len && place.line;
	return place;
}

/* ---- messages ---------------------------------------------------------------------------------------------------------- */

static void push_arg(struct raw_remark *r, const char *key, struct raw_text value, struct raw_place place)
{
	struct raw_arg arg = { plain(key), value, place };

	VEC_PUSH(&r->args, arg);
}

/* The length of the text up to the end of its line. */
static size_t line_length(const char *text)
{
	return strcspn(text, "\n");
}

/* A symbol is written as "name/12", the number being gcc's own. */
static size_t symbol_length(const char *text)
{
	const char *slash = strrchr(text, '/');

	return slash && slash > text && slash[1] && !slash[1 + strspn(slash + 1, "0123456789")] ? (size_t)(slash - text)
											       : line_length(text);
}

static void add_object(struct raw_remark *r, const json_t *piece)
{
	static const struct {
		const char *gcc, *key;
	} kinds[] = { { "symtab_node", "Symbol" }, { "expr", "Expression" }, { "stmt", "Statement" } };
	const char *text;
	size_t len;

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		text = text_of(piece, kinds[i].gcc);
		len = i ? line_length(text) : symbol_length(text);
		if (len) {
			push_arg(r, kinds[i].key, (struct raw_text){ text, len, RAW_QUOTING_NONE },
				 place_of(json_object_get(piece, "location")));
			return;
		}
	}
}

/*
 * The first line that says something: gcc lets what belongs to the next message, or to none, stand behind it. Returns false at its
 * end.
 */
static bool add_string(struct raw_remark *r, const char *text, struct name *name)
{
	size_t len;

	if (!r->args.n)
		text += strspn(text, " \n\t*=");
	len = line_length(text);
	if (len) {
		push_arg(r, "String", (struct raw_text){ text, len, RAW_QUOTING_NONE }, (struct raw_place){ .known = false });
		add_words(name, text, len);
	}
	return !text[len] || !r->args.n;
}

static void trim_end(struct raw_remark *r)
{
	struct raw_text *last;

	while (r->args.n) {
		last = &VEC_LAST(&r->args)->value;
		while (last->len && is_space(last->bytes[last->len - 1]))
			last->len--;
		if (last->len)
			return;
		r->args.n--;
	}
}

static void read_message(struct raw_remark *r, const json_t *message, struct name *name)
{
	const json_t *piece;
	size_t i;

	json_array_foreach(message, i, piece) {
		if (json_is_object(piece))
			add_object(r, piece);
		else if (json_is_string(piece) && !add_string(r, json_string_value(piece), name))
			break;
	}
	trim_end(r);
}

/* Where the code was inlined from: its own function first, then each that it came into, with the place of the call. */
static void read_chain(struct raw_remark *r, const json_t *chain)
{
	const json_t *link;
	size_t i;

	if (json_array_size(chain) < 2)
		return;
	json_array_foreach(chain, i, link) {
		struct raw_text function = plain(text_of(link, "fndecl"));

		if (!function.len)
			continue;
		push_arg(r, "String", plain(i ? ", inlined into " : "; in "), (struct raw_place){ .known = false });
		push_arg(r, i ? "Caller" : "Inlinee", function, place_of(json_object_get(link, "site")));
	}
}

static bool read_kind(const char *kind, enum remark_kind *remark_kind)
{
	static const struct {
		const char *gcc;
		enum remark_kind kind;
	} kinds[] = {
		{ "success", REMARK_KIND_PASSED }, { "failure", REMARK_KIND_MISSED }, { "note", REMARK_KIND_ANALYSIS },
	};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (!strcmp(kinds[i].gcc, kind)) {
			*remark_kind = kinds[i].kind;
			return true;
		}
	}
	return false;
}

/* A count that was measured; guesses are no profile. */
static void read_count(struct raw_remark *r, const json_t *count)
{
	const char *quality = text_of(count, "quality");
	json_int_t value = json_integer_value(json_object_get(count, "value"));

	r->has_hotness = value >= 0 && (!strcmp(quality, "precise") || !strcmp(quality, "adjusted") || !strcmp(quality, "autofdo"));
	r->hotness = r->has_hotness ? (uint64_t)value : 0;
}

bool gcc_message_read(const json_t *entry, struct arena *memory, struct raw_remark *r)
{
	struct name name = { .text = STRBUF_INIT };
	const char *function = text_of(entry, "function");

	VEC_CLEAR(&r->args);
	if (!read_kind(text_of(entry, "kind"), &r->kind))
		return false;
	r->function = plain(*function ? function : "<file>");
	r->place = place_of(json_object_get(entry, "location"));
	read_count(r, json_object_get(entry, "count"));
	read_message(r, json_object_get(entry, "message"), &name);
	if (r->args.n && name.n_words) {
		r->name = (struct raw_text){ arena_strndup(memory, name.text.text, name.text.len), name.text.len, RAW_QUOTING_NONE };
		read_chain(r, json_object_get(entry, "inlining_chain"));
	}
	strbuf_release(&name.text);
	return r->args.n && name.n_words;
}
