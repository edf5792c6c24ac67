/* Headers that people include for other reasons than their names, told by how they are called. */
#ifndef WHYNOT_RULES_KEPT_HEADERS_H
#define WHYNOT_RULES_KEPT_HEADERS_H

#include <stdbool.h>

/* "src/foo.c" and "inc/foo.h", "foo_impl.h", "foo-inl.h": a file and its own header. */
bool is_own_header(const char *file, const char *header);

/* A file that is meant to be pasted in, by its extension: .c, .def, .inc and the like. */
bool is_fragment(const char *path);

/* Configuration, portability and override headers act on what comes behind them: config.h, fmacros.h, compat.h. */
bool is_configuration_name(const char *path);

/* System headers that act when included or that depend on macros set before. `spelling` with its brackets. */
bool is_kept_system_header(const char *spelling);

/*
 * Whether the system header may be meant to bring this name, though on this system another header brought it first: the C
 * and POSIX standards let several headers declare the same types and macros.
 */
bool may_bring(const char *spelling, const char *name);

/* A macro that changes what system headers declare, or that takes a library function's place. */
bool is_switch_macro(const char *name);

#endif
