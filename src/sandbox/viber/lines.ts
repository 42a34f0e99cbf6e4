import { randomBytes, randomInt } from 'node:crypto';
import type { Core } from '../core';
import { SANDBOX } from '../credentials';
import type { NewCustomer, Refused } from '../lines/emulator';
import type { NewHandset, NewLine } from '../lines/records';

const LONGEST_NAME = 28;
const FIELDS = ['id', 'name', 'uri', 'authToken', 'senderName'];

export function isToken(text: string): boolean {
  return /^[0-9a-z]{16}-[0-9a-z]{16}-[0-9a-z]{16}$/.test(text);
}

export function newToken(): string {
  return [8, 8, 8].map((bytes) => randomBytes(bytes).toString('hex')).join('-');
}

/** The bot and the customers of a fresh sandbox. */
export function seedViber({ lines }: Core): void {
  const { bot, customers } = SANDBOX.viber;
  const line = lines.add(aLine({ ...bot, senderName: bot.name }));
  customers.forEach(({ id, name, phone, country, language }, index) => {
    const facts = { seeded: true, country, language, photo: index === 0 };
    lines.addHandset(line, { id, name, phone, facts });
  });
}

/** Another bot; what is left out is made up. */
export function readLine({ lines }: Core, fields: Readonly<Record<string, string>>): NewLine | Refused {
  const strange = Object.keys(fields).find((name) => !FIELDS.includes(name));
  if (strange !== undefined) return { refused: `A bot of Viber has no ${strange}.` };
  const { name = 'New bot', authToken = newToken(), id = `pa:5${String(randomInt(1e12)).padStart(18, '0')}` } = fields;
  const { senderName = name, uri = name.toLowerCase().replace(/[^a-z0-9]/g, '') } = fields;
  if (!/^pa:\d{5,20}$/.test(id)) return { refused: 'The id of a bot is `pa:` and digits.' };
  if (!isToken(authToken))
    return { refused: 'A token is three times 16 letters and digits, with dashes between them.' };
  if (name === '' || senderName === '') return { refused: 'The name is missing.' };
  if ([name, senderName].some((each) => each.length > LONGEST_NAME)) {
    return { refused: `A name has ${String(LONGEST_NAME)} characters at most.` };
  }
  if (lines.of('viber').some(({ credentials }) => credentials.authToken === authToken)) {
    return { refused: 'Another bot has this token.' };
  }
  return aLine({ id, authToken, name, senderName, uri });
}

/** The id is in base64, and of this bot alone (viber.md §2). */
export function readCustomer({ name, phone, username }: NewCustomer): NewHandset | Refused {
  if (username !== undefined) return { refused: 'People on Viber have no such names.' };
  return {
    id: randomBytes(16).toString('base64'),
    name,
    phone: phone ?? null,
    facts: { country: 'UA', language: 'en', photo: false },
  };
}

function aLine(bot: {
  readonly id: string;
  readonly authToken: string;
  readonly name: string;
  readonly senderName: string;
  readonly uri: string;
}): NewLine {
  const { id, authToken, name, senderName, uri } = bot;
  return {
    messenger: 'viber',
    id,
    name,
    address: `viber://pa?chatURI=${uri}`,
    credentials: { authToken, senderName },
    facts: { uri, eventTypes: null, sendName: false, sendPhoto: false, standing: null },
  };
}
