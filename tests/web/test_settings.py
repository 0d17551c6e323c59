import re
from html import unescape

from flask.testing import FlaskClient

from roster import privacy
from tests.web.conftest import TODAY
from web import house


def test_says_what_is_in_use(client: FlaskClient) -> None:
    text = unescape(client.get("/settings/").text)
    rules, here = privacy.load_rules(), house.of(client.application)
    assert re.findall(r"data-law>([^<]+)<", text) == [rules.law(TODAY)]
    assert re.findall(r'data-days="(\d+)"', text) == [str(rules.days(TODAY))]
    assert f'data-plan="{here.plan.code}"' in text
    assert here.database.place in text
    assert all(law.source in text for law in rules.legal_basis)
