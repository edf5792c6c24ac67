/* libLLVM's own reader of remark records: slow, exact, and the only one for bitstream. */
#ifndef WHYNOT_CODEGEN_REMARK_LLVM_H
#define WHYNOT_CODEGEN_REMARK_LLVM_H

#include "analyzer/codegen/raw_remark.h"

struct remark_llvm; /* opaque */

enum remark_format { REMARK_FORMAT_YAML, REMARK_FORMAT_BITSTREAM };

/* `bytes` must live as long as the reader. */
struct remark_llvm *remark_llvm_new(enum remark_format format, const char *bytes, size_t len);
void remark_llvm_free(struct remark_llvm *reader);

/*
 * Fills `remark` with the next one and returns 1; 0 at the end. Below 0 if the record is damaged there, or refused as a
 * whole: nothing can be read behind it.
 */
int remark_llvm_next(struct remark_llvm *reader, struct raw_remark *remark);

/* What libLLVM says about the damage; in words, one line. Valid until remark_llvm_free(). */
const char *remark_llvm_error(const struct remark_llvm *reader);

#endif
