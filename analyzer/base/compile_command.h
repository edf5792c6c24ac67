/* How one translation unit is compiled: what commands/ gives and frontend/ and codegen/ take. */
#ifndef WHYNOT_BASE_COMPILE_COMMAND_H
#define WHYNOT_BASE_COMPILE_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

struct compile_command {
	const char *file;        /* the source: absolute, normalised, symbolic links as spelled */
	const char *directory;   /* absolute; relative arguments count from here */
	const char *const *args; /* for clang, without compiler, source, outputs, dependency files, warnings, plugins */
	size_t n_args;
	const char *gcc;         /* the compiler's name, without its folder, if it is a gcc of this kind of system: "gcc", "g++-12", "cc"; or NULL */
	const char *const *gcc_args; /* for gcc, if it is run; NULL: the command is for another kind of system */
	size_t n_gcc_args;
	const char *config;      /* "" or, if a file has several commands that differ in meaning, what tells this one apart */
	const char *output;      /* the object file, absolute, or NULL if the command names none */
	const char *opt_level;   /* "-O2", "-Os", ...; NULL if the command gives none (which means -O0) */
	bool is_cxx;
	bool is_first;           /* of its file's commands, in the order of the database */
};

#endif
