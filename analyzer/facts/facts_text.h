/*
 * The one text form of facts: debug dump, wire from worker to parent, cache entry, shard, and input of rule tests.
 *
 *	whynot-facts	3                                  first line: format and version
 *	unit	src/a.c	-	c	ok	-             main file, config, language, status, reason
 *	file	src/a.c	main	0                            path, flags, digest; a section: what follows belongs to this file
 *	include	1:1	"a.h"	src/a.h	-
 *	function	9:5	14:1	f	c:@F@f	int	3	-
 *	param	9:11	p	char *	pointer              a child follows its parent
 *	file	src/a.h	guarded	0
 *	end-of-files                                            from here on, records of the unit as a whole
 *	codegen	ok	-	-O2	12	3	0
 *	end	9                                          number of lines before this one; its absence tells a cut text
 *
 * One record a line, fields separated by one TAB, in the order of facts.def. An empty text is "-" and a text that is "-" is
 * "\-"; backslash, TAB, line feed, carriage return and NUL are "\\", "\t", "\n", "\r", "\0". A place is line:col. Flags
 * are words joined by commas, or "-". Blank lines and lines that start with '#' are comments, for hand-written input.
 */
#ifndef WHYNOT_FACTS_FACTS_TEXT_H
#define WHYNOT_FACTS_FACTS_TEXT_H

#include "analyzer/base/error.h"
#include "analyzer/facts/facts.h"

#include <stdbool.h>

enum { FACTS_TEXT_VERSION = 3 };

/* Appends the text form of the unit. */
void facts_text_write(const struct unit_facts *unit, const struct intern *text, struct strbuf *out);

/*
 * Lets equal sections of many units be stored once. `known` is asked for each section with its bytes, header line included.
 * An answer stands for the section: its lines are skipped unread and the unit's file gets it as `shared`. After NULL the
 * section is read, and the unit's file tells its bytes (`section`, `section_len`, inside the text that is being read).
 */
struct facts_text_sections {
	void *context;
	const struct file_facts *(*known)(void *context, const char *bytes, size_t len);
};

/*
 * Reads one unit. `name` says in messages where the text is from. New text goes into `text`; `sections` may be NULL.
 * On error `unit` holds nothing and `e` says "<name>:<line>: what is wrong". `unit` must be empty.
 */
int facts_text_read(const char *name, const char *bytes, size_t len, struct intern *text,
		    const struct facts_text_sections *sections, struct unit_facts *unit, struct error *e);

/* What the line of a unit says: enough to tell units apart and to count them. */
struct facts_text_unit {
	const char *name;        /* its main file and config, as written; inside the text */
	size_t name_len;
	enum unit_status status;
};

/* Looks at the first lines of a unit's text only. False if no unit is there; the rest may be damaged all the same. */
bool facts_text_peek(const char *bytes, size_t len, struct facts_text_unit *unit);

#endif
