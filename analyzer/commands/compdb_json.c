/*
 * jansson reads values, we read the array around them: so each entry has an exact place, only one entry's tree is in memory
 * at a time, and what people's databases have wrong around the entries (no brackets, a comma too many, a byte order mark) is
 * ours to accept.
 */
#include "analyzer/commands/compdb_json.h"

#include <jansson.h>
#include <string.h>

#define AGAIN "make the database again (cmake -DCMAKE_EXPORT_COMPILE_COMMANDS=ON, meson, or: bear -- make)"
#define REPAIR "; what is whole is kept by: whynot db-check --fix=FILE"

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void move_to(struct compdb_reader *r, size_t to)
{
	for (; r->at < to && r->at < r->len; r->at++) {
		if (r->bytes[r->at] == '\n') {
			r->line++;
			r->line_start = r->at + 1;
		}
	}
}

/* The next byte that is no space, 0 at the end. */
static char peek(struct compdb_reader *r)
{
	size_t at = r->at;

	while (at < r->len && is_space(r->bytes[at]))
		at++;
	move_to(r, at);
	return at < r->len ? r->bytes[at] : 0;
}

static unsigned column(const struct compdb_reader *r)
{
	return (unsigned)(r->at - r->line_start) + 1;
}

#define FAIL(r, ...) error_at(e, (r)->path, (r)->line, column(r), __VA_ARGS__)

int compdb_reader_init(struct compdb_reader *r, const char *path, const char *bytes, size_t len, struct error *e)
{
	char c;

	*r = (struct compdb_reader){ .path = path, .bytes = bytes, .len = len, .line = 1 };
	if (len >= 2 && (!memcmp(bytes, "\xff\xfe", 2) || !memcmp(bytes, "\xfe\xff", 2)))
		return FAIL(r, "this is UTF-16 text; save it as UTF-8, or " AGAIN);
	if (len >= 3 && !memcmp(bytes, "\xef\xbb\xbf", 3)) {
		r->has_bom = true;
		r->at = r->line_start = 3;
	}
	c = peek(r);
	if (r->at == r->len)
		return FAIL(r, "the database is empty; was its making cut off? " AGAIN);
	if (c == '{') {
		r->is_fragment = true;
		return 0;
	}
	if (c != '[')
		return FAIL(r, "not a compile database: an array of entries, '[', is expected; give compile_commands.json or the "
			    "folder that holds it");
	move_to(r, r->at + 1);
	return 0;
}

/* Steps over what stands between two entries. 1: an entry follows; 0: the end. */
static int next_in_array(struct compdb_reader *r, struct error *e)
{
	char c = peek(r);

	if (r->n_entries && c == ',') {
		move_to(r, r->at + 1);
		c = peek(r);
		r->has_trailing_comma = c == ']';
	} else if (r->n_entries && c && c != ']') {
		return FAIL(r, "',' or ']' is expected after an entry; is the file damaged? " AGAIN);
	}
	if (c == ']') {
		move_to(r, r->at + 1);
		if (peek(r) || r->at < r->len)
			return FAIL(r, "text after the closing ']': are these two databases in one file? keep one, or " AGAIN);
		return 0;
	}
	if (r->at == r->len) {
		r->is_cut_off = true;
		return FAIL(r, "the file ends before the closing ']': was its making cut off? " AGAIN REPAIR);
	}
	return 1;
}

static int next_fragment(struct compdb_reader *r)
{
	while (peek(r) == ',')
		move_to(r, r->at + 1);
	return r->at < r->len;
}

static int fail_json(struct compdb_reader *r, const json_error_t *je, struct error *e)
{
	/* jansson's position is behind the offending text. */
	move_to(r, r->at + (size_t)(je->position > 1 ? je->position - 1 : 0));
	r->is_cut_off = json_error_code(je) == json_error_premature_end_of_input;
	if (r->is_cut_off)
		return FAIL(r, "%s: was its making cut off? " AGAIN REPAIR, je->text);
	if (strstr(je->text, "unable to decode"))
		return FAIL(r, "%s: the text is not UTF-8; rename the file it names, or write the database as UTF-8", je->text);
	return FAIL(r, "%s; is the file damaged or edited? " AGAIN, je->text);
}

static int read_text(const struct compdb_reader *r, const json_t *object, const char *key, bool needed, struct arena *memory,
		     const char **out, struct error *e)
{
	const json_t *value = json_object_get(object, key);

	*out = NULL;
	if (!value && !needed)
		return 0;
	if (!value)
		return FAIL(r, "this entry has no \"%s\"; every entry needs \"directory\", \"file\" and \"command\" or \"arguments\": "
			    AGAIN, key);
	if (!json_is_string(value))
		return FAIL(r, "\"%s\" of this entry is not a text; " AGAIN, key);
	if (needed && !*json_string_value(value))
		return FAIL(r, "\"%s\" of this entry is empty; " AGAIN, key);
	*out = arena_strdup(memory, json_string_value(value));
	return 0;
}

static int read_arguments(const struct compdb_reader *r, const json_t *array, struct arena *memory, struct words *out,
			  struct error *e)
{
	size_t i;
	const json_t *value;

	if (!json_is_array(array))
		return FAIL(r, "\"arguments\" of this entry is not an array of texts; a text belongs under \"command\": " AGAIN);
	json_array_foreach(array, i, value) {
		if (!json_is_string(value))
			return FAIL(r, "\"arguments\" of this entry: number %zu is not a text; " AGAIN, i + 1);
		VEC_PUSH(out, arena_strdup(memory, json_string_value(value)));
	}
	if (!out->n)
		return FAIL(r, "\"arguments\" of this entry is empty; the compiler's name is its first element: " AGAIN);
	return 0;
}

static int read_entry(const struct compdb_reader *r, const json_t *object, struct arena *memory, struct compdb_entry *entry,
		      struct error *e)
{
	const json_t *arguments = json_object_get(object, "arguments");

	if (r->is_fragment && r->n_entries == 1 && !json_object_get(object, "file") && !json_object_get(object, "directory"))
		return FAIL(r, "not a compile database: an array of entries, '[', is expected; give compile_commands.json or the "
			    "folder that holds it");
	if (read_text(r, object, "directory", true, memory, &entry->directory, e) < 0 ||
	    read_text(r, object, "file", true, memory, &entry->file, e) < 0 ||
	    read_text(r, object, "output", false, memory, &entry->output, e) < 0)
		return -1;
	if (arguments)
		return read_arguments(r, arguments, memory, &entry->arguments, e);
	if (!json_object_get(object, "command"))
		return FAIL(r, "this entry has neither \"command\" nor \"arguments\"; " AGAIN);
	return read_text(r, object, "command", true, memory, &entry->command, e);
}

int compdb_reader_next(struct compdb_reader *r, struct arena *memory, struct compdb_entry *entry, struct error *e)
{
	int more = r->is_fragment ? next_fragment(r) : next_in_array(r, e);
	json_error_t je;
	json_t *value;
	int rc;

	*entry = (struct compdb_entry){ 0 };
	if (more < 0)
		return -1;
	if (!more)
		return r->n_entries ? 0 : FAIL(r, "the database has no entries: nothing was compiled while it was made; "
					       "clean the build, then " AGAIN);
	if (r->bytes[r->at] != '{')
		return FAIL(r, "an entry, '{', is expected; is the file damaged or edited? " AGAIN);
	value = json_loadb(r->bytes + r->at, r->len - r->at, JSON_DISABLE_EOF_CHECK, &je);
	if (!value)
		return fail_json(r, &je, e);
	r->n_entries++;
	r->entry_start = r->at;
	entry->line = r->line;
	entry->col = column(r);
	rc = read_entry(r, value, memory, entry, e);
	json_decref(value);
	if (rc < 0) {
		words_release(&entry->arguments);
		return -1;
	}
	move_to(r, r->at + (size_t)je.position);
	return 1;
}
