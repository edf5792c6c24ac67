#ifndef BEHIND_H
#define BEHIND_H

int behind(void)
{
	return 1;
}

#endif
