-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- Keys with which programs act for an institution and for no person, known by their hash. `actions` are
-- the names of what they may do and `collections` the identifiers of those that they are limited to, both
-- with blanks between them; no collections means all.
CREATE TABLE institution_keys (
    id UUID PRIMARY KEY,
    institution UUID NOT NULL REFERENCES organisations (id),
    name TEXT NOT NULL,
    key_hash BYTEA NOT NULL UNIQUE,
    actions TEXT NOT NULL,
    collections TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by UUID NOT NULL,
    expires_at BIGINT NOT NULL,
    last_used_at BIGINT,
    ended_at BIGINT
);
CREATE INDEX institution_keys_by_institution ON institution_keys (institution, created_at);
