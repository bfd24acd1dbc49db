-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- A membership of an own role can be limited to kinds of institutions (their names, one blank between
-- them): it holds in those that are of the kind on the day, also in ones that come later.
ALTER TABLE memberships ADD COLUMN institution_kinds TEXT;
