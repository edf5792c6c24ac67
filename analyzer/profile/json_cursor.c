#include "analyzer/profile/json_cursor.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

void cursor_init(struct json_cursor *c, const struct profile_input *in)
{
	*c = (struct json_cursor){ .in = in, .at = in->bytes, .key = STRBUF_INIT, .text = STRBUF_INIT };
}

void cursor_release(struct json_cursor *c)
{
	strbuf_release(&c->key);
	strbuf_release(&c->text);
}

static int fail(struct json_cursor *c, const char *wanted)
{
	if (c->at == c->in->end)
		return profile_fail(c->in, c->at, "the JSON ends too early, it was cut off; export it again");
	return profile_fail(c->in, c->at, "damaged JSON: %s is expected here; export it again", wanted);
}

static void skip_blanks(struct json_cursor *c)
{
	while (c->at < c->in->end && strchr(" \t\r\n", *c->at) && *c->at)
		c->at++;
}

static bool take(struct json_cursor *c, char byte)
{
	skip_blanks(c);
	if (c->at == c->in->end || *c->at != byte)
		return false;
	c->at++;
	return true;
}

int cursor_enter(struct json_cursor *c, char bracket)
{
	if (!take(c, bracket))
		return fail(c, bracket == '{' ? "an object" : "an array");
	if (c->depth == JSON_DEPTH_MAX)
		return profile_fail(c->in, c->at, "JSON that is nested this deeply is no profile");
	c->open[c->depth++] = bracket;
	c->is_first = true;
	return 0;
}

/* To the next item of the innermost object or array: 1, or 0 if it ends here. */
static int next_item(struct json_cursor *c)
{
	char close = c->open[c->depth - 1] == '{' ? '}' : ']';

	if (take(c, close)) {
		c->depth--;
		c->is_first = false;
		return 0;
	}
	if (!c->is_first && !take(c, ','))
		return fail(c, "',' or the end of the list");
	c->is_first = false;
	return 1;
}

/* Past the string that begins at the quote; its end is behind the closing one. */
static int skip_string(struct json_cursor *c)
{
	const char *p = c->at + 1, *end = c->in->end;

	while (p < end && *p != '"')
		p += *p == '\\' && p + 1 < end ? 2 : 1;
	if (p == end) {
		c->at = end;
		return fail(c, "a string");
	}
	c->at = p + 1;
	return 0;
}

static int string(struct json_cursor *c, struct strbuf *out)
{
	const char *start;
	json_t *value;

	skip_blanks(c);
	if (c->at == c->in->end || *c->at != '"')
		return fail(c, "a string");
	start = c->at;
	if (skip_string(c) < 0)
		return -1;
	strbuf_clear(out);
	if (!memchr(start, '\\', (size_t)(c->at - start))) {
		strbuf_add(out, start + 1, (size_t)(c->at - start) - 2);
		return 0;
	}
	value = json_loadb(start, (size_t)(c->at - start), JSON_DECODE_ANY, NULL);
	if (!value) {
		c->at = start;
		return fail(c, "a string in UTF-8");
	}
	strbuf_add(out, json_string_value(value), json_string_length(value));
	json_decref(value);
	return 0;
}

int cursor_member(struct json_cursor *c)
{
	int rc = next_item(c);

	if (rc <= 0)
		return rc;
	if (string(c, &c->key) < 0)
		return -1;
	return take(c, ':') ? 1 : fail(c, "':'");
}

int cursor_element(struct json_cursor *c)
{
	return next_item(c);
}

int cursor_text(struct json_cursor *c)
{
	return string(c, &c->text);
}

/* A number, true, false or null: up to what cannot be a part of it. */
static int skip_word(struct json_cursor *c)
{
	const char *start = c->at;

	while (c->at < c->in->end && *c->at && !strchr(" \t\r\n,]}", *c->at))
		c->at++;
	return c->at == start ? fail(c, "a value") : 0;
}

int cursor_skip(struct json_cursor *c)
{
	unsigned depth = c->depth;

	do {
		int rc = 1;

		/* Inside an object or array that this call opened: to its next value. */
		if (c->depth > depth)
			rc = c->open[c->depth - 1] == '{' ? cursor_member(c) : cursor_element(c);
		if (rc < 0)
			return -1;
		if (!rc)
			continue;
		skip_blanks(c);
		if (c->at < c->in->end && (*c->at == '{' || *c->at == '['))
			rc = cursor_enter(c, *c->at);
		else if (c->at < c->in->end && *c->at == '"')
			rc = skip_string(c);
		else
			rc = skip_word(c);
		if (rc < 0)
			return -1;
	} while (c->depth > depth);
	return 0;
}

/* The word as text that ends with a NUL, in `number`; below 0 if it is too long to be a number. */
static int number_word(struct json_cursor *c, char *number, size_t size)
{
	const char *start;
	size_t len;

	skip_blanks(c);
	start = c->at;
	if (skip_word(c) < 0)
		return -1;
	len = (size_t)(c->at - start);
	if (len >= size || !strchr("-0123456789", *start)) {
		c->at = start;
		return fail(c, "a number");
	}
	memcpy(number, start, len);
	number[len] = '\0';
	return 0;
}

int cursor_count(struct json_cursor *c, uint64_t *n)
{
	char number[48], *end;
	const char *start = c->at;
	double value;

	if (number_word(c, number, sizeof number) < 0)
		return -1;
	*n = strtoull(number, &end, 10);
	if (!*end && *number != '-')
		return 0;
	value = strtod(number, &end);
	if (*end || isnan(value)) {
		c->at = start;
		return fail(c, "a number");
	}
	*n = value <= 0 ? 0 : value >= 18446744073709549568.0 ? UINT64_MAX : (uint64_t)value;
	return 0;
}

int cursor_place(struct json_cursor *c, uint32_t *n)
{
	const char *start = c->at;
	uint64_t number;

	if (cursor_count(c, &number) < 0)
		return -1;
	if (number > UINT32_MAX) {
		c->at = start;
		return fail(c, "the number of a line or column");
	}
	*n = (uint32_t)number;
	return 0;
}

int cursor_flag(struct json_cursor *c, bool *flag)
{
	const char *start;

	skip_blanks(c);
	start = c->at;
	if (skip_word(c) < 0)
		return -1;
	*flag = c->at - start == 4 && !memcmp(start, "true", 4);
	if (!*flag && !(c->at - start == 5 && !memcmp(start, "false", 5))) {
		c->at = start;
		return fail(c, "true or false");
	}
	return 0;
}

int cursor_end(struct json_cursor *c)
{
	skip_blanks(c);
	if (c->at < c->in->end)
		return profile_fail(c->in, c->at, "something stands behind the end of the JSON; one file holds one profile");
	return 0;
}

void json_first_key(const struct profile_input *in, struct strbuf *key)
{
	struct error ignored = ERROR_INIT;
	struct profile_input quiet = *in;
	struct json_cursor c;

	quiet.error = &ignored;
	cursor_init(&c, &quiet);
	strbuf_clear(key);
	if (cursor_enter(&c, '{') == 0 && cursor_member(&c) > 0)
		strbuf_adds(key, c.key.text);
	cursor_release(&c);
	error_release(&ignored);
}
