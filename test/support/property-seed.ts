import fc from "fast-check";

/**
 * Every property starts from this seed, so that a run of the tests says something about the code and not about the day; set
 * `PROPERTY_SEED` to a whole number to look elsewhere, or to `random` for a new one (fast-check prints it with what it finds).
 */
const given = process.env["PROPERTY_SEED"] ?? "20261129";
if (given !== "random") fc.configureGlobal({ seed: Number(given) });
