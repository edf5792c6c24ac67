/* Which programs and libraries a result was made by. */
#ifndef WHYNOT_CACHE_IDENTITY_H
#define WHYNOT_CACHE_IDENTITY_H

#include "analyzer/base/strbuf.h"

#include <stdbool.h>

/*
 * Adds what tells this build of the file from any other: the build-id that a linker made from its content, else the hash of
 * the content; of a file that cannot be read, its name.
 */
void identity_add_file(const char *path, struct strbuf *out);

/* Adds this program, the clang and LLVM libraries that it has loaded, the processor (-march=native) and the variables that clang reads. */
void identity_add_self(struct strbuf *out);

/* True if the journal sees what LLVM asks the file system; else nothing is known of what a result was made from. */
bool identity_sees_llvm(void);

/* Adds a compiler: its file, and the libraries of LLVM in the lib folder beside it. */
void identity_add_compiler(const char *path, struct strbuf *out);

/* Adds a gcc with the programs that compile for it: the driver can be a script, and stay as it is when they do not. Runs it to ask. */
void identity_add_gcc(const char *path, struct strbuf *out);

#endif
