import type { Assumptions } from '../../assumptions';
import { chatFields, connectionFields } from './chats';
import { messageFields } from './messages';
import { makeParts } from './parts';
import { signalFields } from './signals';
import { deliveryStatus } from './status';

export type Fields = ReturnType<typeof build>;

const built = new WeakMap<Assumptions, { readonly version: number; readonly fields: Fields }>();

/** What every operation takes (kommo-chat-api.md §7 to §10), by the readings in force. */
export function fieldsOf(assumptions: Assumptions): Fields {
  const known = built.get(assumptions);
  if (known?.version === assumptions.version) return known.fields;
  const fields = build(assumptions);
  built.set(assumptions, { version: assumptions.version, fields });
  return fields;
}

function build(assumptions: Assumptions) {
  const parts = makeParts(assumptions);
  return {
    ...connectionFields(assumptions),
    ...chatFields(parts, assumptions),
    ...messageFields(parts, assumptions),
    ...signalFields(parts, assumptions),
    deliveryStatus,
  };
}
