/* The pipeline, from the command line to the exit status. */
#ifndef WHYNOT_ANALYZER_RUN_H
#define WHYNOT_ANALYZER_RUN_H

#include "analyzer/base/error.h"
#include "analyzer/options.h"

/* Does what the options ask for. The exit status (see options_help), or below 0 with the error. */
int run(const struct options *o, struct error *e);

#endif
