import type { Asked, CrmAccess } from '../../access/crm-access';
import type { CrmUser, LeadField, Page, Pipeline } from '../../kommo/crm/types';
import { BoundedMap } from '../../ledger/bounded-map';
import type { GrantKey } from '../../ledger/grants';

const USER_GOOD_FOR_MS = 60_000;
const ADMINISTRATORS_GOOD_FOR_MS = 5 * 60_000;
const PIPELINES_GOOD_FOR_MS = 60_000;
/** The overview does without names rather than wait for longer. */
const PIPELINES_WITHIN_MS = 3_000;
/** While Kommo says nothing, an open window does not ask again and again. */
const MISSED_FOR_MS = 20_000;
const REMEMBERED = 1_000;
const USERS_IN_A_PAGE = 250;
/** No account that uses Courier has more people than that in it. */
const MOST_PAGES = 8;

/** Kommo's words for the kinds of fields that hold any text. */
const TEXT_FIELDS: ReadonlySet<string> = new Set(['text', 'textarea', 'url', 'tracking_data']);

export type AskedUser =
  | { readonly kind: 'user'; readonly name: string | null; readonly isAdmin: boolean; readonly isActive: boolean }
  | { readonly kind: 'no-such-user' }
  /** The account does not let us in, so nobody can be asked who this is. */
  | { readonly kind: 'nobody-to-ask' }
  | { readonly kind: 'silent' };

/** What settings need to know of Kommo, asked seldom: 7 requests a second are for everything (kommo-platform.md §9.4). */
export class KommoFacts {
  readonly #users = new BoundedMap<string, Remembered<AskedUser>>(REMEMBERED);
  readonly #administrators = new BoundedMap<string, Remembered<readonly string[]>>(REMEMBERED);
  readonly #pipelines = new BoundedMap<string, Remembered<readonly Pipeline[] | null>>(REMEMBERED);

  constructor(
    private readonly crm: CrmAccess,
    private readonly clock: { now(): number },
  ) {}

  /** Who somebody is in the account: whether an administrator, only Kommo says (kommo-platform.md §2). */
  async user(key: GrantKey, userId: number): Promise<AskedUser> {
    const name = `${nameOf(key)}/${userId}`;
    const known = this.#fresh(this.#users.get(name));
    if (known !== undefined) return known.value;
    const user = userIn(await this.crm.ask(key, (api) => api.user(userId)));
    if (user.kind === 'user') this.#users.set(name, this.#remember(user, USER_GOOD_FOR_MS));
    return user;
  }

  /** Everybody in the account who can sign in there. */
  async people(key: GrantKey): Promise<Asked<readonly CrmUser[]>> {
    const people: CrmUser[] = [];
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const asked: Asked<Page<CrmUser>> = await this.crm.ask(key, (api) => api.users({ page, limit: USERS_IN_A_PAGE }));
      if (asked.kind !== 'accepted') return asked;
      people.push(...asked.value.items.filter(({ isActive }) => isActive));
      if (!asked.value.more) break;
    }
    return { kind: 'accepted', value: people };
  }

  /** Names of those who can give rights; none where Kommo does not say. */
  async administrators(key: GrantKey): Promise<readonly string[]> {
    const known = this.#fresh(this.#administrators.get(nameOf(key)));
    if (known !== undefined) return known.value;
    const asked = await this.people(key);
    const people = asked.kind === 'accepted' ? asked.value : [];
    const names = people.flatMap(({ isAdmin, name }) => (isAdmin && name !== undefined ? [name] : []));
    const goodForMs = asked.kind === 'accepted' ? ADMINISTRATORS_GOOD_FOR_MS : MISSED_FOR_MS;
    this.#administrators.set(nameOf(key), this.#remember(names, goodForMs));
    return names;
  }

  /** Archived ones too; as of a minute ago, or null while Kommo does not say. */
  async pipelines(key: GrantKey): Promise<readonly Pipeline[] | null> {
    const before = this.#pipelines.get(nameOf(key));
    const known = this.#fresh(before);
    if (known !== undefined) return known.value;
    const asked = await within(
      PIPELINES_WITHIN_MS,
      this.crm.ask(key, (api) => api.pipelines()),
    );
    const remembered =
      asked?.kind === 'accepted'
        ? this.#remember(asked.value, PIPELINES_GOOD_FOR_MS)
        : this.#remember(before?.value ?? null, MISSED_FOR_MS);
    this.#pipelines.set(nameOf(key), remembered);
    return remembered.value;
  }

  /** Custom fields of leads that a text can be written into. */
  async leadFields(key: GrantKey): Promise<Asked<readonly LeadField[]>> {
    const fields: LeadField[] = [];
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const asked: Asked<Page<LeadField>> = await this.crm.ask(key, (api) => api.leadFields({ page }));
      if (asked.kind !== 'accepted') return asked;
      fields.push(...asked.value.items.filter(({ type }) => TEXT_FIELDS.has(type)));
      if (!asked.value.more) break;
    }
    return { kind: 'accepted', value: fields };
  }

  #fresh<Value>(known: Remembered<Value> | undefined): Remembered<Value> | undefined {
    return known !== undefined && known.until > this.clock.now() ? known : undefined;
  }

  #remember<Value>(value: Value, forMs: number): Remembered<Value> {
    return { value, until: this.clock.now() + forMs };
  }
}

interface Remembered<Value> {
  readonly value: Value;
  readonly until: number;
}

/** @returns undefined when it takes longer; what is under way goes on. */
async function within<Value>(ms: number, work: Promise<Value>): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
  }
}

function nameOf({ integrationId, accountId }: GrantKey): string {
  return `${integrationId}/${accountId}`;
}

function userIn(asked: Asked<CrmUser>): AskedUser {
  switch (asked.kind) {
    case 'accepted': {
      const { name, isAdmin, isActive } = asked.value;
      return { kind: 'user', name: name ?? null, isAdmin, isActive };
    }
    case 'no-access':
      return { kind: 'nobody-to-ask' };
    case 'refused':
      if (asked.reason === 'not-found') return { kind: 'no-such-user' };
      // A token of somebody who is no administrator does not help either: it takes a new consent.
      return asked.reason === 'token' || asked.reason === 'forbidden' || asked.reason === 'moved'
        ? { kind: 'nobody-to-ask' }
        : { kind: 'silent' };
    case 'later':
    case 'unknown':
      return { kind: 'silent' };
  }
}
