// The page's entry: puts wire, texts and looks together and hands them to the app.
import './styles.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { App } from './app.tsx';
import { startLooks } from './state/looks.ts';
import { startSignals } from './state/signals.ts';
import { startTexts } from './texts/texts.ts';

// The content security policy forbids code made at run time; zod would try it once and be reported.
z.config({ jitless: true });

const root = document.getElementById('root');
if (root !== null) {
  startTexts();
  startLooks();
  startSignals();
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
