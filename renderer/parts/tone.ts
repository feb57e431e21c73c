// Sounds the short tone that somebody waits on the line; a page may sound only after somebody has touched it.

let audio: AudioContext | null = null;

const wake = (): void => {
  audio ??= new AudioContext();
  if (audio.state === 'suspended') void audio.resume();
};

/** Makes the tone ready at the first touch; before it every browser would keep silent and complain. */
export const startTone = (): (() => void) => {
  const events = ['pointerdown', 'keydown'] as const;
  for (const event of events) window.addEventListener(event, wake, { once: true, capture: true });
  return () => {
    for (const event of events) window.removeEventListener(event, wake, { capture: true });
  };
};

/** Two soft notes upwards, a quarter of a second in all; nothing before the first touch. */
export const playTone = (): void => {
  if (audio === null) return;
  const at = audio.currentTime;
  note(audio, 660, at);
  note(audio, 880, at + 0.12);
};

const note = (context: AudioContext, pitch: number, at: number): void => {
  const [source, volume] = [context.createOscillator(), context.createGain()];
  source.frequency.value = pitch;
  // Swells and fades instead of cutting in: a headset sits on an ear.
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(0.08, at + 0.02);
  volume.gain.linearRampToValueAtTime(0, at + 0.11);
  source.connect(volume).connect(context.destination);
  source.start(at);
  source.stop(at + 0.12);
};
