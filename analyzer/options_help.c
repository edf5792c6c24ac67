/* --help, the manual page and the shells' completions, all from the table. */
#include "analyzer/options_table.h"

#include "reports/report.h"

#include <string.h>

enum { HELP_COLUMN = 30 };

static const char usage[] =
	"whynot [check] [-p DIR] [-m LEVEL] [OPTION...] [FILE...]\n"
	"whynot check [OPTION...] FILE... -- CLANG-ARGUMENTS     without a compile database\n"
	"whynot explain [NAME]\n"
	"whynot db-check [-p DIR] [--repair=FILE]\n"
	"whynot diff OLD.yaml NEW.yaml\n"
	"whynot report [OPTION...] FILE.yaml\n"
	"whynot config [OPTION...]\n"
	"whynot facts [OPTION...] [FILE...] > SHARD\n"
	"whynot link [OPTION...] SHARD...\n"
	"whynot cache [--stats] [--clear]\n";

static const char exit_statuses[] =
	"0 nothing at or above --fail-level; 1 findings; 2 wrong use or unreadable input;\n"
	"3 no findings in the code, but some of it could not be analysed, or a FILE is read by no unit.\n";

static bool needs_value(const struct option_row *r)
{
	return r->value && *r->value != '[';
}

static const char *before_value(const struct option_row *r)
{
	return !needs_value(r) ? "" : r->name ? "=" : " ";
}

static void put_usage(struct out *o)
{
	const char *head = "usage: ";

	for (const char *line = usage; *line; line += strcspn(line, "\n") + 1) {
		out_printf(o, "%s%.*s\n", head, (int)strcspn(line, "\n"), line);
		head = "       ";
	}
}

void options_help(struct out *out)
{
	put_usage(out);
	out_puts(out, "\nFILE limits what is reported. Commands:\n");
	for (size_t i = 0; i < n_option_commands; i++)
		out_printf(out, "  %-*s%s\n", HELP_COLUMN - 2, option_commands[i].name, option_commands[i].help);
	out_puts(out, "\nOptions:\n");
	for (size_t i = 0; i < n_option_rows; i++) {
		const struct option_row *r = &option_rows[i];
		struct strbuf head = STRBUF_INIT;

		if (r->letter)
			strbuf_addf(&head, "-%c", r->letter);
		if (r->name)
			strbuf_addf(&head, "%s--%s", r->letter ? ", " : "    ", r->name);
		if (r->value)
			strbuf_addf(&head, "%s%s", before_value(r), r->value);
		out_printf(out, "  %-*s", HELP_COLUMN - 2, head.text);
		strbuf_release(&head);
		for (const char *line = r->help; *line;) {
			size_t len = strcspn(line, "\n");

			out_printf(out, "%.*s\n", (int)len, line);
			line += len;
			if (*line++ != '\n')
				break;
			out_printf(out, "%*s", HELP_COLUMN, "");
		}
	}
	out_puts(out, "\nExit status: ");
	out_puts(out, exit_statuses);
}

/* ---- manual page ----------------------------------------------------------------------------------------------------------- */

/* As roff text: a backslash, a leading dot or quote and hyphens mean something there. */
static void put_roff(struct out *o, const char *text)
{
	for (bool at_start = true; *text; at_start = *text++ == '\n') {
		if (at_start && (*text == '.' || *text == '\''))
			out_puts(o, "\\&");
		if (*text == '\\')
			out_puts(o, "\\e");
		else if (*text == '-')
			out_puts(o, "\\-");
		else
			out_putc(o, *text);
	}
}

static void put_roff_option(struct out *o, const struct option_row *r)
{
	struct strbuf head = STRBUF_INIT;

	if (r->letter)
		strbuf_addf(&head, "-%c", r->letter);
	if (r->name)
		strbuf_addf(&head, "%s--%s", r->letter ? ", " : "", r->name);
	out_puts(o, ".TP\n.BR ");
	out_putc(o, '"');
	put_roff(o, head.text);
	out_putc(o, '"');
	if (r->value) {
		out_printf(o, " \"%s\" \\fI", before_value(r));
		put_roff(o, r->value);
		out_puts(o, "\\fR");
	}
	out_putc(o, '\n');
	put_roff(o, r->help);
	out_putc(o, '\n');
	strbuf_release(&head);
}

void options_manual(struct out *o, const char *version)
{
	out_printf(o, ".\\\" Made from the table of options; do not edit.\n.TH WHYNOT 1 \"\" \"whynot %s\" \"User Commands\"\n"
		      ".SH NAME\nwhynot \\- why is this C code not faster, smaller or simpler?\n"
		      ".SH SYNOPSIS\n.nf\n", version);
	put_roff(o, usage);
	out_puts(o, ".fi\n.SH DESCRIPTION\n");
	put_roff(o, "whynot reads what the compiler knows of C code, its syntax tree and its optimisation remarks, over a whole program, and says "
		    "at the place in the source why something is not faster, smaller or simpler: why a header is included at all, why a loop was "
		    "not vectorised, why a struct takes that much. It needs a compile_commands.json.\n");
	out_puts(o, ".SH COMMANDS\n");
	for (size_t i = 0; i < n_option_commands; i++) {
		out_puts(o, ".TP\n.B ");
		put_roff(o, option_commands[i].name);
		out_putc(o, '\n');
		put_roff(o, option_commands[i].help);
		out_putc(o, '\n');
	}
	out_puts(o, ".SH OPTIONS\n");
	for (size_t i = 0; i < n_option_rows; i++)
		put_roff_option(o, &option_rows[i]);
	out_puts(o, ".SH FILES\n.TP\n.B .whynot.yaml\n");
	put_roff(o, "the project's settings, in the working folder or above it; whynot config prints what is in force\n");
	out_puts(o, ".SH EXIT STATUS\n");
	put_roff(o, exit_statuses);
	out_puts(o, ".SH SEE ALSO\n.BR clang (1),\n.BR git (1)\n");
}

/* ---- completions ----------------------------------------------------------------------------------------------------------- */

/* The words that an option's value is one of, or NULL. */
static const char *value_words(const struct option_row *r)
{
	static const struct { const char *name, *words; } known[] = {
		{ "color", "auto always never" }, { "fail-level", "note warning error" }, { "remarks", "off run read" }, { "compiler", "clang auto gcc" },
	};

	for (size_t i = 0; r->name && i < sizeof known / sizeof *known; i++)
		if (!strcmp(r->name, known[i].name))
			return known[i].words;
	return r->letter == 'm' ? "1 2 3" : NULL;
}

static void put_formats(struct out *o, const char *suffix)
{
	for (size_t i = 0; i < n_report_formats; i++)
		out_printf(o, "%s%s%s", i ? " " : "", report_formats[i].name, suffix);
}

static bool is_format(const struct option_row *r)
{
	return r->name && !strcmp(r->name, "format");
}

static void put_bash_values(struct out *o)
{
	for (size_t i = 0; i < n_option_rows; i++) {
		const struct option_row *r = &option_rows[i];
		const char *words = value_words(r);

		if (!words && !is_format(r))
			continue;
		out_putc(o, '\t');
		if (r->letter)
			out_printf(o, "-%c%s", r->letter, r->name ? " | " : "");
		if (r->name)
			out_printf(o, "--%s", r->name);
		out_puts(o, ") COMPREPLY=($(compgen -W \"");
		if (words)
			out_puts(o, words);
		else
			put_formats(o, "");
		out_puts(o, is_format(r) ? " none\" -- \"$word\")); return ;;\n" : "\" -- \"$word\")); return ;;\n");
	}
}

void options_bash(struct out *o)
{
	out_puts(o, "# bash completion for whynot. Made from the table of options; do not edit.\n"
		    "_whynot()\n{\n"
		    "\tlocal word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
		    "\t# bash cuts words at '='\n"
		    "\tif [ \"$word\" = = ]; then word=; elif [ \"$before\" = = ]; then before=${COMP_WORDS[COMP_CWORD-2]}; fi\n"
		    "\tCOMPREPLY=()\n"
		    "\tcase $before in\n");
	put_bash_values(o);
	out_puts(o, "\tesac\n"
		    "\tcase $word in\n"
		    "\t-*) COMPREPLY=($(compgen -W \"");
	for (size_t i = 0; i < n_option_rows; i++) {
		const struct option_row *r = &option_rows[i];

		if (r->name)
			out_printf(o, "%s--%s", i ? " " : "", r->name);
		else
			out_printf(o, "%s-%c", i ? " " : "", r->letter);
	}
	out_puts(o, "\" -- \"$word\")) ;;\n"
		    "\t*) COMPREPLY=($(compgen -f -- \"$word\"))\n"
		    "\t\tif [ \"$COMP_CWORD\" -eq 1 ]; then COMPREPLY+=($(compgen -W \"");
	for (size_t i = 0; i < n_option_commands; i++)
		out_printf(o, "%s%s", i ? " " : "", option_commands[i].name);
	out_puts(o, "\" -- \"$word\")); fi ;;\n"
		    "\tesac\n}\ncomplete -o filenames -F _whynot whynot\n");
}

/* The first line of the help, as far as zsh's own syntax lets it through. */
static void put_zsh_help(struct out *o, const char *help)
{
	for (; *help && *help != '\n'; help++)
		out_puts(o, *help == '\'' ? "'\\''" : strchr("[]:\\", *help) ? (char[]){ '\\', *help, '\0' } : (char[]){ *help, '\0' });
}

static void put_zsh_option(struct out *o, const struct option_row *r)
{
	const char *words = value_words(r);

	for (int is_long = 0; is_long < 2; is_long++) {
		if (is_long ? !r->name : !r->letter)
			continue;
		out_puts(o, "\t\t'");
		if (is_long)
			out_printf(o, "--%s%s[", r->name, needs_value(r) ? "=" : "");
		else
			out_printf(o, "-%c%s[", r->letter, r->value ? "+" : "");
		put_zsh_help(o, r->help);
		out_putc(o, ']');
		if (needs_value(r)) {
			out_puts(o, ":");
			put_zsh_help(o, r->value);
			out_puts(o, ":");
			if (words || is_format(r)) {
				out_putc(o, '(');
				if (words)
					out_puts(o, words);
				else
					put_formats(o, "");
				out_puts(o, is_format(r) ? " none)" : ")");
			} else {
				out_puts(o, "_files");
			}
		}
		out_puts(o, "' \\\n");
	}
}

void options_zsh(struct out *o)
{
	out_puts(o, "#compdef whynot\n# Made from the table of options; do not edit.\n_whynot()\n{\n\tlocal -a commands\n\tcommands=(\n");
	for (size_t i = 0; i < n_option_commands; i++) {
		out_printf(o, "\t\t'%s:", option_commands[i].name);
		put_zsh_help(o, option_commands[i].help);
		out_puts(o, "'\n");
	}
	out_puts(o, "\t)\n\t_arguments \\\n");
	for (size_t i = 0; i < n_option_rows; i++)
		put_zsh_option(o, &option_rows[i]);
	out_puts(o, "\t\t'1: :{_describe command commands; _files}' \\\n\t\t'*:file:_files'\n}\n_whynot \"$@\"\n");
}
