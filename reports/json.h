/* JSON out of bytes that need not be text, for the writers of JSON. */
#ifndef WHYNOT_REPORTS_JSON_H
#define WHYNOT_REPORTS_JSON_H

#include "analyzer/base/out.h"

#include <jansson.h>

/* A string: each byte that belongs to no character becomes U+FFFD. Never NULL. */
json_t *json_text(const char *bytes, size_t len);
json_t *json_word(const char *text);
json_t *json_number(unsigned long long number);

/* An empty object or array; adding to one, which takes the value over. Out of memory ends the program, as in base. */
json_t *json_map(void);
json_t *json_list(void);
void json_put(json_t *map, const char *key, json_t *value);
void json_push(json_t *list, json_t *value);

/* Writes the value and a line end, and frees the value. */
void json_finish(json_t *value, struct out *o);

#endif
