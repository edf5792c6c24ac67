#include "analyzer/git.h"

#include "analyzer/base/file.h"
#include "analyzer/base/find_program.h"
#include "analyzer/base/process.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { MOST_WORDS = 24 };

int git_run(const char *folder, const char *const *words, struct strbuf *out, struct error *e)
{
	const char *argv[MOST_WORDS] = { NULL, "-C", folder, "-c", "core.fsmonitor=false", "-c", "core.quotePath=false", NULL };
	struct strbuf errors = STRBUF_INIT, git = STRBUF_INIT;
	int fd, rc;
	size_t n = 7;

	/* A relative element of PATH must not let the repository choose the program. */
	if (find_program("git", "/", &git, e) < 0) {
		strbuf_release(&git);
		return -1;
	}
	argv[0] = git.text;

	for (; *words; words++) {
		if (n == MOST_WORDS - 1)
			BUG("too many words for git");
		argv[n++] = *words;
	}
	argv[n] = NULL;
	fd = memfd_create("git", MFD_CLOEXEC);
	rc = fd < 0 ? error_set(e, "no memory file for git's output") : process_run(&(struct process_run){ argv, NULL, fd, &errors }, e);
	if (rc > 0) {
		while (errors.len && errors.text[errors.len - 1] == '\n')
			errors.text[--errors.len] = '\0';
		rc = error_set(e, "git: %s", errors.len ? errors.text : "failed");
	}
	if (rc == 0 && lseek(fd, 0, SEEK_SET) == 0)
		rc = file_read_fd(fd, "git's output", out, e);
	if (fd >= 0)
		close(fd);
	strbuf_release(&git);
	strbuf_release(&errors);
	return rc;
}

/* R100 NUL old NUL new NUL, again and again. */
static void take_renames(const struct strbuf *text, struct arena *memory, struct git_renames *renames)
{
	const char *at = text->text, *end = text->text + text->len;

	while (at < end) {
		const char *old = at + strlen(at) + 1, *new;

		if (old >= end)
			break;
		new = old + strlen(old) + 1;
		if (new >= end)
			break;
		VEC_PUSH(&renames->list, ((struct baseline_rename){ arena_strdup(memory, old), arena_strdup(memory, new) }));
		at = new + strlen(new) + 1;
	}
}

void git_renames_since_change_of(const char *folder, const char *file, struct arena *memory, struct git_renames *renames)
{
	const char *log[] = { "log", "-1", "--format=%H", "--", file, NULL };
	struct strbuf commit = STRBUF_INIT, text = STRBUF_INIT;
	struct error e = ERROR_INIT;

	if (git_run(folder, log, &commit, &e) == 0 && commit.len > 1) {
		commit.text[strcspn(commit.text, "\n")] = '\0';
		const char *diff[] = { "diff", "--no-ext-diff", "--no-textconv", "-M", "--name-status", "-z", "--diff-filter=R",
				       commit.text, "--", NULL };
		if (git_run(folder, diff, &text, &e) == 0)
			take_renames(&text, memory, renames);
	}
	strbuf_release(&commit);
	strbuf_release(&text);
	error_release(&e);
}
