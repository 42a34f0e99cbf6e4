import type { Outcome } from '../exchange';
import type { SandboxFile } from '../files/sandbox-files';
import type { OnHandset } from '../lines/emulator';
import { addLineMessage, type Handset, type LineMessage } from '../lines/records';
import { findReceiver } from './about-people';
import { CHAT_HOSTNAME, ok, refusal } from './answers';
import type { Call, Parts } from './call';
import { fetchMedia } from './fetch-media';
import { readMessage, type Draft } from './message-fields';
import { apiVersionOf } from './people';
import { billingOf } from './session';

const HOUR_MS = 3_600_000;

/** Sends one message to somebody who is subscribed (viber.md §3). */
export async function sendMessage(call: Call): Promise<Outcome> {
  const { core, line, body } = call;
  const receiver = body.text('receiver');
  const draft = readMessage(body, core.assumptions);
  if (line.webhook === null) throw refusal(10);
  const handset = findReceiver(line.handsets, receiver);
  checkApp(call, handset, draft);
  checkUnanswered(call, handset);
  const on = { line, handset };
  const message = await store(call, on, draft);
  const billing = billingOf(core, handset);
  message.facts.billing = billing;
  return ok(
    { message_token: BigInt(message.id), chat_hostname: CHAT_HOSTNAME, billing_status: billing },
    { stored: true, chat: handset.id, messageId: message.id, warnings: strangers(call) },
  );
}

/** Fetches what is to be fetched, and puts the message on the handset. @throws ViberError */
export async function store(parts: Parts, on: OnHandset, draft: Draft): Promise<LineMessage> {
  const { core, tokens, receipts } = parts;
  const { handset } = on;
  const files = await fetchAll(parts, handset, draft);
  if (draft.trackingData !== undefined) handset.facts.trackingData = draft.trackingData;
  const message = addLineMessage(handset, {
    ...draft.shows,
    id: String(tokens.next()),
    from: 'line',
    at: core.clock.moment(),
    files: files.slice(0, 1).map(({ id }) => id),
    status: 'accepted',
    facts: { type: draft.type, sender: draft.senderName, keyboard: JSON.stringify(draft.keyboard) },
  });
  core.changes.emit('lines');
  const tooOld =
    draft.minApiVersion > apiVersionOf(handset) ? 'min_api_version is above that of the client' : undefined;
  void receipts.begin(on, message, draft.willFail ?? tooOld);
  return message;
}

async function fetchAll({ core }: Parts, { id }: Handset, { wanted }: Draft): Promise<readonly SandboxFile[]> {
  const files: SandboxFile[] = [];
  try {
    for (const each of wanted) files.push(await fetchMedia(core, each, { chat: id }));
    return files;
  } catch (error) {
    for (const file of files) void core.files.remove(file.id);
    throw error;
  }
}

function checkApp({ core }: Call, handset: Handset, { minApiVersion }: Draft): void {
  if (handset.facts.suitable === false) throw refusal(11);
  if (minApiVersion > apiVersionOf(handset) && core.assumptions.is('viber-old-client', 'refuse-13')) throw refusal(13);
}

/** So many in an hour to somebody who does not write (viber.md §0). */
function checkUnanswered({ core }: Call, { messages, wroteAt }: Handset): void {
  const most = core.assumptions.number('viber-unanswered-limit');
  const since = Math.max(core.clock.now() - HOUR_MS, wroteAt ?? 0);
  const unanswered = messages.filter(({ from, at }) => from === 'line' && at > since).length;
  if (most > 0 && unanswered >= most) throw refusal(12);
}

function strangers({ body }: Call): readonly string[] {
  return body.strangers().map((path) => `${path}: no such field`);
}
