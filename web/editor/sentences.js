// What `kladez lint` says, in Russian: each sentence as the sources of indexer/ have it (% stands for what is put
// there), and what the page shows; a test compares. What is not here is shown as it came.
const sentences = [
  ["there is no article '%': left out", "нет статьи «%»: пропущено"],
  ["the id '%' is already used in %", "id «%» уже занят в %"],
  ["the title '%' is already used in %", "такой заголовок («%») уже есть в %"],
  ["it is over ('until'): the line may be removed", "срок прошёл («until»): строку можно убрать"],
  ["'%: %' is not understood: it takes %", "непонятно: «%: %». Здесь нужно: %"],
  ["'%' holds %: it takes %", "в поле «%» — %, а нужно: %"],
  ["'%' holds more than % items: the rest is left out", "в поле «%» больше значений, чем можно (%): лишние пропущены"],
  ["the title is longer than % bytes: cut", "заголовок длиннее % байт: обрезан"],
  ["'url' takes an address that begins with https://, http:// or /: left out", "«url» начинается с https://, http:// или /: пропущено"],
  ["'%' is not a field of Kladez, and is kept as an attribute: did you mean '%'?", "«%» — не поле Кладезя и сохранено как атрибут: может быть, «%»?"],
  ["'%: %' is no field of Kladez, and who may see an article is not guessed: write '%: %', or '%: %' if it is for everybody", "«%: %» — не поле Кладезя, а кому видна статья, мы не гадаем: напишите «%: %» или «%: %», если её можно видеть всем"],
  ["<meta name=\"%\"> is not read, and who may see an article is not guessed: write <meta name=\"kladez:%\" content=\"%\">, or \"%\" if it is for everybody", "<meta name=\"%\"> не читается, а кому видна статья, мы не гадаем: напишите <meta name=\"kladez:%\" content=\"%\"> или «%», если её можно видеть всем"],
  ["'%: %' is taken for text, and who may see an article is not guessed: %; if it is for everybody, '%: %' there says so", "«%: %» стоит в тексте, а кому видна статья, мы не гадаем: %; если её можно видеть всем, напишите там «%: %»"],
  ["'%' is taken for text: %", "«%» считается текстом: %"],
  ["fields stand at the top of the file between two lines of three hyphens, ---, and line % is not one", "поля стоят в самом начале файла между двумя строками из трёх дефисов, ---, а строка % не такая"],
  ["'%' is not a field of Kladez: kept as an attribute", "«%» — не поле Кладезя: сохранено как атрибут"],
  ["the link leads to '%', which is not there", "ссылка ведёт к «%», а там ничего нет"],
  ["there is nothing under the heading '%'", "под заголовком «%» ничего нет"],
  ["its review is overdue (reviewBy)", "статью пора перечитать: срок прошёл (reviewBy)"],
  ["the picture '%' is not shown, only its description: it needs an address, https://… or /…", "картинка «%» не видна, видно только её описание: нужен адрес, https://… или /…"],
  ["'%' is one tag: several are a list, [a, b], or in CSV a line each", "«%» — одна метка: несколько пишут списком, [а, б], а в CSV — каждую со своей строки"],
  ["the question is about the article '%', which is not there", "вопрос относится к статье «%», а её нет"],
  ["the article asks this itself, in %", "этот вопрос уже есть в самой статье: %"],
  ["this is a question of another article, in %", "это вопрос другой статьи: %"],
  ["the working index cannot be used (%): building it anew", "рабочий индекс не читается (%): строим заново"],
  ["passed over: files of words are synonyms.txt, stopwords.txt, pins.txt and questions.txt", "пропущено: файлы слов — synonyms.txt, stopwords.txt, pins.txt и questions.txt"],
  ["the file is UTF-16: save it as UTF-8", "файл в UTF-16: сохраните его в UTF-8"],
  ["a binary file, not text", "это не текст, а двоичный файл"],
  ["not valid UTF-8 at byte %: save the file as UTF-8", "не UTF-8 на байте %: сохраните файл в UTF-8"],
  ["a record must be an object, this is %", "запись должна быть объектом, а здесь — %"],
  ["'body' must be a text, it is %", "«body» должен быть текстом, а здесь — %"],
  ["the article '%' is empty: no text, no questions", "статья «%» пуста: ни текста, ни вопросов"],
  ["'audience' takes one word, such as internal; without the line the article is public", "«audience» — одно слово, например internal; без этой строки статью видят все"],
  ["'draft' takes true or false", "«draft» — true или false"],
  ["the record has no 'id'", "у записи нет «id»"],
  ["the id '%…' is longer than % bytes", "id «%…» длиннее % байт"],
  ["the id holds a control character", "в id есть управляющий символ"],
  ["the id '%' cannot stand in an address", "id «%» не может стоять в адресе"],
  ["% MiB: an article may have at most % MiB", "% МиБ: в статье может быть не больше % МиБ"],
  ["a record of more than % bytes", "запись длиннее % байт"],
  ["the row has more cells than the first row has names (%)", "в строке больше ячеек, чем имён в первой строке (%)"],
  ["not valid CSV: %", "это не CSV: %"],
  ["the first row must name the fields, id among them, parted by commas or semicolons: id,title,body…", "в первой строке стоят имена полей, среди них id, через запятую или точку с запятой: id,title,body…"],
  ["a quote that is opened in this row is never closed: a quote inside a cell is written twice, \"\"", "кавычка, открытая в этой строке, нигде не закрыта: кавычку внутри ячейки пишут дважды, \"\""],
  ["more than % bytes of text", "больше % байт текста"],
  ["more than % bytes of HTML", "больше % байт HTML"],
  ["the front matter that begins with --- has no closing ---", "шапка, начатая строкой ---, не закрыта второй ---"],
  ["more than % %: this line and those after it are left out", "можно не больше % %: эта строка и следующие пропущены"],
  ["the same is said in %:% already", "то же самое уже сказано в %:%"],
  ["'=>' stands twice in the line", "«=>» стоит в строке дважды"],
  ["'->' is missing: write 'what is asked -> id of the article'", "не хватает «->»: пишите «что спрашивают -> id статьи»"],
  ["'->' is missing: write 'a question -> id of the article'", "не хватает «->»: пишите «вопрос -> id статьи»"],
  ["a phrase is missing beside '='", "рядом с «=» не хватает слов"],
  ["there is no word in '%'", "в «%» нет ни одного слова"],
  ["'%…' is too long: a phrase may have % words and % bytes", "«%…» слишком длинно: во фразе может быть слов — %, байт — %"],
  ["'%' is the same as another phrase of the line to the search: left out", "«%» для поиска то же, что другая фраза строки: пропущено"],
  ["'%' stands alone: write 'word = other word', or 'word => other word' where the second does not mean the first", "«%» стоит одно: напишите «слово = другое слово» или «слово => другое слово», если второе не значит первое"],
  ["% phrases: a line may have %", "фраз в строке: %, а можно не больше %"],
  ["'%' is % words: a stop word is one word, each on a line of its own", "«%» — слов: %; стоп-слово — одно слово на своей строке"],
  ["the line has % bytes, more than %: left out", "в строке % байт, больше %: пропущена"],
  ["at '%': a place is a number from 1 to %", "«at %»: место — это число от 1 до %"],
  ["'%' is no date: write 2026-12-31, or 2026-12-31T18:00+03:00", "«%» — не дата: пишите 2026-12-31 или 2026-12-31T18:00+03:00"],
  ["'%' is not understood: behind the id there may be 'at 2', 'from 2026-12-01', 'until 2026-12-31'", "«%» непонятно: после id могут стоять «at 2», «from 2026-12-01», «until 2026-12-31»"],
  ["the id of an article is missing behind '->'", "после «->» нет id статьи"],
  ["an article that is hidden has no place: 'at' is too much", "у скрытой статьи нет места: «at» лишнее"],
  ["it ends before it begins", "конец раньше начала"],
  ["stars stand around words that others may stand beside: write *word*", "звёздочки ставят вокруг слов, рядом с которыми могут стоять другие: *слово*"],
  ["the question is missing before '->'", "перед «->» нет вопроса"],
  ["'%…' is too long: a question may have % bytes", "«%…» слишком длинно: в вопросе может быть % байт"],
  ["the question '%' is % in %:% already: left out", "вопрос «%» уже есть (%) в %:%: пропущен"],
  ["not valid YAML: put a text that has ': ' in it in quotes", "это не YAML: текст, в котором есть «: », нужно взять в кавычки"],
  ["not valid YAML: % % that begins on line %", "это не YAML: % (%, начало в строке %)"],
  ["not valid YAML: this line does not begin where the ones above do", "это не YAML: строка начинается не там, где строки над ней"],
  ["a second document: there is one, above", "второй документ: выше уже есть один"],
  ["not valid YAML: %", "это не YAML: %"],
  ["not valid YAML here", "здесь не YAML"],
  ["'%' is given twice", "«%» стоит дважды"],
  ["expected lines of the form 'name: value'", "нужны строки вида «имя: значение»"],
  ["not valid JSON: %", "это не JSON: %"],
  ["not valid JSON at byte %", "не JSON на байте %"],
  ["not valid UTF-8 at byte %", "не UTF-8 на байте %"],
];

/** What may stand in place of a %. */
const parts = {
  "a list of short texts": "список коротких текстов", "a text": "текст", "a date such as 2026-11-21": "дата, например 2026-11-21",
  "a number from 0 to 1": "число от 0 до 1", "true or false": "true или false", "ru or en": "ru или en",
  nothing: "ничего", "a number": "число", "an array": "список", "an object": "объект",
  "fields of a page are written <meta name=\"kladez:audience\" content=\"internal\">": "поля страницы пишут так: <meta name=\"kladez:audience\" content=\"internal\">",
  "fields stand beside the body, not in it": "поля стоят рядом с body, а не в нём",
  "fields stand at the very top of the file between two lines ---": "поля стоят в самом начале файла между двумя строками ---",
  said: "в этой статье", "another article's": "у другой статьи", synonyms: "синонимов", "stop words": "стоп-слов", pins: "закреплений", questions: "вопросов",
};

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const patterns = sentences.map(([english, russian]) => [new RegExp(`^${escaped(english).replaceAll("%", "(.*)")}$`, "s"), russian]);

/** The sentence in Russian, or as it is. */
export function inRussian(text) {
  for (const [pattern, russian] of patterns) {
    const found = text.match(pattern);
    if (!found) continue;
    let i = 0;
    return russian.replace(/%/g, () => { const part = found[++i]; return Object.hasOwn(parts, part) ? parts[part] : inRussian(part); });
  }
  return text;
}
