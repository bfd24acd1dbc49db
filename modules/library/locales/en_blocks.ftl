# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

### Blocks: questions and groups that forms take over

library-block = Block
library-aspect-privacy = privacy class

## List
library-blocks-title = Blocks
library-blocks-text = A block is a question or group with its lists of choices, translations, privacy classes and conditions. Forms take over a copy that knows where it comes from.
library-blocks-choose = Choose a block for “{ $form }”
library-blocks-back = Back to the form
library-blocks-search = Search for a block
library-blocks-count =
    { $count ->
        [one] 1 block
       *[other] { $count } blocks
    }
library-blocks-none-title = There is no block yet
library-blocks-none-text = While building a form choose a question or group, then “Save as a block”.
library-blocks-none-found-title = No block found
library-blocks-none-found-text = Check what you searched for.
library-blocks-owner = Belongs to
library-blocks-uses = In forms
library-blocks-insert = Insert

## Page of a block
library-block-title = Block “{ $title }”
library-block-needs = What the block needs
library-block-needs-text = The block speaks of something that is no part of it. A form that takes it over must have it.
library-blocks-need-question = question with the name { $name }
library-blocks-need-list = list of choices { $name }
library-blocks-need-path = formula with the path { $name }
library-blocks-need-file = file { $name }
library-block-no-preview = The block cannot be shown: a formula in it is not in order yet.
library-block-versions-text = A version never changes. To change the block, change a copy in any form and choose “Save as a new version of the block” there.
library-block-other-changes = Only order, translations or settings without a name of their own were changed.
library-block-uses = Used in
library-block-uses-none = No form uses the block yet.
library-block-copies = ({ $count } copies)
library-block-use-older = older version
library-block-elsewhere =
    { $count ->
        [one] And in 1 form of another house.
       *[other] And in { $count } forms of other houses.
    }
library-block-retire = Withdraw the block
library-block-retire-confirm = The block is offered no more. Copies in forms stay as they are.
library-block-offer = Offer the block again
library-block-retired = The block is withdrawn. Copies in forms stay.
library-block-offered-again = The block is offered again.
library-block-retired-title = Withdrawn
library-block-retired-text = The block has not been offered since { $when }. Copies in forms stay as they are.

## Differences in words
library-blocks-change-added = New: { $what }
library-blocks-change-removed = Gone: { $what }
library-blocks-change-changed = Changed: { $what } ({ $aspects })
library-blocks-reworded = “{ $old }” is now “{ $new }”
library-blocks-codes-added = new choices: { $codes }
library-blocks-codes-removed = choices gone: { $codes }

## While building
library-blocks-all = Search all blocks
library-blocks-more = Only the first ones stand here.
library-blocks-save = Save as a block
library-blocks-save-hint = Other forms can then take over the question or group with everything in it.
library-blocks-name = Title of the block
library-blocks-save-button = Save the block
library-blocks-from = From the block “{ $title }”, version { $version }
library-blocks-state-same = up to date
library-blocks-state-newer = there is a newer version
library-blocks-state-changed = changed here
library-blocks-state-both = there is a newer version, changed here
library-blocks-open = Open the block
library-blocks-changes = Show the changes
library-blocks-whole = To the whole copy
library-blocks-renew = Save as a new version of the block
library-blocks-detach = Detach from the block
library-build-done-block-added = Block inserted.
library-build-done-block-saved = Saved as a block. Other forms can take it over now.
library-build-done-block-renewed = New version of the block saved.
library-build-done-detached = Detached from the block.
library-blocks-refused-title = Give the block a title of at most 200 characters.
library-blocks-refused-retired = The block was withdrawn and is offered no more.
library-blocks-refused-unknown = This is no copy of a block that this installation knows.
library-blocks-refused-newer = There is a newer version of the block by now. Look at what changed first.
library-blocks-refused-meanwhile = The copy was changed meanwhile. Load the page again.
library-blocks-refused-same = The copy says the same as the block. No new version is needed.
library-blocks-refused-not-yours = The block belongs to another house. Detach the copy and save it as a block of your own.

## Taking a change over
library-copy-title = Changes of “{ $title }”
library-copy-version = Version of this copy
library-copy-newest = Newest version
library-copy-news = What changed in the block
library-copy-news-none = Since the version of this copy nothing changed that can be seen in this form.
library-copy-own = What you changed in this form
library-copy-own-none = Nothing.
library-copy-both = What both changed
library-copy-both-text = Choose what shall count. All else fits together: your changes stay, those of the block come along.
library-blocks-conflict-about = { $what }: { $aspect } ({ $property })
library-blocks-nothing = nothing
library-blocks-item-stays = stays
library-blocks-item-goes = goes
library-copy-mine = In this form: { $text }
library-copy-theirs = In the block: { $text }
library-copy-take-over = Take the change over
library-copy-keep = Leave it as it is
library-copy-taken-over = The change of the block is taken over. “Undo” takes it back.
library-copy-kept = The copy stays as it is. The next change of the block will be shown again.
library-copy-detached = The copy is detached from the block.

## Page of the form
library-copies-newer =
    { $count ->
        [one] A block in this form has changed
       *[other] { $count } blocks in this form have changed
    }
