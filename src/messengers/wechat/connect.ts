import type { DriverContext, Identity } from '../contract';
import type { WeChatCredentials } from './credentials';
import { accountToken } from './tokens';

/** Asks for an access token, which only the account's own credentials get. WeChat tells no name. */
export async function identify(context: DriverContext<WeChatCredentials>): Promise<Identity> {
  await accountToken(context).current(context);
  const { appId } = context.credentials;
  return { remoteId: appId, name: `WeChat ${appId}` };
}

/** A person enters the address in WeChat's console (wechat.md §1); `check` tells it, until WeChat has called there. */
export function connect(): Promise<void> {
  return Promise.resolve();
}

/** A person takes it away there. */
export function disconnect(): Promise<void> {
  return Promise.resolve();
}
