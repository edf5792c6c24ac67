/* Taking one directive out of a text, or letting it read another header, without moving anything else. */
#ifndef WHYNOT_FRONTEND_BLANK_H
#define WHYNOT_FRONTEND_BLANK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Overwrites the directive whose '#' stands on the line with blanks; line feeds and comments stay, so that a comment that
 * goes on behind the directive stays one. False if no directive starts on that line.
 */
bool blank_directive(char *text, size_t len, bool is_cxx, uint32_t line);

/*
 * Lets the directive whose '#' stands on the line include "name" instead. False if no directive starts there, or its header's
 * name has less room.
 */
bool redirect_directive(char *text, size_t len, bool is_cxx, uint32_t line, const char *name);

#endif
