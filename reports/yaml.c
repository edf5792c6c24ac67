/*
 * Findings as LLVM's optimisation remarks in YAML.
 *
 * LLVM's own reader is not a whole YAML reader, and it is the one to please. Tried with LLVM 19 and 22:
 * - It takes a value as it stands in the file: of a single-quoted one it drops the outer quotes and leaves '' as it is, of
 *   a double-quoted one it drops nothing and decodes no escape. Plain values and literal blocks come through exactly, but
 *   for a quote at either end, which it drops. It refuses blocks with an indentation indicator ("|2-").
 * - It refuses unknown top-level keys, empty Pass, Name and Function, a Hotness beyond 32 bits, and a file without
 *   documents. It takes line 0.
 * So: words are plain; what a YAML 1.1 reader could take for something else than text is single-quoted; text with quotes or
 * several lines is a literal block where both ends allow it; libyaml double-quotes what fits nowhere else (tabs, control
 * characters), which conforming readers read exactly and LLVM's shows with the escapes, as it does with LLVM's own files.
 * libyaml refuses bytes that are no UTF-8: they are spelled out as \xNN.
 * The last document is a Summary, so that there is always one, and a reader can tell a whole report from a cut one.
 */
#include "analyzer/base/strbuf.h"
#include "analyzer/base/utf8.h"
#include "reports/writers.h"

#include <ctype.h>
#include <limits.h>
#include <string.h>
#include <strings.h>
#include <yaml.h>

struct yaml_writer {
	yaml_emitter_t emitter;
	struct out *out;
	struct strbuf text;    /* of the value that is being written */
	bool out_of_memory, failed;
};

static int write_bytes(void *data, unsigned char *bytes, size_t len)
{
	out_write(data, bytes, len);
	return 1;
}

/* Hands the event on; `made` is what its initialisation returned. After the first failure nothing is written any more. */
static void put(struct yaml_writer *w, yaml_event_t *event, int made)
{
	if (!made) {
		w->out_of_memory = w->failed = true;
	} else if (w->failed) {
		yaml_event_delete(event);
	} else if (!yaml_emitter_emit(&w->emitter, event)) {
		w->failed = true;
	}
}

static void put_mapping(struct yaml_writer *w, const char *tag, yaml_mapping_style_t style)
{
	yaml_event_t event;

	put(w, &event, yaml_mapping_start_event_initialize(&event, NULL, (const yaml_char_t *)tag, tag == NULL, style));
}

static void put_mapping_end(struct yaml_writer *w)
{
	yaml_event_t event;

	put(w, &event, yaml_mapping_end_event_initialize(&event));
}

static void put_scalar(struct yaml_writer *w, const char *text, size_t len, yaml_scalar_style_t style)
{
	yaml_event_t event;

	put(w, &event, len <= INT_MAX &&
		yaml_scalar_event_initialize(&event, NULL, NULL, (const yaml_char_t *)text, (int)len, 1, 1, style));
}

/* Letters, digits and "_-." behind a letter or "_", and nothing that YAML 1.1 takes for a truth value or for null. */
static bool is_word(const char *text)
{
	static const char *const taken[] = { "y", "n", "yes", "no", "on", "off", "true", "false", "null" };

	if (!isalpha((unsigned char)*text) && *text != '_')
		return false;
	for (const char *c = text; *c; c++) {
		if ((unsigned char)*c >= 0x80 || (!isalnum((unsigned char)*c) && !strchr("_-.", *c)))
			return false;
	}
	for (size_t i = 0; i < sizeof taken / sizeof *taken; i++) {
		if (strcasecmp(text, taken[i]) == 0)
			return false;
	}
	return true;
}

static yaml_scalar_style_t scalar_style(const char *text, size_t len)
{
	if (is_word(text))
		return YAML_PLAIN_SCALAR_STYLE;
	if (strstr(text, "\xe2\x80\xa8") || strstr(text, "\xe2\x80\xa9"))
		return YAML_DOUBLE_QUOTED_SCALAR_STYLE; /* U+2028 and U+2029, line ends for libyaml but not for LLVM */
	if (!strpbrk(text, "'\n"))
		return YAML_SINGLE_QUOTED_SCALAR_STYLE;
	if (strchr("' \n", text[0]) || strchr("' ", text[len - 1]))
		return strchr(text, '\n') ? YAML_DOUBLE_QUOTED_SCALAR_STYLE : YAML_SINGLE_QUOTED_SCALAR_STYLE;
	return YAML_LITERAL_SCALAR_STYLE;
}

/* Replaces `out` with the text as libyaml takes it. */
static void escape(struct strbuf *out, const char *text)
{
	size_t len = strlen(text);
	uint32_t code;

	strbuf_clear(out);
	for (size_t i = 0; i < len;) {
		size_t n = utf8_decode(text + i, len - i, &code);
		if (n == 0)
			strbuf_addf(out, "\\x%02x", (unsigned)(unsigned char)text[i]);
		else
			strbuf_add(out, text + i, n);
		i += n ? n : 1;
	}
}

static void put_text(struct yaml_writer *w, const char *text)
{
	escape(&w->text, text);
	put_scalar(w, w->text.text, w->text.len, scalar_style(w->text.text, w->text.len));
}

/* Keys and tags of ours, and whole numbers. */
static void put_plain(struct yaml_writer *w, const char *word)
{
	put_scalar(w, word, strlen(word), YAML_PLAIN_SCALAR_STYLE);
}

static void put_number(struct yaml_writer *w, const char *key, uint64_t number)
{
	put_plain(w, key);
	strbuf_clear(&w->text);
	strbuf_addu(&w->text, number);
	put_scalar(w, w->text.text, w->text.len, YAML_PLAIN_SCALAR_STYLE);
}

static void put_loc(struct yaml_writer *w, struct srcloc loc)
{
	if (!loc.path)
		return;
	put_plain(w, "DebugLoc");
	put_mapping(w, NULL, YAML_FLOW_MAPPING_STYLE);
	put_plain(w, "File");
	put_text(w, loc.path);
	put_number(w, "Line", loc.line);
	put_number(w, "Column", loc.col);
	put_mapping_end(w);
}

/* A key that is no word would be read with its quotes, and DebugLoc is not ours to give: such a value is just words. */
static void put_arg(struct yaml_writer *w, const char *key, const char *value, struct srcloc loc)
{
	bool is_usable = is_word(key) && strcmp(key, "DebugLoc") != 0;

	put_mapping(w, NULL, YAML_BLOCK_MAPPING_STYLE);
	put_plain(w, is_usable ? key : "String");
	put_text(w, value);
	put_loc(w, loc);
	put_mapping_end(w);
}

static void put_trailing_args(struct yaml_writer *w, const struct finding *f)
{
	struct srcloc nowhere = { NULL, 0, 0 };
	char number[24];

	if (f->has_hotness && f->hotness_source)
		put_arg(w, "HotnessSource", f->hotness_source, nowhere);
	if (f->has_estimate) {
		snprintf(number, sizeof number, "%llu", (unsigned long long)f->estimate);
		put_arg(w, "Estimate", number, nowhere);
	}
	snprintf(number, sizeof number, "%d", f->level);
	put_arg(w, "Level", number, nowhere);
	put_arg(w, "Severity", severity_word(f->severity), nowhere);
	if (f->fingerprint)
		put_arg(w, "Fingerprint", f->fingerprint, nowhere);
	if (*f->config)
		put_arg(w, "Config", f->config, nowhere);
}

/* Everything up to the first arg. */
static void begin_remark(struct yaml_writer *w, const struct finding *f)
{
	yaml_event_t event;
	struct strbuf tag = STRBUF_INIT;

	put(w, &event, yaml_document_start_event_initialize(&event, NULL, NULL, NULL, 0));
	strbuf_addf(&tag, "!%s", finding_kind_word(f->kind));
	put_mapping(w, tag.text, YAML_BLOCK_MAPPING_STYLE);
	strbuf_release(&tag);
	put_plain(w, "Pass");
	put_text(w, f->rule);
	put_plain(w, "Name");
	put_text(w, f->name);
	put_loc(w, f->loc);
	put_plain(w, "Function");
	put_text(w, *f->function ? f->function : "<file>");
	if (f->has_hotness)
		put_number(w, "Hotness", f->hotness < UINT32_MAX ? f->hotness : UINT32_MAX);
	put_plain(w, "Args");
	put(w, &event, yaml_sequence_start_event_initialize(&event, NULL, NULL, 1, YAML_BLOCK_SEQUENCE_STYLE));
}

static void end_remark(struct yaml_writer *w)
{
	yaml_event_t event;

	put(w, &event, yaml_sequence_end_event_initialize(&event));
	put_mapping_end(w);
	put(w, &event, yaml_document_end_event_initialize(&event, 0));
}

static void put_finding(struct yaml_writer *w, const struct finding *f)
{
	begin_remark(w, f);
	for (size_t i = 0; i < f->n_args; i++)
		put_arg(w, f->args[i].key, f->args[i].value, f->args[i].loc);
	put_trailing_args(w, f);
	end_remark(w);
}

static void put_count(struct yaml_writer *w, const char *key, size_t count, const char *words)
{
	struct srcloc nowhere = { NULL, 0, 0 };
	char number[24];

	snprintf(number, sizeof number, "%zu", count);
	put_arg(w, key, number, nowhere);
	put_arg(w, "String", words, nowhere);
}

static void put_summary(struct yaml_writer *w, const struct report *r)
{
	struct finding summary = { .kind = FINDING_ANALYSIS, .severity = SEVERITY_NOTE, .level = 1, .rule = "whynot",
				   .name = "Summary", .function = "<file>", .config = "" };
	size_t n_failed = 0;

	for (size_t i = 0; i < r->exhibit->n_units; i++)
		n_failed += r->exhibit->units[i].status == EXHIBIT_FAILED;
	begin_remark(w, &summary);
	put_count(w, "Units", r->exhibit->n_units - n_failed, " units analysed, ");
	put_count(w, "Failed", n_failed, " failed, ");
	put_count(w, "LeftOut", r->exhibit->n_left_out, " left out, ");
	put_count(w, "Findings", r->n_findings, " findings");
	put_trailing_args(w, &summary);
	end_remark(w);
}

static void put_stream(struct yaml_writer *w, const struct report *r)
{
	yaml_event_t event;

	yaml_emitter_set_output(&w->emitter, write_bytes, w->out);
	yaml_emitter_set_unicode(&w->emitter, 1);
	yaml_emitter_set_width(&w->emitter, -1);
	put(w, &event, yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING));
	for (size_t i = 0; i < r->n_findings && !w->failed; i++)
		put_finding(w, &r->findings[i]);
	put_summary(w, r);
	put(w, &event, yaml_stream_end_event_initialize(&event));
}

int yaml_write(const struct report *r, struct out *o, struct error *e)
{
	struct yaml_writer w = { .out = o, .text = STRBUF_INIT };
	int status = 0;

	if (!yaml_emitter_initialize(&w.emitter))
		return error_set(e, "cannot write the YAML report: out of memory");
	put_stream(&w, r);
	if (w.failed) {
		const char *problem = w.out_of_memory || !w.emitter.problem ? "out of memory" : w.emitter.problem;
		status = error_set(e, "cannot write the YAML report: %s", problem);
	}
	strbuf_release(&w.text);
	yaml_emitter_delete(&w.emitter);
	return status;
}
