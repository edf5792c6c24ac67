#!/bin/bash
# hostile_repository.sh WHYNOT: a repository whose own settings name programs for everything that git can start. whynot asks git what
# changed, by revision, staged, for renames of a baseline's files, and none of them runs; git itself, asked without care, runs them.
set -euo pipefail
whynot=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "FAIL: $*" >&2; cat "$work/text" "$work/err" >&2 || true; exit 1; }
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b HOME=$work
mkdir "$work/ran" "$work/hooks"
cd "$work"
# canary NAME: a program that leaves a trace and hands its input on.
canary()
{
	printf '#!/bin/sh\ntouch "%s/ran/%s"\n[ "$1" = quiet ] || cat 2>/dev/null\nexit 0\n' "$work" "$1" >"$work/$1"
	chmod +x "$work/$1"
}
for name in fsmonitor external textconv clean smudge process pager gpg alias ssh upload command editor credential; do
	canary "$name"
done
for hook in post-index-change pre-commit post-checkout reference-transaction fsmonitor-watchman; do
	printf '#!/bin/sh\ntouch "%s/ran/hook-%s"\n' "$work" "$hook" >"$work/hooks/$hook"
	chmod +x "$work/hooks/$hook"
done
git init -q -b main sub
(cd sub && printf 'int s;\n' >s.c && git add -A && git commit -qm sub)
git init -q -b main repo
cd repo
mkdir src
printf '#include <math.h>\nint f(void)\n{\n\treturn 1;\n}\n' >src/a.c
printf '#include <errno.h>\nint g(void)\n{\n\treturn 1;\n}\n' >src/b.c
printf '[{"directory": "%s/src", "file": "a.c", "command": "cc -c a.c"}, {"directory": "%s/src", "file": "c.c", "command": "cc -c c.c"}]\n' \
	"$PWD" "$PWD" >compile_commands.json
printf '*.c filter=evil diff=evil\n*.h filter=ev=il.too\n' >.gitattributes
printf '#define H 1\n' >src/h.h
git -c protocol.file.allow=always submodule --quiet add "$work/sub" sub
git add -A
git commit -qm one
git mv src/b.c src/c.c
"$whynot" check --remarks=off -q --baseline=known.yaml --baseline-update --allow-growth >/dev/null
sed -i 's|src/c.c|src/b.c|' known.yaml
git add known.yaml
git commit -qm two -- known.yaml

# bait DIR: what its settings can name.
bait()
{
	git config --file "$1" core.fsmonitor "$work/fsmonitor"
	git config --file "$1" core.hooksPath "$work/hooks"
	git config --file "$1" core.pager "$work/pager"
	git config --file "$1" core.editor "$work/editor"
	git config --file "$1" core.sshCommand "$work/ssh"
	git config --file "$1" pager.diff "$work/pager"
	git config --file "$1" pager.log "$work/pager"
	git config --file "$1" pager.config "$work/pager"
	git config --file "$1" diff.external "$work/external"
	git config --file "$1" diff.evil.textconv "$work/textconv"
	git config --file "$1" diff.evil.command "$work/command"
	git config --file "$1" filter.evil.clean "$work/clean"
	git config --file "$1" filter.evil.smudge "$work/smudge"
	git config --file "$1" filter.evil.required true
	git config --file "$1" filter.ev=il.too.process "$work/process quiet"
	git config --file "$1" gpg.program "$work/gpg"
	git config --file "$1" log.showSignature true
	git config --file "$1" credential.helper "$work/credential"
	git config --file "$1" alias.diff "!$work/alias"
	git config --file "$1" alias.log "!$work/alias"
	git config --file "$1" alias.config "!$work/alias"
	git config --file "$1" diff.ignoreSubmodules none
	git config --file "$1" diff.submodule diff
}
bait .git/config
bait .git/modules/sub/config
echo 'int t;' >>sub/s.c
sed -i 's/return 1/return 2/; s/math.h/math.h>\n#include <time.h/' src/a.c
sed -i 's/1/2/' src/h.h
touch -d 2001-01-01 src/c.c

# run STATUS WORDS...
run()
{
	local wanted=$1 status=0
	shift
	"$whynot" check --remarks=off --no-config "$@" >"$work/text" 2>"$work/err" || status=$?
	[ -z "$(ls "$work/ran")" ] || fail "$*: git ran $(ls "$work/ran" | xargs)"
	[ $status -eq "$wanted" ] || fail "status $status instead of $wanted: $*"
}
before=$(find .git -type f -printf '%P %T@ %s\n' | sort)
run 1 --since=HEAD
grep -q 'src/a.c:2:1: .*time.h' "$work/text" || fail "the change is not seen"
run 1 --since=HEAD~1
run 0 --staged
run 1 --baseline=known.yaml
grep -q 'c.c' "$work/text" && fail "a renamed file's entry is lost"
[ "$before" = "$(find .git -type f -printf '%P %T@ %s\n' | sort)" ] || fail "something was written into .git"
git add src/a.c 2>/dev/null || true
rm -f "$work"/ran/*
run 1 --staged
grep -q 'src/a.c:2:1: .*time.h' "$work/text" || fail "the staged change is not seen"

# The bait is real: git without care takes it.
git status >/dev/null 2>&1 || true
echo >>src/a.c
git diff >/dev/null 2>&1 || true
git diff -- src/a.c >/dev/null 2>&1 || true
for name in fsmonitor clean process; do
	[ -e "$work/ran/$name" ] || fail "the bait for $name is none"
done
[ -e "$work/ran/external" ] || [ -e "$work/ran/command" ] || fail "the bait for external diffs is none"
echo "hostile repository: nothing of it runs"
