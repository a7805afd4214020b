"""Texts that try to be more than text: markup, formulas, commands, marks that steer, letters that fonts do not have."""

from __future__ import annotations

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "&lt;b&gt; & <b>fet</b> ]]> <!-- ",
    '=HYPERLINK("https://example.se","klicka")',
    "+46 kr",
    "-1+1|cmd",
    "@SUM(A1:A9)",
    "\t=1+1",
    '#panic("stopp") #eval("1") #import "/etc/passwd"',
    "$ x^2 $ *fet* _kursiv_ `kod` <etikett> @hänvisning \\ // rad /* block */ = rubrik",
    '#image("data.json") #read("/etc/passwd")',
    "{{ 7*7 }} {% raw %} ${7*7}",
    "rad ett\r\nrad två\rrad tre\n\nrad fem",
    "\u202eomvänd\u202c\u200b\ufeff\u00ad\u2066dold\u2069",
    "😀 漢字 مرحبا ؀ שלום ❤\ufe0f",
    "\x01\x07\x1b[31mröd\x1b[0m\x7f\x85\uffff",
    "a" * 400,
    "e\u0301 å\u0308 " + "\u0301" * 20,
)
