import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { LanguageProvider } from './lib/language';
import './styles/tokens.css';
import '../../web/parts/styles/every-page.css';
import '../../web/parts/styles/skip.css';
import '../../web/parts/styles/hues.css';
import './styles/base.css';
import './styles/top.css';
import './styles/layout.css';
import './styles/thread.css';
import './styles/customers.css';
import './styles/messengers.css';
import './styles/phone.css';
import './styles/keyboard.css';
import './styles/dock.css';
import './styles/inbox.css';
import './styles/compose.css';
import './styles/message.css';
import './styles/media.css';
import './styles/cards.css';
import './styles/faults.css';
import './styles/over.css';

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <LanguageProvider>
        <App />
      </LanguageProvider>
    </StrictMode>,
  );
}
