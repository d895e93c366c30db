import { randomUUID } from "node:crypto";
import { Worker } from "node:worker_threads";
import type { AlliancePlan, Corpus, Issue, ProposeProgress, ProposeRequest } from "alliance-match";
import { saveSnapshot } from "alliance-match/snapshot";
import type { Weights } from "alliance-match/choice";

/** What a job says of itself. Numbers of progress are records, then solver steps. */
export type JobState =
  | { readonly status: "waiting" }
  | { readonly status: "running"; readonly progress: ProposeProgress | null }
  | { readonly status: "done"; readonly plan: PlanAnswer }
  | { readonly status: "refused"; readonly issues: readonly Issue[] }
  | { readonly status: "failed" }
  | { readonly status: "cancelled" };

/** A plan without its certificate, which is as large as all its candidates; `certified` says that it was checked. */
export type PlanAnswer = Omit<AlliancePlan, "certificate"> & {
  readonly certified: { readonly scope: string; readonly bound: number | null };
};

export interface Job {
  readonly id: string;
  readonly request: ProposeRequest;
  /** The change of the market that the plan is made over. */
  readonly change: number;
  readonly state: JobState;
}

/** What the thread is given, and what it tells. */
export interface PlanTask {
  readonly snapshot: SharedArrayBuffer;
  readonly weights: Weights;
  readonly request: ProposeRequest;
}
export type PlanMessage =
  | { readonly kind: "progress"; readonly progress: ProposeProgress }
  | { readonly kind: "plan"; readonly plan: PlanAnswer }
  | { readonly kind: "refused"; readonly issues: readonly Issue[] };

/** A job that ended by a defect of ours, for the log: its caller is told no more than that. */
export interface FailedJob {
  readonly event: "plan-failed";
  readonly job: string;
  readonly reason: string;
}

/** Jobs that wait or run at most, and ended ones that are remembered. */
const MOST_OPEN = 8;
const MOST_ENDED = 64;

const ENDED = new Set<JobState["status"]>(["done", "refused", "failed", "cancelled"]);

/**
 * Plans as jobs: one at a time, each in a thread of its own over a snapshot of the market as it was when the job was ordered, so that requests are
 * answered meanwhile and a job is cancelled by ending its thread.
 */
export class PlanJobs {
  private readonly jobs = new Map<string, Job>();
  private readonly tasks = new Map<string, PlanTask>();
  private readonly watchers = new Map<string, Set<(state: JobState) => void>>();
  private running: { readonly id: string; readonly thread: Worker } | undefined;

  constructor(private readonly onFailed: (failed: FailedJob) => void = () => undefined) {}

  /** @returns the job, or `undefined` where too many wait. */
  order(corpus: Corpus, change: number, request: ProposeRequest): Job | undefined {
    const open = [...this.jobs.values()].filter(({ state }) => !ENDED.has(state.status));
    if (open.length >= MOST_OPEN) return undefined;
    const job: Job = { id: randomUUID(), request, change, state: { status: "waiting" } };
    this.jobs.set(job.id, job);
    this.tasks.set(job.id, { snapshot: shared(saveSnapshot(corpus)), weights: corpus.config.weights, request });
    this.startNext();
    return this.jobs.get(job.id);
  }

  find(id: string): Job | undefined {
    return this.jobs.get(id);
  }

  /** @returns whether there was anything to cancel. */
  cancel(id: string): boolean {
    const job = this.jobs.get(id);
    if (job === undefined || ENDED.has(job.state.status)) return false;
    this.settle(id, { status: "cancelled" });
    return true;
  }

  /** Calls back with the state as it is and with every later one; the last one has ended. @returns how to stop listening. */
  watch(id: string, onState: (state: JobState) => void): () => void {
    const { state } = this.jobs.get(id)!;
    onState(state);
    if (ENDED.has(state.status)) return () => undefined;
    const watchers = this.watchers.get(id) ?? new Set();
    this.watchers.set(id, watchers.add(onState));
    return () => watchers.delete(onState);
  }

  /** Cancels whatever has not ended. */
  close(): void {
    for (const id of this.jobs.keys()) this.cancel(id);
  }

  private startNext(): void {
    if (this.running !== undefined) return;
    const [next] = this.tasks;
    if (next === undefined) return;
    const [id, task] = next;
    this.tasks.delete(id);
    const thread = new Worker(new URL("./plan-thread.mjs", import.meta.url), { workerData: task });
    this.running = { id, thread };
    this.tell(id, { status: "running", progress: null });
    thread.on("message", (message: PlanMessage) => {
      if (message.kind === "progress") this.tell(id, { status: "running", progress: message.progress });
      else
        this.settle(id, message.kind === "plan" ? { status: "done", plan: message.plan } : { status: "refused", issues: message.issues });
    });
    thread.on("error", (error: Error) => this.fail(id, error.stack ?? error.message));
    thread.on("exit", (code) => this.fail(id, `the thread ended with ${code}`));
  }

  private fail(id: string, reason: string): void {
    if (ENDED.has(this.jobs.get(id)!.state.status)) return;
    this.onFailed({ event: "plan-failed", job: id, reason });
    this.settle(id, { status: "failed" });
  }

  /** Ends a job, once: what its thread says later is not heard. */
  private settle(id: string, state: JobState): void {
    if (ENDED.has(this.jobs.get(id)!.state.status)) return;
    this.tasks.delete(id);
    this.tell(id, state);
    this.watchers.delete(id);
    this.forgetOldest();
    if (this.running?.id !== id) return;
    const { thread } = this.running;
    void thread.terminate().then(() => {
      this.running = undefined;
      this.startNext();
    });
  }

  private tell(id: string, state: JobState): void {
    const job = this.jobs.get(id)!;
    if (ENDED.has(job.state.status)) return;
    this.jobs.set(id, { ...job, state });
    for (const onState of this.watchers.get(id) ?? []) onState(state);
  }

  private forgetOldest(): void {
    const ended = [...this.jobs.values()].filter(({ state }) => ENDED.has(state.status));
    for (const { id } of ended.slice(0, Math.max(0, ended.length - MOST_ENDED))) this.jobs.delete(id);
  }
}

function shared(buffer: ArrayBuffer): SharedArrayBuffer {
  const copy = new SharedArrayBuffer(buffer.byteLength);
  new Uint8Array(copy).set(new Uint8Array(buffer));
  return copy;
}
