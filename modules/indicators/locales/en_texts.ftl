# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

# Texts beside figures: what readers see, the list, editing, versions.

action-text-write = Write texts beside indicators and diseases
action-text-publish = Publish texts that somebody else has written
deed-text-write = Text beside numbers written
deed-text-publish = Text beside numbers published

indicators-text-heading = Explanation
indicators-text-part = { $part ->
    [meaning] What does this mean?
    [limits] What do the numbers not say?
   *[source] Where do the numbers come from?
}
indicators-text-plain = In plain language
indicators-text-german = This text is only there in German so far.

indicators-texts-title = Texts beside numbers
indicators-texts-text = Explanations that stand beside indicators and diseases: write, check, publish.
indicators-texts-lead = Each indicator and each disease can have an explanation in German, English and plain German. Who writes does not publish: a second person looks at the text.
indicators-texts-search = Search for names
indicators-texts-found = { $count ->
    [0] Nothing found
    [one] One entry
   *[other] { $count } entries
}
indicators-texts-none-title = Nothing found
indicators-texts-none-text = Search for another name. Indicators and diseases stand here as soon as a data set has them.
indicators-texts-subject = Indicator or disease
indicators-texts-kind-column = Kind
indicators-texts-kind = { $kind ->
    [indicator] Indicator
   *[disease] Disease
}
indicators-texts-state-column = State
indicators-texts-state = { $state ->
    [none] No text
    [draft] Draft
    [published] Published
   *[not-valid] Not valid now
}
indicators-texts-written-column = Last changed
indicators-texts-of = Text: { $name }
indicators-texts-edit = Edit
indicators-texts-begin = Write a text
indicators-texts-seen-at = Look at the public page
indicators-texts-written = Last changed: { $moment }, { $person }
indicators-texts-nobody = System
indicators-texts-empty-title = No text yet
indicators-texts-empty-text = Write what the numbers mean, what they do not say and where they come from.
indicators-texts-draft = Draft
indicators-texts-changes = Changes from what was published last
indicators-texts-wording = Wording
indicators-texts-changes-before = Changes from the version before
indicators-texts-field = { $tongue ->
    [de] German
    [en] English
   *[plain] Plain German
}
indicators-texts-gone = Removed
indicators-texts-new = New
indicators-texts-line = Text
indicators-texts-line-state = Change
indicators-texts-same = Unchanged
indicators-texts-publish = Publish
indicators-texts-published = The text is published.
indicators-texts-publish-confirm = Everybody will see this text beside the numbers. Publish?
indicators-texts-cannot-publish = Not ready to be published
indicators-texts-second-look = You were the last to change this draft. Another person can publish it.
indicators-texts-meaning-missing = The German text “Was bedeutet das?” is missing.
indicators-texts-days-wrong = The last day is before the first.
indicators-texts-too-long = The text is too long. Shorten it.
indicators-texts-outdated = Somebody has changed this text meanwhile. Look at it again.
indicators-texts-shown-now = What everybody sees
indicators-texts-history = Versions
indicators-texts-history-what = Version { $number } published
indicators-texts-history-current = is shown
indicators-texts-version-title = { $name }, version { $number }
indicators-texts-version-writer = Written by
indicators-texts-version-publisher = Published by
indicators-texts-version-when = Published
indicators-texts-valid-term = Valid
indicators-texts-valid = { $bounds ->
    [none] without end
    [from] from { $from }
    [until] until { $until }
   *[both] { $from } to { $until }
}
indicators-texts-restore = Take as draft
indicators-texts-restore-confirm = This version replaces the present draft. Go on?
indicators-texts-restored = The earlier version is the draft now.
indicators-texts-edit-title = Edit text: { $name }
indicators-texts-edit-lead = There can be paragraphs, headings (# at the beginning of a line), lists (- at the beginning of a line), *emphasis*, **strong emphasis** and links: [text](https://…).
indicators-texts-plain-hint = Short sentences, common words, one thought each. This German text can be opened below the German one.
indicators-texts-validity = Validity
indicators-texts-validity-hint = Without days the text is valid until a new one is published.
indicators-texts-from = First day
indicators-texts-until = Last day
indicators-texts-save = Save draft
indicators-texts-preview = Preview
indicators-texts-preview-text = This is how the text would look. It is not saved yet.
indicators-texts-saved = The draft is saved.
indicators-texts-conflict = Somebody has saved meanwhile
indicators-texts-conflict-text = What you typed still stands below and is not saved. Here you see how it differs from the saved draft. If you save again, your text counts.
