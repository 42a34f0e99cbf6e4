/** What Postgres cannot store, shown as what it is: it must not cost the event. */
export function storable(text: string): string {
  return text.replace(/[\0\p{Surrogate}]/gu, '\ufffd');
}

/** Half an emoji, cut off by whoever limits texts, is shown as what it is; it must not cost the message. */
export function wellFormed<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value), (_key, each: unknown) =>
    typeof each === 'string' ? each.replace(/\p{Surrogate}/gu, '\ufffd') : each,
  ) as Value;
}
