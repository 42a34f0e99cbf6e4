import type { TemplatesView } from '../../ledger/template-views';
import type { KeptTemplate } from '../../ledger/templates';
import { messengerOf } from '../../messengers/registry';
import type { TemplateCopy } from '../../model/template';
import type { Language } from '../../model/words';
import { inWords } from '../../words/in-words';
import type { TemplateCard, TemplateList } from './contract';

export function templateListOf({ sync, templates, sources }: TemplatesView, language: Language): TemplateList {
  const { trouble, ...progress } = sync;
  return {
    isAvailable: [...sources.values()].some(({ messenger }) => messengerOf(messenger)?.templates !== undefined),
    sync: { ...progress, trouble: trouble === null ? null : inWords(trouble, language) },
    templates: templates.map((template) => cardOf(template, sources, language)),
  };
}

function cardOf(template: KeptTemplate, sources: TemplatesView['sources'], language: Language): TemplateCard {
  const { id, messenger, name, body, category, state, drift, inKommo, obstacle, copies, parameters, takesRemote } =
    template;
  return {
    id,
    messengerTitle: messengerOf(messenger)?.title ?? messenger,
    name,
    language: template.language,
    category,
    text: body,
    state,
    reason: reasonIn(
      copies.find((copy) => copy.state === state),
      language,
    ),
    drift,
    inKommo: inKommo === 'told' || inKommo === 'listed',
    obstacle: obstacle === null ? null : inWords(obstacle, language),
    parameters: parameters.map(({ marker, placeholder, example }) => ({
      marker,
      placeholder,
      example: example ?? null,
    })),
    accounts: copies.map((copy) => ({
      sources: copy.sourceIds.flatMap((sourceId) => sources.get(sourceId)?.name ?? []),
      state: copy.state,
      reason: reasonIn(copy, language),
    })),
    // What Kommo does not list to Courier, Courier cannot take away there.
    mayTake: drift !== null && inKommo !== 'told',
    isTaking: takesRemote,
  };
}

function reasonIn(copy: TemplateCopy | undefined, language: Language): string | null {
  if (copy?.text === undefined || copy.state === 'approved') return null;
  return inWords({ text: copy.text, said: copy.said }, language);
}
