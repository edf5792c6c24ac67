#include "analyzer/commands/build.h"
#include "analyzer/base/path.h"
#include "analyzer/commands/clean.h"
#include "analyzer/commands/cmdline.h"
#include "analyzer/commands/language.h"

#include <ctype.h>
#include <string.h>
#include <sys/stat.h>

void build_init(struct build *b, struct compdb *db, const char *base)
{
	*b = (struct build){ .db = db, .base = base };
	notes_init(&b->notes, db);
	intern_init(&b->text);
	flag_index_init(&b->flags);
}

void build_release(struct build *b)
{
	prober_release(&b->prober);
	notes_release(&b->notes);
	intern_release(&b->text);
	VEC_RELEASE(&b->copies);
	VEC_RELEASE(&b->candidates);
}

/* A copy that lives as long as the database; equal texts share one. */
static const char *copy(struct build *b, const char *text)
{
	sid id = intern_adds(&b->text, text);

	if (sid_is_none(id))
		return "";
	if (id.v > b->copies.n)
		VEC_PUSH(&b->copies, arena_strdup(&b->db->memory, text));
	return b->copies.items[id.v - 1];
}

/* The list as copies; the neighbour's list if it is the same, which it mostly is. */
static const char *const *copy_list(struct build *b, const struct words *words, const char *const *old, size_t n_old)
{
	const char **list;

	for (size_t i = 0; i < words->n; i++)
		words->items[i] = copy(b, words->items[i]);
	if (words->n == n_old && n_old && !memcmp(words->items, old, n_old * sizeof *old))
		return old;
	list = ARENA_ARRAY(&b->db->memory, const char *, words->n);
	if (words->n)
		memcpy(list, words->items, words->n * sizeof *list);
	return list;
}

static bool is_windows_path(const char *path)
{
	return (isalpha((unsigned char)path[0]) && path[1] == ':' && (path[2] == '\\' || path[2] == '/')) ||
	       !strncmp(path, "\\\\", 2);
}

static bool directory_exists(struct build *b, const char *directory)
{
	struct stat st;

	if (directory != b->last_directory) {
		b->last_directory = directory;
		b->last_directory_exists = stat(directory, &st) == 0 && S_ISDIR(st.st_mode);
	}
	return b->last_directory_exists;
}

/* Says why the source cannot be compiled now. */
static bool is_there(struct build *b, const char *file, const char *directory)
{
	struct stat st;

	if (b->sealed)
		return true;
	if (!directory_exists(b, directory)) {
		notes_add(&b->notes, COMPDB_NOTE_LEFT_OUT, "its directory %s does not exist; was the build folder removed or "
			  "moved? build first, or make the database again", directory);
		return false;
	}
	if (stat(file, &st) < 0) {
		notes_add(&b->notes, COMPDB_NOTE_LEFT_OUT, "the file does not exist; is it generated? build first; if it was "
			  "removed or renamed, make the database again");
		return false;
	}
	if (!S_ISREG(st.st_mode)) {
		notes_add(&b->notes, COMPDB_NOTE_LEFT_OUT, "this is not a file; correct the entry, or make the database again");
		return false;
	}
	return true;
}

static void push(struct build *b, const struct clean_command *clean, const struct build_entry *entry, const char *file,
		 const char *directory, const char *gcc, bool is_cxx)
{
	const struct candidate *last = b->candidates.n ? VEC_LAST(&b->candidates) : NULL;
	const char *output = entry->output && *entry->output ? entry->output : clean->output;
	struct strbuf path = STRBUF_INIT;
	struct candidate c = { .line = entry->line, .order = b->candidates.n };

	c.command = (struct compile_command){ .file = file, .directory = directory, .config = "", .is_cxx = is_cxx };
	c.command.args = copy_list(b, &clean->args, last ? last->command.args : NULL, last ? last->command.n_args : 0);
	c.command.n_args = clean->args.n;
	if (!clean->has_target) {
		c.command.gcc = gcc ? copy(b, gcc) : NULL;
		c.command.gcc_args = copy_list(b, &clean->gcc_args, last ? last->command.gcc_args : NULL, last ? last->command.n_gcc_args : 0);
		c.command.n_gcc_args = clean->gcc_args.n;
	}
	c.meaning = copy_list(b, &clean->meaning, last ? last->meaning : NULL, last ? last->n_meaning : 0);
	c.n_meaning = clean->meaning.n;
	if (clean->opt_level)
		c.command.opt_level = copy(b, clean->opt_level);
	if (output && *output && strcmp(output, "-") != 0) {
		path_join(directory, output, &path);
		c.command.output = arena_strdup(&b->db->memory, path.text);
	}
	VEC_PUSH(&b->candidates, c);
	strbuf_release(&path);
}

/* A twin is kept as a candidate without content: whether it is one shows when all entries are known. */
static void push_cc1(struct build *b, const struct build_entry *entry, const char *file, const char *directory)
{
	struct language language = language_of(file, NULL, false);
	struct candidate c = { .line = entry->line, .order = b->candidates.n, .is_cc1 = true };

	if (!language.is_ours) {
		notes_add(&b->notes, COMPDB_NOTE_OTHER, "not C or C++ but %s", language.what);
		return;
	}
	if (!is_there(b, file, directory))
		return;
	c.command = (struct compile_command){ .file = file, .directory = directory, .config = "" };
	VEC_PUSH(&b->candidates, c);
}

/* False if nothing is known of the compiler's own include folders. */
static bool add_asked(struct build *b, const struct probe_request *request, struct clean_command *clean)
{
	const struct probe *probe = b->sealed ? NULL : prober_ask(&b->prober, request, &b->notes);

	for (size_t i = 0; probe && i < probe->folders.n; i++) {
		VEC_PUSH(&clean->args, "-isystem");
		VEC_PUSH(&clean->args, probe->folders.items[i]);
	}
	return probe;
}

/* --target for gcc's cross compilers, whose name is all that tells it, and what the compiler says of itself if it is asked. */
static void add_target(struct build *b, const struct cmdline *c, const struct probe_request *request,
		       struct clean_command *clean, struct arena *scratch)
{
	bool asked = add_asked(b, request, clean);
	const char *target;

	if (!c->target || clean->has_target)
		return;
	target = arena_printf(scratch, "--target=%s", c->target);
	VEC_PUSH(&clean->args, target);
	VEC_PUSH(&clean->meaning, target);
	if (asked)
		return;
	notes_add_once(&b->notes, COMPDB_NOTE_ADVICE, "%s is a cross compiler: %s is added, but its own include folders are not "
		       "known; if its headers are not found, give --sysroot or -isystem in the build's flags, or allow it "
		       "to be asked: --query-driver=COMPILER", c->compiler, target);
}

static const char *in_folder(struct build *b, const char *directory, const char *folder)
{
	struct strbuf path = STRBUF_INIT;
	const char *joined;

	path_join(directory, folder, &path);
	joined = copy(b, path.text);
	strbuf_release(&path);
	return joined;
}

static void add_driver(struct build *b, const struct build_entry *entry, const struct cmdline *c, const char *file,
		       const char *directory, struct arena *scratch)
{
	struct cmdline_expansion x = { .memory = scratch, .directory = directory, .sealed = b->sealed, .notes = &b->notes };
	struct clean_request request = { .flags = &b->flags, .file = file, .directory = directory, .base = b->base,
					 .memory = scratch, .notes = &b->notes };
	struct words words = { 0 };
	struct clean_command clean;
	struct language language;
	const char *folder;

	cmdline_expand(&x, entry->words->items + c->first_argument, entry->words->n - c->first_argument, &words);
	request.words = words.items;
	request.n_words = words.n;
	folder = clean_folder(words.items, words.n);
	if (folder)
		directory = request.directory = in_folder(b, directory, folder);
	clean_command(&clean, &request);
	language = language_of(file, clean.x, c->is_cxx || clean.is_cxx_mode);
	if (clean.is_cl_mode) {
		notes_add(&b->notes, COMPDB_NOTE_LEFT_OUT, "a command line of cl.exe; record a build with gcc or clang");
	} else if (!language.is_ours) {
		notes_add(&b->notes, COMPDB_NOTE_OTHER, "not C or C++ but %s", language.what);
	} else if (is_there(b, file, directory)) {
		add_target(b, c, &(struct probe_request){ c->compiler, directory, &clean.args, language.is_cxx }, &clean, scratch);
		if (language.x) {
			VEC_PUSH(&clean.args, "-x");
			VEC_PUSH(&clean.args, language.x);
			VEC_PUSH(&clean.gcc_args, "-x");
			VEC_PUSH(&clean.gcc_args, language.x);
			VEC_PUSH(&clean.meaning, arena_printf(scratch, "-x %s", language.x));
		}
		clean.has_target = clean.has_target || c->is_foreign;
		push(b, &clean, entry, file, directory, c->gcc, language.is_cxx);
	}
	clean_command_release(&clean);
	words_release(&words);
}

void build_add(struct build *b, const struct build_entry *entry)
{
	struct strbuf path = STRBUF_INIT;
	struct arena scratch = { 0 };
	const char *file, *directory;
	struct cmdline c;

	b->db->n_entries++;
	b->notes.line = entry->line;
	if (is_windows_path(entry->directory) || is_windows_path(entry->file)) {
		b->notes.file = copy(b, entry->file);
		notes_add(&b->notes, COMPDB_NOTE_LEFT_OUT, "a path of Windows: the database was made on another system; make it "
			  "again on this one");
		return;
	}
	path_join(b->base, entry->directory, &path);
	directory = copy(b, path.text);
	path_join(directory, entry->file, &path);
	file = b->notes.file = copy(b, path.text);
	if (entry->has_open_quote)
		notes_add_once(&b->notes, COMPDB_NOTE_ADVICE, "a quote of the command is left open; the rest is taken as one word");
	cmdline_identify(&c, entry->words, &scratch);
	switch (c.kind) {
	case CMDLINE_NONE:
		notes_add(&b->notes, COMPDB_NOTE_LEFT_OUT, "the command names no compiler; correct the entry, or make the "
			  "database again");
		break;
	case CMDLINE_MSVC:
		notes_add(&b->notes, COMPDB_NOTE_LEFT_OUT, "a command line of %s; record a build with gcc or clang", c.compiler);
		break;
	case CMDLINE_CC1:
		push_cc1(b, entry, file, directory);
		break;
	case CMDLINE_DRIVER:
		add_driver(b, entry, &c, file, directory, &scratch);
		break;
	}
	arena_release(&scratch);
	strbuf_release(&path);
}
