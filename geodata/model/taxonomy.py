"""The shared categories: one taxonomy for what is felt, found and reported, so that evidence can be compared."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Category(StrEnum):
    """What a report, finding, promise or action is about."""

    LIGHTING = "lighting"
    SHRUBS = "shrubs"
    BICYCLE_THEFT = "bicycle_theft"
    VANDALISM = "vandalism"
    GRAFFITI = "graffiti"
    LITTER = "litter"
    NARCOTICS = "narcotics"
    ALCOHOL = "alcohol"
    DISORDER = "disorder"
    HARASSMENT = "harassment"
    ROBBERY = "robbery"
    THEFT = "theft"
    TRAFFIC = "traffic"
    DESERTED = "deserted"
    PASSAGE = "passage"
    BURGLARY = "burglary"
    OTHER = "other"


class ActionType(StrEnum):
    """What kind of work an action is; decides which numbers its activities carry."""

    SAFETY_WALK = "safety_walk"
    DIGITAL_WALK = "digital_walk"
    NIGHT_PATROL = "night_patrol"
    POLICE_PRESENCE = "police_presence"
    COOPERATION = "cooperation"
    OPERATIVE_GROUP = "operative_group"
    SITUATION_PICTURE = "situation_picture"
    EDUCATION = "education"
    INFORMATION = "information"
    SUPERVISION = "supervision"
    TOBACCO_SUPERVISION = "tobacco_supervision"
    NEIGHBOURHOOD_WATCH = "neighbourhood_watch"
    PROPERTY_OWNER_DIALOGUE = "property_owner_dialogue"
    TARGETED_POLICE_WORK = "targeted_police_work"
    SCHOOL_CONTACTS = "school_contacts"
    TRAFFIC_CONTROL = "traffic_control"
    LIGHTING_WORK = "lighting_work"
    SHRUB_CLEARING = "shrub_clearing"
    BICYCLE_PARKING = "bicycle_parking"
    CLEANING = "cleaning"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class CategoryFacts:
    """A category as people meet it.

    colour: of Okabe and Ito (2008), told apart with every common colour blindness, or grey.
    shape: drawn together with the colour, so that the pair is unique.  icon: of the interface's own set.
    usual_actions: the kinds of action that commonly answer it, commonest first.
    """

    sv: str
    en: str
    icon: str
    colour: str
    shape: str
    usual_actions: tuple[ActionType, ...]


_A = ActionType
CATEGORIES: dict[Category, CategoryFacts] = {
    Category.LIGHTING: CategoryFacts(
        "Belysning", "Lighting", "bulb", "#E69F00", "circle", (_A.LIGHTING_WORK, _A.SAFETY_WALK)
    ),
    Category.SHRUBS: CategoryFacts(
        "Buskage (skymd sikt)",
        "Shrubs (blocked view)",
        "tree",
        "#009E73",
        "circle",
        (_A.SHRUB_CLEARING, _A.SAFETY_WALK),
    ),
    Category.BICYCLE_THEFT: CategoryFacts(
        "Cykelstöld", "Bicycle theft", "bike", "#0072B2", "circle", (_A.BICYCLE_PARKING, _A.SAFETY_WALK)
    ),
    Category.VANDALISM: CategoryFacts(
        "Skadegörelse", "Vandalism", "hammer", "#D55E00", "square", (_A.PROPERTY_OWNER_DIALOGUE, _A.NIGHT_PATROL)
    ),
    Category.GRAFFITI: CategoryFacts(
        "Klotter", "Graffiti", "spray", "#CC79A7", "square", (_A.CLEANING, _A.PROPERTY_OWNER_DIALOGUE)
    ),
    Category.LITTER: CategoryFacts(
        "Nedskräpning", "Litter", "trash", "#009E73", "square", (_A.CLEANING, _A.PROPERTY_OWNER_DIALOGUE)
    ),
    Category.NARCOTICS: CategoryFacts(
        "Narkotika",
        "Narcotics",
        "pill",
        "#D55E00",
        "diamond",
        (_A.TARGETED_POLICE_WORK, _A.OPERATIVE_GROUP, _A.SUPERVISION, _A.SCHOOL_CONTACTS, _A.INFORMATION),
    ),
    Category.ALCOHOL: CategoryFacts(
        "Alkohol", "Alcohol", "bottle", "#CC79A7", "diamond", (_A.SUPERVISION, _A.NIGHT_PATROL, _A.EDUCATION)
    ),
    Category.DISORDER: CategoryFacts(
        "Ordningsstörning",
        "Disorder",
        "users",
        "#0072B2",
        "triangle",
        (_A.NIGHT_PATROL, _A.POLICE_PRESENCE, _A.COOPERATION),
    ),
    Category.HARASSMENT: CategoryFacts(
        "Ofredande",
        "Harassment",
        "alert",
        "#CC79A7",
        "triangle",
        (_A.NIGHT_PATROL, _A.POLICE_PRESENCE, _A.COOPERATION),
    ),
    Category.ROBBERY: CategoryFacts(
        "Personrån", "Robbery", "shield", "#D55E00", "triangle", (_A.POLICE_PRESENCE, _A.NIGHT_PATROL)
    ),
    Category.THEFT: CategoryFacts(
        "Stöld", "Theft", "lock", "#56B4E9", "triangle", (_A.COOPERATION, _A.POLICE_PRESENCE)
    ),
    Category.TRAFFIC: CategoryFacts("Trafik", "Traffic", "car", "#56B4E9", "square", (_A.TRAFFIC_CONTROL,)),
    Category.DESERTED: CategoryFacts(
        "Ödslig plats", "Deserted place", "moon", "#56B4E9", "circle", (_A.SAFETY_WALK, _A.NIGHT_PATROL)
    ),
    Category.PASSAGE: CategoryFacts(
        "Tunnel eller passage", "Tunnel or passage", "tunnel", "#E69F00", "square", (_A.SAFETY_WALK, _A.LIGHTING_WORK)
    ),
    Category.BURGLARY: CategoryFacts(
        "Bostadsinbrott", "Dwelling burglary", "home", "#0072B2", "diamond", (_A.NEIGHBOURHOOD_WATCH, _A.INFORMATION)
    ),
    Category.OTHER: CategoryFacts("Övrigt", "Other", "dots", "#767676", "cross", (_A.SAFETY_WALK,)),
}


class SourceType(StrEnum):
    """The road by which a piece of evidence came in."""

    SURVEY = "survey"
    DIALOGUE = "dialogue"
    WALK = "walk"
    DIGITAL_WALK = "digital_walk"
    PHONE = "phone"
    MAIL = "mail"
    WEB_FORM = "web_form"
    APP = "app"
    SOCIAL_MEDIA = "social_media"
    FAULT_REPORT = "fault_report"
    POLICE_ASSESSMENT = "police_assessment"
    REGISTER = "register"
    OTHER = "other"


class ReporterRole(StrEnum):
    """Who said it, as a function; never who."""

    RESIDENT = "resident"
    YOUTH = "youth"
    STAFF = "staff"
    SHOP_OWNER = "shop_owner"
    PROPERTY_OWNER = "property_owner"
    VISITOR = "visitor"
    OFFICIAL = "official"
    POLICE = "police"
    OTHER = "other"


class Feeling(StrEnum):
    """Whether the place was called unsafe or safe."""

    UNSAFE = "unsafe"
    SAFE = "safe"


class CaseStatus(StrEnum):
    """What became of a report or finding; "fixed" is never inferred from "closed"."""

    NEW = "new"
    UNDER_REVIEW = "under_review"
    ACTION_PLANNED = "action_planned"
    FIXED = "fixed"
    DECLINED = "declined"
    OTHER_PARTY = "other_party"
    CLOSED = "closed"


class ContactOutcome(StrEnum):
    """How far a contact has come: asked, then agreed or declined, then done."""

    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"
    DONE = "done"


class TimePrecision(StrEnum):
    """How exactly the time of an observation is known."""

    MINUTE = "minute"
    DAY = "day"
    MONTH = "month"


class DwellingType(StrEnum):
    """Dwelling types of burglary statistics: villa, radhus, flerbostadshus."""

    DETACHED = "detached"
    TERRACED = "terraced"
    APARTMENT = "apartment"


class Substance(StrEnum):
    """ANDT: alkohol, narkotika, dopning, tobak."""

    ALCOHOL = "A"
    NARCOTICS = "N"
    DOPING = "D"
    TOBACCO = "T"
