#!/bin/bash
# hostile_database.sh WHYNOT: a database that tries to make clang load, run, write or print something. Canaries tell: a shared
# object and programs that leave a file when they are run, and a listing of the project before and after. Every unit still has
# to be analysed, with remarks and code, so that nothing is hidden from the user by a flag either.
set -u
whynot=$(realpath "$1")
clang=${CLANG:-clang}
work=$(realpath "$(mktemp -d)")
trap 'rm -rf "$work"' EXIT
ran=$work/ran
src=$work/src
mkdir -p "$src/sub" "$src/tools" "$ran" || exit 1
cd "$src" || exit 1

cat >"$work/canary.c" <<END
#include <stdio.h>
__attribute__((constructor)) static void f(void) { FILE *o = fopen("$ran/loaded", "a"); if (o) fclose(o); }
int main(void) { return 0; }
END
"$clang" -shared -fPIC -o evil.so "$work/canary.c" || { echo "SKIP: $clang cannot link a shared object here"; exit 77; }
"$clang" -o tools/program "$work/canary.c" || exit 1
for name in as ld cc gcc clang cc1 clang-22 clang-offload-packager llvm-offload-binary opt llc lld ld.lld x86_64-linux-gnu-as wrapper; do
	cp tools/program "tools/$name"
done
echo '*cc1: tools/program' >evil.specs
echo '-fplugin=./evil.so' >evil.rsp
echo '-Xclang=-load -Xclang=./evil.so' >evil.cfg
# clang looks for the configuration of a target below the target's own name
for name in sub/x sub/x-clang sub/x-clang++ sub/x-clang-cpp; do
	printf -- '-fplugin=./evil.so\n-Xclang -load -Xclang ./evil.so\n-fpass-plugin=./evil.so\n' >"$name.cfg"
done
printf '%s\n' '---' 'MultilibVersion: 1.0' >multilib.yaml
# a precompiled header that the driver would take instead of the header
echo 'int pre;' >pre.h
cp evil.so pre.h.pch
cp pre.h sub/
cp evil.so pre.h.gch
# Nothing of the above is a canary that cannot sing.
"$clang" -fsyntax-only -Xclang -load -Xclang ./evil.so "$work/canary.c" 2>/dev/null
[ -e "$ran/loaded" ] || { echo "FAIL: the canary does not sing"; exit 1; }
rm -f "$ran/loaded"

cat >"$work/flags" <<'END'
-fplugin=./evil.so
--fplugin=./evil.so
-fplugin=./evil.so -fplugin-arg-evil-x=1
-fpass-plugin=./evil.so
-Xclang -load -Xclang ./evil.so
-Xclang=-load -Xclang=./evil.so
-Xclang=-load -Xclang ./evil.so
-Xclang -load -Xclang=./evil.so
-Xclang=-fpass-plugin=./evil.so
-Xclang -fpass-plugin=./evil.so
-Xclang=-add-plugin -Xclang=x -Xclang=-load -Xclang=./evil.so
-Xclang=-plugin -Xclang=x -Xclang=-load -Xclang=./evil.so
-Xclang -mllvm -Xclang -load=./evil.so
-Xclang=-mllvm -Xclang=-load=./evil.so
-mllvm -load=./evil.so
-mllvm=-load=./evil.so
-mllvm=-load-pass-plugin=./evil.so
-mmlir -load=./evil.so
-Wp,-fplugin=./evil.so
-Wp,-Xclang=-load,-Xclang=./evil.so
-Wc,-fplugin=./evil.so
-Xpreprocessor -fplugin=./evil.so
-Xarch_x86_64 -fplugin=./evil.so
-Xarch_host -fplugin=./evil.so
-Xarch_host=-fplugin=./evil.so
-Xopenmp-target -fplugin=./evil.so
-Xopenmp-target=x86_64-linux-gnu -fplugin=./evil.so
-Xanalyzer -load -Xanalyzer ./evil.so
-Xassembler -fplugin=./evil.so
-Xthinlto-distributor=./evil.so
@evil.rsp
--config=./evil.cfg
--config ./evil.cfg
--config-user-dir=. --config=evil.cfg
--config-system-dir=. --config=evil.cfg
--target=sub/x
-target sub/x
--target=sub/x-unknown-linux
-Xclang -triple -Xclang sub/x
-I @evil.rsp
-Xclang=@evil.rsp
-D -fplugin=./evil.so
-isystem -fplugin=./evil.so
-iprefix -fplugin=./evil.so
-target-feature -fplugin=./evil.so
-Xclang -target-feature -fplugin=./evil.so
-no-such-flag-at-all -fplugin=./evil.so
-fno-such-flag-at-all -fplugin=./evil.so
-mthread-model -I -fplugin=./evil.so
-meabi -I -fplugin=./evil.so
-fnew-alignment -I -fplugin=./evil.so
-ftrapv-handler -I -fplugin=./evil.so
-fdebug-compilation-dir -I -fplugin=./evil.so
--sysroot -fplugin=./evil.so
--std -fplugin=./evil.so
--hipspv-pass-plugin=./evil.so
-Btools
-B tools
--prefix=tools
--prefix tools
-B tools -fno-integrated-as
-Btools -fno-integrated-as -save-temps
-Btools -fopenmp -fopenmp-targets=x86_64-unknown-linux-gnu
-fopenmp -fopenmp-targets=x86_64-unknown-linux-gnu
-ccc-install-dir tools
-ccc-install-dir tools -fno-integrated-cc1
-ccc-gcc-name tools/gcc
-fno-integrated-cc1 -B tools
-fuse-ld=tools/ld --ld-path=tools/ld
-specs=evil.specs
--specs=evil.specs
--specs evil.specs
-wrapper tools/wrapper
-no-canonical-prefixes
--offload-arch-tool=tools/program --offload-arch=native
--gcc-toolchain=tools
-resource-dir tools
--driver-mode=g++ -fplugin=./evil.so
-x c++ -fplugin=./evil.so
--language c -fplugin=./evil.so
-o canary.o
-ocanary.o
--output canary.o
--output=canary.o
-MD
-MMD
-MD -MF canary.d
-MFcanary.d -MD
-MJ canary.json
-MJcanary.json
--write-dependencies
--write-user-dependencies
--dependencies
--user-dependencies
--print-missing-file-dependencies -M
-Wp,-MD,canary.d
-Xclang -dependency-file -Xclang canary.d -Xclang -MT -Xclang x
-Xclang=-dependency-file -Xclang=canary.d -Xclang=-MT -Xclang=x
-Xclang=-dependency-dot -Xclang=canary.dot
-dependency-file canary.d
-dependency-dot canary.dot
-gen-cdb-fragment-path canary.cdb
--serialize-diagnostics canary.dia
--serialize-diagnostics=canary.dia
-serialize-diagnostics canary.dia
-Xclang=-serialize-diagnostic-file -Xclang=canary.dia
-Xclang=-diagnostic-log-file -Xclang=canary.log
-Xclang=-header-include-file -Xclang=canary.h -H
-Xclang=-stats-file=canary.stats
-Xclang -stack-usage-file -Xclang canary.su
-Xclang=-opt-record-file -Xclang=canary.opt
-Xclang=-coverage-notes-file=canary.gcno -Xclang=-coverage-data-file=canary.gcda
-Xclang=-split-dwarf-output -Xclang=canary.dwo -Xclang=-split-dwarf-file -Xclang=canary.dwo
-Xclang=-o -Xclang=canary.out
-Xclang=-fixit
-Xclang=-fixit=canary.c
-Xclang=-fixit-recompile
-Xclang=-emit-pch -Xclang=-o -Xclang=canary.pch
-Xclang=-emit-module
-Xclang=-emit-html
-Xclang=-analyze -Xclang=-analyzer-dump-egraph=canary.dot
-Xclang=-ast-dump
-Xclang=-ast-print
-Xclang=-dump-tokens
-Xclang=-print-stats
-Xclang=-E
-Xclang=-Eonly
-Xclang=-fsyntax-only
-Xclang=-version
-Xclang=-init-only
-Xclang=-compiler-options-dump
-Xclang=-fdump-record-layouts
-Xclang=-fdebug-pass-manager
-Xclang=-mdebug-pass -Xclang=Structure
-Xclang=-as-secure-log-file -Xclang=canary.log
-Xclang=-remap-file -Xclang=evil.rsp;evil.cfg
-fixit
-save-temps
-save-temps=cwd
--save-temps
-save-stats
-save-stats=cwd
-via-file-asm
-ftime-trace
-ftime-trace=canary.json
-ftime-report
-fstack-usage
-fsave-optimization-record
-fsave-optimization-record -foptimization-record-file=canary.opt
-fproc-stat-report=canary.csv
-fproc-stat-report
-fcrash-diagnostics=all -fcrash-diagnostics-dir=.
-gen-reproducer=always
-ftest-coverage -fprofile-arcs
--coverage
--profile
-fprofile-instr-generate=canary.profraw
-fcs-profile-generate
-fmemory-profile=.
-ftemporal-profile
-fcodegen-data-generate=canary
-gsplit-dwarf
-gsplit-dwarf=split
-gsplit-dwarf -dumpdir canary-
-gmodules
-fmodules -fmodules-cache-path=cache -fimplicit-modules
-fmodule-output=canary.pcm
-fmodules-user-build-path cache
-fbuild-session-file=evil.rsp -fmodules-validate-once-per-build-session
-module-file-info
-module-dependency-dir canary
-index-store-path canary
-fembed-bitcode
-flto
-flto=thin -fthin-link-bitcode=canary.bc
-fthinlto-index=canary
-emit-llvm
-emit-ast
--emit-ast
-emit-interface-stubs
--emit-static-lib
--emit-symbol-graph --symbol-graph-dir=.
-extract-api --product-name=x
--precompile
-verify-pch
-rewrite-objc
-rewrite-legacy-objc
--analyze
--analyze --analyzer-output html
-E
-S
-c
-P
--preprocess
--assemble
--compile
-fsyntax-only
-fdriver-only
-fdump-record-layouts
-fdump-vtable-layouts
-dumpversion
-dumpmachine
-dumpspecs
-ccc-print-phases
-ccc-print-bindings
-print-search-dirs
--print-search-dirs
-print-prog-name=ld
--print-prog-name ld
--print-file-name x
-print-targets
--print-supported-cpus
-mcpu=help
-mtune=help
-march=help
--help
--help-hidden
-help
--version
--target-help
--autocomplete=-f
-v
--verbose
-###
-H
--trace-includes
-Q
-dM
-dD
-time
-Rpass=.*
-include pre.h
-includepre.h
--include pre.h
--include=pre.h
-Xclang -include -Xclang pre.h
-include-pch evil.so
-Xclang=-include-pch -Xclang=evil.so
-Xclang=-chain-include -Xclang=evil.so
-Xclang=-mlink-builtin-bitcode -Xclang=evil.so
-Xclang=-mlink-bitcode-file -Xclang=evil.so
-fembed-offload-object=evil.so
-Xclang=-fcuda-include-gpubinary -Xclang=evil.so
--cuda-path=tools --offload-arch=sm_70
-fsycl
-foffload-lto
-multi-lib-config=multilib.yaml
-working-directory sub
-working-directory=sub
-Xclang
-Xclang=
-mllvm
-mllvm=
-Xarch_host
-target
--target=
--output
--
-- evil.rsp
-fmodules-ts -fmodule-mapper=|tools/program
-fmodule-mapper=|tools/program
-fmodules-ts
-aux-info canary.x
-fdump-tree-all=canary.t
-fdump-go-spec=canary.go
-dumpdir sub/
-dumpbase x -auxbase y
-fcallgraph-info
-fstack-usage
-fopt-info-all=canary.info
-fdiagnostics-format=json-file
-fdiagnostics-format=sarif-file
-fcompare-debug
-fdisable-tree-dce
-fplugin-arg-evil-x
-iplugindir=.
-fprofile-generate
-fprofile-arcs -ftest-coverage
-save-temps=obj
-da -dP
--param evil
--param @evil.rsp
--param -fplugin=./evil.so
--param=evil
-fuse-linker-plugin
-print-multi-lib
-pass-exit-codes
-pipe -no-integrated-cpp
-fauto-profile=evil.so
-fabi-version=99
-fsanitize=address
-fwpa -fltrans
-frepo
-include sub/pre.h
evil.so
tools/program
END

n=0
{
	echo '['
	while IFS= read -r flags; do
		n=$((n + 1))
		name=$(printf 'u%03d' $n)
		printf 'int g(int);\nint %s(int a)\n{\n\treturn g(a) + 1;\n}\n' "$name" | tee "sub/$name.c" >"$name.c"
		[ $n -gt 1 ] && echo ','
		printf '{"directory": "%s", "file": "%s/%s.c", "arguments": ["cc", "-O2"' "$src" "$src" "$name"
		for word in $flags; do
			printf ', "%s"' "${word//\\/\\\\}"
		done
		printf ', "%s/%s.c"]}\n' "$src" "$name"
	done <"$work/flags"
	echo ']'
} >"$work/compile_commands.json"
n=$(wc -l <"$work/flags")

list()
{
	find "$src" "$work/elsewhere" -printf '%p %s %T@\n' | sort
}

mkdir "$work/elsewhere"
list >"$work/before"
cd "$work/elsewhere" || exit 1
"$whynot" check -p "$work" --root "$src" -j2 --format=none >"$work/out" 2>"$work/err"
status=$?
list >"$work/after"
failures=0
fail()
{
	echo "FAIL: $1"
	failures=1
}
[ -z "$(ls "$ran")" ] || fail "something of the database's ran: $(ls "$ran")"
diff "$work/before" "$work/after" || fail "the project was written to"
[ -s "$work/out" ] && { head -5 "$work/out"; fail "something of the compiler's came out on standard output"; }
grep -q " $n units analysed, 0 failed; 0 findings" "$work/err" && [ $status -eq 0 ] || {
	cat "$work/err"
	# which command it was
	"$whynot" check -p "$work" --root "$src" -j2 --only=whynot -q 2>&1 | grep -E '^(sub/)?u[0-9]{3}[.]c:' | head -40 |
		while IFS= read -r line; do
			unit=${line#sub/} && unit=${unit#u} && unit=${unit%%.c*}
			echo "$line | $(sed -n "$((10#$unit))p" "$work/flags")"
		done
	fail "not all of $n units were analysed (status $status)"
}
# The same by gcc, which knows other flags and other ways to run and to write.
if gcc=$(command -v gcc); then
	mkdir "$work/tmp"
	TMPDIR=$work/tmp "$whynot" check -p "$work" --root "$src" -j2 --format=text --compiler="$gcc" --only=whynot >"$work/out" 2>"$work/err"
	list >"$work/after"
	[ -z "$(ls "$ran")" ] || fail "something of the database's ran below gcc: $(ls "$ran")"
	diff "$work/before" "$work/after" || fail "gcc wrote to the project"
	[ -z "$(ls "$work/tmp")" ] || fail "gcc's folder is left: $(ls -R "$work/tmp")"
	grep -q " $n units analysed, 0 failed" "$work/err" || fail "not all units were analysed with gcc: $(cat "$work/err")"
	refused=$(grep -c RemarksFailed "$work/out")
	[ "$refused" -le 3 ] || { grep -B0 -A0 RemarksFailed "$work/out"; fail "gcc refuses $refused units"; }
else
	echo "hostile_database.sh: gcc is not installed, so its part is left out"
fi
[ "$failures" -eq 0 ] && echo "ok   $n hostile commands: nothing ran, nothing was written, all were analysed"
exit $failures
