/** The map's layers on the page: the list that people order them by, and what each needs of the server. */
import type { ActionsAnswer } from "../map/actions.ts";
import type { PoliceAnswer } from "../map/police.ts";
import type { Rates } from "../map/rates.ts";
import { needsRates } from "../map/rates.ts";
import { shownIn } from "../map/stack.ts";
import type { Survey } from "../map/survey.ts";
import { needsSurvey } from "../map/survey.ts";
import type { View } from "../map/view.ts";
import { ratesFor } from "./controls.ts";
import { byId, write } from "./dom.ts";
import { LayerSource } from "./layersource.ts";
import type { PageOptions } from "./page.ts";
import type { Laid } from "./stackpanel.ts";
import { StackPanel } from "./stackpanel.ts";

/** Where the layers' answers go. */
export interface Layered {
  setRates(rates: Rates): unknown;
  setSurvey(survey: Survey): unknown;
  setActions(actions: ActionsAnswer): unknown;
  setPolice(police: PoliceAnswer): unknown;
  on(event: "backgroundLost", handler: () => void): () => void;
}

export class Layering {
  readonly #panel: StackPanel;
  readonly #rates: LayerSource<Rates>;
  readonly #survey: LayerSource<Survey>;
  readonly #actions: LayerSource<ActionsAnswer>;
  readonly #police: LayerSource<PoliceAnswer>;
  readonly #unheard: () => void;

  /** changed: somebody ordered the layers otherwise.  map: asked for when an answer is there. */
  constructor(
    { addresses, municipality, language, page }: PageOptions, laid: Laid, changed: (laid: Laid) => void,
    map: () => Layered, unanswered: () => void,
  ) {
    const asked = `?municipality=${municipality}&sprak=${language}`;
    this.#panel = new StackPanel(byId("layer-panel"), page.layers, language, laid, changed);
    this.#unheard = map().on("backgroundLost", () => {
      this.#panel.loseBackground();
      write(byId("karta-status"), page.layers.background.lost);
    });
    this.#rates = new LayerSource(`${addresses.rates}${asked}`, (rates) => map().setRates(rates), unanswered);
    this.#survey = new LayerSource(`${addresses.survey}${asked}`, (survey) => map().setSurvey(survey), unanswered);
    this.#actions = new LayerSource(`${addresses.actions}${asked}`, (actions) => map().setActions(actions), unanswered);
    this.#police = new LayerSource(`${addresses.police}${asked}`, (police) => map().setPolice(police), unanswered);
  }

  /** The list shows an address's layers. */
  show(laid: Laid): void {
    this.#panel.show(laid);
  }

  /** Asks for what the view shows and is not there yet. */
  follow(view: View): void {
    const shown = shownIn(view.layers);
    const period = ratesFor(view);
    this.#rates.follow(needsRates(view.measure) ? period : null);
    this.#survey.follow(needsSurvey(view.measure) ? period : null);
    this.#actions.follow(shown.has("actions") ? period : null);
    this.#police.follow(shown.has("police") ? period : null);
  }

  stop(): void {
    this.#unheard();
    for (const source of [this.#rates, this.#survey, this.#actions, this.#police]) source.stop();
  }
}
