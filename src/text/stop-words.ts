/**
 * English words of form rather than content: articles, pronouns, common prepositions, conjunctions, auxiliaries, question words.
 *
 * Words that say where, how much or under which condition a technical thing holds (across, along, near, within, without, must) stay terms.
 */
export const ENGLISH_STOP_WORDS: readonly string[] = (
  "a an the this that these those i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers herself " +
  "it its itself they them their theirs themselves who whom whose which what where when why how there here " +
  "about above after again against at before below between by down during for from in into of off on onto out over than through to under until up upon with " +
  "and or but nor so if then because as while although though whether " +
  "am is are was were be been being do does did doing have has had having can could may might should will would cannot " +
  "all any both each few more most no not only other others own same some such too very just also once further"
).split(" ");
