/* One character at a time out of bytes that need not be text. */
#ifndef WHYNOT_BASE_UTF8_H
#define WHYNOT_BASE_UTF8_H

#include <stddef.h>
#include <stdint.h>

/*
 * The length of the character that starts at `text`, its code point in `*code`; 0 if no valid one starts there (overlong
 * forms, surrogates and cut ones are not valid). `len` bytes may be read.
 */
size_t utf8_decode(const char *text, size_t len, uint32_t *code);

/* Where the character starts that ends right before `text + at`; `at` above 0. An invalid byte counts as a character. */
size_t utf8_before(const char *text, size_t at);

#endif
