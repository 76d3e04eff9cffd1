// Charts and tables in their order: [whether drawn, alternative text, height].
() => {
  const found = document.querySelectorAll(
    '[data-testid=stMain] :is([data-testid=stVegaLiteChart],'
    + '[data-testid=stDeckGlJsonChart], [data-testid=stTable], [data-testid=stDataFrame])');
  return [...found].map(one => {
    const drawn = one.dataset.testid.endsWith('Chart');
    const said = [one, ...one.querySelectorAll('[aria-label]')].find(
      part => ['graphics-document', 'figure', 'img'].includes(part.getAttribute('role')));
    const text = said ? said.getAttribute('aria-label') || '' : '';
    return [drawn, text, one.getBoundingClientRect().height];
  });
}
