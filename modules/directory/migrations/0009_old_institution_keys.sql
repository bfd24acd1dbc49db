-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- Keys of institutions are reviewed like the access of people.
ALTER TABLE institution_keys ADD COLUMN reviewed_at BIGINT;
ALTER TABLE institution_keys ADD COLUMN reviewed_by UUID;

-- What keys were called that are deleted: the reports that came by them go on saying so.
CREATE TABLE institution_key_names (
    id UUID PRIMARY KEY,
    institution UUID NOT NULL REFERENCES organisations (id),
    name TEXT NOT NULL
);
