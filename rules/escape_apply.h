/* How a call's effects are put into its caller's graph: what escape_apply.c and escape_apply_model.c share. */
#ifndef WHYNOT_RULES_ESCAPE_APPLY_H
#define WHYNOT_RULES_ESCAPE_APPLY_H

#include "rules/escape_solve.h"

/* A node that holds the address of the content of argument `number` at the level: for level 0 the argument. Or GRAPH_NONE. */
uint32_t apply_content(struct solver *s, struct solved_call *sc, uint32_t number, uint32_t level, uint32_t reason);

/* The call's fresh or inner object, made if need be; a node that holds an object's address. */
uint32_t apply_object(struct solver *s, uint32_t *node);
uint32_t apply_address(struct solver *s, uint32_t object, uint32_t reason);

/* Several arguments may be one parameter of the callee, the variadic one; then all of them are looked at. */
struct span { uint32_t first, end; };
struct span apply_arguments(const struct solved_call *sc, uint32_t param, bool is_last_of_variadic);

/* *(node) = value, or the copy into the node. */
void apply_put(struct solver *s, uint32_t node, bool through, uint32_t value, uint32_t reason);

/* Adds to the solver's freeings what the arguments point to at the level; `f` without its node. */
void apply_freeing(struct solver *s, struct solved_call *sc, struct freeing f, struct span args, uint32_t level);
void apply_summary(struct solver *s, struct solved_call *sc, uint32_t call, uint32_t callee);
void apply_unknown(struct solver *s, struct solved_call *sc, uint32_t call, const char *name, uint32_t callee);

/* escape_apply_model.c */
void apply_model(struct solver *s, struct solved_call *sc, uint32_t call, const struct model *m);

/* The model's function allocates, as it is called there. */
bool apply_is_allocation(const struct solver *s, const struct escape_call *c, const struct model *m);

#endif
