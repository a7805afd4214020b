/** The app's signs, each one path on 24 x 24 in the interface's own stroke. */

const PATHS: Readonly<Record<string, string>> = {
  lighting: "M9 18h6M10 21h4M12 3a6 6 0 0 0-4 10.5c.8.8 1 1.5 1 2.500h6c0-1 .2-1.7 1-2.500A6 6 0 0 0 12 3z",
  shrubs: "M12 21v-8M7 13a4 4 0 0 1 0-8 5 5 0 0 1 10 0 4 4 0 0 1 0 8zM12 17l3-2",
  bicycle_theft: "M6 18a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM18 18a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM6 14.500l4-7h5l3 7M10 7.500H8M12 14.500l3-7V5h2",
  vandalism: "M14 4l6 6-3 3-6-6zM12.5 8.500L4 17l3 3 8.5-8.5",
  graffiti: "M9 9h6v12H9zM10 9V6h4v3M17 5h.01M20 4h.01M20 7h.01",
  litter: "M4 7h16M9 7V4h6v3M6 7l1 14h10l1-14M10 11v6M14 11v6",
  narcotics: "M10.5 20.500a5 5 0 0 1-7-7l10-10a5 5 0 0 1 7 7zM8.5 8.500l7 7",
  alcohol: "M10 3h4v4l2 3v11H8V10l2-3zM8 14h8",
  disorder: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM3 20c0-4 2.5-6 6-6s6 2 6 6M16 4a3.5 3.5 0 0 1 0 7M18 14c2 .7 3 2.7 3 6",
  harassment: "M12 3l10 18H2zM12 10v5M12 18h.01",
  robbery: "M12 3l8 3v6c0 5-3.5 8-8 9-4.5-1-8-4-8-9V6zM12 9v4M12 16h.01",
  theft: "M6 11h12v10H6zM8.5 11V7.500a3.5 3.5 0 0 1 7 0V11M12 15v2",
  traffic: "M4 17v-5l2-6h12l2 6v5zM4 12h16M7 17v2M17 17v2M7.5 14.500h.01M16.5 14.500h.01",
  deserted: "M20 14a8.5 8.5 0 1 1-10-10 7 7 0 0 0 10 10z",
  passage: "M3 21V12a9 9 0 0 1 18 0v9M7 21v-9a5 5 0 0 1 10 0v9M12 21v-2M12 15v-2",
  burglary: "M3 11l9-8 9 8M5 9.500V21h14V9.500M10 21v-6h4v6",
  other: "M5 12h.01M12 12h.01M19 12h.01",
  plus: "M12 5v14M5 12h14",
  back: "M15 5l-7 7 7 7",
  camera: "M3 8h4l2-3h6l2 3h4v12H3zM12 17a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z",
  pictures: "M4 4h16v16H4zM4 16l5-5 4 4 3-3 4 4M15 9h.01",
  walk: "M13 5.500a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM9 21l2.5-6-2-3 1-5 3 3h3M10.5 8L7 10v3M12.5 14l2.5 3v4",
  list: "M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01",
  stops: "M12 21c4-5 6-8 6-11a6 6 0 0 0-12 0c0 3 2 6 6 11zM12 12.500a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
  answers: "M4 4h16v12H9l-5 4zM8 9h8M8 12h5",
  settings: "M4 7h10M18 7h2M4 17h2M10 17h10M16 9.500a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM8 19.500a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
  phone: "M5 3h4l2 5-2.5 2a12 12 0 0 0 5.5 5.500l2-2.5 5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 5a2 2 0 0 1 2-2z",
  target: "M12 19a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM12 2v4M12 18v4M2 12h4M18 12h4",
  remove: "M6 6l12 12M18 6L6 18",
  device: "M8 2h8a1.5 1.5 0 0 1 1.5 1.5v17a1.5 1.5 0 0 1-1.5 1.5H8a1.5 1.5 0 0 1-1.5-1.5v-17A1.5 1.5 0 0 1 8 2zM11 18.5h2",
  warning: "M12 3l10 18H2zM12 10v5M12 18h.01",
  check: "M5 13l4 4L19 7",
  cloud: "M7 19a4.5 4.5 0 0 1-.5-9A6 6 0 0 1 18 11a4 4 0 0 1-.5 8z",
  pen: "M4 20l1-4L16 5l3 3L8 19z",
};

const SVG = "http://www.w3.org/2000/svg";

/** A sign; it says nothing to a screen reader, the words beside it do. */
export function icon(name: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  for (const [attribute, value] of Object.entries({ viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" })) {
    svg.setAttribute(attribute, value);
  }
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name] ?? PATHS["other"] ?? "");
  svg.append(path);
  return svg;
}
