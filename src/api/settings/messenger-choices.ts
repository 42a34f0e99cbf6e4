import type { Messenger } from '../../messengers/contract';
import { messengerOf, supportedMessengers } from '../../messengers/registry';
import type { Language, Words } from '../../model/words';
import { inWords } from '../../words/in-words';
import { credentialFields } from '../sources/credential-fields';
import type { CredentialField, MessengerChoice } from './contract';

/** All that can be connected, as its drivers tell of it, in the reader's language. */
export function messengerChoices(language: Language): readonly MessengerChoice[] {
  return supportedMessengers().flatMap((kind) => {
    const driver = messengerOf(kind);
    return driver === undefined ? [] : [messengerChoice(driver, language)];
  });
}

export function messengerChoice(driver: Messenger, language: Language): MessengerChoice {
  const told = (words: Words): string => inWords(words, language);
  const { kind, title, about, guide = [] } = driver;
  return {
    kind,
    title,
    about: about === undefined ? null : told(about),
    guide: guide.map((step) => ({
      title: told(step.title),
      text: told(step.text),
      link: step.link === undefined ? null : { href: step.link.href, text: told(step.link.text) },
      fields: step.fields,
    })),
    fields: inOrder(driver).map((field): CredentialField => ({
      ...field,
      label: told(field.label),
      help: field.help === null ? null : told(field.help),
      choices: field.choices?.map(({ value, label }) => ({ value, label: told(label) })) ?? null,
    })),
  };
}

/** As they are entered: those of the guide first. */
function inOrder(driver: Messenger): ReturnType<typeof credentialFields> {
  const fields = credentialFields(driver);
  const asked = (driver.guide ?? []).flatMap((step) => step.fields);
  return [
    ...asked.flatMap((name) => fields.filter((field) => field.name === name)),
    ...fields.filter(({ name }) => !asked.includes(name)),
  ];
}
