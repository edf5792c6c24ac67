/* The cache in a run: where it lies, what is asked of it, and what is said when it cannot be used. */
#ifndef WHYNOT_ANALYZER_SESSION_CACHE_H
#define WHYNOT_ANALYZER_SESSION_CACHE_H

#include "analyzer/cache/cache.h"

struct session;
struct options;
struct workers;

/* One for a session. */
struct session_cache {
	struct cache cache;
	VEC(struct digest) used;          /* keys of all units and answers that the run was made from */
	struct worker_report *workers;    /* shared with them */
	bool is_foreign;                  /* it may lie inside the project: no report of it is believed */
	bool has_key;                     /* `report` is there */
	struct digest report;             /* the key of this run's report, from before it began: days end meanwhile */
	bool is_whole;                    /* all that was used is kept, so that the report can be, too */
};

/* The folder that the surroundings, the settings or the standard name. False, and why in `e`, if there is none. */
bool session_cache_folder(const struct session *s, struct strbuf *folder, struct error *e);

/* Bytes. */
uint64_t session_cache_size(const struct session *s);

/* Opens the cache unless it is not wanted. Before anything is read that a report depends on. */
void session_cache_open(struct session *s);
void session_cache_close(struct session *s);

/* When the project's folder is known: lets results be written, or says why not. */
void session_cache_allow(struct session *s);

/*
 * Jobs that workers do unless the cache has their results: `key` of each, and who takes the bytes, in the order of the jobs, as
 * struct workers has it. `work` returns whether its answer may be kept.
 */
struct cached_jobs {
	size_t n;
	void *context;
	void (*add_key)(void *context, size_t job, struct strbuf *key);
	bool (*work)(void *context, size_t job, struct strbuf *answer);
	void (*done)(void *context, size_t job, const char *bytes, size_t len, const char *failure);
	const char *(*job_name)(const void *context, size_t job);
	const size_t *order;              /* as struct workers has it; NULL: as numbered */
	bool is_by_time;                  /* what the jobs give depends on the times of files, too */
};

int session_cache_run(struct session *s, const struct cached_jobs *jobs, struct error *e);

/*
 * kept_report.c: gives out what an equal run gave out, and its exit status; below 0 if there was none. And keeps what this run gave out
 * with its status, and trims the cache if anything was put into it.
 */
int session_cache_replay(struct session *s);
void session_cache_keep(struct session *s, int status);

/* True if a run with these options could have written that file: what an entry names besides is nobody's wish. */
bool session_cache_may_write(const struct options *o, const char *path);

/* At the end of a run: says what could not be written, and makes room. */
void session_cache_trim(struct session *s);

/* cache_command.c: `whynot cache`. */
int session_cache_command(const struct session *s, struct error *e);

#endif
