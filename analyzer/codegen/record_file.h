/* Where an earlier build left its record of remarks. */
#ifndef WHYNOT_CODEGEN_RECORD_FILE_H
#define WHYNOT_CODEGEN_RECORD_FILE_H

#include "analyzer/base/compile_command.h"
#include "analyzer/base/strbuf.h"

#include <stdbool.h>

/*
 * Replaces `path` with the first existing record file and returns true; false if there is none. `tried` is replaced with all
 * paths that were looked at, separated by ", ". `records` is a file, a folder to look in, or NULL: beside the command's
 * output, then in its directory. In a folder, a record of a name that another unit shares is only taken from where the
 * command's output would lie below it.
 */
bool record_file_find(const struct compile_command *command, const char *records, bool name_is_shared, struct strbuf *path,
		      struct strbuf *tried);

#endif
