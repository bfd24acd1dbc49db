-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- What the state has taken over, as groups. Nothing here is about a person or names an institution.
CREATE TABLE datasets (
    collection UUID NOT NULL PRIMARY KEY,
    title TEXT NOT NULL,
    first_arrived_at BIGINT NOT NULL
);

-- One row per release document; the key makes its arrival safe to repeat.
CREATE TABLE dataset_arrivals (
    collection UUID NOT NULL REFERENCES datasets (collection),
    office UUID NOT NULL,
    sequence BIGINT NOT NULL,
    as_of TEXT NOT NULL,
    arrived_at BIGINT NOT NULL,
    PRIMARY KEY (collection, office, sequence)
);

-- Groups as released: never changed, never removed. Place and week are empty where a group only counts.
CREATE TABLE dataset_groups (
    collection UUID NOT NULL,
    office UUID NOT NULL,
    sequence BIGINT NOT NULL,
    position BIGINT NOT NULL,
    kind TEXT NOT NULL,
    place_level TEXT,
    place TEXT,
    week TEXT,
    facilities BIGINT NOT NULL,
    reports BIGINT NOT NULL,
    sums TEXT NOT NULL,
    PRIMARY KEY (collection, office, sequence, position),
    FOREIGN KEY (collection, office, sequence) REFERENCES dataset_arrivals (collection, office, sequence)
);

-- One row: counts every change, so that each process sees cheaply whether its figures are current.
CREATE TABLE dataset_version (
    id BIGINT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL
);
INSERT INTO dataset_version (id, version) VALUES (1, 0);
