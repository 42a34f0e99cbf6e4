import { BlockList, isIP, isIPv4, SocketAddress } from 'node:net';

/** Says which connections may be made to addresses that somebody else chose, such as the address of a file. */
export interface AddressFilter {
  allows(connection: Connection): boolean;
}

export interface Connection {
  /** As the URL has it. */
  readonly host: string;
  /** What is connected to: the host itself, or what it resolved to. */
  readonly address: string;
  readonly port: number;
}

/** A network: its first address and how many bits of it count. */
type Range = readonly [string, number];

/** Everything that is not the public internet (IANA special-purpose registries; multicast, reserved). */
const SPECIAL_V4: readonly Range[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
  // Azure's host agent answers here to every machine in it, though the address is a public one.
  ['168.63.129.16', 32],
];

/** Of IPv6 only the global unicast space is public, without these. */
const SPECIAL_V6: readonly Range[] = [
  // Protocol assignments, with Teredo: an IPv4 address and port may hide in those.
  ['2001::', 23],
  ['2001:db8::', 32],
  // 6to4, an IPv4 address within; given up since RFC 7526.
  ['2002::', 16],
  ['3fff::', 20],
];
const GLOBAL_V6: Range = ['2000::', 3];
/** NAT64 (RFC 6052): how a network without IPv4 reaches the IPv4 address in the last 32 bits. */
const NAT64 = '64:ff9b::';

/**
 * @param allow what may be connected to although it is not public: `host:port` (a name, or an address in brackets if it
 * is IPv6) or a network such as `10.20.0.0/16`.
 * @throws Error naming the entry's place when it is neither.
 */
export function createAddressFilter({ allow }: { readonly allow: readonly string[] }): AddressFilter {
  const networks = new BlockList();
  const places = new Set<string>();
  for (const [index, entry] of allow.entries()) {
    const place = placeOf(entry);
    if (place !== undefined) places.add(place);
    else if (!addNetwork(networks, entry)) {
      throw new Error(
        `Entry ${index + 1} of the addresses that may be fetched from is neither host:port nor a network`,
      );
    }
  }
  return {
    allows({ host, address, port }) {
      if (places.has(`${bareHost(host)}:${port}`)) return true;
      const bare = plainAddress(address);
      if (bare === undefined) return false;
      return places.has(`${bare}:${port}`) || isIn(networks, bare) || isPublic(bare);
    },
  };
}

/** A host without what does not matter to where it leads: case, brackets, zone, the dot at the end. */
export function bareHost(host: string): string {
  const inside = /^\[(.*)\]$/.exec(host)?.[1] ?? host;
  const bare = inside.toLowerCase().replace(/%.*$/, '').replace(/\.$/, '');
  return isIP(bare) === 0 ? bare : (plainAddress(bare) ?? bare);
}

/** One way of writing for each address; an IPv4 address in IPv6's clothes becomes one. */
function plainAddress(address: string): string | undefined {
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  if (isIPv4(bare)) return bare;
  if (isIP(bare) === 0) return undefined;
  const written = new SocketAddress({ address: bare, family: 'ipv6' }).address;
  const mapped = /^::ffff:(.*)$/.exec(written)?.[1];
  return mapped !== undefined && isIPv4(mapped) ? mapped : written;
}

const special = listOf([
  ...SPECIAL_V4,
  ...SPECIAL_V4.map(([base, bits]): Range => [`${NAT64}${base}`, 96 + bits]),
  ...SPECIAL_V6,
]);
const global = listOf([GLOBAL_V6, [NAT64, 96]]);

function isPublic(address: string): boolean {
  return !isIn(special, address) && (isIPv4(address) || isIn(global, address));
}

function isIn(list: BlockList, address: string): boolean {
  return list.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
}

function listOf(ranges: readonly Range[]): BlockList {
  const list = new BlockList();
  for (const [base, bits] of ranges) list.addSubnet(base, bits, isIPv4(base) ? 'ipv4' : 'ipv6');
  return list;
}

/** `host:port`, with both in one way of writing. */
function placeOf(entry: string): string | undefined {
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9_.-]+):(\d{1,5})$/i.exec(entry.trim());
  const [, host = '', port = ''] = match ?? [];
  return match === null || Number(port) > 65_535 ? undefined : `${bareHost(host)}:${Number(port)}`;
}

function addNetwork(networks: BlockList, entry: string): boolean {
  const [, base = '', digits = ''] = /^([0-9a-f:.]+)\/(\d{1,3})$/i.exec(entry.trim()) ?? [];
  const family = isIP(base);
  const bits = Number(digits);
  if (family === 0 || bits > (family === 4 ? 32 : 128)) return false;
  networks.addSubnet(base, bits, family === 4 ? 'ipv4' : 'ipv6');
  return true;
}
