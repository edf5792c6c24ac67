#ifndef MEMBER_TYPE_H
#define MEMBER_TYPE_H

struct member_type {
	int m;
};
int not_used_p(void);

#endif
