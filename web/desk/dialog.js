// A dialog that asks for something, or shows it.
import { byId, button, element, focusMain, t } from "/desk/tools.js";

let count = 0;

/** What was asked for is not there any more. */
export const shutAll = () => byId("dialogs").querySelectorAll("dialog").forEach((node) => node.close());

/** Shows a dialog and gives the focus back when it is over. `submit` may throw what it should say. */
export function open(title, children, label, submit) {
  const id = `dialog-${++count}`, error = element("p", { class: "bad", role: "alert" });
  const shut = () => node.close();
  const form = element("form", { method: "dialog", novalidate: true }, element("h2", { id }, title), children, error,
    element("div", { class: "go" }, button(t(submit ? "cancel" : "closeDialog"), shut), submit && element("button", { class: "main" }, label)));
  const node = element("dialog", { "aria-labelledby": id }, form);
  let busy = false;

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!submit || busy) return;
    busy = true;
    error.textContent = "";
    try {
      await submit(new FormData(form));
      shut();
    } catch (failure) {
      error.textContent = failure.passing ? t("offlineNow") : failure.status ? t("refused", { why: failure.message }) : failure.message;
    }
    busy = false;
  });
  node.addEventListener("close", () => {
    node.remove();
    if (document.activeElement === document.body) focusMain(); // what opened it is gone
  });
  byId("dialogs").append(node);
  node.showModal();
  return { node, shut };
}
