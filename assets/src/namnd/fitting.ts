/**
 * Type as large as a screen has room for: larger where it says little, smaller where it holds more than was reckoned.
 * What does not fit all the same is moved about with the arrows.
 */

const STEPS = [1.2, 1.1, 1, 0.94, 0.88, 0.82] as const;

/** Fit a screen that is shown. On small windows screens are as long as they are, and their type does not change. */
export function fit(screen: HTMLElement): void {
  for (const step of STEPS) {
    screen.style.setProperty("--fit", String(step));
    if (!isTooHigh(screen) && screen.scrollWidth <= screen.clientWidth) return;
  }
}

/** Whether something of a screen cannot be seen. */
export function isTooHigh(screen: HTMLElement): boolean {
  return screen.scrollHeight > screen.clientHeight + 1;
}
