import { expect, vi } from 'vitest';
import { PATIENT } from '../patient.ts';
import type { Seat, Seen } from './driver.ts';

/** Deletes an image where the chat asks once more. */
export async function confirmRemoval(seat: Seat, message: Seen): Promise<void> {
  const told = (text: string) =>
    vi.waitFor(async () => expect(await seat.told()).toContain(text), PATIENT);
  await seat.press(message, 'Delete');
  await told(`Delete ${message.side}`);
  await seat.pressTold('Delete for good');
  await told('The image and its message are gone.');
}
