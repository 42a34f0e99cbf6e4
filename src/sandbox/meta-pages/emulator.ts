import type { Core } from '../core';
import { Orders } from '../graph/orders';
import { graphRoutes } from '../graph/routes';
import type { LineEmulator } from '../lines/emulator';
import type { Line } from '../lines/records';
import { LINE_ACTS } from './account/line-acts';
import { pagesProduct } from './endpoints';
import { PageHooks } from './hooks';
import { newCustomer, newLine } from './lines';
import { serveCdn } from './media/cdn';
import { HEALTHY, SCOPES } from './page';
import type { Parts } from './parts';
import { edit, react, remove, say } from './people/customers';
import { HANDSET_ACTS } from './people/handset-acts';
import { press } from './people/presses';
import type { PageProduct } from './product';
import { windowOf } from './send/window';
import { Usage } from './usage';

export interface Seeds {
  /** Lines and customers of a fresh sandbox. */
  readonly lines: () => void;
  /** The customers of a line, as they were. */
  readonly customers: (line: Line) => void;
}

/** Meta's side of what goes through the Send API of a Page, and the people behind it (facebook.md). */
export function makePages(core: Core, product: PageProduct, seeds: Seeds): LineEmulator {
  const hooks = new PageHooks(core, product);
  const usage = new Usage(core, product);
  const parts: Parts = { core, product, hooks, usage, refusals: new Orders(), lies: new Orders() };
  const graph = graphRoutes(core, pagesProduct(parts));

  return {
    messenger: product.messenger,
    routes: (req, res, next) =>
      req.path.startsWith('/cdn/') ? serveCdn(core, product, req, res) : graph(req, res, next),
    abilities: product.abilities,
    seed: seeds.lines,
    newLine: (fields) => newLine(core, product, fields),
    newCustomer: (line, customer) => newCustomer(core, product, line, customer),
    say: (on, said) => say(parts, on, said),
    edit: (on, message, text) => edit(parts, on, message, text),
    remove: (on, message) => remove(parts, on, message),
    react: (on, message, emoji) => react(parts, on, message, emoji),
    press: (on, message, pressed) => press(parts, on, message, pressed),
    act: (on, act, fields) => {
      const doing = HANDSET_ACTS[act];
      return doing ? doing(parts, on, fields) : unknownAct(product, act, HANDSET_ACTS);
    },
    actOnLine: (line, act, fields) => {
      const doing = LINE_ACTS[act];
      return doing ? doing(parts, line, fields) : unknownAct(product, act, LINE_ACTS);
    },
    windowUntil: ({ handset }) => windowOf(core, handset),
    pending: (line) => hooks.pending(line),
    retry: (line) => hooks.retry(line),
    reset: () => reset(parts, seeds),
    close: () => hooks.close(),
  };
}

/** Pages are well again, and tokens good; how they are connected stays. */
function reset({ core, product, hooks, usage, refusals, lies }: Parts, seeds: Seeds): void {
  hooks.clear();
  usage.clear();
  refusals.clear();
  lies.clear();
  core.pages.uploads.clear();
  for (const page of core.pages.pages.values()) {
    page.refusedFields = [];
    page.profiles.delete(product.messenger);
  }
  for (const line of core.lines.of(product.messenger)) {
    const wasSeeded = [...line.handsets.values()].some(({ facts }) => facts.seeded === true);
    Object.assign(line.facts, HEALTHY);
    line.handsets.clear();
    const token = core.graph.tokens.get(line.credentials.pageAccessToken ?? '');
    if (token) Object.assign(token, { state: 'valid', scopes: SCOPES });
    const app = core.graph.apps.get(line.credentials.appId ?? '');
    if (app) app.needsProof = false;
    if (wasSeeded) seeds.customers(line);
  }
}

function unknownAct({ title }: PageProduct, act: string, known: object): { readonly refused: string } {
  return { refused: `There is no ${act} on ${title}; there is ${Object.keys(known).join(', ')}.` };
}
