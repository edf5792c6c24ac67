/*
 * One entry of gcc's record -> a remark of LLVM's form.
 *
 * gcc's passes have names, its messages have none. Pass is "gcc-" and the pass: gcc-vect, gcc-einline. Name is made of the first
 * words of the message that are fixed: "not vectorized: %s" gives NotVectorized.., "loop with 7 iterations completely unrolled"
 * LoopWithIterationsCompletelyUnrolled. Left out are numbers, identifiers, paths, and what gcc itself marks as expression,
 * statement or symbol; no more than eight words count. So equal messages have equal names in every project.
 */
#ifndef WHYNOT_CODEGEN_GCC_MESSAGE_H
#define WHYNOT_CODEGEN_GCC_MESSAGE_H

#include "analyzer/base/arena.h"
#include "analyzer/codegen/raw_remark.h"

#include <jansson.h>

/*
 * Fills all of the remark but its pass; false if there is nothing to say: a scope, an empty message, or no entry at all. Texts
 * live in `entry` or in `memory`. Args: String, Symbol, Expression and Statement as gcc tells them apart, then the chain of inlining
 * as Inlinee and Caller, whose place is the call's.
 */
bool gcc_message_read(const json_t *entry, struct arena *memory, struct raw_remark *remark);

#endif
