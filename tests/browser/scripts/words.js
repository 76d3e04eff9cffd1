// Every text that can be seen, and every name that a screen reader is told.
() => {
  const seen = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const unread = '[data-testid=stIconMaterial], script, style';
  while (walk.nextNode()) {
    const over = walk.currentNode.parentElement;
    if (over.checkVisibility() && !over.closest(unread)) seen.push(walk.currentNode.data);
  }
  for (const one of document.querySelectorAll('[aria-label]'))
    seen.push(one.getAttribute('aria-label'));
  return seen.join(' ');
}
