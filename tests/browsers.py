"""Programs that some tests need: a browser, an office suite. In CI none of them may be missing."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

IN_CI = bool(os.environ.get("PDISC_CI"))
"""Set by .ci/run, which installs the programs: there a test that can't run has failed."""


def needed(program: str, package: str) -> str:
    """Return where a program lies; skip the test, or fail it in CI, where it isn't installed."""
    found = shutil.which(program)
    if found is None:
        said = f"{program} isn't installed (Debian's package {package})"
        (pytest.fail if IN_CI else pytest.skip)(said)
    assert found is not None, "pytest has left the test"
    return found


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Debian's Chromium without a screen; skipped, or failed in CI, where there is none."""
    program = needed("chromium", "chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
        )
        yield browser
        browser.close()
