import { randomBytes } from 'node:crypto';
import type { Core } from '../core';
import type { Outcome } from '../exchange';
import type { Line } from '../lines/records';
import { refusal, WeChatError } from './answers';
import type { Ask } from './call';
import { readJson } from './read-json';
import { countToday } from './limits';
import { checkSecretUse } from './standing';
import type { IssuedToken } from './state';

const LIFE_S = 7200;
/** A token that another took the place of is good for so long (wechat.md §1). */
const GRACE_MS = 300_000;
/** So long before its end the stable token is another one. */
const NEAR_MS = 300_000;

/** `GET /cgi-bin/token`: a new one each time, which ends the one before. */
export function getToken(ask: Ask): Outcome {
  if (ask.req.method !== 'GET') throw refusal(43001);
  const { core, query } = ask;
  const line = authenticate(ask, {
    grantType: query.get('grant_type'),
    appId: query.get('appid'),
    secret: query.get('secret'),
  });
  countToday(core, line, 'token');
  replace(core, line, 'plain', core.clock.now() + GRACE_MS);
  if (core.assumptions.is('wechat-stable-token', 'shared')) replace(core, line, 'stable', core.clock.now() + GRACE_MS);
  return answerWith(core, issue(core, line, 'plain'));
}

/** `POST /cgi-bin/stable_token`: the same one until it is about to end, unless another is forced. */
export function getStableToken(ask: Ask): Outcome {
  if (ask.req.method !== 'POST') throw refusal(43002);
  const { core, body } = ask;
  const fields = readJson(core, body);
  const line = authenticate(ask, {
    grantType: fields.optionalText('grant_type'),
    appId: fields.optionalText('appid'),
    secret: fields.optionalText('secret'),
  });
  const isForced = fields.flag('force_refresh');
  countToday(core, line, isForced ? 'forced-token' : 'token');
  const now = core.clock.now();
  const current = newest(core, line, 'stable');
  if (!isForced && current && current.expiresAt - now > NEAR_MS) return answerWith(core, current);
  if (isForced)
    replace(core, line, 'stable', core.assumptions.is('wechat-forced-token', 'at-once') ? now : now + GRACE_MS);
  return answerWith(core, issue(core, line, 'stable'));
}

/** Whose call it is. @throws WeChatError 41001, 40014, 42001, 40001 */
export function lineOfToken(core: Core, value: string | null): Line {
  if (value === null || value === '') throw refusal(41001);
  if (!/^[\w-]{60,512}$/.test(value)) throw refusal(40014);
  const now = core.clock.now();
  const token = core.wechat.tokens.find((each) => each.value === value);
  const line = token && core.lines.get('wechat', token.lineId);
  if (!token || !line) throw refusal(40001);
  if (token.replacedAt !== null && token.replacedAt <= now) throw refusal(40001);
  if (token.expiresAt <= now) throw refusal(42001);
  return line;
}

/** Every token of the line is void: the secret was reset in WeChat's console. */
export function voidTokens({ wechat }: Core, { id }: Line): void {
  wechat.tokens = wechat.tokens.filter(({ lineId }) => lineId !== id);
}

interface Given {
  readonly grantType: string | null | undefined;
  readonly appId: string | null | undefined;
  readonly secret: string | null | undefined;
}

function authenticate({ core, req }: Ask, { grantType, appId, secret }: Given): Line {
  if (grantType !== 'client_credential') throw refusal(40002);
  if (appId === undefined || appId === null || appId === '') throw refusal(41002);
  if (secret === undefined || secret === null || secret === '') throw refusal(41004);
  const line = core.lines.of('wechat').find(({ credentials }) => credentials.appId === appId);
  if (!line) throw refusal(40013);
  checkAddress(line, (req.socket.remoteAddress ?? '').replace(/^::ffff:/, ''));
  if (line.credentials.appSecret !== secret) {
    throw refusal(core.assumptions.is('wechat-wrong-secret', 40_001) ? 40001 : 40125);
  }
  checkSecretUse(line);
  return line;
}

/** The account's list of addresses, where it has one (wechat.md §0). */
function checkAddress({ facts }: Line, ip: string): void {
  if (typeof facts.allowedIps !== 'string' || facts.allowedIps.split(',').includes(ip)) return;
  throw new WeChatError(40164, `invalid ip ${ip} ipv6 ::ffff:${ip}, not in whitelist`);
}

function issue({ wechat, clock, changes }: Core, { id }: Line, by: IssuedToken['by']): IssuedToken {
  const now = clock.now();
  const token = {
    value: `88_${randomBytes(100).toString('base64url')}`,
    lineId: id,
    by,
    expiresAt: now + LIFE_S * 1000,
    replacedAt: null,
  };
  // One of each kind is told apart from what is expired for a day.
  wechat.tokens = [...wechat.tokens.filter(({ expiresAt }) => expiresAt > now - 86_400_000), token];
  changes.emit('lines');
  return token;
}

function replace(core: Core, line: Line, by: IssuedToken['by'], at: number): void {
  const current = newest(core, line, by);
  if (current) current.replacedAt = at;
}

function newest({ wechat }: Core, { id }: Line, by: IssuedToken['by']): IssuedToken | undefined {
  return wechat.tokens.findLast((each) => each.lineId === id && each.by === by && each.replacedAt === null);
}

function answerWith({ clock }: Core, { value, expiresAt }: IssuedToken): Outcome {
  const expiresIn = Math.floor((expiresAt - clock.now()) / 1000);
  return {
    status: 200,
    body: { access_token: value, expires_in: expiresIn },
    noted: { access_token: '…', expires_in: expiresIn },
    stored: true,
  };
}
