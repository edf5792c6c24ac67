/*
 * The report as a folder: index.html with what is of level 1 or of no source, and a page for each source with all that is found there and all its
 * lines. They share style and scripts, which is why their Content-Security-Policy allows files beside them.
 */
#include "reports/html_private.h"
#include "reports/writers.h"

#include "analyzer/base/arena.h"
#include "analyzer/base/file.h"
#include "analyzer/base/path.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LONGEST_NAME = 80 };

struct set {
	const struct report *report;
	const char *folder;
	struct arena memory;
	const struct finding *findings; /* the report's, sorted: it may have them by heat */
	struct report_page *pages;
	size_t n_pages;
	bool *is_said;             /* by text of the exhibit: it is on the page at hand */
};

/* A name that any file system takes; the number makes it unlike all others. */
static const char *page_name(struct set *s, const char *path, size_t number)
{
	struct strbuf name = STRBUF_INIT;
	const char *kept;

	strbuf_addf(&name, "%04zu-", number);
	for (const char *c = path_base(path); *c && name.len < LONGEST_NAME; c++)
		strbuf_addc(&name, isalnum((unsigned char)*c) || strchr("._-", *c) ? *c : '_');
	strbuf_adds(&name, ".html");
	kept = arena_strdup(&s->memory, name.text);
	strbuf_release(&name);
	return kept;
}

/* The project's own; what is said of others is in the index. */
static bool is_own(const struct exhibit_source *source)
{
	return source && source->bytes && !path_is_absolute(source->path);
}

/* A page for each source that could be read. */
static void name_pages(struct set *s)
{
	const struct exhibit *x = s->report->exhibit;

	s->pages = ARENA_ARRAY(&s->memory, struct report_page, x->n_sources);
	for (size_t i = 0; i < x->n_sources; i++) {
		if (!is_own(&x->sources[i]))
			continue;
		s->pages[s->n_pages] = (struct report_page){ .path = x->sources[i].path, .file = page_name(s, x->sources[i].path, s->n_pages + 1) };
		s->n_pages++;
	}
}

static int open_in(const struct set *s, const char *file, struct out *o, struct error *e)
{
	struct strbuf path = STRBUF_INIT;
	int rc;

	strbuf_addf(&path, "%s/%s", s->folder, file);
	rc = out_open(o, path.text, e);
	strbuf_release(&path);
	return rc;
}

static int write_bytes(const struct set *s, const char *file, const unsigned char *bytes, size_t len, struct error *e)
{
	struct out o;

	if (open_in(s, file, &o, e) < 0)
		return -1;
	out_write(&o, bytes, len);
	return out_close(&o, e);
}

static int write_page(const struct set *s, const char *file, const struct report *r, struct error *e)
{
	struct out o;

	if (open_in(s, file, &o, e) < 0)
		return -1;
	html_write(r, &o, e);
	return out_close(&o, e);
}

/* Which source has which page, for the scripts of all of them. */
static int write_names(const struct set *s, struct error *e)
{
	struct out o;

	if (open_in(s, "pages.js", &o, e) < 0)
		return -1;
	out_puts(&o, "'use strict';\nconst PAGES = [");
	for (size_t i = 0; i < s->n_pages; i++) {
		out_puts(&o, i ? ",\n[" : "\n[");
		html_put_json(&o, s->pages[i].path, strlen(s->pages[i].path));
		out_putc(&o, ',');
		html_put_json(&o, s->pages[i].file, strlen(s->pages[i].file));
		out_putc(&o, ']');
	}
	out_puts(&o, "];\n");
	return out_close(&o, e);
}

/* ---- parts of the whole ------------------------------------------------------------------------------------------------- */

/* Texts of the names that these findings have, in the order of the whole's. */
static void take_texts(struct set *s, const struct finding *findings, size_t n, struct exhibit *to)
{
	const struct exhibit *x = s->report->exhibit;
	struct exhibit_text *texts = ARENA_ARRAY(&s->memory, struct exhibit_text, x->n_texts);
	size_t n_texts = 0;

	memset(s->is_said, 0, x->n_texts);
	for (size_t i = 0; i < n; i++) {
		size_t low = 0, high = x->n_texts;

		while (low < high) {
			size_t middle = low + (high - low) / 2;
			int c = strcmp(x->texts[middle].rule, findings[i].rule);

			if (!c)
				c = strcmp(x->texts[middle].name, findings[i].name);
			if (c < 0)
				low = middle + 1;
			else
				high = middle;
			if (!c)
				s->is_said[middle] = true;
		}
	}
	for (size_t i = 0; i < x->n_texts; i++)
		if (s->is_said[i])
			texts[n_texts++] = x->texts[i];
	to->texts = texts;
	to->n_texts = n_texts;
}

/* Functions, loops and includes of one file: each list is sorted by path. */
static void take_code(struct set *s, const char *path, struct exhibit *to)
{
	const struct exhibit *x = s->report->exhibit;
	struct exhibit_loop *loops;
	size_t first = 0, first_loop = 0, n = 0;

	while (first < x->n_functions && strcmp(x->functions[first].path, path))
		first++;
	to->functions = x->functions + first;
	for (to->n_functions = 0; first + to->n_functions < x->n_functions && !strcmp(to->functions[to->n_functions].path, path);)
		to->n_functions++;
	while (first_loop < x->n_loops && strcmp(x->loops[first_loop].path, path))
		first_loop++;
	while (first_loop + n < x->n_loops && !strcmp(x->loops[first_loop + n].path, path))
		n++;
	loops = arena_memdup(&s->memory, x->loops + first_loop, n * sizeof *loops);
	for (size_t i = 0; i < n; i++)
		loops[i].function -= (uint32_t)first;
	to->loops = loops;
	to->n_loops = n;
	for (first = 0; first < x->n_includes && strcmp(x->includes[first].from, path);)
		first++;
	to->includes = x->includes + first;
	for (to->n_includes = 0; first + to->n_includes < x->n_includes && !strcmp(to->includes[to->n_includes].from, path);)
		to->n_includes++;
}

static int compare_findings(const void *a, const void *b)
{
	return finding_compare(a, b);
}

static void sort_findings(struct set *s)
{
	struct finding *sorted = arena_memdup(&s->memory, s->report->findings, s->report->n_findings * sizeof *sorted);

	if (s->report->n_findings)
		qsort(sorted, s->report->n_findings, sizeof *sorted, compare_findings);
	s->findings = sorted;
}

static bool is_in(const struct finding *f, const char *path)
{
	return f->loc.path && !strcmp(f->loc.path, path);
}

/* `first` is where the last page's findings is where the last page's ended. */
static int write_source(struct set *s, struct report_page *page, size_t *first, struct error *e)
{
	const struct report *all = s->report;
	struct exhibit x = *all->exhibit;
	struct report r = *all;

	while (*first < all->n_findings && (!s->findings[*first].loc.path || strcmp(s->findings[*first].loc.path, page->path) < 0))
		++*first;
	r.findings = s->findings + *first;
	for (r.n_findings = 0; *first + r.n_findings < all->n_findings && is_in(&r.findings[r.n_findings], page->path);)
		page->n_findings[r.findings[r.n_findings++].level & 3]++;
	*first += r.n_findings;
	x.sources = exhibit_source_of(all->exhibit, page->path);
	x.n_sources = 1;
	take_texts(s, r.findings, r.n_findings, &x);
	take_code(s, page->path, &x);
	r.exhibit = &x;
	r.full_sources = true;
	r.pages = s->pages;
	r.n_pages = s->n_pages;
	return write_page(s, page->file, &r, e);
}

static bool has_page(const struct set *s, const char *path)
{
	return path && is_own(exhibit_source_of(s->report->exhibit, path));
}

/* What is of a deeper level, and has a page, is on that page only. */
static int write_index(struct set *s, struct error *e)
{
	const struct report *all = s->report;
	struct finding *findings = ARENA_ARRAY(&s->memory, struct finding, all->n_findings);
	struct exhibit x = *all->exhibit;
	struct report r = *all;

	r.findings = findings;
	r.n_findings = 0;
	for (size_t i = 0; i < all->n_findings; i++)
		if (all->findings[i].level <= 1 || !has_page(s, all->findings[i].loc.path))
			findings[r.n_findings++] = all->findings[i];
	x.n_sources = 0;
	x.n_loops = x.n_functions = 0;
	take_texts(s, r.findings, r.n_findings, &x);
	r.exhibit = &x;
	r.pages = s->pages;
	r.n_pages = s->n_pages;
	r.is_index = true;
	r.counted = all->findings;
	r.n_counted = all->n_findings;
	return write_page(s, "index.html", &r, e);
}

/* ---- pages of an earlier run --------------------------------------------------------------------------------------------- */

/* As page_name() makes them: what else a list names is none of ours. */
static bool is_page_name(const char *name, size_t len)
{
	size_t digits = 0;

	while (digits < len && isdigit((unsigned char)name[digits]))
		digits++;
	if (digits < 4 || len < digits + 6 || name[digits] != '-' || memcmp(name + len - 5, ".html", 5))
		return false;
	for (size_t i = digits; i < len; i++)
		if (!isalnum((unsigned char)name[i]) && !strchr("._-", name[i]))
			return false;
	return true;
}

void html_pages_read(const char *folder, struct strbuf *names)
{
	struct strbuf path = STRBUF_INIT, list = STRBUF_INIT;
	struct error ignored = ERROR_INIT;
	const char *at, *end;

	strbuf_clear(names);
	strbuf_addf(&path, "%s/pages.js", folder);
	if (file_read(path.text, &list, &ignored) == 0) {
		/* Each is a text of its own in JSON, without an escape. */
		for (at = list.text; (at = strchr(at, '"')) && (end = strchr(at + 1, '"')); at = end) {
			if (is_page_name(at + 1, (size_t)(end - at - 1))) {
				strbuf_add(names, at + 1, (size_t)(end - at - 1));
				strbuf_addc(names, '\0');
			}
		}
	}
	error_release(&ignored);
	strbuf_release(&path);
	strbuf_release(&list);
}

void html_pages_drop(const char *folder, const struct strbuf *names, html_is_page *is_written, const void *context)
{
	struct strbuf path = STRBUF_INIT;

	for (size_t at = 0; at < names->len; at += strlen(names->text + at) + 1) {
		if (is_written(context, names->text + at))
			continue;
		strbuf_clear(&path);
		strbuf_addf(&path, "%s/%s", folder, names->text + at);
		unlink(path.text);
	}
	strbuf_release(&path);
}

static bool is_in_set(const void *context, const char *file)
{
	const struct set *s = context;

	for (size_t i = 0; i < s->n_pages; i++)
		if (!strcmp(s->pages[i].file, file))
			return true;
	return false;
}

/* ---- the folder ---------------------------------------------------------------------------------------------------------- */

int html_write_folder(const struct report *r, const char *folder, struct error *e)
{
	struct set s = { .report = r, .folder = folder };
	struct strbuf earlier = STRBUF_INIT;
	size_t first = 0;
	int rc;

	if (mkdir(folder, 0777) < 0 && errno != EEXIST)
		return error_set(e, "cannot make the folder %s: %s", folder, strerror(errno));
	s.is_said = ARENA_ARRAY(&s.memory, bool, r->exhibit->n_texts);
	sort_findings(&s);
	name_pages(&s);
	html_pages_read(folder, &earlier);
	rc = write_bytes(&s, "page.css", html_style, html_style_size, e);
	if (rc == 0)
		rc = write_bytes(&s, "page.js", html_script, html_script_size, e);
	if (rc == 0)
		rc = write_names(&s, e);
	for (size_t i = 0; i < s.n_pages && rc == 0; i++)
		rc = write_source(&s, &s.pages[i], &first, e);
	/* Last, when it is known how much is where, and when all that it links to is there. */
	if (rc == 0)
		rc = write_index(&s, e);
	if (rc == 0)
		html_pages_drop(folder, &earlier, is_in_set, &s);
	strbuf_release(&earlier);
	arena_release(&s.memory);
	return rc;
}
