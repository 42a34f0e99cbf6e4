import type { HandsetMessage, HandsetView, LinesView, LineView } from '../control/lines-contract';
import { viewFile } from '../files/view';
import type { Sandbox } from '../sandbox';
import type { OnHandset } from './emulator';
import type { Facts, Line, LineMessage } from './records';

const NEWEST = 200;

/** Every messenger but Telegram, as the control API shows it. */
export function viewLines(sandbox: Sandbox): LinesView {
  const lines = sandbox.lines.all();
  return {
    lines: lines.map((line) => viewLine(sandbox, line)),
    handsets: lines.flatMap((line) =>
      [...line.handsets.values()].map((handset) => viewHandset(sandbox, { line, handset })),
    ),
  };
}

export function viewLine(sandbox: Sandbox, line: Line): LineView {
  const { messenger, id, name, address, credentials, webhook, facts } = line;
  const emulator = sandbox.emulators.get(messenger);
  const pending = emulator?.pending(line) ?? 0;
  return {
    messenger,
    id,
    name,
    address,
    // Where the sandbox answers is known only now, and may be another address after each start.
    credentials: { ...credentials, ...(emulator?.addresses?.(line) ?? { apiBaseUrl: `${sandbox.url}/${messenger}` }) },
    webhook: webhook && { url: webhook.url, pending, lastError: webhook.lastError },
    facts: inWords(facts),
  };
}

export function viewHandset(sandbox: Sandbox, on: OnHandset): HandsetView {
  const { line, handset } = on;
  const { id, name, phone, username, state, typingUntil, messages, facts } = handset;
  const emulator = sandbox.emulators.get(line.messenger);
  return {
    messenger: line.messenger,
    lineId: line.id,
    id,
    name,
    phone,
    username,
    state,
    typingUntil,
    windowUntil: emulator?.windowUntil(on) ?? null,
    endedByLine: facts.endedByLine === true,
    can: emulator?.abilitiesOf?.(line) ?? emulator?.abilities ?? [],
    messages: messages.slice(-NEWEST).map((message) => viewLineMessage(sandbox, on, message)),
  };
}

export function viewLineMessage(sandbox: Sandbox, { line, handset }: OnHandset, message: LineMessage): HandsetMessage {
  const { id, from, kind, text, durationS, location, contact, list, times, template, header, footer } = message;
  const { forwarded, removed, at } = message;
  const quoted = handset.messages.find((each) => each.id === message.replyTo);
  return {
    id,
    from,
    kind,
    text,
    files: message.files.flatMap((each) => {
      const file = sandbox.files.get(each);
      return file === undefined ? [] : [viewFile(file)];
    }),
    durationS,
    location,
    contact,
    buttons: message.buttons.map((row) => row.map(({ text: label, url }) => ({ text: label, url }))),
    list,
    times,
    template,
    header,
    footer,
    quote: quoted
      ? { messageId: quoted.id, author: quoted.from === 'customer' ? handset.name : line.name, text: quoted.text }
      : null,
    forwarded,
    reactions: [...message.reactions].map(([by, emoji]) => ({
      emoji,
      by: by === 'customer' ? handset.name : line.name,
    })),
    edited: message.edits > 0,
    removed,
    at,
    handed: message.handed,
    status: message.status ?? (from === 'customer' && message.facts.read === true ? 'read' : null),
  };
}

function inWords(facts: Facts): Record<string, string> {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)] as const])),
  );
}
