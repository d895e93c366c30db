/** A thread that runs `serveMatches`, however the platform makes one. */
export interface MatchWorker {
  /** Sends a message; arrays in shared memory are shared, others copied. */
  readonly post: (message: unknown) => void;
  /** Ends the thread, whatever it does. */
  readonly end: () => unknown;
}

/** What a thread tells those who made it. */
export interface MatchWorkerEvents {
  readonly onMessage: (message: unknown) => void;
  /** It is gone, or cannot be understood: it will give no more answers. */
  readonly onFailure: (reason: string) => void;
}

/** Starts a thread. */
export type CreateWorker = (events: MatchWorkerEvents) => MatchWorker;

/** What a platform has to offer. */
export interface WorkerPlatform {
  readonly createWorker: CreateWorker;
  /** Whether threads may share memory: always in Node, in browsers only on isolated pages. */
  readonly sharesMemory: boolean;
  /** Threads that can run at once. */
  readonly processors: number;
}
