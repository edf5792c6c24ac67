#!/bin/bash
# formats.sh WHYNOT: all formats of one run together, on a project in a git repository: SARIF by the official schema, XML and JSON by
# their readers, paths from the repository's top, one report on standard output.
# The schema comes from a package of npm's; where npm or the network is missing, that part is skipped and says so.
set -euo pipefail
whynot=$(realpath "$1")
tests=$(cd "$(dirname "$0")/.." && pwd)
build=$(realpath "${BUILD:-build}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "FAIL: $*" >&2; exit 1; }

mkdir -p "$work/repo/sub" && cd "$work/repo"
git init -q .
cp -r "$tests/cases/include-cycle/two_headers_include_each_other" "sub/a b"
cp "$tests/cases/whynot/comments_that_suppress.c" "$tests/cases/struct-padding/each_hole_is_named.c" sub
cp "$tests/cases/compiler/calls_inlined_and_not_inlined.c" sub
cd sub
"$whynot" check -q -m=3 --exit-zero --format=text --report=sarif="$work/r.sarif" --report=github="$work/r.github" \
	--report=gitlab="$work/r.gitlab" --report=checkstyle="$work/r.checkstyle" --report=rdjson="$work/r.rdjson" \
	--yaml="$work/r.yaml" "a b/main.c" ./*.c -- -O2 >"$work/r.text"
"$whynot" check -q -m=3 --exit-zero --format=none --sarif="$work/again.sarif" "a b/main.c" ./*.c -- -O2 >"$work/nothing"
[ ! -s "$work/nothing" ] || fail "--format=none writes to standard output"
cmp "$work/r.sarif" "$work/again.sarif"

grep -q 'include-cycle/IncludeCycle' "$work/r.text" || fail "the text report is missing"
grep -q '^--- !Missed' "$work/r.yaml" || fail "the YAML report is missing"
grep -q '^::warning file=sub/a b/' "$work/r.github" || fail "annotations: paths do not count from the repository's top"
jq -e 'all(.[]; .location.path | startswith("sub/")) and (map(.fingerprint) | length == (unique | length))' "$work/r.gitlab" >/dev/null ||
	fail "GitLab: paths or fingerprints"
jq -e '.source.name == "whynot" and all(.diagnostics[]; .location.path | startswith("sub/"))' "$work/r.rdjson" >/dev/null || fail "rdjson"
xmllint --noout "$work/r.checkstyle" || fail "checkstyle: not XML"

jq -e '.runs[0] | [.results[] | select(.suppressions)] | length == 6 and all(.[]; .suppressions[0].kind == "inSource")' "$work/r.sarif" \
	>/dev/null || fail "SARIF: the six suppressed findings are not there"
jq -e '.runs[0].results | all(.[]; .partialFingerprints.primaryLocationLineHash and .partialFingerprints["whynot/v1"])' "$work/r.sarif" \
	>/dev/null || fail "SARIF: fingerprints are missing"
jq -e '.runs[0].results | map([.ruleId, (.locations[0].physicalLocation | .artifactLocation.uri, .region.startLine)]) |
	length == (unique | length)' "$work/r.sarif" >/dev/null || fail "SARIF: two results of one rule on one line"
jq -e '.runs[0] as $run | all($run.results[]; $run.tool.driver.rules[.ruleIndex].id == .ruleId)' "$work/r.sarif" >/dev/null ||
	fail "SARIF: ruleIndex"
if grep -q "$work" "$work/r.sarif"; then
	fail "SARIF: it tells where this machine keeps the sources"
fi
jq -e '.runs[0].results | any(.[]; .codeFlows) and any(.[]; .locations[0].physicalLocation.artifactLocation.uri | startswith("sub/a%20b/"))' \
	"$work/r.sarif" >/dev/null || fail "SARIF: no flow, or paths that are no URIs"

# One report on standard output.
"$whynot" check -q --exit-zero --sarif=- ./each_hole_is_named.c -- -O2 | jq -e '.version == "2.1.0"' >/dev/null || fail "--sarif=-"
for wrong in "--format=yaml --sarif=-" "--sarif=- --yaml=-" "--report=nix=x" "--report=sarif" "--report=sarif="; do
	# shellcheck disable=SC2086
	if "$whynot" check -q $wrong ./each_hole_is_named.c -- -O2 >"$work/out" 2>"$work/err"; then
		fail "$wrong is accepted"
	fi
	[ ! -s "$work/out" ] || fail "$wrong: something was written"
	grep -Eq '^whynot: (standard output takes one report; give the others a file, or --format=none|--report takes FORMAT=FILE, not .*; formats are text, yaml, html, sarif, .*)$' "$work/err" ||
		fail "$wrong: $(cat "$work/err")"
done

# The standard.
schema=$build/world/sarif-schema.json
if [ ! -f "$schema" ] && command -v npm >/dev/null; then
	mkdir -p "${schema%/*}"
	(cd "$work" && timeout 60 npm pack --silent @microsoft/jest-sarif@1.0.0-beta.0 >/dev/null 2>&1 &&
		tar xzf microsoft-jest-sarif-*.tgz && cp package/lib/schemas/sarif-2.1.0-rtm.5.json "$schema") || true
fi
if [ ! -f "$schema" ] || ! /usr/bin/python3 -c 'import jsonschema' 2>/dev/null; then
	echo "formats.sh: no SARIF schema (npm) or no python3-jsonschema here: the report is not checked with the official schema"
	exit 77
fi
/usr/bin/python3 - "$schema" "$work/r.sarif" "$tests/golden/reports/nasty.sarif" "$tests/golden/reports/empty.sarif" <<'END'
import json, sys, jsonschema
schema = json.load(open(sys.argv[1]))
validator = jsonschema.validators.validator_for(schema)
validator.check_schema(schema)
for path in sys.argv[2:]:
    errors = list(validator(schema, format_checker=jsonschema.FormatChecker()).iter_errors(json.load(open(path))))
    for error in errors[:5]:
        print(path, list(error.absolute_path), error.message[:200])
    if errors:
        sys.exit(1)
    print("valid by the official schema:", path.split("/")[-1])
# The check can fail.
broken = json.load(open(sys.argv[2]))
broken["runs"][0]["results"][0]["level"] = "loud"
assert list(validator(schema).iter_errors(broken))
END
