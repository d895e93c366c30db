type TypedArray = Float64Array | Float32Array | Uint32Array | Int32Array | Uint16Array | Uint8Array;
type ArrayMaker = new (buffer: ArrayBufferLike, byteOffset: number, length: number) => TypedArray;

/**
 * A copy of plain data with all its typed arrays in one piece of shared memory, each from a multiple of 8: sent to a thread, they are not
 * copied again. Arrays that lie in shared memory already stay where they are.
 *
 * @param data objects, arrays, maps, numbers, text and typed arrays, in any depth, without cycles.
 */
export function shareArrays<A>(data: A): A {
  const placeByArray = new Map<TypedArray, number>();
  let end = 0;
  eachArray(data, (array) => {
    if (placeByArray.has(array) || array.buffer instanceof SharedArrayBuffer) return;
    placeByArray.set(array, end);
    end = Math.ceil((end + array.byteLength) / 8) * 8;
  });
  const memory = new SharedArrayBuffer(end);
  const shared = new Map<TypedArray, TypedArray>();
  for (const [array, place] of placeByArray) {
    const copy = new (array.constructor as ArrayMaker)(memory, place, array.length);
    copy.set(array);
    shared.set(array, copy);
  }
  return replaceArrays(data, shared) as A;
}

function isTypedArray(value: unknown): value is TypedArray {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

/** Objects made by `{}`, lists: what is looked into. Anything else goes to the thread as it is. */
function partsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value as readonly unknown[];
  return isPlain(value) ? Object.values(value) : [];
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function eachArray(value: unknown, visit: (array: TypedArray) => void): void {
  if (isTypedArray(value)) visit(value);
  else for (const part of partsOf(value)) eachArray(part, visit);
}

function replaceArrays(value: unknown, shared: ReadonlyMap<TypedArray, TypedArray>): unknown {
  if (isTypedArray(value)) return shared.get(value) ?? value;
  if (Array.isArray(value)) return (value as readonly unknown[]).map((part) => replaceArrays(part, shared));
  return isPlain(value) ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, replaceArrays(part, shared)])) : value;
}
