/* Adding up counts, also for those who join them. */
#ifndef WHYNOT_PROFILE_MERGE_H
#define WHYNOT_PROFILE_MERGE_H

#include "analyzer/profile/profile.h"

/* a + b, or the largest number. */
static inline uint64_t profile_sum(uint64_t a, uint64_t b)
{
	return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

/* Sorts counts, branches and functions by place and adds up what stands at one. `texts` names the functions; NULL: there are none. */
void profile_file_merge(struct profile_file *f, struct intern *texts);

#endif
