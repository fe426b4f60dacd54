"""The kit in a real browser: for all hands, all eyes and all screens."""

import pytest

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_every_part_is_accessible_by_day_and_by_night(page, axe, scheme, width):
    opened = page("/stil/", scheme=scheme, width=width)
    opened.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    assert axe(opened) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_form_with_errors_is_accessible_and_reads_them_first(page, axe, scheme):
    opened = page("/stil/formular/", scheme=scheme)
    opened.locator("form.form button[type=submit]").click()
    summary = opened.locator("[data-error-summary]")
    summary.wait_for()
    assert opened.evaluate("document.activeElement.hasAttribute('data-error-summary')")
    assert axe(opened) == []
    summary.locator("a").first.click()
    assert opened.evaluate("document.activeElement.name") == "name"


@pytest.mark.parametrize("width", [320, 768])
@pytest.mark.parametrize("path", ["/stil/", "/stil/formular/"])
def test_nothing_sticks_out_of_a_small_screen(page, width, path):
    opened = page(path, width=width)
    assert opened.evaluate("document.documentElement.scrollWidth") == width


def test_a_dialog_opens_on_top_and_closes_with_escape_or_its_button(page):
    opened = page("/stil/")
    dialog = opened.locator("#fraga")
    for close in (lambda: opened.keyboard.press("Escape"), lambda: dialog.locator("[data-closes]").click()):
        opened.locator("[data-opens=fraga]").click()
        assert dialog.evaluate("part => part.matches(':modal')")
        close()
        assert not dialog.is_visible()


def test_without_javascript_a_dialog_opens_in_its_place(page):
    opened = page("/stil/", javascript=False)
    opened.locator("[data-opens=fraga]").click()
    assert opened.locator("#fraga").is_visible()


@pytest.mark.parametrize("width", [320, 768, 1024, 1280])
def test_the_frame_holds_fifteen_rooms_on_every_screen(page, axe, width):
    opened = page("/stil/ram/", width=width)
    assert opened.evaluate("document.documentElement.scrollWidth") == width
    groups = opened.locator(".rail-group")
    assert groups.count() == 5
    assert opened.locator(".rail-rooms").is_visible() == (width >= 1024)
    assert opened.locator(".rooms").is_visible() == (width < 1024)
    assert opened.locator(".tabs > ul > li").count() == 6
    opened.locator(".tabs details > summary").click()
    assert opened.locator(".tabs details a").count() == 3
    assert axe(opened) == []


def test_without_javascript_what_drops_down_opens_all_the_same(page):
    phone = page("/stil/ram/", width=320, javascript=False)
    register = phone.locator(".place a", has_text="Organisationer")
    assert not register.is_visible()
    phone.locator(".place > summary").click()
    assert register.is_visible()


def test_what_drops_down_goes_up_by_escape_and_gives_the_focus_back(page):
    opened = page("/stil/ram/")
    opened.locator(".place > summary").click()
    opened.keyboard.press("Escape")
    assert not opened.locator(".place").evaluate("drop => drop.open")
    assert opened.evaluate("document.activeElement.className") == "brand"


def test_everything_one_can_press_is_large_enough(page):
    opened = page("/stil/", width=320)
    small = opened.evaluate(
        """[...document.querySelectorAll('button, summary, .ds-button, .pages a, .tabs a, .rail a, .rooms a')]
        .filter(part => part.checkVisibility({contentVisibilityAuto: true}))
        .map(part => [part.outerHTML.slice(0, 80), part.getBoundingClientRect()])
        .filter(([html, box]) => box.width && (box.width < 24 || box.height < 24)).map(([html]) => html)"""
    )
    assert small == []


def test_the_first_key_press_leads_past_the_menu(page):
    opened = page("/stil/")
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.className") == "ds-skip-link"
    opened.keyboard.press("Enter")
    assert opened.evaluate("document.activeElement.id") == "main"


def test_a_message_can_be_put_away(page):
    opened = page("/stil/formular/")
    opened.locator("[name=name]").fill("PKD")
    opened.locator("[name=starts_on]").fill("2027-01-01")
    opened.locator("[name=openness]").first.check()
    opened.locator("[name=confirmed]").check()
    opened.locator("form.form button[type=submit]").click()
    toast = opened.locator(".toast")
    assert toast.is_visible()
    toast.locator("button").click()
    assert toast.count() == 0


def test_a_password_can_be_looked_at_and_is_sent_as_one(page, axe):
    opened = page("/konto/inloggning/")
    field = opened.locator("#id_password")
    field.fill("en mening att minnas")
    opened.get_by_role("button", name="Visa lösenordet").click()
    assert (field.get_attribute("type"), field.input_value()) == ("text", "en mening att minnas")
    assert axe(opened) == []
    opened.get_by_role("button", name="Dölj lösenordet").click()
    assert field.get_attribute("type") == "password"
    opened.get_by_role("button", name="Visa lösenordet").click()
    sent = opened.evaluate(
        """() => new Promise((told) => {
            const form = document.getElementById("id_password").form;
            form.addEventListener("submit", (event) => { event.preventDefault(); told(form.elements.password.type); });
            form.requestSubmit();
        })"""
    )
    assert sent == "password"
