/* The findings of a YAML report (DESIGN.md, section 5), read with libyaml and nothing of the tool's own. */
#ifndef WHYNOT_TESTS_REPORTED_H
#define WHYNOT_TESTS_REPORTED_H

#include "analyzer/base/arena.h"
#include "analyzer/base/error.h"
#include "analyzer/base/vec.h"

#include <stdint.h>

struct reported_finding {
	const char *kind;        /* LLVM's tag in lower case: "missed" */
	const char *rule, *name; /* Pass and Name */
	const char *file;        /* "" if it has no place */
	uint32_t line, col;
	const char *message;     /* the args up to Level, joined: the message and its steps */
	const char *severity;
};

struct reported {
	struct arena memory;
	VEC(struct reported_finding) findings; /* as they stand in the report, without its summary */
};

/* Below 0 if it is no YAML, or a document lacks what every finding has. Release it in either case. */
int reported_read(struct reported *r, const char *bytes, size_t len, struct error *e);
void reported_release(struct reported *r);

#endif
