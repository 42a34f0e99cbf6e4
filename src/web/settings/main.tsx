import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { LanguageProvider } from './lib/language';
import { takeTicket } from './session/address';
import { Client } from './session/client';
import { Widget } from './session/widget';
import '../parts/styles/tokens.css';
import '../parts/styles/every-page.css';
import '../parts/styles/hues.css';
import '../parts/styles/base.css';
import '../parts/styles/controls.css';
import './styles/controls.css';
import '../parts/styles/parts.css';
import './styles/parts.css';
import './styles/window.css';
import './styles/overview.css';
import './styles/wizard.css';
import './styles/pages.css';
import './styles/templates.css';
import './styles/imports.css';
import '../parts/styles/over.css';
import './styles/over.css';

const client = new Client(new Widget(), takeTicket());
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <LanguageProvider>
        <App client={client} />
      </LanguageProvider>
    </StrictMode>,
  );
}
