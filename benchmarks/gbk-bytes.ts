/** Two-byte codes of GBK by character: the platform decodes GBK but does not encode it. */
const GBK_CODES: ReadonlyMap<string, number> = new Map(
  Array.from({ length: 0x7e * 0xbf }, (_, at): [string, number] => {
    const code = ((0x81 + Math.floor(at / 0xbf)) << 8) | (0x40 + (at % 0xbf));
    return [new TextDecoder("gbk").decode(Uint8Array.of(code >> 8, code & 0xff)), code];
  }).filter(([text]) => text.length === 1 && text !== "\uFFFD"),
);

/** A text in GBK. @throws for what GBK has not. */
export function gbkBytes(text: string): Uint8Array {
  return Uint8Array.from(
    [...text].flatMap((character) => {
      if (character < "\x80") return [character.charCodeAt(0)];
      const code = GBK_CODES.get(character);
      if (code === undefined) throw new RangeError(`GBK has no ${character}`);
      return [code >> 8, code & 0xff];
    }),
  );
}
