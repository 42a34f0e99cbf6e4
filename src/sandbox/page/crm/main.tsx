import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { LanguageProvider } from '../lib/language';
import '../styles/tokens.css';
import '../../../web/parts/styles/every-page.css';
import '../../../web/parts/styles/skip.css';
import '../../../web/parts/styles/hues.css';
import '../styles/base.css';
import '../styles/layout.css';
import '../styles/thread.css';
import '../styles/customers.css';
import '../styles/messengers.css';
import '../styles/inbox.css';
import '../styles/compose.css';
import '../styles/message.css';
import '../styles/media.css';
import '../styles/cards.css';
import '../styles/over.css';
import '../styles/crm.css';
import '../styles/crm-card.css';
import '../styles/crm-widget.css';
import { Crm } from './Crm';
import { readPlace } from './place';

const root = document.getElementById('root');
const place = readPlace(window.location.pathname);
if (root && place) {
  createRoot(root).render(
    <StrictMode>
      <LanguageProvider>
        <Crm place={place} />
      </LanguageProvider>
    </StrictMode>,
  );
}
