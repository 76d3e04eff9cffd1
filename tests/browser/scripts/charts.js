// Charts and tables in their order: [whether drawn, alternative text, height]. Charts side
// by side are one.
() => {
  const found = document.querySelectorAll(
    '[data-testid=stMain] :is([data-testid=stVegaLiteChart],'
    + '[data-testid=stDeckGlJsonChart], [data-testid=stTable], [data-testid=stDataFrame])');
  const beside = one => one.closest('[data-testid=stHorizontalBlock]');
  const first = (one, at) => at === 0 || !beside(one) || beside(one) !== beside(found[at - 1])
    || beside(one).querySelectorAll('[data-testid=stHeading]').length > 0;
  return [...found].filter(first).map(one => {
    const drawn = one.dataset.testid.endsWith('Chart');
    const said = [one, ...one.querySelectorAll('[aria-label]')].find(
      part => ['graphics-document', 'figure', 'img'].includes(part.getAttribute('role')));
    const text = said ? said.getAttribute('aria-label') || '' : '';
    return [drawn, text, one.getBoundingClientRect().height];
  });
}
