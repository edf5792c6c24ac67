/* cmocka with the headers that it wants before it. */
#ifndef WHYNOT_TESTS_UNIT_UNIT_H
#define WHYNOT_TESTS_UNIT_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#endif
