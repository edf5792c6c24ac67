/*
 * Where a value comes from, seen from one turn of a loop: the worst of what it is computed from, to a fixpoint over the locals
 * that the loop writes. Classes only get worse, so the order of the writes does not matter.
 *
 * What a call in the loop may write is not looked up: whatever is not the function's own counts as written by any call that
 * comes back, except to clang's own functions. Stores through pointers count as writes to the same member, or to memory of the
 * same type.
 */
#include "analyzer/frontend/walk.h"

static bool is_in_init(const struct loop_values *v, uint32_t node)
{
	return v->head.init != BODY_NONE && node >= v->head.init && node < walk_node(v->w, v->head.init)->end;
}

static uint32_t worse(uint32_t a, uint32_t b)
{
	return a > b ? a : b;
}

/* ---- variables --------------------------------------------------------------------------------------------------------------- */

static uint32_t *class_of_part(struct loop_values *v, uint32_t variable, uint32_t part)
{
	uint32_t *class = table_at(&v->w->conditions.variables, ((uint64_t)variable + 1) << 32 | part);

	if (*class == TABLE_NEW)
		*class = CONDITION_CLASS_INVARIANT;
	return class;
}

static bool is_written(const struct loop_values *v, struct loop_place place)
{
	for (size_t i = 0; i < v->n_writes; i++) {
		const struct loop_write *write = &v->w->conditions.writes.items[v->first_write + i];

		if (is_in_init(v, write->node))
			continue;
		if (place.variable != DECLARATION_NONE ? write->place.variable == place.variable :
						       place.part < PART_ELEMENT && write->place.part == place.part)
			return true;
		/* Memory of one type may be the same memory, except that members are told apart. */
		if (place.variable == DECLARATION_NONE && write->place.type == place.type &&
		    (place.part >= PART_ELEMENT || write->place.part >= PART_ELEMENT) && write->place.part != PART_WHOLE)
			return true;
	}
	return false;
}

/* What is no local of its own. */
static uint32_t shared_class(const struct loop_values *v, struct loop_place place)
{
	return v->has_call || is_written(v, place) ? CONDITION_CLASS_STATE : CONDITION_CLASS_INVARIANT;
}

/* How a local can be written by whoever has its address. */
static struct loop_place behind_a_pointer(struct loop_place place)
{
	place.variable = DECLARATION_NONE;
	if (place.part == PART_WHOLE)
		place.part = PART_ANY;
	return place;
}

/* The value of a variable or of a part of it, whose address stays. */
static uint32_t place_class(struct loop_values *v, struct loop_place place)
{
	uint32_t whole;

	if (place.variable == DECLARATION_NONE || !loop_is_local(v->w, place.variable))
		return shared_class(v, place);
	whole = *class_of_part(v, place.variable, PART_WHOLE);
	whole = worse(whole, *class_of_part(v, place.variable, place.part == PART_WHOLE ? PART_ANY : place.part));
	return loop_is_exposed(v->w, place.variable) ? worse(whole, shared_class(v, behind_a_pointer(place))) : whole;
}

/* ---- expressions ------------------------------------------------------------------------------------------------------------- */

/* An expression that is being looked through. */
struct value_scan {
	uint32_t class;
	uint32_t load_end;   /* up to here what is found is part of an address that is read from */
	uint32_t no_load;    /* this node's address is taken */
};

static void found(struct value_scan *s, uint32_t node, uint32_t class)
{
	if (node < s->load_end && class > CONDITION_CLASS_INVARIANT)
		class = worse(class, CONDITION_CLASS_DATA);
	s->class = worse(s->class, class);
}

static bool is_array_value(const struct loop_values *v, uint32_t node)
{
	enum CXTypeKind kind = clang_getCanonicalType(clang_getCursorType(walk_node(v->w, node)->cursor)).kind;

	return (kind == CXType_ConstantArray || kind == CXType_IncompleteArray || kind == CXType_VariableArray) &&
	       !flow_is_pointer(&v->w->body, node);
}

/* The node reads memory; what stands in it is the address. */
static uint32_t scan_load(struct loop_values *v, struct value_scan *s, uint32_t node)
{
	struct loop_place place;

	if (node == s->no_load || is_array_value(v, node))
		return node + 1;
	place = loop_place_of(v->w, node);
	found(s, node, place_class(v, place));
	s->load_end = worse(s->load_end, walk_node(v->w, node)->end);
	return node + 1;
}

static uint32_t scan_name(struct loop_values *v, struct value_scan *s, uint32_t node)
{
	uint32_t number = walk_node(v->w, node)->declaration;

	if (number != DECLARATION_NONE && loop_is_variable(v->w, number) && node != s->no_load && !is_array_value(v, node))
		found(s, node, place_class(v, loop_place_of(v->w, node)));
	return walk_node(v->w, node)->end;
}

/* `p->f` is a load, `s.f` a part of s. */
static uint32_t scan_member(struct loop_values *v, struct value_scan *s, uint32_t node)
{
	const struct body *b = &v->w->body;
	uint32_t base = body_child(b, node, 0), inner;
	struct loop_place place;

	if (base == BODY_NONE)
		return walk_node(v->w, node)->end;
	if (flow_is_pointer(b, base))
		return scan_load(v, s, node);
	base = body_strip(b, base);
	for (inner = base; walk_node(v->w, inner)->cursor.kind == CXCursor_MemberRefExpr; inner = body_strip(b, inner)) {
		inner = body_child(b, inner, 0);
		if (inner == BODY_NONE || flow_is_pointer(b, inner))
			break;
	}
	/* With a pointer or a subscript further in, what is read is still one member. */
	if (inner == BODY_NONE || walk_node(v->w, inner)->cursor.kind != CXCursor_DeclRefExpr || flow_is_pointer(b, inner)) {
		uint32_t next = scan_load(v, s, node);

		s->no_load = base;
		return next;
	}
	place = loop_place_of(v->w, node);
	if (node != s->no_load && place.variable != DECLARATION_NONE && !is_array_value(v, node))
		found(s, node, place_class(v, place));
	return walk_node(v->w, node)->end;
}

static uint32_t scan_unary(struct loop_values *v, struct value_scan *s, uint32_t node)
{
	const struct body *b = &v->w->body;
	uint32_t operand = body_child(b, node, 0);

	if (operand == BODY_NONE)
		return walk_node(v->w, node)->end;
	switch (clang_getCursorUnaryOperatorKind(walk_node(v->w, node)->cursor)) {
	case CXUnaryOperator_Deref:
		return scan_load(v, s, node);
	case CXUnaryOperator_AddrOf:
		s->no_load = body_strip(b, operand);
		return node + 1;
	default:
		return node + 1;
	}
}

static uint32_t scan_call(struct loop_values *v, struct value_scan *s, uint32_t node)
{
	uint32_t callee = body_child(&v->w->body, node, 0);

	if (callee == BODY_NONE || condition_is_builtin(v->w, node))
		return callee == BODY_NONE ? walk_node(v->w, node)->end : walk_node(v->w, callee)->end;
	found(s, node, CONDITION_CLASS_CALL);
	return walk_node(v->w, node)->end;
}

/* What `=` gives is its right side. */
static uint32_t scan_binary(struct loop_values *v, uint32_t node)
{
	uint32_t left = body_child(&v->w->body, node, 0);

	if (left == BODY_NONE)
		return node + 1;
	switch (clang_getCursorBinaryOperatorKind(walk_node(v->w, node)->cursor)) {
	case CXBinaryOperator_Assign:
	case CXBinaryOperator_Comma:
		return walk_node(v->w, left)->end;
	default:
		return node + 1;
	}
}

uint32_t loop_values_class(struct loop_values *v, uint32_t node)
{
	struct value_scan s = { CONDITION_CLASS_INVARIANT, 0, BODY_NONE };
	uint32_t end = walk_node(v->w, node)->end;

	while (node < end && s.class < CONDITION_CLASS_CALL) {
		switch (walk_node(v->w, node)->cursor.kind) {
		case CXCursor_DeclRefExpr: node = scan_name(v, &s, node); break;
		case CXCursor_MemberRefExpr: node = scan_member(v, &s, node); break;
		case CXCursor_ArraySubscriptExpr: node = scan_load(v, &s, node); break;
		case CXCursor_UnaryOperator: node = scan_unary(v, &s, node); break;
		case CXCursor_CallExpr: node = scan_call(v, &s, node); break;
		case CXCursor_BinaryOperator: node = scan_binary(v, node); break;
		case CXCursor_UnaryExpr: node = walk_node(v->w, node)->end; break; /* sizeof */
		default: node++; break;
		}
	}
	return s.class;
}

/* ---- a loop ------------------------------------------------------------------------------------------------------------------ */

static uint32_t write_class(struct loop_values *v, const struct loop_write *write)
{
	uint32_t value = write->value == BODY_NONE ? CONDITION_CLASS_INVARIANT : loop_values_class(v, write->value);

	switch (write->how) {
	case WRITE_ADDRESS: return CONDITION_CLASS_DATA;
	case WRITE_STEP: return value <= CONDITION_CLASS_COUNTER ? CONDITION_CLASS_COUNTER : value;
	default: return worse(value, CONDITION_CLASS_STATE);
	}
}

/* True if a variable got worse. */
static bool take_write(struct loop_values *v, const struct loop_write *write)
{
	struct loop_place place = write->place;
	uint32_t class, *known;
	bool is_worse;

	if (place.variable == DECLARATION_NONE || !loop_is_local(v->w, place.variable) || is_in_init(v, write->node))
		return false;
	class = write_class(v, write);
	known = class_of_part(v, place.variable, place.part);
	is_worse = class > *known;
	*known = worse(*known, class);
	if (place.part != PART_WHOLE) {
		known = class_of_part(v, place.variable, PART_ANY);
		*known = worse(*known, class);
	}
	return is_worse;
}

void loop_values_init(struct loop_values *v, struct walk *w, uint32_t loop)
{
	enum { MOST_ROUNDS = 64 }; /* what comes over more locals than this, each set before the next, stays state */
	struct conditions *c = &w->conditions;
	size_t last;
	bool any = true;

	*v = (struct loop_values){ .w = w, .head = c->heads.items[loop] };
	v->end = w->body.nodes.items[v->head.node].end;
	while (v->first_write < c->writes.n && c->writes.items[v->first_write].node < v->head.node)
		v->first_write++;
	for (last = v->first_write; last < c->writes.n && c->writes.items[last].node < v->end;)
		last++;
	v->n_writes = last - v->first_write;
	for (size_t i = 0; i < c->calls.n && !v->has_call; i++)
		v->has_call = c->calls.items[i].node > v->head.node && c->calls.items[i].node < v->end &&
			      !(c->calls.items[i].is_leaving && c->calls.items[i].loop == loop + 1) && !is_in_init(v, c->calls.items[i].node);
	table_clear(&c->variables);
	for (unsigned round = 0; any && round < MOST_ROUNDS; round++) {
		any = false;
		for (size_t i = 0; i < v->n_writes; i++)
			any |= take_write(v, &c->writes.items[v->first_write + i]);
	}
}

/* True if the local is only written in the head's last part. */
static bool is_counted_by_head(struct loop_values *v, uint32_t variable)
{
	bool any = false;

	for (size_t i = 0; i < v->n_writes; i++) {
		const struct loop_write *write = &v->w->conditions.writes.items[v->first_write + i];

		if (write->place.variable != variable || is_in_init(v, write->node))
			continue;
		if (write->node < v->head.step || write->node >= walk_node(v->w, v->head.step)->end)
			return false;
		any = true;
	}
	return any;
}

bool loop_values_is_counted(struct loop_values *v, uint32_t node)
{
	const struct body *b = &v->w->body;
	uint32_t sides[2];

	node = body_strip(b, node);
	if (v->head.step == BODY_NONE || walk_node(v->w, node)->cursor.kind != CXCursor_BinaryOperator)
		return false;
	sides[0] = body_child(b, node, 0);
	sides[1] = body_child(b, node, 1);
	if (sides[0] == BODY_NONE || sides[1] == BODY_NONE)
		return false;
	for (unsigned i = 0; i < 2; i++) {
		uint32_t variable = condition_named(v->w, sides[i]);

		if (variable != DECLARATION_NONE && loop_is_variable(v->w, variable) && is_counted_by_head(v, variable) &&
		    loop_values_class(v, sides[i]) == CONDITION_CLASS_COUNTER &&
		    loop_values_class(v, sides[!i]) == CONDITION_CLASS_INVARIANT)
			return true;
	}
	return false;
}
