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

/** What a hub depends on outside its own process, as it was seen last. */
export interface HubHealth {
  /** The render queue: in this process, there, or away. */
  readonly queue: 'inside' | 'there' | 'away';
  readonly workers: readonly WorkerHealth[];
  /** What is wrong with where the images are; null for nothing. */
  readonly blobsFault: string | null;
}

/** Whether the worker takes jobs of this hub. */
export function isOpenWorker({ speaksOurs, slots }: WorkerHealth): boolean {
  return speaksOurs && slots > 0;
}
