import type { View } from './state.ts';

const MAX_ZOOM = 8;
/** Less than this is the whole picture. */
const NEARLY_WHOLE = 1.02;

/** A place in a frame, from its middle, in parts of it: -0.5 to 0.5. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

const MIDDLE: Spot = { x: 0, y: 0 };

/** Larger or smaller, with what is at the spot staying there. */
export function zoomed(view: View, factor: number, at: Spot = MIDDLE): View {
  const wanted = Math.min(MAX_ZOOM, Math.max(1, view.zoom * factor));
  const zoom = wanted < NEARLY_WHOLE ? 1 : wanted;
  const by = zoom / view.zoom;
  return kept({ zoom, x: at.x - (at.x - view.x) * by, y: at.y - (at.y - view.y) * by });
}

export function moved(view: View, by: Spot): View {
  return kept({ ...view, x: view.x + by.x, y: view.y + by.y });
}

/** Within the picture: its edges never come into the frame. */
function kept({ zoom, x, y }: View): View {
  const most = (zoom - 1) / 2;
  const within = (value: number) => Math.min(most, Math.max(-most, value));
  return { zoom, x: within(x), y: within(y) };
}
