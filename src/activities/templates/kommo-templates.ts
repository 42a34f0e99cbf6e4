import { setTimeout as pause } from 'node:timers/promises';
import { ApplicationFailure } from '@temporalio/activity';
import type { NewTemplate, Review, ReviewReport, Template } from '../../kommo/crm/types';
import type { CrmAnswer, CrmApi } from '../../kommo/crm/types';
import type { GrantKey } from '../../ledger/grants';
import { wordsOf, type Words } from '../../model/words';
import type { AccountDependencies } from '../accounts/dependencies';
import { settled, type CrmRefusal } from '../accounts/step';

/** Kommo bans an address that asks more than 7 times a second (kommo-platform.md §9.4); live messages come first (P10). */
const APART_MS = 350;
const PAGE = 50;
/** Far more than an account has; a list without an end would be a bug of somebody. */
const MOST_PAGES = 100;

type Settled<Value> = { readonly kind: 'accepted'; readonly value: Value } | CrmRefusal;

/** Templates of one account in Kommo, asked for without haste. */
export class KommoTemplates {
  readonly #deps: AccountDependencies;
  readonly #key: GrantKey;
  #askedAt = 0;

  constructor(deps: AccountDependencies, key: GrantKey) {
    this.#deps = deps;
    this.#key = key;
  }

  /** All that Kommo lists to the integration. @throws ApplicationFailure where another attempt is what helps */
  async list(): Promise<
    | { readonly kind: 'listed'; readonly templates: readonly Template[] }
    | { readonly kind: 'refused'; readonly words: Words }
  > {
    const templates: Template[] = [];
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const answer = await this.#ask((crm) => crm.templates({ page, limit: PAGE, withReviews: true }));
      if (answer.kind === 'refused') return { kind: 'refused', words: wordsOf(answer) };
      templates.push(...answer.value.items);
      if (!answer.value.more) break;
    }
    return { kind: 'listed', templates };
  }

  add(templates: readonly NewTemplate[]): Promise<Settled<readonly Template[]>> {
    return this.#ask((crm) => crm.addTemplates(templates));
  }

  remove(id: number): Promise<Settled<null>> {
    return this.#ask((crm) => crm.removeTemplates([id]));
  }

  beginReview(id: number): Promise<Settled<readonly Review[]>> {
    return this.#ask((crm) => crm.requestReview(id));
  }

  report(id: number, reviewId: number, report: ReviewReport): Promise<Settled<Review>> {
    return this.#ask((crm) => crm.reportReview(id, reviewId, report));
  }

  /** Whether it is Kommo that cannot now. */
  isNotNow(error: unknown): error is ApplicationFailure {
    return error instanceof ApplicationFailure && error.type === 'Later';
  }

  async #ask<Value>(request: (crm: CrmApi) => Promise<CrmAnswer<Value>>): Promise<Settled<Value>> {
    await pause(Math.max(0, this.#askedAt + APART_MS - performance.now()));
    this.#askedAt = performance.now();
    return settled(await this.#deps.crm.ask(this.#key, request));
  }
}
