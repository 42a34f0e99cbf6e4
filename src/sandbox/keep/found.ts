/** @throws Error when it is not there. */
export function found<T>(map: ReadonlyMap<string, T>, id: string): T {
  const value = map.get(id);
  if (value === undefined) throw new Error(`it names ${id}, which is not in it`);
  return value;
}
