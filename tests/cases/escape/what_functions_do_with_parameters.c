//!args -w
#include <stdlib.h>
#include <string.h>

struct list {
	struct list *next;
	char *text;
};

char *kept;
void unknown(const void *);

void keep(char *p) { kept = p; } //! analysis escape ParamLeaks "leaking param: p: stored in global kept"
void keep_content(struct list *l) { kept = l->text; } //! analysis escape ParamDoesNotEscape //! analysis escape ParamContentLeaks "leaking param content: l: stored in global kept"
char *give_back(char *p) { return p + 1; } //! analysis escape ParamLeaksToResult "leaking param: p to result"
char *give_content(struct list *l) { return l->text; } //! analysis escape ParamDoesNotEscape //! analysis escape ParamContentLeaks "leaking param content: l to result"
void push(struct list **head, struct list *n) //! analysis escape ParamDoesNotEscape //! analysis escape ParamLeaks "leaking param: n: stored through parameter head"
{
	n->next = *head;
	*head = n;
}
void pass_on(char *p) { keep(p); } //! analysis escape ParamLeaks "passed to keep, which stores it in global kept"
void pass_to_unknown(char *p) { unknown(p); } //! analysis escape ParamLeaks "passed to unknown function unknown"
int look(const char *p, const struct list *l) { return p[0] + (l->next == NULL) + (int)strlen(l->text); } //! analysis escape ParamDoesNotEscape "p does not escape" //! analysis escape ParamDoesNotEscape "l does not escape"
void change(struct list *l, int n) { l->text[n] = 0; } //! analysis escape ParamDoesNotEscape
void rotate(struct list *l) //! analysis escape ParamDoesNotEscape
{
	struct list *next = l->next;

	l->next = next->next;
}
void to_itself(struct list *l) { l->next = l; } //! analysis escape ParamDoesNotEscape
void swap(char **a, char **b) //! analysis escape ParamDoesNotEscape //! analysis escape ParamDoesNotEscape
{
	char *t = *a;

	*a = *b;
	*b = t;
}
void by_value(struct list l) { kept = l.text; } //! analysis escape ParamLeaks "leaking param: l"
char *either(char *a, char *b, int c) { return c ? a : b; } //! analysis escape ParamLeaksToResult //! analysis escape ParamLeaksToResult
void release(struct list *l) //! analysis escape ParamDoesNotEscape
{
	free(l->text);
	free(l);
}
void walk(struct list *l) //! analysis escape ParamDoesNotEscape
{
	for (; l; l = l->next)
		l->text = NULL;
}
int descend(struct list *l) { return l ? 1 + descend(l->next) : 0; } //! analysis escape ParamDoesNotEscape
static void (*const callback)(char *) = keep;
void call_back(char *p) { callback(p); } //! analysis escape ParamLeaks "passed to keep"
void out(char **result, char *text) { *result = strdup(text); } //! analysis escape ParamDoesNotEscape //! analysis escape ParamDoesNotEscape //! analysis escape Escapes "stored through parameter result"
void put(char **result, char *text) { *result = text; } //! analysis escape ParamDoesNotEscape //! analysis escape ParamLeaks "stored through parameter result"
void back_link(struct list *l, struct list *up) { l->next->next = up; } //! analysis escape ParamDoesNotEscape //! analysis escape ParamLeaks "stored through parameter l"
