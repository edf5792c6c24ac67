/*
 * The parts of the page, and the only three ways for text to get into it. Private to html*.c.
 *
 * What stands in reports/html/ is ours and written as it is. All else (names, paths, lines, messages, what others say) goes
 * through html_put_*: there is no other call that writes a text which is not ours.
 */
#ifndef WHYNOT_REPORTS_HTML_PRIVATE_H
#define WHYNOT_REPORTS_HTML_PRIVATE_H

#include "analyzer/base/intern.h"
#include "analyzer/base/vec.h"
#include "reports/report.h"

/* The files of reports/html/, and what a browser has to find there: base64 of the SHA-256. */
extern const unsigned char html_template[], html_style[], html_script[];
extern const size_t html_template_size, html_style_size, html_script_size;
extern const char html_style_hash[], html_script_hash[];

/* Content of an element, or of an attribute between double quotes. What a person should not meet is spelled out (printable.h). */
void html_put_text(struct out *o, const char *bytes, size_t len);
void html_put_word(struct out *o, const char *text);

/*
 * A JSON string with its quotes, fit for a script element: no '<', nothing invisible. A byte that belongs to no character is one of
 * U+EF80 to U+EFFF, so that columns can still be counted in bytes.
 */
void html_put_json(struct out *o, const char *bytes, size_t len);

/* An element's id made of a rule's and a finding's name: their letters, digits, '-' and '_', others as '.'. */
void html_put_id(struct out *o, const char *rule, const char *name);

/* Text of findings by number: each once in the page. */
struct html_words {
	struct intern texts;
};

void html_put_data(const struct report *r, struct out *o);       /* html_data.c: the block that the script reads */
void html_put_sources(const struct report *r, struct html_words *w, struct out *o); /* html_source.c: "sources" and "assembly" */
void html_put_cards(const struct report *r, struct out *o);      /* html_plain.c: how many of what */
void html_put_rows(const struct report *r, struct out *o);       /* html_plain.c: the first rows of the table */
void html_put_run(const struct report *r, struct out *o);        /* html_plain.c: what was analysed */
void html_put_files(const struct report *r, struct out *o);      /* html_plain.c: of an index, its pages */
void html_put_texts(const struct report *r, struct out *o);      /* html_plain.c: what names mean */
void html_put_cycles(const struct report *r, struct out *o);     /* html_graph.c: cycles as text and as pictures */

/* The number of a text in the page's table, which is written last. */
uint32_t html_word(struct html_words *w, const char *text);

#endif
