# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2
#
# The commands a newcomer needs. What they do stands in scripts/, one file per job.

.DEFAULT_GOAL := help
.PHONY: help run test check bench deny

help: ## Show these lines
	@echo "Deich: the commands"
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-6s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Build and start the demo state; prints the address and one sign-in per role; Ctrl-C stops it
	@scripts/run.sh

test: ## Everything that must hold: lints, all tests on SQLite and PostgreSQL, browser tests, drift
	@scripts/test.sh

check: ## The fast look while working: formatting, lints, unit tests
	@scripts/check.sh

bench: ## Measure engines and the running server on this machine
	@scripts/bench.sh

deny: ## Licences, duplicate versions and sources of all crates with cargo-deny (also part of test if installed)
	@cargo deny --locked check licenses bans sources
