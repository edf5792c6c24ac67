#ifndef TAG_H
#define TAG_H

struct box {
	int width;
};

#endif
