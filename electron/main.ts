// The desktop host's entry.
import { app } from 'electron';

app.setName('Stafette');
