import type { MediaKind } from '../../../src/sandbox/page/content/said';
import { themes } from '../../../src/sandbox/page/messengers/themes';
import { lettersOf } from '../../../src/sandbox/page/phone/lettersOf';

const REPLY = { what: 'reply' };

interface Letter {
  readonly text: string;
  readonly files: readonly { readonly kind: MediaKind }[];
  readonly about: typeof REPLY | null;
  readonly buttons: string;
}

function letter(kinds: readonly MediaKind[], more: Partial<Letter> = {}): Letter {
  return { text: '', files: kinds.map((kind) => ({ kind })), about: null, buttons: '', ...more };
}

/** What each letter carries, in short. */
function sent(one: Letter, messenger: keyof typeof themes): string[] {
  return lettersOf(one, themes[messenger]).map(({ files, text, about }) =>
    [...files.map(({ kind }) => kind), text === '' ? '' : `“${text}”`, about === null ? '' : 'quotes']
      .filter((each) => each !== '')
      .join(' '),
  );
}

describe('what one press of Send becomes on a phone', () => {
  it('puts pictures and films into an album where there are such, with the words', () => {
    const files = letter(['picture', 'file', 'video'], { text: 'Look' });
    expect(sent(files, 'telegram')).toEqual(['picture video “Look”', 'file']);
  });

  it('sends each file by itself elsewhere, the words with the first', () => {
    expect(sent(letter(['picture', 'picture'], { text: 'Look' }), 'whatsapp')).toEqual(['picture “Look”', 'picture']);
  });

  it('lets words follow what cannot have any beside it', () => {
    expect(sent(letter(['voice'], { text: 'Listen' }), 'whatsapp')).toEqual(['voice', '“Listen”']);
    expect(sent(letter(['picture', 'picture'], { text: 'Look' }), 'messenger')).toEqual(['picture picture', '“Look”']);
  });

  it('quotes once: with the files where they can, else with the words', () => {
    const answer = { text: 'These', about: REPLY };
    expect(sent(letter(['picture', 'picture'], answer), 'telegram')).toEqual(['picture picture', '“These” quotes']);
    expect(sent(letter(['picture', 'picture'], answer), 'messenger')).toEqual(['picture picture quotes', '“These”']);
    expect(sent(letter(['picture'], answer), 'whatsapp')).toEqual(['picture “These” quotes']);
  });

  it('is one letter without files', () => {
    expect(sent(letter([], { text: 'Yes', about: REPLY }), 'viber')).toEqual(['“Yes” quotes']);
  });
});
