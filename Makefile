# Each target is one line over the command line and passes on only what was set: make generate SEED=7 ACCOUNTS=500
NODE := scripts/node.sh
CLI := $(NODE) src/cli.ts
DIR ?= $(or $(OUTPUT),$(if $(SEED),output/seed-$(SEED)))

.DEFAULT_GOAL := help
.PHONY: help generate enrich report verify config test bench check format

help: ## Print the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

node_modules: package.json package-lock.json .npmrc
	@scripts/node.sh --exec npm ci --loglevel=error
	@touch node_modules

generate: node_modules ## Make the rows: SEED=42 ACCOUNTS=100 INDUSTRIES=a,b DENSITY=rich=25,… RECIPE=F AS_OF=DATE OUTPUT=DIR
	@$(CLI) generate $(if $(SEED),--seed $(SEED)) $(if $(ACCOUNTS),--accounts $(ACCOUNTS)) $(if $(INDUSTRIES),--industries $(INDUSTRIES)) $(if $(DENSITY),--density $(DENSITY)) $(if $(RECIPE),--recipe $(RECIPE)) $(if $(AS_OF),--as-of $(AS_OF)) $(if $(OUTPUT),--output $(OUTPUT)) $(ARGS)

enrich: node_modules ## Write the texts: SEED=42 PROVIDER=offline MODEL=M FROZEN=1
	@$(CLI) enrich $(DIR) $(if $(PROVIDER),--provider $(PROVIDER)) $(if $(MODEL),--model $(MODEL)) $(if $(FROZEN),--frozen) $(ARGS)

report: node_modules ## Tell what a data set holds and how good its texts are: SEED=42
	@$(CLI) report $(DIR) $(ARGS)

verify: node_modules ## Check a data set: SEED=42 or DIR=output/seed-42
	@$(CLI) verify $(DIR) $(ARGS)

config: node_modules ## Show the configuration and where each part came from
	@$(CLI) config show $(ARGS)

test: node_modules ## Everything that checks the project
	@$(NODE) --exec npm run --silent check && $(NODE) --exec npm test --silent

bench: node_modules ## Rows per second and peak memory for 100, 1,000 and 10,000 accounts; what the cache costs
	@$(NODE) bench/generate.ts
	@$(NODE) bench/cache.ts

format: node_modules ## Format the sources
	@$(NODE) --exec npm run --silent format
