/** Which screen a route leads to. */
import type { App, Route, Screen } from "./context.ts";
import { answersScreen } from "./screen_answers.ts";
import { categoryScreen } from "./screen_category.ts";
import { dangerScreen } from "./screen_danger.ts";
import { findingScreen } from "./screen_finding.ts";
import { listScreen } from "./screen_list.ts";
import { placeScreen } from "./screen_place.ts";
import { openScreen, settingsScreen } from "./screen_settings.ts";
import { startScreen } from "./screen_start.ts";
import { stopScreen, stopsScreen } from "./screen_stops.ts";

export function screenOf(app: App, route: Route): Screen {
  switch (route.name) {
    case "start":
      return startScreen(app);
    case "list":
      return listScreen(app);
    case "stops":
      return stopsScreen(app);
    case "answers":
      return answersScreen(app);
    case "danger":
      return dangerScreen(app);
    case "settings":
      return settingsScreen(app);
    case "open":
      return openScreen(app);
    case "category":
      return categoryScreen(app, route.id);
    case "finding":
      return findingScreen(app, route.id);
    case "place":
      return placeScreen(app, route.id);
    case "stop":
      return stopScreen(app, route.number);
  }
}
