//!flags -m=1
#include "color.h" //! missed unused-include UnusedInclude "color.h"

int main(void)
{
	return 0;
}
