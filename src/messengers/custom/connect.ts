import type { ConnectedContext, ConnectOptions, Identity } from '../contract';
import { DeliveryError } from '../delivery-error';
import { hostOf } from '../host-of';
import { ping, tell, type Context } from './api';
import type { CustomCredentials } from './credentials';
import { elsewhere, isEnded } from './errors';
import type { ServicePong } from './protocol/answers';

type Address = ServicePong['inbound_url'];
type Connected = ConnectedContext<CustomCredentials>;

/** Asks the service who it is; one that gives no id is known by its address. */
export async function identify(context: Context): Promise<Identity> {
  const { host, pathname } = new URL(context.credentials.serviceUrl);
  const { id = `${host}${pathname}`.slice(0, 255), name = '' } = await ping(context);
  return { remoteId: id, name: name.trim() === '' ? host : name, address: host };
}

/** Tells the service where to send its events; one that has another place for them keeps it until a person says otherwise. */
export async function connect(context: Connected, { takeOver = false }: ConnectOptions = {}): Promise<void> {
  const known = await addressNow(context);
  if (isElsewhere(context, known) && !takeOver) throw elsewhere(hostOf(known));
  await ping(context, context.webhook.url);
}

/** Tells the service that this is over. It hears the same from every answer to its events from then on. */
export async function disconnect(context: Connected): Promise<void> {
  try {
    const { inbound_url: known } = await ping(context);
    if (isElsewhere(context, known)) return;
    await tell(context, { type: 'connection.disabled', data: { reason: 'Taken away in Kommo' } });
  } catch (error) {
    // Whoever does not answer, or does not know us any more, needs not be told.
    if (!(error instanceof DeliveryError)) throw error;
  }
}

/** Where the service sends its events; one that ended the connection before has no place for them, whoever it asks. */
async function addressNow(context: Connected): Promise<Address> {
  try {
    return (await ping(context)).inbound_url;
  } catch (error) {
    if (error instanceof DeliveryError && isEnded(error)) return undefined;
    throw error;
  }
}

function isElsewhere({ webhook }: Connected, known: Address): known is string {
  return typeof known === 'string' && known !== webhook.url;
}
