-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- What was answered stands in sealed columns only (see the crate `vault`): `sealed` in versions,
-- drafts and events. Everything else here says who, when, about which period, never what.

-- Form versions as the library published them; never changed.
CREATE TABLE published_forms (
    id UUID PRIMARY KEY,
    form UUID NOT NULL,
    number BIGINT NOT NULL,
    title TEXT NOT NULL,
    spec TEXT NOT NULL,
    spec_hash TEXT NOT NULL,
    published_at BIGINT NOT NULL
);

CREATE TABLE collections (
    id UUID PRIMARY KEY,
    state UUID NOT NULL,
    form_version UUID NOT NULL REFERENCES published_forms (id),
    title TEXT NOT NULL,
    repeatable BOOLEAN NOT NULL,
    season_from TEXT NOT NULL,
    season_to TEXT NOT NULL,
    count_weekday BIGINT NOT NULL,
    due_weekday BIGINT NOT NULL,
    release_policy TEXT NOT NULL,
    release_policy_hash TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('open', 'closed')),
    created_at BIGINT NOT NULL,
    created_by UUID,
    closed_at BIGINT
);
CREATE INDEX collections_by_state ON collections (state, status);

-- Who owes reports, from which week to which; no `to_week` means to the end of the season.
CREATE TABLE participants (
    collection UUID NOT NULL REFERENCES collections (id),
    institution UUID NOT NULL,
    office UUID NOT NULL,
    from_week TEXT NOT NULL,
    to_week TEXT,
    PRIMARY KEY (collection, institution, from_week)
);
CREATE INDEX participants_by_institution ON participants (institution);

-- The Meldesoll: one row for each report that is owed. `submission` is the one that counts.
CREATE TABLE expected_reports (
    collection UUID NOT NULL REFERENCES collections (id),
    institution UUID NOT NULL,
    period TEXT NOT NULL,
    office UUID NOT NULL,
    due_on TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('missing', 'draft', 'submitted', 'returned', 'accepted')),
    submission UUID,
    PRIMARY KEY (collection, institution, period)
);
CREATE INDEX expected_reports_by_office ON expected_reports (office, collection, period, status);
CREATE INDEX expected_reports_by_institution ON expected_reports (institution, status, due_on);

CREATE TABLE submissions (
    id UUID PRIMARY KEY,
    collection UUID NOT NULL REFERENCES collections (id),
    institution UUID NOT NULL,
    office UUID NOT NULL,
    period TEXT NOT NULL,
    receipt TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('submitted', 'returned', 'accepted', 'withdrawn')),
    version BIGINT NOT NULL,
    form_version UUID NOT NULL REFERENCES published_forms (id),
    submitted_at BIGINT NOT NULL,
    submitted_by UUID,
    changed_at BIGINT NOT NULL,
    late BOOLEAN NOT NULL,
    warnings BIGINT NOT NULL,
    idempotency_key TEXT NOT NULL,
    UNIQUE (collection, institution, idempotency_key)
);
CREATE INDEX submissions_by_office ON submissions (office, state, period);
CREATE INDEX submissions_by_institution ON submissions (institution, period);
CREATE INDEX submissions_by_collection ON submissions (collection, period, state);

-- Every version of a report with the reason of its correction, sealed under the office's key.
CREATE TABLE submission_versions (
    submission UUID NOT NULL REFERENCES submissions (id),
    number BIGINT NOT NULL,
    sealed BYTEA NOT NULL,
    warnings BIGINT NOT NULL,
    at BIGINT NOT NULL,
    by_person UUID,
    PRIMARY KEY (submission, number)
);

-- What happened to a report. A comment is sealed under the office's key.
CREATE TABLE submission_events (
    id UUID PRIMARY KEY,
    submission UUID NOT NULL REFERENCES submissions (id),
    at BIGINT NOT NULL,
    by_person UUID,
    kind TEXT NOT NULL CHECK (kind IN ('submitted', 'corrected', 'returned', 'accepted', 'withdrawn')),
    version BIGINT NOT NULL,
    sealed_note BYTEA
);
CREATE INDEX submission_events_by_submission ON submission_events (submission, at);

-- What somebody has begun to fill in. `version` counts savings, so that two people notice each other.
CREATE TABLE drafts (
    collection UUID NOT NULL REFERENCES collections (id),
    institution UUID NOT NULL,
    period TEXT NOT NULL,
    token TEXT NOT NULL,
    version BIGINT NOT NULL,
    sealed BYTEA NOT NULL,
    updated_at BIGINT NOT NULL,
    updated_by UUID,
    PRIMARY KEY (collection, institution, period)
);
