import { serveMatches } from "./serve-web.js";

serveMatches();
