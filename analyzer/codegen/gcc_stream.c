#include "analyzer/codegen/gcc_stream.h"

#include "analyzer/base/gunzip.h"

/* An entry has some kilobytes; a scope with all that is in it some megabytes. */
enum { LARGEST_PART = 256 << 20 };

struct cutter {
	const struct gcc_stream *stream;
	struct strbuf part;       /* the one at hand */
	unsigned depth;           /* of brackets around the next byte */
	unsigned member;          /* of the outermost array: head, passes, entries */
	bool in_text, escaped;
	bool is_strange;          /* something was said about what stands between the parts */
	bool is_ended, is_given_up;
};

/* The brackets that stand around a part. */
static unsigned base_depth(const struct cutter *c)
{
	return c->member == GCC_PART_ENTRY ? 2 : 1;
}

static void say(struct cutter *c, const char *what)
{
	c->stream->damaged(c->stream->context, what);
}

static void say_strange(struct cutter *c)
{
	if (!c->is_strange)
		say(c, "not a record of gcc's");
	c->is_strange = true;
}

static void finish_part(struct cutter *c)
{
	c->stream->part(c->stream->context, (enum gcc_part)c->member, c->part.text, c->part.len);
	strbuf_clear(&c->part);
}

/* A byte that stands between the parts. */
static void cut_between(struct cutter *c, char b)
{
	if (b == ' ' || b == '\t' || b == '\n' || b == '\r')
		return;
	if (c->is_ended || (!c->depth && b != '[')) {
		say_strange(c);
	} else if (b == '[' || b == '{') {
		c->depth++;
		if (c->depth > base_depth(c))
			strbuf_addc(&c->part, b);
	} else if (b == ']') {
		c->depth--;
		c->is_ended = !c->depth;
	} else if (b == ',' && c->depth == 1 && c->member < GCC_PART_ENTRY) {
		c->member++;
	} else if (b != ',' || c->depth == 1) {
		say_strange(c);
	}
}

/* The part goes on up to the bracket that closes it. Returns how many bytes were taken. */
static size_t cut_inside(struct cutter *c, const char *p, size_t len)
{
	size_t i = 0;
	bool is_whole = false;

	for (; i < len && !is_whole; i++) {
		char b = p[i];

		if (c->in_text) {
			if (c->escaped)
				c->escaped = false;
			else if (b == '\\')
				c->escaped = true;
			else if (b == '"')
				c->in_text = false;
		} else if (b == '"') {
			c->in_text = true;
		} else if (b == '[' || b == '{') {
			c->depth++;
		} else if (b == ']' || b == '}') {
			is_whole = --c->depth == base_depth(c);
		}
	}
	strbuf_add(&c->part, p, i);
	if (is_whole)
		finish_part(c);
	return i;
}

static void cut(struct cutter *c, const char *p, size_t len)
{
	while (len && !c->is_given_up) {
		size_t taken = 1;

		if (c->part.len)
			taken = cut_inside(c, p, len);
		else
			cut_between(c, *p);
		if (c->part.len > LARGEST_PART) {
			say(c, "an entry without an end");
			c->is_given_up = true;
		}
		p += taken;
		len -= taken;
	}
}

static bool cut_more(void *context, const char *p, size_t len)
{
	struct cutter *c = context;

	cut(c, p, len);
	return !c->is_given_up;
}

static void unzip(struct cutter *c, const char *bytes, size_t len)
{
	enum gunzip_end end = gunzip(bytes, len, cut_more, c);

	if (end == GUNZIP_CUT)
		say(c, "the compressed text is cut off");
	else if (end == GUNZIP_DAMAGED)
		say(c, "the compressed text is damaged");
}

void gcc_stream_read(const struct gcc_stream *s, const char *bytes, size_t len)
{
	struct cutter c = { .stream = s, .part = STRBUF_INIT };

	if (is_gzip(bytes, len))
		unzip(&c, bytes, len);
	else
		cut(&c, bytes, len);
	if (!c.is_ended && !c.is_given_up && !c.is_strange)
		say(&c, c.part.len ? "the last entry is cut off" : "cut off");
	strbuf_release(&c.part);
}
