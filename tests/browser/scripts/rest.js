// Whether, within `most` milliseconds, the page came to rest: the server has answered, the
// run is over, no part is on its way, and nothing has changed for `quiet` milliseconds.
async ([quiet, most]) => {
  const onItsWay = '[data-testid=stStatusWidget], [data-testid=stSpinner], [data-stale=true], '
    + '[data-testid=stMain] [data-testid=stSkeleton]';
  const UNANSWERED = 5000;  // milliseconds: some of what is said to a server has no answer
  const ended = '[data-testid=stApp][data-test-script-state=notRunning]';
  const begun = performance.now();
  let since = begun;
  const watch = new MutationObserver(() => { since = performance.now(); });
  watch.observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true});
  try {
    while (performance.now() - begun < most) {
      await new Promise((go) => setTimeout(go, 20));
      const now = performance.now();
      const {asked, heard} = window.traffic;
      if ((heard < asked && now - asked < UNANSWERED) || !document.querySelector(ended)
        || document.querySelector(onItsWay)) since = now;
      else if (now - since >= quiet) return true;
    }
    return false;
  } finally { watch.disconnect(); }
}
