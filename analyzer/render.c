#include "analyzer/render.h"

#include "analyzer/base/file.h"
#include "analyzer/base/path.h"
#include "analyzer/exhibit_fill.h"
#include "reports/writers.h"
#include "rules/gate/remark_file.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool render_wants(const struct options *o, const char *format)
{
	bool wanted = (o->format && !strcmp(o->format, format)) || (o->html_dir && !strcmp(format, "html"));

	for (size_t i = 0; i < o->reports.n; i++)
		wanted |= !strcmp(o->reports.items[i].format, format);
	return wanted;
}

const char *render_format(const struct options *o)
{
	for (size_t i = 0; !o->format && i < o->reports.n; i++)
		if (!strcmp(o->reports.items[i].path, "-"))
			return "none";
	return o->format ? o->format : "text";
}

bool render_color(const struct options *o)
{
	const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");

	if (strcmp(o->color, "auto"))
		return !strcmp(o->color, "always");
	return isatty(STDOUT_FILENO) && !(no_color && *no_color) && !(term && !strcmp(term, "dumb"));
}

static int write_one(const struct report *r, const struct report_format *format, const char *path, struct error *e)
{
	struct out o;

	if (out_open(&o, path, e) < 0)
		return -1;
	if (format->write(r, &o, e) < 0) {
		out_abandon(&o);
		return -1;
	}
	return out_close(&o, e);
}

int render(struct report *r, const struct options *o, const char *format, struct error *e)
{
	const struct report_format *on_stdout = format ? report_format_find(format) : NULL;

	r->color = render_color(o);
	if (on_stdout && write_one(r, on_stdout, "-", e) < 0)
		return -1;
	r->color = false;
	for (size_t i = 0; i < o->reports.n; i++) {
		const struct report_request *request = &o->reports.items[i];

		if (write_one(r, report_format_find(request->format), request->path, e) < 0)
			return -1;
	}
	return o->html_dir ? html_write_folder(r, o->html_dir, e) : 0;
}

int render_read(const struct finding *findings, size_t n, int level, const struct options *o, const char *format, struct error *e)
{
	struct arena memory = { 0 };
	struct strbuf root = STRBUF_INIT;
	char *here = getcwd(NULL, 0);
	struct exhibit x = { .tool_version = WHYNOT_VERSION, .clang_version = "" };
	struct source_paths paths = { { NULL, 0, 0 } };
	struct report r = { .findings = findings, .n_findings = n, .level = level, .prefix = "", .exhibit = &x };
	int rc;

	if (!here) {
		arena_release(&memory);
		return error_set(e, "the present folder is gone; change to one that exists");
	}
	path_join(here, o->root ? o->root : ".", &root);
	r.root = root.text;
	for (size_t i = 0; i < n; i++)
		source_paths_add(&paths, &findings[i], true);
	exhibit_fill_sources(&x, &paths, root.text, &memory);
	exhibit_fill_texts(&x, findings, n, &memory);
	rc = render(&r, o, format, e);
	free(here);
	strbuf_release(&root);
	arena_release(&memory);
	return rc;
}

/* ---- whynot report ------------------------------------------------------------------------------------------------------- */

/* Moves what is asked for to the front; its number. */
static size_t pick(struct finding *findings, size_t n, const struct options *o, int level)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		const struct finding *f = &findings[i];

		if (options_only(o, f->rule) && (f->level <= level || (f->level <= 1 && f->severity >= SEVERITY_WARNING)))
			findings[kept++] = *f;
	}
	return kept;
}

/* Without -m everything that the report holds is shown, and called so. */
static int level_of(const struct options *o, const struct finding *findings, size_t n)
{
	int level = o->level;

	for (size_t i = 0; !o->level && i < n; i++)
		if (findings[i].level > level)
			level = findings[i].level;
	return level > 3 ? 3 : level;
}

int run_report(const struct options *o, struct error *e)
{
	/* Who asks for another form wants that one. */
	const char *format = o->format || (!o->reports.n && !o->html_dir) ? render_format(o) : "none";
	struct remark_file file;
	struct strbuf text = STRBUF_INIT;
	int rc, level;

	if (o->files.n != 1)
		return error_set(e, "report takes one YAML report, of --yaml or of a compiler");
	if (!report_format_find(format) && strcmp(format, "none"))
		return error_set(e, "--format: there is no format '%s'; see whynot --help", format);
	remark_file_init(&file, o->files.items[0]);
	rc = file_read(o->files.items[0], &text, e);
	if (rc == 0)
		rc = remark_file_read(&file, text.text, text.len, e);
	strbuf_release(&text);
	if (rc == 0) {
		level = level_of(o, file.findings.items, file.findings.n);
		rc = render_read(file.findings.items, pick(file.findings.items, file.findings.n, o, level), level, o, format, e);
	}
	remark_file_release(&file);
	return rc;
}
