/*
 * All that a worker is told about one unit. What it does depends on this and on files; so this is what the cache's key is made of,
 * and a member that is put into the list below is part of both at once.
 */
#ifndef WHYNOT_ANALYZER_UNIT_REQUEST_H
#define WHYNOT_ANALYZER_UNIT_REQUEST_H

#include "analyzer/base/strbuf.h"

#include <stdbool.h>
#include <stdint.h>

struct session;
struct frontend;

/* TEXT(name): may be NULL. TEXTS(name): name and n_name. NUMBER(name). */
#define UNIT_REQUEST(TEXT, TEXTS, NUMBER) \
	TEXT(file)              /* the members of struct compile_command */ \
	TEXT(directory) \
	TEXTS(args) \
	TEXTS(gcc_args) \
	TEXT(config) \
	TEXT(output) \
	TEXT(opt_level) \
	NUMBER(is_cxx) \
	TEXT(root)              /* of the project */ \
	TEXT(clang)             /* to run, and whose headers are used */ \
	TEXT(gcc)               /* to run instead */ \
	TEXT(gcc_identity)      /* which gcc that is; for the key only */ \
	NUMBER(codegen)         /* enum codegen_mode */ \
	TEXT(records)           /* the members of struct codegen */ \
	TEXT(other_opt_level)   /* instead of opt_level */ \
	TEXT(profdata) \
	TEXT(profdata_identity) /* what that holds; for the key only */ \
	NUMBER(name_is_shared) \
	NUMBER(with_text)       /* for a page: also the text of instructions */

#define UNIT_REQUEST_TEXT(name) const char *name;
#define UNIT_REQUEST_TEXTS(name) const char *const *name; size_t n_##name;
#define UNIT_REQUEST_NUMBER(name) uint64_t name;
struct unit_request {
	UNIT_REQUEST(UNIT_REQUEST_TEXT, UNIT_REQUEST_TEXTS, UNIT_REQUEST_NUMBER)
};

/* The request for the session's unit of that number. Its texts are the session's. */
struct unit_request unit_request_of(const struct session *s, size_t unit);

/* Adds every member to a key. */
void unit_request_add_key(const struct unit_request *r, struct strbuf *key);

/*
 * In a worker: adds the unit's facts as text. True if they are what anybody would get from the same request and files; a crash, say,
 * may have been for want of memory.
 */
bool unit_request_do(const struct unit_request *r, struct frontend *frontend, struct strbuf *facts);

#endif
