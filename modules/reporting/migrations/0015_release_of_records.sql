-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- Tables of values (ages, codes) beside tables of places.
ALTER TABLE release_hierarchies ADD COLUMN kind TEXT NOT NULL DEFAULT 'places';

-- The policies that releases of a collection were made under, so that older releases can be checked when
-- the policy has changed.
CREATE TABLE release_policies (
    collection UUID NOT NULL REFERENCES collections (id),
    hash TEXT NOT NULL,
    content TEXT NOT NULL,
    first_used_at BIGINT NOT NULL,
    PRIMARY KEY (collection, hash)
);
INSERT INTO release_policies (collection, hash, content, first_used_at)
    SELECT c.id, c.release_policy_hash, c.release_policy, c.created_at FROM collections c
    WHERE EXISTS (SELECT 1 FROM office_ledger l WHERE l.collection = c.id);

-- What was offered to a release of records, as it stood, and how it left if it did: sealed under the
-- office's key, for auditors and for the next release. Goes with its report.
CREATE TABLE release_notes (
    office UUID NOT NULL,
    collection UUID NOT NULL,
    sequence BIGINT NOT NULL,
    submission UUID NOT NULL,
    version BIGINT NOT NULL,
    sealed_record BYTEA NOT NULL,
    sealed_receipt BYTEA,
    PRIMARY KEY (office, collection, sequence, submission)
);
CREATE INDEX release_notes_by_submission ON release_notes (submission);
