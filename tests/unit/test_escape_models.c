/* Models of library functions: the text form and each way to get it wrong, overriding, and what the tree's own table says. */
#include "tests/unit/unit.h"

#include "rules/escape_models.h"
#include "tests/model_write.h"

#include <string.h>

static void read_or_fail(struct models *m, const char *path, const char *text)
{
	struct error e = ERROR_INIT;

	if (models_read(m, path, text, strlen(text), &e) < 0)
		fail_msg("%s", e.text.text);
	error_release(&e);
}

/* What is read is this line again, or `expected`. */
static void expect_read(const char *text, const char *expected)
{
	struct models m = { .n = 0 };
	struct strbuf found = STRBUF_INIT;

	read_or_fail(&m, "x", text);
	for (size_t i = 0; i < m.n; i++)
		model_write(&m.items[i], &found);
	assert_string_equal(found.text, expected ? expected : text);
	strbuf_release(&found);
	models_release(&m);
}

static void lines_say_what_they_say(void **state)
{
	static const char *const same[] = {
		"f()\n",
		"f(...)\n",
		"f(a, b, ...): keeps ..., *a = ...\n",
		"f(p, n, size): frees p, result = new[n * size], *result = *p\n",
		"f(p, n): ***p = new[n], **result = p\n",
		"f(buf, n): result = buf, result = new if !buf\n",
		"f(p): keeps **p if !p, noreturn\n",
		"f(g, p): keeps g(), calls g(p, _, global)\n",
		"f(g, a, b): calls g(*a, **b), calls g(**b, *a)\n",
		"f(g): calls g(), *g = handle, result = global\n",
		"abort(): noreturn\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		expect_read(same[i], NULL);
	expect_read("", "");
	expect_read("# nothing\n\n \t # more\n", "");
	expect_read("f ( a,b ) :keeps a ,keeps * b# why", "f(a, b): keeps a, keeps *b\n");
	expect_read("b()\r\n\tf()\r\n", "b()\nf()\n");
	expect_read("z()\na()\n", "a()\nz()\n");
}

/* A size is read into the places of its parameters. */
static void places_are_numbers(void **state)
{
	struct models m = { .n = 0 };
	const struct model *f;
	const struct model_effect *a;

	(void)state;
	read_or_fail(&m, "mine", "# one\n  f(p, n, call, size, ...): result = new[n * size], calls call(_, *...), frees p\n");
	f = models_find(&m, "f");
	assert_non_null(f);
	assert_string_equal(f->at.path, "mine");
	assert_int_equal(f->at.line, 2);
	assert_int_equal(f->at.col, 3);
	assert_int_equal(f->n_params, 4);
	assert_true(f->variadic);
	a = model_allocation(f);
	assert_non_null(a);
	assert_int_equal(a->from.n_factors, 2);
	assert_int_equal(a->from.factors[0], 1);
	assert_int_equal(a->from.factors[1], 3);
	assert_int_equal(f->effects[1].kind, MODEL_CALLS);
	assert_int_equal(f->effects[1].from.param, 2);
	assert_int_equal(f->effects[2].to.kind, MODEL_CALLBACK_PARAM);
	assert_int_equal(f->effects[2].to.slot, 1);
	assert_int_equal(f->effects[2].from.param, 4);
	assert_int_equal(f->effects[2].from.depth, 1);
	models_release(&m);
}

static void each_error_has_its_place_and_remedy(void **state)
{
	static const struct { const char *text, *said; } wrong[] = {
		{ "?", "x:1:1: a function's name is expected here; the form is: name(parameters): effects" },
		{ "9f()", "x:1:1: a function's name is expected here; the form is: name(parameters): effects" },
		{ "\n\tf", "x:2:3: '(' is expected here; the form is: name(parameters): effects" },
		{ "f(", "x:1:3: a parameter's name is expected here; the form is: name(one, two, ...): effects" },
		{ "f(a,)", "x:1:5: a parameter's name is expected here; the form is: name(one, two, ...): effects" },
		{ "f(a b)", "x:1:5: ')' is expected here; parameters are separated by commas" },
		{ "f(..., a)", "x:1:6: ')' is expected here; '...' is the last parameter" },
		{ "f(a, a)", "x:1:6: there is a parameter 'a' already; give each its own name" },
		{ "f(new)", "x:1:3: 'new' means something in effects; give the parameter another name" },
		{ "f(a,b,c,d,e,g,h,i,j,k,l,m,n,o,p,q,r)", "x:1:35: more than 16 parameters; a model can describe no more" },
		{ "f() keeps a", "x:1:5: the line should end here; effects stand behind ':' and are separated by ','" },
		{ "f(a) = a", "x:1:6: the line should end here; effects stand behind ':' and are separated by ','" },
		{ "f():", "x:1:5: an effect is expected here; a function without any is written without ':' and ends without ','" },
		{ "f(a): keeps a, # more",
		  "x:1:16: an effect is expected here; a function without any is written without ':' and ends without ','" },
		{ "f(a): keeps b", "x:1:13: 'b' is no parameter of this function; add it to the list in front" },
		{ "f(a): keeps ...", "x:1:13: the function takes no '...'; name the parameter, or add '...' to the list" },
		{ "f(a): keeps", "x:1:12: a parameter is expected here" },
		{ "f(a): keeps new", "x:1:7: a parameter can be kept, or what it points to, or what a callback returns; nothing else" },
		{ "f(a): keeps ****a", "x:1:16: more than 3 '*'; write the deepest that can be described" },
		{ "f(a): stores a", "x:1:7: 'stores' is no parameter of this function; add it to the list in front" },
		{ "f(a): result a", "x:1:14: '=' is expected here; effects are: result = p, *p = q, keeps p, frees p, calls f(p), noreturn" },
		{ "f(a): result =", "x:1:15: a parameter is expected here" },
		{ "f(a, b): a = b", "x:1:10: a call cannot change its caller's argument, only what it points to; write *a" },
		{ "f(a): global = a", "x:1:7: nothing is assigned to global; write: keeps p" },
		{ "f(a): result = new[]", "x:1:20: a parameter is expected here" },
		{ "f(a): result = new[8]", "x:1:20: a parameter is expected here" },
		{ "f(a, b): result = new[a * b * a]", "x:1:29: a size is one parameter or the product of two; leave [...] away for another" },
		{ "f(a): result = new[a", "x:1:21: ']' is expected here; the form is: new[n] or new[n * size]" },
		{ "f(a, ...): result = new[...]", "x:1:25: '...' cannot be a size; name a parameter" },
		{ "f(a): frees new", "x:1:13: 'new' is no parameter of this function; add it to the list in front" },
		{ "f(g): calls g", "x:1:14: '(' is expected here; the form is: calls f(what, it, gets)" },
		{ "f(g): calls g(new)", "x:1:15: a callback gets a parameter, what it points to, global, or _ for what is not the caller's" },
		{ "f(g): calls g(_", "x:1:16: ')' is expected here; arguments are separated by commas" },
		{ "f(g): calls g(_,_,_,_,_,_,_,_,_,_,_,_,_,_,_,_,_)", "x:1:47: more than 16 arguments; a model can describe no more" },
		{ "f(g): keeps *g()", "x:1:15: only a parameter itself can be called; write g() without '*'" },
		{ "f(g, a): keeps g(a)", "x:1:18: ')' is expected here; g() stands for what g returns; its arguments are given by: calls g(...)" },
		{ "f(a): result = a if a", "x:1:21: '!' is expected here; the one condition is: if !p, for a p that is a null pointer" },
		{ "f(a, ...): result = a if !...", "x:1:27: '...' cannot be a condition; name a parameter" },
		{ "f(a): keeps a, keeps a", "x:1:16: this effect is there already; write it once" },
		{ "f(): noreturn, noreturn", "x:1:16: this effect is there already; write it once" },
		{ "f()\ng()\nf()\ng()", "x:3:1: f is described in line 1 already; keep one of the two lines" },
		{ "f(\xc3\xa4)", "x:1:3: a parameter's name is expected here; the form is: name(one, two, ...): effects" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct models m = { .n = 0 };
		struct error e = ERROR_INIT;

		read_or_fail(&m, "before", "f(b)\n");
		assert_true(models_read(&m, "x", wrong[i].text, strlen(wrong[i].text), &e) < 0);
		assert_string_equal(e.text.text, wrong[i].said);
		assert_int_equal(m.n, 1);
		assert_string_equal(m.items[0].at.path, "before");
		error_release(&e);
		models_release(&m);
	}
}

static void a_later_text_overrides(void **state)
{
	struct models m = { .n = 0 };

	(void)state;
	read_or_fail(&m, NULL, "a(p)\nb(p)\nc(p)\n");
	read_or_fail(&m, "user", "d(q): keeps q\nb(q): keeps q\n");
	assert_int_equal(m.n, 4);
	for (size_t i = 0; i < m.n; i++)
		assert_int_equal(m.items[i].name[0], 'a' + (int)i);
	assert_null(models_find(&m, "a")->at.path);
	assert_string_equal(models_find(&m, "b")->at.path, "user");
	assert_int_equal(models_find(&m, "b")->n_effects, 1);
	read_or_fail(&m, "last", "b(r)\n");
	assert_string_equal(models_find(&m, "b")->at.path, "last");
	assert_int_equal(m.n, 4);
	models_release(&m);
}

static void builtins_are_the_functions_they_stand_for(void **state)
{
	struct models m = { .n = 0 };

	(void)state;
	read_or_fail(&m, NULL, "f(p): keeps p\n__builtin_g(p)\ng(p): keeps p\n");
	assert_ptr_equal(models_find(&m, "__builtin_f"), models_find(&m, "f"));
	assert_int_equal(models_find(&m, "__builtin_g")->n_effects, 0);
	assert_null(models_find(&m, "__builtin___builtin_f"));
	assert_null(models_find(&m, "__builtin_"));
	assert_null(models_find(&m, "h"));
	assert_null(models_find(&m, ""));
	models_release(&m);
	assert_null(models_find(&m, "f"));
}

/* ---- the tree's own table ---------------------------------------------------------------------------------------------- */

static void the_table_knows_the_libraries(void **state)
{
	static const char *const lines[] = {
		"malloc(size): result = new[size]\n",
		"calloc(n, size): result = new[n * size]\n",
		"realloc(p, size): frees p, result = new[size], *result = *p\n",
		"posix_memalign(out, alignment, size): *out = new[size]\n",
		"free(p): frees p\n",
		"strdup(s): result = new\n",
		"getline(line, size, stream): frees *line, *line = new\n",
		"getcwd(buf, n): result = buf, result = new if !buf\n",
		"asprintf(out, format, ...): *out = new\n",
		"fopen(path, mode): result = handle\n",
		"memcpy(dest, src, n): *dest = *src, result = dest\n",
		"strlen(s)\n",
		"strtol(s, end, base): *end = s\n",
		"putenv(string): keeps string\n",
		"setvbuf(stream, buf, mode, n): keeps buf\n",
		"qsort(base, n, size, compare): calls compare(base, base)\n",
		"bsearch(key, base, n, size, compare): result = base, calls compare(key, base)\n",
		"pthread_create(thread, attributes, start, arg): keeps arg, calls start(arg), keeps start()\n",
		"pthread_setspecific(key, value): keeps value\n",
		"epoll_ctl(epoll, operation, fd, event): keeps *event\n",
		"sigaction(number, action, old): keeps *action, *old = global\n",
		"exit(status): noreturn\n",
		"__snprintf_chk(s, n, flag, room, format, ...)\n",
	};
	struct models m = { .n = 0 };
	struct strbuf found = STRBUF_INIT;

	(void)state;
	models_read_own(&m);
	assert_true(m.n > 350);
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		size_t len = strcspn(lines[i], "(");
		char name[64];

		assert_true(len < sizeof name);
		memcpy(name, lines[i], len);
		name[len] = '\0';
		assert_non_null(models_find(&m, name));
		strbuf_clear(&found);
		model_write(models_find(&m, name), &found);
		assert_string_equal(found.text, lines[i]);
	}
	assert_ptr_equal(models_find(&m, "__builtin_memcpy"), models_find(&m, "memcpy"));
	assert_ptr_equal(models_find(&m, "__builtin___memcpy_chk"), models_find(&m, "__memcpy_chk"));
	assert_null(models_find(&m, "alloca"));
	strbuf_release(&found);
	models_release(&m);
}

/* Written and read back, the whole table is the same. */
static void the_table_is_read_as_it_is_written(void **state)
{
	struct models m = { .n = 0 }, again = { .n = 0 };
	struct strbuf first = STRBUF_INIT, second = STRBUF_INIT;

	(void)state;
	models_read_own(&m);
	for (size_t i = 0; i < m.n; i++)
		model_write(&m.items[i], &first);
	read_or_fail(&again, NULL, first.text);
	for (size_t i = 0; i < again.n; i++)
		model_write(&again.items[i], &second);
	assert_string_equal(first.text, second.text);
	strbuf_release(&first);
	strbuf_release(&second);
	models_release(&m);
	models_release(&again);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_say_what_they_say),
		cmocka_unit_test(places_are_numbers),
		cmocka_unit_test(each_error_has_its_place_and_remedy),
		cmocka_unit_test(a_later_text_overrides),
		cmocka_unit_test(builtins_are_the_functions_they_stand_for),
		cmocka_unit_test(the_table_knows_the_libraries),
		cmocka_unit_test(the_table_is_read_as_it_is_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
