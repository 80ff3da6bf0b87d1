# Each target is one line over the command line and passes on only what was set: make generate SEED=7 ACCOUNTS=500
NODE := scripts/node.sh
CLI := $(NODE) src/cli.ts

# The value of a variable as one word of the shell, whatever is in it; and a flag with it, if the variable is set
quoted = '$(subst ','\'',$(value $(1)))'
flag = $(if $(value $(2)),$(1) $(call quoted,$(2)))

COMMON = $(call flag,--config,CONFIG)
ORG_FLAG = $(call flag,--target-org,ORG)
AS_OF_FLAG = $(call flag,--as-of,AS_OF)
# DIR and OUTPUT both name the folder of the dataset; without one the command line finds it by its seed and recipe
ifneq ($(and $(DIR),$(OUTPUT)),)
$(error DIR and OUTPUT both name the folder of the dataset: set one of them)
endif
dataset_folder = $(if $(value DIR),DIR,$(if $(value OUTPUT),OUTPUT))
DATASET = $(if $(dataset_folder),$(call quoted,$(dataset_folder))) $(call flag,--seed,SEED) $(call flag,--recipe,RECIPE) $(COMMON)

TARGETS := help generate enrich report verify export setup validate load cleanup org config test test-fast dev test-org bench fuzz mutants schemas pack check format

# The variables that each target reads
OF_DATASET := SEED RECIPE DIR OUTPUT CONFIG ARGS
READ_BY_generate := $(OF_DATASET) ACCOUNTS INDUSTRIES DENSITY AS_OF
READ_BY_enrich := $(OF_DATASET) PROVIDER MODEL FROZEN
READ_BY_report := $(OF_DATASET)
READ_BY_verify := $(OF_DATASET)
READ_BY_export := $(OF_DATASET) ORG AS_OF
READ_BY_setup := CONFIG ORG ARGS
READ_BY_validate := $(OF_DATASET) ORG
READ_BY_load := $(OF_DATASET) ORG AS_OF
READ_BY_cleanup := $(OF_DATASET) ORG PREFIX
READ_BY_org := CONFIG ARGS
READ_BY_config := CONFIG ARGS
READ_BY_test-fast := FOLDER ARGS
READ_BY_dev := ARGS
READ_BY_bench := SIZE
READ_BY_fuzz := MINUTES SEED
READ_BY_mutants := FOLDER AT_ONCE SAMPLE

# A variable that no target of the call reads would be ignored without a word: it is misspelled, or meant for another one.
READERS := $(patsubst READ_BY_%,%,$(filter READ_BY_%,$(.VARIABLES)))
VARIABLES := $(sort $(foreach target,$(READERS),$(READ_BY_$(target))))
stated := $(foreach name,$(filter-out NODE CLI MAKEFLAGS SHELL -%,$(.VARIABLES)),$(if $(filter command,$(origin $(name))),$(name)))
unknown := $(filter-out $(VARIABLES),$(stated))
ifneq ($(unknown),)
$(error Unknown variable $(unknown). Valid names: $(VARIABLES))
endif
goals := $(or $(MAKECMDGOALS),help)
unread := $(filter-out $(foreach target,$(goals),$(READ_BY_$(target))),$(stated))
ifneq ($(if $(filter-out $(TARGETS),$(goals)),,$(unread)),)
$(error make $(goals) doesn't read $(firstword $(unread)), which is for: $(sort $(foreach target,$(READERS),$(if $(filter $(firstword $(unread)),$(READ_BY_$(target))),$(target)))))
endif

# What the commands to run next begin with.
export SFDC_DATAGEN_PROGRAM := ./sfdc-datagen

.DEFAULT_GOAL := help
.PHONY: $(TARGETS)

help: ## Print the targets; those of the command line take CONFIG=F
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

node_modules: package.json package-lock.json .npmrc
	@scripts/node.sh --exec npm ci --ignore-scripts --loglevel=error
	@touch node_modules

generate: node_modules ## Generate the rows: SEED=42 ACCOUNTS=100 INDUSTRIES=a,b DENSITY=rich=25,… RECIPE=F AS_OF=DATE OUTPUT=DIR
	@$(CLI) generate $(call flag,--seed,SEED) $(call flag,--accounts,ACCOUNTS) $(call flag,--industries,INDUSTRIES) $(call flag,--density,DENSITY) $(call flag,--recipe,RECIPE) $(AS_OF_FLAG) $(if $(dataset_folder),--output $(call quoted,$(dataset_folder))) $(COMMON) $(ARGS)

enrich: node_modules ## Write the texts: SEED=42 PROVIDER=offline MODEL=M FROZEN=1
	@$(CLI) enrich $(DATASET) $(call flag,--provider,PROVIDER) $(call flag,--model,MODEL) $(if $(filter-out 0 no false,$(FROZEN)),--frozen) $(ARGS)

report: node_modules ## Report row counts, text sources, and quality: SEED=42
	@$(CLI) report $(DATASET) $(ARGS)

verify: node_modules ## Check a dataset: SEED=42 RECIPE=F, or DIR=output/seed-42
	@$(CLI) verify $(DATASET) $(ARGS)

export: node_modules ## Export a dataset as files ready to load: SEED=42 ORG=qa AS_OF=today
	@$(CLI) export $(DATASET) $(ORG_FLAG) $(AS_OF_FLAG) $(ARGS)

setup: node_modules ## Deploy the External ID fields and the permission set: ORG=qa
	@$(CLI) setup $(COMMON) $(ORG_FLAG) $(ARGS)

validate: node_modules ## Check whether an org can accept a dataset; list fixes: SEED=42 ORG=qa
	@$(CLI) validate $(DATASET) $(ORG_FLAG) $(ARGS)

load: node_modules ## Load a dataset into an org; send only changes: SEED=42 ORG=qa AS_OF=today
	@$(CLI) load $(DATASET) $(ORG_FLAG) $(AS_OF_FLAG) $(ARGS)

cleanup: node_modules ## Delete a dataset from an org: SEED=42 ORG=qa PREFIX=TESTDATA_42_
	@$(CLI) cleanup $(DATASET) $(ORG_FLAG) $(call flag,--prefix,PREFIX) $(ARGS)

org: node_modules ## Start a practice org on this machine, under the alias local: CONFIG=F
	@$(CLI) org $(COMMON) $(ARGS)

config: node_modules ## Print the configuration and the source of each setting
	@$(CLI) config show $(COMMON) $(ARGS)

check: node_modules ## Check types, style, and dead code
	@$(NODE) --exec npm run --silent check

test: node_modules ## Check and test the whole project
	@$(NODE) --exec npm run --silent check && $(NODE) --exec npm test --silent

# What starts processes or loads whole datasets is left out: most of the time goes there. With FOLDER, the tests that import something of it.
folder_path := src/$(FOLDER)
folder_files = $(shell find $(call quoted,folder_path) -name '*.ts' 2>/dev/null)

test-fast: node_modules ## Run the tests of single functions, without processes and loads: FOLDER=load for those of src/load
	$(if $(and $(FOLDER),$(if $(folder_files),,none)),$(error There are no sources in $(folder_path)))
	@$(NODE) --exec npx vitest $(if $(FOLDER),related --run $(folder_files),run) --project fast $(ARGS)

dev: node_modules ## Watch: check the types, and run the fast tests related to what changed
	@trap 'kill 0' EXIT; $(NODE) --exec npx tsc --watch --preserveWatchOutput & $(NODE) --exec npx vitest watch --project fast --changed $(ARGS)

test-org: node_modules ## Run the slow tests: all faults of the practice org, with the real sf
	@$(NODE) --exec npx vitest run --config vitest.org.config.ts

bench: node_modules ## Measure generate, the cache, and a load in seconds, rows, and megabytes: SIZE=100000 for a small cache
	@$(NODE) bench/generate.ts
	@$(NODE) bench/cache.ts
	@$(NODE) bench/load.ts

fuzz: node_modules ## Try broken recipes, settings, rows, and caches: MINUTES=60 SEED=N; findings go to fuzz-findings/
	@$(NODE) tests/fuzz/main.ts $(or $(MINUTES),60) $(SEED)

schemas: node_modules ## Write schemas/ from the code: what editors check recipes and configurations with
	@$(NODE) scripts/schemas.ts

mutants: node_modules ## Change each line of the most critical folders, and see whether a test fails: FOLDER=load SAMPLE=10 AT_ONCE=1
	@$(if $(SAMPLE),SAMPLE=$(call quoted,SAMPLE) )$(NODE) --exec node --disable-warning=ExperimentalWarning tests/mutants/run.ts $(call quoted,FOLDER)

pack: node_modules ## Build the package that npm installs: sfdc-datagen-<version>.tgz
	@$(NODE) --exec npm pack --silent

format: node_modules ## Format the sources
	@$(NODE) --exec npm run --silent format
