#include "analyzer/commands/language.h"
#include "analyzer/base/path.h"
#include "analyzer/commands/compdb.h"

#include <string.h>

enum kind { C, CXX, C_HEADER, CXX_HEADER, OTHER };

struct name {
	const char *text;
	enum kind kind;
	const char *what;
};

/* Names are case-sensitive: .C is C++, .c is C. */
static const struct name extensions[] = {
	{ ".c", C, "C" }, { ".i", C, "C" },
	{ ".cc", CXX, "C++" }, { ".cp", CXX, "C++" }, { ".cxx", CXX, "C++" }, { ".cpp", CXX, "C++" }, { ".c++", CXX, "C++" },
	{ ".C", CXX, "C++" }, { ".CC", CXX, "C++" }, { ".CPP", CXX, "C++" }, { ".CXX", CXX, "C++" }, { ".C++", CXX, "C++" },
	{ ".ii", CXX, "C++" }, { ".cppm", CXX, "C++" }, { ".ixx", CXX, "C++" }, { ".ccm", CXX, "C++" }, { ".cxxm", CXX, "C++" },
	{ ".h", C_HEADER, "C" },
	{ ".hh", CXX_HEADER, "C++" }, { ".hpp", CXX_HEADER, "C++" }, { ".hxx", CXX_HEADER, "C++" }, { ".H", CXX_HEADER, "C++" },
	{ ".h++", CXX_HEADER, "C++" }, { ".tcc", CXX_HEADER, "C++" },
	{ ".s", OTHER, "assembler" }, { ".S", OTHER, "assembler" }, { ".sx", OTHER, "assembler" }, { ".asm", OTHER, "assembler" },
	{ ".rc", OTHER, "a Windows resource script" },
	{ ".cu", OTHER, "CUDA" }, { ".cui", OTHER, "CUDA" }, { ".hip", OTHER, "HIP" }, { ".cl", OTHER, "OpenCL" },
	{ ".m", OTHER, "Objective-C" }, { ".mi", OTHER, "Objective-C" },
	{ ".mm", OTHER, "Objective-C++" }, { ".M", OTHER, "Objective-C++" }, { ".mii", OTHER, "Objective-C++" },
	{ ".f", OTHER, "Fortran" }, { ".for", OTHER, "Fortran" }, { ".f77", OTHER, "Fortran" }, { ".f90", OTHER, "Fortran" },
	{ ".f95", OTHER, "Fortran" }, { ".f03", OTHER, "Fortran" }, { ".f08", OTHER, "Fortran" }, { ".F", OTHER, "Fortran" },
	{ ".F90", OTHER, "Fortran" }, { ".F95", OTHER, "Fortran" }, { ".fpp", OTHER, "Fortran" }, { ".ftn", OTHER, "Fortran" },
	{ ".adb", OTHER, "Ada" }, { ".ads", OTHER, "Ada" }, { ".d", OTHER, "D" }, { ".go", OTHER, "Go" }, { ".rs", OTHER, "Rust" },
	{ ".swift", OTHER, "Swift" }, { ".ll", OTHER, "LLVM's own code" }, { ".bc", OTHER, "LLVM's own code" },
	{ ".o", OTHER, "an object file" }, { ".obj", OTHER, "an object file" },
	{ ".a", OTHER, "a library" }, { ".so", OTHER, "a library" },
};

static const struct name x_names[] = {
	{ "c", C, "C" }, { "c-header", C_HEADER, "C" }, { "cpp-output", C, "C" },
	{ "c++", CXX, "C++" }, { "c++-header", CXX_HEADER, "C++" }, { "c++-cpp-output", CXX, "C++" }, { "c++-module", CXX, "C++" },
	{ "c++-user-header", CXX_HEADER, "C++" }, { "c++-system-header", CXX_HEADER, "C++" },
	{ "assembler", OTHER, "assembler" }, { "assembler-with-cpp", OTHER, "assembler" },
};

static const struct name *find(const struct name *names, size_t n, const char *text)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(names[i].text, text))
			return &names[i];
	return NULL;
}

#define FIND(names, text) find(names, sizeof names / sizeof *names, text)

/* A header that is compiled by itself is read as a source: as a header clang would write a precompiled one. */
static struct language from_kind(const struct name *name, bool is_named_by_x, const char *x)
{
	struct language l = { .is_ours = name->kind != OTHER, .what = name->what };

	l.is_cxx = name->kind == CXX || name->kind == CXX_HEADER;
	if (name->kind == C_HEADER || name->kind == CXX_HEADER)
		l.x = l.is_cxx ? "c++" : "c";
	else if (is_named_by_x)
		l.x = x;
	return l;
}

struct language language_of(const char *file, const char *x, bool cxx_driver)
{
	const struct name *name;

	if (x && strcmp(x, "none") != 0) {
		name = FIND(x_names, x);
		return name ? from_kind(name, true, x) : (struct language){ .what = x };
	}
	name = FIND(extensions, path_extension(file));
	if (!name)
		return (struct language){ .what = "a file of unknown kind" };
	/* g++ reads .c and .h as C++. */
	if (cxx_driver && (name->kind == C || name->kind == C_HEADER))
		return (struct language){ .x = "c++", .is_ours = true, .is_cxx = true, .what = "C++" };
	return from_kind(name, false, NULL);
}

bool compdb_may_read(const char *file)
{
	static const char *const fragments[] = { ".inc", ".inl", ".ipp", ".def", ".tbl" };
	const char *extension = path_extension(file);
	const struct name *name = FIND(extensions, extension);

	for (size_t i = 0; i < sizeof fragments / sizeof *fragments; i++)
		if (!strcmp(extension, fragments[i]))
			return true;
	return name && name->kind != OTHER;
}
