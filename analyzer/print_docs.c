/* print_docs man|bash|zsh: what `make install` installs beside the program, made at build time from the table of options. */
#include "analyzer/options.h"

#include <string.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	const char *what = argc == 2 ? argv[1] : "";
	struct error e = ERROR_INIT;
	struct out o;

	out_to_fd(&o, STDOUT_FILENO, "standard output");
	if (!strcmp(what, "man"))
		options_manual(&o, WHYNOT_VERSION);
	else if (!strcmp(what, "bash"))
		options_bash(&o);
	else if (!strcmp(what, "zsh"))
		options_zsh(&o);
	else
		return 2;
	return out_close(&o, &e) < 0 ? 1 : 0;
}
