import type { Log } from '../../src/core/ports/system.ts';

/** Keeps what was logged, for tests that ask. */
export class SilentLog implements Log {
  readonly lines: { readonly level: string; readonly message: string }[] = [];
  /** What the lines name as their cause, in order. */
  readonly causes: unknown[] = [];

  info({ err }: Readonly<Record<string, unknown>>, message: string): void {
    if (err !== undefined) this.causes.push(err);
    this.lines.push({ level: 'info', message });
  }

  warn({ err }: Readonly<Record<string, unknown>>, message: string): void {
    if (err !== undefined) this.causes.push(err);
    this.lines.push({ level: 'warn', message });
  }

  error({ err }: Readonly<Record<string, unknown>>, message: string): void {
    if (err !== undefined) this.causes.push(err);
    this.lines.push({ level: 'error', message });
  }

  get errors(): readonly string[] {
    return this.lines.filter((one) => one.level === 'error').map((one) => one.message);
  }
}
