/*
 * The command's own arguments are used as they are: what would stop before assembly, write files, instrument or put the code off
 * to the link has left them when the database was read (commands/flags.def, the one table of flags).
 */
#include "analyzer/codegen/compile_flags.h"

static void add_all(struct argv *argv, const char *const *args, size_t n)
{
	for (size_t i = 0; i < n; i++)
		VEC_PUSH(&argv->args, args[i]);
}

/* gcc and clang spell it the same. */
static void add_rule(struct argv *argv, const char *rule)
{
	static const char *const flags[] = { "-MD", "-MT", "inputs", "-MF" };

	if (!rule)
		return;
	add_all(argv, flags, sizeof flags / sizeof *flags);
	VEC_PUSH(&argv->args, rule);
}

void compile_flags(const struct compile_command *command, const char *clang, const char *record, const char *rule,
		   const char *profdata, struct arena *memory, struct argv *argv)
{
	/*
	 * With "/" for the compilation's folder clang does not shorten absolute paths (see source_path.h); relative ones still
	 * count from where it runs. Comments in the assembly cost clang a twentieth of its time and tell nobody anything here.
	 */
	static const char *const always[] = {
		"-gline-tables-only", "-fdebug-compilation-dir=/", "-fno-lto", "-Qunused-arguments",
		"-ferror-limit=1", "-fno-color-diagnostics", "-fno-caret-diagnostics", "-fno-crash-diagnostics", "-fno-verbose-asm",
		"-S", "-o", "-",
	};

	VEC_CLEAR(&argv->args);
	VEC_PUSH(&argv->args, clang);
	if (command->is_cxx)
		VEC_PUSH(&argv->args, "--driver-mode=g++");
	if (command->opt_level)
		VEC_PUSH(&argv->args, command->opt_level);
	add_all(argv, command->args, command->n_args);
	add_all(argv, always, sizeof always / sizeof *always);
	if (profdata) {
		/* The one warning that is wanted: which functions have changed since. -w would silence it, too. */
		VEC_PUSH(&argv->args, "-Wno-everything");
		VEC_PUSH(&argv->args, "-Wprofile-instr-out-of-date");
		VEC_PUSH(&argv->args, "-fdiagnostics-show-hotness");
		VEC_PUSH(&argv->args, arena_printf(memory, "-fprofile-use=%s", profdata));
	} else {
		VEC_PUSH(&argv->args, "-w");
	}
	if (record) {
		VEC_PUSH(&argv->args, "-fsave-optimization-record=yaml");
		VEC_PUSH(&argv->args, arena_printf(memory, "-foptimization-record-file=%s", record));
	}
	add_rule(argv, rule);
	VEC_PUSH(&argv->args, "--");
	VEC_PUSH(&argv->args, command->file);
	VEC_PUSH(&argv->args, NULL);
}

void compile_flags_gcc(const struct compile_command *command, const char *gcc, const char *records, const char *rule,
		       struct arena *memory, struct argv *argv)
{
	/*
	 * gcc takes a precompiled header for the first header that it reads, whoever made it; with another file read before, it does
	 * not. -g1 gives lines and no more.
	 */
	static const char *const before[] = { "-include", "/dev/null" };
	static const char *const always[] = {
		"-g1", "-gno-as-locview-support", "-fno-lto", "-w", "-fmax-errors=1", "-fdiagnostics-color=never",
		"-fno-diagnostics-show-caret", "-S", "-o", "-",
	};

	VEC_CLEAR(&argv->args);
	VEC_PUSH(&argv->args, gcc);
	add_all(argv, before, sizeof before / sizeof *before);
	add_all(argv, command->gcc_args, command->n_gcc_args);
	add_all(argv, always, sizeof always / sizeof *always);
	if (records) {
		VEC_PUSH(&argv->args, "-fsave-optimization-record");
		VEC_PUSH(&argv->args, "-dumpdir");
		VEC_PUSH(&argv->args, arena_printf(memory, "%s/", records));
		VEC_PUSH(&argv->args, "-dumpbase");
		VEC_PUSH(&argv->args, "r");
		VEC_PUSH(&argv->args, "-dumpbase-ext");
		VEC_PUSH(&argv->args, "");
	}
	add_rule(argv, rule);
	VEC_PUSH(&argv->args, command->file);
	VEC_PUSH(&argv->args, NULL);
}
