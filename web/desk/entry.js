// What the pages of those who work with Kladez share: signing in with a key and out again, the choice
// of the language, the way past the bar.
import { call } from "/desk/api.js";
import { applyLanguage, button, byId, element, focusMain, forgetAll, hear, keepLong, kept, t } from "/desk/tools.js";

const languages = { ru: "Русский", en: "English" };
let page = null;

// ---- what is drawn ----

/** One line for the key. Whose it is the page learns from the server; the field beside it is for password managers. */
const form = () => element("form", { id: "sign-in" },
  element("h1", { "data-text": "signInTitle" }), element("p", { "data-text": "signInHint" }),
  element("input", { id: "user", autocomplete: "username", hidden: true }),
  element("label", { for: "key", "data-text": "key" }),
  element("input", { id: "key", type: "password", autocomplete: "current-password", autocapitalize: "off", spellcheck: "false", required: true, maxlength: 200, "aria-describedby": "sign-in-error" }),
  element("label", { class: "check" }, element("input", { id: "stay", type: "checkbox" }), " ", element("span", { "data-text": "stay" })),
  element("p", { id: "sign-in-error", class: "bad", role: "alert" }), element("button", { class: "main", "data-text": "signIn" }));

function relabel(name) {
  applyLanguage(name);
  page.relabel();
  if (!byId("entry").hidden) document.title = t("titleNone");
}

function draw() {
  byId("entry").append(form());
  document.querySelector(".bar").append(
    element("div", { class: "languages", role: "group", "data-label": "language" },
      Object.entries(languages).map(([name, title]) => button(name.toUpperCase(), () => relabel(name), { "data-lang": name, lang: name, title }))),
    element("span", { class: "signed", id: "who", hidden: true }), button("", signOut, { class: "signed", id: "sign-out", "data-text": "signOut", hidden: true }));
  document.body.append(element("p", { id: "toast", role: "status" }), element("div", { id: "dialogs" }));
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault(); // the address says what is open
    focusMain();
  });
  byId("sign-in").addEventListener("submit", signIn);
  applyLanguage();
}

// ---- in and out ----

function askKey(why = "") {
  page.leave();
  document.title = t("titleNone");
  byId("sign-in-error").textContent = why;
  byId("key").focus();
}

const opens = (me) => page.roles.includes(me?.role);

function enter() {
  byId("who").textContent = kept("me").name;
  page.begin();
}

async function signIn(event) {
  event.preventDefault();
  const key = byId("key").value.trim(), error = byId("sign-in-error");
  error.textContent = "";
  keepLong(byId("stay").checked);
  kept("key", key);
  try {
    const me = await call("/v1/me");
    if (!opens(me)) throw Object.assign(new Error(), { weak: true });
    kept("me", me);
    byId("user").value = me.name;
    byId("key").value = "";
    enter();
  } catch (failure) {
    kept("key", null);
    error.textContent = t(failure.weak ? "weakKey" : failure.passing ? "offlineNow" : "wrongKey");
    byId("key").focus();
  }
}

function signOut() {
  forgetAll();
  page.clear();
  history.replaceState(null, "", location.pathname);
  askKey();
}

/**
 * `roles` open the page. begin() shows it, leave() shows the form instead, clear() removes all that
 * was on it, relabel() writes it anew in another language. A key of another page stays kept where it
 * does not open this one.
 */
export function startEntry(those) {
  page = those;
  draw();
  hear("key-refused", () => {
    if (byId("entry").hidden && kept("key")) { kept("key", null); askKey(t("keyGone")); }
  });
  if (kept("key") && opens(kept("me"))) enter();
  else askKey(kept("key") ? t("weakKey") : "");
}
