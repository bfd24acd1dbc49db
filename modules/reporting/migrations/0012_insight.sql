-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- What was answered in an office's reports about a period, question by question and without what
-- identifies people, sealed under the office's key. `reports` (how many) and `versions` (the sum
-- of their numbers) only grow: with them a reader sees whether the block is still what the reports say. A copy, which can be thrown away.
CREATE TABLE answer_blocks (
    collection UUID NOT NULL REFERENCES collections (id),
    office UUID NOT NULL,
    period TEXT NOT NULL,
    reports BIGINT NOT NULL,
    versions BIGINT NOT NULL,
    layout BIGINT NOT NULL,
    sealed BYTEA NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (collection, office, period)
);

-- What somebody looks for in the reports of an office: conditions, columns, chart. Sealed with its
-- name, since conditions may say what is known about people. One without a name is what somebody
-- looks at just now. `version` counts savings, so that two people notice each other.
CREATE TABLE insight_views (
    id UUID PRIMARY KEY,
    collection UUID NOT NULL REFERENCES collections (id),
    office UUID NOT NULL,
    owner UUID NOT NULL,
    shared BOOLEAN NOT NULL,
    named BOOLEAN NOT NULL,
    sealed BYTEA NOT NULL,
    version BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by UUID NOT NULL
);
CREATE INDEX insight_views_by_collection ON insight_views (collection, office);

-- When an office wants to be told; `rule` is JSON (see the type `AlertRule`). A rule that has ended
-- stays for the history of its alerts.
CREATE TABLE alert_rules (
    id UUID PRIMARY KEY,
    collection UUID NOT NULL REFERENCES collections (id),
    office UUID NOT NULL,
    rule TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('active', 'paused', 'ended')),
    version BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by UUID
);
CREATE INDEX alert_rules_by_collection ON alert_rules (collection, office, state);

-- What a rule has found, once for each period and institution (all zeros: the whole office). The
-- figures are sealed under the office's key.
CREATE TABLE alerts (
    id UUID PRIMARY KEY,
    rule UUID NOT NULL REFERENCES alert_rules (id),
    collection UUID NOT NULL REFERENCES collections (id),
    office UUID NOT NULL,
    period TEXT NOT NULL,
    institution UUID NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'acknowledged', 'closed', 'false-alarm')),
    sealed BYTEA NOT NULL,
    version BIGINT NOT NULL,
    fired_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    UNIQUE (rule, period, institution)
);
CREATE INDEX alerts_by_office ON alerts (office, state, fired_at);

-- What happened to an alert. A comment is sealed under the office's key.
CREATE TABLE alert_events (
    id UUID PRIMARY KEY,
    alert UUID NOT NULL REFERENCES alerts (id),
    at BIGINT NOT NULL,
    by_person UUID,
    kind TEXT NOT NULL CHECK (kind IN ('fired', 'acknowledged', 'closed', 'false-alarm', 'reopened')),
    sealed_note BYTEA
);
CREATE INDEX alert_events_by_alert ON alert_events (alert, at);

-- Who is told of an office's alerts by mail.
CREATE TABLE alert_subscriptions (
    office UUID NOT NULL,
    person UUID NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (office, person)
);

-- All reports of an office to a collection, in the order of their periods.
CREATE INDEX submissions_by_office_collection ON submissions (office, collection, period);
