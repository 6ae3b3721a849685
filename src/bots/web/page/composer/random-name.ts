/** A name that nobody else has. `randomUUID` is not for plain addresses. */
export function randomName(): string {
  return [...crypto.getRandomValues(new Uint8Array(12))]
    .map((one) => one.toString(16).padStart(2, '0'))
    .join('');
}
