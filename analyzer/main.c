/* argv to exit status. The only place that prints errors and exits. */
#include "analyzer/base/printable.h"
#include "analyzer/options.h"
#include "analyzer/run.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>

/* A standard stream that the caller closed must not be taken by the first file that we open. */
static void reserve_standard_streams(void)
{
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0)
			(void)!open("/dev/null", O_RDONLY);
}

int main(int argc, char **argv)
{
	struct options o;
	struct error e = ERROR_INIT;
	int status;

	reserve_standard_streams();
	/* A closed pipe or a file at its limit is then a failed write with a message, as a full disk is. */
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	/* Whoever ignores children hands that on, and then nobody could tell how ours ended. */
	signal(SIGCHLD, SIG_DFL);
	status = options_parse(&o, argc, argv, &e);
	if (status >= 0)
		status = run(&o, &e);
	if (status < 0) {
		struct strbuf line = STRBUF_INIT;

		printable_add(&line, e.text.text);
		fprintf(stderr, "whynot: %s\n", line.text);
		strbuf_release(&line);
		status = 2;
	}
	options_release(&o);
	error_release(&e);
	return status;
}
