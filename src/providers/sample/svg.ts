/** One picture's part: what is defined for it, and its shapes. */
export interface Drawing {
  readonly defs: string;
  readonly shapes: string;
}

/** A colour, or what else SVG fills with. More attributes follow it as they are. */
type Fill = string;

export function ellipse(
  x: number,
  y: number,
  rx: number,
  ry: number,
  fill: Fill,
  more = '',
): string {
  return `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(rx)}" ry="${n(ry)}" fill="${fill}" ${more}/>`;
}

export function circle(x: number, y: number, r: number, fill: Fill, more = ''): string {
  return `<circle cx="${n(x)}" cy="${n(y)}" r="${n(r)}" fill="${fill}" ${more}/>`;
}

export function rect(
  x: number,
  y: number,
  width: number,
  height: number,
  fill: Fill,
  more = '',
): string {
  return `<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" fill="${fill}" ${more}/>`;
}

export function path(d: string, fill: Fill, more = ''): string {
  return `<path d="${d}" fill="${fill}" ${more}/>`;
}

/** A line with round ends. */
export function stroke(d: string, colour: string, width: number, more = ''): string {
  return `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${n(width)}" stroke-linecap="round" stroke-linejoin="round" ${more}/>`;
}

export function group(transform: string, ...shapes: readonly string[]): string {
  return `<g transform="${transform}">${shapes.join('')}</g>`;
}

/** Shapes and their mirror image at x = 0. */
export function mirrored(...shapes: readonly string[]): string {
  return shapes.join('') + group('scale(-1 1)', ...shapes);
}

/** A gradient from top to bottom, under its id: over what it fills, or between two heights of the drawing. */
export function gradient(
  id: string,
  stops: readonly (readonly [number, string])[],
  between?: readonly [top: number, bottom: number],
): string {
  const inner = stops.map(([at, colour]) => `<stop offset="${at}" stop-color="${colour}"/>`);
  const [y1, y2] = between ?? [0, 1];
  const units = between === undefined ? '' : ' gradientUnits="userSpaceOnUse"';
  return `<linearGradient id="${id}" x1="0" y1="${n(y1)}" x2="0" y2="${n(y2)}"${units}>${inner.join('')}</linearGradient>`;
}

/** A glow that fades out, under its id. */
export function glow(id: string, colour: string, strength: number): string {
  const stop = (at: number, share: number) =>
    `<stop offset="${at}" stop-color="${colour}" stop-opacity="${share}"/>`;
  return `<radialGradient id="${id}">${stop(0, strength)}${stop(0.35, strength / 2)}${stop(1, 0)}</radialGradient>`;
}

export function opacity(share: number): string {
  return `fill-opacity="${share}"`;
}

/** A number as short as the picture needs it. */
export function n(value: number): string {
  return String(Math.round(value * 100) / 100);
}
