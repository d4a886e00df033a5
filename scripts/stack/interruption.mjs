/**
 * Two signals closer together than this are one wish to stop: the terminal sends Ctrl-C to the whole
 * foreground group and npm passes its own copy on.
 */
const sameWishMs = 700;

/**
 * Turns Ctrl-C, termination and a closed terminal into one abort signal, and a repeated one into an
 * escalation: whatever is still being stopped is then killed at once.
 *
 * @param {(text: string) => void} say
 */
export function watchForInterruption(say) {
  const stop = new AbortController();
  const hurry = new AbortController();
  let firstAtMs = 0;

  const onSignal = (name) => {
    if (!stop.signal.aborted) {
      firstAtMs = Date.now();
      say('');
      say(name === 'SIGINT' ? 'Stopping (Ctrl-C again to force it).' : `Stopping (${name}).`);
      stop.abort();
    } else if (!hurry.signal.aborted && Date.now() - firstAtMs > sameWishMs) {
      say('Forcing everything to stop now.');
      hurry.abort();
    }
  };
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const name of names) process.on(name, onSignal);

  return {
    signal: stop.signal,
    hurrySignal: hurry.signal,
    dispose: () => {
      for (const name of names) process.off(name, onSignal);
    },
  };
}
