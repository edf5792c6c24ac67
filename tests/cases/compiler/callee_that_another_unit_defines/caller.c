//!flags -m=2 --remarks=run
//!args -O2
#include <stdio.h>

int defined_elsewhere(int n);
int defined_nowhere(int n);

int call(int n)
{
	puts("a library's function is not ours to show");
	return defined_elsewhere(n) + defined_nowhere(n); //! missed inline NoDefinition "defined_elsewhere will not be inlined into call"
}
