-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- Passkeys, found by the hash of their credential's identifier. `credential` holds the public key and
-- what the library needs beside it, as JSON; there is no secret in it.
CREATE TABLE passkeys (
    id UUID PRIMARY KEY,
    person UUID NOT NULL REFERENCES people (id),
    name TEXT NOT NULL,
    credential_hash BYTEA NOT NULL UNIQUE,
    credential TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT
);
CREATE INDEX passkeys_by_person ON passkeys (person, created_at);
