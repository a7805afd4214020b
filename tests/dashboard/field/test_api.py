"""What phones ask and send: receipts word for word, and nothing for whoever has no standing token of this walk."""

from __future__ import annotations

import hashlib
import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from PIL import Image

from dashboard.config import Settings
from dashboard.field import field_app
from geodata.model import Finding, Invitation, Tier
from geodata.store.base import Query
from tests.builders import a_walk
from tests.dashboard.field.conftest import PLANNER, Field

READ = ("/field/api/walk", "/field/api/answers", f"/field/api/photos/{UUID(int=1)}")


def a_jpeg(side: int = 40) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (side, side), "#336699").save(stream, "JPEG")
    return stream.getvalue()


def test_a_finding_is_kept_and_its_receipt_repeats_the_hash_of_the_bytes(field: Field) -> None:
    note = field.note()
    answer = field.send(note, **{"X-Age-Ms": "1200"})
    told = json.loads(note)
    assert answer.status_code == 200
    assert answer.json == {
        "op": told["op"],
        "id": told["id"],
        "outcome": "kept",
        "version": 1,
        "sha256": hashlib.sha256(note).hexdigest(),
        "notes": [],
    }
    assert [str(finding.id) for finding in field.kept()] == [told["id"]]
    assert answer.headers["Cache-Control"] == "no-store"


def test_sending_a_finding_again_keeps_it_once(field: Field) -> None:
    note = field.note()
    outcomes = [field.send(note).json["outcome"] for _ in range(3)]  # type: ignore[index]
    assert outcomes == ["kept", "already", "already"]
    assert len(field.kept()) == 1


def test_the_same_operation_with_another_body_is_refused_and_the_first_stands(field: Field) -> None:
    note = field.note()
    field.send(note)
    told = json.loads(note)
    other = json.dumps({**told, "body": {**told["body"], "note": "något annat"}}).encode()
    answer = field.send(other)
    assert (answer.status_code, answer.json and answer.json["error"]) == (409, "op_reused")
    assert [finding.note for finding in field.kept()] == [None]


def test_bytes_that_were_damaged_on_the_way_are_asked_for_again(field: Field) -> None:
    note = field.note()
    answer = field.client.post("/field/api/items", data=note[:-9], headers=field.headers(note))
    assert (answer.status_code, answer.json and answer.json["error"]) == (400, "hash")
    assert field.kept() == []


@pytest.mark.parametrize("cut", [0, 1, 40, -1])
def test_a_body_that_ends_too_early_is_kept_nowhere(field: Field, cut: int) -> None:
    note = field.note()
    answer = field.client.post(
        "/field/api/items",
        input_stream=io.BytesIO(note[:cut]),
        content_length=len(note),
        headers=field.headers(note),
    )
    assert answer.status_code == 400
    assert answer.json is not None
    assert answer.json["error"] in {"cut", "hash"}
    assert field.kept() == []


def test_a_note_without_a_hash_is_refused(field: Field) -> None:
    note = field.note()
    answer = field.client.post("/field/api/items", data=note, headers={"Authorization": f"Bearer {field.token}"})
    assert (answer.status_code, answer.json and answer.json["error"]) == (422, "invalid")


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{", b'{"op":1}', b"\xff\xfe", b"[" * 60_000, b'{"kind":"walk"}', b'{"a":' + b"9" * 5_000 + b"}"],
)
def test_what_is_no_note_is_refused_in_a_sentence(field: Field, body: bytes) -> None:
    answer = field.send(body)
    assert (answer.status_code, answer.json and answer.json["error"]) == (422, "invalid")
    assert field.kept() == []


def test_a_note_and_a_photo_have_a_largest_size(field: Field) -> None:
    note = field.note(body={"category": "lighting", "note": "x" * 70_000})
    assert (field.send(note).status_code, field.send(note).json) == (413, {"error": "too_large"})
    photo = field.send_photo(b"\xff\xd8\xff" + bytes(8 * 1024 * 1024))
    assert (photo.status_code, photo.json) == (413, {"error": "too_large"})


@pytest.mark.parametrize("age", ["", "-5", "soon", "9" * 400, "1e3", "٣"])
def test_an_age_that_makes_no_sense_is_as_if_it_were_not_said(field: Field, age: str) -> None:
    answer = field.send(field.note(), **{"X-Age-Ms": age})
    assert answer.status_code == 200


def test_the_age_corrects_a_clock_that_is_years_wrong(field: Field) -> None:
    wrong = (datetime.now(UTC) - timedelta(days=2_000)).isoformat()
    answer = field.send(
        field.note(made_at=wrong, body={"category": "litter", "observed_at": wrong}), **{"X-Age-Ms": "60000"}
    )
    assert answer.json is not None
    assert answer.json["notes"] == ["clock"]
    [finding] = field.kept()
    assert finding.clock_offset_s is not None
    assert abs(finding.clock_offset_s - 2_000 * 86_400) < 300


# Tokens


@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": "Bearer"}, {"Authorization": "Basic x"}, {"Authorization": f"Bearer {'x' * 43}"}]
)
def test_without_a_token_nothing_is_told(field: Field, headers: dict[str, str]) -> None:
    for address in READ:
        answer = field.client.get(address, headers=headers)
        assert (answer.status_code, answer.json and answer.json["error"]) == (401, "unknown")


def test_a_token_in_the_address_opens_nothing(field: Field) -> None:
    assert field.client.get(f"/field/api/walk?token={field.token}").status_code == 401


def test_an_expired_and_a_revoked_invitation_get_nothing(field: Field) -> None:
    revoked = field.casebook.invite(PLANNER, field.walk.id)
    field.casebook.revoke(PLANNER, revoked.invitation.id)
    ended = field.casebook.invite(PLANNER, field.walk.id)
    stored = field.store.find(Invitation, Query(frozenset(Tier), where={"id": ended.invitation.id}))[0].record
    late = Invitation(**{**dict(stored), "expires_at": datetime.now(UTC) - timedelta(minutes=1)})
    field.casebook.import_records(PLANNER, [late])
    for token, why in ((revoked.token, "revoked"), (ended.token, "expired")):
        for address in READ:
            answer = field.client.get(address, headers=field.headers(token=token))
            assert (answer.status_code, answer.json and answer.json["error"]) == (403, why)
        answer = field.send(field.note(), token)
        assert (answer.status_code, answer.json and answer.json["error"]) == (403, why)
    assert field.kept() == []


def test_the_token_of_another_walk_gets_nothing_of_this_one(field: Field) -> None:
    other = a_walk(planned_on=datetime.now(UTC).date(), title="En annan vandring")
    field.casebook.import_records(PLANNER, [other])
    stranger = field.casebook.invite(PLANNER, other.id).token
    answer = field.send(field.note(), stranger)
    assert (answer.status_code, answer.json and answer.json["error"]) == (403, "other_walk")
    assert field.kept() == []
    pack = field.client.get("/field/api/walk", headers=field.headers(token=stranger)).json
    assert pack is not None
    assert pack["walk"]["title"] == other.title


# Photos


def test_a_photo_is_kept_once_and_a_released_one_alone_is_shown(field: Field) -> None:
    note, body = field.note(), a_jpeg()
    finding, photo = json.loads(note)["id"], str(uuid4())
    field.send(note)
    answers = [field.send_photo(body, photo=photo, finding=finding) for _ in range(2)]
    assert [answer.json and answer.json["outcome"] for answer in answers] == ["kept", "already"]
    assert {answer.json and answer.json["sha256"] for answer in answers} == {hashlib.sha256(body).hexdigest()}
    address, headers = f"/field/api/photos/{photo}", field.headers()
    assert field.client.get(address, headers=headers).status_code == 404
    field.casebook.release_photo(PLANNER, UUID(photo), base_version=1)
    shown = field.client.get(address, headers=headers)
    assert (shown.status_code, shown.mimetype) == (200, "image/jpeg")


def test_a_photo_may_come_before_its_finding_and_a_bad_one_leaves_the_finding_alone(field: Field) -> None:
    note = field.note()
    finding = json.loads(note)["id"]
    assert field.send_photo(a_jpeg(), finding=finding).status_code == 200
    refused = field.send_photo(b"<svg xmlns='http://www.w3.org/2000/svg'/>", finding=finding)
    assert (refused.status_code, refused.json and refused.json["error"]) == (415, "not_a_picture")
    damaged = field.send_photo(a_jpeg(400)[:900], finding=finding)
    assert (damaged.status_code, damaged.json and damaged.json["error"]) == (422, "damaged")
    assert field.send(note).status_code == 200


def test_the_id_of_a_photo_is_not_used_for_another_picture(field: Field) -> None:
    photo, finding = str(uuid4()), str(uuid4())
    field.send_photo(a_jpeg(30), photo=photo, finding=finding)
    answer = field.send_photo(a_jpeg(50), photo=photo, finding=finding)
    assert (answer.status_code, answer.json and answer.json["error"]) == (409, "photo_reused")


def test_a_photo_of_nothing_is_refused(field: Field) -> None:
    body = a_jpeg()
    answer = field.client.put(f"/field/api/photos/{uuid4()}?finding=x", data=body, headers=field.headers(body))
    assert (answer.status_code, answer.json and answer.json["error"]) == (422, "invalid")
    assert field.client.put("/field/api/photos/7?finding=x", data=body, headers=field.headers(body)).status_code == 404


# What is told


def test_the_pack_holds_what_a_phone_needs_and_nothing_of_anybody_else(field: Field) -> None:
    answer = field.client.get("/field/api/walk", headers=field.headers())
    pack = answer.json
    assert pack is not None
    assert pack["walk"]["id"] == str(field.walk.id)
    assert pack["walk"]["sunset_at"].startswith(field.walk.planned_on.isoformat())
    assert pack["walk"]["route"][0] == [16.356, 56.661]
    assert pack["municipality"]["code"] == "0880"
    assert {one["code"] for one in pack["categories"]} >= {"lighting", "shrubs", "bicycle_theft", "other"}
    assert pack["limits"] == {
        "photo_bytes": 8388608,
        "photo_side": 1600,
        "accuracy_m": 50,
        "far_m": 1500,
        "items": 5000,
    }
    assert pack["tiles"] is None
    assert field.token not in answer.text
    for ring in (ring for area in pack["areas"] for ring in area["rings"]):
        assert len(ring) >= 4


def test_what_became_of_findings_is_told_without_what_they_said_before_a_decision(field: Field) -> None:
    told = json.loads(field.note())
    note = json.dumps({**told, "body": {**told["body"], "note": "hemligt"}}).encode()
    field.send(note)
    answer = field.client.get("/field/api/answers", headers=field.headers())
    assert answer.json is not None
    [one] = answer.json["answers"]
    assert (one["id"], one["status"], one["note"]) == (told["id"], None, None)
    assert "hemligt" not in answer.text


# Doors


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://ond.exempel"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://[x"}, 403),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "https://behind.a.proxy"}, 200),
        ({"Origin": "http://localhost"}, 200),
        ({}, 200),
    ],
)
def test_another_site_writes_nothing(field: Field, headers: dict[str, str], status: int) -> None:
    assert field.send(field.note(), **headers).status_code == status


def test_a_flood_is_slowed_down_and_told_for_how_long(
    field: Field, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("dashboard.field.api.AT_ONCE", 5)
    monkeypatch.setattr("dashboard.field.api.PER_SECOND", 0.01)
    client = field_app(Settings(data_dir=tmp_path), field.casebook).test_client()
    answers = [client.get(READ[2], headers=field.headers()) for _ in range(7)]
    slowed = [answer for answer in answers if answer.status_code == 429]
    assert len(slowed) == 2
    assert slowed[0].json == {"error": "slow_down"}
    assert int(slowed[0].headers["Retry-After"]) >= 1
    other = field.casebook.invite(PLANNER, field.walk.id).token
    assert client.get("/field/api/walk", headers=field.headers(token=other)).status_code == 200


def test_a_fault_of_ours_is_a_code_and_tells_nothing_of_itself(
    field: Field, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("inside")

    monkeypatch.setattr(type(field.casebook), "answers", broken)
    answer = field.client.get("/field/api/answers", headers=field.headers())
    assert (answer.status_code, answer.json) == (500, {"error": "server"})
    assert field.token not in caplog.text


def test_findings_from_phones_are_the_municipalitys_alone_at_first(field: Field) -> None:
    field.send(field.note())
    assert [finding.tier for finding in field.kept()] == [Tier.MUNICIPALITY]
    assert all(isinstance(finding, Finding) for finding in field.kept())
