# Kladez: a search engine and FAQ bot for help centres in Russian and English.
#
# Two commands on a fresh Debian 12:   make demo      make test
# Variants, each in a folder of its own:   SAN=1 (address, undefined, leak)   TSAN=1   COVER=1
# V=1 shows the commands.

VARIANT := $(if $(SAN),san,$(if $(TSAN),tsan,$(if $(COVER),cover,release)))
OUT     := build/$(VARIANT)
DEMO    := var/demo
Q       := $(if $(V),,@)
,       := ,

LIBS     := xapian-core libmicrohttpd libcjson libcmark-gfm yaml-0.1 libxml-2.0 libutf8proc \
            libsodium sqlite3 libcurl libzstd
PACKAGES := gcc g++ pkg-config liblinear-dev libxapian-dev libstemmer-dev libmicrohttpd-dev libcjson-dev \
            libcmark-gfm-dev libcmark-gfm-extensions-dev libyaml-dev libxml2-dev libcsv-dev \
            libutf8proc-dev libsodium-dev libsqlite3-dev libcurl4-openssl-dev libzstd-dev \
            hunspell-ru hunspell-en-us tzdata
TEST_PACKAGES := libcmocka-dev chromium fonts-dejavu-core

WARN     := -Wall -Wextra -Wshadow -Wconversion -Wvla -Werror
SANITIZE := $(if $(SAN),-fsanitize=address$(,)undefined -fno-sanitize-recover=all) \
            $(if $(TSAN),-fsanitize=thread)
OPTIMISE := $(if $(SAN)$(TSAN),-O1 -g -fno-omit-frame-pointer,$(if $(COVER),-O0 -g --coverage,-O2 -g))
DEFINE   := -D_GNU_SOURCE $(if $(SAN),-DARENA_MALLOC_EACH)

# Xapian 1.4's own check of a database deletes a table as its base class.
ifdef SAN
export ASAN_OPTIONS := new_delete_type_mismatch=0
endif

# Asked for only when something is built: `make deps` runs before there is pkg-config.
PKG_CFLAGS = $(eval PKG_CFLAGS := $(shell pkg-config --cflags $(LIBS)))$(PKG_CFLAGS)
PKG_LIBS   = $(eval PKG_LIBS := $(shell pkg-config --libs $(LIBS)))$(PKG_LIBS)
FLAGS    = -I. $(DEFINE) -MMD -MP $(WARN) $(OPTIMISE) $(SANITIZE) $(PKG_CFLAGS)
CFLAGS   = -std=c17 $(FLAGS)
CXXFLAGS = -std=c++17 $(FLAGS)
LDFLAGS  = $(SANITIZE) $(if $(COVER),--coverage) -pthread
LDLIBS   = $(PKG_LIBS) -lcmark-gfm-extensions -lstemmer -lcsv -llinear -lm

FOLDERS  := base text engine indexer bot desk server cli
ROOMS    := $(FOLDERS) $(patsubst %/,%,$(wildcard engine/*/ bot/*/ server/*/))
SOURCES  := $(wildcard $(ROOMS:%=%/*.c))
HEADERS  := $(wildcard $(ROOMS:%=%/*.h) text/build/*.h)
DICTIONARY := /usr/share/hunspell/ru_RU
ENGLISH  := /usr/share/hunspell/en_US
MORPH    := build/morph/morph.dat
EMBEDDED := $(sort $(wildcard web/*.css web/*.js web/*.svg web/desk/* web/editor/* bot/data/* desk/data/* \
            server/data/* \
            text/data/loanwords.txt text/data/thesaurus.txt docs/openapi.yaml))
OBJECTS  := $(SOURCES:%.c=$(OUT)/%.o)
COMMANDS := $(filter $(OUT)/cli/%,$(OBJECTS))
LIBRARY  := $(filter-out $(COMMANDS) $(OUT)/base/fault.o,$(OBJECTS)) $(OUT)/engine/index/xap.o \
            $(OUT)/embedded.o
PROGRAM  := $(OUT)/kladez
FAULTY   := $(OUT)/kladez-faulty
UNITS    := $(patsubst tests/unit/%.c,$(OUT)/tests/%,$(wildcard tests/unit/test_*.c))
MEASURES := $(OUT)/bench/engine $(OUT)/bench/bare
FUZZERS  := $(patsubst tests/fuzz/%.c,$(OUT)/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))

.PHONY: all demo test check unit cases fuzz cli http faults web bench deps test-deps headers layers \
        format coverage clean help
.DELETE_ON_ERROR:
.SECONDARY:

all: $(PROGRAM) ## build the program

help: ## show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

# ---- the two commands ----

demo: ## install what is missing, build, index corpus/, serve it at http://127.0.0.1:8700
	@$(MAKE) --no-print-directory deps
	@$(MAKE) --no-print-directory -j$$(nproc) all
	$(PROGRAM) index --data $(DEMO) corpus
	$(PROGRAM) serve --data $(DEMO) --origins http://127.0.0.1:8701

test: ## install what is missing, build, run every test
	@$(MAKE) --no-print-directory deps test-deps
	@$(MAKE) --no-print-directory -j$$(nproc) all $(UNITS) $(FUZZERS) $(FAULTY)
	@$(MAKE) --no-print-directory check

check: layers headers unit cases fuzz cli http faults web
	@echo "All tests passed."

# ---- installing ----

ROOT := $(if $(filter 0,$(shell id -u)),,sudo)

deps:
	@sh tests/install.sh "$(ROOT)" $(PACKAGES)

test-deps:
	@sh tests/install.sh "$(ROOT)" $(TEST_PACKAGES)
	@sh tests/install-node.sh "$(ROOT)"

# ---- building ----

$(PROGRAM): $(LIBRARY) $(COMMANDS) $(OUT)/base/fault.o
	@echo '  link  $@'
	$(Q)$(CXX) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(FAULTY): $(LIBRARY) $(COMMANDS) $(OUT)/tests/faults/fault.o
	@echo '  link  $@'
	$(Q)$(CXX) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(OUT)/tests/test_%: $(OUT)/tests/unit/test_%.o $(LIBRARY) $(OUT)/tests/faults/fault.o
	@echo '  link  $@'
	$(Q)$(CXX) $(LDFLAGS) -o $@ $^ $(LDLIBS) -lcmocka

# It reads the dictionary that the table was made from.
$(OUT)/tests/test_morph: $(OUT)/text/build/hunspell.o
$(OUT)/tests/unit/test_morph.o: CFLAGS += -DDICTIONARY='"$(DICTIONARY)"'

$(OUT)/fuzz/%: $(OUT)/tests/fuzz/%.o $(OUT)/tests/fuzz/driver.o $(OUT)/tests/fuzz/damage.o \
               $(LIBRARY) $(OUT)/base/fault.o
	@mkdir -p $(@D)
	@echo '  link  $@'
	$(Q)$(CXX) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(OUT)/bench/%: $(OUT)/bench/%.o $(LIBRARY) $(OUT)/base/fault.o
	@echo '  link  $@'
	$(Q)$(CXX) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(OUT)/%.o: %.c Makefile
	@mkdir -p $(@D)
	@echo '  cc    $<'
	$(Q)$(CC) $(CFLAGS) -c -o $@ $<

$(OUT)/%.o: %.cc Makefile
	@mkdir -p $(@D)
	@echo '  c++   $<'
	$(Q)$(CXX) $(CXXFLAGS) -c -o $@ $<

$(OUT)/embedded.c: base/embed.sh $(EMBEDDED) Makefile
	@mkdir -p $(@D)
	$(Q)sh base/embed.sh $(EMBEDDED) text/morph.dat=$(MORPH) > $@

$(OUT)/embedded.o: $(OUT)/embedded.c $(EMBEDDED) $(MORPH)
	$(Q)$(CC) $(CFLAGS) -c -o $@ $<

# The dictionary of word forms, the same for all variants: made by a program of its own.
MORPH_LISTS   := $(wildcard text/data/*.txt)
MORPH_SOURCES := $(wildcard text/build/*.c) text/fold.c text/sets.c text/snowball.c \
                 $(filter-out base/background.c base/embed.c base/conf.c base/json.c base/yaml.c base/sign.c \
                 base/id.c base/log.c base/pack.c base/pool.c,$(wildcard base/*.c))

build/morph/build: $(MORPH_SOURCES) $(wildcard text/build/*.h text/*.h base/*.h) Makefile
	@mkdir -p $(@D)
	@echo '  cc    $@'
	$(Q)$(CC) -std=c17 -I. -D_GNU_SOURCE $(WARN) -O2 -o $@ $(MORPH_SOURCES) -lutf8proc -lstemmer

$(MORPH): build/morph/build $(MORPH_LISTS) $(wildcard $(DICTIONARY).* $(ENGLISH).*)
	@echo '  table $@'
	$(Q)build/morph/build $(DICTIONARY) $(ENGLISH) text/data $@

# ---- testing ----

layers: ## folders include only what is below them; one library, one file
	@sh tests/layers.sh

headers: ## every header compiles alone
	@for h in $(HEADERS); do \
		$(CC) -std=c17 $(DEFINE) -I. $(WARN) -fsyntax-only -x c $$h || exit 1; \
	done; echo "headers: $(words $(HEADERS))"

unit: $(UNITS) ## what only C can say: lifetimes, errors, threads
	@for t in $(UNITS); do $$t 2> $(OUT)/unit.log || { cat $(OUT)/unit.log; exit 1; }; done
	@echo "unit: $(words $(UNITS)) programs"

cases: $(PROGRAM) ## text in, text out: tests/cases/STAGE.t
	@sh tests/cases/run.sh $(PROGRAM)

fuzz: $(FUZZERS) ## parsers fed with rubbish, the same rubbish each time; N=1000000 for more
	@for f in $(FUZZERS); do $$f $(or $(N),20000) || exit 1; done

$(OUT)/corpus: $(PROGRAM) FORCE # corpus/ indexed once, for the tests that copy it
	@rm -rf $@ && $(PROGRAM) index --quiet --data $@ corpus > $@.log 2>&1 || { cat $@.log; exit 1; }

# $(call clients,NAME): the tests of a folder, which are clients of the program
clients = KLADEZ=$(PROGRAM) FAULTY=$(FAULTY) CORPUS=$(OUT)/corpus \
	node --test --test-reporter=spec tests/$(1)/ > $(OUT)/$(1).log 2>&1 || \
		{ sed -n '/failing tests/,$$p' $(OUT)/$(1).log; exit 1; }; \
	grep -E '^. (tests|pass|skipped) |SKIP' $(OUT)/$(1).log | tr '\n' ' ' | sed 's/^/$(1): /'; echo

cli: $(PROGRAM) $(OUT)/corpus ## the commands, and how good the answers are
	@$(call clients,cli)

http: $(PROGRAM) $(OUT)/corpus ## the API, by clients
	@$(call clients,http)

faults: $(PROGRAM) $(FAULTY) $(OUT)/corpus ## kill -9 and failing calls at every step, wrong input
	@$(call clients,faults)

web: $(PROGRAM) $(OUT)/corpus ## the page, in a browser
	@$(call clients,web)

FORCE:

bench: ## speed and memory, as ratios taken in one run (bench/README.md)
	@$(MAKE) --no-print-directory -j$$(nproc) all $(MEASURES)
	@sh bench/run.sh $(PROGRAM) $(BENCH)

.PHONY: quality
quality: ## search and bot on labelled questions: DATA=folder (bench/README.md)
	@$(MAKE) --no-print-directory -j$$(nproc) all
	@node bench/quality.mjs $(PROGRAM) $(or $(DATA),$(error DATA=folder of sets is missing))

.PHONY: screenshots
screenshots: $(PROGRAM) ## docs/screenshots/: every page, both languages and sizes, day and night; ONLY=desk,chat for some
	@node --test --test-reporter=spec tests/web/screenshots.mjs

coverage: ## tests with COVER=1, and which lines they reach
	@$(MAKE) --no-print-directory COVER=1 all unit cases http faults
	@gcovr --root . --object-directory build/cover --exclude tests --print-summary \
		--html build/cover/report.html

format: ## lay out all C as .clang-format says
	@clang-format -i $(SOURCES) $(HEADERS) engine/index/xap.cc \
		$(wildcard text/build/*.c tests/*/*.[ch] bench/*.c bench/*.cc)

clean: ## remove everything that was built
	rm -rf build

-include $(OBJECTS:.o=.d) $(wildcard $(OUT)/engine/index/xap.d $(OUT)/bench/*.d $(OUT)/tests/*/*.d \
                                    $(OUT)/text/build/*.d)
