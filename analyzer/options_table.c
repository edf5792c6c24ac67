#include "analyzer/options_table.h"

#include "reports/report.h"

#include <stdlib.h>
#include <string.h>

const struct option_command option_commands[] = {
	{ "check", COMMAND_CHECK, "analyse and report; the default" },
	{ "explain", COMMAND_EXPLAIN, "what a rule or a remark of the compiler means and what to try; all names without one" },
	{ "db-check", COMMAND_DB_CHECK, "what is wrong with the compile database, with advice" },
	{ "facts", COMMAND_FACTS, "write the facts of the units to standard output: a shard" },
	{ "diff", COMMAND_DIFF, "what got better and worse between two YAML reports, or two records of a compiler" },
	{ "report", COMMAND_REPORT, "another form of a YAML report: a page (--html), SARIF, text" },
	{ "config", COMMAND_CONFIG, "print the settings in force and where each comes from" },
	{ "cache", COMMAND_CACHE, "what the cache holds, or, with --clear, nothing any more" },
	{ "link", COMMAND_LINK, "judge and report shards instead of sources" },
};
const size_t n_option_commands = sizeof option_commands / sizeof *option_commands;

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

/* Any text will do. */
#define TAKE_TEXT(member) \
	static int take_##member(struct options *o, const char *value, struct error *e) \
	{ \
		(void)e; \
		o->member = value; \
		return 0; \
	}
TAKE_TEXT(build)
TAKE_TEXT(query_driver)
TAKE_TEXT(root)
TAKE_TEXT(config)
TAKE_TEXT(baseline)
TAKE_TEXT(since)
TAKE_TEXT(diff)
TAKE_TEXT(clang)
TAKE_TEXT(compiler)
TAKE_TEXT(format)
TAKE_TEXT(html_dir)
TAKE_TEXT(fix_export)

static int take_configs(struct options *o, const char *value, struct error *e)
{
	if (strcmp(value, "first") != 0 && strcmp(value, "all") != 0 && strncmp(value, "match=", 6) != 0)
		return error_set(e, "--configs takes first, all or match=REGEX, not '%s'", value);
	o->configs = value;
	return 0;
}

static int take_repair(struct options *o, const char *value, struct error *e)
{
	if (!*value)
		return error_set(e, "--repair takes a file, for example --repair=repaired.json, or '-' for standard output");
	o->repair = value;
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

static int take_yaml(struct options *o, const char *value, struct error *e)
{
	(void)e;
	VEC_PUSH(&o->reports, ((struct report_request){ "yaml", value }));
	return 0;
}

static int take_html(struct options *o, const char *value, struct error *e)
{
	(void)e;
	VEC_PUSH(&o->reports, ((struct report_request){ "html", value }));
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

static int take_opt(struct options *o, const char *value, struct error *e)
{
	static const char *const levels[] = { "-O0", "-O1", "-O2", "-O3", "-Os", "-Oz", "-Ofast", "-Og" };

	for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
		if (!strcmp(value, levels[i])) {
			o->opt_level = levels[i];
			return 0;
		}
	}
	return error_set(e, "--opt takes -O0, -O1, -O2, -O3, -Os, -Oz, -Ofast or -Og, not '%s'", value);
}

static int take_stack_limit(struct options *o, const char *value, struct error *e)
{
	uint64_t bytes;

	if (!config_bytes(value, 1u << 24, &bytes))
		return error_set(e, "--stack-limit takes a number from 1 to %u bytes, also as 4KiB, not '%s'", 1u << 24, value);
	if (!bytes)
		return error_set(e, "--stack-limit takes at least 1 byte");
	o->stack_limit = (unsigned)bytes;
	return 0;
}

static int take_models(struct options *o, const char *value, struct error *e)
{
	if (!*value)
		return error_set(e, "--models takes a file that describes functions, in the form of rules/escape_models.txt");
	VEC_PUSH(&o->models, value);
	return 0;
}

static int take_profile(struct options *o, const char *value, struct error *e)
{
	if (!*value)
		return error_set(e, "--profile takes a file: of llvm-cov export, gcov --json-format, perf script or callgrind, or a .profdata");
	VEC_PUSH(&o->profiles, value);
	return 0;
}

static int take_hot(struct options *o, const char *value, struct error *e)
{
	if (take_number(value, 1u << 30, "--hot", &o->hot, e) < 0)
		return -1;
	if (!o->hot)
		return error_set(e, "--hot takes the number of findings to keep, at least 1");
	return 0;
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

static int take_cache_size(struct options *o, const char *value, struct error *e)
{
	if (!config_bytes(value, 1ull << 40, &o->cache_size))
		return error_set(e, "--cache-size takes a number of bytes, also as 500MiB or 2GiB, not '%s'", value);
	if (!o->cache_size)
		return error_set(e, "--cache-size takes at least 1 byte; --no-cache goes without");
	return 0;
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

/* Words with commas between. */
static int take_fix(struct options *o, const char *value, struct error *e)
{
	if (o->fix == FIX_NOTHING)
		o->fix = FIX_WRITE;
	for (const char *at = value; at;) {
		size_t len = strcspn(at, ",");

		if (len == 4 && !strncmp(at, "diff", len))
			o->fix = FIX_DIFF;
		else if (len == 3 && !strncmp(at, "all", len))
			o->fix_all = true;
		else
			return error_set(e, "--fix takes nothing, diff, all or all,diff, not '%s'", value);
		at = at[len] ? at + len + 1 : NULL;
	}
	return 0;
}

static int take_include_mapping(struct options *o, const char *value, struct error *e)
{
	(void)e;
	VEC_PUSH(&o->include_mappings, value);
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
TAKE_FLAG(sarif_absolute)
TAKE_FLAG(staged)
TAKE_FLAG(baseline_update)
TAKE_FLAG(allow_growth)
TAKE_FLAG(exit_zero)
TAKE_FLAG(allow_incomplete)
TAKE_FLAG(hook)
TAKE_FLAG(dump_facts)
TAKE_FLAG(quiet)
TAKE_FLAG(no_cache)
TAKE_FLAG(cache_stats)
TAKE_FLAG(cache_clear)

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

const struct option_row option_rows[] = {
	{ 'p', "build", "DIR", "folder that holds compile_commands.json, or the file; default: looked for here,\nin build/ and in the folders above", take_build, "database" },
	{ 0, "configs", "WHICH", "of files with several configurations: all (default), first, or match=REGEX: those\nwhose flags match, as db-check lists them", take_configs, NULL },
	{ 0, "query-driver", "LIST", "run these compilers of the database to ask them for their include folders: names or\npatterns of paths, with commas between; default: none is run", take_query_driver, NULL },
	{ 0, "repair", "FILE", "db-check: write the database to FILE with its form repaired ('-': standard output)", take_repair, NULL },
	{ 'm', NULL, "LEVEL", "1 verdicts, 2 reasons, 3 everything; default: only warnings and errors", take_level, "level" },
	{ 0, "only", "RULE,..", "only these rules; for the compiler's remarks a pass is a rule too", take_only, NULL },
	{ 0, "models", "FILE", "what functions without a body here do with pointers, in the form of\nrules/escape_models.txt; may be given several times, the later line wins", take_models, NULL },
	{ 0, "stack-limit", "BYTES", "an allocation up to this size, also as 4KiB, could be a local; default 1024", take_stack_limit, "stack-limit" },
	{ 0, "remarks", "HOW", "the compiler's side: run (default), off, read (records that the build left beside its\noutputs) or read:WHERE (a record file or a folder of them)", take_remarks, "remarks" },
	{ 0, "opt", "LEVEL", "compile at this level instead of the commands' own, as --opt=-O2; only for the\ncompiler's side with --remarks=run", take_opt, NULL },
	{ 0, "profile", "FILE", "where the time goes: JSON of llvm-cov export or gcov --json-format, text of perf script,\na callgrind.out or a .profdata; told by its content; may be given more than once", take_profile, NULL },
	{ 0, "hot", "N", "report only the N hottest findings, the hottest first; without a profile by an estimate", take_hot, NULL },
	{ 0, "format", "FORMAT", "of standard output: text (default), yaml, html, sarif, github, gitlab, checkstyle, rdjson,\nor none", take_format, NULL },
	{ 0, "yaml", "FILE", "write a YAML report, too: LLVM's remark format; '-' is standard output", take_yaml, NULL },
	{ 0, "html", "FILE", "write a page for the browser, too: everything in one file, also what scripts and style it has", take_html, NULL },
	{ 0, "html-dir", "DIR", "write pages into a folder, too: an index, and one for each source with all its lines", take_html_dir, NULL },
	{ 0, "sarif", "FILE", "write a SARIF report, too, as GitHub's code scanning reads it", take_sarif, NULL },
	{ 0, "sarif-absolute", NULL, "SARIF tells where the project and this folder are on this machine, too", take_sarif_absolute, NULL },
	{ 0, "report", "FORMAT=FILE", "write a report of any format, too; may be given more than once", take_report, NULL },
	{ 0, "color", "WHEN", "auto (default), always, never; NO_COLOR is honoured", take_color, NULL },
	{ 'j', "jobs", "N", "units analysed at a time; default: one a core", take_jobs, NULL },
	{ 0, "root", "DIR", "the project's folder, from which paths are reported; default: this folder if it\nholds sources of the database, else the sources' common folder", take_root, NULL },
	{ 0, "clang", "FILE", "the clang that is run for remarks and whose headers are used", take_clang, NULL },
	{ 0, "compiler", "WHICH", "whose code and remarks are looked at: clang (default), auto (gcc for what the database\ncompiles with gcc; found in PATH by its name), or a gcc: gcc, gcc-13, a path", take_compiler, "compiler" },
	{ 0, "config", "FILE", "the settings; default: .whynot.yaml in this folder or one above it, up to the one that\nholds .git", take_config, NULL },
	{ 0, "no-config", NULL, "all settings have their defaults", take_no_config, NULL },
	{ 0, "since", "REV", "report only what was changed since the branch left REV, uncommitted changes included", take_since, NULL },
	{ 0, "staged", NULL, "report only what is staged for the next commit", take_staged, NULL },
	{ 0, "diff", "FILE", "report only what this unified diff changed; '-' is standard input", take_diff, NULL },
	{ 0, "baseline", "FILE", "what this file lists is known and not reported", take_baseline, "baseline" },
	{ 0, "baseline-update", NULL, "take out of the baseline what is not found any more", take_baseline_update, NULL },
	{ 0, "allow-growth", NULL, "with --baseline-update: put in what is new; makes the file if there is none", take_allow_growth, NULL },
	{ 0, "fix", "[=HOW]", "take the advice that was proven: delete unused includes in the project's sources; with\n=all also put the headers that are meant in the place of those that only lead to them;\nwith =diff or =all,diff only print what would change, and nothing else, to standard\noutput", take_fix, NULL },
	{ 0, "fix-export", "FILE", "write the changes to a file for clang-apply-replacements", take_fix_export, NULL },
	{ 0, "include-mapping", "FILE", "a mapping file (.imp) of include-what-you-use: which header is meant for what; may be\ngiven more than once", take_include_mapping, NULL },
	{ 0, "unit-timeout", "SECONDS", "give a unit up after this time; default 600, 0 never", take_timeout, NULL },
	{ 0, "unit-memory", "MIB", "give a unit up that needs more memory; default 8192, 0 never", take_memory, NULL },
	{ 0, "no-cache", NULL, "analyse everything anew, and keep nothing for the next run", take_no_cache, NULL },
	{ 0, "cache-size", "BYTES", "how much the cache may take, also as 500MiB; default 2GiB", take_cache_size, "cache.size" },
	{ 0, "stats", NULL, "cache: say what it holds; the default", take_cache_stats, NULL },
	{ 0, "clear", NULL, "cache: delete all that it holds", take_cache_clear, NULL },
	{ 0, "fail-level", "SEVERITY", "exit with 1 from this severity on: note, warning (default), error", take_fail_level, "fail-level" },
	{ 0, "exit-zero", NULL, "exit with 0 although there are findings", take_exit_zero, NULL },
	{ 0, "allow-incomplete", NULL, "exit with 0 although units could not be analysed", take_allow_incomplete, NULL },
	{ 0, "hook", NULL, "run as a pre-commit hook: no database is no error, words behind -- are files", take_hook, NULL },
	{ 0, "dump-facts", NULL, "print the facts of the units instead of judging them", take_dump_facts, NULL },
	{ 'q', "quiet", NULL, "no progress line and no summary", take_quiet, NULL },
	{ 'h', "help", NULL, "this text", take_help, NULL },
	{ 0, "version", NULL, "versions of whynot, libclang and LLVM", take_version, NULL },
};
const size_t n_option_rows = sizeof option_rows / sizeof *option_rows;
