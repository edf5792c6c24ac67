#include "analyzer/commands/compdb.h"
#include "analyzer/base/file.h"
#include "analyzer/base/path.h"
#include "analyzer/commands/build.h"
#include "analyzer/commands/compdb_json.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DATABASE "compile_commands.json"
#define HOW_TO_MAKE "make one with cmake -DCMAKE_EXPORT_COMPILE_COMMANDS=ON, with meson, or with: bear -- make; " \
	"or give files and flags: whynot check FILE... -- FLAGS"

#define REPAIR ": whynot db-check --fix=FILE writes it without that"

static int read_entries(struct build *b, struct compdb_reader *r, struct error *e)
{
	for (;;) {
		struct arena memory = { 0 };
		struct compdb_entry entry;
		struct build_entry add;
		int rc = compdb_reader_next(r, &memory, &entry, e);

		if (rc <= 0) {
			arena_release(&memory);
			return rc;
		}
		add = (struct build_entry){ .directory = entry.directory, .file = entry.file, .output = entry.output,
					    .words = &entry.arguments, .line = entry.line };
		if (entry.command)
			add.has_open_quote = !words_split(&entry.arguments, &memory, entry.command, strlen(entry.command),
							  WORDS_SHELL);
		build_add(b, &add);
		words_release(&entry.arguments);
		arena_release(&memory);
	}
}

static void note_oddities(struct build *b, const struct compdb_reader *r)
{
	b->notes.file = "";
	b->notes.line = 1;
	if (r->has_bom)
		notes_add(&b->notes, COMPDB_NOTE_ADVICE, "the database begins with a byte order mark; other tools refuse it" REPAIR);
	if (r->is_fragment)
		notes_add(&b->notes, COMPDB_NOTE_ADVICE, "the entries stand without the array's brackets, as clang -MJ writes "
			  "them; other tools want '[' before and ']' behind them" REPAIR);
	b->notes.line = r->line;
	if (r->has_trailing_comma)
		notes_add(&b->notes, COMPDB_NOTE_ADVICE, "a comma stands behind the last entry; other tools refuse it" REPAIR);
}

int compdb_parse(struct compdb *db, const struct compdb_text *text, struct error *e)
{
	struct compdb_reader reader;
	struct build b;
	int rc;

	*db = (struct compdb){ 0 };
	db->path = arena_strdup(&db->memory, text->path);
	build_init(&b, db, text->directory);
	b.sealed = text->sealed;
	b.prober.drivers = text->drivers;
	rc = compdb_reader_init(&reader, db->path, text->bytes, text->len, e);
	if (!rc)
		rc = read_entries(&b, &reader, e);
	if (!rc) {
		note_oddities(&b, &reader);
		build_merge(&b);
	}
	build_release(&b);
	if (rc < 0)
		compdb_release(db);
	return rc;
}

static int absolute(const char *path, struct strbuf *out, struct error *e)
{
	char *here;

	if (path_is_absolute(path)) {
		path_join("/", path, out);
		return 0;
	}
	here = getcwd(NULL, 0);
	if (!here)
		return error_set(e, "cannot tell the working directory: %s; does it still exist?", strerror(errno));
	path_join(here, path, out);
	free(here);
	return 0;
}

/* The folder from which relative directories count: a linked database's is where it was written. */
static void own_folder(const char *path, struct strbuf *out)
{
	struct strbuf real = STRBUF_INIT;
	struct stat st;

	strbuf_adds(&real, path);
	if (lstat(path, &st) == 0 && S_ISLNK(st.st_mode))
		path_real(path, &real);
	strbuf_adds(&real, "/..");
	path_join("/", real.text, out);
	strbuf_release(&real);
}

int compdb_read(const char *path, struct strbuf *full, struct strbuf *bytes, struct error *e)
{
	struct stat st;

	if (absolute(path, full, e) < 0)
		return -1;
	if (stat(full->text, &st) == 0 && S_ISDIR(st.st_mode))
		strbuf_adds(full, "/" DATABASE);
	if (stat(full->text, &st) < 0)
		return error_set(e, "%s: %s; " HOW_TO_MAKE, full->text, strerror(errno));
	return file_read(full->text, bytes, e);
}

int compdb_load_asking(struct compdb *db, const char *path, const char *drivers, struct error *e)
{
	struct strbuf full = STRBUF_INIT, bytes = STRBUF_INIT, folder = STRBUF_INIT;
	struct compdb_text text;
	int rc;

	*db = (struct compdb){ 0 };
	rc = compdb_read(path, &full, &bytes, e);
	if (rc < 0)
		goto out;
	own_folder(full.text, &folder);
	text = (struct compdb_text){ .path = full.text, .directory = folder.text, .bytes = bytes.text, .len = bytes.len,
				    .drivers = drivers };
	rc = compdb_parse(db, &text, e);
out:
	strbuf_release(&folder);
	strbuf_release(&bytes);
	strbuf_release(&full);
	return rc;
}

int compdb_load(struct compdb *db, const char *path, struct error *e)
{
	return compdb_load_asking(db, path, NULL, e);
}

static int check_files(const char *directory, const char *const *files, size_t n_files, struct error *e)
{
	struct strbuf path = STRBUF_INIT;
	int rc = 0;

	for (size_t i = 0; i < n_files && !rc; i++) {
		struct stat st;

		path_join(directory, files[i], &path);
		if (stat(path.text, &st) < 0)
			rc = error_set(e, "%s: %s; give the sources to check before the '--'", path.text, strerror(errno));
		else if (!S_ISREG(st.st_mode))
			rc = error_set(e, "%s: not a file; give the sources to check before the '--'", path.text);
	}
	strbuf_release(&path);
	return rc;
}

int compdb_from_command_line(struct compdb *db, const char *directory, const char *const *files, size_t n_files,
			     const char *const *args, size_t n_args, struct error *e)
{
	struct strbuf base = STRBUF_INIT;
	struct words words = { 0 };
	struct build b;

	*db = (struct compdb){ 0 };
	if (!n_files)
		return error_set(e, "no file is given before the '--'; give the sources to check: whynot check FILE... -- FLAGS");
	if (absolute(directory, &base, e) < 0 || check_files(base.text, files, n_files, e) < 0) {
		strbuf_release(&base);
		return -1;
	}
	/* People paste whole commands: a first word that is no flag is taken for the compiler. */
	if (!n_args || args[0][0] == '-' || args[0][0] == '@')
		VEC_PUSH(&words, "clang");
	for (size_t i = 0; i < n_args; i++)
		VEC_PUSH(&words, args[i]);
	build_init(&b, db, base.text);
	for (size_t i = 0; i < n_files; i++)
		build_add(&b, &(struct build_entry){ .directory = base.text, .file = files[i], .words = &words });
	build_merge(&b);
	build_release(&b);
	words_release(&words);
	strbuf_release(&base);
	return 0;
}

static bool is_database(const struct strbuf *folder, const char *below, struct strbuf *found)
{
	struct stat st;

	path_join(folder->text, below, found);
	return stat(found->text, &st) == 0 && S_ISREG(st.st_mode);
}

int compdb_find(const char *start, struct strbuf *found, struct error *e)
{
	struct strbuf folder = STRBUF_INIT, up = STRBUF_INIT;
	int rc = absolute(start, &folder, e);

	while (!rc && !is_database(&folder, DATABASE, found) && !is_database(&folder, "build/" DATABASE, found)) {
		if (!strcmp(folder.text, "/")) {
			rc = error_set(e, "no " DATABASE " in %s, its build folder or the folders above; " HOW_TO_MAKE "; "
				       "or name the build folder with -p", start);
		} else {
			path_join(folder.text, "..", &up);
			strbuf_clear(&folder);
			strbuf_adds(&folder, up.text);
		}
	}
	if (rc < 0)
		strbuf_clear(found);
	strbuf_release(&folder);
	strbuf_release(&up);
	return rc;
}

void compdb_release(struct compdb *db)
{
	VEC_RELEASE(&db->commands);
	VEC_RELEASE(&db->notes);
	arena_release(&db->memory);
	*db = (struct compdb){ 0 };
}
