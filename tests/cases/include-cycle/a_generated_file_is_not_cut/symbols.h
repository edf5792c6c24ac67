#ifndef SYMBOLS_H
#define SYMBOLS_H

#include "grammar.h" //! missed include-cycle IncludeCycle "2 files: symbols.h -> grammar.h -> symbols.h"

struct symbol {
	struct symbol *next;
	enum token token;
};

#endif
