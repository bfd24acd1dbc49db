-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- The tree state > office > institution. Dates are days; `valid_to` is the last day. `search` holds
-- name, town and keys in lower case, because not every database lowers umlauts.
CREATE TABLE organisations (
    id UUID PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('state', 'office', 'institution')),
    parent UUID REFERENCES organisations (id),
    name TEXT NOT NULL,
    institution_kind TEXT,
    reference TEXT,
    street TEXT NOT NULL,
    postcode TEXT NOT NULL,
    town TEXT NOT NULL,
    ags TEXT,
    email TEXT,
    phone TEXT,
    search TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    created_at BIGINT NOT NULL,
    CHECK ((kind = 'state') = (parent IS NULL)),
    CHECK ((kind = 'institution') = (institution_kind IS NOT NULL))
);
CREATE INDEX organisations_by_parent ON organisations (parent, name);
CREATE INDEX organisations_by_ags ON organisations (ags);
-- What an import recognises an institution by: the number under which its office knows it.
CREATE UNIQUE INDEX organisations_by_reference ON organisations (parent, reference);

-- Official territory, filled from the tables in `data/` when the product starts.
CREATE TABLE territory_sources (
    sha256 TEXT PRIMARY KEY
);
CREATE TABLE districts (
    ags TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    nuts3 TEXT NOT NULL,
    population BIGINT NOT NULL,
    area_km2 DOUBLE PRECISION NOT NULL
);
CREATE TABLE municipalities (
    ags TEXT PRIMARY KEY,
    district TEXT NOT NULL REFERENCES districts (ags),
    name TEXT NOT NULL,
    search TEXT NOT NULL,
    kind TEXT NOT NULL,
    association TEXT,
    association_name TEXT,
    population BIGINT,
    area_km2 DOUBLE PRECISION,
    lon DOUBLE PRECISION,
    lat DOUBLE PRECISION,
    postcode TEXT
);
CREATE INDEX municipalities_by_district ON municipalities (district, name);
-- Which office is responsible for a district.
CREATE TABLE office_districts (
    district TEXT PRIMARY KEY,
    office UUID NOT NULL REFERENCES organisations (id)
);
CREATE INDEX office_districts_by_office ON office_districts (office);

-- People with an account. The password is an Argon2id hash; the secret of the authenticator is
-- sealed with the data key of the organisation named beside it. `totp_last_step` is the time step
-- of the last code that was accepted: no code counts twice.
CREATE TABLE people (
    id UUID PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    search TEXT NOT NULL,
    lang TEXT NOT NULL,
    password_hash TEXT,
    totp_secret BYTEA,
    totp_organisation UUID REFERENCES organisations (id),
    totp_last_step BIGINT,
    demo BOOLEAN NOT NULL,
    blocked_at BIGINT,
    last_sign_in_at BIGINT,
    created_at BIGINT NOT NULL
);
-- A role of a person in an organisation, from and to a moment (`valid_to` no longer included).
CREATE TABLE memberships (
    id UUID PRIMARY KEY,
    person UUID NOT NULL REFERENCES people (id),
    organisation UUID NOT NULL REFERENCES organisations (id),
    role TEXT NOT NULL,
    valid_from BIGINT NOT NULL,
    valid_to BIGINT,
    granted_by UUID,
    created_at BIGINT NOT NULL
);
CREATE INDEX memberships_by_person ON memberships (person, valid_from);
CREATE INDEX memberships_by_organisation ON memberships (organisation, role);

-- Links sent by mail, known by the hash of their token. Each opens once.
CREATE TABLE one_time_links (
    token_hash BYTEA PRIMARY KEY,
    purpose TEXT NOT NULL CHECK (purpose IN ('invitation', 'password-reset')),
    person UUID NOT NULL REFERENCES people (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX one_time_links_by_person ON one_time_links (person);
-- Codes that replace the authenticator once.
CREATE TABLE recovery_codes (
    person UUID NOT NULL REFERENCES people (id),
    code_hash BYTEA NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (person, code_hash)
);
-- Browsers from which a person has completed a sign-in, known by the hash of their cookie.
CREATE TABLE known_devices (
    token_hash BYTEA NOT NULL,
    person UUID NOT NULL REFERENCES people (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (token_hash, person)
);
CREATE INDEX known_devices_by_person ON known_devices (person);
-- Whether the invented state was loaded to its end.
CREATE TABLE demo_loads (
    finished_at BIGINT PRIMARY KEY
);
