import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { LanguageProvider } from './lib/language';
import '../parts/styles/tokens.css';
import '../parts/styles/every-page.css';
import '../parts/styles/skip.css';
import '../parts/styles/base.css';
import '../parts/styles/controls.css';
import '../parts/styles/parts.css';
import '../parts/styles/over.css';
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
