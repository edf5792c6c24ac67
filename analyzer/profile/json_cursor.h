/*
 * A walk over JSON text that builds no tree of it: what is not asked for is skipped. An export of a middle-sized program is a
 * hundred megabytes, of which nine tenths are of no use here; jansson's tree of it takes a gigabyte. Strings are jansson's to decode.
 */
#ifndef WHYNOT_PROFILE_JSON_CURSOR_H
#define WHYNOT_PROFILE_JSON_CURSOR_H

#include "analyzer/profile/reader.h"

enum { JSON_DEPTH_MAX = 64 };

struct json_cursor {
	const struct profile_input *in;
	const char *at;
	struct strbuf key, text;       /* of the last cursor_member(); of the last cursor_text() */
	char open[JSON_DEPTH_MAX];     /* the brackets that are open around `at` */
	bool is_first;                 /* nothing of the innermost one has been read */
	unsigned depth;
};

void cursor_init(struct json_cursor *c, const struct profile_input *in);
void cursor_release(struct json_cursor *c);

/* Enters the value that comes next, which has to be an object ('{') or an array ('['). */
int cursor_enter(struct json_cursor *c, char bracket);

/* To the next member of the object, whose name is `key` then, or the next element of the array. 1; 0: there is none, and the
 * object or array has been left; below 0: damaged. */
int cursor_member(struct json_cursor *c);
int cursor_element(struct json_cursor *c);

/* Takes or skips the value that comes next. */
int cursor_skip(struct json_cursor *c);
int cursor_text(struct json_cursor *c);
int cursor_count(struct json_cursor *c, uint64_t *n);   /* a number; what is below 0 counts as 0, a fraction is cut off */
int cursor_place(struct json_cursor *c, uint32_t *n);   /* a number of 32 bits; larger ones are damage */
int cursor_flag(struct json_cursor *c, bool *flag);

/* Only white space is left. */
int cursor_end(struct json_cursor *c);

#endif
