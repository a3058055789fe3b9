"""The wheel, installed into an empty environment far from the checkout: it serves the demo's pages."""

import os
import re
import subprocess
import sys
import time
import urllib.request
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STARTS_WITHIN = 60


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and install it with its locked dependencies; return the folder of its commands."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True, timeout=300)
    [wheel] = folder.glob("klagerejsen-*.whl")
    venv.create(folder / "venv", with_pip=True)
    commands = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    pip = [commands / "python", "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    subprocess.run([*pip, "--require-hashes", "-r", ROOT / "requirements" / "runtime.txt"], check=True, timeout=600)
    subprocess.run([*pip, "--no-deps", wheel], check=True, timeout=120)
    return commands


def test_the_wheel_serves_the_demo_with_its_templates_static_files_and_migrations(installed, tmp_path):
    command = [installed / "klagerejsen", "demo", "--port", "8700"]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("KLAGEREJSEN_")}
    log = (tmp_path / "log").open("w+", encoding="utf-8")
    server = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=log, stderr=log)
    try:
        url = address(tmp_path / "log", server)
        with urllib.request.urlopen(f"{url}/login", timeout=10) as page:
            text = page.read().decode()
        assert "Log ind" in text
        for path in re.findall(r'(?:href|src)="(/static/[^"]+)"', text):
            with urllib.request.urlopen(url + path, timeout=10) as file:
                assert file.read()
        english = urllib.request.Request(f"{url}/login", headers={"Accept-Language": "en"})
        with urllib.request.urlopen(english, timeout=10) as page:
            assert "Log in" in page.read().decode()
    finally:
        server.terminate()
        server.wait(timeout=20)
        log.close()
    assert (tmp_path / "instance" / "demo" / "klagerejsen.sqlite3").exists()


def address(log: Path, server: subprocess.Popen) -> str:
    """Wait until the demo says where it is, and how to get in."""
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline and server.poll() is None:
        text = log.read_text("utf-8")
        found = re.search(r"(http://127\.0\.0\.1:\d+)/login", text)
        if found and re.search(r"(?:kode|code): \w{3} \d{3}", text):
            return found[1]
        time.sleep(0.1)
    raise AssertionError(log.read_text("utf-8"))
