import { css } from './colour.ts';
import { type Canvas, placeOf, shade } from './painting.ts';

/** The subject of the landscape: a figure, several, a vessel, or a row of houses. */
export function subjects(canvas: Canvas): string {
  const { scene, view, horizon, random } = canvas;
  const ground = Math.min(canvas.height * 0.9, horizon + (canvas.height - horizon) * 0.42);
  const height = (canvas.height / 3) * view.scale;
  const middle = placeOf(canvas, 0.36 + 0.28 * random());
  switch (scene) {
    case 'single-subject':
      return figure(canvas, middle, ground, height, 0);
    case 'group':
      return Array.from({ length: 4 }, (_, index) => {
        const x = middle + (index - 1.5) * height * (0.36 + 0.1 * random());
        return figure(canvas, x, ground - 14 * random(), height * (0.82 + 0.3 * random()), index);
      }).join('\n');
    case 'object':
      return vessel(canvas, middle, ground, height);
    case 'scene':
      return houses(canvas);
  }
}

/** A person in a long coat, with a shadow that falls to the right. */
function figure({ palette }: Canvas, x: number, ground: number, h: number, index: number): string {
  const coat = css(shade(palette, index + 2, 0.36, 1.35));
  const fold = css(shade(palette, index + 2, 0.27, 1.2));
  const skin = css({ l: 0.78, c: 0.06, h: 60 });
  const hair = css(shade(palette, index + 1, 0.18, 0.8));
  const [head, w] = [h * 0.085, h * 0.17];
  const top = ground - h;
  return [
    `<ellipse cx="${x + h * 0.22}" cy="${ground}" rx="${h * 0.34}" ry="${h * 0.03}" fill="#000" fill-opacity="0.2"/>`,
    `<path d="M ${x - w * 0.45} ${ground} L ${x - w * 0.28} ${ground - h * 0.3} L ${x + w * 0.05} ${ground - h * 0.3} L ${x - w * 0.02} ${ground} Z" fill="${hair}"/>`,
    `<path d="M ${x + w * 0.12} ${ground} L ${x} ${ground - h * 0.3} L ${x + w * 0.3} ${ground - h * 0.3} L ${x + w * 0.5} ${ground} Z" fill="${hair}"/>`,
    `<path d="M ${x} ${top + head * 1.7} C ${x + w * 0.9} ${top + head * 2}, ${x + w * 0.7} ${ground - h * 0.45}, ${x + w * 0.95} ${ground - h * 0.17} L ${x - w * 0.9} ${ground - h * 0.17} C ${x - w * 0.66} ${ground - h * 0.45}, ${x - w * 0.86} ${top + head * 2}, ${x} ${top + head * 1.7} Z" fill="${coat}"/>`,
    `<path d="M ${x + w * 0.1} ${top + head * 2.2} C ${x + w * 0.8} ${top + head * 2.4}, ${x + w * 0.6} ${ground - h * 0.45}, ${x + w * 0.95} ${ground - h * 0.17} L ${x + w * 0.25} ${ground - h * 0.17} Z" fill="${fold}" fill-opacity="0.7"/>`,
    `<circle cx="${x}" cy="${top + head}" r="${head}" fill="${skin}"/>`,
    `<path d="M ${x - head * 1.1} ${top + head * 2.1} C ${x - head * 1.7} ${top - head * 0.5}, ${x + head * 1.7} ${top - head * 0.7}, ${x + head * 1.05} ${top + head * 1.1} C ${x + head * 0.5} ${top + head * 0.5}, ${x - head * 0.2} ${top + head * 0.2}, ${x - head * 0.5} ${top + head * 0.9} C ${x - head * 0.6} ${top + head * 1.6}, ${x - head * 0.5} ${top + head * 2}, ${x - head * 1.1} ${top + head * 2.1} Z" fill="${hair}"/>`,
  ].join('');
}

/** A bottle on a stone. */
function vessel({ palette }: Canvas, x: number, ground: number, h: number): string {
  const glass = css(shade(palette, 2, 0.62, 1.3));
  const dark = css(shade(palette, 2, 0.42, 1.3));
  const stone = css(shade(palette, 1, 0.5, 0.5));
  const cap = css(shade(palette, 0, 0.24, 0.8));
  const w = h * 0.3;
  const top = ground - h;
  return [
    `<ellipse cx="${x}" cy="${ground}" rx="${w * 2.1}" ry="${h * 0.12}" fill="${stone}"/>`,
    `<ellipse cx="${x + w * 0.5}" cy="${ground - h * 0.02}" rx="${w * 1.1}" ry="${h * 0.05}" fill="#000" fill-opacity="0.25"/>`,
    `<rect x="${x - w * 0.22}" y="${top}" width="${w * 0.44}" height="${h * 0.2}" rx="${w * 0.06}" fill="${cap}"/>`,
    `<rect x="${x - w * 0.13}" y="${top + h * 0.18}" width="${w * 0.26}" height="${h * 0.12}" fill="${dark}"/>`,
    `<rect x="${x - w}" y="${top + h * 0.27}" width="${w * 2}" height="${h * 0.71}" rx="${w * 0.34}" fill="${glass}"/>`,
    `<path d="M ${x + w * 0.2} ${top + h * 0.27} L ${x + w * 0.66} ${top + h * 0.27} A ${w * 0.34} ${w * 0.34} 0 0 1 ${x + w} ${top + h * 0.27 + w * 0.34} L ${x + w} ${ground - h * 0.02 - w * 0.34} A ${w * 0.34} ${w * 0.34} 0 0 1 ${x + w * 0.66} ${ground - h * 0.02} L ${x + w * 0.3} ${ground - h * 0.02} Z" fill="${dark}" fill-opacity="0.75"/>`,
    `<rect x="${x - w * 0.8}" y="${top + h * 0.36}" width="${w * 0.16}" height="${h * 0.5}" rx="${w * 0.08}" fill="#fff" fill-opacity="0.45"/>`,
  ].join('');
}

function houses({ palette, view, width, horizon, random }: Canvas): string {
  const ground = horizon + 60;
  const shapes: string[] = [];
  let x = -20;
  for (let index = 0; x < width; index += 1) {
    const w = (36 + 70 * random()) * Math.max(0.6, view.scale);
    const h = (60 + 210 * random() ** 2) * Math.max(0.6, view.scale);
    const wall = css(shade(palette, index, 0.5 + 0.14 * random(), 1.1));
    shapes.push(
      `<rect x="${x}" y="${ground - h}" width="${w}" height="${h + 240}" fill="${wall}"/>`,
    );
    shapes.push(windows(css(shade(palette, index + 2, 0.9, 1)), x, ground - h, w, h, random));
    x += w * (0.82 + 0.25 * random());
  }
  return shapes.join('');
}

function windows(
  fill: string,
  left: number,
  top: number,
  w: number,
  h: number,
  random: () => number,
): string {
  const shapes: string[] = [];
  for (let y = top + 14; y < top + h; y += 22) {
    for (let x = left + 8; x < left + w - 12; x += 17) {
      if (random() < 0.4) {
        shapes.push(
          `<rect x="${x}" y="${y}" width="8" height="11" fill="${fill}" fill-opacity="0.75"/>`,
        );
      }
    }
  }
  return shapes.join('');
}
