#ifndef WINDOWS_PART_H
#define WINDOWS_PART_H

int windows_only(void);

#endif
