import type { CallPurpose } from './provider-call.ts';

/** A living worker in a process of its own, as it announces itself. */
export interface WorkerHealth {
  readonly id: string;
  /** Its version of Diptych. */
  readonly version: string;
  /** Names of the providers that it can call. */
  readonly providers: readonly string[];
  /** Jobs that it takes at once; 0 while it stops. */
  readonly slots: number;
  /** False: it speaks another version of jobs or results, and gets no jobs of this hub. */
  readonly speaksOurs: boolean;
}

/** Calls that are not made for now. */
export interface RestingCalls {
  /** The provider's display name. */
  readonly provider: string;
  readonly purpose: CallPurpose;
  /** The provider's own name of the model; null: all its models. */
  readonly model: string | null;
  /** Milliseconds. */
  readonly restMs: number;
  readonly why: 'failures' | 'rate_limited';
}

/** What a hub depends on outside its own process, as it was seen last. */
export interface HubHealth {
  /** The render queue: in this process, there, or away. */
  readonly queue: 'inside' | 'there' | 'away';
  /** What a queue says that is away although it can be reached; else null. */
  readonly queueFault: string | null;
  readonly workers: readonly WorkerHealth[];
  /** What is wrong with where the images are; null for nothing. */
  readonly blobsFault: string | null;
  readonly resting: readonly RestingCalls[];
}

/** Whether the worker takes jobs of this hub. */
export function isOpenWorker({ speaksOurs, slots }: WorkerHealth): boolean {
  return speaksOurs && slots > 0;
}
