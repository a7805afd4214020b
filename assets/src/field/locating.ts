/** Where the phone is, watched only while somebody writes a finding: it drinks the battery. */
import { isBetter } from "./ground.ts";
import type { Point } from "./model.ts";

/** A position of the phone. accuracy: radius in metres.  at: milliseconds by the phone's clock. */
export interface Fix {
  readonly point: Point;
  readonly accuracy: number;
  readonly at: number;
}

export type Locating = "idle" | "seeking" | "found" | "denied";

const FRESH_MS = 30_000;

export class Locator {
  private watch: number | null = null;
  private readonly listeners = new Set<() => void>();
  private kept: Fix | null = null;
  state: Locating = "idle";

  /** The latest good position, if it is no older than half a minute. */
  get fix(): Fix | null {
    return this.kept && Math.abs(Date.now() - this.kept.at) <= FRESH_MS ? this.kept : null;
  }

  /** Begin to watch; harmless when it is watched already. */
  start(): void {
    if (this.watch !== null) return;
    if (!("geolocation" in navigator)) {
      this.tell("denied");
      return;
    }
    if (!this.fix) this.state = "seeking";
    this.watch = navigator.geolocation.watchPosition(
      ({ coords }) => {
        const fix = {
          point: { lon: coords.longitude, lat: coords.latitude },
          accuracy: coords.accuracy,
          at: Date.now(),
        };
        if (!this.fix || isBetter(fix, this.fix)) this.kept = fix;
        this.tell("found");
      },
      (error) => {
        if (error.code === error.PERMISSION_DENIED) {
          this.stop();
          this.tell("denied");
        }
      },
      { enableHighAccuracy: true, maximumAge: 5_000 },
    );
  }

  stop(): void {
    if (this.watch !== null) navigator.geolocation.clearWatch(this.watch);
    this.watch = null;
    if (this.state === "seeking") this.state = "idle";
  }

  /** Call at every news; the answer ends it. */
  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private tell(state: Locating): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}
