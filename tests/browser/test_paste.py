"""A messy journal pasted in: pseudonymised, put right with the keyboard, on the timeline, and undone at once."""

from playwright.sync_api import Page, expect

JOURNAL = """Journaludskrift – barnet, 9 år

2024
Notat 12.03.2024 kl. 10.15 KH:
Kirsten Holmgaard ringer til modtagelsen. Hun er bekymret. Lovet svar senest 1/4.

14/3: Telefonnotat
Rådgiver 1 ringer tilbage til Kirsten Holmgaard. Barnets nummer er 240397-2690.

Ca. 20. marts indstiller skolen barnet til PPR. 15/4 sender skolen underretning til modtagelsen.
- d. 2. maj 2024 første møde med mor og barnet

Fra: Mor
Sendt: 7. juni 2024 08:12
Til: Rådgiver 1
Emne: SV: Hvornår hører vi noget?

Jeg har nu ventet i tre uger. Hvornår kommer der svar?

12-08-2024\tTelefon\tMor rykker teamlederen, som lover opkald inden en uge
[03.09.2024 09:30] AB: Rådgiver 2 beder mor om de samme bilag igen.
03-10-24 rådgiver 2 ringer til mor
"""


def open_paste(page: Page) -> None:
    page.get_by_role("link", name="Ny rejse").click()
    page.get_by_label("Titel", exact=True).fill("En ny sag")
    page.get_by_role("button", name="Opret rejsen").click()
    page.wait_for_url("**/board")
    page.get_by_role("link", name="Indsæt hellere en tekst").click()


def pieces(page: Page) -> list[str]:
    return [one.input_value() for one in page.locator("[name^=title-]").all()]


def test_a_messy_journal_becomes_a_timeline_without_a_name_in_it(facilitator: Page):
    page = facilitator
    open_paste(page)
    page.get_by_label("Tekst").fill(JOURNAL)
    page.get_by_role("button", name="Del teksten").click()

    # What looks personal comes first, and nothing is kept until it is seen to.
    expect(page.locator(".suspects li")).to_have_count(2)
    expect(page.locator(".suspects li").first).to_contain_text("240397-2690")
    page.get_by_label("Skriv i stedet for Kirsten Holmgaard").fill("mor")
    page.keyboard.press("Enter")
    expect(page.locator(".piece")).to_have_count(10)
    expect(page.locator("body")).not_to_contain_text("Holmgaard")
    assert pieces(page)[1:3] == ["Mor ringer til modtagelsen", "Rådgiver 1 ringer tilbage til mor"]

    # Put right by keyboard: the heading is dropped, a note is merged and split again, a date is chosen.
    page.locator("#drop-1").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#p1")).to_contain_text("Droppet")
    expect(page.locator("#drop-1")).to_be_focused()
    page.locator("#title-2").fill("Mor ringer til modtagelsen første gang")
    expect(page.locator("#p2 [data-status]")).to_contain_text("Gemt i kladden")
    page.locator("#merge-3").press("Enter")
    expect(page.locator(".piece")).to_have_count(9)
    expect(page.locator("#title-2")).to_have_value("Mor ringer til modtagelsen første gang")
    expect(page.locator("#title-2")).to_be_focused()
    page.locator("#p2 summary").press("Enter")
    page.get_by_role("button", name="før «14/3: Telefonnotat").press("Enter")
    expect(page.locator(".piece")).to_have_count(10)
    expect(page.locator("#title-11")).to_be_focused()

    # A reload shows the same.
    page.locator("#type-2").select_option(label="Samtale")
    page.locator("#title-2").fill("Mor ringer til modtagelsen første gang i år")
    expect(page.locator("#p2 [data-status]")).to_contain_text("Gemt i kladden")
    page.reload()
    expect(page.locator("#title-2")).to_have_value("Mor ringer til modtagelsen første gang i år")
    for field, said in (("type", "Samtale"), ("senders", "Mor"), ("channel", "Telefon")):
        expect(page.locator(f"#{field}-2 option:checked")).to_contain_text(said)
    page.locator("#chosen-2").press("Space")
    expect(page.locator("[data-say]")).to_contain_text("1 af 10 godkendt")
    page.get_by_role("button", name="Godkend alle").press("Enter")
    expect(page.locator("#flashes")).to_contain_text("8 hændelser er lagt på tidslinjen.")
    expect(page.locator("#flashes")).to_contain_text("1 mangler noget endnu")
    page.get_by_label("Dato").select_option(label="3. oktober 2024")
    page.get_by_role("button", name="Godkend alle").press("Enter")

    page.wait_for_url("**/board")
    expect(page.locator("#events .event [data-event-link]")).to_have_count(9)
    page.wait_for_selector("[data-ready] .tl-over .label")
    expect(page.locator("#list")).to_contain_text("Skolen sender underretning til modtagelsen")
    page.get_by_text("Mere", exact=True).click()
    page.get_by_role("link", name="Aktører").click()
    expect(page.locator("table")).to_contain_text("PPR")

    # One undo takes back the eight that were accepted together, with the roles that came with them.
    page.go_back()
    for left in (8, 0):
        page.get_by_role("button", name="Fortryd din seneste ændring").click()
        expect(page.locator("#events .event [data-event-link]")).to_have_count(left)
