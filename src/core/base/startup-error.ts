/** Why the hub cannot start or continue, in sentences for its operator: the fault and what to do. */
export class StartupError extends Error {
  constructor(message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.name = 'StartupError';
  }
}
