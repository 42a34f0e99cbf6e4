import { randomBytes } from 'node:crypto';
import type { Core } from '../core';
import { SANDBOX } from '../credentials';
import type { NewCustomer, Refused } from '../lines/emulator';
import type { NewHandset, NewLine } from '../lines/records';
import { MODES, type Mode } from './callbacks';
import { isAesKey } from './envelope';

const FIELDS = ['id', 'name', 'appId', 'appSecret', 'token', 'encodingAesKey', 'mode'];

export function isSecret(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text);
}

export function newSecret(): string {
  return randomBytes(16).toString('hex');
}

/** The account and the followers of a fresh sandbox. */
export function seedWeChat({ lines }: Core): void {
  const { account, customers } = SANDBOX.wechat;
  const line = lines.add(aLine(account));
  for (const { id, name, language, since, unionId } of customers) {
    const facts = { seeded: true, follows: true, followsSince: since, language, unionId };
    lines.addHandset(line, { id, name, facts });
  }
}

/** Another account; what is left out is made up. */
export function readLine({ lines }: Core, fields: Readonly<Record<string, string>>): NewLine | Refused {
  const strange = Object.keys(fields).find((name) => !FIELDS.includes(name));
  if (strange !== undefined) return { refused: `An account of WeChat has no ${strange}.` };
  const { name = 'New account', id = `gh_${randomBytes(6).toString('hex')}` } = fields;
  const { appId = `wx${randomBytes(8).toString('hex')}`, appSecret = newSecret() } = fields;
  const { token = randomBytes(8).toString('hex'), encodingAesKey = newAesKey() } = fields;
  const mode = MODES.find((each) => each === (fields.mode ?? 'safe'));
  if (name === '') return { refused: 'The name is missing.' };
  if (!/^gh_[0-9a-f]{12}$/.test(id)) return { refused: 'The id of an account is `gh_` and 12 of 0 to 9 and a to f.' };
  if (!/^wx[0-9a-f]{16}$/.test(appId)) return { refused: 'An AppID is `wx` and 16 of 0 to 9 and a to f.' };
  if (!isSecret(appSecret)) return { refused: 'An AppSecret has 32 of 0 to 9 and a to f.' };
  if (!/^[A-Za-z0-9]{3,32}$/.test(token)) return { refused: 'A token has 3 to 32 letters and digits.' };
  if (!isAesKey(encodingAesKey)) return { refused: 'An EncodingAESKey has 43 letters and digits.' };
  if (!mode) return { refused: `The mode is one of ${MODES.join(', ')}.` };
  if (lines.of('wechat').some(({ credentials }) => credentials.appId === appId)) {
    return { refused: 'Another account has this AppID.' };
  }
  return aLine({ id, name, appId, appSecret, token, encodingAesKey, mode });
}

/** An OpenID is of this account alone (wechat.md §6). New people do not follow it yet. */
export function readCustomer({ name, phone, username }: NewCustomer): NewHandset | Refused {
  if (username !== undefined) return { refused: 'An account of WeChat is not told such names.' };
  if (phone !== undefined) return { refused: 'An account of WeChat is not told phone numbers.' };
  return { id: `o${randomBytes(21).toString('base64url').slice(0, 27)}`, name, facts: { follows: false } };
}

function newAesKey(): string {
  return randomBytes(64)
    .toString('base64')
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, 43)
    .padEnd(43, 'A');
}

function aLine(account: {
  readonly id: string;
  readonly name: string;
  readonly appId: string;
  readonly appSecret: string;
  readonly token: string;
  readonly encodingAesKey: string;
  readonly mode: Mode;
}): NewLine {
  const { id, name, appId, appSecret, token, encodingAesKey, mode } = account;
  return {
    messenger: 'wechat',
    id,
    name,
    address: `weixin://${id}`,
    credentials: { appId, appSecret, token, encodingAesKey },
    facts: { mode, standing: null, allowedIps: null },
  };
}
