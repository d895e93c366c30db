import { serveMatches } from "./serve-node.js";

serveMatches();
