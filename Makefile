# make run: the demo newsroom.  make test: set-up and the whole tier-1 suite.  make help lists the rest.
.DEFAULT_GOAL := help
.PHONY: help run setup test faults bench gate pins messages

help: ## What there is
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile

run: ## The demo newsroom: site, desk and worker (PORT, DESK_PORT)
	@bin/setup run
	@exec bin/run

setup: ## Everything that run, test and gate need
	@bin/setup test

test: setup ## Tier 1: at most 10 minutes on 2 cores
	@bin/test

faults: setup ## Tier 2: kills, races, fuzzing
	@bin/test faults

bench: setup ## Times and memory, as ratios of one run
	@.venv/bin/python -m tests.bench

gate: setup ## Style, types, contracts, deployment, messages
	@bin/gate

messages: setup ## Collect the messages to translate into locale/
	@.venv/bin/python manage.py makemessages --locale zh_Hans --ignore '.venv*' --ignore 'tests/*' --no-location

pins: setup ## Pin anew what requirements.in and requirements-dev.in allow
	@bin/pins
