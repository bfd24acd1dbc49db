-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- Whole numbers for projects and actors, as the protocols of ODK demand: the next one of each kind.
CREATE TABLE fieldwork_numbers (
    kind TEXT NOT NULL PRIMARY KEY,
    next_number BIGINT NOT NULL
);
INSERT INTO fieldwork_numbers (kind, next_number) VALUES ('project', 1), ('actor', 1);

-- What an office does outside its house: forms, the tablets that fill them in, and their records.
CREATE TABLE fieldwork_projects (
    id BIGINT NOT NULL PRIMARY KEY,
    office UUID NOT NULL,
    state UUID NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    archived BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT
);
CREATE INDEX fieldwork_projects_office ON fieldwork_projects (office, id);

-- Who acts, by number: a person, or a tablet by its key. Of a key only the hash is looked for; the
-- key itself is sealed for the office, so that another tablet can be set up with it.
CREATE TABLE fieldwork_actors (
    id BIGINT NOT NULL PRIMARY KEY,
    person UUID UNIQUE,
    project BIGINT REFERENCES fieldwork_projects (id),
    name TEXT NOT NULL,
    key_hash BYTEA UNIQUE,
    sealed_key BYTEA,
    created_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX fieldwork_actors_project ON fieldwork_actors (project, id);

-- A form of the library in a project.
CREATE TABLE fieldwork_forms (
    project BIGINT NOT NULL REFERENCES fieldwork_projects (id),
    xml_form_id TEXT NOT NULL,
    form UUID NOT NULL,
    standing TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT,
    PRIMARY KEY (project, xml_form_id),
    UNIQUE (project, form)
);

-- Which tablets may fill in which forms.
CREATE TABLE fieldwork_assignments (
    project BIGINT NOT NULL,
    xml_form_id TEXT NOT NULL,
    actor BIGINT NOT NULL REFERENCES fieldwork_actors (id),
    PRIMARY KEY (project, xml_form_id, actor),
    FOREIGN KEY (project, xml_form_id) REFERENCES fieldwork_forms (project, xml_form_id)
);

-- A record as a whole. Its identifier towards programs is the instanceID of its first version. One
-- that breaks a rule of its form lies aside until somebody has decided about it.
CREATE TABLE fieldwork_records (
    id UUID NOT NULL PRIMARY KEY,
    project BIGINT NOT NULL,
    xml_form_id TEXT NOT NULL,
    instance_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    actor BIGINT NOT NULL REFERENCES fieldwork_actors (id),
    review_state TEXT,
    is_aside BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT,
    UNIQUE (project, xml_form_id, instance_id),
    FOREIGN KEY (project, xml_form_id) REFERENCES fieldwork_forms (project, xml_form_id)
);
CREATE INDEX fieldwork_records_time ON fieldwork_records (project, xml_form_id, created_at, id);

-- What was sent, version by version, sealed for the office. Rows are only ever added.
CREATE TABLE fieldwork_versions (
    record UUID NOT NULL REFERENCES fieldwork_records (id),
    number BIGINT NOT NULL,
    project BIGINT NOT NULL,
    xml_form_id TEXT NOT NULL,
    instance_id TEXT NOT NULL,
    form_version UUID NOT NULL,
    version_name TEXT NOT NULL,
    actor BIGINT NOT NULL REFERENCES fieldwork_actors (id),
    files_named BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    sealed_xml BYTEA NOT NULL,
    sealed_facts BYTEA NOT NULL,
    PRIMARY KEY (record, number),
    UNIQUE (project, xml_form_id, instance_id)
);

-- Files that records name: by a hash of record and name, since names can say something of people.
CREATE TABLE fieldwork_files (
    record UUID NOT NULL REFERENCES fieldwork_records (id),
    name_hash BYTEA NOT NULL,
    sealed_name BYTEA NOT NULL,
    media_type TEXT NOT NULL,
    size BIGINT NOT NULL,
    parts BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (record, name_hash)
);
CREATE TABLE fieldwork_file_parts (
    record UUID NOT NULL,
    name_hash BYTEA NOT NULL,
    part BIGINT NOT NULL,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (record, name_hash, part),
    FOREIGN KEY (record, name_hash) REFERENCES fieldwork_files (record, name_hash)
);

-- What was said about a record and decided about it, sealed for the office.
CREATE TABLE fieldwork_comments (
    id UUID NOT NULL PRIMARY KEY,
    record UUID NOT NULL REFERENCES fieldwork_records (id),
    actor BIGINT REFERENCES fieldwork_actors (id),
    kind TEXT NOT NULL,
    review_state TEXT,
    created_at BIGINT NOT NULL,
    sealed BYTEA NOT NULL
);
CREATE INDEX fieldwork_comments_record ON fieldwork_comments (record, created_at);
