#ifndef IDS_H
#define IDS_H

#define NEXT_ID __COUNTER__

enum ids { FIRST_ID = NEXT_ID };

#endif
