-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- What may leave offices of the records of a form version, and who has decided that. `content` is JSON
-- (see `anonymity::forwarding::PolicyDraft`); from submission on it is the canonical text whose SHA-256
-- is `hash`, and from signing on it never changes. `figures` is JSON, computed at submission on invented records.
-- `version` counts savings, so that two people notice each other.
CREATE TABLE forwarding_policies (
    id UUID PRIMARY KEY,
    state UUID NOT NULL,
    form_version UUID NOT NULL REFERENCES published_forms (id),
    number BIGINT NOT NULL,
    based_on UUID REFERENCES forwarding_policies (id),
    status TEXT NOT NULL CHECK (status IN ('draft', 'submitted', 'returned', 'signed', 'replaced')),
    content TEXT NOT NULL,
    hash TEXT,
    figures TEXT,
    software TEXT,
    version BIGINT NOT NULL,
    written_at BIGINT NOT NULL,
    written_by UUID NOT NULL,
    submitted_at BIGINT,
    submitted_by UUID,
    decided_at BIGINT,
    decided_by UUID,
    reason TEXT NOT NULL,
    UNIQUE (form_version, number)
);
CREATE INDEX forwarding_policies_by_hash ON forwarding_policies (hash);

-- Everybody who has written on a policy: none of them signs it.
CREATE TABLE forwarding_policy_writers (
    policy UUID NOT NULL REFERENCES forwarding_policies (id),
    person UUID NOT NULL,
    PRIMARY KEY (policy, person)
);
