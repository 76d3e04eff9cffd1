// Where the focus is after a press of Tab, and whether the place before looked otherwise
// while it had the focus.
() => {
  const look = one => {
    const s = getComputedStyle(one);
    return [s.outline, s.boxShadow, s.border, s.backgroundColor, s.color, s.textDecoration,
      s.opacity].join('|');
  };
  const around = one => {
    const parts = [one];
    for (let up = one; up.parentElement && parts.length < 5; up = up.parentElement)
      parts.push(up.parentElement);
    return parts.map(look).join();
  };
  const before = window.stopped, now = document.activeElement;
  const shown = !before || around(before.one) !== before.look;
  window.stopped = now === document.body ? null : {one: now, look: around(now)};
  if (now === document.body) return {where: 'end', shown};
  window.met = window.met || new Set();
  const again = window.met.has(now);
  window.met.add(now);
  const where = now.closest('[data-testid=stSidebar]') ? 'sidebar'
    : now.closest('[data-testid=stHeader]') ? 'navigation'
    : now.closest('[data-testid=stMain]') ? 'content' : 'skip';
  const scroller = now.dataset.testid === 'stMain';  // the browser's way to scroll by keyboard
  const name = now.getAttribute('aria-label') || now.innerText || now.value || now.id;
  return {where, shown, again, scroller, name};
}
