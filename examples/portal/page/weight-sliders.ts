import { SLIDERS } from "../workers/messages.js";
import { sharesOf } from "../workers/slider-weights.js";
import { DEFAULT_VIEW } from "./address.js";
import { byId, element } from "./elements.js";
import type { PageContext } from "./page-context.js";

/** A slider a signal, with its weight and its share in the score. The names are marked with the colours that the signals have in bars and waterfalls. */
export function startWeightSliders({ store, word }: PageContext): { readonly render: () => void } {
  let isSliding = false;
  const rows = SLIDERS.map((signal) => {
    const oninput = (event: Event): void => {
      // A drag is one step of undo, taken where it begins.
      if (!isSliding) store.remember();
      isSliding = true;
      store.setView({ weights: { ...store.state.view.weights, [signal]: Number((event.target as HTMLInputElement).value) } });
    };
    const onchange = (): void => void (isSliding = false);
    const input = element("input", { id: `slider-${signal}`, type: "range", min: 0, max: 1, step: 0.01, oninput, onchange });
    return element("div", { class: `slider ${signal}` }, [
      element("label", { for: input.id, "data-word": signal }),
      input,
      element("output", { id: `value-${signal}`, for: input.id }),
      element("output", { id: `share-${signal}`, class: "soft", for: input.id }),
    ]);
  });
  const reset = (): void => store.changeView({ weights: DEFAULT_VIEW.weights });
  byId("sliders").append(...rows, element("button", { type: "button", "data-word": "resetWeights", onclick: reset }));
  return {
    render() {
      const shares = sharesOf(store.state.view.weights);
      for (const signal of SLIDERS) {
        const weight = store.state.view.weights[signal];
        const input = byId<HTMLInputElement>(`slider-${signal}`);
        if (Number(input.value) !== weight) input.value = String(weight);
        byId(`value-${signal}`).textContent = weight.toFixed(2);
        byId(`share-${signal}`).textContent = word("share", { n: Math.round(shares[signal] * 100) });
      }
    },
  };
}
