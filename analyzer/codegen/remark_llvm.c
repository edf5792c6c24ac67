#include "analyzer/codegen/remark_llvm.h"

#include "analyzer/base/panic.h"

#include <llvm-c/Remarks.h>
#include <stdint.h>
#include <string.h>

struct remark_llvm {
	const char *bytes;
	size_t len;
	LLVMRemarkParserRef parser;
	LLVMRemarkEntryRef entry; /* holds the text of the remark that was given last */
	enum remark_format format;
	bool yaml_has_hotness, lost_text;
};

struct remark_llvm *remark_llvm_new(enum remark_format format, const char *bytes, size_t len)
{
	struct remark_llvm *r = xmalloc(sizeof *r);

	*r = (struct remark_llvm){ .bytes = bytes, .len = len, .format = format };
	if (format == REMARK_FORMAT_BITSTREAM) {
		r->parser = LLVMRemarkParserCreateBitstream(bytes, len);
	} else {
		r->parser = LLVMRemarkParserCreateYAML(bytes, len);
		r->yaml_has_hotness = memmem(bytes, len, "\nHotness:", 9) != NULL;
	}
	return r;
}

void remark_llvm_free(struct remark_llvm *r)
{
	if (r->entry)
		LLVMRemarkEntryDispose(r->entry);
	if (r->parser)
		LLVMRemarkParserDispose(r->parser);
	free(r);
}

/*
 * From YAML, libLLVM's reader gives text inside the record, but for text of several lines (block scalars): that lies in memory
 * which it frees before it returns the remark (LLVM 19 to 22). Such text must not be touched; the remark is lost.
 */
static struct raw_text raw_text(struct remark_llvm *r, LLVMRemarkStringRef string)
{
	struct raw_text t = { "", 0, r->format == REMARK_FORMAT_YAML ? RAW_QUOTING_UNKNOWN : RAW_QUOTING_NONE };
	uintptr_t begin = (uintptr_t)r->bytes, data;

	if (!string || !LLVMRemarkStringGetLen(string))
		return t;
	data = (uintptr_t)LLVMRemarkStringGetData(string);
	if (r->format == REMARK_FORMAT_YAML && (data < begin || data >= begin + r->len)) {
		r->lost_text = true;
		return t;
	}
	t.bytes = LLVMRemarkStringGetData(string);
	t.len = LLVMRemarkStringGetLen(string);
	return t;
}

static struct raw_place raw_place(struct remark_llvm *r, LLVMRemarkDebugLocRef at)
{
	if (!at)
		return (struct raw_place){ .known = false };
	return (struct raw_place){
		.known = true,
		.file = raw_text(r, LLVMRemarkDebugLocGetSourceFilePath(at)),
		.line = LLVMRemarkDebugLocGetSourceLine(at),
		.col = LLVMRemarkDebugLocGetSourceColumn(at),
	};
}

static enum remark_kind remark_kind(enum LLVMRemarkType type)
{
	switch (type) {
	case LLVMRemarkTypePassed:
		return REMARK_KIND_PASSED;
	case LLVMRemarkTypeMissed:
		return REMARK_KIND_MISSED;
	case LLVMRemarkTypeAnalysisFPCommute:
		return REMARK_KIND_ANALYSIS_FP_COMMUTE;
	case LLVMRemarkTypeAnalysisAliasing:
		return REMARK_KIND_ANALYSIS_ALIASING;
	case LLVMRemarkTypeFailure:
		return REMARK_KIND_FAILURE;
	case LLVMRemarkTypeUnknown:
	case LLVMRemarkTypeAnalysis:
		break;
	}
	return REMARK_KIND_ANALYSIS;
}

int remark_llvm_next(struct remark_llvm *r, struct raw_remark *remark)
{
	LLVMRemarkArgRef arg;

	if (r->entry)
		LLVMRemarkEntryDispose(r->entry);
	r->entry = r->parser ? LLVMRemarkParserGetNext(r->parser) : NULL;
	if (!r->entry)
		return r->parser && !LLVMRemarkParserHasError(r->parser) ? 0 : -1;
	remark->kind = remark_kind(LLVMRemarkEntryGetType(r->entry));
	remark->pass = raw_text(r, LLVMRemarkEntryGetPassName(r->entry));
	remark->name = raw_text(r, LLVMRemarkEntryGetRemarkName(r->entry));
	remark->function = raw_text(r, LLVMRemarkEntryGetFunctionName(r->entry));
	remark->place = raw_place(r, LLVMRemarkEntryGetDebugLoc(r->entry));
	remark->hotness = LLVMRemarkEntryGetHotness(r->entry);
	remark->has_hotness = remark->hotness || r->yaml_has_hotness;
	VEC_CLEAR(&remark->args);
	for (arg = LLVMRemarkEntryGetFirstArg(r->entry); arg; arg = LLVMRemarkEntryGetNextArg(arg, r->entry)) {
		struct raw_arg a = {
			.key = raw_text(r, LLVMRemarkArgGetKey(arg)),
			.value = raw_text(r, LLVMRemarkArgGetValue(arg)),
			.place = raw_place(r, LLVMRemarkArgGetDebugLoc(arg)),
		};

		VEC_PUSH(&remark->args, a);
	}
	return r->lost_text ? -1 : 1;
}

const char *remark_llvm_error(const struct remark_llvm *r)
{
	const char *text = r->lost_text ? "text of several lines" : r->parser ? LLVMRemarkParserGetErrorMessage(r->parser) : NULL;

	return text ? text : "not a record that this LLVM can read";
}
