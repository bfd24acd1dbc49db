-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- Inspections of facilities: what an office looks at in turn, what it found, and what became of it.
-- A project with a row here is one of inspections. The settings are JSON and say nothing of people.
CREATE TABLE fieldwork_plans (
    project BIGINT NOT NULL PRIMARY KEY REFERENCES fieldwork_projects (id),
    version BIGINT NOT NULL,
    settings TEXT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- A facility of the plan. Name, kind and place are copied from the directory whenever the plan is
-- compared with it, so that lists can be filtered. Days are ISO 8601. Reasons are sealed.
CREATE TABLE fieldwork_facilities (
    project BIGINT NOT NULL REFERENCES fieldwork_plans (project),
    institution UUID NOT NULL,
    name TEXT NOT NULL,
    search TEXT NOT NULL,
    kind TEXT NOT NULL,
    ags TEXT NOT NULL,
    town TEXT NOT NULL,
    is_chosen BOOLEAN NOT NULL,
    by_hand BOOLEAN NOT NULL,
    own_class TEXT,
    sealed_class_reason BYTEA,
    paused_until TEXT,
    sealed_pause_reason BYTEA,
    since TEXT NOT NULL,
    last_on TEXT,
    severe BIGINT NOT NULL,
    due_on TEXT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (project, institution)
);
CREATE INDEX fieldwork_facilities_due ON fieldwork_facilities (project, is_chosen, due_on, institution);

-- An inspection: planned, done with a record, issued as an official record, or called off.
CREATE TABLE fieldwork_inspections (
    id UUID NOT NULL PRIMARY KEY,
    project BIGINT NOT NULL,
    institution UUID NOT NULL,
    state TEXT NOT NULL,
    occasion TEXT NOT NULL,
    due_on TEXT NOT NULL,
    planned_on TEXT,
    person UUID,
    follows UUID REFERENCES fieldwork_inspections (id),
    record UUID UNIQUE REFERENCES fieldwork_records (id),
    visited_on TEXT,
    number TEXT,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    FOREIGN KEY (project, institution) REFERENCES fieldwork_facilities (project, institution)
);
CREATE INDEX fieldwork_inspections_facility ON fieldwork_inspections (project, institution, state);
CREATE INDEX fieldwork_inspections_planned ON fieldwork_inspections (project, planned_on);
CREATE INDEX fieldwork_inspections_visited ON fieldwork_inspections (project, visited_on);

-- What is being filled in in a browser, sealed for the office, and the files of it.
CREATE TABLE fieldwork_inspection_drafts (
    inspection UUID NOT NULL PRIMARY KEY REFERENCES fieldwork_inspections (id),
    xml_form_id TEXT NOT NULL,
    form_version UUID NOT NULL,
    version BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    updated_by UUID NOT NULL,
    sealed BYTEA NOT NULL
);
CREATE TABLE fieldwork_inspection_files (
    id UUID NOT NULL PRIMARY KEY,
    inspection UUID NOT NULL REFERENCES fieldwork_inspections (id),
    kind TEXT NOT NULL,
    sealed_name BYTEA NOT NULL,
    media_type TEXT NOT NULL,
    size BIGINT NOT NULL,
    received BIGINT NOT NULL,
    parts BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX fieldwork_inspection_files_of ON fieldwork_inspection_files (inspection);
CREATE TABLE fieldwork_inspection_file_parts (
    file UUID NOT NULL REFERENCES fieldwork_inspection_files (id),
    part BIGINT NOT NULL,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (file, part)
);

-- The official record, version by version, as it was printed. Rows are only ever added; a later one
-- says why it corrects the one before.
CREATE TABLE fieldwork_protocols (
    inspection UUID NOT NULL REFERENCES fieldwork_inspections (id),
    version BIGINT NOT NULL,
    record_version BIGINT NOT NULL,
    issued_at BIGINT NOT NULL,
    issued_by UUID NOT NULL,
    sha256 TEXT NOT NULL,
    sealed_pdf BYTEA NOT NULL,
    sealed_reason BYTEA,
    PRIMARY KEY (inspection, version)
);

-- A defect: arises when an official record is issued. Section and title are words of the form, what was
-- seen and what has to be done is sealed.
CREATE TABLE fieldwork_defects (
    id UUID NOT NULL PRIMARY KEY,
    project BIGINT NOT NULL,
    institution UUID NOT NULL,
    inspection UUID NOT NULL REFERENCES fieldwork_inspections (id),
    item TEXT NOT NULL,
    section TEXT NOT NULL,
    title TEXT NOT NULL,
    severity TEXT NOT NULL,
    severity_title TEXT NOT NULL,
    is_severe BOOLEAN NOT NULL,
    is_repeat BOOLEAN NOT NULL,
    deadline TEXT,
    state TEXT NOT NULL,
    found_on TEXT NOT NULL,
    closed_on TEXT,
    version BIGINT NOT NULL,
    sealed BYTEA NOT NULL,
    FOREIGN KEY (project, institution) REFERENCES fieldwork_facilities (project, institution)
);
CREATE INDEX fieldwork_defects_open ON fieldwork_defects (project, state, deadline, id);
CREATE INDEX fieldwork_defects_facility ON fieldwork_defects (project, institution, state);
CREATE TABLE fieldwork_defect_events (
    defect UUID NOT NULL REFERENCES fieldwork_defects (id),
    number BIGINT NOT NULL,
    kind TEXT NOT NULL,
    at BIGINT NOT NULL,
    person UUID NOT NULL,
    deadline TEXT,
    sealed_note BYTEA,
    PRIMARY KEY (defect, number)
);
