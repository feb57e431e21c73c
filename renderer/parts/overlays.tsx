// Holds everything that may lie on top of a screen; each opens itself by the state of the view.
import { AbsenceDialog } from './absence-dialog.tsx';
import { AlertsPanel } from './alerts-panel.tsx';
import { BudgetsDialog } from './budgets-dialog.tsx';
import { CoachDialog } from './coach-dialog.tsx';
import { CommandPalette } from './command-palette.tsx';
import { HelpOverlay } from './help-overlay.tsx';
import { MoveDialog } from './move-dialog.tsx';
import { PhoneDialog } from './phone-dialog.tsx';
import { ReceiveDialog } from './receive-dialog.tsx';
import { SettingsDialog } from './settings-dialog.tsx';
import { ShiftDialog } from './shift-dialog.tsx';
import { SyncDrawer } from './sync-drawer.tsx';

/** `mayLead`: what only those see to whom cases are passed. */
export const Overlays = ({ mayLead }: { readonly mayLead: boolean }) => (
  <>
    <CommandPalette />
    <HelpOverlay />
    <SettingsDialog />
    <SyncDrawer />
    {mayLead ? <BudgetsDialog /> : null}
    {mayLead ? <PhoneDialog /> : null}
    {mayLead ? <CoachDialog /> : null}
    <AbsenceDialog />
    <ShiftDialog />
    <AlertsPanel />
    <MoveDialog />
    <ReceiveDialog />
  </>
);
