import type { Core } from '../core';
import type { Outcome } from '../exchange';
import type { Handset, Line } from '../lines/records';
import { ok, refusal, WeChatError } from './answers';
import type { Call } from './call';

const MOST_IDS = 100;
const LONGEST_REMARK = 30;

/** What of a customer's records outlives a reset. */
const LASTING = ['seeded', 'language', 'follows', 'followsSince', 'unionId'];

export function forgetFacts({ facts }: Handset): void {
  for (const name of Object.keys(facts)) if (!LASTING.includes(name)) Reflect.deleteProperty(facts, name);
}

export function follows({ facts }: Handset): boolean {
  return facts.follows === true;
}

/** Somebody that the account may turn to. @throws WeChatError */
export function findReceiver({ assumptions }: Core, line: Line, openId: string): Handset {
  const handset = line.handsets.get(openId);
  if (handset === undefined || handset.state === 'gone') throw refusal(40003);
  if (handset.facts.blacklisted === true) throw refusal(43019);
  if (handset.facts.switchedOff === true) throw refusal(48002);
  if (!follows(handset)) {
    if (handset.facts.followsSince === undefined) throw refusal(40003);
    if (assumptions.is('wechat-unfollowed', 43_004)) throw refusal(43004);
    if (assumptions.is('wechat-unfollowed', 50_005)) throw refusal(50005);
    throw refusal(45015);
  }
  return handset;
}

/** `GET /cgi-bin/user/info` (wechat.md §8). */
export function getUserInfo({ req, query, line }: Call): Outcome {
  if (req.method !== 'GET') throw refusal(43001);
  return { status: 200, body: describe(find(line, query.get('openid') ?? ''), query.get('lang')) };
}

/** `POST /cgi-bin/user/info/batchget` */
export function getUsersInfo({ json, line }: Call): Outcome {
  const wanted = json().objects('user_list');
  if (wanted.length === 0 || wanted.length > MOST_IDS) throw refusal(40035, 'user_list');
  return {
    status: 200,
    body: {
      user_info_list: wanted.map((each) =>
        describe(find(line, each.text('openid', 40003)), each.optionalText('lang') ?? null),
      ),
    },
  };
}

/** `POST /cgi-bin/user/info/updateremark` */
export function updateRemark({ core, json, line }: Call): Outcome {
  const fields = json();
  const handset = find(line, fields.text('openid', 40003));
  const remark = fields.optionalText('remark') ?? '';
  if (remark.length > LONGEST_REMARK) throw new WeChatError(40035, 'invalid parameters: remark is too long');
  handset.facts.remark = remark;
  core.changes.emit('lines');
  return ok({ stored: true, chat: handset.id });
}

function find(line: Line, openId: string): Handset {
  const handset = line.handsets.get(openId);
  if (!handset) throw refusal(40003);
  return handset;
}

/** No name and no picture, since the end of 2021 (wechat.md §0). */
function describe(handset: Handset, lang: string | null): object {
  const { id, facts } = handset;
  if (!follows(handset)) return { subscribe: 0, openid: id, tagid_list: [] };
  return {
    subscribe: 1,
    openid: id,
    nickname: '',
    sex: 0,
    language: facts.language ?? lang ?? 'zh_CN',
    city: '',
    province: '',
    country: '',
    headimgurl: '',
    subscribe_time: Math.floor(Number(facts.followsSince ?? 0) / 1000),
    unionid: facts.unionId ?? undefined,
    remark: facts.remark ?? '',
    groupid: 0,
    tagid_list: [],
    subscribe_scene: 'ADD_SCENE_QR_CODE',
    qr_scene: 0,
    qr_scene_str: '',
  };
}
