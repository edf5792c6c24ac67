//!flags -m=1
/* Near miss: it declares nothing, it is the text that counts. */
int numbers[] = {
#include "numbers.def"
};
