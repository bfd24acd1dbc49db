-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- How a set is watched. A row is never changed: the one with the highest version holds.
CREATE TABLE surveillance_plans (
    set_key TEXT NOT NULL,
    version BIGINT NOT NULL,
    id UUID NOT NULL,
    active BOOLEAN NOT NULL,
    plan TEXT NOT NULL,
    changed_by UUID,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (set_key, version)
);

-- Each look at a version of a set. tally: how many series by what became of them, as JSON.
CREATE TABLE surveillance_runs (
    id UUID PRIMARY KEY,
    set_key TEXT NOT NULL,
    set_version BIGINT NOT NULL,
    as_of TEXT NOT NULL,
    plan_version BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed')),
    job UUID NOT NULL,
    started_by UUID,
    started_at BIGINT NOT NULL,
    ended_at BIGINT,
    series_all BIGINT NOT NULL,
    series_done BIGINT NOT NULL,
    tally TEXT NOT NULL,
    signals_new BIGINT NOT NULL,
    signals_again BIGINT NOT NULL,
    signals_gone BIGINT NOT NULL
);
CREATE INDEX surveillance_runs_of_set ON surveillance_runs (set_key, started_at);

-- One signal for each week of a series, however many versions of the set show it. evidence: the counts up to
-- the week, as JSON. found: whether the newest look that tested the week found it. version: counts the changes, so that two
-- people never overwrite each other. office: to which health office it was handed over.
CREATE TABLE surveillance_signals (
    id UUID PRIMARY KEY,
    set_key TEXT NOT NULL,
    disease TEXT NOT NULL,
    place TEXT NOT NULL,
    stratum TEXT NOT NULL,
    week TEXT NOT NULL,
    method TEXT NOT NULL,
    observed BIGINT NOT NULL,
    expected DOUBLE PRECISION NOT NULL,
    bound DOUBLE PRECISION NOT NULL,
    ratio DOUBLE PRECISION NOT NULL,
    set_version BIGINT NOT NULL,
    plan_version BIGINT NOT NULL,
    evidence TEXT NOT NULL,
    found BOOLEAN NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('new', 'verifying', 'dismissed', 'outbreak')),
    dismissal TEXT,
    office UUID,
    first_found_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    UNIQUE (set_key, disease, place, stratum, week)
);
CREATE INDEX surveillance_signals_by_week ON surveillance_signals (week, ratio);
CREATE INDEX surveillance_signals_by_office ON surveillance_signals (office, state);
CREATE INDEX surveillance_signals_by_find ON surveillance_signals (first_found_at);

-- What happened to a signal. Comments are sealed under the key of the state agency, because they may say something about people.
CREATE TABLE surveillance_steps (
    id UUID PRIMARY KEY,
    signal UUID NOT NULL REFERENCES surveillance_signals (id),
    happened_at BIGINT NOT NULL,
    actor UUID,
    kind TEXT NOT NULL,
    dismissal TEXT,
    office UUID,
    observed BIGINT,
    sealed_comment BYTEA
);
CREATE INDEX surveillance_steps_of_signal ON surveillance_steps (signal, happened_at);

-- Of which signals somebody wants to be told by mail. organisation: where she works. told_until: signals found up to then were told.
CREATE TABLE surveillance_rules (
    id UUID PRIMARY KEY,
    person UUID NOT NULL,
    organisation UUID NOT NULL,
    rule TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    told_until BIGINT NOT NULL
);
CREATE INDEX surveillance_rules_of_person ON surveillance_rules (person);
