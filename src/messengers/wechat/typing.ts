import type { DriverContext } from '../contract';
import { askWeChat } from './api';
import type { WeChatCredentials } from './credentials';
import { refusedBy } from './errors';
import { Nothing } from './shapes';

/** The customer did nothing for half a minute, or is shown it already (wechat.md §5). */
const NOT_NOW: readonly (number | undefined)[] = [45_080, 45_081];

/** Shown for fifteen seconds, or until a message comes. */
export async function typing(context: DriverContext<WeChatCredentials>, chat: string): Promise<void> {
  const body = { touser: chat, command: 'Typing' };
  const answer = await askWeChat(context, { method: 'POST', path: 'cgi-bin/message/custom/typing', body }, Nothing);
  if (answer.kind === 'refused' && !NOT_NOW.includes(answer.refusal.errcode)) throw refusedBy(answer.refusal);
}
