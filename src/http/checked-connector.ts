import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { bareHost, type AddressFilter } from './address-filter';
import { AddressRefused } from './client';

/** All addresses of a host name. */
export type Lookup = (
  host: string,
  options: { readonly all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Makes the connections to one origin. The filter is asked for each address between its resolution and the connection,
 * so no second look at the name can give another one. A literal address is resolved by nobody and is asked for first.
 */
export function checkedConnector(
  filter: AddressFilter,
  origin: URL,
  { timeout, lookup = systemLookup }: { readonly timeout: number; readonly lookup?: Lookup },
): buildConnector.connector {
  const port = Number(origin.port === '' ? (origin.protocol === 'https:' ? 443 : 80) : origin.port);
  const host = origin.hostname;

  const checked: LookupFunction = (name, options, done) => {
    lookup(name, { ...options, all: true }, (error, found) => {
      if (error !== null) {
        done(error, []);
        return;
      }
      const allowed = found.filter(({ address }) => filter.allows({ host, address, port }));
      const [first] = allowed;
      if (first === undefined) done(new AddressRefused(), []);
      else if (options.all === true) done(null, allowed);
      else done(null, first.address, first.family);
    });
  };

  const connect = buildConnector({ timeout, lookup: checked });
  return (options, callback) => {
    const literal = bareHost(options.hostname);
    if (isIP(literal) !== 0 && !filter.allows({ host, address: literal, port })) callback(new AddressRefused(), null);
    else connect(options, callback);
  };
}
