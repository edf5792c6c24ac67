/* The order of numbers, for comparisons that sorting asks for. */
#ifndef WHYNOT_BASE_ORDER_H
#define WHYNOT_BASE_ORDER_H

#include <stdint.h>

/* Below, at or above 0. */
static inline int number_compare(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

#endif
