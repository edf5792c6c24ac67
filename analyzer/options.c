/*
 * Each option is one row: its spellings, the word for its value, its help and the function that takes it. Parsing and --help
 * both walk the rows. Short options take their value attached, with '=' or as the next word: -m2, -m=2, -m 2.
 */
#include "analyzer/options.h"

#include "reports/report.h"

#include <stdlib.h>
#include <string.h>

struct row {
	char letter;            /* 0: none */
	const char *name;       /* NULL: none */
	const char *value;      /* the word for it in --help, in brackets if it may be left out; NULL: takes none */
	const char *help;       /* lines for --help */
	int (*take)(struct options *o, const char *value, struct error *e);
	const char *key;        /* of the setting in .whynot.yaml that it overrides */
};

static const struct { const char *name; enum command command; const char *help; } commands[] = {
	{ "check", COMMAND_CHECK, "analyse and report; the default" },
	{ "explain", COMMAND_EXPLAIN, "what a rule or a remark of the compiler means and what to try; all names without one" },
	{ "db-check", COMMAND_DB_CHECK, "what is wrong with the compile database, with advice" },
	{ "facts", COMMAND_FACTS, "write the facts of the units to standard output: a shard" },
	{ "config", COMMAND_CONFIG, "print the settings in force and where each comes from" },
	{ "link", COMMAND_LINK, "judge and report shards instead of sources" },
};

static int take_number(const char *value, unsigned most, const char *what, unsigned *number, struct error *e)
{
	char *end;
	unsigned long n = strtoul(value, &end, 10);

	if (value[0] < '0' || value[0] > '9' || *end || n > most)
		return error_set(e, "%s takes a number from 0 to %u, not '%s'", what, most, value);
	*number = (unsigned)n;
	return 0;
}

static int take_level(struct options *o, const char *value, struct error *e)
{
	if (strlen(value) != 1 || value[0] < '1' || value[0] > '3')
		return error_set(e, "-m takes 1 (verdicts), 2 (reasons) or 3 (everything), not '%s'", value);
	o->level = value[0] - '0';
	return 0;
}

static int take_build(struct options *o, const char *value, struct error *e)
{
	(void)e;
	o->build = value;
	return 0;
}

static int take_root(struct options *o, const char *value, struct error *e)
{
	(void)e;
	o->root = value;
	return 0;
}

static int take_config(struct options *o, const char *value, struct error *e)
{
	(void)e;
	o->config = value;
	return 0;
}

static int take_clang(struct options *o, const char *value, struct error *e)
{
	(void)e;
	o->clang = value;
	return 0;
}

/* The list stays as it was written; the gate cuts it at the commas. */
static int take_only(struct options *o, const char *value, struct error *e)
{
	if (!*value)
		return error_set(e, "--only takes rules, for example --only=unused-include,include-cycle");
	VEC_PUSH(&o->only, value);
	return 0;
}

static int take_format(struct options *o, const char *value, struct error *e)
{
	(void)e;
	o->format = value;
	return 0;
}

static int take_yaml(struct options *o, const char *value, struct error *e)
{
	(void)e;
	VEC_PUSH(&o->reports, ((struct report_request){ "yaml", value }));
	return 0;
}

static int take_sarif(struct options *o, const char *value, struct error *e)
{
	(void)e;
	VEC_PUSH(&o->reports, ((struct report_request){ "sarif", value }));
	return 0;
}

/* FORMAT=FILE, where the format is one of the table's, so that it need not be copied. */
static int take_report(struct options *o, const char *value, struct error *e)
{
	size_t len = strcspn(value, "=");

	for (size_t i = 0; i < n_report_formats; i++) {
		if (strlen(report_formats[i].name) != len || strncmp(report_formats[i].name, value, len) || !value[len] || !value[len + 1])
			continue;
		VEC_PUSH(&o->reports, ((struct report_request){ report_formats[i].name, value + len + 1 }));
		return 0;
	}
	error_set(e, "--report takes FORMAT=FILE, not '%s'; formats are", value);
	for (size_t i = 0; i < n_report_formats; i++)
		strbuf_addf(&e->text, "%s %s", i ? "," : "", report_formats[i].name);
	return -1;
}

static int take_color(struct options *o, const char *value, struct error *e)
{
	if (strcmp(value, "auto") && strcmp(value, "always") && strcmp(value, "never"))
		return error_set(e, "--color takes auto, always or never, not '%s'", value);
	o->color = value;
	return 0;
}

static int take_jobs(struct options *o, const char *value, struct error *e)
{
	return take_number(value, 1024, "-j", &o->jobs, e);
}

static int take_timeout(struct options *o, const char *value, struct error *e)
{
	return take_number(value, 86400, "--unit-timeout", &o->unit_timeout, e);
}

static int take_memory(struct options *o, const char *value, struct error *e)
{
	return take_number(value, 1u << 24, "--unit-memory", &o->unit_memory, e);
}

static int take_remarks(struct options *o, const char *value, struct error *e)
{
	if (!strcmp(value, "off"))
		o->remarks = CODEGEN_OFF;
	else if (!strcmp(value, "run"))
		o->remarks = CODEGEN_RUN;
	else if (!strcmp(value, "read") || !strncmp(value, "read:", 5))
		o->remarks = CODEGEN_READ;
	else
		return error_set(e, "--remarks takes off, run, read or read:WHERE, not '%s'", value);
	o->records = o->remarks == CODEGEN_READ && value[4] ? value + 5 : NULL;
	return 0;
}

static int take_fail_level(struct options *o, const char *value, struct error *e)
{
	if (!strcmp(value, "note"))
		o->fail_level = SEVERITY_NOTE;
	else if (!strcmp(value, "warning"))
		o->fail_level = SEVERITY_WARNING;
	else if (!strcmp(value, "error"))
		o->fail_level = SEVERITY_ERROR;
	else
		return error_set(e, "--fail-level takes note, warning or error, not '%s'", value);
	return 0;
}

static int take_fix(struct options *o, const char *value, struct error *e)
{
	if (o->fix == FIX_NOTHING)
		o->fix = FIX_WRITE;
	if (!value)
		return 0;
	if (strcmp(value, "diff"))
		return error_set(e, "--fix takes diff or nothing, not '%s'", value);
	o->fix = FIX_DIFF;
	return 0;
}

static int take_include_mapping(struct options *o, const char *value, struct error *e)
{
	(void)e;
	VEC_PUSH(&o->include_mappings, value);
	return 0;
}

static int take_fix_export(struct options *o, const char *value, struct error *e)
{
	(void)e;
	o->fix_export = value;
	return 0;
}

#define TAKE_FLAG(member) \
	static int take_##member(struct options *o, const char *value, struct error *e) \
	{ \
		(void)value; \
		(void)e; \
		o->member = true; \
		return 0; \
	}
TAKE_FLAG(no_config)
TAKE_FLAG(exit_zero)
TAKE_FLAG(allow_incomplete)
TAKE_FLAG(hook)
TAKE_FLAG(dump_facts)
TAKE_FLAG(quiet)

static int take_help(struct options *o, const char *value, struct error *e)
{
	(void)value;
	(void)e;
	o->command = COMMAND_HELP;
	return 0;
}

static int take_version(struct options *o, const char *value, struct error *e)
{
	(void)value;
	(void)e;
	o->command = COMMAND_VERSION;
	return 0;
}

static const struct row rows[] = {
	{ 'p', "build", "DIR", "folder that holds compile_commands.json, or the file; default: looked for here,\nin build/ and in the folders above", take_build, "database" },
	{ 'm', NULL, "LEVEL", "1 verdicts, 2 reasons, 3 everything; default: only warnings and errors", take_level, "level" },
	{ 0, "only", "RULE,..", "only these rules; for the compiler's remarks a pass is a rule too", take_only, NULL },
	{ 0, "remarks", "HOW", "the compiler's side: run (default), off, read (records that the build left beside its\noutputs) or read:WHERE (a record file or a folder of them)", take_remarks, "remarks" },
	{ 0, "format", "FORMAT", "of standard output: text (default), yaml, sarif, github, gitlab, checkstyle, rdjson, or none", take_format, NULL },
	{ 0, "yaml", "FILE", "write a YAML report, too: LLVM's remark format; '-' is standard output", take_yaml, NULL },
	{ 0, "sarif", "FILE", "write a SARIF report, too, as GitHub's code scanning reads it", take_sarif, NULL },
	{ 0, "report", "FORMAT=FILE", "write a report of any format, too; may be given more than once", take_report, NULL },
	{ 0, "color", "WHEN", "auto (default), always, never; NO_COLOR is honoured", take_color, NULL },
	{ 'j', "jobs", "N", "units analysed at a time; default: one a core", take_jobs, NULL },
	{ 0, "root", "DIR", "the project's folder, from which paths are reported; default: this folder if it\nholds sources of the database, else the sources' common folder", take_root, NULL },
	{ 0, "clang", "FILE", "the clang that is run for remarks and whose headers are used", take_clang, NULL },
	{ 0, "config", "FILE", "the settings; default: .whynot.yaml in this folder or one above it, up to the one that\nholds .git", take_config, NULL },
	{ 0, "no-config", NULL, "all settings have their defaults", take_no_config, NULL },
	{ 0, "fix", "[=diff]", "take the advice that was proven: delete unused includes in the project's sources; with\n=diff only print what would change, and nothing else, to standard output", take_fix, NULL },
	{ 0, "fix-export", "FILE", "write the changes to a file for clang-apply-replacements", take_fix_export, NULL },
	{ 0, "include-mapping", "FILE", "a mapping file (.imp) of include-what-you-use: which header is meant for what; may be\ngiven more than once", take_include_mapping, NULL },
	{ 0, "unit-timeout", "SECONDS", "give a unit up after this time; default 600, 0 never", take_timeout, NULL },
	{ 0, "unit-memory", "MIB", "give a unit up that needs more memory; default 8192, 0 never", take_memory, NULL },
	{ 0, "fail-level", "SEVERITY", "exit with 1 from this severity on: note, warning (default), error", take_fail_level, "fail-level" },
	{ 0, "exit-zero", NULL, "exit with 0 although there are findings", take_exit_zero, NULL },
	{ 0, "allow-incomplete", NULL, "exit with 0 although units could not be analysed", take_allow_incomplete, NULL },
	{ 0, "hook", NULL, "run as a pre-commit hook: no database is no error, words behind -- are files", take_hook, NULL },
	{ 0, "dump-facts", NULL, "print the facts of the units instead of judging them", take_dump_facts, NULL },
	{ 'q', "quiet", NULL, "no progress line and no summary", take_quiet, NULL },
	{ 'h', "help", NULL, "this text", take_help, NULL },
	{ 0, "version", NULL, "versions of whynot, libclang and LLVM", take_version, NULL },
};

enum { n_rows = sizeof rows / sizeof *rows, HELP_COLUMN = 30 };

void options_help(struct out *out)
{
	out_puts(out, "usage: whynot [check] [-p DIR] [-m LEVEL] [OPTION...] [FILE...]\n"
		      "       whynot check [OPTION...] FILE... -- CLANG-ARGUMENTS     without a compile database\n"
		      "       whynot explain [NAME]\n"
		      "       whynot db-check [-p DIR]\n"
		      "       whynot config [OPTION...]\n"
		      "       whynot facts [OPTION...] [FILE...] > SHARD\n"
		      "       whynot link [OPTION...] SHARD...\n\n"
		      "FILE limits what is reported. Commands:\n");
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		out_printf(out, "  %-*s%s\n", HELP_COLUMN - 2, commands[i].name, commands[i].help);
	out_puts(out, "\nOptions:\n");
	for (size_t i = 0; i < n_rows; i++) {
		const struct row *r = &rows[i];
		struct strbuf head = STRBUF_INIT;

		if (r->letter)
			strbuf_addf(&head, "-%c", r->letter);
		if (r->name)
			strbuf_addf(&head, "%s--%s", r->letter ? ", " : "    ", r->name);
		if (r->value)
			strbuf_addf(&head, "%s%s", *r->value == '[' ? "" : r->name ? "=" : " ", r->value);
		out_printf(out, "  %-*s", HELP_COLUMN - 2, head.text);
		strbuf_release(&head);
		for (const char *line = r->help; *line;) {
			size_t len = strcspn(line, "\n");

			out_printf(out, "%.*s\n", (int)len, line);
			line += len;
			if (*line++ != '\n')
				break;
			out_printf(out, "%*s", HELP_COLUMN, "");
		}
	}
	out_puts(out, "\nExit status: 0 nothing at or above --fail-level; 1 findings; 2 wrong use or unreadable input;\n"
		      "3 no findings, but some unit could not be analysed.\n");
}

/* The row that `word` names, and where its attached value starts (NULL: none attached). */
static const struct row *find_row(const char *word, const char **attached)
{
	bool is_long = word[1] == '-';
	const char *name = word + (is_long ? 2 : 1);
	size_t len = strcspn(name, "=");

	for (size_t i = 0; i < n_rows; i++) {
		const struct row *r = &rows[i];

		if (is_long && r->name && strlen(r->name) == len && !strncmp(r->name, name, len)) {
			*attached = name[len] ? name + len + 1 : NULL;
			return r;
		}
		if (!is_long && r->letter && r->letter == *name) {
			*attached = name[1] ? name + 1 + (name[1] == '=') : NULL;
			return r;
		}
	}
	return NULL;
}

static int take_option(struct options *o, char *const *argv, int *i, struct error *e)
{
	const char *word = argv[*i], *value;
	const struct row *r = find_row(word, &value);

	if (!r)
		return error_set(e, "unknown option '%s'; see whynot --help", word);
	if (!r->value && value)
		return error_set(e, "option '%.*s' takes no value", (int)strcspn(word, "="), word);
	if (r->value && *r->value != '[' && !value) {
		value = argv[*i + 1];
		if (!value)
			return error_set(e, "option '%s' needs a value (%s); see whynot --help", word, r->value);
		++*i;
	}
	if (r->take(o, value, e) < 0)
		return -1;
	if (r->key)
		VEC_PUSH(&o->given, ((struct config_override){ r->key, value, "command line" }));
	return 0;
}

/* The first operand may be a command's name. */
static void take_operand(struct options *o, const char *word, bool *first)
{
	if (*first) {
		*first = false;
		for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
			if (!strcmp(word, commands[i].name)) {
				if (o->command == COMMAND_CHECK)
					o->command = commands[i].command;
				return;
			}
		}
	}
	VEC_PUSH(&o->files, word);
}

int options_parse(struct options *o, int argc, char *const *argv, struct error *e)
{
	bool first = true;
	int i;

	*o = (struct options){ .color = "auto", .unit_timeout = 600, .unit_memory = 8192,
			       .remarks = CODEGEN_RUN, .fail_level = SEVERITY_WARNING };
	for (i = 1; i < argc && strcmp(argv[i], "--"); i++) {
		if (argv[i][0] == '-' && argv[i][1]) {
			if (take_option(o, argv, &i, e) < 0)
				return -1;
		} else {
			take_operand(o, argv[i], &first);
		}
	}
	o->has_clang_args = i < argc && !o->hook;
	for (i++; i < argc; i++) {
		if (o->hook)
			VEC_PUSH(&o->files, argv[i]);
		else
			VEC_PUSH(&o->clang_args, argv[i]);
	}
	if (o->has_clang_args && !o->files.n)
		return error_set(e, "no file named before '--'; the form is: whynot check FILE... -- CLANG-ARGUMENTS");
	return 0;
}

void options_release(struct options *o)
{
	VEC_RELEASE(&o->only);
	VEC_RELEASE(&o->given);
	VEC_RELEASE(&o->reports);
	VEC_RELEASE(&o->files);
	VEC_RELEASE(&o->clang_args);
	VEC_RELEASE(&o->include_mappings);
}
