-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2
-- Mails on their way. Recipient, subject and text are sealed, and deleted once the mail was sent.
CREATE TABLE mail_outbox (
    id UUID PRIMARY KEY,
    organisation UUID NOT NULL,
    sealed BYTEA,
    created_at BIGINT NOT NULL,
    sent_at BIGINT
);
CREATE INDEX mail_outbox_created ON mail_outbox (created_at);
