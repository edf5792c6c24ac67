/*
 * Names that stand in a file without libclang resolving them: in skipped code, in conditions, in bodies of macros.
 * First all names are listed, then every declaration of the unit is offered by its name, then the uses come out: one for
 * each declaration that the name could mean.
 */
#ifndef WHYNOT_FRONTEND_MENTIONS_H
#define WHYNOT_FRONTEND_MENTIONS_H

#include "analyzer/frontend/sources.h"

struct mentioned_name;
struct mention;
struct mention_target;
struct macro_body;
struct macro_expansion;

struct mentions {
	struct sources *sources;
	VEC(struct mentioned_name) names;
	VEC(struct mention) items;
	VEC(struct mention_target) targets;
	VEC(struct macro_body) bodies;
	VEC(uint32_t) body_names;
	VEC(struct macro_expansion) expansions;
	struct table by_name;     /* hash of the name -> number in names */
	struct table by_mention;  /* name, file, how -> number in items */
	struct table by_body;     /* file, offset of a macro's name -> number in bodies */
};

void mentions_init(struct mentions *m, struct sources *sources);
void mentions_release(struct mentions *m);

/* The file mentions a name; the text must outlive `m`. Returns the name's number. */
uint32_t mentions_add(struct mentions *m, uint32_t source, uint32_t how, const char *name, size_t len, struct place at);

/* The names added by mentions_body_name() from here on stand in the body of the macro whose name is at the offset. */
void mentions_begin_body(struct mentions *m, uint32_t source, uint32_t offset);
void mentions_body_name(struct mentions *m, uint32_t name);

/* A declaration or macro of the unit: kept if somebody mentions its name. */
void mentions_offer(struct mentions *m, const char *name, size_t len, uint32_t kind, uint32_t source, uint32_t offset);

/* The file expands the macro whose name is at the offset, and so the macros that its body names. */
void mentions_expand(struct mentions *m, uint32_t source, struct place at, uint32_t macro_source, uint32_t macro_offset);

/* Adds the uses to the files of the unit. */
void mentions_resolve(struct mentions *m);

#endif
