/** Of all 2^n assignments of signs, the share whose sum is at least as far from 0 as the one observed. Whole numbers, so that sums are exact. */
export function exactRandomisation(differences: readonly number[]): number {
  const observed = Math.abs(differences.reduce((sum, difference) => sum + difference, 0));
  let asFar = 0;
  for (let signs = 0; signs < 2 ** differences.length; signs++) {
    let sum = 0;
    differences.forEach((difference, at) => (sum += (signs >> at) & 1 ? difference : -difference));
    if (Math.abs(sum) >= observed) asFar++;
  }
  return asFar / 2 ** differences.length;
}

/** The means of all n^n samples with repetition, ascending. */
export function exactBootstrapMeans(values: readonly number[]): number[] {
  const n = values.length;
  const means: number[] = [];
  for (let code = 0; code < n ** n; code++) {
    let sum = 0;
    for (let draw = 0, rest = code; draw < n; draw++, rest = Math.floor(rest / n)) sum += values[rest % n]!;
    means.push(sum / n);
  }
  return means.sort((a, b) => a - b);
}
