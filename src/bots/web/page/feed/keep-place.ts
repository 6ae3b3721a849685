/** Two frames: the change is drawn, and the browser has done what it does by itself. */
function drawn(): Promise<void> {
  return new Promise((resolve) =>
    requestAnimationFrame(() => requestAnimationFrame(() => resolve())),
  );
}

/** Runs a change of the list above: what the person looks at stays where it is in the window. */
export async function keepingPlace(change: () => Promise<void>): Promise<void> {
  const articles = [...document.querySelectorAll('.messages > article')];
  const first = articles.find((one) => one.getBoundingClientRect().bottom > 0);
  const before = first?.getBoundingClientRect().top ?? 0;
  await change();
  // At once, so that no frame shows it elsewhere, and once more when the browser has had its say.
  await Promise.resolve();
  put(first, before);
  await drawn();
  put(first, before);
}

function put(article: Element | undefined, before: number): void {
  if (article?.isConnected !== true) return;
  const by = article.getBoundingClientRect().top - before;
  if (Math.abs(by) > 1) scrollBy({ top: by, behavior: 'instant' });
}
