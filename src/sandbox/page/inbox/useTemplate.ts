import { useState } from 'react';
import type { NewInboxMessage } from '../../control/contract';
import { control } from '../data/control';
import { samplePhoto } from '../samples/samples';
import { type TemplateChoice, templateWith } from './templates';

export interface ChosenTemplate {
  readonly choices: readonly TemplateChoice[];
  readonly choice: TemplateChoice | undefined;
  readonly choose: (key: string) => void;
  readonly valueOf: (marker: string) => string;
  readonly fill: (marker: string, value: string) => void;
  /** Its picture; without one, a sample goes. */
  readonly picture: File | null;
  readonly takePicture: (file: File | null) => void;
  /** What a hook carries, with its picture brought to the sandbox. */
  readonly written: () => Promise<Pick<NewInboxMessage, 'template' | 'file'>>;
}

/** A template that is being chosen and filled in. */
export function useTemplate(choices: readonly TemplateChoice[]): ChosenTemplate {
  const [key, choose] = useState<string | null>(null);
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [picture, takePicture] = useState<File | null>(null);
  const choice = choices.find((each) => each.key === key) ?? choices[0];
  const nameOf = (marker: string): string => `${choice?.key ?? ''} ${marker}`;
  const valueOf = (marker: string): string =>
    values[nameOf(marker)] ?? choice?.values.find(([each]) => each === marker)?.[1] ?? '';
  return {
    choices,
    choice,
    choose,
    valueOf,
    fill: (marker, value) => setValues((all) => ({ ...all, [nameOf(marker)]: value })),
    picture,
    takePicture,
    written: async () => {
      if (choice === undefined) return {};
      const given = Object.fromEntries(choice.values.map(([marker]) => [marker, valueOf(marker).trim()] as const));
      const template = templateWith(choice, given);
      if (!choice.hasPicture) return { template };
      const { id } = await control.upload(picture ?? (await samplePhoto()));
      return { template, file: id };
    },
  };
}
