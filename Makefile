# make run      build and open a bundled dataset; make run ARGS='datasets/cdnow'
# make test     run all tests
# make check    formatting, a build without warnings, all tests
# make peercases FILE=cases.jsonl   run the cases of other products, one JSON object a line
# make bench    time the program beside its peers; make bench N=50000000 for another size
# make install  program, datasets and notebooks under PREFIX (default /usr/local)
# make clean    remove what was built
# make setup    install the libraries the build needs (run and test do it too)

PREFIX ?= /usr/local
ARGS ?=
SWIFT ?= swift

# On Linux the Swift runtime goes into the program, so that it runs where no Swift is installed.
OPTIMISED = -c release
ifeq ($(shell uname -s),Linux)
OPTIMISED += --static-swift-stdlib
endif
RELEASE = $(OPTIMISED) --product opsbook

.PHONY: run test check peercases bench install clean setup

# What the build says goes to stderr: `make -s run < questions > answers` holds answers only.
run: setup
	@$(SWIFT) build $(RELEASE) >&2
	@.build/release/opsbook $(ARGS)

test: setup
	$(SWIFT) test --disable-xctest

# A scratch path of its own: other flags in .build would build everything again each time.
check: setup
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests
	$(SWIFT) test --disable-xctest --scratch-path .build-check -Xswiftc -warnings-as-errors

FILE ?= Tests/Fixtures/peer_cases.jsonl

# `-s` leaves out what make says, so that the last line is the count.
peercases: setup
	@$(SWIFT) build --product peercases >&2
	@.build/debug/peercases "$(FILE)"

N ?= 10000000

bench: setup
	@$(SWIFT) build $(RELEASE) >&2
	@$(SWIFT) build $(OPTIMISED) --product benchserver >&2
	@python3 tools/bench/bench.py --events $(N) $(ARGS)

install: setup
	$(SWIFT) build $(RELEASE) >&2
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/share/opsbook"
	install -m 755 .build/release/opsbook "$(DESTDIR)$(PREFIX)/bin/opsbook"
	for folder in datasets notebooks; do \
	  if [ -d $$folder ]; then cp -R $$folder "$(DESTDIR)$(PREFIX)/share/opsbook/" || exit 1; fi; \
	done

clean:
	rm -rf .build .build-check

setup:
	@tools/setup.sh
