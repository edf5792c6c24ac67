/*
 * --fix: the advice of the findings that are shown, taken. This is the only part of the program that writes into the sources,
 * and it writes a file only if it lies in the project's folder and holds, byte for byte, what every unit has read: another
 * text was not judged. Files are replaced as a whole by a rename.
 */
#include "analyzer/session.h"

#include "analyzer/base/file.h"
#include "analyzer/base/hash.h"
#include "analyzer/base/path.h"
#include "analyzer/fix_pick.h"
#include "analyzer/fix_text.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct fixing {
	struct session *session;
	struct out *diff;        /* NULL: none wanted */
	struct strbuf export;    /* replacements so far, for --fix-export */
	struct fix_choices choices;
	struct strbuf why_not;   /* of the file at hand */
	size_t n_fixed, n_files, n_refused;
};

/* True if all units have read the file with just these bytes. */
static bool is_as_read(const struct program *p, const char *path, const struct strbuf *bytes)
{
	uint32_t file = program_find_path(p, path);
	const struct program_file *f;

	if (file == PROGRAM_NONE)
		return false;
	f = &p->files[file];
	for (uint32_t v = 0; v < f->n_variants; v++) {
		const struct file_facts *facts = &p->variants[p->variants_by_file[f->first_variant + v]].facts;

		if (facts->contents.n != 1 || facts->contents.items[0].hash != hash_bytes(bytes->text, bytes->len))
			return false;
	}
	return true;
}

/* The file's true place in `real`, if that lies in the project's folder. */
static bool find_place(struct fixing *x, const char *path, struct strbuf *real)
{
	struct strbuf full = STRBUF_INIT, root = STRBUF_INIT;
	bool is_inside;

	path_join(x->session->root, path, &full);
	path_real(full.text, real);
	path_real(x->session->root, &root);
	is_inside = !path_is_absolute(path) && path_is_below(real->text, root.text);
	strbuf_release(&full);
	strbuf_release(&root);
	return is_inside;
}

/* The file's permissions are kept; its owner as far as we may give files away. */
static int replace_file(const char *path, const struct strbuf *bytes, struct error *e)
{
	struct stat st;
	struct out o;

	if (stat(path, &st) < 0)
		return error_set(e, "%s is gone", path);
	if (access(path, W_OK) < 0)
		return error_set(e, "%s is write-protected", path);
	if (out_open(&o, path, e) < 0)
		return -1;
	(void)!fchown(o.fd, st.st_uid, st.st_gid);
	if (fchmod(o.fd, st.st_mode & 07777) < 0) {
		out_abandon(&o);
		return error_set(e, "the permissions of %s cannot be kept", path);
	}
	out_write(&o, bytes->text, bytes->len);
	return out_close(&o, e);
}

static void add_quoted(struct strbuf *out, const char *text)
{
	strbuf_addc(out, '"');
	for (; *text; text++) {
		if (*text == '\n')
			strbuf_adds(out, "\\n");
		else if (*text == '"' || *text == '\\')
			strbuf_addf(out, "\\%c", *text);
		else if ((unsigned char)*text < ' ')
			strbuf_addf(out, "\\x%02x", (unsigned)(unsigned char)*text);
		else
			strbuf_addc(out, *text);
	}
	strbuf_addc(out, '"');
}

/* In the form that clang-apply-replacements reads. */
static void export_fixes(struct fixing *x, const struct fix_text *t, const char *path)
{
	struct fix_replacement r;

	for (uint32_t line = 0; fix_text_replacement(t, &line, &r);) {
		strbuf_adds(&x->export, "  - FilePath:        ");
		add_quoted(&x->export, path);
		strbuf_addf(&x->export, "\n    Offset:          %zu\n    Length:          %zu\n    ReplacementText: ", r.offset, r.len);
		add_quoted(&x->export, r.text);
		strbuf_addc(&x->export, '\n');
	}
}

static int put_text(struct fixing *x, const struct fix_text *t, const char *path, const char *real, struct error *e)
{
	const struct options *o = x->session->options;
	struct strbuf text = STRBUF_INIT;
	int rc = 0;

	if (x->diff) {
		fix_text_diff(t, path, &text);
		out_write(x->diff, text.text, text.len);
	} else if (o->fix) {
		fix_text_apply(t, &text);
		rc = replace_file(real, &text, e);
	}
	if (rc == 0 && o->fix_export)
		export_fixes(x, t, real);
	strbuf_release(&text);
	return rc;
}

/* Reads the file if it can be fixed; else says why not. */
static bool read_fixable(struct fixing *x, const char *path, struct strbuf *real, struct strbuf *bytes)
{
	struct error unread = ERROR_INIT;

	strbuf_clear(&x->why_not);
	if (!find_place(x, path, real))
		strbuf_addf(&x->why_not, "%s: not fixed, since it lies outside of the project's folder", path);
	else if (file_read(real->text, bytes, &unread) < 0)
		strbuf_addf(&x->why_not, "%s: not fixed: %s", path, unread.text.text);
	else if (!is_as_read(x->session->program, path, bytes))
		strbuf_addf(&x->why_not, "%s: not fixed, since it has changed since it was read; run again", path);
	error_release(&unread);
	return !x->why_not.len;
}

static void change(struct fix_text *t, const struct finding *f)
{
	struct strbuf headers = STRBUF_INIT;
	bool done;

	fix_headers(f, &headers);
	done = headers.len ? fix_text_include(t, f->loc.line, arena_strdup(&t->memory, headers.text)) : fix_text_remove(t, f->loc.line, NULL);
	if (!done)
		BUG("%s:%u: no directive to fix", f->loc.path, (unsigned)f->loc.line);
	strbuf_release(&headers);
}

/* All choices of one file, `n` from `c` on. Below 0 only when the file cannot be written. */
static int fix_file(struct fixing *x, const struct fix_choice *c, size_t n, struct error *e)
{
	struct session *s = x->session;
	struct strbuf real = STRBUF_INIT, bytes = STRBUF_INIT;
	const char *path = c->finding->loc.path;
	struct fix_text t;
	size_t n_taken = 0;
	int rc = 0;

	for (size_t i = 0; i < n; i++)
		n_taken += !c[i].is_left;
	if (n_taken && read_fixable(x, path, &real, &bytes)) {
		fix_text_init(&t, bytes.text, bytes.len);
		for (size_t i = 0; i < n; i++) {
			if (c[i].is_left)
				continue;
			change(&t, c[i].finding);
			s->n_fixed += c[i].finding->severity >= s->options->fail_level;
		}
		fix_text_settle(&t);
		rc = put_text(x, &t, path, real.text, e);
		fix_text_release(&t);
		x->n_fixed += n_taken;
		x->n_files++;
	} else if (n_taken) {
		session_say(x->why_not.text); /* it changed just now */
		x->n_refused += n_taken;
	}
	strbuf_release(&real);
	strbuf_release(&bytes);
	return rc;
}

/* Leaves what stands in files that may not be written. */
static void leave_unfixable(struct fixing *x)
{
	struct strbuf real = STRBUF_INIT, bytes = STRBUF_INIT;
	const char *last = NULL;
	bool is_fixable = true;

	for (size_t i = 0; i < x->choices.list.n; i++) {
		struct fix_choice *c = &x->choices.list.items[i];

		if (c->is_left)
			continue;
		if (!last || strcmp(last, c->finding->loc.path)) {
			last = c->finding->loc.path;
			strbuf_clear(&bytes);
			is_fixable = read_fixable(x, last, &real, &bytes);
			if (!is_fixable)
				session_say(x->why_not.text);
		}
		c->is_left = !is_fixable;
	}
	strbuf_release(&real);
	strbuf_release(&bytes);
}

static void say_what_is_left(struct fixing *x)
{
	struct strbuf line = STRBUF_INIT;

	for (size_t i = 0; i < x->choices.list.n; i++) {
		const struct fix_choice *c = &x->choices.list.items[i];

		if (!c->is_left)
			continue;
		x->n_refused++;
		if (!c->why || x->session->options->quiet)
			continue;
		strbuf_clear(&line);
		strbuf_addf(&line, "%s:%u: not fixed: %s", c->finding->loc.path, (unsigned)c->finding->loc.line, c->why);
		if (c->with)
			strbuf_addf(&line, " (%s:%u)", program_text(x->session->program, c->with->path), (unsigned)c->with_line);
		session_say(line.text);
	}
	strbuf_release(&line);
}

static int fix_findings(struct fixing *x, struct error *e)
{
	struct session *s = x->session;
	struct fix_choices *c = &x->choices;
	int rc = 0;

	fix_pick(c, s->emitter.findings.items, s->counts.shown, s->options->fix_all);
	leave_unfixable(x);
	fix_settle_choices(c, s->program);
	say_what_is_left(x);
	for (size_t i = 0, n; i < c->list.n && rc == 0; i += n) {
		for (n = 1; i + n < c->list.n && !strcmp(c->list.items[i + n].finding->loc.path, c->list.items[i].finding->loc.path); n++)
			continue;
		rc = fix_file(x, &c->list.items[i], n, e);
	}
	VEC_RELEASE(&c->list);
	return rc;
}

static int write_export(const struct fixing *x, struct error *e)
{
	struct out o;

	if (out_open(&o, x->session->options->fix_export, e) < 0)
		return -1;
	out_puts(&o, "---\nMainSourceFile:  ''\n");
	out_puts(&o, x->export.len ? "Replacements:\n" : "Replacements:    []\n");
	out_write(&o, x->export.text, x->export.len);
	out_puts(&o, "...\n");
	return out_close(&o, e);
}

static void say_what_was_done(const struct fixing *x)
{
	const struct options *o = x->session->options;
	struct strbuf line = STRBUF_INIT;

	if (o->quiet)
		return;
	strbuf_addf(&line, "%zu finding%s in %zu file%s %s", x->n_fixed, x->n_fixed == 1 ? "" : "s", x->n_files,
		    x->n_files == 1 ? "" : "s", x->diff || !o->fix ? "can be fixed" : "fixed");
	if (x->n_refused)
		strbuf_addf(&line, ", %zu left as they are", x->n_refused);
	session_say(line.text);
	strbuf_release(&line);
}

int session_fix(struct session *s, struct error *e)
{
	struct fixing x = { .session = s, .export = STRBUF_INIT, .why_not = STRBUF_INIT };
	struct out diff;
	int rc;

	if (!s->options->fix && !s->options->fix_export)
		return 0;
	if (s->options->fix == FIX_DIFF) {
		out_to_fd(&diff, STDOUT_FILENO, "standard output");
		x.diff = &diff;
	}
	rc = fix_findings(&x, e);
	if (x.diff && rc == 0)
		rc = out_close(x.diff, e);
	else if (x.diff)
		out_abandon(x.diff);
	if (rc == 0 && s->options->fix_export)
		rc = write_export(&x, e);
	if (rc == 0)
		say_what_was_done(&x);
	if (s->options->fix != FIX_WRITE)
		s->n_fixed = 0; /* still to be done, so still a failure */
	strbuf_release(&x.export);
	strbuf_release(&x.why_not);
	return rc;
}
