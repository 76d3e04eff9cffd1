"""Somebody signed in at the app, as Streamlit tells it after a real sign-in."""

import time
from pathlib import Path

from streamlit.testing.v1 import AppTest

APP = Path(__file__).resolve().parents[3] / "app.py"
AUTH = {
    "redirect_uri": "https://dashboard.example.nhs.uk/oauth2callback",
    "cookie_secret": "of a test, and as long as it has to be",
    "client_id": "frequent-attenders",
    "client_secret": "another",
    "server_metadata_url": "https://login.example.nhs.uk/openid-configuration",
}


def claims(**more) -> dict:
    """What the provider says of Kim, signed in now."""
    return {
        "is_logged_in": True,
        "iss": "https://login.example.nhs.uk",
        "sub": "5c1f",
        "email": "kim@example.nhs.uk",
        "nonce": str(time.monotonic_ns()),
        "iat": int(time.time()),
        **more,
    }


def signed_in(page: str, dataset, user: dict, sign_in: dict | None = None, **query):
    """The app at a page's address, asked for by somebody."""
    at = AppTest.from_file(APP, default_timeout=120)
    at.secrets = {"auth": dict(AUTH), "sign_in": sign_in or {}}
    at.user = user
    at.query_params["data"] = dataset.name
    for key, value in query.items():
        at.query_params[key] = value
    if page != "overview":
        at.switch_page(str(next(APP.parent.glob(f"pages/*/{page}.py"))))
    return at.run()


def told(at) -> str:
    """All that messages say."""
    assert not at.exception, [one.value for one in at.exception]
    boxes = (*at.title, *at.error, *at.warning, *at.info, *at.markdown, *at.caption)
    return " ".join(one.value for one in boxes).replace("\\", "").replace("\u2060", "")


def nothing_shown(at) -> bool:
    """Whether a page shows nothing of any data."""
    drawn = (*at.header, *at.metric, *at.table, *at.dataframe, *at.tabs)
    return not drawn and not at.get("vega_lite_chart") and not at.selectbox
