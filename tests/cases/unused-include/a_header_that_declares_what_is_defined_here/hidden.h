#ifndef HIDDEN_H
#define HIDDEN_H

__attribute__((visibility("hidden"))) int secret(void);

#endif
