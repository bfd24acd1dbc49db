-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- What tables of counts with noise have cost (differential privacy), in thousandths of epsilon. The account belongs to
-- the reports of an office to a collection and to a calendar year, not to a policy: `yearly_epsilon` is what the policy
-- of the release allowed for the year, and the lowest of them counts. A period leaves once.
CREATE TABLE noise_spending (
    office UUID NOT NULL,
    collection UUID NOT NULL REFERENCES collections (id),
    sequence BIGINT NOT NULL,
    year BIGINT NOT NULL,
    period TEXT NOT NULL,
    epsilon BIGINT NOT NULL CHECK (epsilon > 0),
    yearly_epsilon BIGINT NOT NULL CHECK (yearly_epsilon > 0),
    at BIGINT NOT NULL,
    PRIMARY KEY (office, collection, period),
    UNIQUE (office, collection, sequence)
);
