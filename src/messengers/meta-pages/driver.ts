import type { Messenger } from '../contract';
import { graphPhrases } from '../graph/phrases';
import { metaGuidePhrases } from '../graph/guide-phrases';
import { markRead, react, typing } from './actions';
import { check } from './check';
import { PageCredentials } from './credentials';
import { fetchMedia } from './fetch-media';
import { pagesGuidePhrases } from './guide-phrases';
import { historyOf } from './history';
import { identify } from './identify';
import { pagesPhrases } from './phrases';
import { keyOf } from './messages';
import type { Product } from './product';
import { profile } from './profile';
import { receive } from './receive';
import { replyWindow, send } from './send';
import { connect, disconnect } from './subscription';

/** A driver of what goes through the Send API of a Page: Messenger, or Instagram Direct. */
export function driverOf(product: Product): Messenger<PageCredentials> {
  return {
    kind: product.kind,
    title: product.title,
    signedBy: 'hmac-sha256-of-body',
    about: product.about,
    credentials: PageCredentials,
    capabilities: product.capabilities,
    guide: product.guide,
    phrases: [graphPhrases, pagesPhrases, metaGuidePhrases, pagesGuidePhrases, ...product.phrases],
    windowMs: replyWindow,
    rates: () => product.rates,
    identify: (context) => identify(product, context),
    linkTo: (source) => product.linkTo(source),
    connect: (context, options) => connect(product, context, options),
    disconnect: (context) => disconnect(product, context),
    check: (context) => check(product, context),
    receive: (receiving, request) => receive(product, receiving, request),
    keyOf,
    send: (context, part) => send(product, context, part),
    fetchMedia: (context, url) => fetchMedia(product, context, url),
    react: (context, reaction) => react(product, context, reaction),
    typing: (context, chat, lastInbound) => typing(product, context, chat, lastInbound),
    markRead: (context, read) => markRead(product, context, read),
    history: historyOf(product),
    profile: (context, chat) => profile(product, context, chat),
  };
}
