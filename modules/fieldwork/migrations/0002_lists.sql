-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- What records follow up: lists of entities, such as facilities or open findings. Forms make and
-- change entities; tablets get the lists as files.
CREATE TABLE fieldwork_lists (
    project BIGINT NOT NULL REFERENCES fieldwork_projects (id),
    name TEXT NOT NULL,
    approval_required BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (project, name)
);
CREATE TABLE fieldwork_properties (
    project BIGINT NOT NULL,
    list TEXT NOT NULL,
    name TEXT NOT NULL,
    place BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (project, list, name),
    FOREIGN KEY (project, list) REFERENCES fieldwork_lists (project, name)
);

-- An entity as a whole. Deleted ones stay, so that tablets learn of it and people can take it back.
CREATE TABLE fieldwork_entities (
    project BIGINT NOT NULL,
    list TEXT NOT NULL,
    id UUID NOT NULL,
    number BIGINT NOT NULL,
    actor BIGINT NOT NULL REFERENCES fieldwork_actors (id),
    conflict TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT,
    deleted_at BIGINT,
    PRIMARY KEY (project, list, id),
    FOREIGN KEY (project, list) REFERENCES fieldwork_lists (project, name)
);
CREATE INDEX fieldwork_entities_time ON fieldwork_entities (project, list, created_at, id);

-- Label and values, version by version, sealed for the office. Rows are only ever added. A version
-- that a record made says which.
CREATE TABLE fieldwork_entity_versions (
    project BIGINT NOT NULL,
    list TEXT NOT NULL,
    entity UUID NOT NULL,
    number BIGINT NOT NULL,
    base BIGINT,
    actor BIGINT NOT NULL REFERENCES fieldwork_actors (id),
    record UUID REFERENCES fieldwork_records (id),
    created_at BIGINT NOT NULL,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (project, list, entity, number),
    FOREIGN KEY (project, list, entity) REFERENCES fieldwork_entities (project, list, id)
);
CREATE INDEX fieldwork_entity_versions_record ON fieldwork_entity_versions (record);
