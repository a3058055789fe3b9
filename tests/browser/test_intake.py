"""A messy journal export goes from file to a finished, pseudonymised board, in a real browser and by keyboard alone."""

import gzip
import re
from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from klagerejsen.intake.traces import Trace
from tests.browser.conftest import sign_in
from tests.unit.intake import logs_made_up as logs

# Invented: the date of birth is yet to come.
CPR = "120343-5678"
NAMES = ("Kirsten", "Holmgaard", "Jens", "Møller")
JOURNAL = f"""Udtræk fra fagsystem, 12 rækker;;;;;

Dato;Notattype;Afsender;Modtager;Kontaktform;Notat
12-03-2024;Henvendelse;Kirsten Holmgaard;Modtagelsen;Tlf.;"Mor ringer og spørger til ansøgningen.
Cpr {CPR} oplyst."
13.03.2024 kl. 10.15;Intern koordinering;Jens Møller;Familierådgivningen;;Jens Møller sender sagen videre – "haster".
uge 14 2024;Rykker;Kirsten Holmgaard;Jens Møller;Mail;Kirsten Holmgaard rykker for svar på 12/3.
medio april 2024;Sagsnotat;Jens Møller;;;Ringede til Kirsten på 20 30 40 50 uden svar.
ca. 2. maj 2024;Afgørelse;Familierådgivningen;Kirsten Holmgaard;Digital Post;Afslag på aflastning
2024-05-20;Klage;Kirsten Holmgaard;Familierådgivningen;Brev;Kirsten Holmgaard klager over afslaget.
snart;Sagsnotat;Jens Møller;;;Uden dato
""".replace("\n", "\r\n")


def bring(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Hent ind").click()
    file = {"name": "Journal Kirsten Holmgaard.csv", "mimeType": "text/csv", "buffer": JOURNAL.encode("cp1252")}
    page.get_by_label("Fil", exact=True).set_input_files(file)
    page.get_by_role("button", name="Læs filen").press("Enter")
    page.wait_for_url("**/mapping")


def accessible(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert found == [], [(rule["id"], rule["nodes"][0]["html"][:120]) for rule in found]


def person(page: Page, name: str, label: str, role: str) -> None:
    page.get_by_label(f"Hedder her for {name}").fill(label)
    page.get_by_label(f"Rolle for {name}").select_option(label=role)


def test_a_messy_journal_becomes_a_pseudonymised_board(someone: Callable[..., Page]) -> None:
    page = someone()
    sign_in(page)
    bring(page)
    expect(page.get_by_text("7 rækker · Windows-1252 · semikolon")).to_be_visible()
    expect(page.get_by_role("cell", name="ca. 2. maj 2024")).to_be_visible()
    expect(page.locator("body")).not_to_contain_text(CPR)
    accessible(page)
    page.get_by_label("Titel på en ny rejse").fill("Aflastning til et barn")
    page.get_by_label("Område").select_option("boern")
    page.get_by_role("button", name="Fortsæt").press("Enter")
    page.wait_for_url("**/check")
    expect(page.get_by_role("heading", name="1 række kan ikke læses")).to_be_visible()
    expect(page.get_by_text("Der står cpr-numre i filen")).to_be_visible()
    expect(page.get_by_role("button", name="Hent ind")).to_have_count(0)
    accessible(page)
    page.get_by_label("Spring dem alle over").check()
    page.get_by_label(re.compile(r"^Skriv i stedet for ••••••-••••")).fill("[nummer]")
    page.get_by_label("Skriv i stedet for 20 30 40 50").fill("sin mobil")
    expect(page.get_by_label("Skriv i stedet for Kirsten", exact=True)).to_have_value("Medarbejder 1")
    page.get_by_label("Skriv i stedet for Kirsten", exact=True).fill("mor")
    person(page, "Kirsten Holmgaard", "Mor", "Forælder")
    person(page, "Jens Møller", "Rådgiver 1", "Sagsbehandler")
    page.get_by_label("Sagsnotat 1 række").select_option(label="Samtale")
    page.get_by_role("button", name="Brug valgene, og se igen").press("Enter")
    page.get_by_role("button", name="Hent ind").press("Enter")
    page.wait_for_url("**/board")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Aflastning til et barn")
    expect(page.get_by_text("6 hændelser er hentet ind.")).to_be_visible()
    board = page.locator("body")
    expect(board).to_contain_text("Mor rykker for svar på 12/3")
    expect(board).to_contain_text("Ringede til mor på sin mobil uden svar")
    for words in (*NAMES, CPR, "20 30 40 50"):
        expect(board).not_to_contain_text(words)


def test_cases_that_were_chosen_from_an_event_log_become_journeys(someone: Callable[..., Page]) -> None:
    page = someone()
    sign_in(page)
    page.goto("/intake")
    log = [_case("A-1", 12), _case("B-2", 13), _case("A-3", 14)]
    file = {"name": "log.xes.gz", "mimeType": "application/gzip", "buffer": gzip.compress(logs.written(log))}
    page.get_by_label("Fil", exact=True).set_input_files(file)
    page.get_by_role("button", name="Læs filen").press("Enter")
    page.wait_for_url("**/log")
    expect(page.get_by_text("3 sager · 9 hændelser · 2 aktiviteter")).to_be_visible()
    accessible(page)
    page.get_by_label("Sagens navn indeholder").fill("A-")
    page.get_by_label("Sagens navn indeholder").press("Enter")
    expect(page.get_by_role("heading", name="2 sager passer")).to_be_visible()
    page.get_by_label("Hent dem, der er krydset af").check()
    page.get_by_role("checkbox", name="A-3").press("Space")
    page.get_by_label("Titlen begynder med").fill("Hjælpemiddel")
    expect(page.get_by_text("Bæltet er prøvet")).to_be_visible()
    page.get_by_role("button", name="Fortsæt").press("Enter")
    page.wait_for_url("**/check")
    expect(page.get_by_text("1 rejse · 2 hændelser")).to_be_visible()
    accessible(page)
    page.get_by_label("Hedder her for Kirsten H").fill("Modtager 1")
    page.get_by_role("button", name="Brug valgene, og se igen").press("Enter")
    page.wait_for_url("**/check")
    page.get_by_role("button", name="Hent ind").press("Enter")
    page.wait_for_url("**/board")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hjælpemiddel A-3")
    expect(page.locator("#events .event [data-event-link]")).to_have_count(2)
    expect(page.locator("body")).not_to_contain_text("Kirsten")


def _case(name: str, day: int) -> Trace:
    """A complaint, and an assessment that begins and ends."""
    when = f"2024-03-{day}T09:30:00.000+01:00"
    later = f"2024-04-{day}T09:30:00.000+02:00"
    steps = {"org_resource": "Ole", "org_group": "Visitationen"}
    return logs.case(
        name,
        logs.event("Klage", when, org_resource="Kirsten H", bemærkning="Bæltet er prøvet"),
        logs.event("Visitation", when, lifecycle_transition="start", **steps),
        logs.event("Visitation", later, lifecycle_transition="complete", **steps),
    )
