-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- As whom an identity provider knows a person: the hash of the subject that it names. A membership that
-- comes from a provider names it, and is renewed or ended at every sign-in.
CREATE TABLE provider_accounts (
    provider TEXT NOT NULL,
    subject_hash BYTEA NOT NULL,
    person UUID NOT NULL REFERENCES people (id),
    created_at BIGINT NOT NULL,
    PRIMARY KEY (provider, subject_hash)
);
CREATE INDEX provider_accounts_by_person ON provider_accounts (person);
ALTER TABLE memberships ADD COLUMN provider TEXT;
