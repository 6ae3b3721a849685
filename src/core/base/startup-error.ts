/** Why the hub cannot start or go on, in sentences for its operator: what is wrong and what to do. */
export class StartupError extends Error {
  constructor(message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.name = 'StartupError';
  }
}
