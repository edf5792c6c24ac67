/*
 * The conditions of a function's loops, as facts: made from the recorded body (flow.h) at the function's end.
 *
 *	conditions.c       what is a condition, and what stands over it
 *	condition_leaves.c a condition's operands, and what they ask
 *	condition_arms.c   what the arms of an if do; the parts of a loop's head
 *	condition_labels.c labels whose addresses are taken
 *	loop_writes.c      what a body writes
 *	loop_values.c      where a value comes from, seen from one turn of a loop
 *	loop_trips.c       loops that take a constant number of turns
 */
#ifndef WHYNOT_FRONTEND_CONDITIONS_H
#define WHYNOT_FRONTEND_CONDITIONS_H

#include "analyzer/base/vec.h"
#include "analyzer/facts/facts.h"
#include "analyzer/frontend/table.h"

struct walk;

/* What decides whether the nodes below are reached. `letter` as FACT_CONDITION's `under`; 0 for none. */
struct condition_mark {
	char letter;         /* or LABEL_OF_TABLE */
	uint32_t n;          /* how many times; of a switch: its cases; of a label: those of the table */
	uint32_t leaf;       /* 1 + index in leaves, 0: none */
	bool is_split;       /* an operator that is part of a condition already */
};

/* As the s of a switch, but a break ends the loop. */
enum { LABEL_OF_TABLE = 't' };

/* Nodes up to `end` are under this. */
struct condition_scope {
	uint32_t end, loop;
	sid under;
	bool is_leaving;     /* an l is in `under` */
	bool has_switch;     /* an s is */
};

/* A condition that is still without its class. */
struct condition_leaf {
	uint32_t node, decision;
	struct fact_condition fact;
};

/* By node; of a `do` the condition comes behind the body. BODY_NONE for what is not there. */
struct loop_head {
	uint32_t node, init, condition, step;
};

/* How a place in memory is written. */
enum write_how {
	WRITE_STEP,          /* ++, --, += or -= */
	WRITE_ASSIGN,
	WRITE_CHANGE,        /* another assignment with an operation */
	WRITE_ADDRESS,       /* its address goes to a call */
};

/* What an expression that can be written stands for: a variable or a part of it, or something in memory. */
struct loop_place {
	uint32_t variable;   /* declaration, DECLARATION_NONE: behind a pointer */
	uint32_t part;       /* declaration of the member, or one of these */
	const void *type;    /* canonical, as clang's address: what it holds */
};

enum { PART_WHOLE = UINT32_MAX, PART_ANY = UINT32_MAX - 1, PART_ELEMENT = UINT32_MAX - 2 };

struct loop_write {
	uint32_t node, value; /* value: BODY_NONE for none */
	enum write_how how;
	struct loop_place place;
};

/* A call that may write what this function does not. */
struct loop_call {
	uint32_t node, loop;
	bool is_leaving;     /* in an arm that leaves its loop */
};

struct conditions {
	VEC(struct condition_mark) marks;     /* by node */
	VEC(struct condition_scope) scopes;
	VEC(struct condition_leaf) leaves;
	VEC(struct loop_head) heads;          /* by number of the loop, from 0 */
	VEC(uint32_t) operands;               /* by node: of a chain of one operator, how many operands it has */
	VEC(struct loop_write) writes;        /* ascending by node */
	VEC(struct loop_call) calls;          /* likewise */
	struct table variables;               /* of the loop at hand: variable and part -> class */
	struct table exposed;                 /* variables whose address is taken -> 1 */
};

/* Adds the conditions of the function at hand, whose body has been closed, and fills its calls' `under`. */
void conditions_collect(struct walk *w);
void conditions_release(struct conditions *c);

/* True for literals, enumerators and what is computed from them. */
bool condition_is_constant(const struct walk *w, uint32_t node);

/* True for the constant 0. */
bool condition_is_zero(struct walk *w, uint32_t node);

/* condition_leaves.c: the node, which may be BODY_NONE, is under this, n times. */
void condition_mark(struct walk *w, uint32_t node, char letter, uint32_t n);

/* condition_labels.c: marks what is behind labels whose addresses are taken. */
void condition_mark_labels(struct walk *w);

/* True for && and ||. */
bool condition_is_logical(const struct walk *w, uint32_t node);

/* Fills `operands`. */
void condition_count_operands(struct walk *w);

/*
 * Splits a condition into its leaves, all of them with the decision's role, flags and place. What is behind an operand is marked as being under it. Where the operators only give a value, the
 * last operand decides nothing.
 */
void condition_split(struct walk *w, uint32_t condition, struct fact_condition decision, bool is_value);
void condition_add_leaf(struct walk *w, uint32_t node, const struct fact_condition *decision);

/* condition_arms.c */
struct condition_arm {
	bool leaves;         /* it always ends the loop: break, return, goto out of it, a call that does not return */
	bool is_noreturn;    /* it always calls a function that does not return */
	bool is_cheap;       /* at most two assignments to locals, without call, load, store or division */
};

/* `loop` is the node of the innermost loop; `has_switch`: a switch between the two, which takes a break. */
struct condition_arm condition_arm(struct walk *w, uint32_t arm, uint32_t loop, bool has_switch);

/* True if the expression's value is had without call, load, store or division. */
bool condition_is_cheap(struct walk *w, uint32_t node);

/* True if the call is of a function that does not return; of clang's own functions, which clobber nothing. */
bool condition_is_noreturn(struct walk *w, uint32_t call);
bool condition_is_builtin(struct walk *w, uint32_t call);
bool condition_is_expect(struct walk *w, uint32_t call);

struct loop_head condition_head(struct walk *w, uint32_t loop);

/* The declaration that a node names, parentheses and conversions taken off; DECLARATION_NONE if it names none. */
uint32_t condition_named(const struct walk *w, uint32_t node);

/* loop_writes.c: what `node`, which is no loop, writes; appended in the order of the nodes. */
void loop_writes_add(struct walk *w, uint32_t node);

/* Notes whose address `node` takes; wherever that goes, others may write the variable from then on. */
void loop_exposed_add(struct walk *w, uint32_t node);
bool loop_is_exposed(struct walk *w, uint32_t declaration);

/* The place that an lvalue stands for. */
struct loop_place loop_place_of(struct walk *w, uint32_t node);

/* True if the declaration is a variable that no other function knows by name. */
bool loop_is_local(const struct walk *w, uint32_t declaration);
bool loop_is_variable(const struct walk *w, uint32_t declaration);

/* loop_values.c: one loop. */
struct loop_values {
	struct walk *w;
	struct loop_head head;
	uint32_t end;                    /* behind the loop's last node */
	size_t first_write, n_writes;    /* in conditions.writes */
	bool has_call;                   /* something in it may write members and globals */
};

void loop_values_init(struct loop_values *v, struct walk *w, uint32_t loop);

/* enum condition_class of the expression's value. */
uint32_t loop_values_class(struct loop_values *v, uint32_t node);

/* True if `node`, the whole condition of a `for`, compares a local that only the head's last part counts with what stays. */
bool loop_values_is_counted(struct loop_values *v, uint32_t node);

/* loop_trips.c: true if by `node`, the whole condition of a loop, that takes a constant number of turns, or counts up to a constant. */
bool loop_values_is_constant(struct loop_values *v, uint32_t node);

#endif
