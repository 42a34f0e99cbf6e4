import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { LanguageProvider } from '../lib/language';
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/crm.css';
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
