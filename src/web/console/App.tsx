import { useMemo, useState } from 'react';
import { useChosenTheme } from '../parts/useChosenTheme';
import { AccountPage } from './account/AccountPage';
import { AccountsPage } from './accounts/AccountsPage';
import { ChatPage } from './chat/ChatPage';
import { useWords } from './lib/language';
import { MessagePage } from './message/MessagePage';
import type { Route } from './route/route';
import { useRoute } from './route/useRoute';
import { Client } from './session/client';
import { ClientContext } from './session/context';
import { forgetKey, keepKey, keptKey } from './session/key';
import { SignIn } from './session/SignIn';
import { Shell } from './Shell';

export function App() {
  const [key, setKey] = useState(keptKey);
  const [ended, setEnded] = useState(false);
  const [theme, turnTheme] = useChosenTheme('courier-console-theme');
  const route = useRoute();
  const { language } = useWords();
  const client = useMemo(
    () =>
      key === null
        ? null
        : new Client(key, () => {
            forgetKey();
            setEnded(true);
            setKey(null);
          }),
    [key],
  );

  function open(given: string): void {
    keepKey(given);
    setEnded(false);
    setKey(given);
  }

  function signOut(): void {
    forgetKey();
    setEnded(false);
    setKey(null);
  }

  if (client === null) return <SignIn ended={ended} open={open} />;
  return (
    <ClientContext.Provider value={client}>
      <Shell theme={theme} turnTheme={turnTheme} signOut={signOut}>
        <Routed key={`${language} ${JSON.stringify(route)}`} route={route} theme={theme} />
      </Shell>
    </ClientContext.Provider>
  );
}

function Routed({ route, theme }: { readonly route: Route; readonly theme: 'light' | 'dark' }) {
  switch (route.page) {
    case 'accounts':
      return <AccountsPage />;
    case 'account':
      return <AccountPage id={route.id} />;
    case 'chat':
      return <ChatPage id={route.id} />;
    case 'message':
      return <MessagePage id={route.id} source={route.source} theme={theme} />;
  }
}
