// The same step sent once more before it is answered is a press too many; afterwards it may be meant.
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { Bridge } from '../../shared/api.ts';
import { useSend } from '../../renderer/parts/use-send.ts';
import { CASE, sent, withPhone } from './call-kit.ts';

withPhone();
let loosen: () => void = () => undefined;
afterEach(() => loosen());

const Asks = () => {
  const send = useSend();
  return (
    <button type="button" onClick={() => void send('ask-consult', CASE, { to: { team: 'technik', person: null } }, { text: 'Wie lange?' })}>
      fragen
    </button>
  );
};

it('[W37] a question pressed twice in a hurry is one question', async () => {
  const bridge = window.bridge as { call: Bridge['call'] };
  const quick = bridge.call;
  const waiting: (() => void)[] = [];
  bridge.call = async (name, request) => {
    const answer = await quick(name, request);
    if (name === 'command.send') await new Promise<void>((go) => waiting.push(go));
    return answer;
  };
  loosen = () => Object.assign(bridge, { call: quick });
  render(<Asks />);
  const press = (): void => void fireEvent.click(screen.getByRole('button'));
  press();
  press();
  await waitFor(() => expect(waiting).toHaveLength(1));
  expect(sent()).toHaveLength(1);
  await act(async () => {
    waiting[0]!();
    await new Promise((resolve) => setTimeout(resolve, 20));
  });
  press();
  await waitFor(() => expect(sent()).toHaveLength(2));
  waiting[1]!();
});
