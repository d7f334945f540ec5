// What <kladez-search> says, in both languages.
export const searchTexts = {
  ru: {
    label: "Поиск по справке", hint: "Поиск по справке", button: "Найти", clear: "Стереть", panel: "Подсказки поиска",
    recent: "Вы недавно искали", forgetAll: "Очистить историю", forget: "Удалить из истории", forgotten: "Удалено: {q}",
    popular: "Популярные статьи", ideas: "Возможно, вы ищете", articles: "Статьи", meant: "Исправить на «{q}»",
    filters: "Разделы", all: "Все разделы", results: "Все результаты: {n}",
    found: { one: "{n} статья", few: "{n} статьи", many: "{n} статей", other: "{n} статьи" },
    corrected: "Показаны результаты для «{q}».", asTyped: "Искать «{q}»", didYouMean: "Возможно, вы искали",
    weak: "Точного совпадения нет. Вот самое близкое:", nothing: "Ничего не нашлось по запросу «{q}»",
    advice: "Проверьте, нет ли опечатки, или спросите другими словами.", chat: "Спросить в чате", contact: "Написать нам",
    slow: "Сервер отвечает дольше обычного. Ищем дальше…", offline: "Нет связи с сервером. Поищем снова, как только она появится.",
    busy: "Сервер сейчас занят. Подождите немного.", broken: "На сервере что-то пошло не так.", again: "Повторить",
  },
  en: {
    label: "Search the help centre", hint: "Search for help", button: "Search", clear: "Clear", panel: "Search suggestions",
    recent: "Your recent searches", forgetAll: "Clear history", forget: "Remove from history", forgotten: "Removed: {q}",
    popular: "Popular articles", ideas: "You may be looking for", articles: "Articles", meant: "Change to “{q}”",
    filters: "Sections", all: "All sections", results: "All results: {n}",
    found: { one: "{n} article", other: "{n} articles" },
    corrected: "Showing results for “{q}”.", asTyped: "Search for “{q}”", didYouMean: "Did you mean",
    weak: "No exact match. These are the closest:", nothing: "Nothing found for “{q}”",
    advice: "Check the spelling, or try other words.", chat: "Ask in the chat", contact: "Write to us",
    slow: "The server takes longer than usual. Still searching…", offline: "The server cannot be reached. We will search again as soon as it can.",
    busy: "The server is busy just now. Please wait a moment.", broken: "Something went wrong on the server.", again: "Try again",
  },
};
