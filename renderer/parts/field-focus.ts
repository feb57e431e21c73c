// Leads to a field of the handover: into its first empty control, else into its first one; only ever because a key asked for it.

const CONTROLS = 'input:not([type="checkbox"]), textarea, select';

export const focusField = (id: string): void => {
  const field = document.querySelector(`[data-field="${CSS.escape(id)}"]`);
  const controls = [...(field?.querySelectorAll<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>(CONTROLS) ?? [])];
  // Where nothing is chosen yet, choosing comes before writing: the buttons stand first.
  const choices = [...(field?.querySelectorAll<HTMLElement>('[role="group"] button') ?? [])];
  const unchosen = choices.some((choice) => choice.getAttribute('aria-pressed') === 'true') ? undefined : choices[0];
  const goal = unchosen ?? controls.find(({ value }) => value === '') ?? controls[0] ?? field?.querySelector<HTMLElement>('button, input');
  field?.scrollIntoView({ block: 'center' });
  goal?.focus();
};
