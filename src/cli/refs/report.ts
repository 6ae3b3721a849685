import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { StartupError } from '../../core/base/startup-error.ts';
import { codeOf, type Outcome, whyOf } from './outcome.ts';

/** A CSV of every file that was not added, written as it grows. */
export class Report {
  readonly #path: string;
  readonly #stream: WriteStream;
  #fault: unknown = null;

  private constructor(path: string, stream: WriteStream) {
    this.#path = path;
    this.#stream = stream;
    stream.on('error', (cause) => {
      this.#fault = cause;
    });
  }

  /** Replaces what is there. Throws a `StartupError` when it cannot be written. */
  static async open(path: string): Promise<Report> {
    const stream = createWriteStream(path);
    try {
      await once(stream, 'open');
    } catch (cause) {
      throw unwritable(path, cause);
    }
    const report = new Report(path, stream);
    await report.#line(['file', 'outcome', 'reason']);
    return report;
  }

  async add(shown: string, outcome: Outcome): Promise<void> {
    if (outcome.kind !== 'added') await this.#line([shown, outcome.kind, whyOf(outcome)]);
  }

  /** Throws a `StartupError` when not all of it could be written. */
  async close(): Promise<void> {
    this.#stream.end();
    try {
      await finished(this.#stream);
    } catch (cause) {
      throw unwritable(this.#path, cause);
    }
  }

  async #line(cells: readonly string[]): Promise<void> {
    if (this.#fault !== null) throw unwritable(this.#path, this.#fault);
    if (this.#stream.write(`${cells.map(cell).join(',')}\n`)) return;
    await once(this.#stream, 'drain').catch((cause: unknown) => {
      throw unwritable(this.#path, cause);
    });
  }
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function unwritable(path: string, cause: unknown): StartupError {
  return new StartupError(`The report ${path} cannot be written (${codeOf(cause)}).`, { cause });
}
