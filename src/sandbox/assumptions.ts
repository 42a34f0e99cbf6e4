export interface AssumptionView {
  readonly value: string | number;
  /** The values it takes, the default first. With `free`, any whole number from 0 on; these are examples. */
  readonly values: readonly (string | number)[];
  readonly free?: true;
  readonly text: string;
}

/** Readings of the reference sheets that no source settles. The first value is the default. */
const DEFINITIONS = {
  'repeated-msgid': {
    values: ['same-ids', 'refuse-400'],
    text: 'A msgid sent before in this scope: the first ids again and nothing stored, or refused. kommo-chat-api.md §9.7',
  },
  'hook-newline': {
    values: ['unsigned', 'none', 'signed'],
    text: 'The newline at the end of a hook body: there but not signed, absent, or there and signed. kommo-chat-api.md §4.2',
  },
  'hook-optional-fields': {
    values: ['full', 'sparse'],
    text: 'Optional fields of hooks: all there (empty where unknown), or left out. kommo-chat-api.md §11.1',
  },
  'unlisted-account': {
    values: ['refuse-403', 'accept'],
    text: 'Connecting an account that is not on the channel’s list. kommo-chat-api.md §5',
  },
  'unknown-scope': {
    values: ['refuse-404', 'refuse-403'],
    text: 'A scope that is not connected. kommo-chat-api.md §5',
  },
  'double-disconnect': {
    values: ['accept-200', 'refuse-404'],
    text: 'Disconnecting an account that is not connected. kommo-chat-api.md §7.2',
  },
  'connect-title': {
    values: ['required', 'optional'],
    text: 'Whether connect needs a title. kommo-chat-api.md §14 row 14',
  },
  'future-date': {
    values: ['refuse-403', 'accept'],
    text: 'A Date more than 15 minutes ahead. kommo-chat-api.md §4.1',
  },
  'absent-content-type': {
    values: ['get-only', 'refuse-403'],
    text: 'A GET without Content-Type, signed with an empty line. kommo-chat-api.md §4.1 against §15.1 step 3',
  },
  'content-type-parameters': {
    values: ['refuse-400', 'accept'],
    text: 'A Content-Type such as "application/json; charset=utf-8". kommo-chat-api.md §3, §4.1',
  },
  'legacy-signature': {
    values: ['off', 'on'],
    text: 'Requests signed the old way: over the body alone. kommo-chat-api.md §4.1, §14 row 22',
  },
  'response-ids': {
    values: ['full', 'old'],
    text: 'Ids in the answer to a message: all five, or msgid and ref_id only. kommo-chat-api.md §9.6',
  },
  'success-body': {
    values: ['empty', '{}'],
    text: 'The body of a success that has nothing to say. kommo-chat-api.md §14 row 13',
  },
  'delivery-status-field': {
    values: ['both', 'status_code-only'],
    text: 'Whether the old name delivery_status is understood too. kommo-chat-api.md §10.1',
  },
  'delivery-error-without-failure': {
    values: ['refuse-400', 'ignore'],
    text: 'error_code or error beside a status that is no error. kommo-chat-api.md §10.1',
  },
  'delivery-status-own-id': {
    values: ['refuse-404', 'accept'],
    text: 'The integration’s own message id in the path of a delivery status. kommo-chat-api.md §10.1',
  },
  'delivery-status-backwards': {
    values: ['ignore', 'refuse-400', 'accept'],
    text: 'A status behind the one there: 200 and nothing changes, refused, or taken. kommo-chat-api.md §10.1',
  },
  'other-person-in-chat': {
    values: ['accept', 'refuse-400'],
    text: 'A message of another customer in a chat that is there. kommo-chat-api.md §12.1',
  },
  'rate-limit-per-second': {
    values: [0, 7],
    free: true,
    text: 'Requests a second for each account before 429; 0 is no limit. kommo-chat-api.md §13',
  },
  'unknown-quote': {
    values: ['refuse-400', 'ignore'],
    text: 'reply_to or forwards naming a message that is not there. kommo-chat-api.md §9.5',
  },
  'unknown-edit': {
    values: ['refuse-400', 'accept'],
    text: 'Editing a message that is not there. kommo-chat-api.md §9.2',
  },
  'create-chat-user': {
    values: ['strict', 'lenient'],
    text: 'Whether user.id and user.name may be missing when a chat is created. kommo-chat-api.md §8.1',
  },
  'history-limit-over-50': {
    values: ['refuse-400', 'cut'],
    text: 'A history limit above 50. kommo-chat-api.md §10.2',
  },
  'history-lag-ms': {
    values: [0, 2000, 10_000],
    free: true,
    text: 'How long after its 200 a message shows up in the history. kommo-chat-api.md §9.6',
  },
  'telegram-loopback-webhook': {
    values: ['on', 'off'],
    text: 'Whether a webhook may be plain http on this machine, at any port. telegram.md §1, §10',
  },
} as const satisfies Record<string, Omit<AssumptionView, 'value'>>;

type Name = keyof typeof DEFINITIONS;
type ValueOf<N extends Name> = (typeof DEFINITIONS)[N]['values'][number];

/** The readings in force. */
export class Assumptions {
  private readonly chosen = new Map<string, string | number>();

  is<N extends Name>(name: N, value: ValueOf<N>): boolean {
    return this.value(name) === value;
  }

  number(name: 'history-lag-ms' | 'rate-limit-per-second'): number {
    return Number(this.value(name));
  }

  list(): Record<string, AssumptionView> {
    return Object.fromEntries(
      Object.entries(DEFINITIONS).map(([name, definition]) => [
        name,
        { ...definition, value: this.chosen.get(name) ?? definition.values[0] },
      ]),
    );
  }

  /** Switches readings, all or none; the answer says what is wrong, if anything is. */
  change(wanted: Record<string, string | number>): readonly string[] {
    const wrong = Object.entries(wanted).flatMap(([name, value]) => fault(name, value));
    if (wrong.length === 0) for (const [name, value] of Object.entries(wanted)) this.chosen.set(name, value);
    return wrong;
  }

  /** What was switched, by name. */
  switched(): Record<string, string | number> {
    return Object.fromEntries(this.chosen);
  }

  reset(): void {
    this.chosen.clear();
  }

  private value(name: Name): string | number {
    return this.chosen.get(name) ?? DEFINITIONS[name].values[0];
  }
}

function fault(name: string, value: string | number): string[] {
  const definition = (DEFINITIONS as Record<string, Omit<AssumptionView, 'value'>>)[name];
  if (!definition) return [`${name}: there is no such assumption`];
  if (definition.free) {
    return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? [] : [`${name}: a whole number from 0`];
  }
  return definition.values.includes(value) ? [] : [`${name}: one of ${definition.values.join(', ')}`];
}
