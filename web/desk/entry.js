// Signing in with a key and out again, on every page of those who work with Kladez.
import { call } from "/desk/api.js";
import { byId, forgetAll, hear, keepLong, kept, t } from "/desk/tools.js";

let page = null;

export function askKey(why = "") {
  page.leave();
  document.title = t("titleNone");
  byId("sign-in-error").textContent = why;
  byId("key").focus();
}

const opens = (me) => page.roles.includes(me?.role);

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
    byId("key").value = "";
    page.begin();
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
 * was on it. A key of another page stays kept where it does not open this one.
 */
export function startEntry(those) {
  page = those;
  byId("sign-in").addEventListener("submit", signIn);
  byId("sign-out").addEventListener("click", signOut);
  hear("key-refused", () => {
    if (byId("entry").hidden && kept("key")) { kept("key", null); askKey(t("keyGone")); }
  });
  if (kept("key") && opens(kept("me"))) page.begin();
  else askKey(kept("key") ? t("weakKey") : "");
}
