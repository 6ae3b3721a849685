import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../../core/ports/system.ts';

/** Characters of what a client of Slack says that are kept. */
const MAX_SAID = 500;

/** Bolt's log as ours. What it says for its developers is dropped: it holds whole payloads. */
export function boltLog(log: Log): Logger {
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (...parts) => log.warn({ said: said(parts) }, 'Slack’s client warns'),
    error: (...parts) => log.warn({ said: said(parts) }, 'Slack’s client failed'),
    setLevel: () => undefined,
    getLevel: () => LogLevel.WARN,
    setName: () => undefined,
  };
}

function said(parts: readonly unknown[]): string {
  const texts = parts.map((part) => (part instanceof Error ? part.message : String(part)));
  return texts.join(' ').slice(0, MAX_SAID);
}
