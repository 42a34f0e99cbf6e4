/** Characters as Meta counts them: an emoji made of several is several. */
export function lengthOf(text: string): number {
  return Array.from(text).length;
}
