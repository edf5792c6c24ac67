/* What the page says without scripts. The script takes the table over, and leaves the rest as it is. */
#include "reports/html_private.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_ROWS = 500 };

static void put_place(struct srcloc loc, struct out *o)
{
	html_put_word(o, loc.path ? loc.path : "no place");
	if (loc.line)
		out_printf(o, ":%u", loc.line);
	if (loc.line && loc.col)
		out_printf(o, ":%u", loc.col);
}

/* ---- how many of what ---------------------------------------------------------------------------------------------------- */

/* Findings of one rule. */
struct tally {
	const char *rule;
	size_t n[SEVERITY_ERROR + 1];
};

static int by_rule(const void *a, const void *b)
{
	return strcmp(((const struct finding *)*(const void *const *)a)->category, ((const struct finding *)*(const void *const *)b)->category);
}

static void put_tally(const struct tally *t, struct out *o)
{
	size_t n = t->n[SEVERITY_NOTE] + t->n[SEVERITY_WARNING] + t->n[SEVERITY_ERROR];

	out_puts(o, "<li class=\"card\"><a href=\"#findings\" data-category=\"");
	html_put_word(o, t->rule);
	out_printf(o, "\"><strong>%zu</strong> ", n);
	html_put_word(o, t->rule);
	out_puts(o, "</a> <span class=\"parts\">");
	for (int severity = SEVERITY_ERROR; severity >= SEVERITY_NOTE; severity--)
		if (t->n[severity])
			out_printf(o, "<span class=\"severity %s\">%zu %s%s</span> ", severity_word((enum severity)severity), t->n[severity],
				   severity_word((enum severity)severity), t->n[severity] == 1 ? "" : "s");
	out_puts(o, "</span></li>\n");
}

void html_put_cards(const struct report *r, struct out *o)
{
	const struct finding *findings = r->is_index ? r->counted : r->findings;
	size_t n = r->is_index ? r->n_counted : r->n_findings;
	const struct finding **all = xmalloc(n * sizeof *all);

	for (size_t i = 0; i < n; i++)
		all[i] = &findings[i];
	qsort(all, n, sizeof *all, by_rule);
	for (size_t i = 0, k; i < n; i = k) {
		struct tally t = { .rule = all[i]->category };

		for (k = i; k < n && !strcmp(all[k]->category, t.rule); k++)
			t.n[all[k]->severity]++;
		put_tally(&t, o);
	}
	if (!n)
		out_puts(o, "<li class=\"card\">Nothing was found.</li>\n");
	free(all);
}

/* ---- rows -------------------------------------------------------------------------------------------------------------------- */

static void put_message(const struct finding *f, struct out *o)
{
	struct strbuf message = STRBUF_INIT;

	finding_message(f, &message);
	html_put_text(o, message.text, message.len);
	if (*f->config) {
		out_puts(o, " (in configuration ");
		html_put_word(o, f->config);
		out_putc(o, ')');
	}
	strbuf_release(&message);
}

static void put_line(const struct report *r, const struct finding *f, struct out *o)
{
	size_t len = 0;
	const char *line = exhibit_line(r->exhibit, f->loc.path, f->loc.line, &len);

	if (!line)
		return;
	out_printf(o, "<pre><span class=\"n\">%u</span> ", f->loc.line);
	html_put_text(o, line, len < 400 ? len : 400);
	out_puts(o, "</pre>");
}

static void put_steps(const struct finding *f, struct out *o)
{
	bool begun = false;

	for (size_t i = f->n_message_args; i < f->n_args; i++) {
		const struct finding_arg *step = &f->args[i];

		if (!strcmp(step->key, "String"))
			continue;
		out_puts(o, begun ? "<li>" : "<ol><li>");
		begun = true;
		html_put_word(o, step->key);
		out_puts(o, ": ");
		html_put_word(o, step->value);
		if (step->loc.path) {
			out_puts(o, " at ");
			put_place(step->loc, o);
		}
		out_puts(o, "</li>");
	}
	if (begun)
		out_puts(o, "</ol>");
}

static void put_row(const struct report *r, const struct finding *f, struct out *o)
{
	out_printf(o, "<tr><td class=\"severity %s\">%s</td><td><a href=\"#", severity_word(f->severity), severity_word(f->severity));
	html_put_id(o, f->rule, f->name);
	out_puts(o, "\">");
	html_put_word(o, f->rule);
	out_puts(o, "/<wbr>");
	html_put_word(o, f->name);
	out_printf(o, "</a></td><td>%d</td><td>", f->level);
	if (f->has_hotness)
		out_printf(o, "%llu", (unsigned long long)f->hotness);
	out_puts(o, "</td><td>");
	html_put_word(o, *f->function ? f->function : "<file>");
	out_puts(o, "</td><td>");
	put_place(f->loc, o);
	out_puts(o, "</td><td>");
	put_message(f, o);
	put_line(r, f, o);
	put_steps(f, o);
	out_puts(o, "</td></tr>\n");
}

/* The most severe ones; within a severity in their order. */
void html_put_rows(const struct report *r, struct out *o)
{
	size_t n = 0;

	for (int severity = SEVERITY_ERROR; severity >= SEVERITY_NOTE; severity--)
		for (size_t i = 0; i < r->n_findings && n < MOST_ROWS; i++) {
			if ((int)r->findings[i].severity != severity)
				continue;
			put_row(r, &r->findings[i], o);
			n++;
		}
	if (n < r->n_findings)
		out_printf(o, "<tr><td colspan=\"7\">%zu more findings: a script shows them, where scripts may run; so does whynot check without "
			      "--html.</td></tr>\n", r->n_findings - n);
}

/* ---- the run ------------------------------------------------------------------------------------------------------------------- */

static void put_fact(const char *what, const char *text, struct out *o)
{
	out_printf(o, "<dt>%s</dt><dd>", what);
	html_put_word(o, text);
	out_puts(o, "</dd>\n");
}

static void put_count(const char *what, uint64_t n, struct out *o)
{
	out_printf(o, "<dt>%s</dt><dd>%llu</dd>\n", what, (unsigned long long)n);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* "-O2 (30), -O3 (4)": at what the units are compiled. */
static void put_levels(const struct exhibit *x, struct out *o)
{
	const char **levels = xmalloc(x->n_units * sizeof *levels);
	const char *separator = "";

	for (size_t i = 0; i < x->n_units; i++)
		levels[i] = x->units[i].opt_level;
	qsort(levels, x->n_units, sizeof *levels, by_text);
	out_puts(o, "<dt>Optimised at</dt><dd>");
	for (size_t i = 0, k; i < x->n_units; i = k) {
		for (k = i; k < x->n_units && !strcmp(levels[k], levels[i]); k++)
			;
		out_puts(o, separator);
		html_put_word(o, *levels[i] ? levels[i] : "no level named, or not compiled");
		out_printf(o, " (%zu)", k - i);
		separator = ", ";
	}
	out_puts(o, "</dd>\n");
	free(levels);
}

static void put_troubles(const struct exhibit *x, struct out *o)
{
	for (size_t i = 0; i < x->n_units; i++) {
		const struct exhibit_unit *u = &x->units[i];

		if (u->status == EXHIBIT_OK)
			continue;
		out_printf(o, "<dt>%s</dt><dd>", u->status == EXHIBIT_FAILED ? "Failed" : "Had errors");
		html_put_word(o, u->file);
		out_puts(o, *u->config ? " (" : "");
		html_put_word(o, u->config);
		out_puts(o, *u->config ? "): " : ": ");
		html_put_word(o, u->reason);
		out_puts(o, "</dd>\n");
	}
}

void html_put_run(const struct report *r, struct out *o)
{
	const struct exhibit *x = r->exhibit;
	size_t n[EXHIBIT_FAILED + 1] = { 0 };

	for (size_t i = 0; i < x->n_units; i++)
		n[x->units[i].status]++;
	put_fact("whynot", x->tool_version, o);
	if (*x->clang_version)
		put_fact("libclang", x->clang_version, o);
	out_puts(o, "<dt>Level</dt><dd>");
	out_printf(o, r->level ? "-m=%d" : "warnings and errors only", r->level);
	out_puts(o, "</dd>\n");
	if (x->n_units) {
		put_count("Units analysed", n[EXHIBIT_OK] + n[EXHIBIT_HAD_ERRORS], o);
		put_count("of these with errors", n[EXHIBIT_HAD_ERRORS], o);
		put_count("Units failed", n[EXHIBIT_FAILED], o);
		put_count("Units left out on purpose", x->n_left_out, o);
		put_levels(x, o);
		put_count("Remarks of the compiler read", x->n_remarks_read, o);
		put_count("of these exact repeats", x->n_remarks_repeated, o);
		put_count("of these without a place", x->n_remarks_without_place, o);
	}
	if (r->is_index)
		put_count("Findings in all pages", r->n_counted, o);
	put_count("Findings in this page", r->n_findings, o);
	for (int level = 1; level <= 3; level++)
		if (x->n_hidden[level])
			out_printf(o, "<dt>More with -m=%d</dt><dd>%zu</dd>\n", level, x->n_hidden[level]);
	if (x->n_suppressed)
		put_count("Suppressed by comments", x->n_suppressed, o);
	if (x->n_baselined)
		put_count("Known to the baseline", x->n_baselined, o);
	put_troubles(x, o);
}

/* ---- pages of a folder -------------------------------------------------------------------------------------------------------- */

void html_put_files(const struct report *r, struct out *o)
{
	if (!r->is_index)
		return;
	out_printf(o, "<h3>By file</h3>\n<p>Numbers on this page are of all pages: %zu findings. The list of findings here holds the %zu that are of level 1 or "
		      "of no page; the others are in the pages of their files.</p>\n", r->n_counted, r->n_findings);
	out_puts(o, "<div class=\"scroll\" role=\"region\" aria-label=\"Files\" tabindex=\"0\"><table id=\"files\"><thead><tr><th scope=\"col\">File</th>"
		    "<th scope=\"col\" class=\"number\">level 1</th><th scope=\"col\" class=\"number\">level 2</th><th scope=\"col\" class=\"number\">level 3</th></tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < r->n_pages; i++) {
		const struct report_page *p = &r->pages[i];

		/* The name is made of letters, digits and "._-". */
		out_printf(o, "<tr><td class=\"place\"><a href=\"%s\">", p->file);
		html_put_word(o, p->path);
		out_printf(o, "</a></td><td class=\"number\">%zu</td><td class=\"number\">%zu</td><td class=\"number\">%zu</td></tr>\n",
			   p->n_findings[0] + p->n_findings[1], p->n_findings[2], p->n_findings[3]);
	}
	out_puts(o, "</tbody></table></div>\n");
}

/* ---- what names mean ------------------------------------------------------------------------------------------------------------ */

/* Paragraphs are separated by an empty line; other line ends are blanks. */
static void put_paragraphs(const char *text, struct out *o)
{
	while (*text) {
		out_puts(o, "<p>");
		while (*text && strncmp(text, "\n\n", 2)) {
			size_t len = strcspn(text, "\n");

			html_put_text(o, text, len);
			text += len;
			if (*text == '\n' && text[1] != '\n') {
				out_putc(o, '\n');
				text++;
			}
		}
		out_puts(o, "</p>\n");
		text += strspn(text, "\n");
	}
}

void html_put_texts(const struct report *r, struct out *o)
{
	for (size_t i = 0; i < r->exhibit->n_texts; i++) {
		const struct exhibit_text *t = &r->exhibit->texts[i];

		out_puts(o, "<section class=\"why\" id=\"");
		html_put_id(o, t->rule, t->name);
		out_puts(o, "\"><h3>");
		html_put_word(o, t->rule);
		out_putc(o, '/');
		html_put_word(o, t->name);
		out_puts(o, "</h3>\n<p><strong>");
		html_put_word(o, t->summary);
		out_puts(o, "</strong></p>\n");
		put_paragraphs(t->explain, o);
		out_puts(o, "</section>\n");
	}
}
