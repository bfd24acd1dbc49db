-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- Keys with which programs act for a person, known by their hash. `second_factor` says whether she
-- had proved her second factor when she made the key.
CREATE TABLE access_keys (
    id UUID PRIMARY KEY,
    person UUID NOT NULL REFERENCES people (id),
    name TEXT NOT NULL,
    key_hash BYTEA NOT NULL UNIQUE,
    second_factor BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    last_used_at BIGINT,
    ended_at BIGINT
);
CREATE INDEX access_keys_by_person ON access_keys (person, created_at);
-- Tokens that a program got for a key, for protocols that sign in first. None outlives its key.
CREATE TABLE program_sessions (
    token_hash BYTEA PRIMARY KEY,
    access_key UUID NOT NULL REFERENCES access_keys (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX program_sessions_by_key ON program_sessions (access_key);
