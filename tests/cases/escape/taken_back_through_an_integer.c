//!flags -m=1
//!args -w
/* What is certain of an address: an integer in its place takes it back, and where nobody is returned to, nobody sees it. */
#include <stdint.h>

union both { int *p; uintptr_t v; };
struct held { union both u; int *q; int n; };

void by_the_other_member(union both *o) { int x; o->p = &x; o->v = 0; }
void by_a_member_within(struct held *o) { int x; o->u.p = &x; o->u.v = 0; }
void by_a_cast(int **o) { int x; *o = &x; *(uintptr_t *)o = 0; }
void by_an_element(int **o) { int x; *o = &x; ((uintptr_t *)o)[0] ^= 1; }
void by_bytes(struct held *o, char *raw, int n) { int x; o->q = &x; for (int i = 0; i < n; i++) raw[i] = 0; }
void by_counting(union both *o) { int x; o->p = &x; o->v++; }
void nobody_is_returned_to(int **o) { int x; *o = &x; for (;;) ; }
void waits_for_ever(int **o) { int x; *o = &x; while (1) ; }
void jumps_for_ever(int **o) { int x; *o = &x; again: goto again; }

/* ---- certain ----------------------------------------------------------------------------------------------------------- */

void another_member(struct held *o) { int x; o->q = &x; o->n = 0; } //! missed escape AddressEscapes "stored through parameter o"
void own_bytes(struct held *o) { int x; char b[8]; o->q = &x; b[0] = 0; } //! missed escape AddressEscapes
void before_it(union both *o) { int x; o->v = 0; o->p = &x; } //! missed escape AddressEscapes
void a_loop_that_ends(struct held *o, int n) { int x; o->q = &x; while (n > 0) n--; } //! missed escape AddressEscapes
