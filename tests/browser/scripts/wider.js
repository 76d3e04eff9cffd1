// By how many pixels the page, and its content, are wider than what is seen of them.
() => [document.documentElement, document.querySelector('[data-testid=stMain]')].map(
  one => one.scrollWidth - one.clientWidth)
