import { z } from 'zod';
import type { Outcome } from '../exchange';
import type { Handset } from '../lines/records';
import { checkReceiver, deliver, findConversation } from './activities';
import { readOutgoing } from './activity-body';
import { serviceUrlOf } from './addresses';
import type { Call } from './call';
import { checked } from './cards';
import { badArgument, refusal } from './errors';

const account = z.looseObject({ id: z.string().min(1) });
const newConversation = z.looseObject({
  isGroup: z.boolean().default(false),
  bot: account,
  members: z.array(account).length(1),
  tenantId: z.string().optional(),
  channelData: z.looseObject({ tenant: z.object({ id: z.string() }).optional() }).optional(),
  activity: z.record(z.string(), z.unknown()).optional(),
});

/** `POST /v3/conversations`: the one that the bot has with somebody who has added it (skype.md §3, proactive). */
export async function createConversation(call: Call): Promise<Outcome> {
  const { core, line, channel } = call;
  const { isGroup, bot, members, tenantId, channelData, activity } = checked(newConversation, call.json(), 'body');
  if (isGroup) throw badArgument('bots make no groups here');
  if (bot.id !== `28:${line.id}`) throw badArgument('bot is another one');
  const tenant = tenantId ?? channelData?.tenant?.id;
  if (channel.id === 'msteams' && tenant !== line.credentials.tenantId) throw badArgument('tenantId is another one');
  const [member] = members;
  const handset = [...line.handsets.values()].find(
    ({ facts }) => facts.userId === member?.id || (facts.aadObjectId !== null && facts.aadObjectId === member?.id),
  );
  if (!handset || handset.state === 'gone') throw refusal('ConversationNotFound');
  checkReceiver(call, handset);
  const on = { line, handset };
  const sent = activity && (await deliver(call, on, readOutgoing(core, activity).activity));
  core.changes.emit('lines');
  return {
    status: 201,
    body: {
      id: handset.id,
      serviceUrl: serviceUrlOf(core, line),
      ...(sent ? { activityId: sent.id } : {}),
    },
    stored: true,
    chat: handset.id,
    messageId: sent?.id ?? null,
  };
}

/** `GET …/members` */
export function listMembers(call: Call): Outcome {
  return { status: 200, body: [describe(call, findConversation(call))] };
}

/** `GET …/members/{memberId}` (skype.md §8). @throws ConnectorError 404 for anybody who is not in it */
export function getMember(call: Call): Outcome {
  const handset = findConversation(call);
  const { userId, aadObjectId } = handset.facts;
  const isHere = call.ids.member === userId || (aadObjectId !== null && call.ids.member === aadObjectId);
  if (!isHere) throw refusal('NotFound', { code: 'MemberNotFoundInConversation', message: 'Member not found' });
  return { status: 200, body: describe(call, handset) };
}

/** `GET …/pagedmembers`: there is one page. */
export function pageMembers(call: Call): Outcome {
  return { status: 200, body: { members: [describe(call, findConversation(call))] } };
}

function describe({ channel, line }: Call, { name, facts }: Handset): object {
  const { userId, aadObjectId, email } = facts;
  if (channel.id === 'skype') return { id: userId, name };
  const [givenName = '', ...rest] = name.split(' ');
  return {
    id: userId,
    name,
    givenName,
    surname: rest.join(' '),
    ...(typeof email === 'string' ? { email, userPrincipalName: email } : {}),
    aadObjectId,
    objectId: aadObjectId,
    tenantId: line.credentials.tenantId,
    userRole: 'user',
  };
}
