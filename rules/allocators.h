/* The functions of C and POSIX that allocate, by the names that machine code calls. Shared by rules. */
#ifndef WHYNOT_RULES_ALLOCATORS_H
#define WHYNOT_RULES_ALLOCATORS_H

/* The first of them that is in "a,b,c", or NULL. */
const char *allocator_in(const char *callees);

#endif
