/*
 * The one walk over a unit, and what its parts share. visit.c goes from cursor to cursor and keeps the stack of frames;
 * the collect_*.c files turn cursors into facts of the file that the cursor stands in.
 */
#ifndef WHYNOT_FRONTEND_WALK_H
#define WHYNOT_FRONTEND_WALK_H

#include "analyzer/base/hash.h"
#include "analyzer/frontend/conditions.h"
#include "analyzer/frontend/declarations.h"
#include "analyzer/frontend/flow.h"
#include "analyzer/frontend/mentions.h"
#include "analyzer/frontend/sources.h"

#define FACT_NONE UINT32_MAX

/* A cursor whose children are being visited. */
struct frame {
	enum CXCursorKind kind;
	const void *address[2];  /* of clang's node, to recognise the cursor as a parent */
	uint32_t source;         /* the file that it stands in */
	uint32_t n_children;     /* visited so far */
	uint32_t entity, record; /* its facts in the file, or FACT_NONE */
	uint32_t call;           /* the call whose callee is looked for below, or FACT_NONE */
	uint32_t loop;           /* innermost loop, as FACT_CALL counts */
	uint32_t body;           /* its node in the recorded body, or BODY_NONE */
	uint32_t declaration;    /* that it names or is, or DECLARATION_NONE */
	bool is_whole;           /* all below it stands in the same file: no include directive within its text */
	bool is_outer;           /* the unit, a namespace, extern "C": each child may stand in another file */
	bool is_file_level;      /* its children are entities */
	bool is_function;        /* the function that facts are being collected for */
	bool is_initialised;     /* a variable at file level whose initialiser is being recorded */
	bool seeks_callee;       /* its first child is a call's callee, or leads there */
	bool last_was_expression;
};

/* A directive, macro definition or expansion. */
struct preprocessed {
	CXCursor cursor;
	uint32_t source, offset;
};

/* What a header declares or defines in code that is skipped. */
struct skipped_name {
	const char *text;
	uint32_t len, source, offset, kind; /* ENTITY_KIND_MACRO or _OTHER */
};

struct scan;
struct scan_at;
struct word;
struct directive;

struct walk {
	CXTranslationUnit tu;
	struct intern *text;
	struct unit_facts *unit;
	bool is_cxx;
	struct sources sources;
	struct declarations declarations;
	struct mentions mentions;
	VEC(struct frame) frames;
	VEC(struct preprocessed) preprocessed;
	bool is_preprocessed;     /* facts have been made of these */
	bool macros_count;        /* the body of a macro names __COUNTER__ */
	VEC(struct skipped_name) skipped_names;
	struct table uses;        /* file, how, symbol -> number in the file's uses */
	struct table repeats;     /* of files that are read several times: what is already listed */
	struct table spellings;   /* clang's type -> sid */
	uint32_t function_source; /* the function that is being collected, or SOURCE_NONE */
	uint32_t function;        /* its number in the file's functions */
	CXCursor function_cursor;
	struct body body;         /* what has been seen of it */
	struct conditions conditions;
};

/* Fills the unit's files. The caller has set tu, text, unit, is_cxx and sources, and keeps them; the rest is zero. */
void walk_unit(struct walk *w);

static inline struct file_facts *walk_file(struct walk *w, uint32_t source)
{
	return &w->unit->files.items[source];
}

/* What the pass over the recorded body looks at: a node, its mark, the innermost scope around the node at hand. */
static inline const struct body_node *walk_node(const struct walk *w, uint32_t node)
{
	return &w->body.nodes.items[node];
}

static inline struct condition_mark *walk_mark(struct walk *w, uint32_t node)
{
	return &w->conditions.marks.items[node];
}

static inline const struct condition_scope *walk_scope(const struct walk *w)
{
	return VEC_LAST(&w->conditions.scopes);
}

/* Mixes a number into the file's digest. */
static inline void walk_digest(struct walk *w, uint32_t source, uint64_t number)
{
	uint64_t *d = &w->unit->files.items[source].digest;

	*d = (*d ^ number) * 0x9fb21c651e98df25u;
	*d ^= *d >> 29;
}

/* True if the file is read several times and this fact of it is already listed. */
bool walk_is_repeat(struct walk *w, uint32_t source, uint32_t offset, uint32_t kind, sid name);

/* The type's spelling, made once for each type. */
sid walk_type(struct walk *w, CXType type);

/* visit.c: the visitor, and what is still open when it has seen all. */
enum CXChildVisitResult visit_cursor(CXCursor cursor, CXCursor parent, CXClientData walk);
void visit_end(struct walk *w);

/* visit_code.c: take a cursor in that is no declaration; true if its children are wanted. `f` is its frame to be. */
bool visit_expression(struct walk *w, CXCursor cursor, const struct frame *above, struct frame *f);
bool visit_statement(struct walk *w, CXCursor cursor, struct frame *f);
bool visit_reference(struct walk *w, CXCursor cursor, const struct frame *above, struct frame *f);

/* The file that the cursor stands in, and one more statement for the function at hand. */
uint32_t visit_locate(struct walk *w, const struct frame *above, CXCursor cursor);
void visit_count_statement(struct walk *w);

/* collect_text.c: what only the text tells. The second tells a directive's spelling and flags. */
void collect_texts(struct walk *w);
struct fact_include collect_directive(struct walk *w, const struct scan *s, const struct directive *d);

/* collect_comment.c: comments that speak to us. */
void collect_comments(struct walk *w);

/*
 * collect_skipped.c: names that headers declare in skipped code between `at` and `end`, or by a skipped #define. The third is
 * for before mentions are resolved, the fourth for behind.
 */
void collect_skipped_code(struct walk *w, uint32_t source, const struct scan *s, struct scan_at at, size_t end);
void collect_skipped_macro(struct walk *w, uint32_t source, const struct word *name);
void collect_skipped_offers(struct walk *w);
void collect_skipped_uses(struct walk *w);

/* collect_include.c: what the preprocessor recorded. The first keeps a cursor, the second makes facts of all. */
void collect_preprocessing(struct walk *w, CXCursor cursor);
void collect_preprocessed(struct walk *w);
void collect_sort_includes(struct walk *w);

/* When all uses are known: what may have counted __COUNTER__ on over a macro. */
void collect_counting(struct walk *w);

/* collect_decl.c: declarations at file level, and members. Returns the fact's number or FACT_NONE. */
uint32_t collect_entity(struct walk *w, uint32_t source, CXCursor cursor, uint32_t declaration);
void collect_attribute(struct walk *w, CXCursor cursor, const struct frame *parent);
bool collect_is_noreturn_attribute(struct walk *w, CXCursor cursor);
void collect_unexposed(struct walk *w, uint32_t source, CXCursor cursor);
void collect_system(struct walk *w, uint32_t source, CXCursor cursor);

/* collect_use.c: the file names the declaration at the cursor, or needs a type without naming it. */
void collect_use(struct walk *w, uint32_t source, uint32_t how, uint32_t declaration, CXCursor cursor);
void collect_type_use(struct walk *w, uint32_t source, CXCursor cursor, CXType type);

/* collect_named.c: uses of names that the file's own text does not have become implicit. */
void collect_named(struct walk *w);

/* collect_record.c: a complete struct, union or class. Returns the fact's number or FACT_NONE. */
uint32_t collect_record(struct walk *w, uint32_t source, CXCursor cursor);

/* collect_body.c: functions and what is in them. */
void collect_function(struct walk *w, uint32_t source, CXCursor cursor);
void collect_function_end(struct walk *w);
uint32_t collect_loop(struct walk *w, CXCursor cursor, uint32_t kind, uint32_t outer);
uint32_t collect_call(struct walk *w, CXCursor cursor, uint32_t loop);
void collect_callee(struct walk *w, uint32_t call, uint32_t declaration);
bool collect_is_noreturn(struct walk *w, CXCursor function); /* as this declaration says */

#endif
