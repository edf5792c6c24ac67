/*
 * The files of one unit, by number: in the order in which the unit first read them, as in unit_facts.files.
 * libclang names a file by a pointer that differs with the name it was asked under; all of them lead to one number.
 */
#ifndef WHYNOT_FRONTEND_SOURCES_H
#define WHYNOT_FRONTEND_SOURCES_H

#include "analyzer/facts/facts.h"
#include "analyzer/frontend/table.h"

#include <clang-c/Index.h>

#define SOURCE_NONE UINT32_MAX

/* From offset `begin` to before `end`. */
struct span {
	uint32_t begin, end;
};

/* A directive that some reading of its file took in. */
struct active_include {
	uint32_t offset;
	bool is_conditional;            /* INCLUDE_FLAG_CONDITIONAL */
};

struct source {
	CXFile file;
	CXFileUniqueID id;
	sid path;
	bool is_system, is_classified;  /* is_system is known */
	uint32_t n_readings;            /* how many times the unit entered it */
	const char *text;               /* what clang read, as long as the translation unit lives; NULL before it is asked for */
	size_t len;
	VEC(struct span) skipped;       /* what no reading of the file took in; ascending, apart */
	VEC(struct active_include) includes; /* ascending */
	uint32_t guard;                 /* offset of the guard macro's name in its #define; 0 if there is none */
};

struct sources {
	CXTranslationUnit tu;
	const char *directory, *root;
	struct intern *text;
	struct unit_facts *unit;        /* gets a file for every source, which moves the others */
	bool is_read;                   /* sources_read() is done */
	VEC(struct source) items;
	struct table by_file;           /* CXFile -> number */
	struct table by_path;           /* sid -> number */
	CXFile last_file;               /* the answer before this one: most questions repeat it */
	uint32_t last;
};

/* Lists the unit's files. The texts must outlive `s`. */
void sources_init(struct sources *s, CXTranslationUnit tu, const char *directory, const char *root, struct intern *text,
		  struct unit_facts *unit);
void sources_release(struct sources *s);

/* Tells from a place in the file whether it is a system header, if that is not known yet. libclang takes long to find a
 * place in a file from nothing, so it should come from a cursor. */
void sources_classify(struct sources *s, uint32_t number, CXSourceLocation location);
void source_set_system(struct sources *s, uint32_t number);

/* The file with its text. */
const struct source *sources_with_text(struct sources *s, uint32_t number);

/* Gets the texts of the user's files and what the preprocessor skipped in them; classifies what is not classified yet. */
void sources_read(struct sources *s);

/* The file's number, SOURCE_NONE for NULL (the command line, clang's own definitions). */
uint32_t sources_find(struct sources *s, CXFile file);

/* Expansion place: the file, and where in it. Either pointer may be NULL. SOURCE_NONE if it is in no file. */
uint32_t sources_locate(struct sources *s, CXSourceLocation location, uint32_t *offset, struct place *place);

/* True if the place in the file is not where the text stands: it came out of a macro. */
bool sources_is_macro(CXSourceLocation location);

/* True if an active directive of the file starts within the span. */
bool source_has_include(const struct source *s, struct span span);

/* True if the active directive at the offset is conditional. */
bool source_is_conditional(const struct source *s, uint32_t offset);

/* Project-relative, normalised. */
sid sources_path(struct sources *s, CXFile file);

#endif
