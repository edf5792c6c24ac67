/*
 * What one run has loaded and made, passed from step to step of the pipeline (run.c). Each step fills its part; nothing is
 * global.
 */
#ifndef WHYNOT_ANALYZER_SESSION_H
#define WHYNOT_ANALYZER_SESSION_H

#include "analyzer/base/arena.h"
#include "analyzer/commands/compdb.h"
#include "analyzer/frontend/frontend.h"
#include "analyzer/options.h"
#include "analyzer/profile/profile.h"
#include "analyzer/program/link.h"
#include "analyzer/progress.h"
#include "rules/emit.h"
#include "rules/exhibit.h"
#include "rules/escape_models.h"
#include "rules/gate/baseline.h"
#include "rules/gate/gate.h"
#include "rules/include_mapping.h"
#include "rules/rule.h"

struct journal;
struct session_cache;

struct session_gcc {
	const char *name;                         /* the database's */
	const char *path;                         /* absolute; NULL: clang compiles its units */
};

struct session {
	const struct options *options;            /* the command line over the settings */
	const struct options *command_line;
	struct options merged;                    /* what `options` points to; owns nothing */
	struct config config;
	struct arena memory;
	const char *directory;                    /* where we were started, absolute */
	const char *root;                         /* the project's folder, absolute */
	const char *repository;                   /* absolute: the folder around the root that holds .git, else the root */
	const char *clang;
	const char *gcc;                          /* run for every unit in clang's place; NULL: none */
	VEC(struct session_gcc) gccs;             /* those that the database names, for --compiler=auto */
	struct compdb db;
	VEC(const struct compile_command *) units; /* of `db`, those to be analysed, in its order */
	VEC(bool) is_compiled;                    /* for each of `units`: what the compiler says of it is wanted, too */
	VEC(const char *) reported;               /* --files as the gate wants them: relative to the root */
	size_t n_left_out;                        /* units of the database that this run leaves aside on purpose */
	size_t n_configs_left_out;                /* by --configs */
	size_t n_written, n_written_failed, n_written_had_errors; /* to a shard */
	struct include_settings includes;         /* keep patterns and mapping files */
	struct progress progress;
	struct intern text;
	struct program *program;
	struct models models;
	struct profiles profiles;                 /* of --profile */
	const char *profdata;                     /* of these, what the compiler is given: absolute; NULL: none */
	size_t n_colder;                          /* findings that --hot left out */
	struct rule_settings settings;            /* what the rules are run with */
	struct emitter emitter;                   /* its findings, after rules and gate the shown ones first */
	struct gate_counts counts;
	size_t n_fixed;                           /* of the shown findings, those whose advice was taken: no failures any more */
	struct gate_silents silent;               /* what comments suppressed */
	struct suppressions *suppressions;        /* the comments, closed */
	struct changed *changed;                  /* NULL: not asked for */
	struct baseline *baseline;                /* NULL: none */
	struct exhibit exhibit;
	struct frontend *frontend;                /* a worker's own; NULL in the parent */
	struct session_cache *cache;              /* NULL: none */
	struct journal *journal;                  /* of the whole run; NULL: none */
};

/* settings.c: finds and reads .whynot.yaml, checks its rules, and lets the command line have the last word. */
int session_load_settings(struct session *s, struct error *e);

/* compilers.c: finds the gccs that --compiler asks for, before units are compiled. */
int session_choose_compilers(struct session *s, struct error *e);

/* compilers.c: the gcc that compiles the unit, an absolute path; NULL: clang does. */
const char *session_gcc_of(const struct session *s, const struct compile_command *command);

/* settings.c: fills the settings of the rules, before any work is done: reads the files of --models and of the settings. */
int session_set_up_rules(struct session *s, struct error *e);

/* settings.c: `whynot config`. */
void session_write_settings(const struct session *s, struct out *o);

/* units.c: loads the database and picks the units. 1: nothing to do, and said so (--hook). */
int session_load_units(struct session *s, struct error *e);

/* operands.c: FILE operands become paths as findings have them. 1: in a hook, there are some and none is for us. */
int session_name_files(struct session *s, struct error *e);

/* operands.c: says which FILE operands no unit reads; their number. For when the program is linked. */
size_t session_say_unread_files(struct session *s);

/* changed.c: reads the change that was asked for, once root and repository are known. */
int session_read_change(struct session *s, struct error *e);

/* collect.c: runs the front end and the compiler over the units and links them, or, for `whynot facts`, writes them to `shard`. */
int session_collect(struct session *s, struct out *shard, struct error *e);

/* shards.c: links shards instead. */
int session_read_shards(struct session *s, struct error *e);

/* collect.c: in a worker: its front end, made at the first call. From then on the worker prints nothing. */
struct frontend *session_frontend(struct session *s);

/* prove.c: sends the rules' questions to the workers and adds the answers to the program. */
int session_prove(struct session *s, struct error *e);

/* include_settings.c: reads the mapping files that settings and command line name; fills settings.includes. */
int session_load_includes(struct session *s, struct error *e);

/* heat.c: reads the files of --profile, before any work is done. */
int session_read_profiles(struct session *s, struct error *e);

/* heat.c: joins them with the program, before the rules run. */
void session_join_profiles(struct session *s);

/* heat.c: gives each shown finding its hotness, and keeps the hottest if --hot asks for it. Once the gate is passed. */
void session_heat(struct session *s);

/* heat.c: what became of the profiles, for the summary. */
void session_say_profiles(const struct session *s);

/* judge.c: refuses unknown rules and formats, before any work is done. */
int session_check_options(struct session *s, struct error *e);

/* judge.c: runs the rules and the gate. */
void session_judge(struct session *s);

/* comments.c: reads what comments ask for. */
void session_read_comments(struct session *s);

/* comments.c: emits what is wrong with the comments, after the rules have run. */
void session_judge_comments(struct session *s);

/* comments.c: the ids of the rules and passes that could have found something in this run. */
size_t session_rules_that_ran(struct session *s, const char *const **ids);

/* known.c: reads the baseline before any work is done. */
int session_load_baseline(struct session *s, struct error *e);

/* known.c: shows all findings to the baseline, before the gate drops those that are hidden. */
void session_see_known(struct session *s);

/* known.c: takes what the baseline knows out of the shown findings, names what is stale, and updates the file if asked to. */
int session_apply_baseline(struct session *s, struct error *e);

/* show.c: reads the files that the shown findings point into. */
void session_read_sources(struct session *s);

/* exhibit_page.c: adds to the exhibit what only the HTML page shows. */
void session_fill_page(struct session *s);

/* exhibit_assembly.c: of that the instructions by line, once the functions are there. */
void session_fill_assembly(struct session *s);

/* exhibit_includes.c: of that the includes. */
void session_fill_includes(struct session *s);

/* show.c: fills the exhibit and writes the reports and the summary. */
int session_show(struct session *s, struct error *e);

/* fix.c: takes the advice of the shown findings, as --fix and --fix-export say. */
int session_fix(struct session *s, struct error *e);

/* show.c: one line to the user on standard error. */
void session_say(const char *line);

/* The number of worker processes. */
unsigned session_jobs(const struct session *s);

/* True if --only asks for the rule or is not given. */
bool session_wants(const struct session *s, const char *rule);

#endif
