/** Letters as strokes on a 4 × 6 grid: text in SVG would depend on the machine's fonts. */
const LETTERS: ReadonlyMap<string, string> = new Map([
  ['S', 'M4 1 C4 0 0 0 0 1.6 C0 3.2 4 2.6 4 4.4 C4 6 0 6 0 5'],
  ['A', 'M0 6 L2 0 L4 6 M0.8 4 L3.2 4'],
  ['M', 'M0 6 L0 0 L2 3.4 L4 0 L4 6'],
  ['P', 'M0 6 L0 0 L2.4 0 C4.6 0 4.6 3.2 2.4 3.2 L0 3.2'],
  ['L', 'M0 0 L0 6 L4 6'],
  ['E', 'M4 0 L0 0 L0 6 L4 6 M0 3 L3.2 3'],
]);
const STEP = 6;

/** "SAMPLE" in the lower right corner, legible on light and dark. */
export function sampleMark(width: number, height: number): string {
  const scale = 4.4;
  const letters = Array.from('SAMPLE', (letter, index) => {
    return `<path transform="translate(${index * STEP} 0)" d="${LETTERS.get(letter) ?? ''}"/>`;
  }).join('');
  const [x, y] = [width - 6 * STEP * scale - 22, height - 6 * scale - 26];
  const stroke = (colour: string, weight: number, opacity: number) =>
    `<g transform="translate(${x} ${y}) scale(${scale})" fill="none" stroke="${colour}" stroke-width="${weight}" stroke-opacity="${opacity}" stroke-linecap="round" stroke-linejoin="round">${letters}</g>`;
  return stroke('#000', 2.2, 0.3) + stroke('#fff', 0.9, 0.9);
}
