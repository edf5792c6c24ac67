/* Tells vector instructions from scalar ones that use the same registers: x86 (AT&T and Intel syntax) and AArch64. */
#ifndef WHYNOT_CODEGEN_VECTOR_H
#define WHYNOT_CODEGEN_VECTOR_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Whether the instruction computes with several elements at once, or reads or writes as much memory. Not so: arithmetic on one
 * number in a vector register, clearing one, changing its sign, copying it to another register.
 */
bool is_vector_instruction(const char *name, size_t name_len, const char *operands, size_t operands_len);

#endif
