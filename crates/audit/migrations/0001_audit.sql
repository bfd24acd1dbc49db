-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2
-- Entries of the hash chains, never changed or deleted by the program.
CREATE TABLE audit_entries (
    chain UUID NOT NULL,
    sequence BIGINT NOT NULL,
    at BIGINT NOT NULL,
    actor UUID,
    action TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id UUID NOT NULL,
    facts TEXT NOT NULL,
    previous BYTEA NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (chain, sequence)
);
-- The end of each chain: what the next entry follows, and how a cut tail is noticed.
CREATE TABLE audit_heads (
    chain UUID PRIMARY KEY,
    sequence BIGINT NOT NULL,
    hash BYTEA NOT NULL
);
