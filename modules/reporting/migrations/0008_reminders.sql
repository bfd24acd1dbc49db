-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- When and in which words a collection reminds, as JSON (see the type `Plan`); without a row as the
-- product does by itself. `version` counts savings, so that two people notice each other.
CREATE TABLE reminder_plans (
    collection UUID PRIMARY KEY REFERENCES collections (id),
    plan TEXT NOT NULL,
    version BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by UUID
);

-- One row for each mail to an office about what is missing in a period.
CREATE TABLE escalations (
    collection UUID NOT NULL REFERENCES collections (id),
    period TEXT NOT NULL,
    office UUID NOT NULL,
    addressee TEXT NOT NULL,
    days BIGINT NOT NULL,
    at BIGINT NOT NULL,
    mails BIGINT NOT NULL,
    PRIMARY KEY (collection, period, office, addressee, days)
);
