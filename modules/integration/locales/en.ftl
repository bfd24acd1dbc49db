# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

# Rights and deeds
action-event-read = Read events of the own organisation with programs
action-webhook-read = See connected programs and what was delivered to them
action-webhook-manage = Connect, change and disconnect programs
deed-webhook-add = Connected a program
deed-webhook-change = Changed a connected program
deed-webhook-pause = Paused delivery to a program
deed-webhook-resume = Resumed delivery to a program
deed-webhook-rotate = Replaced the secret of a connected program
deed-webhook-trial = Sent a trial to a connected program
deed-webhook-redeliver = Delivered an event again
deed-webhook-delete = Disconnected a program
deed-webhook-disable = Switched delivery to a program off
schedule-integration-tidy = Forget old events and deliveries

# The list
integration-title = Interfaces
integration-text = Other programs learn what happens in your organisation: they read the event feed, or Deich delivers events to them. An event names identifiers and never content.
integration-organisation = Organisation
integration-endpoints = Connected programs
integration-none-title = No program is connected yet
integration-none-text = Connect a program if it should learn at once what happens.
integration-name = Name
integration-server = Server
integration-state = State
integration-waiting = Waiting
integration-succeeded = Delivered last
integration-never = never
integration-endpoint-state = { $state ->
    [active] active
    [failing] active, not reachable now
    [paused] paused
   *[disabled] switched off
}
integration-feed = Event feed
integration-feed-text = Here a program reads all events in their order, with an access key. Events can be read for at least 90 days.
integration-feed-address = Address
integration-feed-newest = Number of the newest event
integration-why-thin = Why do events hold no content?
integration-why-thin-text = Whoever receives an event need not be allowed to see what it is about. So it only names the thing. A program fetches the content with an access key, and the same rights hold as for people.

# One program
integration-new-title = Connect a program
integration-change-title = Change the program
integration-edit-text = The program learns what happens at { $name }. Deich calls the address and signs each message.
integration-name-hint = How you will recognise it, such as the name of the software.
integration-name-invalid = Enter a name of 2 to { $most } characters.
integration-too-many = No more than { $most } programs can be connected. Disconnect one that is no longer needed.
integration-address = Address
integration-address-hint = Begins with https:// and can be reached from the internet. Do not write passwords into it.
integration-address-unreadable = Enter an address such as https://software.example/deich.
integration-address-not-https = The address must begin with https://.
integration-address-credentials = The address must hold no name and no password. The signature proves that it is Deich.
integration-address-not-public = This address lies in an internal network. Deich only calls public addresses.
integration-kinds = Events
integration-kinds-hint = Choose only what the program needs.
integration-kinds-missing = Choose at least one event.
integration-kinds-unknown = Your organisation has no such event.
integration-collections = Collections
integration-collections-hint = Without a choice all count, future ones too.
integration-collections-unknown = There is no such collection.
integration-collection-nameless = Collection { $id }
integration-changed = { $name } is changed.
integration-changed-meanwhile = Somebody has changed the program meanwhile. Open the page again and have a look.
integration-not-active = Delivery is paused or switched off. Resume it first.
integration-try = Send a trial
integration-tried = The trial is on its way. Load the page again in a moment.
integration-pause = Pause
integration-paused = Delivery is paused.
integration-paused-title = Paused
integration-paused-text = Events wait here for up to 88 hours. What waits longer is read from the event feed.
integration-resume = Resume
integration-resumed = Delivery goes on.
integration-disabled-title = Switched off
integration-disabled-gone = The program has said that the address no longer exists. Check the address and resume delivery, or disconnect the program.
integration-disabled-failing = The program could not be reached for five days. Talk to whoever runs it and resume delivery then. What it has missed stands in the event feed.
integration-failing-since = Not reachable since
integration-former-until = The old secret is valid until
integration-delete-title = Disconnect the program
integration-delete = Disconnect
integration-delete-consequence = { $name } learns nothing any more. Its secret and the list of deliveries are deleted.
integration-deleted = { $name } is disconnected.

# Secrets
integration-secret = Secret
integration-secret-title = Replace the secret
integration-secret-replace = Make a new secret
integration-secret-consequence = { $name } gets a new secret. For one day both sign, so that the program can be changed over without a gap.
integration-secret-shown-title = Secret for the program
integration-secret-once-title = Shown only now
integration-secret-once-text = Copy the secret into the program. Deich does not show it again.
integration-secret-use = With the secret the program checks whether a message comes from Deich. Give it to nobody else.
integration-secret-done = To the program

# Deliveries
integration-deliveries = Deliveries
integration-deliveries-count = { $count ->
    [one] 1 delivery
   *[other] { $count } deliveries
}
integration-deliveries-none-title = No delivery
integration-deliveries-none-text = As soon as something happens, it stands here. Deliveries are shown for 30 days.
integration-delivery-state = { $state ->
    [waiting] waiting
    [delivered] delivered
   *[given-up] given up
}
integration-delivery-title = Delivery { $kind }
integration-event = Event
integration-when = When
integration-attempts = Attempts
integration-attempt = Attempt
integration-attempts-none = No attempt yet.
integration-answer = Answer
integration-status = Status { $status }
integration-next = Next attempt
integration-number = Number in the event feed
integration-millis = Duration in milliseconds
integration-redeliver = Deliver again
integration-again = The event is delivered again.
integration-sent = Message
integration-sent-text = This is what the program gets, signed.
integration-sent-forgotten = The event was forgotten after its time.
integration-back = Back to the program
integration-fault-forbidden = The address leads into an internal network
integration-fault-unknown-name = The name of the server is not known
integration-fault-connection-refused = The connection was refused: no program answers at this address
integration-fault-certificate = The certificate of the server is not valid: outdated, for another name, or of no trusted authority
integration-fault-no-connection = No connection
integration-fault-timeout = No answer within 10 seconds
integration-fault-broken = No proper answer
integration-fault-expired = Not delivered in time
integration-fault-disabled = Delivery switched off
integration-fault-forgotten = Event forgotten

# Kinds of events
integration-event-report-sent = Report received
integration-event-report-corrected = Report corrected
integration-event-report-withdrawn = Report withdrawn
integration-event-report-accepted = Report accepted
integration-event-report-accept-undone = Acceptance taken back
integration-event-report-returned = Report returned
integration-event-period-approved = Period approved
integration-event-period-taken-back = Approval taken back
integration-event-period-opened-again = Period opened again
integration-event-release-accepted = Release arrived at the state
integration-event-case-opened = Case file opened
integration-event-case-changed = Case file worked on
integration-event-case-closed = Case file closed
integration-event-case-deleted = Case file deleted
integration-event-record-received = Record of the field service received

# Guide
integration-guide-title = Guide for programs
integration-guide-ways = Two ways
integration-guide-ways-text = The event feed is complete and in order: whoever reads it misses nothing. Deliveries are faster, but can come twice or out of order. Good programs use both: the delivery as a wake-up call, the feed as the source.
integration-guide-feed = Reading the event feed
integration-guide-feed-text = Call the address with an access key. Keep “next” of the answer and send it as “after” the next time. With “wait” the call waits up to 25 seconds for news.
integration-guide-key = Make an access key
integration-guide-check = Checking the signature
integration-guide-check-text = Deich signs as “Standard Webhooks” says. There are libraries for many languages. Without a library it works like this in Python:
integration-guide-rules = Rules
integration-guide-rule-answer = Answer within 10 seconds with a status of 200 to 299. Do the work afterwards.
integration-guide-rule-twice = A message can come twice. Remember “webhook-id”.
integration-guide-rule-order = The order stands in “sequence”. If a number is missing, read it from the event feed, provided that you have chosen all events.
integration-guide-rule-retry = Without success the message comes again, ten times in about three days. After five days without success delivery is switched off.
integration-guide-rule-gone = With the status 410 the program switches delivery off itself.

# Open work and mail
integration-task-disabled = Delivery switched off: { $name }
integration-task-look = Have a look
integration-mail-disabled-subject = Delivery switched off: { $endpoint }
integration-mail-disabled-text =
    Hello { $name },

    Deich no longer delivers events to “{ $endpoint }”: { $reason ->
        [gone] The program has said that the address no longer exists.
       *[failing] The program could not be reached for five days.
    }

    Here you see how it stands and resume delivery:
    { $link }

# API
integration-api-organisation = You have roles in several organisations. Name one with “organisation”.
integration-api-invalid = The value of “{ $name }” is not valid.
integration-api-cursor-title = There is no such place
integration-api-cursor-now = Events before it are no longer there, or it belongs to another feed. Begin without “after” and compare what you have.

integration-area-text = Connect other programs: what they are told and what was delivered to them.
