"""A filter moved in a real browser: how long to the first new figure, and until all
stand; and how long a page that changes nothing takes to run again.

    python -m tests.benchmarks.questions.moved_filter --home HOME [--data sample]

For each page: A&E's rule is set to numbers nobody has chosen (the first new heading of
a figure, or line of an answer; the last change of the page), then set back (answers
that are kept). Seconds by
the browser's clock. Budget on the sample: 0.3 s to the first, 1.0 s to all; on an ICB
0.7 and 2.0 s.
"""

import argparse
import shutil
from pathlib import Path

import numpy as np
from playwright.sync_api import Page, sync_playwright

from tests.benchmarks.questions.people_at_once import served

PAGES = ("", "frequent_attenders", "segments", "before_after", "savings")
DESK = {"width": 1280, "height": 720}
QUIET = 800  # milliseconds without a change: the page stands
RULES = (9, 8, 7, 12)  # of A&E; 10 is the usual one
# Notes when Enter was pressed, when a heading or an answer (its line has a link to why)
# first was one that had not been there, and when anything last changed.
WATCH = """() => {
  const main = document.querySelector('[data-testid=stMain]');
  const answers = () =>
    [...main.querySelectorAll('[data-testid=stHorizontalBlock]')]
      .filter(line => line.querySelector('[data-testid=stPageLink]'))
      .flatMap(line => [...line.querySelectorAll('[data-testid=stMarkdown] p')]);
  const heads = () =>
    [...main.querySelectorAll('h2, h3'), ...answers()].map(one => one.innerText);
  const before = new Set(heads());
  const seen = window.seen = {began: 0, first: 0, last: 0};
  document.addEventListener('keydown', e => {
    if (e.key === 'Enter') seen.began = performance.now();
  }, {capture: true, once: true});
  if (window.watching) window.watching.disconnect();
  window.watching = new MutationObserver(() => {
    if (!seen.began) return;
    seen.last = performance.now();
    if (!seen.first && heads().some(h => h && !before.has(h))) seen.first = seen.last;
  });
  window.watching.observe(main, {
    subtree: true, childList: true, characterData: true, attributes: true});
}"""
RESTS = """() => document.querySelector('[data-testid=stApp]')
  .dataset.testScriptState === 'notRunning'"""
STANDS = """quiet => {
  const app = document.querySelector('[data-testid=stApp]');
  const {began, last} = window.seen;
  return app.dataset.testScriptState === 'notRunning' && began > 0
    && performance.now() - Math.max(last, began) > quiet;
}"""


def moved(page: Page, rule: int) -> tuple[float, float]:
    """Seconds to the first new heading (nan: none is new) and to the last change."""
    box = page.get_by_role("spinbutton", name="A&E more than")
    box.fill(str(rule))
    page.evaluate(WATCH)
    box.press("Enter")
    page.wait_for_function(STANDS, arg=QUIET, timeout=120_000)
    seen = page.evaluate("window.seen")
    first = (seen["first"] - seen["began"]) / 1000 if seen["first"] else float("nan")
    return first, max(seen["last"] - seen["began"], 0) / 1000


def main() -> None:
    flags = argparse.ArgumentParser(description=__doc__)
    flags.add_argument("--home", type=Path, required=True)
    flags.add_argument("--data", default="sample")
    flags.add_argument("--only", default=",".join(PAGES))
    args = flags.parse_args()
    server, port = served(args.home)
    try:
        with sync_playwright() as driver:
            chromium = driver.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox"]
            )
            print("page: first new figure, all; set back (kept): first, all")
            for name in args.only.split(","):
                page = chromium.new_page(viewport=DESK)
                page.goto(f"http://127.0.0.1:{port}/{name}?data={args.data}")
                page.get_by_role("spinbutton", name="A&E more than").wait_for(
                    timeout=240_000
                )
                page.wait_for_function(RESTS, timeout=240_000)
                page.wait_for_timeout(3_000)  # what it opens with was first asked
                new, kept = [], []
                for rule in RULES:
                    new.append(moved(page, rule))
                    kept.append(moved(page, 10))
                page.close()
                print(f"{name or 'overview'}: {told(new)}; {told(kept)}", flush=True)
    finally:
        server.kill()


def told(times: list[tuple[float, float]]) -> str:
    first, whole = np.nanmedian(np.array(times), axis=0)
    return f"{first:.2f} s, {whole:.2f} s"


if __name__ == "__main__":
    main()
