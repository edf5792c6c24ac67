/*
 * One pass over the recorded body. Where a statement or operator decides what runs, it marks the nodes that this concerns; when the
 * pass comes to them, the scopes around them are what `under` says. Classes need the whole loop and come at the end.
 */
#include "analyzer/frontend/walk.h"

/* Letters of `under`, at most: what is under so much hardly ever runs. */
enum { MOST_UNDER = 200 };

static bool is_loop(enum CXCursorKind kind)
{
	return kind == CXCursor_ForStmt || kind == CXCursor_WhileStmt || kind == CXCursor_DoStmt;
}

/* ---- scopes ------------------------------------------------------------------------------------------------------------------ */

static sid longer_under(struct walk *w, sid under, const struct condition_mark *mark)
{
	struct strbuf text = STRBUF_INIT;

	if (intern_length(w->text, under) >= MOST_UNDER)
		return under;
	strbuf_adds(&text, intern_text(w->text, under));
	if (mark->letter == 's' || mark->letter == LABEL_OF_TABLE)
		strbuf_addf(&text, "s%u", mark->n);
	else
		for (uint32_t i = 0; i < mark->n && text.len < MOST_UNDER; i++)
			strbuf_addc(&text, mark->letter);
	under = intern_add(w->text, text.text, text.len);
	strbuf_release(&text);
	return under;
}

static void enter_scope(struct walk *w, uint32_t node)
{
	const struct condition_mark *mark = walk_mark(w, node);
	struct condition_scope scope = *walk_scope(w);

	scope.end = walk_node(w, node)->end;
	scope.under = longer_under(w, scope.under, mark);
	scope.is_leaving |= mark->letter == 'l';
	scope.has_switch |= mark->letter == 's';
	VEC_PUSH(&w->conditions.scopes, scope);
}

/* ---- statements --------------------------------------------------------------------------------------------------------------- */

static struct fact_condition decision_at(struct walk *w, CXSourceLocation location, uint32_t role)
{
	struct fact_condition decision = { .role = role };

	sources_locate(&w->sources, location, NULL, &decision.decision);
	return decision;
}

static struct fact_condition decision_of(struct walk *w, uint32_t node)
{
	return decision_at(w, clang_getCursorLocation(walk_node(w, node)->cursor), CONDITION_ROLE_BODY);
}

/* The node of the innermost loop. */
static uint32_t loop_node(const struct walk *w)
{
	return w->conditions.heads.items[walk_scope(w)->loop - 1].node;
}

static void take_if(struct walk *w, uint32_t node)
{
	const struct body *b = &w->body;
	uint32_t condition = body_first(b, node), then, other;
	struct condition_arm arms[2] = { { .is_cheap = true }, { .is_cheap = true } };
	struct fact_condition decision = decision_of(w, node);

	/* In C++ a declaration may come first. */
	if (condition == BODY_NONE || !clang_isExpression(walk_node(w, condition)->cursor.kind))
		return;
	then = body_next(b, node, condition);
	if (then == BODY_NONE)
		return;
	other = body_next(b, node, then);
	arms[0] = condition_arm(w, then, loop_node(w), walk_scope(w)->has_switch);
	if (other != BODY_NONE)
		arms[1] = condition_arm(w, other, loop_node(w), walk_scope(w)->has_switch);
	condition_mark(w, then, arms[0].leaves ? 'l' : arms[1].leaves ? 'b' : 'a', 1);
	condition_mark(w, other, arms[1].leaves ? 'l' : arms[0].leaves ? 'b' : 'a', 1);
	if (arms[0].is_noreturn || arms[1].is_noreturn)
		decision.flags |= CONDITION_FLAG_NORETURN;
	if (arms[0].is_cheap && arms[1].is_cheap)
		decision.flags |= CONDITION_FLAG_CHEAP;
	condition_split(w, condition, decision, false);
}

static void take_conditional(struct walk *w, uint32_t node)
{
	const struct body *b = &w->body;
	uint32_t condition = body_child(b, node, 0), arms[2] = { body_child(b, node, 1), body_child(b, node, 2) };
	struct fact_condition decision = decision_of(w, node);
	bool is_cheap = true;

	if (arms[1] == BODY_NONE)
		return;
	for (unsigned i = 0; i < 2; i++) {
		struct condition_arm arm = condition_arm(w, arms[i], loop_node(w), false);

		if (arm.is_noreturn)
			decision.flags |= CONDITION_FLAG_NORETURN;
		is_cheap &= condition_is_cheap(w, arms[i]);
		condition_mark(w, arms[i], arm.is_noreturn ? 'l' : 'a', 1);
	}
	if (is_cheap)
		decision.flags |= CONDITION_FLAG_CHEAP;
	condition_split(w, condition, decision, false);
}

/* `a && b` for its value: the compiler needs no jump where the rest of it can be had without harm. */
static void take_logical(struct walk *w, uint32_t node)
{
	struct fact_condition decision = decision_of(w, node);
	uint32_t right = body_child(&w->body, node, 1);

	if (right == BODY_NONE)
		return;
	if (condition_is_cheap(w, right))
		decision.flags |= CONDITION_FLAG_CHEAP;
	condition_split(w, node, decision, true);
}

static uint32_t count_cases(const struct walk *w, uint32_t body)
{
	uint32_t n = 0;

	for (uint32_t i = body; i < walk_node(w, body)->end; i++) {
		enum CXCursorKind kind = walk_node(w, i)->cursor.kind;

		n += kind == CXCursor_CaseStmt || kind == CXCursor_DefaultStmt;
		if (kind == CXCursor_SwitchStmt)
			i = walk_node(w, i)->end - 1;
	}
	return n;
}

static void take_switch(struct walk *w, uint32_t node)
{
	uint32_t value = body_child(&w->body, node, 0), body;
	struct fact_condition decision = decision_of(w, node);

	if (value == BODY_NONE)
		return;
	body = body_next(&w->body, node, value);
	if (body != BODY_NONE)
		condition_mark(w, body, 's', count_cases(w, body));
	decision.operator = CONDITION_OPERATOR_SWITCH;
	condition_add_leaf(w, value, &decision);
}

static void take_call(struct walk *w, uint32_t node)
{
	struct loop_call call = { node, walk_scope(w)->loop, walk_scope(w)->is_leaving };
	uint32_t fact = walk_node(w, node)->call;

	if (fact != FACT_NONE)
		walk_file(w, w->function_source)->calls.items[fact].under = walk_scope(w)->under;
	if (!condition_is_builtin(w, node) && !condition_is_noreturn(w, node))
		VEC_PUSH(&w->conditions.calls, call);
}

/* do { } while (0): a break ends it, as it does a switch. */
static void enter_block(struct walk *w, uint32_t node)
{
	struct file_facts *file = walk_file(w, w->function_source);
	struct condition_scope scope = *walk_scope(w);

	file->loops.items[file->functions.items[w->function].loops.first + walk_node(w, node)->loop - 1].flags |= LOOP_FLAG_ONCE;
	scope.end = walk_node(w, node)->end;
	scope.has_switch = true;
	VEC_PUSH(&w->conditions.scopes, scope);
}

static void take_loop(struct walk *w, uint32_t node)
{
	const struct body_node *n = walk_node(w, node);
	struct condition_scope scope = { .end = n->end, .loop = n->loop };
	struct loop_head head;
	struct fact_condition decision;
	uint32_t before;

	/* One that another file brings into the body is not listed: what is in it counts with the loop around it. */
	if (n->loop == walk_scope(w)->loop || n->loop > w->conditions.heads.n)
		return;
	head = condition_head(w, node);
	w->conditions.heads.items[n->loop - 1] = head;
	if (n->cursor.kind == CXCursor_DoStmt && head.condition != BODY_NONE && condition_is_zero(w, head.condition)) {
		enter_block(w, node);
		return;
	}
	VEC_PUSH(&w->conditions.scopes, scope);
	condition_mark(w, head.init, 'i', 1);
	if (head.condition == BODY_NONE)
		return;
	decision = decision_of(w, node);
	before = body_first(&w->body, node);
	if (n->cursor.kind == CXCursor_DoStmt && before != head.condition) {
		/* Clang gives the jump the place of the closing brace. */
		sources_locate(&w->sources, clang_getRangeEnd(clang_getCursorExtent(walk_node(w, before)->cursor)), NULL, &decision.decision);
		decision.decision.col -= decision.decision.col > 1;
	}
	decision.role = CONDITION_ROLE_EXIT;
	condition_split(w, head.condition, decision, false);
}

static void take(struct walk *w, uint32_t node)
{
	enum CXCursorKind kind = walk_node(w, node)->cursor.kind;
	const struct condition_mark *mark = walk_mark(w, node);

	if (is_loop(kind)) {
		take_loop(w, node);
		return;
	}
	if (kind == CXCursor_CXXForRangeStmt) {
		struct condition_scope silent = { .end = walk_node(w, node)->end };

		VEC_PUSH(&w->conditions.scopes, silent);
	}
	if (!walk_scope(w)->loop)
		return;
	if (mark->leaf)
		w->conditions.leaves.items[mark->leaf - 1].fact.under = walk_scope(w)->under;
	switch (kind) {
	case CXCursor_IfStmt: take_if(w, node); break;
	case CXCursor_ConditionalOperator: take_conditional(w, node); break;
	case CXCursor_SwitchStmt: take_switch(w, node); break;
	case CXCursor_CallExpr: take_call(w, node); break;
	case CXCursor_BinaryOperator:
		if (condition_is_logical(w, node) && !mark->is_split)
			take_logical(w, node);
		break;
	default: break;
	}
	loop_writes_add(w, node);
}

/* ---- the function ------------------------------------------------------------------------------------------------------------- */

static int by_loop(const void *va, const void *vb)
{
	const struct condition_leaf *a = va, *b = vb;

	if (a->fact.loop != b->fact.loop)
		return a->fact.loop < b->fact.loop ? -1 : 1;
	return (a->node > b->node) - (a->node < b->node);
}

static int by_node(const void *va, const void *vb)
{
	const struct condition_leaf *a = va, *b = vb;

	return (a->node > b->node) - (a->node < b->node);
}

/* True if the number of turns is no matter of what the loop finds. */
static bool is_counted(struct loop_values *v, const struct condition_leaf *leaf)
{
	const struct fact_condition *fact = &leaf->fact;

	if (fact->role != CONDITION_ROLE_EXIT || body_strip(&v->w->body, v->head.condition) != leaf->node)
		return false;
	if ((fact->operator == CONDITION_OPERATOR_ORDER || fact->operator == CONDITION_OPERATOR_EQUAL) &&
	    walk_node(v->w, v->head.node)->cursor.kind == CXCursor_ForStmt && loop_values_is_counted(v, leaf->node))
		return true;
	return fact->class == CONDITION_CLASS_COUNTER && loop_values_is_constant(v, leaf->node);
}

static void classify(struct walk *w)
{
	struct conditions *c = &w->conditions;
	struct loop_values v;

	for (size_t i = 0; i < c->leaves.n; i++) {
		struct condition_leaf *leaf = &c->leaves.items[i];
		struct fact_condition *fact = &leaf->fact;

		if (!i || leaf[-1].fact.loop != fact->loop)
			loop_values_init(&v, w, fact->loop - 1);
		fact->class = loop_values_class(&v, leaf->node);
		if (is_counted(&v, leaf))
			fact->flags |= CONDITION_FLAG_COUNTED;
	}
}

static void begin(struct walk *w, uint32_t n_loops)
{
	struct conditions *c = &w->conditions;
	struct condition_scope whole = { .end = (uint32_t)w->body.nodes.n };
	struct condition_mark none = { 0 };
	struct loop_head unseen = { BODY_NONE, BODY_NONE, BODY_NONE, BODY_NONE };

	VEC_CLEAR(&c->marks);
	VEC_CLEAR(&c->operands);
	VEC_CLEAR(&c->heads);
	VEC_CLEAR(&c->scopes);
	VEC_CLEAR(&c->leaves);
	VEC_CLEAR(&c->writes);
	VEC_CLEAR(&c->calls);
	for (size_t i = 0; i < w->body.nodes.n; i++) {
		VEC_PUSH(&c->marks, none);
		VEC_PUSH(&c->operands, 0);
	}
	for (uint32_t i = 0; i < n_loops; i++)
		VEC_PUSH(&c->heads, unseen);
	VEC_PUSH(&c->scopes, whole);
	condition_count_operands(w);
	condition_mark_labels(w);
	table_clear(&c->exposed);
	for (uint32_t i = 0; i < w->body.nodes.n; i++)
		if (walk_node(w, i)->cursor.kind == CXCursor_UnaryExpr) /* sizeof */
			i = walk_node(w, i)->end - 1;
		else
			loop_exposed_add(w, i);
}

void conditions_collect(struct walk *w)
{
	struct file_facts *file = walk_file(w, w->function_source);
	struct fact_function *f = &file->functions.items[w->function];
	struct conditions *c = &w->conditions;

	f->conditions.first = (uint32_t)file->conditions.n;
	if (file->loops.n == f->loops.first || !w->body.nodes.n)
		return;
	begin(w, (uint32_t)file->loops.n - f->loops.first);
	for (uint32_t i = 0; i < w->body.nodes.n; i++) {
		while (walk_scope(w)->end <= i)
			c->scopes.n--;
		if (walk_node(w, i)->cursor.kind == CXCursor_UnaryExpr) { /* sizeof */
			i = walk_node(w, i)->end - 1;
			continue;
		}
		if (walk_mark(w, i)->letter)
			enter_scope(w, i);
		take(w, i);
	}
	if (c->leaves.n) {
		qsort(c->leaves.items, c->leaves.n, sizeof *c->leaves.items, by_loop);
		classify(w);
		qsort(c->leaves.items, c->leaves.n, sizeof *c->leaves.items, by_node);
	}
	file = walk_file(w, w->function_source);
	for (size_t i = 0; i < c->leaves.n; i++)
		VEC_PUSH(&file->conditions, c->leaves.items[i].fact);
	f = &file->functions.items[w->function];
	f->conditions.n = (uint32_t)file->conditions.n - f->conditions.first;
}

void conditions_release(struct conditions *c)
{
	VEC_RELEASE(&c->marks);
	VEC_RELEASE(&c->scopes);
	VEC_RELEASE(&c->leaves);
	VEC_RELEASE(&c->heads);
	VEC_RELEASE(&c->operands);
	VEC_RELEASE(&c->writes);
	VEC_RELEASE(&c->calls);
	table_release(&c->variables);
	table_release(&c->exposed);
}
