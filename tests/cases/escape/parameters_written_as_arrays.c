//!args -w
/* They are pointers, whatever their declaration looks like; and so is what is computed from them. */
#include <stdlib.h>

char *kept;
char *strings[2];

void keep(char text[]) { kept = text; } //! analysis escape ParamLeaks "stored in global kept"
void keep_of_a_size(char text[16]) { kept = text + 1; } //! analysis escape ParamLeaks "stored in global kept"
void keep_an_element(char *list[]) { kept = list[1]; } //! analysis escape ParamDoesNotEscape //! analysis escape ParamContentLeaks "stored in global kept"
void keep_one_of_two(char a[4], char *b, int c) { kept = c ? a : b; } //! analysis escape ParamLeaks //! analysis escape ParamLeaks
void put(char *list[]) { list[0] = malloc(8); } //! analysis escape ParamDoesNotEscape //! analysis escape Escapes "stored through parameter list"
void put_behind(char *list[2]) { *list++ = NULL; *list = malloc(8); } //! analysis escape ParamDoesNotEscape //! analysis escape Escapes "stored through parameter list"
void walk(char *list[]) { while (*++list) (*list)[0] = 0; } //! analysis escape ParamDoesNotEscape
void pass_on(char text[8]) { keep(text); } //! analysis escape ParamLeaks "passed to keep"
void rows(char *table[][4], int i) { kept = table[i][2]; } //! analysis escape ParamDoesNotEscape //! analysis escape ParamContentLeaks
void keep_a_row(char table[][4], int i) { kept = table[i]; } //! analysis escape ParamLeaks
char *through_a_variable(char text[8]) //! analysis escape ParamLeaksToResult
{
	char *p = text;

	return p;
}
unsigned long as_a_number(char text[8]) { return (unsigned long)text; } //! analysis escape ParamLeaks "converted to an integer"
char *address_of_the_parameter(char text[8]) { char **p = &text; return *p; } //! analysis escape ParamLeaksToResult
int main(int argc, char *argv[]) { return argv[argc - 1][0]; } //! analysis escape ParamDoesNotEscape
