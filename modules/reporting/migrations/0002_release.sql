-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- The history of a report can also say that an acceptance was undone.
CREATE TABLE submission_events_new (
    id UUID PRIMARY KEY,
    submission UUID NOT NULL REFERENCES submissions (id),
    at BIGINT NOT NULL,
    by_person UUID,
    kind TEXT NOT NULL CHECK (kind IN ('submitted', 'corrected', 'returned', 'accepted', 'accept-undone', 'withdrawn')),
    version BIGINT NOT NULL,
    sealed_note BYTEA
);
INSERT INTO submission_events_new (id, submission, at, by_person, kind, version, sealed_note)
    SELECT id, submission, at, by_person, kind, version, sealed_note FROM submission_events;
DROP TABLE submission_events;
ALTER TABLE submission_events_new RENAME TO submission_events;
CREATE INDEX submission_events_by_submission ON submission_events (submission, at);

-- One row for each reminder of an expected report; `days` counts from the day it was due.
CREATE TABLE reminders (
    id UUID PRIMARY KEY,
    collection UUID NOT NULL REFERENCES collections (id),
    institution UUID NOT NULL,
    period TEXT NOT NULL,
    days BIGINT NOT NULL,
    office UUID NOT NULL,
    at BIGINT NOT NULL,
    by_person UUID,
    mails BIGINT NOT NULL,
    UNIQUE (collection, institution, period, days)
);
CREATE INDEX reminders_by_office ON reminders (office, collection, period);

-- The tables of places that releases were made with: public reference data, found by their hash.
CREATE TABLE release_hierarchies (
    hash TEXT PRIMARY KEY,
    content TEXT NOT NULL,
    first_used_at BIGINT NOT NULL
);

-- The release ledger of an office for a collection. Rows are added and never changed.
-- `sealed_receipts` says which report left in which group; it is sealed under the office's key.
CREATE TABLE office_ledger (
    id UUID PRIMARY KEY,
    office UUID NOT NULL,
    collection UUID NOT NULL REFERENCES collections (id),
    sequence BIGINT NOT NULL,
    as_of TEXT NOT NULL,
    document BYTEA NOT NULL,
    hash TEXT NOT NULL,
    previous TEXT NOT NULL,
    sealed_receipts BYTEA NOT NULL,
    report TEXT NOT NULL,
    at BIGINT NOT NULL,
    by_person UUID,
    UNIQUE (office, collection, sequence)
);

-- Which version of which report has left. Stays at the office.
CREATE TABLE released_versions (
    submission UUID NOT NULL REFERENCES submissions (id),
    version BIGINT NOT NULL,
    office UUID NOT NULL,
    collection UUID NOT NULL,
    sequence BIGINT NOT NULL,
    PRIMARY KEY (submission, version)
);
CREATE INDEX released_versions_by_ledger ON released_versions (office, collection, sequence);

-- Which release reports somebody has read.
CREATE TABLE release_reads (
    release UUID NOT NULL REFERENCES office_ledger (id),
    person UUID NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (release, person)
);

-- The state's copy of all ledgers: documents as they arrived, after a check of its own.
CREATE TABLE state_ledger (
    office UUID NOT NULL,
    collection UUID NOT NULL REFERENCES collections (id),
    sequence BIGINT NOT NULL,
    as_of TEXT NOT NULL,
    document BYTEA NOT NULL,
    hash TEXT NOT NULL,
    previous TEXT NOT NULL,
    policy TEXT NOT NULL,
    group_count BIGINT NOT NULL,
    report_count BIGINT NOT NULL,
    arrived_at BIGINT NOT NULL,
    PRIMARY KEY (office, collection, sequence)
);
CREATE INDEX state_ledger_by_collection ON state_ledger (collection, as_of);
