import type { Kept } from './kept.ts';

/** Lines that are remembered, and UTF-16 units of them together. */
const MAX_LINES = 50;
const MAX_UNITS = 100_000;

/** The lines that a person has sent from this browser, which ↑ brings back as in a shell. */
export class PastLines {
  readonly #kept: Kept;
  #key = '';
  /** How many lines back the box is; 0 for a line that is being written. */
  #back = 0;
  #recalled = '';

  constructor(kept: Kept) {
    this.#kept = kept;
  }

  open(name: string): void {
    this.#key = `diptych.lines:${name}`;
    this.#back = 0;
  }

  /** Whether the box holds nothing, or a line as it was brought back. */
  recalls(line: string): boolean {
    return line === '' || (this.#back > 0 && line === this.#recalled);
  }

  add(line: string): void {
    const lines = [...this.#lines().filter((one) => one !== line), line].slice(-MAX_LINES);
    while (lines.length > 1 && lines.join('').length > MAX_UNITS) lines.shift();
    this.#kept.write(this.#key, lines);
    this.#back = 0;
  }

  /** The line before or after the one in the box; undefined where there is none. After the newest comes an empty one. */
  step(line: string, by: 1 | -1): string | undefined {
    const lines = this.#lines();
    const back = (line === '' ? 0 : this.#back) + by;
    if (back < 0 || back > lines.length) return undefined;
    this.#back = back;
    this.#recalled = lines.at(-back || lines.length) ?? '';
    return this.#recalled;
  }

  /** Removes them all. */
  forget(): void {
    this.#kept.remove(this.#key);
  }

  #lines(): readonly string[] {
    const lines = this.#kept.read(this.#key);
    return Array.isArray(lines) ? lines.filter((one) => typeof one === 'string') : [];
  }
}
