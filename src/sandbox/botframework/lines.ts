import { randomBytes, randomUUID } from 'node:crypto';
import type { Core } from '../core';
import { SANDBOX } from '../credentials';
import type { NewCustomer, Refused } from '../lines/emulator';
import type { Facts, Handset, Line, NewHandset, NewLine } from '../lines/records';
import { channelOf } from './addresses';
import { CHANNEL_IDS, CHANNELS, newPerson, type ChannelId } from './channels';

const FIELDS = ['name', 'appId', 'clientSecret', 'tenantId', 'channel'];
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What of a customer's records outlives a reset. */
const LASTING = ['seeded', 'installed', 'userId', 'aadObjectId', 'locale', 'email'];

export function newSecret(): string {
  return `${randomBytes(2).toString('hex')}~${randomBytes(24).toString('base64url')}`;
}

/** The bots of a fresh sandbox, one for each channel, and those who have added them. */
export function seedBots({ lines }: Core): void {
  const { tenantId, teams, skype } = SANDBOX.botframework;
  const inTeams = lines.add(aLine({ ...teams, tenantId, channel: 'msteams' }));
  for (const { id, name, userId, aadObjectId, email, locale } of teams.customers) {
    const facts = { seeded: true, installed: true, userId, aadObjectId, email, locale };
    lines.addHandset(inTeams, { id, name, facts });
  }
  const inSkype = lines.add(aLine({ ...skype, tenantId, channel: 'skype' }));
  for (const { id, name, locale } of skype.customers) {
    const facts = { seeded: true, installed: true, userId: id, aadObjectId: null, locale };
    lines.addHandset(inSkype, { id, name, facts });
  }
}

/** Another bot; what is left out is made up. */
export function readLine({ lines }: Core, fields: Readonly<Record<string, string>>): NewLine | Refused {
  const strange = Object.keys(fields).find((name) => !FIELDS.includes(name));
  if (strange !== undefined) return { refused: `A bot has no ${strange}.` };
  const { name = 'New bot', appId = randomUUID(), clientSecret = newSecret(), tenantId = randomUUID() } = fields;
  const channel = CHANNEL_IDS.find((each) => each === (fields.channel ?? 'msteams'));
  if (name === '') return { refused: 'The name is missing.' };
  if (!GUID.test(appId)) return { refused: 'An App ID is a GUID in small letters.' };
  if (!GUID.test(tenantId)) return { refused: 'A tenant id is a GUID in small letters.' };
  if (!/^[\x21-\x7e]{8,200}$/.test(clientSecret)) return { refused: 'A secret has 8 to 200 signs and no blanks.' };
  if (!channel) return { refused: `The channel is one of ${CHANNEL_IDS.join(', ')}.` };
  if (lines.get('botframework', appId)) return { refused: 'Another bot has this App ID.' };
  return aLine({ name, appId, clientSecret, tenantId, channel });
}

/** New people have not added the bot yet. */
export function readCustomer(line: Line, { name, phone, username }: NewCustomer): NewHandset | Refused {
  if (phone !== undefined) return { refused: 'A bot is not told phone numbers.' };
  if (username !== undefined) return { refused: 'A bot is not told such names.' };
  const { conversationId, userId, aadObjectId } = newPerson(channelOf(line).id);
  return { id: conversationId, name, facts: { installed: false, userId, aadObjectId, locale: 'en-US' } };
}

export function forgetFacts({ facts }: Handset): void {
  for (const name of Object.keys(facts)) if (!LASTING.includes(name)) Reflect.deleteProperty(facts, name);
  if (facts.seeded === true) facts.installed = true;
}

/** As good as new: its secret is good, nobody forbids it, it is where its channel is. */
export function freshFacts(channel: ChannelId): Facts {
  return { channel, region: CHANNELS[channel].region, secretExpired: false, standing: null };
}

function aLine(bot: {
  readonly name: string;
  readonly appId: string;
  readonly clientSecret: string;
  readonly tenantId: string;
  readonly channel: ChannelId;
}): NewLine {
  const { name, appId, clientSecret, tenantId, channel } = bot;
  return {
    messenger: 'botframework',
    id: appId,
    name,
    address: channel === 'msteams' ? 'Microsoft Teams' : 'Skype',
    credentials: { appId, clientSecret, tenantId, channel },
    facts: freshFacts(channel),
  };
}
