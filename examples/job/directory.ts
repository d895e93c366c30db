import { visibleNeed, type Corpus, type Language, type Need } from "alliance-match";

/** Names for ids, as the parties of a proposal may read them. */
export interface Directory {
  needTitle(id: string): string;
  outcomeTitle(id: string): string;
  /** Id of the organisation behind a record; `undefined` where it names none, or where only the authority may know. */
  needOrganisation(id: string): string | undefined;
  outcomeOrganisation(id: string): string | undefined;
  /** The organisation's name; its id where there is no list that names it; empty for none. */
  organisationName(id: string | undefined): string;
  /** What a need says, in the analyzer's form of letters, or `undefined` where nothing of it is withheld. */
  withheldFrom(id: string): { readonly readable: string } | undefined;
}

/** Needs are trade secrets: what is marked for the authority alone is left out of everything that is handed on. */
export function createDirectory(corpus: Corpus, language: Language): Directory {
  const confidential = language === "zh" ? "（保密）" : "(confidential)";
  const untitled = language === "zh" ? "（无标题）" : "(untitled)";
  const needAt = (id: string): Need => corpus.needs.records[corpus.needs.indexOf.get(id)!]!;
  return {
    needTitle(id) {
      const title = visibleNeed(needAt(id), "parties").title;
      return title === undefined ? confidential : title || untitled;
    },
    outcomeTitle: (id) => corpus.outcomes.records[corpus.outcomes.indexOf.get(id)!]!.title || untitled,
    needOrganisation: (id) => visibleNeed(needAt(id), "parties").organisation,
    outcomeOrganisation: (id) => corpus.outcomes.records[corpus.outcomes.indexOf.get(id)!]!.organisation,
    organisationName: (id) => (id === undefined ? "" : (corpus.organisations.get(id)?.name ?? id)),
    withheldFrom(id) {
      const need = needAt(id);
      const { title, description, parts } = visibleNeed(need, "parties");
      if (title === need.title && description === need.description && parts === need.parts) return undefined;
      const pieces = [title, description, ...(parts ?? []).flatMap((part) => [part.title, part.description])];
      return {
        readable: pieces
          .filter((piece) => piece !== undefined)
          .join("\n")
          .normalize("NFKC")
          .toLowerCase(),
      };
    },
  };
}
