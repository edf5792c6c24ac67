/* Two units that share a header, a system header and a remark; for the tests of linking. */
#ifndef WHYNOT_TESTS_UNIT_LINK_SAMPLE_H
#define WHYNOT_TESTS_UNIT_LINK_SAMPLE_H

#include "tests/unit/rule_facts.h"

#define SHARED_HEADER \
	"file  src/h.h  guarded  7\n" \
	"include  2:1  <stdio.h>  /usr/include/stdio.h  -\n" \
	"function  9:19  12:1  twice  c:h.c@F@twice  int  1  static,inline\n"

#define SYSTEM_HEADER "file  /usr/include/stdio.h  system  0\n"

#define UNIT_A \
	"unit  src/a.c  -  c  ok  -\n" \
	"file  src/a.c  main  1\n" \
	"include  1:1  \"h.h\"  src/h.h  -\n" \
	"include  2:1  \"only_a.h\"  src/only_a.h  -\n" \
	"function  5:12  9:1  helper  c:a.c@F@helper  int  2  static\n" \
	"call  6:9  twice  src/h.h  1  0  -  -\n" \
	"function  11:5  15:1  entry  c:@F@entry  int  2  -\n" \
	"file  src/only_a.h  guarded  0\n" \
	SHARED_HEADER SYSTEM_HEADER \
	"end-of-files\n" \
	"codegen  ok  -  -O2  4  1  1\n" \
	"remark  src/h.h  10:9  missed  inline  NotInlined  twice  0  2  -\n" \
	"remark_arg  Callee  f  src/h.h  9:1\n" \
	"remark_arg  String   not inlined  -  0:0\n" \
	"remark  src/a.c  6:9  passed  inline  Inlined  helper  3  1  hotness\n" \
	"remark_arg  String  yes  -  0:0\n"

#define UNIT_B \
	"unit  src/b.c  -  c  ok  -\n" \
	"file  src/b.c  main  1\n" \
	"include  1:1  \"h.h\"  src/h.h  -\n" \
	"include  2:1  \"only_a.h\"  -  inactive\n" \
	"function  5:12  9:1  helper  c:b.c@F@helper  int  2  static\n" \
	"function  11:5  15:1  other  c:@F@other  int  2  -\n" \
	SHARED_HEADER SYSTEM_HEADER \
	"end-of-files\n" \
	"codegen  ok  -  -O2  2  0  0\n" \
	"remark  src/h.h  10:9  missed  inline  NotInlined  twice  0  1  -\n" \
	"remark_arg  Callee  f  src/h.h  9:1\n" \
	"remark_arg  String   not inlined  -  0:0\n" \
	"remark  src/h.h  10:9  missed  inline  NotInlined  twice  0  1  -\n" \
	"remark_arg  Callee  g  src/h.h  9:1\n"

static inline uint32_t file_of(const struct program *p, const char *path)
{
	uint32_t file = program_find_file(p, intern_find(p->text, path, strlen(path)));

	assert_int_not_equal(file, PROGRAM_NONE);
	return file;
}

static inline sid name_of(const struct program *p, const char *name)
{
	sid id = intern_find(p->text, name, strlen(name));

	assert_false(sid_is_none(id));
	return id;
}

#endif
