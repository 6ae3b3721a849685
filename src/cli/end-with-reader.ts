/**
 * For commands that only list: whoever reads, such as `head`, may have seen enough, and that is no fault.
 * To be called before anything is written.
 */
export function endWithReader(): void {
  process.stdout.once('error', (cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EPIPE') throw cause;
    process.exit(0);
  });
}
