//!flags -m=1
#include <assert.h> //! missed unused-include UnusedInclude

int nothing_is_asserted;
