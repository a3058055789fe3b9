"""Event logs in XES: what stands in a file is read, what is written is read back, what cannot be kept is told."""

import gzip
import io

import pytest
from hypothesis import given, settings
from lxml import etree

from klagerejsen.background.refusals import Refusal
from klagerejsen.intake.traces import Attribute, Classifier, Extension, Head
from klagerejsen.intake.xes import reading as xes
from klagerejsen.intake.xes.unpacking import BOMB, NOT_GZIP, unpacked
from klagerejsen.intake.xes.writing import VERSION
from tests.unit.intake.logs_made_up import bare, case, event, logs, read, written

OLD = b"""<?xml version="1.0" encoding="UTF-8"?>
<!-- written by another tool -->
<log xes.version="1.0" xes.features="nested-attributes" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <global scope="trace"><string key="concept:name" value="UNKNOWN"/></global>
  <global scope="event"><string key="org:resource" value="UNKNOWN"/></global>
  <classifier name="Activity" keys="concept:name lifecycle:transition"/>
  <classifier name="Two words" scope="event" keys="'Sagens skridt' org:group"/>
  <string key="concept:name" value="Klager"/>
  <trace>
    <string key="concept:name" value="sag 1"/>
    <event>
      <string key="concept:name" value="Klage"/>
      <date key="time:timestamp" value="2024-03-12T09:30:00.000+01:00"/>
      <float key="cost:total" value="12.5"/>
      <list key="cost:drivers"><values><string key="driver" value="a"/><string key="driver" value="b"/></values></list>
      <string key="kontor" value="Byen"><int key="etage" value="2"/></string>
    </event>
    <event><string key="concept:name" value="Svar"/></event>
  </trace>
  <trace/>
</log>
"""


def test_a_log_of_another_tool_is_read_with_everything_in_it():
    reading, [first, second] = read(OLD)
    assert reading.head.version == "1.0"
    assert reading.head.extensions == [Extension("Concept", "concept", "http://www.xes-standard.org/concept.xesext")]
    assert reading.head.promised["event"] == (Attribute("org:resource", "string", "UNKNOWN"),)
    assert reading.head.classifiers == [
        Classifier("Activity", "event", ("concept:name", "lifecycle:transition")),
        Classifier("Two words", "event", ("Sagens skridt", "org:group")),
    ]
    assert reading.head.attributes == [Attribute("concept:name", "string", "Klager")]
    assert first.line == 10
    assert [event.line for event in first.events] == [12, 19]
    _name, _time, cost, drivers, office = first.events[0].attributes
    assert cost == Attribute("cost:total", "float", "12.5")
    assert drivers.children == (Attribute("driver", "string", "a"), Attribute("driver", "string", "b"))
    assert office.children == (Attribute("etage", "int", "2"),)
    assert second.events == ()
    assert not reading.remarks.counts


def test_what_a_missing_value_would_stand_for_is_kept_apart_and_not_put_in_its_place():
    _reading, [first, _second] = read(OLD)
    assert "org:resource" not in {attribute.key for attribute in first.events[0].attributes}


@settings(max_examples=40, deadline=None)
@given(log=logs)
def test_any_log_that_is_written_is_read_back(log):
    reading, found = read(written(log))
    assert bare(found) == bare(log)
    assert not reading.remarks.counts


def test_the_head_of_a_log_is_written_and_read_back():
    head = Head(
        extensions=[Extension("Concept", "concept", "http://www.xes-standard.org/concept.xesext")],
        promised={"event": (Attribute("concept:name", "string", "?"),)},
        classifiers=[Classifier("Aktivitet", "event", ("concept:name", "to ord"))],
        attributes=[Attribute("concept:name", "string", "Klagerejsen")],
    )
    reading, _found = read(written([case("1")], head))
    head.version = VERSION
    assert reading.head == head


def test_elements_stand_in_the_order_of_the_standard_and_in_no_namespace():
    head = Head(attributes=[Attribute("a", "string", "b")], classifiers=[Classifier("c", "event", ("d",))])
    root = etree.fromstring(written([case("1", event("Klage", "2024-03-12T09:30:00.000+01:00"))], head))
    assert [child.tag for child in root] == ["classifier", "string", "trace"]
    assert float(root.get("xes.version")) > 0, "the standard's schema wants a number"


def test_a_sign_that_xml_cannot_hold_becomes_the_sign_for_that():
    _reading, [trace] = read(written([case("nul\0 og klokke\a")]))
    assert trace.attributes[0].value == "nul\ufffd og klokke\ufffd"


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ('<trace><string key="a" value="1"/>\n<string key="a" value="2"/></trace>', xes.TWICE),
        ('<trace>\n<string value="1"/></trace>', xes.UNNAMED),
        ('<trace>\n<text key="a" value="1"/></trace>', xes.UNKNOWN_KIND),
        ('\n<event><string key="a" value="1"/></event>', xes.ON_ITS_OWN),
    ],
)
def test_what_the_standard_does_not_know_is_remarked_upon_with_its_line(inside, text):
    reading, found = read(f"<log>{inside}</log>".encode())
    assert [(remark.text, remark.line) for remark in reading.remarks.first] == [(text, 2)]
    if found:
        assert found[0].attributes[0].value == "1", "and it is kept, or the first of two is"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", xes.NOT_XML),
        (b"<log><trace></log>", xes.NOT_XML),
        (b"<html><body/></html>", xes.NOT_XES),
        (b"<svg><log/></svg>", xes.NOT_XES),
        (b"<log><trace><trace/></trace></log>", xes.NOT_XES),
        (b"<log>" + b'<string key="a" value="b">' * 30 + b"</string>" * 30 + b"</log>", xes.TOO_DEEP),
    ],
)
def test_what_is_no_log_is_refused_with_a_line(data, text):
    with pytest.raises(Refusal) as refused:
        read(data)
    assert refused.value.text == text
    assert refused.value.line is not None


def through_a_file(tmp_path, data):
    path = tmp_path / "log"
    path.write_bytes(data)
    told = []
    with unpacked(path, lambda share, _words: told.append(share)) as source:
        return list(xes.Reading(source).traces()), told


def test_a_packed_log_is_read_like_a_plain_one_and_tells_how_far_it_is(tmp_path):
    plain, _told = through_a_file(tmp_path, OLD)
    packed, told = through_a_file(tmp_path, gzip.compress(OLD))
    assert packed == plain
    assert told == sorted(told)
    assert told[-1] == 1.0


@pytest.mark.parametrize("change", [lambda data: data[:-20], lambda data: data[:30] + b"\0" * 30 + data[60:]])
def test_a_packed_log_that_is_broken_is_refused(tmp_path, change):
    with pytest.raises(Refusal) as refused:
        through_a_file(tmp_path, change(gzip.compress(OLD * 5)))
    assert refused.value.text == NOT_GZIP


def test_a_log_that_unpacks_to_too_much_is_refused(tmp_path):
    data = io.BytesIO()
    with gzip.GzipFile(fileobj=data, mode="wb") as packed:
        packed.write(b"<log>")
        for _number in range(64):
            packed.write(b" " * 1_000_000)
    with pytest.raises(Refusal) as refused:
        through_a_file(tmp_path, data.getvalue())
    assert refused.value.text == BOMB
