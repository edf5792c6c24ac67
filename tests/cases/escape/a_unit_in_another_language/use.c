//!flags -m=1
#include <stdlib.h>

void in_cxx(char *p);

void passed_to_another_language(void)
{
	in_cxx(malloc(8)); //! analysis escape Escapes "passed to in_cxx, which is not followed"
}
