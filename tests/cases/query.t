# words rank, by their stems
оплата картой
= (any Zоплата Zкарта)
paid subscriptions
= (any Zpay Zsubscription)
# a form of several words may be any of them: counted as if they were one
банка
= (synonym Zбанк Zбанка)
стали дома
= (any (synonym Zстать Zсталь) Zдом)
# a phrase must be there, a minus must not
"личный кабинет" -возврат
= (without (phrase Zличный Zкабинет) Zвозврат)
«личный кабинет» оплата
= (maybe (phrase Zличный Zкабинет) Zоплата)
"счет банка"
= (phrase Zсчет (synonym Zбанк Zбанка))
# behind a minus only what it is most likely to be
оплата -банка
= (without Zоплата Zбанк)
# an open quote ends with the text
"как вернуть
= (phrase Zкак Zвернуть)
# quotes within a sentence are part of it
что значит ошибка «нет сети» на экране моего хаба дома
= (any Zчто Zзначить Zошибка Zнет Zсеть Zна Zэкран Zмой Zхаб Zдом)
# joined words: as one word, or its parts
wi-fi
= (best Zwifi (any Zwi Zfi))
-wi-fi пароль
= (without Zпароль (best Zwifi (all Zwi Zfi)))
# repeated words count once, in whatever form
да да да
= Zда
оплата оплаты картой
= (any Zоплата Zкарта)
# only what must not be there: everything else
-возврат
= (without (everything) Zвозврат)
# a dash that is no minus
оплата - карта
= (any Zоплата Zкарта)
!!! ???
= (everything)
"" «»
= (everything)
