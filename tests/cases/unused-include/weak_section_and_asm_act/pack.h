#ifndef PACK_H
#define PACK_H
int pack(void);
#pragma pack(push, 1)
#endif
