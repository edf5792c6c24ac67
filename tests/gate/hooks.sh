#!/bin/bash
# hooks.sh WHYNOT: the hooks of .pre-commit-hooks.yaml under the real pre-commit program, and a plain git hook, with real commits: what
# is staged and what is not, odd file names, many files, deleted ones, a submodule, no database; nothing is written into the tree.
set -euo pipefail
whynot=$(realpath "$1")
top=$(cd "$(dirname "$0")/../.." && pwd)
if ! command -v pre-commit >/dev/null; then
	echo "hooks.sh: pre-commit is not installed here"
	exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
log=$work/log
fail() { echo "FAIL: $*" >&2; cat "$log" >&2; exit 1; }
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b PRE_COMMIT_HOME=$work/cache
export GIT_CONFIG_GLOBAL=$work/gitconfig PYTHONDONTWRITEBYTECODE=1
git config --file "$work/gitconfig" protocol.file.allow always
mkdir "$work/bin" && ln -s "$whynot" "$work/bin/whynot"
PATH=$work/bin:$PATH

# The hooks' own repository, as users name it.
mkdir "$work/hooks" && cd "$work/hooks" && git init -q . && cp "$top/.pre-commit-hooks.yaml" .
git add -A && git commit -qm hooks && rev=$(git rev-parse HEAD)

git init -q "$work/repo" && cd "$work/repo"
# use HOOK: the project uses this hook.
use()
{
	printf 'repos:\n- repo: %s\n  rev: %s\n  hooks: [{id: %s}]\n' "$work/hooks" "$rev" "$1" >.pre-commit-config.yaml
}
# commit STATUS WORDS...: git commit with these words, its output in the log.
commit()
{
	local wanted=$1 status=0
	shift
	git commit -q "$@" >"$log" 2>&1 || status=$?
	[ $((status != 0)) -eq "$wanted" ] || fail "git commit $*: $status"
	[ -z "$(git status --porcelain --ignored | grep -vE '^[AMDR] |^ M|^\?\? (new|unstaged)|^!! compile_commands.json$' || true)" ] || fail "the hook wrote into the tree: $(git status --porcelain)"
}
database()
{
	find . -name '*.c' -printf '%P\n' | sort | jq -R --arg d "$PWD" '{directory: $d, file: ., arguments: ["cc", "-c", .]}' | jq -s . >compile_commands.json
}
use whynot
mkdir src
printf 'int f(void)\n{\n\treturn 1;\n}\n' >src/a.c
printf '/compile_commands.json\n' >.git/info/exclude
pre-commit install >/dev/null
git add -A
git status --porcelain --ignored >/dev/null

# A fresh clone has no database.
commit 0 -m first --no-edit
pre-commit run --all-files --verbose >"$log" 2>&1 || fail "no database is no reason to stop"
grep -q 'skipped: no compile_commands.json' "$log" || fail "nothing is said about the missing database"

database
mv compile_commands.json .git/ && ln -s .git/compile_commands.json . # ignored and out of the tree, as a build folder is
sed -i '1i #include <math.h>' src/a.c
git add -A
commit 1 -m "an unused include"
grep -q 'src/a.c:1:1: warning: <math.h> is not used' "$log" || fail "the finding is not shown"

# What is not staged does not count: pre-commit puts it aside.
git reset -q --hard
sed -i '1i #include <math.h>' src/a.c
printf 'int g(void)\n{\n\treturn 2;\n}\n' >src/b.c
database
git add src/b.c
commit 0 -m "beside an unstaged defect"
git diff --quiet && fail "the unstaged change is gone"
git checkout -q src/a.c

# Names that look like options, blanks, and a file that is deleted.
printf '#include <math.h>\nint h(void)\n{\n\treturn 3;\n}\n' >'src/-v a.c'
database
git add -A
commit 1 -m "an odd name"
grep -q 'src/-v a.c:1:1: warning' "$log" || fail "the odd name is not analysed"
git reset -q --hard
rm -f 'src/-v a.c'
git rm -q src/b.c
database
commit 0 -m "a deletion"

# A file that the database does not know yet is told and does not cost a look at everything else.
printf '#include <math.h>\nint fresh(void)\n{\n\treturn 3;\n}\n' >src/fresh.c
git add -A
commit 0 -m "a new file"
whynot check --hook src/fresh.c >"$log" 2>&1 || fail "a file that is not in the database stops the commit"
grep -q 'src/fresh.c: nothing was checked here, because no unit of the compile database reads it' "$log" || fail "nothing is said of the new file"
grep -q '0 units analysed' "$log" || fail "everything is analysed for a file that is not in the database"

# A submodule is another project.
git submodule --quiet add "$work/hooks" sub
commit 0 -m "a submodule"
PRE_COMMIT=1 whynot check --hook -- sub >"$log" 2>&1 || fail "a submodule's folder is no file of ours"
[ ! -s "$log" ] || fail "something is said about a submodule"

# The second hook: an old finding beside the commit's lines does not stop it.
git commit -q --no-verify -am none --allow-empty
sed -i '1i #include <math.h>' src/a.c
git commit -q --no-verify -am "an old defect"
printf 'int new(void)\n{\n\treturn 1;\n}\n' >>src/a.c
git add -A
commit 1 -m "the whole file is looked at"
use whynot-staged
git add -A
commit 0 -m "only what it brings is looked at"
sed -i '1i #include <time.h>' src/a.c
git add -A
commit 1 -m "what it brings"
[ "$(grep -c 'warning:' "$log")" -eq 1 ] || fail "the old finding is shown, too"
git reset -q --hard

# The third: cycles over the whole project.
use whynot-cycles
printf '#ifndef A_H\n#define A_H\n#include "b.h"\nstruct b;\n#endif\n' >src/a.h
printf '#ifndef B_H\n#define B_H\n#include "a.h"\nstruct a;\n#endif\n' >src/b.h
printf '#include "a.h"\nstruct a *p;\nstruct b *q;\n' >src/c.c
database
git add -A
commit 1 -m "a cycle"
grep -q 'include cycle of 2 files' "$log" || fail "the cycle is not told"
git reset -q --hard

# Many files at once: no state hangs on seeing all of them in one call.
use whynot
for i in $(seq 40); do printf 'int f%d(void)\n{\n\treturn 1;\n}\n' "$i" >"src/a_rather_long_name_of_a_file_$i.c"; done
database
git add -A
commit 0 -m "40 files"

# Without pre-commit.
pre-commit uninstall >/dev/null
printf '#!/bin/sh\nexec whynot check --hook --staged\n' >.git/hooks/pre-commit
chmod +x .git/hooks/pre-commit
sed -i '1i #include <errno.h>' src/a.c
git add -A
commit 1 -m "by a plain hook"
grep -q 'errno.h' "$log" || fail "the plain hook does not show the finding"
git reset -q --hard
commit 0 --allow-empty -m "nothing"
echo "hooks: all as they should be"
