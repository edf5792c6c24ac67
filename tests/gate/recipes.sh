#!/bin/bash
# recipes.sh WHYNOT: every command of README about baselines, changes and CI is run as it stands there, in a repository with a remote and
# findings: each has to be accepted, and to write what it says it writes.
set -euo pipefail
whynot=$(realpath "$1")
readme=$(cd "$(dirname "$0")/../.." && pwd)/README.md
example=$(cd "$(dirname "$0")/../docs/example" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "FAIL: $*" >&2; exit 1; }
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b
mkdir "$work/bin" && ln -s "$whynot" "$work/bin/whynot" && PATH=$work/bin:$PATH

git init -q -b main "$work/origin" && cd "$work/origin"
mkdir ci && cp "$example"/* .
printf 'cmake_minimum_required(VERSION 3.20)\nproject(x LANGUAGES C)\nadd_library(x queue.c)\n' >CMakeLists.txt
echo /build/ >.gitignore
git add -A && git commit -qm first && git tag v1.2
git clone -q "$work/origin" "$work/repo" && cd "$work/repo" && mkdir -p ci
git checkout -q -b topic
sed -i '1i #include <ctype.h>' queue.c

# The sections' commands: lines that begin with one, and those in list items, quotes and code spans.
sed -n '/^## In an old code base/,/^## Limits/p' "$readme" |
	grep -oE "(cmake -B build [^\`']*|(git diff [^\`']*\| )?(exec )?whynot (check|diff) [^\`']*)" |
	sed -E 's/ +# .*//; s/\| reviewdog .*//; s/^exec //; s/\$\{\{[^}]*\}\}/main/g' | awk '!seen[$0]++' >"$work/commands"
[ "$(wc -l <"$work/commands")" -ge 14 ] || { cat "$work/commands"; fail "README has too few commands"; }
# The build comes first.
grep '^cmake' "$work/commands" | head -1 >"$work/ordered"
grep -v '^cmake' "$work/commands" >>"$work/ordered"
while read -r command; do
	status=0
	bash -c "$command" >"$work/out" 2>"$work/err" </dev/null || status=$?
	if [ $status -gt 1 ]; then
		cat "$work/err"
		fail "status $status: $command"
	fi
	echo "ok $status: $command"
done <"$work/ordered"
jq -e '.runs[0].results | length == 1 and .[0].ruleId == "unused-include/UnusedInclude"' whynot.sarif >/dev/null || fail "GitHub: not just the change's finding"
jq -e 'length > 1' gl-code-quality-report.json >/dev/null || fail "GitLab: no report"
xmllint --noout whynot.xml && grep -q 'unused-include' whynot.xml || fail "Jenkins: no report"
grep -q 'version: 1' ci/whynot.yaml || fail "no baseline was written"
grep -q '^--- ' old.yaml || fail "no report to compare"
