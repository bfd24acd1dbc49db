-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- Whether the library has withdrawn a version: no new collection may use it, those that run keep it.
-- The later decision counts, in whichever order they arrive.
ALTER TABLE published_forms ADD COLUMN retired BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE published_forms ADD COLUMN retired_changed BIGINT NOT NULL DEFAULT 0;
