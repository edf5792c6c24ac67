# The thin front of CMakeLists.txt. Each target works alone, on a fresh checkout.
BUILD := build
CMAKE := cmake -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo -DCMAKE_EXPORT_COMPILE_COMMANDS=ON
PREFIX ?= /usr/local
# make LLVM=19 builds with that version instead of the newest found, in a folder of its own.
ifdef LLVM
BUILD := build/llvm-$(LLVM)
export WHYNOT_LLVM_VERSION := $(LLVM)
CMAKE += -DWHYNOT_LLVM_VERSION=$(LLVM)
endif

.PHONY: all demo test install bench clean help

all:
	$(CMAKE) -S . -B $(BUILD)
	cmake --build $(BUILD)

demo:
	.ci/install-deps.sh demo
	$(MAKE) --no-print-directory all
	.ci/demo.sh $(BUILD)

test:
	.ci/install-deps.sh test
	$(CMAKE) -S . -B $(BUILD) -DWHYNOT_WERROR=ON
	cmake --build $(BUILD)
	ctest --test-dir $(BUILD) --no-tests=error --output-on-failure -j2
	$(CMAKE) -S . -B $(BUILD)/asan -DWHYNOT_WERROR=ON -DWHYNOT_SANITIZE=ON
	cmake --build $(BUILD)/asan
	ctest --test-dir $(BUILD)/asan --no-tests=error --output-on-failure -j2

install: all
	DESTDIR="$(DESTDIR)" cmake --install $(BUILD) --prefix "$(PREFIX)"

bench:
	.ci/install-deps.sh bench
	$(MAKE) --no-print-directory all
	tests/bench/bench.sh --build=$(BUILD) $(if $(QUICK),--quick) $(SECTIONS)

clean:
	rm -rf $(BUILD)

help:
	@echo 'make           build $(BUILD)/whynot'
	@echo 'make demo      install what is missing, build, run on lua5.4 and on whynot itself'
	@echo 'make test      install what is missing, build, run every test, plain and with sanitizers'
	@echo 'make bench     install what is missing, build, measure beside its peers (QUICK=1; SECTIONS="reading ast")'
	@echo 'make install   install below PREFIX ($(PREFIX)), DESTDIR is honoured'
	@echo 'make clean     remove $(BUILD)'
	@echo 'LLVM=19        with any of them: use that version instead of the newest found'
