import { noteReviewed, saveTemplate, type TemplateRecord } from '../../ledger/templates';
import { DeliveryError } from '../../messengers/delivery-error';
import type { ScopeId } from '../../model/ids';
import type { TemplateCopy } from '../../model/template';
import { together, wordsOf, type Words } from '../../model/words';
import { say } from '../../words';
import type { AccountDependencies } from '../accounts/dependencies';
import type { CrmRefusal } from '../accounts/step';
import { rejection, stateOf, type ReportStep, type TemplatePlan, type TemplateStep } from './compare-templates';
import type { KommoTemplates } from './kommo-templates';
import { askHolder, troubleOf, type Holder, type Trouble } from './template-sides';

/** A step, and the template that it is about. */
export interface DueStep extends TemplatePlan {
  readonly templateId: string;
  readonly step: TemplateStep;
}

const AT_ONCE = 50;

type Import = DueStep & { readonly step: Extract<TemplateStep, { do: 'import' }> };
type Submission = Extract<TemplateStep, { do: 'submit' | 'revise' }>;

/** Does what a comparison found. What is refused is a trouble for the account's people, and is not tried again in this run. */
export class TemplateSteps {
  readonly #deps: AccountDependencies;
  readonly #scopeId: ScopeId;
  readonly #holders: readonly Holder[];
  readonly #kommo: KommoTemplates;
  readonly #troubles: Trouble[];
  readonly #refused = new Set<string>();
  /** As they are after what was done in this run, by id. */
  readonly #records = new Map<string, TemplateRecord>();

  constructor(
    deps: AccountDependencies,
    around: {
      readonly scopeId: ScopeId;
      readonly holders: readonly Holder[];
      readonly kommo: KommoTemplates;
      readonly troubles: Trouble[];
    },
  ) {
    this.#deps = deps;
    this.#scopeId = around.scopeId;
    this.#holders = around.holders;
    this.#kommo = around.kommo;
    this.#troubles = around.troubles;
  }

  mayTry(step: TemplateStep): boolean {
    return !this.#refused.has(nameOf(step));
  }

  /** @param done called with how many more are done. @throws ApplicationFailure where Kommo cannot now */
  async perform(due: readonly DueStep[], done: (count: number) => Promise<void>): Promise<void> {
    this.#records.clear();
    const imports = due.filter((each): each is Import => each.step.do === 'import');
    for (let from = 0; from < imports.length; from += AT_ONCE) {
      const batch = imports.slice(from, from + AT_ONCE);
      await this.#import(batch);
      await done(batch.length);
    }
    const changed = new Set<string>();
    for (const one of due) {
      const { step } = one;
      switch (step.do) {
        case 'import':
          continue;
        case 'remove-from-kommo':
          await this.#remove(one, step.kommoId);
          break;
        case 'begin-review':
          this.#heed(step, one, await this.#kommo.beginReview(step.kommoId));
          break;
        case 'submit':
        case 'revise':
          changed.add(step.holder);
          await this.#handIn(one, step);
          break;
        case 'report':
          await this.#report(one, step);
          break;
      }
      await done(1);
    }
    for (const holder of this.#holders) {
      if (!changed.has(holder.holder)) continue;
      const trouble = await askHolder(holder);
      if (trouble !== undefined) this.#troubles.push(trouble);
    }
  }

  async #import(batch: readonly Import[]): Promise<void> {
    const answer = await this.#kommo.add(batch.map(({ step }) => step.template));
    if (answer.kind === 'accepted') return;
    if (answer.reason === 'conflict') {
      this.#troubles.push({ words: together([say('template.limit'), answer]), later: false });
      for (const { step } of batch) this.#refused.add(nameOf(step));
      return;
    }
    const [only] = batch;
    if (only === undefined) return;
    // Which one Kommo does not take, only adding them singly tells.
    if (batch.length > 1) for (const one of batch) await this.#import([one]);
    else {
      this.#heed(only.step, only, answer);
      const { standing, templateId } = only;
      if (standing !== undefined) {
        await saveTemplate(this.#deps.db, this.#scopeId, templateId, {
          ...standing,
          obstacle: this.#about(only, answer),
        });
      }
    }
  }

  async #remove(one: DueStep, kommoId: number): Promise<void> {
    const { standing, templateId, step } = one;
    const answer = await this.#kommo.remove(kommoId);
    if (answer.kind === 'refused' && answer.reason !== 'not-found') {
      this.#heed(step, one, answer);
      return;
    }
    if (standing === undefined) return;
    // From here on it counts as one that was never in Kommo, and is imported.
    const gone = { ...standing, kommoId: null, inKommo: 'never', takesRemote: false } as const;
    await saveTemplate(this.#deps.db, this.#scopeId, templateId, gone);
  }

  async #handIn(one: DueStep, step: Submission): Promise<void> {
    const { standing, templateId } = one;
    const holder = this.#holders.find((each) => each.holder === step.holder);
    const [context] = holder?.contexts ?? [];
    if (holder === undefined || context === undefined || standing === undefined) return;
    const sourceIds = holder.sources.map(({ id }) => id);
    const save = async (copy: TemplateCopy, remoteId?: string): Promise<void> => {
      const before = this.#records.get(templateId) ?? standing;
      const copies = [...before.copies.filter((each) => each.holder !== copy.holder), copy];
      const state = stateOf(copies) ?? before.state;
      const record = { ...before, remoteId: remoteId ?? before.remoteId, state, copies };
      this.#records.set(templateId, record);
      await saveTemplate(this.#deps.db, this.#scopeId, templateId, record);
    };
    try {
      const { id, state } =
        step.do === 'submit'
          ? await holder.driver.create(context, step.template)
          : { id: step.remoteId, ...(await holder.driver.revise(context, step.remoteId, step.template)) };
      // Its words are known when the messenger lists it.
      await save({ holder: step.holder, state, hash: null, agreed: null, sourceIds }, id);
    } catch (error) {
      const isAnswer = error instanceof DeliveryError && error.retry === 'no' && error.code !== 902;
      this.#refused.add(nameOf(step));
      if (!isAnswer) {
        this.#troubles.push(troubleOf(error, say('template.not-asked', { source: holder.title })));
        return;
      }
      const refused = {
        holder: step.holder,
        state: 'rejected',
        hash: null,
        agreed: null,
        sourceIds,
        refused: true,
      } as const;
      await save({ ...refused, ...error.words });
      for (const id of step.reviewIds) await this.#report(one, rejection(step.kommoId, { id }, error.words));
    }
  }

  async #report(one: DueStep, step: ReportStep): Promise<void> {
    const answer = await this.#kommo.report(step.kommoId, step.reviewId, step.report);
    if (answer.kind === 'refused') {
      this.#heed(step, one, answer);
      return;
    }
    const { kommoId, reviewId, report } = step;
    await noteReviewed(this.#deps.db, this.#scopeId, { kommoId, reviewId, status: report.status });
  }

  #heed(step: TemplateStep, one: DueStep, answer: { readonly kind: 'accepted' } | CrmRefusal): void {
    if (answer.kind === 'accepted') return;
    this.#refused.add(nameOf(step));
    this.#troubles.push({ words: this.#about(one, answer), later: false });
  }

  #about({ standing }: DueStep, refusal: CrmRefusal): Words {
    return together([say('template.not-imported', { name: standing?.name ?? '' }), wordsOf(refusal)]);
  }
}

function nameOf(step: TemplateStep): string {
  switch (step.do) {
    case 'import':
      return `import/${step.template.externalId ?? ''}`;
    case 'remove-from-kommo':
    case 'begin-review':
      return `${step.do}/${String(step.kommoId)}`;
    case 'submit':
    case 'revise':
      return `${step.do}/${String(step.kommoId)}/${step.holder}`;
    case 'report':
      return `report/${String(step.reviewId)}`;
  }
}
