"""What lies ready to run it for others says what the code does."""

import base64
import hashlib
import re
import tomllib
from pathlib import Path

import streamlit

from analytics import settings
from analytics.operation.serving import HEALTH_FROM_PORT, PORT

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "docs" / "operation"


def read(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def policy() -> dict[str, list[str]]:
    """The content policy of the proxy: directive to sources."""
    (said,) = re.findall(r'Content-Security-Policy "([^"]+)"', read("Caddyfile"))
    parts = [one.split() for one in said.split(";")]
    return {one[0]: one[1:] for one in parts}


def test_the_policy_knows_no_origin_but_our_own_and_runs_no_text():
    for directive, sources in policy().items():
        for one in sources:
            known = one in ("data:", "blob:") or one.startswith("'")
            assert known, f"{directive} {one}"
    scripts = policy()["script-src"]
    assert "'unsafe-inline'" not in scripts and "'unsafe-eval'" not in scripts
    assert policy()["default-src"] == policy()["frame-ancestors"] == ["'none'"]


def test_the_policy_allows_the_scripts_of_this_streamlit_and_no_other():
    page = Path(streamlit.__file__).parent / "static" / "index.html"
    inline = re.findall(
        r"<script(?![^>]*src=)[^>]*>(.*?)</script>", page.read_text(), re.S
    )
    hashes = {
        f"'sha256-{base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()}'"
        for one in inline
    }
    assert {one for one in policy()["script-src"] if "sha256" in one} == hashes


def test_the_container_is_not_root_and_has_no_secret():
    said = read("Containerfile")
    assert re.search(r"^USER (?!0|root)\S+", said, re.M)
    assert "HEALTHCHECK" in said and f"{PORT + HEALTH_FROM_PORT}/health" in said
    copied = re.findall(r"^COPY (.+) \S+$", said, re.M)
    for one in " ".join(copied).split():
        if not one.startswith(("--", "/opt")):
            assert (ROOT / one).exists(), one
    assert "secrets" not in said and ".key" not in said
    secret = [one.name for one in settings.EVERY if one.secret]
    assert not [name for name in secret if name in said]


def test_what_runs_it_uses_flags_and_settings_that_there_are():
    from analytics.__main__ import parser

    serve = parser("serve").parse_args(
        re.findall(
            r'"([^"]+)"', re.findall(r"^CMD \[(.+)\]$", read("Containerfile"), re.M)[-1]
        )
    )
    assert (serve.processes, serve.health_port) == (2, 8600)
    compose = read("compose.yaml")
    for port in range(PORT, PORT + serve.processes):
        assert f"app:{port}" in compose
    assert "read_only: true" in compose and "cap_drop: [ALL]" in compose
    load = parser("load").format_help() + read("refresh.sh")
    for flag in ("--hold-doubtful", "--report", "--into"):
        assert load.count(flag) >= 1 and flag in read("refresh.sh")


def test_what_the_app_takes_as_an_upload_the_proxy_lets_through_and_little_more():
    config = tomllib.loads((ROOT / ".streamlit/config.toml").read_text())
    usual = config["server"]["maxUploadSize"]
    assert settings.UPLOAD_SIZE.usual == str(usual)
    name = re.escape(settings.UPLOAD_SIZE.name)
    (said,) = re.findall(rf"max_size {{\${name}:(\d+)}}(\S+)$", read("Caddyfile"), re.M)
    # Streamlit counts in MiB; MB would be less, and a file between the two is sent and
    # then refused by the proxy. The form around a file takes some hundred bytes.
    assert int(said[0]) == usual and re.fullmatch(r"\.\dMiB", said[1])
    # One that says it is larger is told so: cut off, the page's process would be blamed.
    told = rf"@large .*> {{\${name}:(\d+)}} \* 1048576 \+ (\d+)`\n.*\n\s+error 413"
    ((limit, more),) = re.findall(told, read("Caddyfile"), re.M)
    assert int(limit) == usual and int(more) == float(said[1][:2]) * 2**20
    shared = re.findall(rf"{name}: \${{{name}:-(\d+)}}$", read("compose.yaml"), re.M)
    assert shared == [str(usual)] * 2, "the same number for the app and for the proxy"
