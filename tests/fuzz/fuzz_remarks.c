/*
 * Any bytes as a record of remarks: facts that add up, a reason for what is damaged, and, document by document, what the
 * line scanner takes is what libLLVM's reader reads.
 */
#include "analyzer/base/panic.h"
#include "analyzer/codegen/codegen.h"
#include "analyzer/codegen/remark_llvm.h"
#include "analyzer/codegen/remark_scan.h"
#include "tests/raw_remark_equal.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect_sums(const struct unit_facts *u)
{
	const struct fact_codegen *total = &u->codegens.items[0];
	uint64_t n_read = 0, n_without_place = 0;
	size_t n_args = 0;

	for (size_t i = 0; i < u->remarks.n; i++) {
		const struct fact_remark *r = &u->remarks.items[i];

		n_read += r->n;
		n_without_place += sid_is_none(r->file) || !r->at.line ? r->n : 0;
		if (r->remark_args.n && r->remark_args.first != n_args)
			BUG("the args of remark %zu are not behind those of the one before", i);
		n_args += r->remark_args.n;
	}
	if (n_args != u->remark_args.n || n_read != total->n_read || n_read - u->remarks.n != total->n_repeated ||
	    n_without_place != total->n_without_place)
		BUG("%zu remarks with %zu args against the sums", u->remarks.n, n_args);
	if (total->status != (n_read || sid_is_none(total->reason) ? CODEGEN_STATUS_OK : CODEGEN_STATUS_FAILED))
		BUG("status %u", total->status);
}

/*
 * Texts of several lines are lost in libLLVM's reader (remark_llvm.c), and refused where the first line is indented more than the
 * others, as LLVM itself writes them.
 */
static bool is_beyond_libllvm(const char *error)
{
	return !strcmp(error, "text of several lines") || strstr(error, "expected a value of scalar type");
}

static void compare_readers(const char *p, const char *end)
{
	struct raw_remark scanned = { 0 }, exact = { 0 };

	if (remark_scan_document(p, end, &scanned)) {
		struct remark_llvm *reader = remark_llvm_new(REMARK_FORMAT_YAML, p, (size_t)(end - p));
		int got = remark_llvm_next(reader, &exact);

		if ((got != 1 && !is_beyond_libllvm(remark_llvm_error(reader))) ||
		    (got == 1 && !raw_remark_equal(&scanned, &exact)))
			BUG("not what libLLVM reads: %.*s", (int)(end - p), p);
		remark_llvm_free(reader);
	}
	raw_remark_release(&scanned);
	raw_remark_release(&exact);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *record = (const char *)data, *end = record + size;
	struct intern text;
	struct unit_facts unit = { 0 };

	intern_init(&text);
	codegen_read_remarks("/project", "/project/build", record, size, &text, &unit);
	expect_sums(&unit);
	for (const char *p = remark_scan_find(record, record, end); p < end;) {
		const char *next = remark_scan_find(record, p + 5, end);

		compare_readers(p, next);
		p = next;
	}
	unit_facts_release(&unit);
	intern_release(&text);
	return 0;
}
