/** Lägesbilder: how the list, the document and its fields look. */

import "./lagesbild.css";
