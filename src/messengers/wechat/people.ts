import type { DriverContext, RemoteParticipant, RemoteProfile } from '../contract';
import { repeatable } from '../delivery-error';
import { callWeChat } from './api';
import type { WeChatCredentials } from './credentials';
import { UserInfo } from './shapes';

/** WeChat tells no account what its followers are called (wechat.md §0, 4). */
export function participantOf(openId: string): RemoteParticipant {
  return { remoteId: openId, name: `WeChat user ${openId.slice(-6)}`, isUnnamed: true };
}

/** What the staff of the account calls a follower in WeChat's own console, where they did (wechat.md §8). */
export async function profile(context: DriverContext<WeChatCredentials>, chat: string): Promise<RemoteProfile> {
  const query = { openid: chat, lang: 'en' };
  const call = { method: 'GET', path: 'cgi-bin/user/info', query } as const;
  const { remark, language } = await callWeChat(context, call, UserInfo).catch((error: unknown) => {
    throw repeatable(error);
  });
  return {
    ...(remark === undefined ? {} : { name: remark.trim() }),
    ...(language === undefined ? {} : { language }),
  };
}
