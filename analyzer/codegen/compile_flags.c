/*
 * What the tables leave out, and why:
 *	actions        would stop before assembly, or give another kind of output
 *	files          would write a file beside the output, into the build or the source tree
 *	link time      gives bitcode instead of code, or needs what gives bitcode
 *	instruments    code that finds bugs or counts, and is not in what ships; its remarks would drown the program's own
 *	debug forms    the line tables have to be those that the readers know, their paths the compiler's own
 */
#include "analyzer/codegen/compile_flags.h"

#include <string.h>

struct left_out {
	const char *flag;
	bool is_prefix;
	unsigned n_values; /* arguments behind it that go with it */
};

static const struct left_out left_out[] = {
	/* actions */
	{ "-c", false, 0 }, { "-S", false, 0 }, { "-E", false, 0 }, { "-fsyntax-only", false, 0 }, { "-emit-", true, 0 },
	{ "--emit-", true, 0 }, { "--analyze", false, 0 }, { "--precompile", false, 0 }, { "-###", false, 0 },
	{ "--help", true, 0 }, { "--version", false, 0 }, { "-rewrite-", true, 0 }, { "-verify-pch", false, 0 },
	{ "-extract-api", false, 0 }, { "-print-", true, 0 }, { "--print-", true, 0 }, { "-dM", false, 0 }, { "-dD", false, 0 },
	/* files */
	{ "-o", false, 1 }, { "-fstack-usage", false, 0 }, { "--coverage", false, 0 }, { "-coverage", false, 0 },
	{ "-ftest-coverage", false, 0 }, { "-fcoverage-", true, 0 }, { "-fcs-profile-generate", true, 0 },
	{ "-ftime-", true, 0 }, { "-save-temps", true, 0 }, { "--save-temps", true, 0 }, { "-save-stats", true, 0 },
	{ "--save-stats", true, 0 }, { "-fsave-optimization-record", true, 0 }, { "-foptimization-record-", true, 0 },
	{ "-fproc-stat-report", true, 0 }, { "-fcrash-diagnostics", true, 0 }, { "-gen-reproducer", true, 0 },
	{ "-fmodule-output", true, 0 }, { "-fmodules-cache-path=", true, 0 }, { "-fdump-", true, 0 },
	{ "-fcallgraph-info", true, 0 }, { "-serialize-diagnostics", false, 1 }, { "--serialize-diagnostics", false, 1 },
	{ "-index-store-path", false, 1 }, { "-dumpdir", false, 1 }, { "-fdiagnostics-format=", true, 0 },
	/* link time */
	{ "-flto", true, 0 }, { "-ffat-lto-objects", false, 0 }, { "-fwhole-program-vtables", false, 0 },
	{ "-fsplit-lto-unit", false, 0 }, { "-fvirtual-function-elimination", false, 0 }, { "-fthinlto-index=", true, 0 },
	{ "-fthin-link-bitcode=", true, 0 }, { "-fembed-bitcode", true, 0 }, { "-funified-lto", false, 0 },
	/* instruments */
	{ "-fsanitize", true, 0 }, { "-pg", false, 0 }, { "-mfentry", false, 0 }, { "-mrecord-mcount", false, 0 },
	{ "-mnop-mcount", false, 0 }, { "-finstrument-", true, 0 }, { "-fxray-", true, 0 }, { "-fprofile-", true, 0 },
	/* debug forms */
	{ "-g", true, 0 }, { "-fdebug-compilation-dir", false, 1 }, { "-fdebug-", true, 0 },
	{ "-ffile-compilation-dir=", true, 0 },
};

/* What stays though a prefix above would take it: profiles that are read, and hardening that ships. */
static const char *const kept[] = {
	"-fprofile-use", "-fprofile-instr-use", "-fprofile-sample-use", "-fprofile-sample-accurate", "-fprofile-remapping-file",
	"-fsanitize=kcfi", "-fsanitize=shadow-call-stack", "-fsanitize=safe-stack",
};

/* Options of the compiler proper, behind -Xclang or -mllvm, that change its action or write files. */
static const char *const inner_left_out[] = {
	"-ast-", "-dump-", "-fdump-", "-emit-", "-E", "-S", "-print-", "-fsyntax-only", "-analyze", "-rewrite-", "-verify", "-o",
	"-stats-file", "-stack-usage-file", "-coverage-", "-opt-record-", "-info-output-file", "-dot-", "-pass-remarks-output",
	"-time-trace",
};

static bool starts_with(const char *text, const char *prefix)
{
	return !strncmp(text, prefix, strlen(prefix));
}

static const struct left_out *find_left_out(const char *arg)
{
	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
		size_t len = strlen(kept[i]);

		if (!strncmp(arg, kept[i], len) && (arg[len] == '\0' || arg[len] == '='))
			return NULL;
	}
	for (size_t i = 0; i < sizeof left_out / sizeof *left_out; i++) {
		const struct left_out *l = &left_out[i];

		if (l->is_prefix ? starts_with(arg, l->flag) : !strcmp(arg, l->flag))
			return l;
	}
	return NULL;
}

static bool is_inner_left_out(const char *arg)
{
	for (size_t i = 0; i < sizeof inner_left_out / sizeof *inner_left_out; i++)
		if (starts_with(arg, inner_left_out[i]))
			return true;
	return false;
}

/* Appends what is to stay of the argument at `i`; how many arguments that was. */
static size_t add_argument(const struct compile_command *command, size_t i, struct arena *memory, struct argv *argv)
{
	const char *arg = command->args[i], *next = i + 1 < command->n_args ? command->args[i + 1] : NULL;
	const struct left_out *out;

	if (next && (!strcmp(arg, "-Xclang") || !strcmp(arg, "-mllvm"))) {
		if (!is_inner_left_out(next)) {
			VEC_PUSH(&argv->args, arg);
			VEC_PUSH(&argv->args, next);
		}
		return 2;
	}
	if (starts_with(arg, "-mllvm=") && is_inner_left_out(arg + strlen("-mllvm=")))
		return 1;
	/* It renames __FILE__ as well as the line tables' paths; only the latter have to be the real ones. */
	if (starts_with(arg, "-ffile-prefix-map=")) {
		arg = arena_printf(memory, "-fmacro-prefix-map=%s", arg + strlen("-ffile-prefix-map="));
		VEC_PUSH(&argv->args, arg);
		return 1;
	}
	out = find_left_out(arg);
	if (!out)
		VEC_PUSH(&argv->args, arg);
	return out ? 1 + out->n_values : 1;
}

static void add_all(struct argv *argv, const char *const *args, size_t n)
{
	for (size_t i = 0; i < n; i++)
		VEC_PUSH(&argv->args, args[i]);
}

void compile_flags(const struct compile_command *command, const char *clang, const char *record, struct arena *memory,
		   struct argv *argv)
{
	/*
	 * With "/" for the compilation's folder clang does not shorten absolute paths (see source_path.h); relative ones still
	 * count from where it runs. Comments in the assembly cost clang a twentieth of its time and tell nobody anything here.
	 */
	static const char *const always[] = {
		"-gline-tables-only", "-fdebug-compilation-dir=/", "-fno-lto", "-w", "-Qunused-arguments",
		"-ferror-limit=1", "-fno-color-diagnostics", "-fno-caret-diagnostics", "-fno-crash-diagnostics", "-fno-verbose-asm",
		"-S", "-o", "-",
	};

	VEC_CLEAR(&argv->args);
	VEC_PUSH(&argv->args, clang);
	if (command->is_cxx)
		VEC_PUSH(&argv->args, "--driver-mode=g++");
	if (command->opt_level)
		VEC_PUSH(&argv->args, command->opt_level);
	for (size_t i = 0; i < command->n_args;)
		i += add_argument(command, i, memory, argv);
	add_all(argv, always, sizeof always / sizeof *always);
	if (record) {
		VEC_PUSH(&argv->args, "-fsave-optimization-record=yaml");
		VEC_PUSH(&argv->args, arena_printf(memory, "-foptimization-record-file=%s", record));
	}
	VEC_PUSH(&argv->args, "--");
	VEC_PUSH(&argv->args, command->file);
	VEC_PUSH(&argv->args, NULL);
}
