оплата картой
= (all Zоплата Zкарта)
"личный кабинет" вход
= (all (phrase Zличный Zкабинет) Zвход)
# any of its stems is enough for a word
счет банка
= (all Zсчет (synonym Zбанк Zбанка))
wi-fi пароль
= (all (best Zwifi (all Zwi Zfi)) Zпароль)
оплата -банка -карта
= (without Zоплата (any Zбанк Zкарта))
