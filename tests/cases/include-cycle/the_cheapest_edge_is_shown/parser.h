#pragma once
#include "lexer.h"

struct parser {
	struct lexer lexer;
	token_kind ahead;
	token_text text;
};
