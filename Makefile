# Kladez: a search engine and FAQ bot for help centres in Russian and English.
#
# Two commands on a fresh Debian 12:   make demo      make test
# Variants, each in a folder of its own:   SAN=1 (address, undefined, leak)   TSAN=1   COVER=1
# V=1 shows the commands.

VARIANT := $(if $(SAN),san,$(if $(TSAN),tsan,$(if $(COVER),cover,release)))
OUT     := build/$(VARIANT)
DEMO    := var/demo
Q       := $(if $(V),,@)

LIBS     := xapian-core libmicrohttpd libcjson libcmark-gfm yaml-0.1 libxml-2.0 libutf8proc \
            libsodium sqlite3 libcurl
PACKAGES := gcc g++ make pkg-config libxapian-dev libstemmer-dev libmicrohttpd-dev libcjson-dev \
            libcmark-gfm-dev libcmark-gfm-extensions-dev libyaml-dev libxml2-dev libcsv-dev \
            libutf8proc-dev libsodium-dev libsqlite3-dev libcurl4-openssl-dev
TEST_PACKAGES := libcmocka-dev nodejs chromium $(if $(shell command -v npm),,npm)

WARN     := -Wall -Wextra -Wshadow -Wconversion -Wvla -Werror
SANITIZE := $(if $(SAN),-fsanitize=address$(,)undefined -fno-sanitize-recover=all -DARENA_MALLOC_EACH) \
            $(if $(TSAN),-fsanitize=thread)
OPTIMISE := $(if $(SAN)$(TSAN),-O1 -g -fno-omit-frame-pointer,$(if $(COVER),-O0 -g --coverage,-O2 -g))
,        := ,
FLAGS    = -I. -I$(OUT) -D_GNU_SOURCE -MMD -MP $(WARN) $(OPTIMISE) $(SANITIZE) \
           $(PKG_CFLAGS)
PKG_CFLAGS := $(shell pkg-config --cflags $(LIBS) 2>/dev/null)
PKG_LIBS   := $(shell pkg-config --libs $(LIBS) 2>/dev/null)
CFLAGS   = -std=c17 $(FLAGS)
CXXFLAGS = -std=c++17 $(FLAGS)
LDFLAGS  = $(SANITIZE) $(if $(COVER),--coverage) -pthread
LDLIBS   = $(PKG_LIBS) -lcmark-gfm-extensions -lstemmer -lcsv -lm

FOLDERS  := base text engine indexer bot desk server cli
SOURCES  := $(wildcard $(FOLDERS:%=%/*.c))
EMBEDDED := $(sort $(wildcard web/*.html web/*.css web/*.js web/*.svg bot/data/* docs/openapi.yaml))
OBJECTS  := $(SOURCES:%.c=$(OUT)/%.o) $(OUT)/engine/xap.o $(OUT)/embedded.o
LIBRARY  := $(filter-out $(OUT)/cli/main.o $(OUT)/base/fault.o,$(OBJECTS))
HEADERS  := $(wildcard $(FOLDERS:%=%/*.h))
PROGRAM  := $(OUT)/kladez

.PHONY: all demo test unit cases bench deps test-deps headers layers format clean help
.DELETE_ON_ERROR:

all: $(PROGRAM) ## build the program

help: ## show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(PROGRAM): $(LIBRARY) $(OUT)/cli/main.o $(OUT)/base/fault.o
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
	$(Q)sh base/embed.sh $(EMBEDDED) > $@

$(OUT)/embedded.o: $(OUT)/embedded.c
	@echo '  cc    $<'
	$(Q)$(CC) $(CFLAGS) -c -o $@ $<

clean: ## remove everything that was built
	rm -rf build

-include $(OBJECTS:.o=.d)
