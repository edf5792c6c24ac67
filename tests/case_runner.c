/*
 * case_runner WHYNOT CLANG CASE: runs whynot on an annotated case (annot.h) and compares what it reports with the marks,
 * both ways. Prints one line for each difference. Exit 0: as marked. 1: not. 2: the case itself is wrong.
 *
 * Without flags of the case's own whynot says everything (-m=3), runs no compiler (--remarks=off), and judges by the rule
 * that the case stands in the folder of; a case's flags come behind these and win.
 */
#include "tests/annot.h"
#include "tests/reported.h"

#include "analyzer/base/file.h"
#include "analyzer/base/panic.h"
#include "analyzer/base/find_program.h"
#include "analyzer/base/process.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Runs the program; what it writes to standard output goes to `output`. Its exit status, or below 0. */
static int run(struct annot_words *argv, const char *directory, struct strbuf *output, struct strbuf *errors, struct error *e)
{
	struct process_run p = { .directory = directory, .errors = errors };
	struct strbuf program = STRBUF_INIT;
	int fd = memfd_create("output", MFD_CLOEXEC), status;

	if (fd < 0)
		return error_set(e, "memfd_create failed");
	VEC_PUSH(&argv->list, NULL);
	p.stdout_fd = fd;
	status = strchr(argv->list.items[0], '/') ? 0 : find_program(argv->list.items[0], "/", &program, e);
	if (program.len)
		argv->list.items[0] = program.text;
	p.argv = argv->list.items;
	if (status == 0)
		status = process_run(&p, e);
	if (status >= 0 && (lseek(fd, 0, SEEK_SET) < 0 || file_read_fd(fd, p.argv[0], output, e) < 0))
		status = -1;
	close(fd);
	strbuf_release(&program);
	return status;
}

/* ---- does it compile? ------------------------------------------------------------------------------------------------ */

static bool is_c(const char *unit)
{
	return unit[strlen(unit) - 1] == 'c' && unit[strlen(unit) - 2] == '.';
}

static int compiles_with(const struct annot_case *c, const char *compiler, const char *unit, struct error *e)
{
	struct annot_words argv = { { 0 } };
	struct strbuf output = STRBUF_INIT, errors = STRBUF_INIT;
	int status;

	VEC_PUSH(&argv.list, compiler);
	VEC_PUSH(&argv.list, "-fsyntax-only");
	VEC_PUSH(&argv.list, "-w");
	VEC_PUSH(&argv.list, "-I.");
	for (size_t i = 0; i < c->args.list.n; i++)
		VEC_PUSH(&argv.list, c->args.list.items[i]);
	VEC_PUSH(&argv.list, unit);
	status = run(&argv, c->folder, &output, &errors, e);
	if (status > 0)
		status = error_set(e, "%s does not compile with %s:\n%s", unit, compiler, errors.text);
	VEC_RELEASE(&argv.list);
	strbuf_release(&output);
	strbuf_release(&errors);
	return status;
}

/* C++ is left to clang: the tool's set-up brings no C++ compiler of gcc's. */
static int compiles(const struct annot_case *c, const char *clang, struct error *e)
{
	for (size_t i = 0; i < c->units.list.n && !c->nocompile; i++) {
		const char *unit = c->units.list.items[i];

		if (compiles_with(c, clang, unit, e) < 0 || (is_c(unit) && compiles_with(c, "gcc", unit, e) < 0))
			return -1;
	}
	return 0;
}

/* ---- what does whynot say? ------------------------------------------------------------------------------------------- */

static void whynot_words(const struct annot_case *c, const char *whynot, struct strbuf *only, struct annot_words *argv)
{
	static const char *const own[] = { "check", "--format=yaml", "--quiet", "--root", ".", "-m=3", "--remarks=off" };
	bool names_rules = false;

	VEC_PUSH(&argv->list, whynot);
	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		VEC_PUSH(&argv->list, own[i]);
	for (size_t i = 0; i < c->flags.list.n; i++) {
		VEC_PUSH(&argv->list, c->flags.list.items[i]);
		names_rules |= !strncmp(c->flags.list.items[i], "--only", 6);
	}
	strbuf_addf(only, "--only=%s", c->rule);
	if (!names_rules)
		VEC_PUSH(&argv->list, only->text);
	if (c->has_database) {
		VEC_PUSH(&argv->list, "-p");
		VEC_PUSH(&argv->list, ".");
		return;
	}
	for (size_t i = 0; i < c->units.list.n; i++)
		VEC_PUSH(&argv->list, c->units.list.items[i]);
	VEC_PUSH(&argv->list, "--");
	VEC_PUSH(&argv->list, "-I.");
	for (size_t i = 0; i < c->args.list.n; i++)
		VEC_PUSH(&argv->list, c->args.list.items[i]);
}

/* 1 if a warning or an error is about the code; else 3 if one is about the analysis itself, else 0 (DESIGN.md, section 4). */
static int expected_status(const struct annot_case *c, const struct reported *r)
{
	int status = 0;

	for (size_t i = 0; i < r->findings.n && c->exit_status < 0; i++) {
		const struct reported_finding *f = &r->findings.items[i];

		if (!strcmp(f->severity, "note"))
			continue;
		if (strcmp(f->rule, "whynot") != 0)
			return 1;
		status = 3;
	}
	return c->exit_status < 0 ? status : c->exit_status;
}

static int ask_whynot(const struct annot_case *c, const char *whynot, struct reported *r, struct error *e)
{
	struct annot_words argv = { { 0 } };
	struct strbuf only = STRBUF_INIT, output = STRBUF_INIT, errors = STRBUF_INIT;
	int status, rc;

	whynot_words(c, whynot, &only, &argv);
	rc = status = run(&argv, c->folder, &output, &errors, e);
	if (rc >= 0)
		rc = reported_read(r, output.text, output.len, e);
	if (rc >= 0 && status != expected_status(c, r))
		rc = error_set(e, "exit status %d where %d was expected; standard error:\n%s", status, expected_status(c, r),
			       errors.text);
	VEC_RELEASE(&argv.list);
	strbuf_release(&only);
	strbuf_release(&output);
	strbuf_release(&errors);
	return rc < 0 ? -1 : 0;
}

/* ---- is it what the marks say? --------------------------------------------------------------------------------------- */

static bool is_meant(const struct annot_mark *m, const struct reported_finding *f)
{
	return m->line == f->line && !strcmp(m->file, f->file) && !strcmp(m->kind, f->kind) && !strcmp(m->rule, f->rule) &&
	       !strcmp(m->name, f->name) && strstr(f->message, m->message);
}

/* Marks that say more come first, so that a vague one does not take what only an exact one's finding is. */
static int by_message_falling(const void *va, const void *vb)
{
	const struct annot_mark *a = va, *b = vb;
	size_t x = strlen(a->message), y = strlen(b->message);

	return (x < y) - (x > y);
}

/* The number of differences. */
static size_t compare(struct annot_case *c, const struct reported *r)
{
	bool *met = ARENA_ARRAY(&c->memory, bool, r->findings.n);
	size_t n_differences = 0;

	if (c->marks.n)
		qsort(c->marks.items, c->marks.n, sizeof *c->marks.items, by_message_falling);
	for (size_t i = 0; i < c->marks.n; i++) {
		const struct annot_mark *m = &c->marks.items[i];
		size_t k = 0;

		while (k < r->findings.n && (met[k] || !is_meant(m, &r->findings.items[k])))
			k++;
		if (k < r->findings.n) {
			met[k] = true;
			continue;
		}
		n_differences++;
		printf("%s:%u: missing: %s %s %s \"%s\"\n", m->file, m->line, m->kind, m->rule, m->name, m->message);
	}
	for (size_t k = 0; k < r->findings.n; k++) {
		const struct reported_finding *f = &r->findings.items[k];

		if (met[k])
			continue;
		n_differences++;
		printf("%s:%u:%u: unexpected: %s %s %s \"%s\"\n", f->file, f->line, f->col, f->kind, f->rule, f->name, f->message);
	}
	return n_differences;
}

/* 0 as marked, 1 not, below 0 the case is wrong. */
static int judge(struct annot_case *c, char *const *argv, struct error *e)
{
	struct reported r = { 0 };
	bool failed;

	if (annot_load(c, argv[3], e) < 0 || compiles(c, argv[2], e) < 0)
		return -1;
	failed = ask_whynot(c, argv[1], &r, e) < 0;
	if (failed)
		printf("%s\n", e->text.text);
	else
		failed = compare(c, &r) > 0;
	reported_release(&r);
	if (!c->xfail)
		return failed;
	printf(failed ? "fails as expected: %s\n" : "passes, but is said to fail: %s\n", c->xfail);
	return !failed;
}

int main(int argc, char **argv)
{
	struct annot_case c = { .exit_status = -1 };
	struct error e = ERROR_INIT;
	int rc;

	if (argc != 4) {
		fprintf(stderr, "usage: case_runner WHYNOT CLANG CASE\n");
		return 2;
	}
	rc = judge(&c, argv, &e);
	if (rc < 0)
		fprintf(stderr, "%s\n", e.text.text);
	annot_release(&c);
	error_release(&e);
	return rc < 0 ? 2 : rc;
}
