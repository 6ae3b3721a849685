import type { Log } from '../../src/core/ports/system.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Keeps what was logged, for tests that ask. */
export class SilentLog implements Log {
  readonly lines: { readonly level: string; readonly message: string }[] = [];
  /** The fields of the lines, in order. */
  readonly fields: Fields[] = [];
  /** What the lines name as their cause, in order. */
  readonly causes: unknown[] = [];

  info(fields: Fields, message: string): void {
    this.#keep('info', fields, message);
  }

  warn(fields: Fields, message: string): void {
    this.#keep('warn', fields, message);
  }

  error(fields: Fields, message: string): void {
    this.#keep('error', fields, message);
  }

  get errors(): readonly string[] {
    return this.lines.filter((one) => one.level === 'error').map((one) => one.message);
  }

  /** The fields of the lines with this message, without their causes. */
  about(message: string): readonly Fields[] {
    return this.fields
      .filter((_, index) => this.lines[index]?.message === message)
      .map(({ err: _err, ...rest }) => rest);
  }

  #keep(level: string, fields: Fields, message: string): void {
    if (fields.err !== undefined) this.causes.push(fields.err);
    this.lines.push({ level, message });
    this.fields.push(fields);
  }
}
