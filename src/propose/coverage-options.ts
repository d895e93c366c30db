import { unknownOptions } from "../join/request.js";
import { createIssue, describeValue, type Issue } from "../model/issue.js";
import type { CoverageRequest } from "./coverage-types.js";

/**
 * Text signal from which a part counts as covered. Of the 73 parts that the example catalogue's needs give, the likest outcome is one that
 * its authors meant for the need, and reaches it, for 56, and another one for 4; at 0.15 it is 58 and 9, at 0.25 52 and 3.
 */
const DEFAULT_MIN_COVER = 0.2;
/**
 * Of the 83 outcomes in the first 46 alliances for 272 real needs, read by eye, 23 had nothing to do with their part (注册商标 for the registration of an
 * injection, 数字教学 for the management of a factory). A tenth keeps out 10 of these and 8 of the other 60; those that take their places are read too, and
 * 16 of 79 are amiss. On the example catalogue, whose parts are short, it changes nothing.
 */
const DEFAULT_MIN_HELD = 0.1;
/** A university that would bring less than a twentieth of the need is not worth another signature; of 160 members on 272 real needs 31 were such. */
const DEFAULT_MIN_GAIN = 0.05;

/** What is wrong with the options. */
export function coverageIssues(options: unknown): Issue[] {
  if (options === undefined) return [];
  if (typeof options !== "object" || options === null || Array.isArray(options))
    return [createIssue("option-wrong-type", { path: ["coverage"], expected: "object", received: describeValue(options) })];
  const issues = [...unknownOptions(options, ["parts", "minCover", "minHeld", "minGain"], ["coverage"])];
  const { parts, minCover, minHeld, minGain } = options as Readonly<Partial<Record<keyof CoverageRequest, unknown>>>;
  const refuse = (key: string, expected: string, received: unknown): void => {
    issues.push(createIssue("option-out-of-range", { path: ["coverage", key], expected, received: describeValue(received) }));
  };
  const isShare = (share: unknown): boolean => share === undefined || (typeof share === "number" && share >= 0 && share <= 1);
  if (parts !== undefined && parts !== "found" && parts !== "given") refuse("parts", "found | given", parts);
  if (minCover !== undefined && !(typeof minCover === "number" && minCover > 0 && minCover < Infinity)) refuse("minCover", "> 0", minCover);
  if (!isShare(minHeld)) refuse("minHeld", "0 … 1", minHeld);
  if (!isShare(minGain)) refuse("minGain", "0 … 1", minGain);
  return issues;
}

/** @param request without issues. */
export function readCoverage(request: CoverageRequest = {}): Required<CoverageRequest> {
  return {
    parts: request.parts ?? "found",
    minCover: request.minCover ?? DEFAULT_MIN_COVER,
    minHeld: request.minHeld ?? DEFAULT_MIN_HELD,
    minGain: request.minGain ?? DEFAULT_MIN_GAIN,
  };
}
