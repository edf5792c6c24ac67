#pragma once
#include "parser.h" //! missed include-cycle IncludeCycle "3 files: source.h -> parser.h -> lexer.h -> source.h"

typedef long source_offset;

struct parser;

struct source {
	const char *bytes;
	struct parser *reader;
};
