/* Patterns for paths. */
#ifndef WHYNOT_BASE_GLOB_H
#define WHYNOT_BASE_GLOB_H

#include <stdbool.h>

/*
 * True if the pattern stands for the path or for a folder that holds it. '*' and '?' stand for anything but '/', "**" for
 * anything, "**" and '/' at the start of a component for any number of folders, none included, "[a-c]" and "[!a-c]" for one byte;
 * a backslash takes the next byte as it is. A '/' at the end of the pattern does not count.
 */
bool glob_matches(const char *pattern, const char *path);

/* The same for a word that is no path: all of it must match, '*' stands for anything. Case counts. */
bool glob_matches_word(const char *pattern, const char *word);

#endif
