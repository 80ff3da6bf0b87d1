# Each target is one line over the command line and passes on only what was set: make generate SEED=7 ACCOUNTS=500
NODE := scripts/node.sh
CLI := $(NODE) src/cli.ts
DIR ?= $(OUTPUT)

# The dataset: its folder where one is named, else the command line finds it by its seed and recipe
DATASET = $(if $(DIR),$(DIR),$(if $(SEED),--seed $(SEED)) $(if $(RECIPE),--recipe $(RECIPE)))

ORG_FLAG = $(if $(ORG),--target-org $(ORG))

# What the commands to run next begin with.
export SFDC_DATAGEN_PROGRAM := ./sfdc-datagen

.DEFAULT_GOAL := help
.PHONY: help generate enrich report verify export setup validate load cleanup org config test test-org bench fuzz check format

help: ## Print the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

node_modules: package.json package-lock.json .npmrc
	@scripts/node.sh --exec npm ci --ignore-scripts --loglevel=error
	@touch node_modules

generate: node_modules ## Make the rows: SEED=42 ACCOUNTS=100 INDUSTRIES=a,b DENSITY=rich=25,… RECIPE=F AS_OF=DATE OUTPUT=DIR
	@$(CLI) generate $(if $(SEED),--seed $(SEED)) $(if $(ACCOUNTS),--accounts $(ACCOUNTS)) $(if $(INDUSTRIES),--industries $(INDUSTRIES)) $(if $(DENSITY),--density $(DENSITY)) $(if $(RECIPE),--recipe $(RECIPE)) $(if $(AS_OF),--as-of $(AS_OF)) $(if $(OUTPUT),--output $(OUTPUT)) $(ARGS)

enrich: node_modules ## Write the texts: SEED=42 PROVIDER=offline MODEL=M FROZEN=1
	@$(CLI) enrich $(DATASET) $(if $(PROVIDER),--provider $(PROVIDER)) $(if $(MODEL),--model $(MODEL)) $(if $(FROZEN),--frozen) $(ARGS)

report: node_modules ## Tell what a data set holds and how good its texts are: SEED=42
	@$(CLI) report $(DATASET) $(ARGS)

verify: node_modules ## Check a dataset: SEED=42 RECIPE=F, or DIR=output/seed-42
	@$(CLI) verify $(DATASET) $(ARGS)

export: node_modules ## Compile the data set for an org: SEED=42 ORG=qa AS_OF=today
	@$(CLI) export $(DATASET) $(ORG_FLAG) $(if $(AS_OF),--as-of $(AS_OF)) $(ARGS)

setup: node_modules ## Deploy External ID fields and permission set: ORG=qa
	@$(CLI) setup $(ORG_FLAG) $(ARGS)

validate: node_modules ## Say whether an org can take the data set: SEED=42 ORG=qa
	@$(CLI) validate $(DATASET) $(ORG_FLAG) $(ARGS)

load: node_modules ## Bring the data set into an org: SEED=42 ORG=qa AS_OF=today
	@$(CLI) load $(DATASET) $(ORG_FLAG) $(if $(AS_OF),--as-of $(AS_OF)) $(ARGS)

cleanup: node_modules ## Delete the data set from an org: SEED=42 ORG=qa PREFIX=TESTDATA_42_
	@$(CLI) cleanup $(DATASET) $(ORG_FLAG) $(if $(PREFIX),--prefix $(PREFIX)) $(ARGS)

org: node_modules ## Start a practice org on this machine, under the alias local
	@$(NODE) tests/org/serve.ts $(ARGS)

config: node_modules ## Show the configuration and where each part came from
	@$(CLI) config show $(ARGS)

check: node_modules ## Types, style and dead code, without the tests
	@$(NODE) --exec npm run --silent check

test: node_modules ## Everything that checks the project
	@$(NODE) --exec npm run --silent check && $(NODE) --exec npm test --silent

test-org: node_modules ## The whole matrix of faults against the practice org, with the real sf
	@$(NODE) --exec npx vitest run --config vitest.org.config.ts

bench: node_modules ## What generating, the cache and a load cost, in seconds, rows and megabytes
	@$(NODE) bench/generate.ts
	@$(NODE) bench/cache.ts
	@$(NODE) bench/load.ts

fuzz: node_modules ## Broken recipes, settings, rows, caches, for MINUTES=60 with SEED=N: what is answered wrongly lies in fuzz-findings/
	@$(NODE) tests/fuzz/main.ts $(or $(MINUTES),60) $(SEED)

pack: node_modules ## Build the package that npm installs: sfdc-datagen-<version>.tgz
	@$(NODE) --exec npm pack --silent

format: node_modules ## Format the sources
	@$(NODE) --exec npm run --silent format
