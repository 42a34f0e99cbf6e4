import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

/** How many keys of before are still published. */
const KEPT = 2;

interface Key {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly published: Readonly<Record<string, unknown>>;
}

const ENDORSED = ['msteams', 'skype', 'webchat', 'directline', 'emulator'];
/** What another key is good for, of which the channels here are none. */
const ENDORSED_ELSEWHERE = ['facebook', 'line'];

/** The keys that the connector signs with and publishes (skype.md §0, 2). They are made when they are first needed. */
export class SigningKeys {
  #keys: readonly Key[] = [];
  #elsewhere: Key | undefined;

  /** The document behind `jwks_uri`. */
  published(): object {
    const keys = [this.#current(), ...this.#keys.slice(1), this.#ofOtherChannels()];
    return { keys: keys.map(({ published }) => published) };
  }

  /** A new key signs from now on. @param keepsOld whether those of before are still published */
  rotate(keepsOld: boolean): void {
    this.#current();
    this.#keys = [newKey(ENDORSED), ...(keepsOld ? this.#keys.slice(0, KEPT) : [])];
  }

  sign(claims: object): string {
    return signed(this.#current(), claims);
  }

  /** By a key that is published, and endorsed for none of the channels here. */
  signElsewhere(claims: object): string {
    return signed(this.#ofOtherChannels(), claims);
  }

  /** By a key that nobody has published. */
  signUnknown(claims: object): string {
    return signed(newKey(ENDORSED), claims);
  }

  #current(): Key {
    const [known] = this.#keys;
    if (known) return known;
    // Both now: whoever is told something fetches them in haste, and making one takes a while.
    this.#ofOtherChannels();
    const first = newKey(ENDORSED);
    this.#keys = [first];
    return first;
  }

  #ofOtherChannels(): Key {
    return (this.#elsewhere ??= newKey(ENDORSED_ELSEWHERE));
  }
}

function newKey(endorsements: readonly string[]): Key {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const kid = randomBytes(20).toString('base64url');
  const { n, e } = publicKey.export({ format: 'jwk' });
  return { kid, privateKey, published: { kty: 'RSA', use: 'sig', kid, x5t: kid, n, e, endorsements } };
}

/** A JWT of RS256. */
function signed({ kid, privateKey }: Key, claims: object): string {
  const said = [{ alg: 'RS256', kid, x5t: kid, typ: 'JWT' }, claims].map(encoded).join('.');
  return `${said}.${sign('sha256', Buffer.from(said), privateKey).toString('base64url')}`;
}

export function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
