/** The map's layers on the page: the list that people order them by, and what each needs of the server. */
import type { ActionsAnswer } from "../map/actions.ts";
import type { PoliceAnswer } from "../map/police.ts";
import type { Rates } from "../map/rates.ts";
import { needsRates } from "../map/rates.ts";
import { shownIn } from "../map/stack.ts";
import type { Stack } from "../map/stack.ts";
import type { Survey } from "../map/survey.ts";
import { needsSurvey } from "../map/survey.ts";
import type { View } from "../map/view.ts";
import { ratesFor } from "./controls.ts";
import { byId } from "./dom.ts";
import { LayerSource } from "./layersource.ts";
import type { PageOptions } from "./page.ts";
import { StackPanel } from "./stackpanel.ts";

/** Where the layers' answers go. */
export interface Layered {
  setRates(rates: Rates): unknown;
  setSurvey(survey: Survey): unknown;
  setActions(actions: ActionsAnswer): unknown;
  setPolice(police: PoliceAnswer): unknown;
}

export class Layering {
  readonly #panel: StackPanel;
  readonly #rates: LayerSource<Rates>;
  readonly #survey: LayerSource<Survey>;
  readonly #actions: LayerSource<ActionsAnswer>;
  readonly #police: LayerSource<PoliceAnswer>;

  /** changed: somebody ordered the layers otherwise.  map: asked for when an answer is there. */
  constructor(
    { addresses, municipality, language, page }: PageOptions, stack: Stack, changed: (stack: Stack) => void,
    map: () => Layered, unanswered: () => void,
  ) {
    const asked = `?municipality=${municipality}&sprak=${language}`;
    this.#panel = new StackPanel(byId("layer-panel"), page.layers, language, stack, changed);
    this.#rates = new LayerSource(`${addresses.rates}${asked}`, (rates) => map().setRates(rates), unanswered);
    this.#survey = new LayerSource(`${addresses.survey}${asked}`, (survey) => map().setSurvey(survey), unanswered);
    this.#actions = new LayerSource(`${addresses.actions}${asked}`, (actions) => map().setActions(actions), unanswered);
    this.#police = new LayerSource(`${addresses.police}${asked}`, (police) => map().setPolice(police), unanswered);
  }

  /** The list shows an address's layers. */
  show(stack: Stack): void {
    this.#panel.show(stack);
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
    for (const source of [this.#rates, this.#survey, this.#actions, this.#police]) source.stop();
  }
}
