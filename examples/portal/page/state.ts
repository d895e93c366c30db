import type { Session } from "alliance-match/choice";
import type { GroupAnswers, ShownGroups, ShownNames, ShownSession } from "../workers/messages.js";
import type { View } from "./address.js";
import type { GroupDiff } from "./group-answers.js";

/** Everything that undo takes back: the view and what was planned and answered. The market is not undone. */
export interface State {
  readonly view: View;
  readonly plan: PlanState | null;
  /** Alliances of several, where the method makes them; the pairs of `plan` stand beside them. */
  readonly groups: GroupState | null;
}

export interface PlanState {
  readonly session: Session;
  readonly names: ShownNames;
  /** What the last solve said. */
  readonly solved: Pick<ShownSession, "diff" | "total" | "status" | "unmatched" | "stability" | "issues">;
}

export interface GroupState {
  readonly shown: ShownGroups;
  readonly answers: GroupAnswers;
  /** What the last solve changed; `null` where it was the first. */
  readonly diff: GroupDiff | null;
}

const MOST_UNDO = 100;

/** The state of the page, as it is and as it was. Whoever shows something of it listens. */
export class Store {
  private readonly past: State[] = [];
  private readonly listeners: Array<(now: State, before: State) => void> = [];

  constructor(private current: State) {}

  get state(): State {
    return this.current;
  }

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  listen(listener: (now: State, before: State) => void): void {
    this.listeners.push(listener);
  }

  /** A step that undo takes back. */
  change(next: Partial<State>): void {
    this.remember();
    this.set(next);
  }

  changeView(next: Partial<View>): void {
    this.change({ view: { ...this.current.view, ...next } });
  }

  /** A step that undo does not know by itself: it belongs to the one remembered before, or is none of what is undone. */
  set(next: Partial<State>): void {
    const before = this.current;
    this.current = { ...before, ...next };
    for (const listener of this.listeners) listener(this.current, before);
  }

  setView(next: Partial<View>): void {
    this.set({ view: { ...this.current.view, ...next } });
  }

  /** Undo leads back to here. */
  remember(): void {
    this.past.push(this.current);
    if (this.past.length > MOST_UNDO) this.past.shift();
  }

  /** @returns whether there was a step to take back. */
  undo(): boolean {
    const last = this.past.pop();
    if (last === undefined) return false;
    this.set(last);
    return true;
  }

  /** Another market: what was done with the one before cannot be undone any more. */
  forget(): void {
    this.past.length = 0;
  }
}
