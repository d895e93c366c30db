/** What `propose` takes as its third argument: ways to make plans beyond pairing records for the largest total. */
export { fair, quotas, stable } from "./propose/objectives.js";
export { allPairs } from "./propose/all-pairs.js";
export { openPairScore } from "./propose/open-pair-score.js";
export { organisations } from "./propose/plan-organisations.js";
export { COUNTED_PAIRS, organisationScore, type EvidencePair, type OrganisationScore } from "./propose/organisation-score.js";
export { coverage } from "./propose/plan-coverage.js";
export { formatCoverage } from "./propose/format-coverage.js";
export { needParts, type WeightedPart } from "./propose/need-parts.js";
export { consortium } from "./propose/plan-consortium.js";
export { CONSORTIUM_WEIGHTS } from "./propose/consortium-value.js";
export { verifyConsortia, type ConsortiumProblem } from "./propose/verify-consortium.js";
export { formatConsortium } from "./propose/format-consortium.js";
export { whyNotMember } from "./propose/why-not-member.js";
export type { MemberReason, MemberRival, NeedUniversity, WhyNotMember } from "./propose/why-not-member-types.js";
export { formatWhyNotMember } from "./propose/why-not-member-text.js";
