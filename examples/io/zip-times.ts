/** Midnight of 1 January 1980, the first moment that a zip file can name, as its two fields: time, then date. */
const FIRST_TIME = 0;
const FIRST_DATE = (1 << 5) | 1;

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;

/**
 * Sets the time of every entry of a zip file, in place, so that the same content gives the same bytes whenever it was written.
 *
 * The layout is that of APPNOTE 6.3, 4.3.7, 4.3.12 and 4.3.16; files with a comment at their end or of zip64 are none of ours.
 *
 * @throws RangeError where the bytes are no such file.
 */
export function fixZipTimes(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.length - 22;
  if (end < 0 || view.getUint32(end, true) !== END_SIGNATURE) throw new RangeError("no zip file without a comment");
  const entries = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  for (let entry = 0; entry < entries; entry++) {
    if (view.getUint32(at, true) !== ENTRY_SIGNATURE) throw new RangeError("no entry where the directory has one");
    setTime(view, at + 12);
    setTime(view, view.getUint32(at + 42, true) + 10);
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
}

function setTime(view: DataView, at: number): void {
  view.setUint16(at, FIRST_TIME, true);
  view.setUint16(at + 2, FIRST_DATE, true);
}
