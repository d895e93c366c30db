/**
 * A time as text, in its own zone: 2024-03-01, with the time of day where it is not midnight.
 *
 * @param timeMs milliseconds since 1970; what no calendar holds comes back as the number.
 */
export function dateText(timeMs: number): string {
  const date = new Date(timeMs);
  if (Number.isNaN(date.getTime())) return String(timeMs);
  const [day, time] = date.toISOString().split("T") as [string, string];
  const clock = time.slice(0, 8);
  return clock === "00:00:00" ? day : `${day} ${clock}`;
}
