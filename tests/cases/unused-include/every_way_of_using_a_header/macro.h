#ifndef MACRO_H
#define MACRO_H

#define LIMIT 10

#endif
