-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- Tables with many reports on their way in. What somebody has uploaded is hers alone until it is sent,
-- and goes away after two weeks. `office` is the one whose key seals rows that name no institution.
CREATE TABLE uploads (
    id UUID PRIMARY KEY,
    collection UUID NOT NULL REFERENCES collections (id),
    person UUID NOT NULL,
    office UUID NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'sending', 'done')),
    created_at BIGINT NOT NULL
);
CREATE INDEX uploads_by_person ON uploads (person, created_at);
CREATE INDEX uploads_by_age ON uploads (created_at);

-- One row of such a table, what it says sealed under the key of `office`; empty once it was sent.
-- `number` is the row as a spreadsheet program counts it. `repeat_key` is the idempotency key of its
-- report: a keyed digest of what it says. `version` counts savings, so that two pages notice each other.
CREATE TABLE upload_rows (
    upload UUID NOT NULL REFERENCES uploads (id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    version BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('ready', 'wrong', 'known', 'sent')),
    warnings BIGINT NOT NULL,
    institution UUID,
    period TEXT,
    office UUID NOT NULL,
    on_behalf BOOLEAN NOT NULL,
    repeat_key TEXT NOT NULL,
    submission UUID,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (upload, number)
);
CREATE INDEX upload_rows_by_state ON upload_rows (upload, state, number);
CREATE INDEX upload_rows_by_key ON upload_rows (upload, repeat_key);
