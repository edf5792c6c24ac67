/*
 * libclang behind one door: a compile command in, the facts of the unit out. No type of clang's crosses it.
 * One parse and one walk a unit. Trouble with the analysed code becomes the unit's status, diagnostics and reason.
 */
#ifndef WHYNOT_FRONTEND_FRONTEND_H
#define WHYNOT_FRONTEND_FRONTEND_H

#include "analyzer/base/compile_command.h"
#include "analyzer/facts/facts.h"

struct frontend;
struct strbuf;

/* `root` is the project's folder, absolute: paths below it become relative to it. Both texts must outlive the frontend. */
struct frontend *frontend_new(const char *root, const char *clang);
void frontend_free(struct frontend *f);

/* Fills `unit`, which must be empty; its text goes into `text`. */
void frontend_collect(struct frontend *f, const struct compile_command *command, struct intern *text,
		      struct unit_facts *unit);

/* A directive that a proof takes out: file as in facts, and the line of its '#'. */
struct frontend_edit {
	const char *file;
	uint32_t line;
	const char *instead; /* headers that are included in its place, with their delimiters, one a line; "": none */
};

/*
 * The same for the unit as it would be with these changes, made in memory (no file is touched). Line and column of everything else
 * stay as they are, so that two collections can be compared: what comes instead stands in a file of its own, which only the
 * directive reads. Such files are in the unit, too; frontend_is_stand_in() knows them by their names.
 */
void frontend_collect_edited(struct frontend *f, const struct compile_command *command,
			     const struct frontend_edit *edits, size_t n_edits, struct intern *text,
			     struct unit_facts *unit);
bool frontend_is_stand_in(const char *path);

/* "clang version 22.1.8 ..."; owned by the caller's strbuf. */
void frontend_version(struct strbuf *out);

#endif
