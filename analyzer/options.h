/* The command line. One table gives parsing and --help; README's block of options is compared with it by a test. */
#ifndef WHYNOT_ANALYZER_OPTIONS_H
#define WHYNOT_ANALYZER_OPTIONS_H

#include "analyzer/base/error.h"
#include "analyzer/base/out.h"
#include "analyzer/base/vec.h"
#include "analyzer/codegen/codegen.h"
#include "analyzer/config/config.h"
#include "rules/finding.h"

#include <stdint.h>

enum command {
	COMMAND_CHECK, COMMAND_EXPLAIN, COMMAND_DB_CHECK, COMMAND_FACTS, COMMAND_LINK, COMMAND_CONFIG, COMMAND_DIFF, COMMAND_REPORT, COMMAND_CACHE,
	COMMAND_HELP, COMMAND_VERSION,
};

/* One more report than the one on standard output. */
struct report_request {
	const char *format, *path;    /* path "-": standard output */
};

enum fix_mode { FIX_NOTHING, FIX_WRITE, FIX_DIFF };

struct options {
	enum command command;
	const char *build;            /* -p: folder of compile_commands.json or the file; NULL: looked for */
	const char *configs;          /* "first", "all" or "match=REGEX" */
	const char *repair;           /* db-check: where the repaired database goes; NULL: nowhere */
	const char *query_driver;     /* which compilers of the database may be asked for their headers; NULL: none */
	const char *root;             /* NULL: found from the sources */
	const char *clang;
	const char *compiler;         /* "clang", "auto", or the name or path of a gcc; NULL: clang */
	const char *config;           /* --config; NULL: looked for */
	bool no_config;
	const char *baseline;         /* NULL: none */
	VEC(struct config_override) given; /* the settings that the command line has the last word on */
	int level;                    /* 0 without -m */
	VEC(const char *) only;
	unsigned stack_limit;         /* bytes up to which an allocation could be a local; 0: the rules' default */
	VEC(const char *) models;     /* files that describe functions, in the order of reading */
	const char *format;           /* of standard output; NULL: text, unless a report goes there */
	VEC(struct report_request) reports;
	const char *html_dir;         /* the report as a folder of pages; NULL: none */
	bool sarif_absolute;          /* SARIF tells where the project is on this machine */
	const char *color;            /* "auto", "always", "never" */
	unsigned jobs;                /* 0: one a core */
	unsigned unit_timeout;        /* seconds */
	unsigned unit_memory;         /* MiB */
	enum codegen_mode remarks;
	const char *records;          /* --remarks=read:WHERE */
	VEC(const char *) profiles;   /* --profile: files, in the order given */
	unsigned hot;                 /* --hot: report only so many, the hottest first; 0: all, by place */
	const char *opt_level;        /* "-O2", instead of what the commands say; NULL: those */
	enum severity fail_level;
	const char *since, *diff;     /* NULL: not asked for */
	bool staged;
	bool baseline_update, allow_growth;
	enum fix_mode fix;
	bool fix_all;                 /* also advice of level 2 that was proven: IndirectInclude */
	VEC(const char *) include_mappings; /* --include-mapping, besides those of the settings */
	const char *fix_export;       /* NULL: no such file */
	bool no_cache;
	uint64_t cache_size;          /* bytes; 0: as the settings say */
	bool cache_stats, cache_clear;
	VEC(const char *) words;      /* the whole command line, as given */
	bool exit_zero, allow_incomplete, hook, dump_facts, quiet;
	VEC(const char *) files;      /* operands */
	bool names_files;             /* there are some, or "--" says that all of them are there */
	bool has_clang_args;          /* there was a "--" */
	VEC(const char *) clang_args; /* what stood behind it */
};

/* Fills `o`, which owns its lists; the texts are argv's own. Below 0: wrong use, with the word and the remedy. */
int options_parse(struct options *o, int argc, char *const *argv, struct error *e);
void options_release(struct options *o);

/* True if --only names the rule or is not given. */
bool options_only(const struct options *o, const char *rule);

/* What --help says. */
void options_help(struct out *out);

/* whynot(1) as roff, and what bash and zsh complete. */
void options_manual(struct out *o, const char *version);
void options_bash(struct out *o);
void options_zsh(struct out *o);

#endif
