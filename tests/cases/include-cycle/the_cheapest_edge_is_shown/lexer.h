#pragma once
#include "source.h"

typedef int token_kind;
typedef const char *token_text;

struct lexer {
	struct source *source;
	source_offset at;
};
