/*
 * The list of folders is found by its form, not its words, which gcc translates: lines that begin with "#include ", and
 * behind each the folders, indented by one space.
 */
#include "analyzer/commands/probe.h"
#include "analyzer/base/find_program.h"
#include "analyzer/base/path.h"
#include "analyzer/base/process.h"

#include <dirent.h>
#include <fnmatch.h>
#include <string.h>

/* Is it one of the compilers that may be asked? `path` is absolute and normalised. */
static bool is_allowed(const char *drivers, const char *path, struct arena *memory)
{
	for (const char *at = drivers; *at;) {
		size_t len = strcspn(at, ",");
		const char *one = arena_strndup(memory, at, len);
		struct strbuf found = STRBUF_INIT, normal = STRBUF_INIT;
		struct error e = ERROR_INIT;
		bool fits = false;

		if (strchr(one, '/')) {
			fits = fnmatch(one, path, FNM_PATHNAME) == 0;
		} else if (find_program(one, "/", &found, &e) == 0) {
			path_join("/", found.text, &normal);
			fits = !strcmp(normal.text, path);
		}
		strbuf_release(&found);
		strbuf_release(&normal);
		error_release(&e);
		if (fits)
			return true;
		at += len + (at[len] == ',');
	}
	return false;
}

/* The compiler's own headers fit no other compiler. */
static bool holds_builtin_headers(const char *folder)
{
	struct dirent *entry;
	bool found = false;
	DIR *d;

	if (strstr(folder, "/include-fixed") || (strstr(folder, "/gcc/") && !strcmp(path_base(folder), "include")))
		return true;
	d = opendir(folder);
	while (d && !found && (entry = readdir(d))) {
		size_t len = strlen(entry->d_name);

		found = len >= 8 && !strcmp(entry->d_name + len - 8, "intrin.h");
	}
	if (d)
		closedir(d);
	return found;
}

static void add_folder(struct probe *probe, const char *line, size_t len, struct arena *memory)
{
	static const char framework[] = " (framework directory)";
	struct strbuf path = STRBUF_INIT;
	const char *name = arena_strndup(memory, line, len);

	path_join("/", name, &path);
	if (path_is_absolute(name) && !strstr(name, framework) && !holds_builtin_headers(path.text))
		VEC_PUSH(&probe->folders, arena_strdup(memory, path.text));
	strbuf_release(&path);
}

void probe_read(struct probe *probe, const char *text, struct arena *memory)
{
	bool in_list = false;

	for (size_t len; *text; text += len + (text[len] == '\n')) {
		len = strcspn(text, "\n");
		if (!strncmp(text, "#include ", 9)) {
			in_list = true;
		} else if (in_list && text[0] == ' ' && len > 1) {
			add_folder(probe, text + 1, len - 1, memory);
		} else {
			in_list = false;
			if (len > 8 && !strncmp(text, "Target: ", 8))
				probe->target = arena_strndup(memory, text + 8, len - 8);
		}
	}
}

/* Does the flag choose where headers are looked for? */
static bool is_asked_with(const char *flag)
{
	static const char *const begins[] = { "-m", "-std=", "--sysroot", "-isysroot", "-nostdinc", "-stdlib=" };

	for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
		if (!strncmp(flag, begins[i], strlen(begins[i])))
			return true;
	return false;
}

static void add_flags(struct words *argv, const struct words *args)
{
	for (size_t i = 0; i < args->n; i++) {
		const char *flag = args->items[i];

		if (!strcmp(flag, "-Xclang")) {
			i++;
			continue;
		}
		if (!is_asked_with(flag))
			continue;
		VEC_PUSH(argv, flag);
		if ((!strcmp(flag, "--sysroot") || !strcmp(flag, "-isysroot")) && i + 1 < args->n)
			VEC_PUSH(argv, args->items[++i]);
	}
}

static struct probe *run(struct prober *p, const struct words *argv, const char *directory, const char *key, struct notes *notes)
{
	struct strbuf said = STRBUF_INIT;
	struct error e = ERROR_INIT;
	struct process_run process = { .argv = argv->items, .directory = directory, .stdout_fd = -1, .errors = &said };
	struct probe *probe = arena_zalloc(&p->memory, sizeof *probe);
	int status = process_run(&process, &e);

	probe->key = arena_strdup(&p->memory, key);
	if (status == 0)
		probe_read(probe, said.text, &p->memory);
	if (!probe->folders.n)
		notes_add_once(notes, COMPDB_NOTE_ADVICE, "%s does not tell its include folders: %.*s", argv->items[0],
			       (int)strcspn(status < 0 ? e.text.text : said.text, "\n"), status < 0 ? e.text.text : said.text);
	VEC_PUSH(&p->done, probe);
	strbuf_release(&said);
	error_release(&e);
	return probe;
}

static const struct probe *ask(struct prober *p, const struct probe_request *r, const char *program, struct notes *notes)
{
	static const char *const always[] = { "-E", "-v", "-x" };
	const struct probe *known = NULL;
	struct strbuf key = STRBUF_INIT;
	struct words argv = { 0 };

	VEC_PUSH(&argv, program);
	add_flags(&argv, r->args);
	for (size_t i = 0; i < sizeof always / sizeof *always; i++)
		VEC_PUSH(&argv, always[i]);
	VEC_PUSH(&argv, r->is_cxx ? "c++" : "c");
	VEC_PUSH(&argv, "-");
	/* A relative --sysroot counts from the folder. */
	strbuf_adds(&key, r->directory);
	for (size_t i = 0; i < argv.n; i++)
		strbuf_addf(&key, "\n%s", argv.items[i]);
	VEC_PUSH(&argv, NULL);
	for (size_t i = 0; i < p->done.n && !known; i++)
		if (!strcmp(p->done.items[i]->key, key.text))
			known = p->done.items[i];
	if (!known)
		known = run(p, &argv, r->directory, key.text, notes);
	strbuf_release(&key);
	words_release(&argv);
	return known->folders.n ? known : NULL;
}

const struct probe *prober_ask(struct prober *p, const struct probe_request *r, struct notes *notes)
{
	struct strbuf found = STRBUF_INIT, path = STRBUF_INIT;
	struct error e = ERROR_INIT;
	const struct probe *probe = NULL;

	if (!p->drivers)
		return NULL;
	/* Relative elements of PATH are the user's, and count from no folder of the database. */
	if (find_program(r->compiler, strchr(r->compiler, '/') ? r->directory : "/", &found, &e) == 0) {
		path_join("/", found.text, &path);
		if (is_allowed(p->drivers, path.text, &p->memory))
			probe = ask(p, r, path.text, notes);
	}
	strbuf_release(&found);
	strbuf_release(&path);
	error_release(&e);
	return probe;
}

void prober_release(struct prober *p)
{
	for (size_t i = 0; i < p->done.n; i++)
		words_release(&p->done.items[i]->folders);
	VEC_RELEASE(&p->done);
	arena_release(&p->memory);
}
