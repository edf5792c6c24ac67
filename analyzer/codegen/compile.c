/*
 * The compiler's two outputs go into memory files: the assembly as its standard output, the remarks as a path below
 * /proc/self/fd, which the compiler inherits. So there are no temporary files to clean up, whatever happens. gcc adds an ending of
 * its own to the record's name, so it gets a folder with a link of that name to the memory file.
 */
#include "analyzer/codegen/compile.h"

#include "analyzer/base/journal.h"
#include "analyzer/base/process.h"
#include "analyzer/codegen/compile_flags.h"
#include "analyzer/codegen/inputs.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* gcc's name for the record of a compilation whose base name is "r". */
#define GCC_RECORD "r.opt-record.json.gz"

static bool is_crash(int status, const char *errors)
{
	return status >= 128 || strstr(errors, "frontend command failed") || strstr(errors, "PLEASE submit a bug report") ||
	       strstr(errors, "internal compiler error");
}

/* Appends the first line of `errors` that has "error: " in it, else its first line. */
static void add_first_error(struct strbuf *reason, const char *errors, const char *root)
{
	const char *line = errors, *at = strstr(errors, "error: ");
	size_t root_len = strlen(root);

	if (at)
		for (line = at; line > errors && line[-1] != '\n';)
			line--;
	if (root_len > 1 && !strncmp(line, root, root_len) && line[root_len] == '/')
		line += root_len + 1;
	strbuf_add(reason, line, strcspn(line, "\n"));
}

/* "warning: profile data may be out of date: of 3 functions, 1 has mismatched data that will be ignored [-W...]" */
static void take_profile_note(struct strbuf *note, const char *errors)
{
	const char *at = strstr(errors, "profile data may be out of date");

	if (at)
		strbuf_add(note, at, strcspn(at, "[\n"));
	while (note->len && note->text[note->len - 1] == ' ')
		note->text[--note->len] = '\0';
}

static const char *map(int fd, size_t *len)
{
	struct stat st;
	void *bytes = NULL;

	*len = 0;
	if (fstat(fd, &st) < 0 || st.st_size <= 0)
		return NULL;
	bytes = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (bytes == MAP_FAILED)
		return NULL;
	*len = (size_t)st.st_size;
	return bytes;
}

/* True if `errors` says that the compiler does not know this very argument. */
static bool is_unknown(const char *arg, const char *errors)
{
	/* gcc's quotes are those of the user's language. */
	static const char *const forms[] = { "error: unknown argument: '", "error: unsupported option '",
					     "error: unknown argument '", "error: unrecognized command-line option '",
					     "error: unrecognized command-line option \u2018" };
	size_t len = strlen(arg);

	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		const char *p = errors;

		while ((p = strstr(p, forms[i]))) {
			p += strlen(forms[i]);
			if (!strncmp(p, arg, len) && (p[len] == '\'' || !strncmp(p + len, "\u2019", 3)))
				return true;
		}
	}
	return false;
}

/*
 * Takes the arguments out that the compiler does not know, with the -Xclang before them; false if that changes nothing. No value
 * that is left behind so can become a flag: commands/ lets none through that looks like one.
 */
static bool drop_unknown(struct argv *argv, const char *errors)
{
	size_t n = 0;
	bool any;

	for (size_t i = 0; i < argv->args.n; i++) {
		if (!argv->args.items[i] || !is_unknown(argv->args.items[i], errors))
			argv->args.items[n++] = argv->args.items[i];
		else if (n && !strcmp(argv->args.items[n - 1], "-Xclang"))
			n--;
	}
	any = n < argv->args.n;
	argv->args.n = n;
	return any;
}

/* Runs the compiler; when it knows not all of the flags (they may be another compiler's), again without those. */
static void run(struct compile *c, struct argv *argv, const char *directory, int assembly, const char *root)
{
	struct strbuf errors = STRBUF_INIT;
	struct error e = ERROR_INIT;
	struct process_run process = { .directory = directory, .stdout_fd = assembly, .is_noted = true, .errors = &errors };
	int status;

	process.argv = argv->args.items;
	status = process_run(&process, &e);
	if (status > 0 && status < 128 && drop_unknown(argv, errors.text)) {
		strbuf_clear(&errors);
		process.argv = argv->args.items;
		status = process_run(&process, &e);
	}
	if (status < 0) {
		c->outcome = COMPILE_NOT_STARTED;
		strbuf_adds(&c->reason, e.text.text);
	} else if (status == 0) {
		take_profile_note(&c->profile_note, errors.text);
	} else if (status > 0) {
		c->outcome = is_crash(status, errors.text) ? COMPILE_CRASHED : COMPILE_ERRORS;
		if (errors.len)
			add_first_error(&c->reason, errors.text, root);
		else
			strbuf_addf(&c->reason, "%s exited with status %d", argv->args.items[0], status);
	}
	strbuf_release(&errors);
	error_release(&e);
}

static void unmap(const char *bytes, size_t len)
{
	if (bytes)
		munmap((void *)(uintptr_t)bytes, len);
}

static void note_inputs(const struct compile_command *command, int fd, int64_t began_ns)
{
	size_t len = 0;
	const char *rule = map(fd, &len);

	inputs_note(command, rule ? rule : "", len, began_ns);
	unmap(rule, len);
}

/* The folder in which gcc finds its record's name. `folder` is replaced; below 0: there is none, errno says why. */
static int make_link(struct strbuf *folder, int record)
{
	const char *parent = getenv("TMPDIR");
	struct strbuf link = STRBUF_INIT, target = STRBUF_INIT;
	int rc;

	strbuf_clear(folder);
	strbuf_addf(folder, "%s/whynot-XXXXXX", parent && *parent == '/' ? parent : "/tmp");
	if (!mkdtemp(folder->text)) {
		strbuf_clear(folder);
		return -1;
	}
	strbuf_addf(&link, "%s/" GCC_RECORD, folder->text);
	strbuf_addf(&target, "/proc/self/fd/%d", record);
	rc = symlink(target.text, link.text);
	strbuf_release(&link);
	strbuf_release(&target);
	return rc;
}

static void remove_link(const struct strbuf *folder)
{
	struct strbuf link = STRBUF_INIT;

	if (!folder->len)
		return;
	strbuf_addf(&link, "%s/" GCC_RECORD, folder->text);
	unlink(link.text);
	rmdir(folder->text);
	strbuf_release(&link);
}

/* Even a unit without code has a head and a tail. A compiler that only printed or only checked has made nothing. */
static void take_outputs(struct compile *c, const char *compiler, int assembly, int record)
{
	c->assembly = map(assembly, &c->assembly_len);
	if (!c->assembly_len) {
		c->outcome = COMPILE_ERRORS;
		strbuf_addf(&c->reason, "%s made no assembly", compiler);
	}
	if (record >= 0)
		c->record = map(record, &c->record_len);
}

static void run_with_outputs(struct compile *c, const struct compile_command *command, const struct compiler *compiler,
			     const char *root, int assembly, int record, int rule)
{
	struct arena memory = { 0 };
	const char *inputs = rule >= 0 ? arena_printf(&memory, "/proc/self/fd/%d", rule) : NULL;
	struct argv argv = { 0 };
	struct strbuf folder = STRBUF_INIT;

	if (compiler->is_gcc && record >= 0 && make_link(&folder, record) < 0) {
		c->outcome = COMPILE_NOT_STARTED;
		strbuf_addf(&c->reason, "no folder for the compiler's output below %s: %s", folder.len ? folder.text : "TMPDIR",
			    strerror(errno));
		goto out;
	}
	if (compiler->is_gcc)
		compile_flags_gcc(command, compiler->path, record >= 0 ? folder.text : NULL, inputs, &memory, &argv);
	else
		compile_flags(command, compiler->path, record >= 0 ? arena_printf(&memory, "/proc/self/fd/%d", record) : NULL, inputs,
			      compiler->profdata, &memory, &argv);
	run(c, &argv, command->directory, assembly, root);
	if (c->outcome == COMPILE_OK)
		take_outputs(c, compiler->path, assembly, record);
out:
	remove_link(&folder);
	strbuf_release(&folder);
	VEC_RELEASE(&argv.args);
	arena_release(&memory);
}

void compile_run(struct compile *c, const struct compile_command *command, const struct compiler *compiler, const char *root,
		 bool with_remarks)
{
	int assembly = memfd_create("assembly", MFD_CLOEXEC), record = with_remarks ? memfd_create("remarks", 0) : -1;
	/* What it reads is asked for only when somebody wants to know. */
	int rule = journal_now() ? memfd_create("rule", 0) : -1;
	int64_t began_ns = journal_clock_ns();

	*c = (struct compile){ .outcome = COMPILE_OK, .reason = STRBUF_INIT, .profile_note = STRBUF_INIT };
	if (assembly < 0 || (with_remarks && record < 0)) {
		c->outcome = COMPILE_NOT_STARTED;
		strbuf_addf(&c->reason, "no memory file for the compiler's output: %s", strerror(errno));
	} else {
		run_with_outputs(c, command, compiler, root, assembly, record, rule);
		if (rule >= 0 && c->outcome == COMPILE_OK)
			note_inputs(command, rule, began_ns);
		else
			journal_spoil("nobody knows what the compiler read");
	}
	if (assembly >= 0)
		close(assembly);
	if (record >= 0)
		close(record);
	if (rule >= 0)
		close(rule);
}

void compile_release(struct compile *c)
{
	unmap(c->record, c->record_len);
	unmap(c->assembly, c->assembly_len);
	strbuf_release(&c->reason);
	strbuf_release(&c->profile_note);
}
