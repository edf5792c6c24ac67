/* Facts of C++ sources. */
#include "tests/unit/test_frontend.h"

static void declarations_in_scopes_are_entities(void **state)
{
	struct project *p = *state;

	project_source(p, "a.cc", "namespace n { inline namespace v { int deep(int); } }\n"
				  "extern \"C\" { int plain(int); }\n"
				  "class c { public: c(); ~c(); int get() const { return x; } static int s; private: int x = 1; };\n"
				  "template <typename T> struct box { T item; T get() const; };\n"
				  "template <typename T> T most(T a, T b) { return a < b ? b : a; }\n"
				  "enum class e : char { A };\nusing number = int;\nint c::s = 2;\nusing namespace n;\n");
	project_expect(p, "a.cc", "entity", "entity|1:11|namespace|n|c:@N@n|-\n"
					    "entity|1:32|namespace|v|c:@N@n@N@v|-\n"
					    "entity|1:40|function|deep|c:@N@n@N@v@F@deep#I#|-\n"
					    "entity|2:18|function|plain|c:@F@plain|-\n"
					    "entity|3:7|class|c|c:@S@c|definition\n"
					    "entity|3:19|method|c|c:@S@c@F@c#|-\n"
					    "entity|3:24|method|~c|c:@S@c@F@~c#|-\n"
					    "entity|3:34|method|get|c:@S@c@F@get#1|definition,inline\n"
					    "entity|3:71|variable|s|c:@S@c@s|static\n"
					    "entity|3:87|field|x|c:@S@c@FI@x|-\n"
					    "entity|4:30|template|box|c:@ST>1#T@box|definition\n"
					    "entity|4:38|field|item|c:@ST>1#T@box@FI@item|-\n"
					    "entity|4:46|method|get|c:@ST>1#T@box@F@get#1|-\n"
					    "entity|5:25|template|most|c:@FT@>1#Tmost#t0.0#S0_#S0_#|definition\n"
					    "entity|6:12|enum|e|c:@E@e|definition\n"
					    "entity|6:23|enumerator|A|c:@E@e@A|-\n"
					    "entity|7:7|typedef|number|c:@number|-\n"
					    "entity|8:8|variable|s|c:@S@c@s|definition\n"
					    "entity|9:17|other|-|-|-\n");
}

static void records_with_bases_and_dependent_ones(void **state)
{
	struct project *p = *state;

	project_source(p, "a.cc", "struct base { virtual ~base(); int d; };\n"
				  "class derived : public base { char c; };\n"
				  "struct plain { char c; int i; };\n"
				  "template <typename T> struct box { T item; };\n");
	project_expect(p, "a.cc", "record field", "record|1:1|struct|base|16|8|bases\nfield|1:36|d|int|64|32|4|-\n"
						  "record|2:1|class|derived|16|8|bases\nfield|2:36|c|char|96|8|1|-\n"
						  "record|3:1|struct|plain|8|4|-\nfield|3:21|c|char|0|8|1|-\n"
						  "field|3:28|i|int|32|32|4|-\n");
}

static void methods_lambdas_and_operators(void **state)
{
	struct project *p = *state;

	project_source(p, "a.cc", "struct v { v(int); v operator+(const v &) const; int get() const; };\n"
				  "int outside(int);\n"
				  "int f(v a, int (&list)[3])\n{\n"
				  "\tint n = 0;\n"
				  "\tfor (int x : list)\n\t\tn += x;\n"
				  "\tauto g = [&](int q) { while (q--) n += outside(q); return n; };\n"
				  "\tstruct local { int m() { return outside(1); } } l;\n"
				  "\tv b(1);\n"
				  "\treturn (a + b).get() + g(2) + l.m();\n}\n"
				  "int v::get() const { return 3; }\n");
	project_expect(p, "a.cc", "function param loop call",
		       "function|3:5|12:1|f|c:@F@f#$@S@v#&{n3I#|int|11|opaque\nparam|3:9|a|v|-\nparam|3:18|list|int (&)[3]|pointer\n"
		       "loop|6:2|7:8|range-for|0|-\nloop|8:24|8:50|while|0|-\n"
		       "call|8:41|outside|a.cc|1|2|-|-\ncall|9:34|outside|a.cc|1|0|-|-\ncall|9:50|local|a.cc|0|0|-|member\n"
		       "call|10:4|v|a.cc|1|0|-|member\ncall|11:9|get|a.cc|0|0|-|member\ncall|11:10|operator+|a.cc|2|0|-|member\n"
		       "call|11:25|operator()|a.cc|2|0|-|member\ncall|11:32|m|a.cc|0|0|-|member\n"
		       "function|13:8|13:32|get|c:@S@v@F@get#1|int|1|method,opaque\n");
}

static void uses_reach_through_scopes(void **state)
{
	struct project *p = *state;

	project_folder(p, "sys");
	project_arg(p, "-isystemsys");
	scratch_write(&p->folder, "sys/s.h", "namespace lib { template <typename T> struct list { T t; int size() const; };\n"
					     "extern \"C\" int plain(int); }\n");
	scratch_write(&p->folder, "h.h", "struct base { int field; void method(); };\nnamespace n { int call(int); }\n");
	project_source(p, "a.cc", "#include <s.h>\n#include \"h.h\"\n"
				  "struct derived : base { void go() { method(); field = n::call(1); } };\n"
				  "int f(const lib::list<int> &l) { return l.size(); }\n"
				  "#define LATER plain(2)\n");
	project_has(p, "a.cc", "use|3:18|type|struct|base|h.h|1");
	project_has(p, "a.cc", "use|3:37|call|method|method|h.h|1");
	project_has(p, "a.cc", "use|3:47|member|field|field|h.h|1");
	project_has(p, "a.cc", "use|3:58|call|function|call|h.h|1");
	project_has(p, "a.cc", "use|3:55|refer|namespace|n|h.h|1");
	project_has(p, "a.cc", "use|4:18|type|template|list|sys/s.h|1");
	project_has(p, "a.cc", "use|4:43|call|method|size|sys/s.h|1");
	project_has(p, "a.cc", "use|5:15|body|function|plain|sys/s.h|1");
	/* Any header could open the namespace of a library. */
	project_lacks(p, "a.cc", "use", "namespace|lib");
}

static void unresolved_operators_have_no_callee(void **state)
{
	struct project *p = *state;

	project_source(p, "a.cc", "template <typename T> bool less(T a, T b) { return a < b; }\n"
				  "template <typename T> int run(T f) { return f(1); }\nint g(int (*f)(int)) { return f(1); }\n");
	project_lacks(p, "a.cc", "call", "|a|");
	project_has(p, "a.cc", "call|3:31|f|a.cc|1|0|-|indirect");
}

static void raw_strings_hide_directives(void **state)
{
	struct project *p = *state;

	project_source(p, "a.cc", "#if 0\nconst char *s = R\"x(\n#include \"no.h\"\n)\" )x\"; int n = 1'000'000;\n#include \"yes.h\"\n#endif\n");
	project_expect(p, "a.cc", "include", "include|5:1|\"yes.h\"|-|inactive,conditional\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		PROJECT_TEST(declarations_in_scopes_are_entities),
		PROJECT_TEST(records_with_bases_and_dependent_ones),
		PROJECT_TEST(methods_lambdas_and_operators),
		PROJECT_TEST(uses_reach_through_scopes),
		PROJECT_TEST(unresolved_operators_have_no_callee),
		PROJECT_TEST(raw_strings_hide_directives),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
