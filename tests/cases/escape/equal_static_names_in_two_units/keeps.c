//!flags -m=1
#include <stdlib.h>

static char *kept;
static void take(char *p) { kept = p; }
static struct { void (*call)(char *); } hooks = { take };

void in_keeps(void) { take(malloc(8)); } //! analysis escape Escapes "passed to take, which stores it in global kept"
void by_hook_in_keeps(void) { hooks.call(malloc(8)); } //! analysis escape Escapes "passed to take"
int main(void) { return kept != NULL; }
