"""What a page draws beside the findings: curves, folds and figures."""

from datetime import date

from klagerejsen.analysis import Thresholds

from .drawing import analysed, event, seen


def curve(*views):
    events = [event(str(day), f"2024-01-{day:02}", "other", perspectives=each) for day, each in enumerate(views, 1)]
    return analysed(*events).curves["citizen"]


def test_neighbouring_answers_are_joined():
    drawn = curve(seen(B=1), seen(B=0), seen(B=-2))
    assert [(each.event, each.day, each.score) for each in drawn.points] == [
        ("1", date(2024, 1, 1), 1.0),
        ("2", date(2024, 1, 2), 0.0),
        ("3", date(2024, 1, 3), -2.0),
    ]
    assert drawn.segments == ((0, 1, 2),)


def test_the_line_breaks_where_the_side_did_not_know_or_was_not_asked():
    drawn = curve(
        seen(B=1), seen(B=1), seen(B="?"), seen(B=0), seen(M=0), seen(B=2), seen(B=None), seen(B=1), seen(B=1)
    )
    assert len(drawn.points) == 6
    assert drawn.segments == ((0, 1), (4, 5))


def test_the_line_passes_over_what_was_not_relevant():
    assert curve(seen(B=1), seen(B="-"), seen(B=0)).segments == ((0, 1),)


def test_a_point_tells_its_voices_and_their_range():
    view = {"citizen": {"known": "known", "score": 0.5, "voices": 3, "low": -1, "high": 2}}
    (point,) = curve(view).points
    assert (point.score, point.voices, point.low, point.high) == (0.5, 3, -1, 2)


def folds(*events, **more):
    return [(each.start, each.end, each.days) for each in analysed(*events, **more).folds]


def test_a_long_empty_stretch_is_folded_with_its_ends_open():
    events = event("1", "2024-01-01", "occurrence", "skole >"), event("2", "2024-03-02", "occurrence", "skole >")
    assert folds(*events) == [(date(2024, 1, 20), date(2024, 2, 20), 31)]
    assert not folds(events[0], event("2", "2024-03-01", "occurrence", "skole >"))


def test_a_period_is_not_empty():
    assert not folds(event("1", "2024-01", "occurrence"), event("2", "2024-03", "occurrence"))
    assert folds(event("1", "2024-01", "occurrence"), event("2", "2024-05", "occurrence"))[0][0] == date(2024, 2, 19)


def test_a_silence_that_is_a_finding_is_never_folded():
    asked = event("1", "2024-01-01", "enquiry", "borger > ydelse", expects_reply=True)
    told = event("2", "2024-01-02", "acknowledgement", "ydelse > borger")
    later = event("3", "2024-06-01", "meeting", "ydelse > borger")
    assert not folds(asked, told, later)
    assert folds(told, later)


def test_a_fold_knows_the_wait_it_covers():
    notice = event("1", "2024-01-02", "waiting_notice", "ydelse > borger", reply_due="2024-06-01")
    (fold,) = analysed(notice, event("2", "2024-06-01", "meeting", "ydelse > borger")).folds
    assert (fold.wait.at, fold.wait.kind) == ("Ydelse", "announced")


def test_folding_is_a_setting():
    events = event("1", "2024-01-01", "occurrence"), event("2", "2024-02-01", "occurrence")
    narrow = Thresholds(fold_days=20, fold_before=5, fold_after=5)
    assert [each.days for each in analysed(*events, thresholds=narrow).folds] == [21]


def measures(*events):
    return analysed(*events).measures


def test_links_are_the_units_and_roles_that_touched_the_case():
    counted = measures(
        event("1", "2024-01-01", "enquiry", "borger > ydelse"),
        event("2", "2024-01-02", "handover", "kollega > jura"),
        event("3", "2024-01-03", "meeting", "skole > mor"),
    )
    assert (counted.units, counted.persons, counted.handovers) == (2, 3, 1)


def test_a_bare_unit_counts_only_when_nobody_in_it_is_known():
    actors = [
        {"id": "enhed", "label": "Ydelse", "role": "unit", "perspective": "authority", "unit": "Ydelse"},
        {"id": "person", "label": "Sagsbehandler", "role": "caseworker", "perspective": "authority", "unit": "Ydelse"},
        {"id": "arkiv", "label": "Arkivet", "role": "unit", "perspective": "authority", "unit": "Arkivet"},
    ]
    document_events = (
        event("1", "2024-01-01", "other", "enhed > person"),
        event("2", "2024-01-02", "other", "person > arkiv"),
    )
    counted = analysed(*document_events, actors=actors).measures
    assert (counted.units, counted.persons) == (2, 2)


def test_the_length_of_the_case_is_as_uncertain_as_its_ends():
    counted = measures(event("1", "2024-01", "other"), event("2", "2024-03-10", "other"))
    assert (counted.days_min, counted.days_max) == (39, 69)


def test_an_empty_case_has_no_length():
    counted = measures()
    assert (counted.days_min, counted.days_max, counted.persons) == (0, 0, 0)


def test_days_without_contact_keep_the_uncertain_ones_apart():
    events = [
        event("1", "2024-01-01", "meeting", "ydelse > borger"),
        event("2", "2024-03-01", "meeting", "ydelse > borger"),
        event("3", "2024-05", "meeting", "ydelse > borger"),
    ]
    counted = measures(*events)
    assert (counted.days_without_contact["citizen"], counted.days_without_contact_about["citizen"]) == (60, 76)


def test_what_a_side_knew_is_counted_of_what_it_said_yes_or_no_to():
    views = [seen(B=1), seen(B="?"), seen(B="-"), seen(M=0), seen(B=None)]
    events = [event(str(day), f"2024-01-{day:02}", "other", perspectives=each) for day, each in enumerate(views, 1)]
    assert measures(*events).known == {"citizen": (2, 3), "authority": (1, 1), "external": (0, 0)}
