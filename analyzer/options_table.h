/*
 * Each option is one row: its spellings, the word for its value, its help and the function that takes it. Parsing, --help, the manual
 * page and the shells' completions all walk the rows. Private to options*.c.
 */
#ifndef WHYNOT_ANALYZER_OPTIONS_TABLE_H
#define WHYNOT_ANALYZER_OPTIONS_TABLE_H

#include "analyzer/options.h"

struct option_row {
char letter;            /* 0: none */
	const char *name;       /* NULL: none */
	const char *value;      /* the word for it in --help; NULL: takes none */
	const char *help;       /* lines for --help */
	int (*take)(struct options *o, const char *value, struct error *e);
	const char *key;        /* of the setting in .whynot.yaml that it overrides */
};

struct option_command {
	const char *name;
	enum command command;
	const char *help;
};

extern const struct option_row option_rows[];
extern const size_t n_option_rows;
extern const struct option_command option_commands[];
extern const size_t n_option_commands;

#endif
