// Words of charts that leave their chart or the screen, or lie over other words.
() => {
  const SLACK = 2;
  const found = [];
  const wide = document.documentElement.clientWidth;
  for (const chart of document.querySelectorAll("[data-testid=stVegaLiteChart] svg")) {
    if (!chart.checkVisibility()) continue;
    const frame = chart.getBoundingClientRect();
    const shown = (one) => one.textContent.trim() && +getComputedStyle(one).opacity > 0;
    const lines = (one) => one.querySelector("tspan") ? [...one.querySelectorAll("tspan")] : [one];
    const words = [...chart.querySelectorAll("text")].filter(shown).flatMap(lines)
      .map((one) => [one.textContent.trim(), one.getBoundingClientRect()])
      .filter(([, box]) => box.width > 0);
    for (const [text, box] of words) {
      if (
        box.left < frame.left - SLACK || box.right > frame.right + SLACK ||
        box.top < frame.top - SLACK || box.bottom > frame.bottom + SLACK ||
        box.right > wide + SLACK
      ) found.push(`cut: ${text}`);
    }
    for (let i = 0; i < words.length; i++) {
      for (let j = i + 1; j < words.length; j++) {
        const [a, b] = [words[i][1], words[j][1]];
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (across > SLACK && down > SLACK + 1) found.push(`over: ${words[i][0]} / ${words[j][0]}`);
      }
    }
  }
  return found;
}
