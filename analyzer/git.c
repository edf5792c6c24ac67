/*
 * What a repository's own configuration could make git start, and what keeps it from that:
 *	core.fsmonitor, log.showSignature (gpg)   overridden; hooks: core.hooksPath leads nowhere
 *	hooks of a written index                  GIT_OPTIONAL_LOCKS=0: none is written
 *	diff.external, diff.*.command, textconv   --no-ext-diff, --no-textconv
 *	filter.*.clean and .process               those that the repository defines are emptied; the user's own are trusted
 *	submodules with settings of their own     --ignore-submodules
 *	transports of a partial clone             GIT_ALLOW_PROTOCOL knows none, GIT_NO_LAZY_FETCH
 *	pagers, aliases                           no terminal; aliases cannot replace git's own commands
 */
#include "analyzer/git.h"

#include "analyzer/base/file.h"
#include "analyzer/base/find_program.h"
#include "analyzer/base/process.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { MOST_WORDS = 24 };

/* The environment that git is given: ours, and settings that come after all others. */
struct git_environment {
	struct arena memory;
	VEC(const char *) list;
	unsigned n_settings;
};

static void add_setting(struct git_environment *env, const char *key, const char *value)
{
	VEC_PUSH(&env->list, arena_printf(&env->memory, "GIT_CONFIG_KEY_%u=%s", env->n_settings, key));
	VEC_PUSH(&env->list, arena_printf(&env->memory, "GIT_CONFIG_VALUE_%u=%s", env->n_settings, value));
	env->n_settings++;
}

/* Ours without what is set here; what the user sets by the environment stays. */
static void begin_environment(struct git_environment *env)
{
	static const char *const ours[] = { "GIT_CONFIG_COUNT=", "GIT_OPTIONAL_LOCKS=", "GIT_ALLOW_PROTOCOL=", "GIT_NO_LAZY_FETCH=" };
	const char *count = getenv("GIT_CONFIG_COUNT");

	for (char **at = environ; *at; at++) {
		bool is_ours = false;

		for (size_t i = 0; i < sizeof ours / sizeof *ours && !is_ours; i++)
			is_ours = !strncmp(*at, ours[i], strlen(ours[i]));
		if (!is_ours)
			VEC_PUSH(&env->list, *at);
	}
	VEC_PUSH(&env->list, "GIT_OPTIONAL_LOCKS=0");
	VEC_PUSH(&env->list, "GIT_ALLOW_PROTOCOL=none");
	VEC_PUSH(&env->list, "GIT_NO_LAZY_FETCH=1");
	env->n_settings = count ? (unsigned)strtoul(count, NULL, 10) : 0;
	add_setting(env, "core.fsmonitor", "false");
	add_setting(env, "core.hooksPath", "/dev/null");
	add_setting(env, "core.quotePath", "false");
	add_setting(env, "log.showSignature", "false");
}

static void end_environment(struct git_environment *env)
{
	VEC_PUSH(&env->list, arena_printf(&env->memory, "GIT_CONFIG_COUNT=%u", env->n_settings));
	VEC_PUSH(&env->list, NULL);
}

static void release_environment(struct git_environment *env)
{
	VEC_RELEASE(&env->list);
	arena_release(&env->memory);
}

static int run_with(const struct git_environment *env, const char *folder, const char *const *words, struct strbuf *out, struct error *e)
{
	struct strbuf git = STRBUF_INIT, errors = STRBUF_INIT;
	const char *argv[MOST_WORDS] = { NULL, "-C", folder, "--no-pager", NULL };
	int fd = memfd_create("git", MFD_CLOEXEC), rc;
	size_t n = 4;

	for (; *words; words++) {
		if (n == MOST_WORDS - 1)
			BUG("too many words for git");
		argv[n++] = *words;
	}
	argv[n] = NULL;
	if (fd < 0)
		return error_set(e, "no memory file for git's output");
	/* Relative elements of PATH could be folders of the project. */
	rc = find_program("git", "/", &git, e);
	argv[0] = git.text;
	if (rc == 0)
		rc = process_run(&(struct process_run){ .argv = argv, .environment = env->list.items, .stdout_fd = fd, .errors = &errors }, e);
	if (rc > 0) {
		while (errors.len && errors.text[errors.len - 1] == '\n')
			errors.text[--errors.len] = '\0';
		rc = error_set(e, "git: %s", errors.len ? errors.text : "failed");
	}
	if (rc == 0 && lseek(fd, 0, SEEK_SET) == 0)
		rc = file_read_fd(fd, "git's output", out, e);
	close(fd);
	strbuf_release(&errors);
	strbuf_release(&git);
	return rc;
}

/* "filter.<name>." of a key that names a program, or NULL. */
static const char *filter_of(const char *key, struct arena *memory)
{
	const char *last = strrchr(key, '.');

	if (strncmp(key, "filter.", 7) || !last || (strcmp(last, ".clean") && strcmp(last, ".process")))
		return NULL;
	return arena_strndup(memory, key, (size_t)(last + 1 - key));
}

/* Scope NUL key NUL, again and again: empties the filters of scopes that are the repository's. */
static void empty_filters(struct git_environment *env, const struct strbuf *list)
{
	const char *at = list->text, *end = list->text + list->len;

	while (at < end) {
		const char *scope = at, *key = scope + strlen(scope) + 1, *filter;

		if (key >= end)
			return;
		at = key + strlen(key) + 1;
		filter = strcmp(scope, "local") && strcmp(scope, "worktree") ? NULL : filter_of(key, &env->memory);
		if (!filter)
			continue;
		add_setting(env, arena_printf(&env->memory, "%sclean", filter), "");
		add_setting(env, arena_printf(&env->memory, "%sprocess", filter), "");
		add_setting(env, arena_printf(&env->memory, "%srequired", filter), "false");
	}
}

int git_run(const char *folder, const char *const *words, struct strbuf *out, struct error *e)
{
	static const char *const list[] = { "config", "--list", "--show-scope", "--name-only", "-z", NULL };
	struct git_environment asking = { .n_settings = 0 }, env = { .n_settings = 0 };
	struct strbuf settings = STRBUF_INIT;
	int rc;

	begin_environment(&asking);
	end_environment(&asking);
	begin_environment(&env);
	rc = run_with(&asking, folder, list, &settings, e);
	if (rc == 0) {
		empty_filters(&env, &settings);
		end_environment(&env);
		rc = run_with(&env, folder, words, out, e);
	}
	release_environment(&asking);
	release_environment(&env);
	strbuf_release(&settings);
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
		const char *diff[] = { "diff", "--no-ext-diff", "--no-textconv", "--ignore-submodules", "-M", "--name-status", "-z", "--diff-filter=R",
				       commit.text, "--", NULL };
		if (git_run(folder, diff, &text, &e) == 0)
			take_renames(&text, memory, renames);
	}
	strbuf_release(&commit);
	strbuf_release(&text);
	error_release(&e);
}
