/* A small facts text with every type of field, children and escapes, as facts_text_write() gives it. */
#ifndef WHYNOT_TESTS_UNIT_FACTS_SAMPLE_H
#define WHYNOT_TESTS_UNIT_FACTS_SAMPLE_H

static const char facts_sample[] =
	"whynot-facts\t3\n"
	"unit\tsrc/a.c\t-\tc\tok\t-\n"
	"file\tsrc/a.c\tmain\t18446744073709551615\n"
	"include\t1:1\t\"a.h\"\tsrc/a.h\tcomputed,next\n"
	"record\t3:1\tstruct\ts\t24\t8\t-\n"
	"field\t4:2\tx\tchar\\t*\t0\t8\t1\t-\n"
	"function\t9:5\t14:1\tf\tc:@F@f\tint\t3\t-\n"
	"param\t9:11\t\\-\tchar *\tpointer\n"
	"call\t10:2\tg\\\\\\n\\r\\0\tsrc/a.h\t0\t0\ts3ao\t-\n"
	"condition\t10:2\t10:8\t9:5\t*p < 3\t1\tbody\torder\tdata\ts3ao\tmacro,constant\n"
	"location\tcall\tg\t-\t10:2\t0\t3\t0\t1\tpointers\n"
	"flow\t10:2\t0\t0\t0\t1\tassign\t1\n"
	"span\tfork\t1\t2\t3\n"
	"file\tsrc/a.h\tguarded\t0\n"
	"end-of-files\n"
	"codegen\tok\t-\t-O2\t12\t3\t4294967295\n"
	"remark\tsrc/a.c\t10:2\tmissed\tinline\tNoDefinition\tf\t0\t1\thotness\n"
	"remark_arg\tCallee\tg\t-\t0:0\n"
	"end\t18\n";

#endif
