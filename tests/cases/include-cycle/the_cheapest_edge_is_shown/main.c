#include "parser.h"

token_kind ahead(const struct parser *p)
{
	return p->lexer.at ? p->ahead : 0;
}
