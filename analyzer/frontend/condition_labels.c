/* Labels as values: a `goto *table[x]` is a switch, and the labels whose addresses are taken are its cases. */
#include "analyzer/frontend/walk.h"

/* True if the node is a label whose address is taken, so that a table of labels leads to it; `of_table` has these labels. */
static bool is_of_table(struct walk *w, struct table *of_table, uint32_t node)
{
	return walk_node(w, node)->cursor.kind == CXCursor_LabelStmt && *table_at(of_table, (uint64_t)node + 1) == 1;
}

/* What is behind a label up to the next one of the table is reached by one of so many ways. A break there ends the loop. */
void condition_mark_labels(struct walk *w)
{
	const struct body *b = &w->body;
	struct table of_table = { 0 };
	uint32_t n = 0;

	for (uint32_t i = 0; i < b->nodes.n; i++) {
		uint32_t parent = walk_node(w, i)->parent, label, *known;

		if (walk_node(w, i)->cursor.kind != CXCursor_LabelRef || parent == BODY_NONE ||
		    walk_node(w, parent)->cursor.kind != CXCursor_AddrLabelExpr)
			continue;
		label = body_label(b, walk_node(w, i)->cursor);
		known = table_at(&of_table, (uint64_t)label + 1);
		n += *known != 1;
		*known = 1;
	}
	for (uint32_t i = 0; n && i < b->nodes.n; i++) {
		uint32_t parent = walk_node(w, i)->parent, next = i;

		if (!is_of_table(w, &of_table, i) || parent == BODY_NONE || walk_node(w, parent)->cursor.kind == CXCursor_LabelStmt)
			continue;
		do {
			condition_mark(w, next, LABEL_OF_TABLE, n);
			next = body_next(b, parent, next);
		} while (next != BODY_NONE && !is_of_table(w, &of_table, next));
	}
	table_release(&of_table);
}
