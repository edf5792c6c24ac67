/* Near miss: nobody edits either of the two. */
#include "tokens.h"

int main(void)
{
	return NAME;
}
