import { useState } from 'react';
import { isMessengerKind, type MessengerKind } from '../../../model/messenger-kind';
import { useStored } from '../../../web/parts/useStored';

const NAME = 'phones';

function read(words: string | null): readonly MessengerKind[] {
  return [...new Set((words ?? '').split(',').filter(isMessengerKind))];
}

/** In the order they were taken out; the address wins over what the browser remembers. */
export function usePhoneChoice(): [readonly MessengerKind[], (choice: readonly MessengerKind[]) => void] {
  const [stored, store] = useStored('courier-phones');
  const [addressed, setAddressed] = useState(() => read(new URLSearchParams(window.location.search).get(NAME)));
  const remembered = read(stored);

  function choose(choice: readonly MessengerKind[]): void {
    setAddressed(choice);
    store(choice.join());
    const address = new URL(window.location.href);
    address.searchParams.set(NAME, choice.join());
    // Commas may stand in an address as they are, and are read more easily.
    window.history.replaceState(null, '', address.href.replaceAll('%2C', ','));
  }

  return [addressed.length > 0 ? addressed : remembered, choose];
}
