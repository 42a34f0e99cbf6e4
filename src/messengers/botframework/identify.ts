import type { DriverContext, Identity } from '../contract';
import type { BotCredentials } from './credentials';
import { newToken } from './token';

const NAMES: Readonly<Record<BotCredentials['channel'], string>> = {
  msteams: 'Teams bot',
  skype: 'Skype bot',
  any: 'Azure bot',
};

/** Nobody tells what the bot is called; that it is given a token proves whose it is (skype.md §1). */
export async function identify(context: DriverContext<BotCredentials>): Promise<Identity> {
  await newToken(context);
  const { appId, channel } = context.credentials;
  return { remoteId: appId, name: `${NAMES[channel]} ${appId.slice(0, 8)}` };
}

/** The address is entered in Azure by hand (skype.md §1), so there is nobody to tell it to. */
export async function connect(context: DriverContext<BotCredentials>): Promise<void> {
  await newToken(context);
}

/** Nothing is remote that could be taken away. */
export function disconnect(): Promise<void> {
  return Promise.resolve();
}
