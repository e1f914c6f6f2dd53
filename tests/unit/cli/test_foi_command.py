# SPDX-License-Identifier: Apache-2.0
"""``tallystick foi due`` as an officer runs it: what it prints, its exit status, and its refusals."""

import datetime as dt
import json
import re

import pytest

from tallystick.cli import foi_text
from tallystick.cli.main import main
from tallystick.core.law.clocks.deadline import compute


def run(capsys, *words):
    status = main(["foi", "due", *words])
    told = capsys.readouterr()
    return status, told.out, told.err


def due(capsys, regime, received, *events, as_of=None, also=()):
    words = ["--regime", regime, "--received", received]
    words += [part for event in events for part in ("--event", event)]
    return run(capsys, *words, *(["--as-of", as_of] if as_of else []), *also)


def test_prints_date_days_left_stages_working_and_sources(capsys):
    status, out, err = due(capsys, "foia", "2026-05-18", as_of="2026-06-10")
    assert (status, err) == (0, "")
    assert "Due: Wednesday 17 June 2026" in out
    assert "As of Wednesday 10 June 2026: 7 days left." in out
    assert "Mon 2026-06-15    -  Scotland in the World Cup in Scotland" in out
    assert "Wed 2026-06-17   20" in out
    assert "Internal review (authority): by " in out
    assert "[guidance, not law]" in out
    assert "not later than the twentieth working day following the date of receipt" in out
    assert "https://www.legislation.gov.uk/ukpga/2000/36/section/10/" in out
    assert max(len(line) for line in out.splitlines() if "https://" not in line) <= 112


@pytest.mark.parametrize(
    ("as_of", "status", "says"),
    [
        ("2026-06-16", 0, "1 day left"),
        ("2026-06-17", 0, "due today"),
        ("2026-06-18", 1, "OVERDUE by 1 day."),
        ("2026-06-27", 1, "OVERDUE by 10 days."),
    ],
)
def test_exit_status_says_whether_the_time_is_over(capsys, as_of, status, says):
    found, out, _ = due(capsys, "foia", "2026-05-18", as_of=as_of)
    assert (found, says in out) == (status, True)


@pytest.mark.parametrize(("answered", "status", "says"), [("2026-06-17", 0, "in time"), ("2026-06-18", 1, "late")])
def test_answer_is_in_time_or_late_whatever_the_day(capsys, answered, status, says):
    found, out, _ = due(capsys, "foia", "2026-05-18", f"answered:{answered}", as_of="2026-11-22")
    assert found == status
    assert re.search(rf"It was answered on \w+ {int(answered[-2:])} June 2026: {says}\.", out)


def test_without_a_day_it_counts_from_today(capsys):
    status, out, _ = due(capsys, "foia", "2008-10-01")
    assert status == 1
    assert "OVERDUE by " in out


def test_contested_date_is_printed_twice_with_who_says_so(capsys):
    status, out, _ = due(capsys, "foia", "2022-09-09", as_of="2022-10-08")
    assert status == 1
    assert "Due at the earliest reading: Friday 7 October 2022" in out
    assert "OVERDUE by 1 day, on the earliest reading only." in out
    assert "How 7 October 2022 was counted:" in out
    assert "How 10 October 2022 was counted:" in out
    assert "so: the words of FOIA 2000 s.10(6)" in out
    assert "it was 7 October 2022 when the clock started, and is 10 October 2022" in out
    assert out.count("19 September 2022 (State funeral of Queen Elizabeth II) is no working day, known from") == 1


def test_answer_between_two_readings(capsys):
    status, out, _ = due(capsys, "foia", "2022-09-09", "answered:2022-10-10")
    assert (status, "late on one reading and in time on another" in out) == (1, True)


def test_holiday_that_was_moved_says_so(capsys):
    _, out, _ = due(capsys, "uk-gdpr", "2019-06-05", as_of="2019-06-10")
    assert "was computed anew" not in out
    _, out, _ = due(capsys, "eir", "2020-10-20", "fee:2020-10-21", as_of="2020-11-20")
    assert "The request lapses after" in out


def test_waiting_clock(capsys):
    status, out, _ = due(capsys, "foia", "2026-03-02", "clarification:2026-03-05", as_of="2026-11-22")
    assert status == 0
    assert "Due: not known yet; the clock waits for the requester" in out
    assert "The clock waits for the requester since 5 March 2026." in out
    assert "Thu 2026-03-05    -  the clock waits: clarification: asked on 5 March 2026, not answered yet" in out
    assert "not known yet; 40 working days from the answer" in out


def test_waiting_on_one_reading_only(capsys):
    status, out, _ = due(capsys, "uk-gdpr", "2025-03-03", "clarification:2025-03-05", as_of="2025-04-04")
    assert status == 1
    assert "Due: not agreed. Thursday 3 April 2025 on one reading; on another the clock waits" in out
    assert "OVERDUE by 1 day, on the earliest reading only." in out


def test_extension_says_when_its_notice_was_due(capsys):
    _, out, _ = due(capsys, "eir", "2025-11-24", "extension:2025-12-10", as_of="2026-01-05")
    assert "Due: Monday 26 January 2026" in out
    assert "The notice of the extension was due by Tuesday 23 December 2025" in out


def test_customary_days_are_marked(capsys):
    _, out, _ = due(capsys, "eu-1049", "2026-10-20", as_of="2026-10-21")
    assert "  2 November 2026, All Souls' Day in the EU institutions" in out
    assert "The words of this provision were not read." in out


def test_germany_opens_an_action(capsys):
    _, out, _ = due(capsys, "de-ifg", "2026-03-02", as_of="2026-03-03")
    assert "Action for failure to act (Untätigkeitsklage) (requester): from Tuesday 2 June 2026" in out


def test_json_is_one_object_with_the_working(capsys):
    status, out, _ = due(
        capsys, "foisa", "2026-03-02", "fee:2026-03-09:2026-03-20", as_of="2026-03-23", also=["--json"]
    )
    told = json.loads(out)
    assert status == 0
    assert told["format"] == "tallystick.deadline/v1"
    assert (told["due"], told["in_time"]) == (told["readings"][0]["due"], True)
    assert [step["number"] for step in told["readings"][0]["working"]][-1] == 20
    assert told["stages"][0]["source"]["provision"] == "FOISA 2002 s.20(5)"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--regime", "foi", "--received", "2026-03-02"), "Name one of: foia, eir, foisa"),
        (("--regime", "foia", "--received", "2.3.2026"), "is no date that can be read"),
        (("--regime", "foia", "--received", "2026-03"), "names no single day"),
        (("--regime", "foia", "--received", "2026-03-02", "--as-of", "soon"), "is no date that can be read"),
        (("--regime", "foia", "--received", "2026-03-02", "--event", "lunch:2026-03-03"), "is no event"),
        (
            ("--regime", "foia", "--received", "2026-03-02", "--event", "clarification:2026-03-12:2026-03-05"),
            "answered before it was asked",
        ),
        (("--regime", "foia", "--received", "1999-03-02"), "before Freedom of Information Act 2000 applied"),
    ],
)
def test_refusal_says_what_to_do(capsys, words, says):
    status, out, err = run(capsys, *words)
    assert (status, out) == (2, "")
    assert says in err
    assert "Rule: " in err
    assert "Next step: " in err


def test_text_without_a_day_counts_nothing_left():
    told = foi_text.render(compute(regime="de-ifg", received=dt.date(2026, 3, 2)))
    assert "As of" not in told
    assert "Due: Thursday 2 April 2026" in told


def test_help_speaks_to_an_officer(capsys):
    with pytest.raises(SystemExit) as done:
        main(["foi", "due", "--help"])
    assert done.value.code == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "clarification:ASKED:ANSWERED" in told
    assert "Exit status: 0 in time" in told
    assert "no legal advice" in told
