-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- Files of versions that everybody may take away. Their bytes lie beside the database, by their digest.
CREATE TABLE open_files (
    set_key TEXT NOT NULL,
    number BIGINT NOT NULL,
    format TEXT NOT NULL CHECK (format IN ('csv', 'parquet', 'json')),
    file TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    written_at BIGINT NOT NULL,
    PRIMARY KEY (set_key, number, format),
    FOREIGN KEY (set_key, number) REFERENCES data_set_versions (set_key, number)
);
