/** A person's credits. `resetAt` is milliseconds since the epoch: the next midnight of UTC. */
export interface CreditsNow {
  readonly today: number;
  readonly inFlight: number;
  readonly quota: number;
  readonly resetAt: number;
  readonly lifetime: number;
}
