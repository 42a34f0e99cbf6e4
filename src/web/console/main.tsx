import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { LanguageProvider } from './lib/language';
import '../settings/styles/tokens.css';
import '../settings/styles/base.css';
import '../settings/styles/controls.css';
import '../settings/styles/parts.css';
import '../settings/styles/over.css';
import './styles/shell.css';
import './styles/table.css';
import './styles/pages.css';
import './styles/message.css';

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
