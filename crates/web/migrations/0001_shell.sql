-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2
CREATE TABLE sessions (
    key_hash BYTEA PRIMARY KEY,
    person UUID,
    data TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_by_person ON sessions (person);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);
CREATE TABLE rate_limits (
    key BYTEA NOT NULL,
    window_start BIGINT NOT NULL,
    window_end BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    PRIMARY KEY (key, window_start)
);
CREATE INDEX rate_limits_by_end ON rate_limits (window_end);
