import type { Log } from '../../src/core/ports/system.ts';

/** Keeps what was logged, for tests that ask. */
export class SilentLog implements Log {
  readonly lines: { readonly level: string; readonly message: string }[] = [];

  info(_fields: Readonly<Record<string, unknown>>, message: string): void {
    this.lines.push({ level: 'info', message });
  }

  warn(_fields: Readonly<Record<string, unknown>>, message: string): void {
    this.lines.push({ level: 'warn', message });
  }

  error(_fields: Readonly<Record<string, unknown>>, message: string): void {
    this.lines.push({ level: 'error', message });
  }

  get errors(): readonly string[] {
    return this.lines.filter((one) => one.level === 'error').map((one) => one.message);
  }
}
