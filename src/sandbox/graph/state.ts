/** What Meta's webhooks are about; an app has one callback URL for each. */
export type GraphObject = 'whatsapp_business_account' | 'page' | 'instagram';

/** An app of Meta's developers. Several products, numbers and pages can hang on one. */
export interface GraphApp {
  readonly id: string;
  /** Signs webhooks, proves tokens. */
  readonly secret: string;
  readonly name: string;
  /** Whether calls from servers need `appsecret_proof`: a setting of the app. */
  needsProof: boolean;
  readonly subscriptions: Map<GraphObject, AppSubscription>;
}

/** The callback of an app for one object, verified by a GET. */
export interface AppSubscription {
  readonly callbackUrl: string;
  readonly verifyToken: string;
  readonly fields: readonly string[];
}

/** A callback URL and the word that its owner chose. */
export interface Callback {
  readonly url: string;
  readonly verifyToken: string;
}

/** `expired` 463 · `invalidated` 467: signed out or a changed password · `revoked` 458: the app was taken off the account */
export type TokenState = 'valid' | 'expired' | 'invalidated' | 'revoked';

export interface GraphToken {
  readonly value: string;
  readonly appId: string;
  readonly type: 'APP' | 'SYSTEM_USER' | 'USER' | 'PAGE';
  /** Who `/me` is: a user, or the page itself. */
  readonly subjectId: string;
  scopes: readonly string[];
  /** What of the business it may touch: accounts, pages. */
  readonly targets: Set<string>;
  state: TokenState;
}

export type NewToken = Pick<GraphToken, 'value' | 'appId' | 'type' | 'subjectId' | 'scopes'> & {
  readonly targets: readonly string[];
};

/** Apps and tokens of all of Meta's products: what Messenger, Instagram and WhatsApp stand on together. */
export class GraphState {
  readonly apps = new Map<string, GraphApp>();
  /** By their value. Tokens of apps are none of them: those are made of id and secret. */
  readonly tokens = new Map<string, GraphToken>();

  /** An app, or the one that is there already; undefined: there is one of that id with another secret. */
  addApp({ id, secret, name }: Pick<GraphApp, 'id' | 'secret' | 'name'>): GraphApp | undefined {
    const known = this.apps.get(id);
    if (known) return known.secret === secret ? known : undefined;
    const app: GraphApp = { id, secret, name, needsProof: false, subscriptions: new Map() };
    this.apps.set(id, app);
    return app;
  }

  /** A token, or the one that is there already with more targets; undefined: there is one of another app. */
  addToken({ targets, ...fields }: NewToken): GraphToken | undefined {
    const known = this.tokens.get(fields.value);
    if (known) {
      if (known.appId !== fields.appId) return undefined;
      for (const target of targets) known.targets.add(target);
      return known;
    }
    const token: GraphToken = { ...fields, targets: new Set(targets), state: 'valid' };
    this.tokens.set(token.value, token);
    return token;
  }

  /** Callbacks of Courier follow it to another address. */
  moveUrls(moved: (url: string) => string): void {
    for (const { subscriptions } of this.apps.values()) {
      for (const [object, { callbackUrl, ...rest }] of subscriptions) {
        subscriptions.set(object, { ...rest, callbackUrl: moved(callbackUrl) });
      }
    }
  }
}
