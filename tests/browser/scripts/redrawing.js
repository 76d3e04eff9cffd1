// Begins to note when charts are drawn anew: window.redrawn() is settled once one has been
// and none has for `quiet` milliseconds, or after `most` milliseconds without any.
([quiet, most]) => {
  const begun = performance.now();
  const chart = '[data-testid=stVegaLiteChart], [data-testid=stDeckGlJsonChart]';
  let last = 0;
  const watch = new MutationObserver((changes) => {
    if (changes.some((one) => one.target.closest?.(chart))) last = performance.now();
  });
  watch.observe(document.body, {subtree: true, childList: true, attributes: true});
  window.redrawn = async () => {
    while (last ? performance.now() - last < quiet : performance.now() - begun < most)
      await new Promise((go) => setTimeout(go, 20));
    watch.disconnect();
  };
}
