#ifndef JOB_H
#define JOB_H

struct job { //! missed struct-padding PaddedStruct "14 of 24 bytes"
	char state;
	long id;
	char priority;
};

#endif
