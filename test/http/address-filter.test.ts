import fc from 'fast-check';
import { createAddressFilter } from '../../src/http/address-filter';

const filter = createAddressFilter({ allow: [] });
const allows = (address: string, host = 'files.example.org', port = 443): boolean =>
  filter.allows({ host, address, port });

type Octets = readonly [number, number, number, number];
const dotted = (octets: Octets): string => octets.join('.');
const number = ([a, b, c, d]: Octets): number => ((a * 256 + b) * 256 + c) * 256 + d;
const hex = (value: number): string => value.toString(16);
const words = ([a, b, c, d]: Octets): [string, string] => [hex(a * 256 + b), hex(c * 256 + d)];

const octet = fc.integer({ min: 0, max: 255 });
const anyV4: fc.Arbitrary<Octets> = fc.tuple(octet, octet, octet, octet);
const networks: [string, Octets, Octets][] = [
  ['this network', [0, 0, 0, 0], [0, 255, 255, 255]],
  ['private, class A', [10, 0, 0, 0], [10, 255, 255, 255]],
  ['shared', [100, 64, 0, 0], [100, 127, 255, 255]],
  ['loopback', [127, 0, 0, 0], [127, 255, 255, 255]],
  ['link-local, with the metadata of clouds', [169, 254, 0, 0], [169, 254, 255, 255]],
  ['private, class B', [172, 16, 0, 0], [172, 31, 255, 255]],
  ['protocol assignments', [192, 0, 0, 0], [192, 0, 0, 255]],
  ['documentation', [192, 0, 2, 0], [192, 0, 2, 255]],
  ['6to4 relays', [192, 88, 99, 0], [192, 88, 99, 255]],
  ['private, class C', [192, 168, 0, 0], [192, 168, 255, 255]],
  ['benchmarks', [198, 18, 0, 0], [198, 19, 255, 255]],
  ['documentation', [198, 51, 100, 0], [198, 51, 100, 255]],
  ['documentation', [203, 0, 113, 0], [203, 0, 113, 255]],
  ['multicast, reserved and broadcast', [224, 0, 0, 0], [255, 255, 255, 255]],
  ["Azure's host agent", [168, 63, 129, 16], [168, 63, 129, 16]],
];
const between = (from: Octets, to: Octets): fc.Arbitrary<Octets> =>
  fc.tuple(
    ...(from.map((low, at) => fc.integer({ min: low, max: to[at] ?? low })) as [
      fc.Arbitrary<number>,
      fc.Arbitrary<number>,
      fc.Arbitrary<number>,
      fc.Arbitrary<number>,
    ]),
  );
const isSpecial = (address: Octets): boolean =>
  networks.some(([, from, to]) => number(address) >= number(from) && number(address) <= number(to));
const special = fc.oneof(...networks.map(([, from, to]) => between(from, to)));

/** Ways of writing an IPv4 address that a URL takes. */
const urlForms: ((octets: Octets) => string)[] = [
  dotted,
  (o) => `${dotted(o)}.`,
  (o) => String(number(o)),
  (o) => `0x${hex(number(o))}`,
  (o) => `0X${hex(number(o)).toUpperCase()}`,
  (o) => `0${number(o).toString(8)}`,
  (o) => o.map((part) => `0x${hex(part)}`).join('.'),
  (o) => o.map((part) => `0${part.toString(8)}`).join('.'),
  ([a, b, c, d]) => `${a}.${(b * 256 + c) * 256 + d}`,
  ([a, b, c, d]) => `0${a.toString(8)}.0x${hex(b)}.${c * 256 + d}`,
  (o) => o.map((part) => `%3${String(part).split('').join('%3')}`).join('%2e'),
  (o) => dotted(o).replaceAll('.', '。'),
];
/** An IPv4 address within an IPv6 one, as its parts and as hex. */
const mappedForms: ((octets: Octets) => string)[] = [
  (o) => `::ffff:${dotted(o)}`,
  (o) => `::FFFF:${words(o).join(':').toUpperCase()}`,
  (o) => `0:0:0:0:0:ffff:${words(o).join(':')}`,
  (o) => `0000:0000:0000:0000:0000:ffff:${dotted(o)}`,
  (o) =>
    `::ffff:${words(o)
      .map((word) => word.padStart(4, '0'))
      .join(':')}`,
];

it.each(networks)('%s, from %j to %j: closed at both ends, open beside them', (_, from, to) => {
  expect([allows(dotted(from)), allows(dotted(to))]).toEqual([false, false]);
  for (const beside of [number(from) - 1, number(to) + 1]) {
    if (beside < 0 || beside > 0xffff_ffff) continue;
    const address: Octets = [beside >>> 24, (beside >>> 16) & 255, (beside >>> 8) & 255, beside & 255];
    expect([dotted(address), allows(dotted(address))]).toEqual([dotted(address), !isSpecial(address)]);
  }
});

it('an IPv4 address is allowed exactly when it is public', () => {
  fc.assert(
    fc.property(fc.oneof(anyV4, special), (address) => {
      expect(allows(dotted(address))).toBe(!isSpecial(address));
    }),
  );
});

it('however a URL writes it', () => {
  fc.assert(
    fc.property(fc.oneof(anyV4, special), fc.constantFrom(...urlForms), (address, write) => {
      const { hostname } = new URL(`http://${write(address)}/x`);
      expect(allows(hostname, hostname)).toBe(!isSpecial(address));
    }),
  );
});

it('and in the clothes of IPv6, in brackets, with a zone or without', () => {
  const wrapped = fc.constantFrom(
    (a: string) => a,
    (a: string) => `[${a}]`,
    (a: string) => `${a}%eth0`,
  );
  fc.assert(
    fc.property(fc.oneof(anyV4, special), fc.constantFrom(...mappedForms), wrapped, (address, write, wrap) => {
      expect(allows(wrap(write(address)))).toBe(!isSpecial(address));
      const { hostname } = new URL(`http://[${write(address)}]/x`);
      expect(allows(hostname, hostname)).toBe(!isSpecial(address));
    }),
  );
});

it('behind NAT64 an address is what it is in front of it', () => {
  fc.assert(
    fc.property(fc.oneof(anyV4, special), fc.boolean(), (address, asWords) => {
      const tail = asWords ? words(address).join(':') : dotted(address);
      expect(allows(`64:ff9b::${tail}`)).toBe(!isSpecial(address));
    }),
  );
});

it('tunnels that hide an IPv4 address are closed, whichever it is', () => {
  fc.assert(
    fc.property(anyV4, anyV4, (address, other) => {
      const [high, low] = words(address);
      expect(allows(`2002:${high}:${low}::1`)).toBe(false);
      expect(allows(`2001:0:${high}:${low}:8000:1:${words(other).join(':')}`)).toBe(false);
      expect(allows(`64:ff9b:1::${dotted(address)}`)).toBe(false);
      expect(allows(`::${dotted(address)}`)).toBe(false);
      expect(allows(`::ffff:0:${dotted(address)}`)).toBe(false);
    }),
  );
});

it('an IPv6 address is allowed exactly when it is global unicast and in no special network', () => {
  const word = fc.integer({ min: 0, max: 0xffff });
  const closed = (w: readonly number[]): boolean => {
    const [a = 0, b = 0] = w;
    if (a < 0x2000 || a > 0x3fff) return true;
    return (a === 0x2001 && (b < 0x200 || b === 0xdb8)) || a === 0x2002 || (a === 0x3fff && b < 0x1000);
  };
  const first = fc.oneof(word, fc.constantFrom(0x2001, 0x2002, 0x3fff, 0x2a00, 0xfc00, 0xfd00, 0xfe80, 0xff02, 0x100));
  const second = fc.oneof(word, fc.constantFrom(0, 0x1ff, 0x200, 0xdb8, 0xfff, 0x1000));
  fc.assert(
    fc.property(fc.tuple(first, second, word, word, word, word, word, word), fc.boolean(), (address, upper) => {
      const text = address.map(hex).join(':');
      expect(allows(upper ? text.toUpperCase() : text)).toBe(!closed(address));
    }),
  );
});

it.each([
  '::',
  '::1',
  '0:0:0:0:0:0:0:1',
  'fe80::1%eth0',
  'fd00:ec2::254',
  'fd20:ce::254',
  '100.100.100.200',
  '192.0.0.192',
  'ff02::1',
  '',
  'localhost',
  '127.0.0.1.example.org',
  '1.2.3',
  '1.2.3.4.5',
  '1.2.3.256',
])('%j is not allowed', (address) => {
  expect(allows(address)).toBe(false);
});

describe('what an operator allows', () => {
  const only = (...allow: string[]) => createAddressFilter({ allow });

  it.each([
    ['127.0.0.1:8090', { host: '127.0.0.1', address: '127.0.0.1', port: 8090 }],
    ['127.0.0.1:8090', { host: '127.0.0.1.', address: '::ffff:7f00:1', port: 8090 }],
    ['[::1]:8090', { host: '[::1]', address: '::1', port: 8090 }],
    ['[0:0:0:0:0:0:0:1]:8090', { host: '[::1]', address: '::1', port: 8090 }],
    ['Sandbox:8090', { host: 'sandbox', address: '172.18.0.3', port: 8090 }],
    ['sandbox.:8090', { host: 'SANDBOX', address: '172.18.0.3', port: 8090 }],
    ['localhost:8090', { host: 'localhost.', address: '127.0.0.1', port: 8090 }],
    [' 10.20.0.0/16 ', { host: 'files.internal', address: '10.20.255.1', port: 443 }],
    ['10.20.0.0/16', { host: 'files.internal', address: '::ffff:10.20.0.1', port: 443 }],
    ['fd00:1::/32', { host: 'files.internal', address: 'fd00:1:2::3', port: 80 }],
  ])('%s opens %j', (entry, connection) => {
    expect(filter.allows(connection)).toBe(false);
    expect(only('203.0.113.1/32', entry).allows(connection)).toBe(true);
  });

  it.each([
    ['another port', '127.0.0.1:8090', { host: '127.0.0.1', address: '127.0.0.1', port: 8091 }],
    ['another name at the same address', 'sandbox:8090', { host: 'other', address: '172.18.0.3', port: 8090 }],
    ['a name that begins alike', 'sandbox:8090', { host: 'sandbox.evil.org', address: '10.0.0.1', port: 8090 }],
    ['beyond the network', '10.20.0.0/16', { host: 'x', address: '10.21.0.0', port: 443 }],
  ])('does not open %s', (_, entry, connection) => {
    expect(only(entry).allows(connection)).toBe(false);
  });

  it.each(['10.0.0.1', 'sandbox', '10.0.0.0/33', 'fd00::/129', '10.0/8', 'fd00::1:8090', 'http://a:80', 'a:70000', ''])(
    'says which entry does not fit: %j',
    (entry) => {
      expect(() => only('10.0.0.0/8', entry)).toThrow('Entry 2 ');
    },
  );
});
