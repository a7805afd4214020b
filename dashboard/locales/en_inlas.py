"""English words for reading a promise document, on the server and in the browser."""

from __future__ import annotations

INLAS: dict[str, str] = {
    "inlas.way": "Read a promise document",
    "inlas.heading": "Read a promise document",
    "inlas.lead": (
        "Text, Word or PDF. What can be found is proposed in a form beside the text. You correct it, and "
        "take it into the register when it is right."
    ),
    "inlas.pasted": "Pasted text",
    "inlas.names": "The text seems to hold a {what}: “{found}”. Take it out; nothing was saved.",
    "inlas.note.taken_in": (
        "This document is already in the register as “{title}”. Taking it in again saves nothing; change "
        "the register instead."
    ),
    "inlas.note.alike": (
        "The register already has, for the same time: {titles}. Check that it is not the same agreement."
    ),
    "inlas.none.empty": "The document holds no text. Paste the text, or fill in the form by hand.",
    "inlas.none.not_swedish": (
        "The text does not seem to be in Swedish, and only Swedish can be read. Fill in the form by hand "
        "beside the text."
    ),
    "inlas.none.not_promises": (
        "No promises or actions were found in the text. Fill in the form by hand beside the text."
    ),
    "inlas.wrong.empty": "The file is empty. Choose it again, paste the text, or fill in the form by hand.",
    "inlas.wrong.locked": (
        "The file is locked with a password. Save it without one, paste the text, or fill in the form by hand."
    ),
    "inlas.wrong.scanned": (
        "The file holds pictures of pages but no text, as a scanned paper does. Copy or type the text, "
        "or fill in the form by hand."
    ),
    "inlas.wrong.large": (
        "The document is larger than a promise document can be. Copy the pages with the promises and "
        "paste them, or fill in the form by hand."
    ),
    "inlas.wrong.letters": (
        "The letters in the file cannot be told. Open it, copy the text and paste it, or fill in the form by hand."
    ),
    "inlas.wrong.damaged": (
        "The file is damaged. Save it anew as PDF or Word, paste the text, or fill in the form by hand."
    ),
    "inlas.wrong.kind": (
        "The file is not text, Word (.docx) or PDF. Save it as one of them, paste the text, or fill in "
        "the form by hand."
    ),
    "inlas.taken": "Taken into the register: {counts}.",
    "inlas.taken.new": "Also new in the register: {new}.",
    "inlas.taken.again": "The document was already taken in. Nothing was saved a second time.",
    "inlas.taken.differs": (
        "The document was already taken in, and the register says something else than the form. Nothing "
        "was changed; change the register."
    ),
    "inlas.promises.one": "{n} promise",
    "inlas.promises.other": "{n} promises",
    "inlas.actions.one": "{n} action",
    "inlas.actions.other": "{n} actions",
    "inlas.new_parties.one": "{n} party",
    "inlas.new_parties.other": "{n} parties",
    "inlas.new_places.one": "{n} place",
    "inlas.new_places.other": "{n} places",
    "inlas.js.intake": "Choose a document",
    "inlas.js.paste": "Paste the text",
    "inlas.js.file": "or choose a file",
    "inlas.js.file_hint": (
        "Text, Word (.docx) or PDF, at most {mb} MB and {pages} pages. The file is read by this server, "
        "sent nowhere and not kept."
    ),
    "inlas.js.read": "Read",
    "inlas.js.reading": "Reading the document.",
    "inlas.js.by_hand": "Fill in without a document",
    "inlas.js.anew": "Another document",
    "inlas.js.take_back_draft": "Take back the draft",
    "inlas.js.nothing_given": "Paste a text or choose a file first.",
    "inlas.js.too_large": (
        "The file is too large. Copy the pages with the promises and paste them, or fill in the form by hand."
    ),
    "inlas.js.unanswered": "The server does not answer. What you wrote is still here; try again.",
    "inlas.js.failed": "It did not work. What you wrote is still here; try again.",
    "inlas.js.restored": "Your last draft is back.",
    "inlas.js.draft": "The draft was kept in this browser at {time}.",
    "inlas.js.draft_full": "The browser has no room for the draft. Take it in before you close.",
    "inlas.js.contact_not_kept": "(contact details, not kept in the draft)",
    "inlas.js.source": "The document's lines",
    "inlas.js.source_of": "Source: {name}",
    "inlas.js.pasted": "pasted text",
    "inlas.js.page_n": "Page {n}",
    "inlas.js.line_n": "line {lines}",
    "inlas.js.lines_n": "lines {lines}",
    "inlas.js.show_lines": "{name}: show {lines} in the source",
    "inlas.js.line_shows": "Line {n}: go to {name}",
    "inlas.js.line_left": "Line {n}: {name}. Make something of the line",
    "inlas.js.agreement": "Agreement",
    "inlas.js.promise_n": "Promise {n}",
    "inlas.js.action_n": "Action {n}",
    "inlas.js.promises_n": "Promises ({n})",
    "inlas.js.actions_n": "Actions ({n})",
    "inlas.js.count_promises.one": "{n} promise",
    "inlas.js.count_promises.other": "{n} promises",
    "inlas.js.count_actions.one": "{n} action",
    "inlas.js.count_actions.other": "{n} actions",
    "inlas.js.count_loose.one": "{n} without a promise",
    "inlas.js.count_loose.other": "{n} without a promise",
    "inlas.js.count_nobody.one": "{n} without anyone responsible",
    "inlas.js.count_nobody.other": "{n} without anyone responsible",
    "inlas.js.count_left.one": "{n} line not understood",
    "inlas.js.count_left.other": "{n} lines not understood",
    "inlas.js.left.background": "background",
    "inlas.js.left.contact": "contact",
    "inlas.js.left.page": "page's own",
    "inlas.js.left.not_understood": "not understood",
    "inlas.js.left.removed": "taken away",
    "inlas.js.left.frame": "heading",
    "inlas.js.left": "What was left over",
    "inlas.js.left_why": (
        "Nothing was made of these lines. Read them, and make promises or actions of them in the source."
    ),
    "inlas.js.left_none": "Every line became something or seems to be background. Look them through all the same.",
    "inlas.js.left_many.removed.one": "{n} line of what you took away",
    "inlas.js.left_many.removed.other": "{n} lines of what you took away",
    "inlas.js.left_many.frame.one": "{n} heading or introduction",
    "inlas.js.left_many.frame.other": "{n} headings and introductions",
    "inlas.js.left_many.background.one": "{n} line of background",
    "inlas.js.left_many.background.other": "{n} lines of background",
    "inlas.js.left_many.contact.one": "{n} line of contact details, never taken in",
    "inlas.js.left_many.contact.other": "{n} lines of contact details, never taken in",
    "inlas.js.left_many.page.one": "{n} line of header, footer or web page",
    "inlas.js.left_many.page.other": "{n} lines of header, footer or web page",
    "inlas.js.make_action": "Make it an action",
    "inlas.js.make_promise": "Make it a promise",
    "inlas.js.told.stated": "stands in the text",
    "inlas.js.told.guessed": "guessed",
    "inlas.js.told.person": "you",
    "inlas.js.told.not_found": "not found",
    "inlas.js.title": "Title",
    "inlas.js.untitled": "untitled",
    "inlas.js.municipality": "Municipality",
    "inlas.js.from": "From",
    "inlas.js.to": "Until, included",
    "inlas.js.between": "Between",
    "inlas.js.number": "Number",
    "inlas.js.text": "The whole text",
    "inlas.js.promise": "Promise",
    "inlas.js.choose_promise": "Choose a promise",
    "inlas.js.responsible": "Responsible",
    "inlas.js.no_responsible": "nobody stated as responsible",
    "inlas.js.no_parties": "parties not stated",
    "inlas.js.add_responsible": "Add someone responsible",
    "inlas.js.add_party": "Add a party",
    "inlas.js.party": "party",
    "inlas.js.party_kind": "Kind of party",
    "inlas.js.role": "Role",
    "inlas.js.party_known": "in the register",
    "inlas.js.party_new": "new party",
    "inlas.js.commitment": "Amount",
    "inlas.js.no_amount": "no amount promised",
    "inlas.js.how_many": "How many",
    "inlas.js.measure": "What is counted",
    "inlas.js.due": "By",
    "inlas.js.type": "Kind of action",
    "inlas.js.categories": "Categories",
    "inlas.js.substances": "Substances",
    "inlas.js.places": "Places",
    "inlas.js.new_place": "{name} (new place)",
    "inlas.js.times": "Hours",
    "inlas.js.every_day": "every day",
    "inlas.js.more": "More:",
    "inlas.js.nothing_more": "text, categories",
    "inlas.js.choose_more": "Add …",
    "inlas.js.take_away": "Remove {name}",
    "inlas.js.remove": "Remove",
    "inlas.js.add_promise": "Add a promise",
    "inlas.js.add_action": "Add an action",
    "inlas.js.no_actions": "No actions yet.",
    "inlas.js.take_in": "Take into the register",
    "inlas.js.taking_in": "Taking into the register.",
    "inlas.js.faults.one": "{n} thing to mend before it can be taken in.",
    "inlas.js.faults.other": "{n} things to mend before it can be taken in.",
    "inlas.js.fault.missing": "Fill this in.",
    "inlas.js.day_like": "2017-03-05",
    "inlas.js.fault.not_a_day": "Write the day as 2017-03-05.",
    "inlas.js.fault.backwards": "Ends before it begins.",
    "inlas.js.fault.no_promise": "Add at least one promise.",
    "inlas.js.fault.not_a_number": "Write a whole number from 1.",
    "inlas.js.fault.number_twice": "The number is used twice.",
    "inlas.js.fault.choose_promise": "Choose the promise that the action serves.",
}
