import type { Corpus } from "../../corpus/corpus.js";
import { CandidateCollector, type CandidateEdges } from "../../join/candidates.js";
import type { MatchOptions, MatchProgress } from "../../join/match-all.js";
import { checkRankOptions, checkWhole, DEFAULT_K, refuseIssues } from "../../join/request.js";
import { ConfigError, createIssue, describeValue, type Issue } from "../../model/issue.js";
import { matchJob, type MatchPart } from "./match-job.js";
import type { CreateWorker, MatchWorker, WorkerPlatform } from "./match-worker.js";
import type { FromWorker, ToWorker } from "./serve-matches.js";
import { shareArrays } from "./shared-arrays.js";

/** What is used of an `AbortSignal`. */
export interface StopSignal {
  readonly aborted: boolean;
  readonly reason?: unknown;
  readonly addEventListener: (type: "abort", listener: () => void) => void;
  readonly removeEventListener: (type: "abort", listener: () => void) => void;
}

/** A thread that was lost, and whether what it was at is done again. */
export interface WorkerCrash {
  readonly reason: string;
  /** The records it was at; absent where it was lost before it had any. */
  readonly part?: MatchPart;
  /** How often this has happened to this part, from 1. */
  readonly attempt: number;
}

export interface WorkerMatchOptions extends MatchOptions {
  /** Threads, ≥ 1. Default: one a processor where memory can be shared, else one, since each then holds a copy of the corpus. */
  readonly workers?: number;
  /** Told after each part. */
  readonly onProgress?: (progress: MatchProgress) => void;
  /** Told of each thread that was lost. */
  readonly onCrash?: (crash: WorkerCrash) => void;
  /** Looked at between steps; once it is aborted, threads are ended and the promise is rejected with its reason. */
  readonly signal?: StopSignal;
  /** Starts a thread that runs `serveMatches`: for bundlers, and for signals that are functions. Default: the script in this package. */
  readonly createWorker?: CreateWorker;
}

/** A part is tried so often; what fails each time does not fail by chance. */
const ATTEMPTS = 3;
/** Parts a thread and side, at least: with fewer, threads wait for the last one. */
const PARTS_PER_WORKER = 4;
/** Records a part, at least and at most. Tests make them small; the answer is the same for any. */
export interface PartSizes {
  readonly min: number;
  readonly max: number;
}

/** As many as the join takes at once, and no fewer than make its start worth while: larger parts cost as much a record, and the last ones take longer. */
const PART_SIZES: PartSizes = { min: 64, max: 2_048 };

/** As `matchAllInWorkers`, on a given platform. */
export async function matchInWorkers(
  corpus: Corpus,
  options: WorkerMatchOptions,
  platform: WorkerPlatform,
  sizes: PartSizes = PART_SIZES,
): Promise<CandidateEdges> {
  refuseIssues(checkRankOptions(options, KNOWN));
  const { workers = platform.sharesMemory ? platform.processors : 1, signal } = options;
  refuseIssues([...checkWhole(workers, ["workers"], 1), ...checkFunctions(options)]);
  if (signal?.aborted === true) throw signal.reason;
  const { k = DEFAULT_K, minScore = -Infinity } = options;
  const job = matchJob(corpus, k, minScore);
  const parts = cutParts(corpus, workers, sizes);
  const pool = new MatchPool(corpus, parts, platform.sharesMemory ? shareArrays(job) : job, {
    ...options,
    createWorker: options.createWorker ?? platform.createWorker,
  });
  return pool.run(Math.min(workers, Math.max(1, parts.length)));
}

const KNOWN = ["k", "minScore", "workers", "onProgress", "onCrash", "signal", "createWorker"] as const;

function checkFunctions(options: WorkerMatchOptions): Issue[] {
  const wrong = (key: keyof WorkerMatchOptions, expected: string): Issue =>
    createIssue("option-wrong-type", { path: [key], expected, received: describeValue(options[key]) });
  const functions = (["onProgress", "onCrash", "createWorker"] as const).filter(
    (key) => options[key] !== undefined && typeof options[key] !== "function",
  );
  const issues = functions.map((key) => wrong(key, "function"));
  const signal: unknown = options.signal;
  const isSignal = typeof signal === "object" && signal !== null && "aborted" in signal && "addEventListener" in signal;
  return signal === undefined || isSignal ? issues : [...issues, wrong("signal", "AbortSignal")];
}

function cutParts(corpus: Corpus, workers: number, { min, max }: PartSizes): readonly MatchPart[] {
  return (["needs", "outcomes"] as const).flatMap((role) => {
    const { count } = corpus[role];
    const size = Math.min(max, Math.max(min, Math.ceil(count / (workers * PARTS_PER_WORKER))));
    return Array.from({ length: Math.ceil(count / size) }, (_, at) => ({ role, from: at * size, to: Math.min(count, (at + 1) * size) }));
  });
}

type PoolOptions = WorkerMatchOptions & { readonly createWorker: CreateWorker };

/** Threads, and the parts that wait, are being done and are done. Owns its state for one run. */
class MatchPool {
  private readonly waiting: number[];
  private readonly partOf = new Map<MatchWorker, number>();
  private readonly attempts = new Map<number, number>();
  private readonly workers = new Set<MatchWorker>();
  private readonly collector: CandidateCollector;
  private partsLeft: number;
  private recordsDone = 0;
  private resolve: (() => void) | undefined;
  private reject: ((reason: unknown) => void) | undefined;

  constructor(
    private readonly corpus: Corpus,
    private readonly parts: readonly MatchPart[],
    private readonly job: unknown,
    private readonly options: PoolOptions,
  ) {
    this.waiting = parts.map((_, number) => parts.length - 1 - number);
    this.partsLeft = parts.length;
    this.collector = new CandidateCollector(corpus.needs.count, corpus.outcomes.count);
  }

  async run(workerCount: number): Promise<CandidateEdges> {
    if (this.partsLeft === 0) return this.collector.collect();
    const { signal } = this.options;
    const stop = (): void => this.fail(signal?.reason);
    signal?.addEventListener("abort", stop);
    const finished = new Promise<void>((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    for (let at = 0; at < workerCount && this.isRunning(); at++) this.start();
    let ended: Promise<unknown> | undefined;
    try {
      await finished;
      // Threads end while their pairs are sorted.
      ended = this.endAll();
      return this.collector.collect();
    } finally {
      signal?.removeEventListener("abort", stop);
      await (ended ?? this.endAll());
    }
  }

  private endAll(): Promise<unknown> {
    return Promise.all([...this.workers].map((worker) => worker.end()));
  }

  private isRunning(): boolean {
    return this.reject !== undefined;
  }

  private fail(reason: unknown): void {
    this.reject?.(reason);
    this.reject = undefined;
  }

  private start(): void {
    let worker: MatchWorker | undefined;
    const lost = (reason: string): void => {
      if (worker === undefined || !this.workers.delete(worker) || !this.isRunning()) return;
      const number = this.partOf.get(worker);
      this.partOf.delete(worker);
      this.guard(() => this.retry(number, reason, worker!));
    };
    try {
      worker = this.options.createWorker({
        // What a lost thread still said is not counted: its part is done again.
        onMessage: (message) => this.workers.has(worker!) && this.guard(() => this.hear(worker!, message as FromWorker)),
        onFailure: lost,
      });
      this.workers.add(worker);
      worker.post({ kind: "job", job: this.job } satisfies { kind: "job"; job: unknown });
    } catch (error) {
      this.fail(error);
    }
  }

  /** What a caller's function throws ends the run, not the process. */
  private guard(run: () => void): void {
    if (!this.isRunning()) return;
    try {
      run();
    } catch (error) {
      this.fail(error);
    }
  }

  private hear(worker: MatchWorker, message: FromWorker): void {
    switch (message.kind) {
      case "ready":
        return this.give(worker);
      case "missing":
        throw new ConfigError(message.signals.map((name) => createIssue("worker-function-missing", { path: ["weights", name] })));
      case "failed":
        this.partOf.delete(worker);
        this.retryPart(message.number, message.reason);
        return this.give(worker);
      case "done":
        this.partOf.delete(worker);
        this.keep(message);
        return this.give(worker);
    }
  }

  private give(worker: MatchWorker): void {
    const number = this.waiting.pop();
    if (number === undefined || !this.isRunning()) return;
    this.partOf.set(worker, number);
    worker.post({ kind: "part", number, part: this.parts[number]! } satisfies ToWorker);
  }

  private keep({ number, record, partner, score }: Extract<FromWorker, { readonly kind: "done" }>): void {
    const { role, from, to } = this.parts[number]!;
    this.collector.addAll(role === "needs" ? { need: record, outcome: partner, score } : { need: partner, outcome: record, score });
    this.recordsDone += to - from;
    this.partsLeft--;
    const { needs, outcomes } = this.corpus;
    this.options.onProgress?.({ done: this.recordsDone, total: needs.count + outcomes.count });
    if (this.partsLeft > 0 || !this.isRunning()) return;
    this.reject = undefined;
    this.resolve!();
  }

  private retry(number: number | undefined, reason: string, worker: MatchWorker): void {
    worker.end();
    this.retryPart(number, reason);
    this.start();
  }

  private retryPart(number: number | undefined, reason: string): void {
    const key = number ?? -1;
    const attempt = (this.attempts.get(key) ?? 0) + 1;
    this.attempts.set(key, attempt);
    this.options.onCrash?.({ reason, attempt, ...(number === undefined ? {} : { part: this.parts[number]! }) });
    if (attempt >= ATTEMPTS)
      throw new ConfigError([createIssue("worker-failed", { expected: `${ATTEMPTS}`, received: reason.slice(0, 200) })]);
    if (number !== undefined) this.waiting.push(number);
  }
}
