import type { TraceTexts } from './texts';

const KINDS = {
  message: 'message',
  note: 'note',
  echo: 'message written elsewhere',
  edit: 'change',
  removal: 'removal',
  reaction: 'reaction',
} as const;

const TICKS: Readonly<Record<string, string>> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  failed: 'not delivered',
};

const WAITS: Readonly<Record<string, string>> = {
  file: 'Waits for its file',
  quote: 'Waits for the message it refers to',
  turn: 'Waits for its turn to be sent',
  address: 'Waits for the customer’s address',
  album: 'Waits for the other pieces of the album',
  'account-hold': 'Waits: the account is held',
  'source-hold': 'Waits: the source is held',
  'chat-hold': 'Waits: the chat is held',
};

const RULES: Readonly<Record<string, string>> = {
  'hmac-sha1-of-body': 'HMAC-SHA1 of the bytes',
  'hmac-sha256-of-body': 'HMAC-SHA256 of the bytes',
  'secret-header': 'secret in a header',
  'token-by-secret': 'token signed with our common secret',
  'token-by-published-keys': 'token signed with a published key',
  'sha1-of-address': 'SHA1 of the address',
};

const COMMANDS: Readonly<Record<string, string>> = {
  retry: 'Try now',
  skip: 'Give up',
  pause: 'Pause',
  resume: 'Resume',
  decide: 'Decision',
};

export const en: TraceTexts = {
  places: { courier: 'Courier', kommo: 'Kommo' },
  heading: ({ from, to, kind }) => `A ${KINDS[kind]} from ${from} to ${to}`,
  described: (steps, took, outcome) =>
    `${String(steps)} steps in ${took}; ${outcome === null ? 'under way' : `outcome: ${en.outcome(outcome)}`}.`,
  outcome: (outcome) =>
    outcome === null
      ? 'under way'
      : { sent: 'sent', failed: 'failed', ignored: 'ignored', unknown: 'unknown, may have arrived' }[outcome],
  notKept: {
    received: 'when its webhook came in, and how it was verified',
    woken: 'when its conversation was woken',
    begun: 'when an attempt began',
    told: 'when Kommo was told of the tick',
  },
  notKeptWhy: 'Not kept, for an older version carried it',
  tick: (tick) => TICKS[tick] ?? tick,
  fileWords: { stored: 'File is in the store', refused: 'File cannot be had', read: 'Kommo has read the file' },
  waited: (waitsFor) => WAITS[waitsFor] ?? `Waits: ${waitsFor}`,
  times: (times) => (times === 1 ? 'once' : `${String(times)} times`),
  rule: (rule) => RULES[rule] ?? rule,
  attempt: ({ result, part }, to) => {
    const piece = part === 0 ? '' : `, part ${String(part + 1)}`;
    switch (result) {
      case 'sent':
        return `${to} takes it${piece}`;
      case 'refused':
        return `${to} refuses it${piece}`;
      case 'later':
        return `Attempt fails${piece}`;
      case 'unknown':
        return `No answer of ${to}${piece}`;
    }
  },
  kind: (kind) => KINDS[kind],
  received: () => 'Webhook comes in',
  verified: 'Signature is good',
  spooled: 'Durable in the spool',
  spooledBecause: { ledger: 'the ledger could not take it', keys: 'nobody could verify it yet' },
  accepted: {
    committed: 'Durable in the ledger',
    drained: 'From the spool into the ledger',
    begun: 'Begun here, durable in the ledger',
  },
  repeated: 'Same webhook again: dropped',
  woken: 'Conversation is woken',
  part: (index, to) => `${to} takes part ${String(index + 1)}`,
  evidence: { arrived: 'Proof: it has arrived', absent: 'Nothing found there' },
  parked: 'Parked: an operator sees it',
  command: (command, by) => `${COMMANDS[command] ?? command}, says ${by}`,
  refusedCommand: 'not possible then',
  receipt: (state, from) => `${from} says: ${TICKS[state] ?? state}`,
  theirClock: (time) => `by their clock ${time}`,
  reached: (state, from) => `${from}: all until now ${TICKS[state] ?? state}`,
  told: (tick) => `Kommo is told: ${TICKS[tick] ?? tick}`,
  notTaken: (tick) => `Kommo does not take: ${TICKS[tick] ?? tick}`,
  followed: ({ what, outcome }, from) => {
    if (what === 'echo' || what === 'note' || what === 'message') return `Shown in Kommo: ${en.outcome(outcome)}`;
    return `${from}: ${KINDS[what]}, ${en.outcome(outcome)}`;
  },
  stillUnderWay: 'Under way',
  again: (at) => `tried again at ${at}`,
};
