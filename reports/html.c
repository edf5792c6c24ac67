/*
 * The review report. reports/html/page.html is the page, with marks `<!--@name-->` where parts go; style and scripts are put in as
 * they are, which is why their SHA-256 can stand in the page's Content-Security-Policy: nothing else may run or style there, and
 * nothing may be loaded. Pages of a folder (html_set.c) name the files beside them instead.
 */
#include "reports/html_private.h"
#include "reports/writers.h"

#include <string.h>

static void put_style(const struct report *r, struct out *o)
{
	if (r->n_pages) {
		out_puts(o, "<link rel=\"stylesheet\" href=\"page.css\">");
		return;
	}
	out_puts(o, "<style>");
	out_write(o, html_style, html_style_size);
	out_puts(o, "</style>");
}

static void put_script(const struct report *r, struct out *o)
{
	if (r->n_pages) {
		out_puts(o, "<script src=\"pages.js\"></script>\n<script src=\"page.js\"></script>");
		return;
	}
	out_puts(o, "<script>");
	out_write(o, html_script, html_script_size);
	out_puts(o, "</script>");
}

static void put_policy(const struct report *r, struct out *o)
{
	if (r->n_pages)
		out_puts(o, "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'");
	else
		out_printf(o, "default-src 'none'; script-src 'sha256-%s'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'",
			   html_script_hash, html_style_hash);
}

/* The way back from a page to the index. */
static void put_home(const struct report *r, struct out *o)
{
	if (r->n_pages && !r->is_index)
		out_puts(o, "<a href=\"index.html\">All files</a>\n");
}

static const struct part {
	const char *mark;
	void (*put)(const struct report *r, struct out *o);
} parts[] = {
	{ "policy", put_policy }, { "style", put_style }, { "script", put_script }, { "data", html_put_data }, { "cards", html_put_cards },
	{ "rows", html_put_rows }, { "run", html_put_run }, { "texts", html_put_texts }, { "cycles", html_put_cycles }, { "home", put_home }, { "files", html_put_files },
};

static const struct part *find_part(const char *name, size_t len)
{
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (strlen(parts[i].mark) == len && !memcmp(parts[i].mark, name, len))
			return &parts[i];
	BUG("page.html has a mark that no part is for");
}

int html_write(const struct report *r, struct out *o, struct error *e)
{
	static const char open[] = "<!--@", close[] = "-->";
	const char *at = (const char *)html_template, *end = at + html_template_size;

	(void)e;
	for (;;) {
		const char *mark = memmem(at, (size_t)(end - at), open, sizeof open - 1);
		const char *name = mark ? mark + sizeof open - 1 : end;
		const char *name_end = mark ? memmem(name, (size_t)(end - name), close, sizeof close - 1) : NULL;

		out_write(o, at, (size_t)((name_end ? mark : end) - at));
		if (!name_end)
			return 0;
		find_part(name, (size_t)(name_end - name))->put(r, o);
		at = name_end + sizeof close - 1;
	}
}
