#ifndef LABEL_H
#define LABEL_H
int labelled(void) __asm__("other_name");
#endif
