// Runs in the page: looks at a pair at every frame, from its first moment on.
globalThis.watchPair = (text, most, step) => {
  const first = new Map();
  const moved = new Map();
  const points = new Map();
  const changed = new Map();
  let looks = 0;
  let isOver = false;
  const find = () =>
    [...document.querySelectorAll('article.pair')].findLast((one) =>
      one.querySelector('q')?.textContent?.includes(text),
    );
  const nameOf = (part) => {
    const side = part.closest('[data-side]')?.getAttribute('data-side') ?? '';
    return `${side} ${part.className}`.replaceAll(/ (primary|plain|danger|image|ending|none)/g, '');
  };

  function lookAtThings(pair) {
    const counts = new Map();
    const things = pair.querySelectorAll(
      '.pair-head, .chips, .notes, .slot, .slot-bar, .stage, .caption, .rail, .place > :not(.menu), .votes, .vote, .picture, .steps',
    );
    for (const thing of things) {
      const { x, y, width, height } = thing.getBoundingClientRect();
      if (width === 0 || height === 0) continue;
      const name = nameOf(thing);
      const nth = counts.get(name) ?? 0;
      counts.set(name, nth + 1);
      const key = `${name} #${nth}`;
      const before = first.get(key);
      if (before === undefined) first.set(key, { x, y });
      else {
        const far = Math.max(Math.abs(x - before.x), Math.abs(y - before.y));
        if (far > most) moved.set(key, Math.max(far, moved.get(key) ?? 0));
      }
    }
  }

  function lookAtPoints(pair) {
    const { left, top, right, bottom } = pair.getBoundingClientRect();
    for (let x = Math.ceil(left); x < right; x += step) {
      for (let y = Math.max(0, Math.ceil(top)); y < Math.min(bottom, innerHeight); y += step) {
        const button = document.elementFromPoint(x, y)?.closest('button, a, summary, input');
        // A menu lies over the pair because somebody opened it.
        if (!button || !pair.contains(button) || button.closest('.menu')) continue;
        const name = nameOf(button);
        const point = `${x},${y}`;
        const before = points.get(point);
        if (before === undefined) points.set(point, name);
        else if (before !== name) changed.set(point, `${before} → ${name}`);
      }
    }
  }

  function frame() {
    const pair = find();
    if (pair !== undefined) {
      lookAtThings(pair);
      lookAtPoints(pair);
      looks += 1;
    }
    if (!isOver) requestAnimationFrame(frame);
  }
  frame();
  globalThis.steadiness = () => {
    isOver = true;
    return {
      looks,
      things: first.size,
      buttons: new Set(points.values()).size,
      moved: [...moved].map(([key, far]) => `${key}: ${Math.round(far)} px`),
      changed: [...new Set(changed.values())],
    };
  };
};
