/** English words of form rather than content: articles, pronouns, prepositions, conjunctions, auxiliaries, question words. */
export const ENGLISH_STOP_WORDS: readonly string[] = (
  "a an the this that these those i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers herself " +
  "it its itself they them their theirs themselves who whom whose which what where when why how " +
  "about above across after against along among around as at before behind below beneath beside between beyond by down during for from in inside into near of off on onto " +
  "out over since through throughout to toward towards under until up upon with within without via " +
  "and or but nor so yet if then than because although though while whereas whether unless " +
  "am is are was were be been being do does did doing have has had having can could may might must shall should will would cannot " +
  "all any both each either every few more most neither no none not only other others own same some such too very just also again once here there now further etc"
).split(" ");
