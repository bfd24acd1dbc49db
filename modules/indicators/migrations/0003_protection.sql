-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- Sets that are published under a plan of tables. protected: 1 if everybody sees what was published under the plan that is switched on; such a
-- set is internal besides, so that whoever does not know of plans shows nothing of it.
ALTER TABLE data_sets ADD COLUMN protected BIGINT NOT NULL DEFAULT 0;

-- A plan never changes once it was written; a change is a new one. document: tables, method and floor as JSON. preview: what it would show, as JSON,
-- once it was counted. fault: why counting or publishing came to nothing. done and total: how many diseases were counted of how many.
CREATE TABLE data_set_plans (
    set_key TEXT NOT NULL REFERENCES data_sets (set_key),
    number BIGINT NOT NULL,
    id UUID NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('draft', 'on', 'replaced')),
    document TEXT NOT NULL,
    preview TEXT,
    fault TEXT,
    done BIGINT NOT NULL,
    total BIGINT NOT NULL,
    made_by UUID,
    made_at BIGINT NOT NULL,
    switched_by UUID,
    switched_at BIGINT,
    PRIMARY KEY (set_key, number)
);

-- The secret of the noise of a set, sealed under the key of the state agency. It stays as long as anything of the set is shown.
CREATE TABLE data_set_secrets (
    set_key TEXT NOT NULL PRIMARY KEY REFERENCES data_sets (set_key),
    sealed BYTEA NOT NULL
);

-- What was published, in the order in which it was. Rows are only added; file: the digest of the cells. The key makes sure that two processes do not
-- publish the same twice.
CREATE TABLE data_set_editions (
    set_key TEXT NOT NULL REFERENCES data_sets (set_key),
    number BIGINT NOT NULL,
    plan BIGINT NOT NULL,
    data_version BIGINT NOT NULL,
    file TEXT NOT NULL,
    cells BIGINT NOT NULL,
    published_at BIGINT NOT NULL,
    PRIMARY KEY (set_key, number)
);
