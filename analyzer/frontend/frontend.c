#include "analyzer/frontend/frontend.h"
#include "analyzer/base/file.h"
#include "analyzer/base/path.h"
#include "analyzer/frontend/blank.h"
#include "analyzer/frontend/cxtext.h"
#include "analyzer/frontend/walk.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* More say nothing that the first do not. */
enum { MOST_DIAGNOSTICS = 100 };

struct frontend {
	const char *root, *clang;
	CXIndex index;
};

struct frontend *frontend_new(const char *root, const char *clang)
{
	struct frontend *f = xmalloc(sizeof *f);

	/* Else libclang parses on a thread with 8 MiB of stack, which clang's own limit on nested brackets already exceeds. */
	setenv("LIBCLANG_NOTHREADS", "1", 1);
	*f = (struct frontend){ .root = root, .clang = clang, .index = clang_createIndex(0, 0) };
	return f;
}

void frontend_free(struct frontend *f)
{
	if (!f)
		return;
	clang_disposeIndex(f->index);
	free(f);
}

void frontend_version(struct strbuf *out)
{
	cxtext_version(out);
}

static void fail(struct unit_facts *unit, struct intern *text, const char *reason)
{
	unit->status = UNIT_STATUS_FAILED;
	unit->reason = intern_adds(text, reason);
}

/* libclang would call a missing source a parse without result. */
static bool is_readable(const char *path, struct unit_facts *unit, struct intern *text)
{
	struct stat st;

	if (stat(path, &st) != 0 || access(path, R_OK) != 0) {
		fail(unit, text, errno == ENOENT ? "no such file" : errno == EACCES ? "not allowed to read it" :
			     "cannot be read");
		return false;
	}
	if (!S_ISREG(st.st_mode)) {
		fail(unit, text, "not a file");
		return false;
	}
	return true;
}

/* The files whose text is replaced in memory. */
typedef VEC(struct CXUnsavedFile) unsaved_files;

static void release_unsaved(unsaved_files *files)
{
	for (size_t i = 0; i < files->n; i++) {
		free((char *)files->items[i].Filename);
		free((char *)files->items[i].Contents);
	}
	VEC_RELEASE(files);
}

/* Finds or reads the file's text. NULL if it cannot be read. */
static struct CXUnsavedFile *unsaved_file(unsaved_files *files, const char *path)
{
	struct strbuf content = STRBUF_INIT, name = STRBUF_INIT;
	struct error e = ERROR_INIT;
	struct CXUnsavedFile new = { 0 };

	for (size_t i = 0; i < files->n; i++)
		if (!strcmp(files->items[i].Filename, path))
			return &files->items[i];
	if (file_read(path, &content, &e) < 0) {
		error_release(&e);
		return NULL;
	}
	strbuf_adds(&name, path);
	strbuf_addc(&content, '\0');
	new.Length = content.len - 1;
	new.Contents = strbuf_detach(&content);
	new.Filename = strbuf_detach(&name);
	VEC_PUSH(files, new);
	return VEC_LAST(files);
}

/* The first character of a stand-in's name, which is as short as can be, since it takes the place of a header's. */
#define STAND_IN '~'

bool frontend_is_stand_in(const char *path)
{
	return *path_base(path) == STAND_IN;
}

/* Puts a file that includes these headers beside the one at `path`; `name` becomes its name there. */
static void add_stand_in(unsaved_files *files, const char *path, const char *headers, size_t number, struct strbuf *name)
{
	struct strbuf full = STRBUF_INIT, content = STRBUF_INIT;
	struct CXUnsavedFile new = { 0 };

	strbuf_clear(name);
	strbuf_addc(name, STAND_IN);
	if (number)
		strbuf_addf(name, "%zu", number);
	strbuf_add(&full, path, (size_t)(path_base(path) - path));
	strbuf_adds(&full, name->text);
	for (const char *at = headers; *at;) {
		size_t len = strcspn(at, "\n");

		strbuf_addf(&content, "#include %.*s\n", (int)len, at);
		at += len + (at[len] == '\n');
	}
	new.Length = content.len;
	new.Contents = strbuf_detach(&content);
	new.Filename = strbuf_detach(&full);
	VEC_PUSH(files, new);
}

/* NULL, or why it cannot be done. */
static const char *edit_one(const char *path, const struct frontend_edit *edit, bool is_cxx, size_t number, unsaved_files *files)
{
	struct CXUnsavedFile *file = unsaved_file(files, path);
	struct strbuf name = STRBUF_INIT;
	const char *reason = NULL;

	if (!file)
		return "cannot be read";
	if (*edit->instead) {
		add_stand_in(files, path, edit->instead, number, &name);
		file = unsaved_file(files, path); /* they may have moved */
		if (!redirect_directive((char *)file->Contents, file->Length, is_cxx, edit->line, name.text))
			reason = "no other headers can be put there";
	} else if (!blank_directive((char *)file->Contents, file->Length, is_cxx, edit->line)) {
		reason = "no directive there";
	}
	strbuf_release(&name);
	return reason;
}

/* False, and the unit failed, if one of the directives is not there. */
static bool edit_all(struct frontend *f, const struct compile_command *command, const struct frontend_edit *edits,
		     size_t n_edits, unsaved_files *files, struct intern *text, struct unit_facts *unit)
{
	struct strbuf path = STRBUF_INIT, reason = STRBUF_INIT;
	size_t n_stand_ins = 0;
	bool ok = true;

	for (size_t i = 0; i < n_edits && ok; i++) {
		const char *why;

		path_join(f->root, edits[i].file, &path);
		why = edit_one(path.text, &edits[i], command->is_cxx, n_stand_ins, files);
		n_stand_ins += *edits[i].instead != '\0';
		ok = !why;
		if (!ok) {
			strbuf_addf(&reason, "%s:%u: %s", edits[i].file, (unsigned)edits[i].line, why);
			fail(unit, text, reason.text);
		}
	}
	strbuf_release(&path);
	strbuf_release(&reason);
	return ok;
}

static CXTranslationUnit parse(struct frontend *f, const struct compile_command *command, const unsaved_files *files,
			       enum CXErrorCode *code)
{
	/* One bad include or a hundred errors shall not hide what comes after; warnings are work for nothing. */
	static const char *const ours[] = { "-w", "-ferror-limit=0", "-fno-caret-diagnostics" };
	enum { N_OURS = sizeof ours / sizeof *ours };
	VEC(const char *) args = { 0 };
	struct strbuf directory = STRBUF_INIT;
	CXTranslationUnit tu = NULL;

	strbuf_addf(&directory, "-working-directory=%s", command->directory);
	VEC_PUSH(&args, f->clang);
	for (size_t i = 0; i < command->n_args; i++)
		VEC_PUSH(&args, command->args[i]);
	for (size_t i = 0; i < N_OURS; i++)
		VEC_PUSH(&args, ours[i]);
	VEC_PUSH(&args, directory.text);
	VEC_PUSH(&args, command->file);
	*code = clang_parseTranslationUnit2FullArgv(f->index, NULL, args.items, (int)args.n, files->items, (unsigned)files->n,
						    CXTranslationUnit_DetailedPreprocessingRecord | CXTranslationUnit_KeepGoing |
							    CXTranslationUnit_IgnoreNonErrorsFromIncludedFiles, &tu);
	VEC_RELEASE(&args);
	strbuf_release(&directory);
	return tu;
}

static const char *parse_failure(enum CXErrorCode code)
{
	switch (code) {
	case CXError_Crashed: return "clang crashed on it";
	case CXError_InvalidArguments: return "clang refuses its arguments";
	default: return "clang could not parse it";
	}
}

/* Errors without a place are about the command (flags of another compiler), not about the unit's code. */
static void collect_diagnostics(struct walk *w)
{
	unsigned n = clang_getNumDiagnostics(w->tu);

	for (unsigned i = 0; i < n && w->unit->diagnostics.n < MOST_DIAGNOSTICS; i++) {
		CXDiagnostic d = clang_getDiagnostic(w->tu, i);
		enum CXDiagnosticSeverity severity = clang_getDiagnosticSeverity(d);
		struct fact_diagnostic fact = { .severity = DIAGNOSTIC_SEVERITY_ERROR };
		uint32_t source = sources_locate(&w->sources, clang_getDiagnosticLocation(d), NULL, &fact.at);

		if (severity >= CXDiagnostic_Error && source != SOURCE_NONE) {
			if (severity == CXDiagnostic_Fatal)
				fact.severity = DIAGNOSTIC_SEVERITY_FATAL;
			fact.file = w->sources.items.items[source].path;
			fact.text = cxtext_diagnostic(d, w->text);
			VEC_PUSH(&w->unit->diagnostics, fact);
		}
		clang_disposeDiagnostic(d);
	}
}

/* The first include that was not found says more than the errors that follow from it. */
static const struct fact_include *first_missing(const struct unit_facts *unit)
{
	for (size_t i = 0; i < unit->files.n; i++)
		for (size_t k = 0; k < unit->files.items[i].includes.n; k++)
			if (unit->files.items[i].includes.items[k].flags & INCLUDE_FLAG_MISSING)
				return &unit->files.items[i].includes.items[k];
	return NULL;
}

/* Headers that come with the compiler, not with the system: without them nothing that includes <stdio.h> parses. */
static void explain_builtin_header(struct strbuf *reason)
{
	static const char *const headers[] = { "stddef.h", "stdarg.h", "stdbool.h", "stdalign.h", "stdnoreturn.h", "stdatomic.h",
					       "float.h", "iso646.h", "intrin.h" };

	for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
		const char *at = strstr(reason->text, headers[i]);
		const char *rest = at ? at + strlen(headers[i]) : "";
		bool whole = at && (at == reason->text || at[-1] == '\'' || !strcmp(headers[i], "intrin.h"));

		if (whole && (!strcmp(rest, ": not found") || !strcmp(rest, "' file not found"))) {
			strbuf_adds(reason, "; it is one of clang's own headers: install them (libclang-common-*-dev of libclang's "
					    "version), unless the command leaves them out with -nostdinc or -nobuiltininc");
			return;
		}
	}
}

static void set_status(struct unit_facts *unit, struct intern *text)
{
	const struct fact_include *missing = first_missing(unit);
	struct strbuf reason = STRBUF_INIT;

	unit->status = UNIT_STATUS_OK;
	if (!unit->diagnostics.n)
		return;
	unit->status = UNIT_STATUS_HAD_ERRORS;
	if (missing && !sid_is_none(missing->spelling)) {
		size_t len = intern_length(text, missing->spelling);
		bool is_quoted = len > 2 && !(missing->flags & INCLUDE_FLAG_COMPUTED);

		strbuf_add(&reason, intern_text(text, missing->spelling) + is_quoted, len - 2u * is_quoted);
		strbuf_adds(&reason, ": not found");
	} else {
		const struct fact_diagnostic *d = &unit->diagnostics.items[0];

		strbuf_addf(&reason, "%s:%u: %s", intern_text(text, d->file), (unsigned)d->at.line, intern_text(text, d->text));
	}
	explain_builtin_header(&reason);
	unit->reason = intern_add(text, reason.text, reason.len);
	strbuf_release(&reason);
}

static void walk_parsed(struct frontend *f, const struct compile_command *command, CXTranslationUnit tu, struct intern *text,
			struct unit_facts *unit)
{
	struct walk w = { .tu = tu, .text = text, .unit = unit, .is_cxx = command->is_cxx };

	sources_init(&w.sources, tu, command->directory, f->root, text, unit);
	walk_unit(&w);
	collect_diagnostics(&w);
	set_status(unit, text);
	sources_release(&w.sources);
}

void frontend_collect_edited(struct frontend *f, const struct compile_command *command, const struct frontend_edit *edits,
			     size_t n_edits, struct intern *text, struct unit_facts *unit)
{
	unsaved_files files = { 0 };
	enum CXErrorCode code;
	CXTranslationUnit tu;

	unit->main_file = intern_adds(text, path_relative(command->file, f->root));
	unit->config = intern_adds(text, command->config);
	unit->language = command->is_cxx ? LANGUAGE_CXX : LANGUAGE_C;
	if (is_readable(command->file, unit, text) && edit_all(f, command, edits, n_edits, &files, text, unit)) {
		tu = parse(f, command, &files, &code);
		if (tu) {
			walk_parsed(f, command, tu, text, unit);
			clang_disposeTranslationUnit(tu);
		} else {
			fail(unit, text, parse_failure(code));
		}
	}
	release_unsaved(&files);
}

void frontend_collect(struct frontend *f, const struct compile_command *command, struct intern *text, struct unit_facts *unit)
{
	frontend_collect_edited(f, command, NULL, 0, text, unit);
}
