/** A colour in OKLCH: lightness 0–1, chroma 0–0.37, hue in degrees. Mixes as the eye does. */
export interface Colour {
  readonly l: number;
  readonly c: number;
  readonly h: number;
}

/** The colour as SVG writes it, brought into sRGB by lowering its chroma. */
export function css({ l, c, h }: Colour): string {
  let chroma = c;
  let rgb = toLinear({ l, c: chroma, h });
  while (chroma > 0.002 && rgb.some((part) => part < -0.001 || part > 1.001)) {
    chroma *= 0.92;
    rgb = toLinear({ l, c: chroma, h });
  }
  const [r, g, b] = rgb.map((part) => Math.round(255 * gamma(Math.min(1, Math.max(0, part)))));
  return `rgb(${r},${g},${b})`;
}

/** From sRGB bytes. */
export function fromRgb(red: number, green: number, blue: number): Colour {
  const [r = 0, g = 0, b = 0] = [red, green, blue].map((part) => linear(part / 255));
  const long = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const middle = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const short = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const l = 0.2104542553 * long + 0.793617785 * middle - 0.0040720468 * short;
  const a = 1.9779984951 * long - 2.428592205 * middle + 0.4505937099 * short;
  const bb = 0.0259040371 * long + 0.7827717662 * middle - 0.808675766 * short;
  return { l, c: Math.hypot(a, bb), h: (Math.atan2(bb, a) * 180) / Math.PI };
}

/** `share` 0 is `from`, 1 is `to`. */
export function mix(from: Colour, to: Colour, share: number): Colour {
  const [ax, ay] = cartesian(from);
  const [bx, by] = cartesian(to);
  const [x, y] = [ax + (bx - ax) * share, ay + (by - ay) * share];
  return {
    l: from.l + (to.l - from.l) * share,
    c: Math.hypot(x, y),
    h: (Math.atan2(y, x) * 180) / Math.PI,
  };
}

/** How far two colours are apart, in OKLab: 0.02 is just seen. */
export function distance(one: Colour, other: Colour): number {
  const [ax, ay] = cartesian(one);
  const [bx, by] = cartesian(other);
  return Math.hypot(one.l - other.l, ax - bx, ay - by);
}

function cartesian({ c, h }: Colour): readonly [number, number] {
  const angle = (h * Math.PI) / 180;
  return [c * Math.cos(angle), c * Math.sin(angle)];
}

/** Matrices of Björn Ottosson's OKLab, https://bottosson.github.io/posts/oklab/ (public domain). */
function toLinear(colour: Colour): readonly number[] {
  const [a, b] = cartesian(colour);
  const long = (colour.l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const middle = (colour.l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (colour.l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short,
  ];
}

function gamma(part: number): number {
  return part <= 0.0031308 ? 12.92 * part : 1.055 * part ** (1 / 2.4) - 0.055;
}

function linear(part: number): number {
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}
