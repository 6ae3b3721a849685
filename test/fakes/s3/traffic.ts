import type { Socket } from 'node:net';

/** Bytes that went over connections, counted at their sockets: headers and bodies. */
export class Traffic {
  readonly #open = new Set<Socket>();
  #received = 0;
  #sent = 0;

  watch(socket: Socket): void {
    this.#open.add(socket);
    socket.once('close', () => {
      this.#open.delete(socket);
      this.#received += socket.bytesRead;
      this.#sent += socket.bytesWritten;
    });
  }

  get received(): number {
    return [...this.#open].reduce((sum, socket) => sum + socket.bytesRead, this.#received);
  }

  get sent(): number {
    return [...this.#open].reduce((sum, socket) => sum + socket.bytesWritten, this.#sent);
  }

  /** Ends every connection at once, whatever it waits for. */
  cutAll(): void {
    for (const socket of this.#open) socket.destroy();
  }
}
