type Given<Fields> = { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };

/** The fields that have a value: without one they are left out, never sent or kept as `undefined`. */
export function given<Fields extends object>(fields: Fields): Given<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<Fields>;
}

/** An empty text is as good as none. */
export function filled(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
