import type { Account } from '../kommo/records';
import type { KommoState } from '../kommo/state';
import type {
  AccessToken,
  Code,
  Delivery,
  Grant,
  Integration,
  Pipeline,
  RefreshToken,
  Site,
  User,
  WidgetHere,
} from './records';

const IDS_BEGIN = 1_000_000;

/** Won and lost: the same in every pipeline (kommo-platform.md §6.3). */
export const CLOSED_STATUSES = [142, 143] as const;

/** Every account begins with these fields of leads (Kommo's page `reference/leads-custom-fields`). */
const TRACKING_FIELDS = ['UTM_CONTENT', 'UTM_MEDIUM', 'UTM_CAMPAIGN', 'UTM_SOURCE', 'UTM_TERM', 'REFERRER'] as const;

/** Kommo outside of its chats: integrations, who let them in, and the CRM of each account (kommo-platform.md). */
export class PlatformState {
  readonly integrations = new Map<string, Integration>();
  readonly grants = new Map<number, Grant>();
  readonly codes = new Map<string, Code>();
  readonly accessTokens = new Map<string, AccessToken>();
  readonly refreshTokens = new Map<string, RefreshToken>();
  readonly sites = new Map<number, Site>();
  /** Webhooks that are still to be taken. */
  deliveries: Delivery[] = [];
  lastId = IDS_BEGIN;

  constructor(private readonly kommo: KommoState) {}

  /** Ids of all things come from one row, so that no two things are taken for one another. */
  nextId(): number {
    this.lastId += 1;
    return this.lastId;
  }

  account(id: number): Account | undefined {
    return [...this.kommo.accounts.values()].find((account) => account.id === id);
  }

  accountAt(subdomain: string): Account | undefined {
    return [...this.kommo.accounts.values()].find((account) => account.subdomain === subdomain);
  }

  /** The account's CRM, made when it is first asked for. */
  site(account: Account): Site {
    const known = this.sites.get(account.id);
    if (known) return known;
    const users = account.users.map(({ id, name }, index): User => ({
      id: this.nextId(),
      name,
      email: `user${String(index + 1)}@${account.subdomain}.example`,
      amojoId: id,
      isAdmin: index === 0,
      isActive: true,
    }));
    const site: Site = {
      accountId: account.id,
      paid: true,
      nps: false,
      isUnsortedOn: true,
      users,
      pipelines: [],
      sources: [],
      contacts: [],
      chatLinks: [],
      webhooks: [],
      templates: [],
      talks: [],
      leads: [],
      leadFields: [],
      tasks: [],
      unsorted: [],
      widgets: [],
    };
    this.sites.set(account.id, site);
    this.addPipeline(site, 'Sales', true);
    this.addPipeline(site, 'Support', false);
    for (const code of TRACKING_FIELDS) {
      site.leadFields.push({ id: this.nextId(), name: code.toLowerCase(), code, type: 'tracking_data' });
    }
    return site;
  }

  addPipeline(site: Site, name: string, isMain: boolean): Pipeline {
    const pipeline: Pipeline = {
      id: this.nextId(),
      name,
      sort: site.pipelines.length + 1,
      isMain,
      isArchive: false,
      statusIds: [this.nextId(), this.nextId()],
    };
    site.pipelines.push(pipeline);
    return pipeline;
  }

  /** The integration that a chat channel was registered with. */
  integrationOf(channelId: string): Integration | undefined {
    return [...this.integrations.values()].find(({ channelIds }) => channelIds.includes(channelId));
  }

  /** What the account has set in the widget of an integration. */
  widgetHere(site: Site, clientId: string): WidgetHere {
    const known = site.widgets.find((widget) => widget.clientId === clientId);
    if (known) return known;
    const made: WidgetHere = { clientId, settings: {}, pipelineId: null };
    site.widgets.push(made);
    return made;
  }

  /** Grants that are good, of an integration in an account. */
  grantsOf(clientId: string, accountId: number): Grant[] {
    return [...this.grants.values()].filter(
      (grant) => grant.clientId === clientId && grant.accountId === accountId && !grant.revoked,
    );
  }

  /** Everything that hangs on chats; what was set up stays. */
  clearChats(): void {
    for (const site of this.sites.values()) {
      for (const list of [site.contacts, site.chatLinks, site.talks, site.leads, site.unsorted]) list.length = 0;
    }
    this.deliveries = [];
  }

  clear(): void {
    for (const map of [this.integrations, this.codes, this.accessTokens, this.refreshTokens]) map.clear();
    this.grants.clear();
    this.sites.clear();
    this.deliveries = [];
  }
}

/** @throws Error when there is none: each account has one. */
export function mainPipeline(site: Site): Pipeline {
  const main = site.pipelines.find(({ isMain }) => isMain);
  if (!main) throw new Error(`account ${String(site.accountId)} has no main pipeline`);
  return main;
}

/** The host that the account has at Kommo. */
export function hostOf({ subdomain }: Account): string {
  return `${subdomain}.kommo.com`;
}
