//!flags -m=1
//!args -w
/* Addresses of locals that are returned by a function, in a struct, or on one path. */
struct view { const char *text; int n; };
struct two { const char *a, *b; int n; };

static char *same(char *p) { return p; }
static char *other(char *p, char *q) { return q; }
static char *one(char *p, char *q) { return p[0] ? p : q; }
static char *or_null(char *p) { if (p[0]) return 0; return p; }
static char *moved(char *p, char *q) { p = q; return p; }

char *by_a_function(void) { char b[4] = ""; return same(b); } //! missed escape AddressEscapes "address of local b escapes by_a_function: returned"
char *by_its_second(char *d) { char b[4] = ""; return other(d, b); } //! missed escape AddressEscapes
char *by_choice(int c, char *d) { char b[4] = ""; return c ? b : d; } //! missed escape AddressEscapes "returned"
char *by_choice_of_three(int c, char *d) { char b[4] = ""; return c == 1 ? d : c == 2 ? d + 1 : b; } //! missed escape AddressEscapes
const char *on_one_path(int c) { char a[8] = "a"; const char *p = "const"; if (c) p = a; return p; } //! missed escape AddressEscapes "address of local a escapes on_one_path: stored in p, which is returned"
struct view in_a_member(void) { char b[10] = "x"; struct view r; r.text = b; r.n = 1; return r; } //! missed escape AddressEscapes "stored in r, which is returned"
struct view in_an_initialiser(void) { char b[10] = "x"; struct view r = { b, 1 }; return r; } //! missed escape AddressEscapes "stored in r, which is returned"

/* ---- not certain, or not so ------------------------------------------------------------------------------------------- */

char *not_that_one(char *d) { char b[4] = ""; return other(b, d); }
char *either(char *d) { char b[4] = ""; return one(b, d); }
char *perhaps_null(void) { char b[4] = ""; return or_null(b); }
char *replaced_in_it(char *d) { char b[4] = ""; return moved(b, d); }
char *never_chosen(char *d) { char b[4] = ""; return sizeof b == 5 ? b : d; }
void *neither_is_said_to_leak(unsigned n) { return sizeof n > 2 ? __builtin_malloc(n) : __builtin_calloc(n, 1); } //! analysis escape Escapes "malloc" //! analysis escape Escapes "calloc"
const char *replaced(int c) { char a[8] = "a"; const char *p = "const"; if (c) p = a; p = "x"; return p; }
const char *replaced_where_it_was(int c) { char a[8] = "a"; const char *p = "const"; if (c) p = a; if (c) p = "x"; return p; }
const char *left_before(int c) { char a[8] = "a"; const char *p = "const"; if (c) p = a; if (c) return "x"; return p; }
int only_read(int c) { char a[8] = "a"; const char *p = "const"; if (c) p = a; return p[0]; }
void set(const char **);
const char *set_elsewhere(int c) { char a[8] = "a"; const char *p = "const"; if (c) p = a; set(&p); return p; }
struct view member_replaced(void) { char b[10] = "x"; struct view r; r.text = b; r.text = "x"; return r; }
const char *the_other_member(void) { char b[10] = "x"; struct two r; r.a = b; return r.b; }
struct view one_of_two_structs(int c) { char b[10] = "x"; struct view r = { b, 1 }, s = { "x", 1 }; if (c) return s; return r; }
const char *for_ever(int c) { char a[8] = "a"; const char *p = "const"; if (c) p = a; for (;;) ; return p; }
