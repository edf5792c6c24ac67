/*
 * The small formats of CI services. Each is a few lines of the service's own documentation:
 * - GitHub's workflow commands: ten annotations of a kind are shown for one step, so the tenth says how many are not.
 * - GitLab's code quality: a subset of CodeClimate's; findings with equal fingerprints would be shown as one.
 * - reviewdog's rdjson: columns count bytes of UTF-8.
 */
#include "reports/json.h"
#include "reports/place.h"
#include "reports/utf8.h"
#include "reports/writers.h"

#include <string.h>

/* ---- GitHub -------------------------------------------------------------------------------------------------------------- */

enum { ANNOTATIONS_OF_A_KIND = 10 };

/* In properties, ':' and ',' must be escaped as well. */
static void put_command_text(struct out *o, const char *text, bool is_property)
{
	for (; *text; text++) {
		if (*text == '%' || *text == '\r' || *text == '\n' || (is_property && (*text == ':' || *text == ',')))
			out_printf(o, "%%%02X", (unsigned)(unsigned char)*text);
		else
			out_putc(o, *text);
	}
}

static const char *github_word(enum severity s)
{
	return s == SEVERITY_NOTE ? "notice" : severity_word(s);
}

static void put_annotation(const struct report *r, const struct finding *f, struct out *o)
{
	struct strbuf text = STRBUF_INIT;
	struct region region = report_region(r, f->loc, COLUMN_UTF16);

	out_printf(o, "::%s ", github_word(f->severity));
	if (report_path(r, f->loc.path, &text)) {
		out_puts(o, "file=");
		put_command_text(o, text.text, true);
		out_printf(o, ",line=%u,endLine=%u,col=%u,endColumn=%u,", region.line, region.line, region.col, region.end_col);
	}
	out_puts(o, "title=");
	strbuf_clear(&text);
	strbuf_addf(&text, "%s/%s", f->rule, f->name);
	put_command_text(o, text.text, true);
	out_puts(o, "::");
	strbuf_clear(&text);
	report_message(f, &text);
	put_command_text(o, text.text, false);
	out_putc(o, '\n');
	strbuf_release(&text);
}

int github_write(const struct report *r, struct out *o, struct error *e)
{
	(void)e;
	for (int severity = SEVERITY_ERROR; severity >= SEVERITY_NOTE; severity--) {
		size_t n = 0, written = 0, most;

		for (size_t i = 0; i < r->n_findings; i++)
			n += (int)r->findings[i].severity == severity;
		most = n > ANNOTATIONS_OF_A_KIND ? ANNOTATIONS_OF_A_KIND - 1 : n;
		for (size_t i = 0; i < r->n_findings && written < most; i++) {
			if ((int)r->findings[i].severity != severity)
				continue;
			put_annotation(r, &r->findings[i], o);
			written++;
		}
		if (written < n)
			out_printf(o, "::%s title=whynot::%zu more findings of this kind are not shown here\n",
				   github_word((enum severity)severity), n - written);
	}
	return 0;
}

/* ---- GitLab -------------------------------------------------------------------------------------------------------------- */

int gitlab_write(const struct report *r, struct out *o, struct error *e)
{
	static const char *const severities[] = { "info", "minor", "major" };
	struct strbuf text = STRBUF_INIT;
	json_t *list = json_list();

	(void)e;
	for (size_t i = 0; i < r->n_findings; i++) {
		const struct finding *f = &r->findings[i];
		json_t *one, *location, *lines;

		/* It wants a place in the repository. */
		if (!report_path(r, f->loc.path, &text))
			continue;
		one = json_map();
		location = json_map();
		lines = json_map();
		json_put(lines, "begin", json_number(f->loc.line ? f->loc.line : 1));
		json_put(location, "path", json_word(text.text));
		json_put(location, "lines", lines);
		strbuf_clear(&text);
		report_message(f, &text);
		json_put(one, "description", json_word(text.text));
		strbuf_clear(&text);
		strbuf_addf(&text, "%s/%s", f->rule, f->name);
		json_put(one, "check_name", json_word(text.text));
		json_put(one, "fingerprint", json_word(f->fingerprint ? f->fingerprint : ""));
		json_put(one, "severity", json_word(severities[f->severity]));
		json_put(one, "location", location);
		json_push(list, one);
	}
	json_finish(list, o);
	strbuf_release(&text);
	return 0;
}

/* ---- reviewdog ------------------------------------------------------------------------------------------------------------ */

static json_t *rdjson_position(uint32_t line, uint32_t col)
{
	json_t *position = json_map();

	json_put(position, "line", json_number(line));
	json_put(position, "column", json_number(col));
	return position;
}

static json_t *rdjson_diagnostic(const struct report *r, const struct finding *f)
{
	static const char *const severities[] = { "INFO", "WARNING", "ERROR" };
	struct region region = report_region(r, f->loc, COLUMN_BYTES);
	json_t *one = json_map(), *location = json_map(), *range = json_map(), *code = json_map();
	struct strbuf text = STRBUF_INIT;

	report_message(f, &text);
	json_put(one, "message", json_word(text.text));
	if (!report_path(r, f->loc.path, &text)) {
		strbuf_clear(&text);
		strbuf_adds(&text, f->loc.path ? f->loc.path : "");
	}
	json_put(location, "path", json_word(text.text));
	if (f->loc.line) {
		json_put(range, "start", rdjson_position(region.line, region.col));
		json_put(range, "end", rdjson_position(region.line, region.end_col));
		json_put(location, "range", range);
	} else {
		json_decref(range);
	}
	json_put(one, "location", location);
	json_put(one, "severity", json_word(severities[f->severity]));
	strbuf_clear(&text);
	strbuf_addf(&text, "%s/%s", f->rule, f->name);
	json_put(code, "value", json_word(text.text));
	json_put(one, "code", code);
	strbuf_release(&text);
	return one;
}

int rdjson_write(const struct report *r, struct out *o, struct error *e)
{
	json_t *root = json_map(), *source = json_map(), *list = json_list();

	(void)e;
	json_put(source, "name", json_word("whynot"));
	for (size_t i = 0; i < r->n_findings; i++)
		if (r->findings[i].loc.path)
			json_push(list, rdjson_diagnostic(r, &r->findings[i]));
	json_put(root, "source", source);
	json_put(root, "diagnostics", list);
	json_finish(root, o);
	return 0;
}

/* ---- checkstyle ----------------------------------------------------------------------------------------------------------- */

/* XML 1.0 has no way to write most control characters, and none for bytes that are no text. */
static void put_attribute(struct out *o, const char *name, const char *text)
{
	size_t len = strlen(text);
	uint32_t code;

	out_printf(o, " %s=\"", name);
	for (size_t i = 0; i < len;) {
		size_t n = utf8_decode(text + i, len - i, &code);

		if (!n || (code < ' ' && !strchr("\t\n\r", (int)code)) || code == 0xfffe || code == 0xffff)
			out_puts(o, "\xef\xbf\xbd");
		else if (code < ' ' || strchr("<>&\"'", (int)code))
			out_printf(o, "&#%u;", (unsigned)code);
		else
			out_write(o, text + i, n);
		i += n ? n : 1;
	}
	out_putc(o, '"');
}

static void put_checkstyle_error(const struct report *r, const struct finding *f, struct out *o)
{
	static const char *const severities[] = { "info", "warning", "error" };
	struct region region = report_region(r, f->loc, COLUMN_UTF16);
	struct strbuf text = STRBUF_INIT;

	out_printf(o, "  <error line=\"%u\" column=\"%u\" severity=\"%s\"", region.line, region.col, severities[f->severity]);
	report_message(f, &text);
	put_attribute(o, "message", text.text);
	strbuf_clear(&text);
	strbuf_addf(&text, "whynot.%s.%s", f->rule, f->name);
	put_attribute(o, "source", text.text);
	out_puts(o, "/>\n");
	strbuf_release(&text);
}

int checkstyle_write(const struct report *r, struct out *o, struct error *e)
{
	struct strbuf path = STRBUF_INIT;
	const char *open = NULL;

	(void)e;
	out_puts(o, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"8.0\">\n");
	for (size_t i = 0; i < r->n_findings; i++) {
		const struct finding *f = &r->findings[i];

		if (!f->loc.path)
			continue;
		if (!open || strcmp(open, f->loc.path)) {
			out_puts(o, open ? " </file>\n" : "");
			if (!report_path(r, f->loc.path, &path)) {
				strbuf_clear(&path);
				strbuf_adds(&path, f->loc.path);
			}
			out_puts(o, " <file");
			put_attribute(o, "name", path.text);
			out_puts(o, ">\n");
			open = f->loc.path;
		}
		put_checkstyle_error(r, f, o);
	}
	out_puts(o, open ? " </file>\n</checkstyle>\n" : "</checkstyle>\n");
	strbuf_release(&path);
	return 0;
}
