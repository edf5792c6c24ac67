/*
 * One remark as a record spells it, before anything is interned: what both readers (libLLVM's and the line scanner) give.
 * All text points into the record or into the reader and is valid until the reader's next step.
 */
#ifndef WHYNOT_CODEGEN_RAW_REMARK_H
#define WHYNOT_CODEGEN_RAW_REMARK_H

#include "analyzer/base/strbuf.h"
#include "analyzer/base/vec.h"
#include "analyzer/facts/facts.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * How the record quotes a text. libLLVM's reader takes the single quotes around it away and decodes nothing; so do we, until
 * facts are made.
 */
enum raw_quoting {
	RAW_QUOTING_NONE,
	RAW_QUOTING_SINGLE,  /* '' stands for ' */
	RAW_QUOTING_DOUBLE,  /* the double quotes are still around it, escapes inside */
	RAW_QUOTING_BLOCK,   /* lines, each behind RAW_BLOCK_INDENT spaces; the scanner only */
	RAW_QUOTING_UNKNOWN, /* libLLVM's reader on YAML does not tell */
};

enum { RAW_BLOCK_INDENT = 6 };

struct raw_text {
	const char *bytes;
	size_t len;
	enum raw_quoting quoting;
};

struct raw_place {
	struct raw_text file;
	uint32_t line, col;
	bool known;
};

struct raw_arg {
	struct raw_text key, value;
	struct raw_place place;
};

struct raw_remark {
	enum remark_kind kind;
	struct raw_text pass, name, function;
	struct raw_place place;
	uint64_t hotness;
	bool has_hotness;
	VEC(struct raw_arg) args;
};

/* A raw_remark of zeros is empty; readers reuse its args. */
static inline void raw_remark_release(struct raw_remark *r)
{
	VEC_RELEASE(&r->args);
}

/*
 * The text with its quoting decoded: `raw` itself where there is nothing to decode, else its decoding in `scratch`,
 * which is replaced. Escapes that YAML does not know stay as they are.
 */
struct raw_text raw_text_decode(struct raw_text raw, struct strbuf *scratch);

#endif
