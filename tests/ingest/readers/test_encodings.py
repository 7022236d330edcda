"""Encodings that the bytes do not tell are guessed, and the guess is named."""

import json

import pytest

from articles.ingest.readers import read

ENGLISH = (
    "“We will not sail blind,” said Tomas Verrill — the union’s head. The harbour board called "
    "the plan “reckless” and sent it back unread, two members said. "
)
FRENCH = (
    "Le président du port, Émile Larché, a déclaré à la presse que « rien ne sera décidé » avant "
    "l’été. La réunion était prévue à midi, là où les pêcheurs déchargent. "
)
POLISH = (
    "Kapitan portu Paweł Żuławski powiedział: „Żaden prom nie wypłynie, dopóki łódź stoi na "
    "mieliźnie”. Związkowcy są wściekli i chcą rozmawiać z ministrem. "
)
RUSSIAN = (
    "Капитан порта Анна Квилл заявила, что «ни одно судно не выйдет в море» до утра. Переговоры "
    "прерваны, и никто не знает, когда они начнутся снова. "
)
JAPANESE = (
    "港の責任者は「朝まで船は出ない」と述べた。交渉は中断された。組合は強く抗議している。" * 2
)


@pytest.mark.parametrize(
    ("text", "encoding", "guessed"),
    [
        (ENGLISH, "cp1252", "Windows-1252"),
        (FRENCH, "cp1252", "Windows-1252"),
        (POLISH, "cp1250", "Windows-1250"),
        (RUSSIAN, "cp1251", "Windows-1251"),
        (RUSSIAN.translate(dict.fromkeys(map(ord, "«»"))), "koi8_r", "KOI8-R"),
        (JAPANESE, "cp932", "Shift-JIS"),
        (JAPANESE, "euc_jp", "EUC-JP"),
        (ENGLISH, "mac_roman", "Mac Roman"),
        (ENGLISH, "utf-16", ""),
        (ENGLISH, "utf-16-le", "UTF-16"),
        (ENGLISH, "utf-16-be", "UTF-16"),
        (RUSSIAN, "utf-16-le", "UTF-16"),
        (ENGLISH, "utf-8", ""),
    ],
)
@pytest.mark.parametrize("length", [1, 40])
def test_text_is_read_in_its_encoding(text: str, encoding: str, guessed: str, length: int) -> None:
    received = read((text * length).encode(encoding), "wire.txt")

    assert (received.text, received.guessed) == (text * length, guessed)


@pytest.mark.parametrize(
    ("declared", "encoding", "guessed"),
    [
        ('<meta charset="windows-1251">', "cp1251", ""),
        ('<meta charset="utf-8">', "utf-8", ""),
        ('<meta charset="windows-1251">', "utf-8", ""),  # as browsers save it
        ('<meta charset="utf-8">', "cp1251", "Windows-1251"),
        ('<meta charset="klingon">', "cp1251", "Windows-1251"),
        ("", "cp1251", "Windows-1251"),
        ("", "utf-16", ""),
    ],
)
def test_page_is_read_as_it_declares_unless_that_is_wrong(
    declared: str, encoding: str, guessed: str
) -> None:
    page = f"<html><head>{declared}<title>Порт</title></head><body><p>{RUSSIAN}</p></body></html>"

    received = read(page.encode(encoding))

    assert received.text.split("\n\n") == ["Порт", f"{RUSSIAN.strip()}\n"]
    assert received.guessed == guessed


@pytest.mark.parametrize(
    ("declared", "encoding", "guessed"),
    [
        ('<?xml version="1.0" encoding="windows-1251"?>', "cp1251", ""),
        ('<?xml version="1.0" encoding="utf-8"?>', "cp1251", "Windows-1251"),
        ("", "cp1251", "Windows-1251"),
        ('<?xml version="1.0" encoding="utf-16"?>', "utf-8", ""),
        ('<?xml version="1.0" encoding="utf-16"?>', "utf-16", ""),
    ],
)
def test_xml_is_read_as_it_declares_unless_that_is_wrong(
    declared: str, encoding: str, guessed: str
) -> None:
    item = f"{declared}<nitf><body><body.content><p>{RUSSIAN}</p></body.content></body></nitf>"

    received = read(item.encode(encoding))

    assert (received.text, received.guessed) == (f"{RUSSIAN.strip()}\n", guessed)


@pytest.mark.parametrize(
    ("encoding", "guessed"), [("utf-8-sig", ""), ("utf-16", ""), ("cp1252", "Windows-1252")]
)
def test_ninjs_is_read_in_its_encoding(encoding: str, guessed: str) -> None:
    item = json.dumps({"headline": "Café", "body_text": FRENCH.strip()}, ensure_ascii=False)

    received = read(item.encode(encoding))

    assert (received.text, received.guessed) == (f"Café\n\n{FRENCH.strip()}\n", guessed)
