# Each target is one line over the command line and passes on only what was set: make generate SEED=7 ACCOUNTS=500
NODE := scripts/node.sh
CLI := $(NODE) src/cli.ts

# The value of a variable as one word of the shell, whatever is in it; and a flag with it, where the variable is set
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
DATASET = $(if $(dataset_folder),$(call quoted,$(dataset_folder)),$(call flag,--seed,SEED) $(call flag,--recipe,RECIPE)) $(COMMON)

# A variable that no target reads would be ignored without a word: it is likely misspelled.
VARIABLES := SEED ACCOUNTS INDUSTRIES DENSITY RECIPE AS_OF DIR OUTPUT CONFIG ORG PROVIDER MODEL FROZEN PREFIX MINUTES FOLDER ARGS
unknown := $(foreach name,$(filter-out $(VARIABLES) NODE CLI MAKEFLAGS SHELL -%,$(.VARIABLES)),$(if $(filter command,$(origin $(name))),$(name)))
ifneq ($(strip $(unknown)),)
$(error Unknown variable $(strip $(unknown)). Valid names: $(VARIABLES))
endif

# What the commands to run next begin with.
export SFDC_DATAGEN_PROGRAM := ./sfdc-datagen

.DEFAULT_GOAL := help
.PHONY: help generate enrich report verify export setup validate load cleanup org config test test-fast dev test-org bench fuzz schemas pack check format

help: ## Print the targets; CONFIG=F goes with each
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

node_modules: package.json package-lock.json .npmrc
	@scripts/node.sh --exec npm ci --ignore-scripts --loglevel=error
	@touch node_modules

generate: node_modules ## Make the rows: SEED=42 ACCOUNTS=100 INDUSTRIES=a,b DENSITY=rich=25,… RECIPE=F AS_OF=DATE OUTPUT=DIR
	@$(CLI) generate $(call flag,--seed,SEED) $(call flag,--accounts,ACCOUNTS) $(call flag,--industries,INDUSTRIES) $(call flag,--density,DENSITY) $(call flag,--recipe,RECIPE) $(AS_OF_FLAG) $(if $(dataset_folder),--output $(call quoted,$(dataset_folder))) $(COMMON) $(ARGS)

enrich: node_modules ## Write the texts: SEED=42 PROVIDER=offline MODEL=M FROZEN=1
	@$(CLI) enrich $(DATASET) $(call flag,--provider,PROVIDER) $(call flag,--model,MODEL) $(if $(filter-out 0 no false,$(FROZEN)),--frozen) $(ARGS)

report: node_modules ## Tell what a data set holds and how good its texts are: SEED=42
	@$(CLI) report $(DATASET) $(ARGS)

verify: node_modules ## Check a dataset: SEED=42 RECIPE=F, or DIR=output/seed-42
	@$(CLI) verify $(DATASET) $(ARGS)

export: node_modules ## Compile the data set for an org: SEED=42 ORG=qa AS_OF=today
	@$(CLI) export $(DATASET) $(ORG_FLAG) $(AS_OF_FLAG) $(ARGS)

setup: node_modules ## Deploy External ID fields and permission set: ORG=qa
	@$(CLI) setup $(COMMON) $(ORG_FLAG) $(ARGS)

validate: node_modules ## Say whether an org can take the data set: SEED=42 ORG=qa
	@$(CLI) validate $(DATASET) $(ORG_FLAG) $(ARGS)

load: node_modules ## Bring the data set into an org: SEED=42 ORG=qa AS_OF=today
	@$(CLI) load $(DATASET) $(ORG_FLAG) $(AS_OF_FLAG) $(ARGS)

cleanup: node_modules ## Delete the data set from an org: SEED=42 ORG=qa PREFIX=TESTDATA_42_
	@$(CLI) cleanup $(DATASET) $(ORG_FLAG) $(call flag,--prefix,PREFIX) $(ARGS)

org: node_modules ## Start a practice org on this machine, under the alias local: CONFIG=F
	@$(CLI) org $(COMMON) $(ARGS)

config: node_modules ## Show the configuration and where each part came from
	@$(CLI) config show $(COMMON) $(ARGS)

check: node_modules ## Types, style and dead code, without the tests
	@$(NODE) --exec npm run --silent check

test: node_modules ## Everything that checks the project
	@$(NODE) --exec npm run --silent check && $(NODE) --exec npm test --silent

# What starts processes is left out: most of the time goes there. With FOLDER, the tests that import something of it.
folder_path := src/$(FOLDER)
folder_files = $(shell find $(call quoted,folder_path) -name '*.ts' 2>/dev/null)

test-fast: node_modules ## The tests that start no process, in under a minute: FOLDER=load for those of src/load
	$(if $(and $(FOLDER),$(if $(folder_files),,none)),$(error There are no sources in $(folder_path)))
	@$(NODE) --exec npx vitest $(if $(FOLDER),related --run $(folder_files),run) --project fast $(ARGS)

dev: node_modules ## Watch: check the types, and run the fast tests related to what changed
	@trap 'kill 0' EXIT; $(NODE) --exec npx tsc --watch --preserveWatchOutput & $(NODE) --exec npx vitest watch --project fast --changed $(ARGS)

test-org: node_modules ## The whole matrix of faults against the practice org, with the real sf
	@$(NODE) --exec npx vitest run --config vitest.org.config.ts

bench: node_modules ## What generating, the cache and a load cost, in seconds, rows and megabytes
	@$(NODE) bench/generate.ts
	@$(NODE) bench/cache.ts
	@$(NODE) bench/load.ts

fuzz: node_modules ## Broken recipes, settings, rows, caches, for MINUTES=60 with SEED=N: what is answered wrongly lies in fuzz-findings/
	@$(NODE) tests/fuzz/main.ts $(or $(MINUTES),60) $(SEED)

schemas: node_modules ## Write schemas/ from the code: what editors check recipes and configurations with
	@$(NODE) scripts/schemas.ts

pack: node_modules ## Build the package that npm installs: sfdc-datagen-<version>.tgz
	@$(NODE) --exec npm pack --silent

format: node_modules ## Format the sources
	@$(NODE) --exec npm run --silent format
