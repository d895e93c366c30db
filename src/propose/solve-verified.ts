import { InvariantError } from "../kernel/invariant-error.js";
import type { Edges, Objective, Solution, SolveOptions } from "../solve/index.js";
import type { ObjectiveMethod } from "./alliance-methods.js";

/** Solves, and hands nothing out that other code does not confirm. @throws InvariantError where it does not. */
export function solveVerified(method: ObjectiveMethod, edges: Edges, options: SolveOptions<Objective>): Solution<Objective> {
  const solution = method.solve(edges, options);
  const verdict = method.verify(edges, options, solution);
  if (verdict.valid) return solution;
  throw new InvariantError(`the plan does not pass its own check: ${verdict.problems.map(({ code }) => code).join(", ")}`);
}
