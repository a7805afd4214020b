"""English words for finding things: search, saved views, what an address names and is not there, the guided tour."""

from __future__ import annotations

FIND: dict[str, str] = {
    "kind.saved_view": "Saved views",
    "kind.handover": "Fault reports handed over",
    "kind.situation_content": "Contents of situation reports",
    "kind.newsletter": "Newsletters",
    "kind.situation_plan": "Monthly situation reports",
    # search
    "find.open": "Search",
    "find.title": "Search places, promises, actions and areas",
    "find.label": "Search in {name}",
    "find.hint": "Type a few letters. Small slips do no harm. Arrows choose, Enter opens, Esc closes.",
    "find.none": "Nothing in {name} is called that.",
    "find.none_why": (
        "Try a shorter word or only its beginning. Reports and findings have no names; find them with the map's "
        "selection."
    ),
    "find.one": "{n} result",
    "find.other": "{n} results",
    "find.more.one": "{n} more; type more to see it",
    "find.more.other": "{n} more; type more to see them",
    "find.failed": "The search got no answer. Try again in a while.",
    "ThingKind.place": "Places",
    "ThingKind.promise": "Promises",
    "ThingKind.action": "Actions",
    "ThingKind.area": "Areas",
    "ThingKind.hotspot": "Hotspots",
    "ThingKind.walk": "Walks",
    "ThingKind.party": "Parties",
    "ThingKind.saved_view": "Saved views",
    "find.promise": "Promise {number}, {period}",
    "find.area": "{kind}, {code}",
    "find.hotspot": "Adopted hotspot",
    "find.unlocated": "{kind}, not located on the map",
    "find.walk": "Walk {day}",
    # what an address names and is not there
    "notice.gone": "Part of the view is no longer there and is not shown: {names}.",
    "gone.area": "the area {code}",
    "gone.hotspot": "the chosen hotspot",
    # saved views
    "views.title": "Saved views",
    "views.open": "Views",
    "views.means": "A view is the selection, where the map looks and the chosen place; the municipality shares them.",
    "views.none": "No saved views yet. Choose what you want to show on the map and save it under a name.",
    "views.save": "Save view",
    "views.name": "Name",
    "views.reason": "What it is for",
    "views.copy": "Copy link",
    "views.copied": "The link is copied.",
    "views.copy_by_hand": "The browser does not allow copying. Select the link and copy it yourself.",
    "views.link": "Link to the view",
    "views.change": "Change",
    "views.rename": "Save the change",
    "views.take": "Replace by what is shown now",
    "views.retire": "Remove",
    "views.gone": "Does not show everything: {names} is no longer there.",
    "views.saved": "The view {name} is saved.",
    "views.changed": "The view {name} is changed.",
    "views.retired": "The view {name} is removed.",
    "views.back": "The view {name} is back.",
    "views.needs_name": "Give the view a name.",
    # nothing on the map
    "nothing.title": "Nothing in the selection",
    "nothing.none": "There are no reports or findings in the municipality yet.",
    "nothing.import": "How to bring in data",
    "nothing.because": "Of {all} reports and findings none fits what is chosen: {chosen}.",
    "nothing.hours": "Reports without a time of day are not shown when hours or light are chosen.",
    "nothing.unlocated": "What fits has no place on the map. The table shows it.",
    "nothing.reset": "Reset the selection",
    # the data page
    "data.sources": "Sources of the evidence",
    "data.sources_caption": "Reports and findings by source",
    "data.source": "Source",
    "data.rows": "Rows",
    "data.first": "First day",
    "data.last": "Last day",
    "data.unlocated": "Without a place",
    # the tour
    "help.tour": "Two-minute tour",
    "help.key_search": "search",
    "tour.offer": "New here? A two-minute tour shows what the map answers.",
    "tour.start": "Show me",
    "tour.later": "Not now",
    "tour.next": "Next",
    "tour.back": "Back",
    "tour.end": "Done",
    "tour.close": "End the tour",
    "tour.step": "{n} of {all}",
    "tour.map.title": "Where does it gather?",
    "tour.map.text": (
        "The map shows residents' reports and findings of safety walks. The violet outlines are hotspots: places where "
        "evidence lies closer than chance would have it."
    ),
    "tour.headline.title": "First things first",
    "tour.headline.text": (
        "The line above the map says how many hotspots there are, how many lack an action and how many run late."
    ),
    "tour.list.title": "The places in order",
    "tour.list.text": (
        "Each place has its count with its uncertainty. Choose one to see the chain: evidence, promise, action, who is "
        "responsible, what was done and the effect. A hollow link is missing."
    ),
    "tour.filter.title": "Ask your question",
    "tour.filter.text": ("Choose period, time of day, category and area. Map, list, charts and table follow at once."),
    "tour.views.title": "Keep and share",
    "tour.views.text": "What you see stands in the address. Save it as a named view, or copy the link to a colleague.",
    "tour.layers.title": "Change layers",
    "tour.layers.text": (
        "Here you choose what the map shows and what the areas' colour means, for example reported burglaries."
    ),
    "tour.timeline.title": "When did it happen, and what was done?",
    "tour.timeline.text": "The evidence month by month, with the actions' periods under it.",
    "tour.table.title": "The same as a table",
    "tour.table.text": "The table shows each row of the selection, for those who would rather read than look at a map.",
    "tour.find.title": "Find and get help",
    "tour.find.text": (
        "The magnifying glass, or /, finds places, promises and actions. The question mark shows keys and the tour."
    ),
}
