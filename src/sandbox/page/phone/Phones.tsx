import { type CSSProperties, type RefObject, useState } from 'react';
import type { MessengerKind } from '../../../model/messenger-kind';
import type { SandboxState } from '../../control/contract';
import type { Drafts } from '../data/useDrafts';
import { useUnseen } from '../data/useUnseen';
import { useLanguage } from '../lib/language';
import { useRoom } from '../lib/useRoom';
import { Dock } from './Dock';
import { linesOf } from './linesOf';
import { PhonePane } from './PhonePane';
import type { Phone, PhoneLine } from './phone';
import { pressed, shownPhones } from './shownPhones';
import { usePhoneChoice } from './usePhoneChoice';

interface Props {
  readonly state: SandboxState;
  readonly drafts: Drafts;
  /** Phones are on the screen now. */
  readonly visible: boolean;
  /** The place to write in of the first phone. */
  readonly inputRef: RefObject<HTMLTextAreaElement>;
}

/** What is looked at, by messenger: a line, and a phone of each line. */
type Chosen = Readonly<Record<string, string>>;

function openIn(lines: readonly PhoneLine[], messenger: MessengerKind, chosen: Chosen) {
  const line = lines.find(({ key }) => key === chosen[messenger]) ?? lines[0];
  const phone = line?.phones.find(({ key }) => key === chosen[line.key]) ?? line?.phones[0];
  return { line, phone };
}

/** The customers' half of the page: a phone of each messenger that was taken out. */
export function Phones({ state, drafts, visible, inputRef }: Props) {
  const { t } = useLanguage();
  const room = useRoom();
  const [choice, choose] = usePhoneChoice();
  const [chosen, setChosen] = useState<Chosen>({});
  const lines = linesOf(state, t);
  const messengers = [...lines.keys()];
  const shown = shownPhones(choice, messengers, room);
  const panes = shown.map((messenger) => {
    const ofIt = lines.get(messenger) ?? [];
    return { messenger, lines: ofIt, ...openIn(ofIt, messenger, chosen) };
  });
  const phonesOf = (messenger: MessengerKind): Phone[] => (lines.get(messenger) ?? []).flatMap((line) => line.phones);
  const unseen = useUnseen(
    messengers.flatMap(phonesOf).map(({ key, received }) => ({ id: key, count: received })),
    visible ? panes.flatMap(({ phone }) => (phone === undefined ? [] : [phone.key])) : [],
  );
  const pick = (what: string, key: string): void => setChosen((all) => ({ ...all, [what]: key }));

  return (
    <div className="phones" style={{ '--phones': shown.length } as CSSProperties}>
      <Dock
        messengers={messengers}
        shown={shown}
        unseen={(messenger) => phonesOf(messenger).reduce((sum, { key }) => sum + unseen(key), 0)}
        press={(messenger) => choose(pressed(shown, messenger, room))}
      />
      {panes.map((pane, index) => (
        <PhonePane
          key={pane.messenger}
          {...pane}
          now={state.now}
          drafts={drafts}
          visible={visible}
          unseen={unseen}
          chooseLine={(key) => pick(pane.messenger, key)}
          choosePhone={(key) => {
            if (pane.line) pick(pane.line.key, key);
          }}
          {...(index === 0 ? { inputRef } : {})}
        />
      ))}
    </div>
  );
}
