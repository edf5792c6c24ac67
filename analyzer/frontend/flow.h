/*
 * Lowering: how pointers move in a function, as facts. The walk records the cursors of a body as it meets them (visit.c), so
 * that no part of the unit is visited twice; at the function's end they are turned into locations and flows.
 *
 *	flow_body.c    the recorded tree, and locations
 *	flow_value.c   where the value of an expression comes from
 *	flow_kept.c    whether a pointer that became an integer is kept
 *	flow_lower.c   what each statement and declaration does
 *	flow_call.c    calls: arguments, callees, sizes
 *	flow_text.c    expressions as they are written
 *	flow_slot.c    function pointers in initialisers
 *	flow_order.c   in which order that can happen
 *	flow_attribute.c  what declarations promise
 *
 * A struct or an array is one location with all that is in it, so `s.next` is s, and `p->next` is *p. An expression that stands
 * in a value's place is followed from the outside in, counting dereferences as Go's escape analysis does
 * (cmd/compile/internal/escape): `*` and `->` add one, `&` and an array that decays take one away.
 */
#ifndef WHYNOT_FRONTEND_FLOW_H
#define WHYNOT_FRONTEND_FLOW_H

#include "analyzer/base/vec.h"
#include "analyzer/facts/facts.h"
#include "analyzer/frontend/table.h"

#include <clang-c/Index.h>

struct walk;

#define BODY_NONE UINT32_MAX

/* A cursor of the body. The tree is in the order of the text, parents first. */
struct body_node {
	CXCursor cursor;
	uint32_t parent;      /* BODY_NONE: none that is recorded */
	uint32_t end;         /* behind the last node below it */
	uint32_t loop;        /* innermost loop, as FACT_CALL counts */
	uint32_t location;    /* of a call or literal, once it is asked for; else FACT_NONE */
	uint32_t declaration; /* of a name, member or variable; else DECLARATION_NONE */
	uint32_t call;        /* of a call, its number in the file's calls; else FACT_NONE */
	uint32_t step;        /* of the full expression around it, from 1; 0: it is in none */
	uint32_t n_steps;     /* up to this node */
};

/* What the attributes of a function say. */
struct body_promise {
	uint32_t flags;       /* of a call's location */
	uint32_t lent;        /* bit i: argument i is not kept */
	uint8_t sizes[2];     /* 1 + the arguments whose product is the size of the result; 0: none */
};

/* A label, case, goto, break or continue. */
struct body_mark {
	uint32_t node;
	uint32_t owner;       /* 1 + the statement that a case belongs to, or that is left; 0: the function */
};

/* A goto, and the label before it that it leads to; an indirect one leads to any. */
struct body_jump {
	uint32_t label, from;
};

/* A place that a value comes from, or goes to: -1 the location's address, 0 what it holds, 1 what that points to ... */
struct flow_source {
	uint32_t location;
	int deref;
};

/* An expression whose value is still to be followed. */
struct flow_task {
	uint32_t node;
	int deref;
	bool is_integer;      /* below a conversion to a pointer */
};

typedef VEC(struct flow_source) flow_sources;

struct body {
	bool is_recording;
	VEC(struct body_node) nodes;
	VEC(struct flow_task) tasks;
	flow_sources values, targets; /* of the flow at hand */
	VEC(struct body_jump) jumps;  /* back */
	VEC(struct body_mark) marks;
	struct table locations;       /* clang's declaration -> number of the location */
	struct table promise_of;      /* clang's function -> number */
	VEC(struct body_promise) promises;
	uint32_t first_location;      /* of the function's, in the file's locations */
	uint32_t unknown[8];          /* locations by enum unknown, or FACT_NONE */
	uint32_t result, nothing;     /* locations, or FACT_NONE */
	bool is_opaque;               /* something in it cannot be followed at all */
};

/* Why something cannot be followed. */
enum unknown { UNKNOWN_INTEGER, UNKNOWN_ASM, UNKNOWN_CONSTRUCT, UNKNOWN_BLOCK, n_UNKNOWN };

/* flow_body.c */
void body_begin(struct walk *w);
uint32_t body_push(struct walk *w, CXCursor cursor, uint32_t parent, uint32_t loop); /* without declaration and call */
void body_close(struct body *b); /* all has been recorded: fills `end` */
void body_release(struct body *b);

/* Makes the facts of the function that was recorded: called at its end, with w->function still set. */
void body_end(struct walk *w);

/* The node's first child, and the next one after `child`; BODY_NONE if there is none. */
uint32_t body_first(const struct body *b, uint32_t node);
uint32_t body_next(const struct body *b, uint32_t node, uint32_t child);

/* The `number`-th child that is an expression, from 0; BODY_NONE if there are fewer. */
uint32_t body_child(const struct body *b, uint32_t node, unsigned number);
unsigned body_count(const struct body *b, uint32_t node);

/* The node without parentheses, casts and what clang puts around it. */
uint32_t body_strip(const struct body *b, uint32_t node);

/* The label's node that the reference leads to; 0 if it is none of the body's. */
uint32_t body_label(const struct body *b, CXCursor reference);

/*
 * The cursor's text as it is written, blanks in a row as one, cut where it gets long; none where a macro writes it or another
 * file.
 */
sid body_text(struct walk *w, CXCursor cursor);

/* Likewise, but with the macro itself where one writes it. */
sid body_expanded_text(struct walk *w, CXCursor cursor);

/* True if the cursor's text, where it was spelled, starts with the word. */
bool body_spells(struct walk *w, CXCursor cursor, const char *word);

/* Locations of the function; found or made. */
uint32_t body_variable(struct walk *w, CXCursor declaration, uint32_t loop);
uint32_t body_call(struct walk *w, uint32_t node);
uint32_t body_literal(struct walk *w, uint32_t node);
uint32_t body_function(struct walk *w, CXCursor declaration);
uint32_t body_member(struct walk *w, CXCursor field);
uint32_t body_unknown(struct walk *w, enum unknown why);
uint32_t body_constant(struct walk *w, uint64_t value);
uint32_t body_nothing(struct walk *w); /* a constant that stands for every value without a pointer that can be followed */
uint32_t body_add_location(struct walk *w, struct fact_location fact);

/* Adds a flow at the node's place. */
void body_flow(struct walk *w, uint32_t node, struct flow_source to, struct flow_source from, uint32_t why);

/* True if a value of the type can hold a pointer; a function pointer or an array of such. */
bool flow_has_pointers(CXType type);
bool flow_is_function_pointer(CXType type);

/* flow_value.c: True if the expression is a pointer; if its value can hold one. */
bool flow_is_pointer(const struct body *b, uint32_t node);
bool flow_can_point(const struct body *b, uint32_t node);

/* flow_value.c: replaces `out` by the places where the node's value, dereferenced so often, comes from. */
void flow_values(struct walk *w, uint32_t node, int deref, bool is_integer, flow_sources *out);

/* The value of `node` goes to `to` (which may be none) in so far as it can hold pointers. */
void flow_value(struct walk *w, uint32_t node, uint32_t to, int to_deref, uint32_t why);

/* True if the conversion of a pointer to an integer is kept: neither compared nor masked nor turned back on the spot. */
bool flow_is_kept(const struct body *b, uint32_t node);

/* flow_order.c: steps of the recorded nodes; spans as facts, once jumps are known. */
void body_number_steps(struct body *b);
void body_add_spans(struct walk *w);

/* flow_lower.c, flow_call.c, flow_slot.c, flow_attribute.c */
void flow_lower(struct walk *w);
void flow_call(struct walk *w, uint32_t node);
void flow_cleanup(struct walk *w, uint32_t node);
void flow_promises(struct walk *w, CXCursor function, struct fact_location *call); /* flags and bytes of a call of it */
bool flow_constant(struct walk *w, uint32_t node, uint64_t *value);
void flow_slots(struct walk *w, uint32_t source);

/* The member or variable that a function named at the node initialises; null if it cannot be told, or if none is initialised. */
CXCursor flow_slot(const struct body *b, uint32_t node);

#endif
