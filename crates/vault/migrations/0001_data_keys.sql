-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2
-- Data keys, one row per organisation and version, wrapped by a master key that is never stored here.
CREATE TABLE data_keys (
    organisation UUID NOT NULL,
    version BIGINT NOT NULL,
    wrapped BYTEA NOT NULL,
    master_key_id TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (organisation, version)
);
