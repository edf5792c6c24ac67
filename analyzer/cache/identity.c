/* Build-ids spare the reading of libLLVM, which has a hundred megabytes. */
#include "analyzer/cache/identity.h"

#include "analyzer/base/file.h"
#include "analyzer/base/journal.h"
#include "analyzer/base/panic.h"
#include "analyzer/base/path.h"
#include "analyzer/base/process.h"
#include "analyzer/base/vec.h"
#include "analyzer/cache/digest.h"

#include <dirent.h>
#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <llvm-c/TargetMachine.h>
#include <llvm-c/Core.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static void add_sized(struct strbuf *out, const void *bytes, size_t len)
{
	strbuf_add(out, &len, sizeof len);
	strbuf_add(out, bytes, len);
}

/* Adds the build-id in these notes; false if there is none. */
static bool add_build_id(struct strbuf *out, const char *notes, size_t len)
{
	while (len >= sizeof(ElfW(Nhdr))) {
		ElfW(Nhdr) note;
		size_t name, desc;

		memcpy(&note, notes, sizeof note);
		name = (note.n_namesz + 3ul) & ~3ul;
		desc = (note.n_descsz + 3ul) & ~3ul;
		if (len - sizeof note < name || len - sizeof note - name < desc)
			return false;
		if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == 4 && !memcmp(notes + sizeof note, "GNU", 4)) {
			add_sized(out, notes + sizeof note + name, note.n_descsz);
			return true;
		}
		notes += sizeof note + name + desc;
		len -= sizeof note + name + desc;
	}
	return false;
}

/* The notes stand near the head, in front of anything large. */
static bool add_elf(struct strbuf *out, int fd)
{
	enum { HEAD = 1 << 14 };
	char *head = xmalloc(HEAD);
	ssize_t n = pread(fd, head, HEAD, 0);
	ElfW(Ehdr) elf;
	bool found = false;

	if (n > (ssize_t)sizeof elf)
		memcpy(&elf, head, sizeof elf);
	if (n > (ssize_t)sizeof elf && !memcmp(elf.e_ident, ELFMAG, SELFMAG) && elf.e_phentsize == sizeof(ElfW(Phdr))) {
		for (size_t i = 0; i < elf.e_phnum && !found; i++) {
			size_t at = elf.e_phoff + i * sizeof(ElfW(Phdr));
			ElfW(Phdr) part;

			if (at > (size_t)n || (size_t)n - at < sizeof part)
				break;
			memcpy(&part, head + at, sizeof part);
			if (part.p_type == PT_NOTE && part.p_offset < (size_t)n && part.p_filesz <= (size_t)n - part.p_offset)
				found = add_build_id(out, head + part.p_offset, part.p_filesz);
		}
	}
	free(head);
	return found;
}

void identity_add_file(const char *path, struct strbuf *out)
{
	int fd = openat(AT_FDCWD, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct digest content;

	if (fd >= 0 && add_elf(out, fd)) {
		close(fd);
		return;
	}
	if (fd >= 0 && digest_of_fd(fd, &content) == 0)
		add_sized(out, content.bytes, sizeof content.bytes);
	else
		add_sized(out, path, strlen(path));
	if (fd >= 0)
		close(fd);
}

static bool is_of_llvm(const char *path)
{
	const char *base = path_base(path);

	return strstr(base, ".so") && (!strncmp(base, "libclang", 8) || !strncmp(base, "libLLVM", 7));
}

/* The first object is the program itself, which has no name. */
static int add_object(struct dl_phdr_info *info, size_t size, void *out)
{
	(void)size;
	if (!*info->dlpi_name)
		identity_add_file("/proc/self/exe", out);
	else if (is_of_llvm(info->dlpi_name))
		identity_add_file(info->dlpi_name, out);
	return 0;
}

void identity_add_self(struct strbuf *out)
{
	/* What a clang reads from its surroundings, here and in the compiler that we run. */
	static const char *const variables[] = {
		"CPATH", "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH", "OBJC_INCLUDE_PATH", "COMPILER_PATH", "GCC_EXEC_PREFIX",
		"GCC_INSTALL_PREFIX", "SDKROOT", "CCC_OVERRIDE_OPTIONS", "SOURCE_DATE_EPOCH", "CLANG_CONFIG_FILE_USER_DIR",
		"CLANG_NO_DEFAULT_CONFIG", "LLVM_DISABLE_SYMBOLIZATION", "HOME", "XDG_CONFIG_HOME",
		"MACOSX_DEPLOYMENT_TARGET", "IPHONEOS_DEPLOYMENT_TARGET", "TVOS_DEPLOYMENT_TARGET", "WATCHOS_DEPLOYMENT_TARGET",
		"XROS_DEPLOYMENT_TARGET", "DRIVERKIT_DEPLOYMENT_TARGET", "INCLUDE", "VCToolsInstallDir", "VCINSTALLDIR", "WindowsSdkDir",
		"UniversalCRTSdkDir",
		/* gcc speaks the user's language. */
		"LANG", "LC_ALL", "LC_MESSAGES", "LANGUAGE",
	};
	char *name = LLVMGetHostCPUName(), *features = LLVMGetHostCPUFeatures();

	dl_iterate_phdr(add_object, out);
	add_sized(out, name, strlen(name));
	add_sized(out, features, strlen(features));
	LLVMDisposeMessage(name);
	LLVMDisposeMessage(features);
	for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
		const char *value = getenv(variables[i]);

		add_sized(out, variables[i], value ? strlen(variables[i]) : 0);
		add_sized(out, value, value ? strlen(value) : 0);
	}
}

bool identity_sees_llvm(void)
{
	static const char nowhere[] = "/whynot/looks/whether/this/is/noted";
	struct journal *outer = journal_now(), probe;
	LLVMMemoryBufferRef buffer = NULL;
	char *message = NULL;
	bool is_noted;

	journal_start(&probe);
	if (LLVMCreateMemoryBufferWithContentsOfFile(nowhere, &buffer, &message) == 0)
		LLVMDisposeMemoryBuffer(buffer);
	LLVMDisposeMessage(message);
	is_noted = journal_find(&probe, nowhere) != NULL;
	journal_release(&probe);
	journal_resume(outer);
	return is_noted;
}

/* Asks the driver which program does one part of the work, and adds that. What a driver does not know it says as it was asked. */
static void add_program_of(const char *gcc, const char *name, struct strbuf *out)
{
	struct strbuf ask = STRBUF_INIT, path = STRBUF_INIT;
	struct error ignored = ERROR_INIT;
	int answer = memfd_create("program", MFD_CLOEXEC);
	const char *argv[] = { gcc, NULL, NULL };
	struct process_run run = { .argv = argv, .stdout_fd = answer, .is_noted = true };

	strbuf_addf(&ask, "-print-prog-name=%s", name);
	argv[1] = ask.text;
	if (answer >= 0 && process_run(&run, &ignored) == 0 && lseek(answer, 0, SEEK_SET) == 0 &&
	    file_read_fd(answer, name, &path, &ignored) == 0 && *path.text == '/') {
		path.text[strcspn(path.text, "\n")] = '\0';
		identity_add_file(path.text, out);
		/* A kept report does not ask for identities: to it, this is a file that was read. */
		journal_look_at("/", path.text, journal_clock_ns());
	}
	if (answer >= 0)
		close(answer);
	error_release(&ignored);
	strbuf_release(&ask);
	strbuf_release(&path);
}

void identity_add_gcc(const char *path, struct strbuf *out)
{
	identity_add_compiler(path, out);
	add_program_of(path, "cc1", out);
	add_program_of(path, "cc1plus", out);
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void identity_add_compiler(const char *path, struct strbuf *out)
{
	struct strbuf real = STRBUF_INIT, folder = STRBUF_INIT, file = STRBUF_INIT;
	VEC(char *) names = { 0 };
	const struct dirent *entry;
	DIR *d;
	int fd;

	add_sized(out, path, strlen(path));
	path_real(path, &real);
	identity_add_file(real.text, out);
	path_join(real.text, "../../lib", &folder);
	/* Not by opendir(), which would be noted: the names of other libraries do not matter. */
	fd = openat(AT_FDCWD, folder.text, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	d = fd >= 0 ? fdopendir(fd) : NULL;
	if (!d && fd >= 0)
		close(fd);
	while (d && (entry = readdir(d))) {
		if (!is_of_llvm(entry->d_name))
			continue;
		path_join(folder.text, entry->d_name, &file);
		VEC_PUSH(&names, strbuf_detach(&file));
	}
	if (d)
		closedir(d);
	if (names.n)
		qsort(names.items, names.n, sizeof *names.items, compare_names);
	for (size_t i = 0; i < names.n; i++) {
		identity_add_file(names.items[i], out);
		free(names.items[i]);
	}
	VEC_RELEASE(&names);
	strbuf_release(&real);
	strbuf_release(&folder);
	strbuf_release(&file);
}
