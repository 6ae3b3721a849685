import sharp from 'sharp';
import { LENIENT } from './palette.ts';

/** How a picture is composed, read from its lightness. Places are shares of width and height, from the upper left. */
export interface Composition {
  readonly horizon: number;
  /** Degrees, clockwise. */
  readonly tilt: number;
  /** Where the subject stands, and how tall it is. */
  readonly x: number;
  readonly height: number;
  /** Looking straight down: no sky, and something everywhere. */
  readonly fromAbove: boolean;
}

/** Cells on each side of the picture. */
const CELLS = 32;
/** Grey values, of 256, by which a cell differs from its row where the subject is. */
const STANDS_OUT = 17;
/** Grey values between sky and ground, below which there is no sky. */
const NO_SKY = 60;
/** The part of the way from sky to ground at which the ground begins: hills are darker the nearer they are. */
const GROUND = 0.3;
/** Degrees by which an upright subject may seem to lean, and the most that is read. */
const LEVEL = 6;
const STEEPEST = 20;
/** Rows of a third of a subject, by which its lean can be read. */
const MIN_PART = 5;
/** Columns on either side of the subject's middle that it may have. */
const REACH = 5;
const TURNS = 4;

type Grey = readonly (readonly number[])[];

/** Reads a picture. Throws what sharp throws for what is none. */
export async function compositionOf(bytes: Uint8Array): Promise<Composition> {
  const grey = await sharp(bytes, LENIENT)
    .resize(CELLS, CELLS, { fit: 'fill' })
    .flatten({ background: '#fff' })
    .greyscale()
    .raw()
    .toBuffer();
  const rows = Array.from({ length: CELLS }, (_, row) => [
    ...grey.subarray(row * CELLS, (row + 1) * CELLS),
  ]);
  const [ground, subject] = [groundOf(rows), subjectOf(rows)];
  // From above nothing leans.
  return { ...ground, ...subject, ...(ground.fromAbove && { tilt: 0 }) };
}

function groundOf(rows: Grey): Pick<Composition, 'horizon' | 'fromAbove'> {
  // Medians, so that a subject in front does not count.
  const sky = median(rows.slice(0, CELLS / 4).flat());
  const ground = median(rows.slice(-3).flat());
  if (Math.abs(sky - ground) < NO_SKY) return { horizon: 0.5, fromAbove: isBusy(rows) };
  const edge = sky + (ground - sky) * GROUND;
  const isGround = (row: readonly number[]) =>
    ground < sky ? median(row) < edge : median(row) > edge;
  return { horizon: Math.max(0, rows.findIndex(isGround)) / CELLS, fromAbove: false };
}

/** Whether there is something above and below, as when one looks down on a table. */
function isBusy(rows: Grey): boolean {
  const third = Math.floor(CELLS / 3);
  return [rows.slice(0, third), rows.slice(-third)].every((part) => {
    const cells = part.flat();
    const usual = median(cells);
    return cells.filter((value) => Math.abs(value - usual) > STANDS_OUT).length > CELLS / 4;
  });
}

/** The columns that differ most from the rest of their rows, and the longest run of rows in which they do. */
function subjectOf(rows: Grey): Pick<Composition, 'x' | 'height' | 'tilt'> {
  const unlike = rows.map((row) => {
    const usual = median(row);
    return row.map((value) => Math.max(0, Math.abs(value - usual) - STANDS_OUT));
  });
  const columns = Array.from({ length: CELLS }, (_, column) =>
    sum(unlike.map((row) => (row[column] ?? 0) ** 2)),
  );
  const around = columns.map((_, at) => sum(near(columns, at, 1)));
  const best = around.indexOf(Math.max(...around));
  const { first, length } = longestRun(unlike.map((row) => sum(near(row, best, 1)) > 0));
  const body = unlike.slice(first, first + length);
  return { x: centreOf(columns, best) / CELLS, height: length / CELLS, tilt: leanOf(body, best) };
}

/** The middle of a subject, in columns. Its strongest column may be at its side: the middle around it is nearer, and so on. */
function centreOf(columns: readonly number[], best: number): number {
  let centre = best;
  for (let turn = 0; turn < TURNS; turn += 1) {
    const at = Math.round(centre);
    const cells = near(columns, at, REACH);
    const weighed = sum(cells.map((value, index) => value * index));
    centre = Math.max(0, at - REACH) + weighed / Math.max(1, sum(cells));
  }
  return centre + 0.5;
}

/** Degrees by which a subject leans to the right, between its upper and its lower part; without its feet and their shadow. */
function leanOf(body: Grey, middle: number): number {
  const part = Math.floor(body.length / 3);
  // Too small to tell.
  if (part < MIN_PART) return 0;
  const middleOf = (rows: Grey) => {
    const cells = near(columnsOf(rows), middle, REACH);
    return sum(cells.map((value, at) => value * at)) / Math.max(1, sum(cells));
  };
  const lean = middleOf(body.slice(0, part)) - middleOf(body.slice(part, 2 * part));
  const degrees = (Math.atan2(lean, part) * 180) / Math.PI;
  return Math.abs(degrees) < LEVEL ? 0 : Math.max(-STEEPEST, Math.min(STEEPEST, degrees));
}

function columnsOf(rows: Grey): readonly number[] {
  return Array.from({ length: CELLS }, (_, column) => sum(rows.map((row) => row[column] ?? 0)));
}

function near(values: readonly number[], at: number, reach: number): readonly number[] {
  return values.slice(Math.max(0, at - reach), at + reach + 1);
}

function longestRun(flags: readonly boolean[]): {
  readonly first: number;
  readonly length: number;
} {
  let best = { first: 0, length: 0 };
  let length = 0;
  for (const [at, flag] of flags.entries()) {
    length = flag ? length + 1 : 0;
    if (length > best.length) best = { first: at + 1 - length, length };
  }
  return best;
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
