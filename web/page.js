// The page of the server: search as you type, read an article, ask the bot, reach a person.
// All that comes from the server is shown as text; an article's HTML the server has written
// into the page itself, from a closed list of tags.
import { dressArticle, goToAnchor, translation } from "/assets/article.js";
import { relabelChat, startChat } from "/assets/chat.js";
import { search, startSearch } from "/assets/search.js";
import { applyLanguage, byId } from "/assets/tools.js";

function chooseLanguage(name) {
  const other = !byId("article")?.hidden && translation(name);
  applyLanguage(name);
  if (other || location.search.startsWith("?topic=")) { // topics have other names there
    location.href = other || "/";
    return;
  }
  dressArticle();
  applyLanguage();
  relabelChat();
  search(byId("q").value.trim());
}

dressArticle();
applyLanguage();
byId("languages").hidden = false;
for (const node of document.querySelectorAll("[data-lang]"))
  node.addEventListener("click", () => chooseLanguage(node.dataset.lang));
startSearch();
startChat();
goToAnchor();
