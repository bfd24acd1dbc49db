-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- Questions and groups that forms take over. A block belongs to the state agency or to a health
-- office, as forms do. One that was withdrawn is offered no more; its copies stay.
CREATE TABLE blocks (
    id UUID PRIMARY KEY,
    owner UUID NOT NULL,
    state UUID NOT NULL,
    title TEXT NOT NULL,
    search TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    retired_at BIGINT
);
CREATE INDEX blocks_owner ON blocks (owner);

-- What a block says. Rows are only ever added.
CREATE TABLE block_versions (
    block UUID NOT NULL REFERENCES blocks (id),
    number BIGINT NOT NULL,
    spec TEXT NOT NULL,
    spec_hash TEXT NOT NULL,
    person UUID NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (block, number)
);

-- Which drafts hold copies of which versions, as their definitions say. A form that came from another
-- installation can name blocks that are not known here.
CREATE TABLE block_copies (
    form UUID NOT NULL REFERENCES forms (id),
    block UUID NOT NULL,
    version BIGINT NOT NULL,
    copies BIGINT NOT NULL,
    PRIMARY KEY (form, block, version)
);
CREATE INDEX block_copies_block ON block_copies (block);
