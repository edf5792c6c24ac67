#ifndef DISK_TYPES_H
#define DISK_TYPES_H
typedef int disk_type;
#endif
