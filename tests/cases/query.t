# words rank: a stem, and with less weight what its forms begin with
оплата картой
= (any (any Zоплата Tоплат^0.5) (any Zкарта Tкарто^0.5))
# a phrase must be there, a minus must not
"личный кабинет" -возврат
= (without (phrase личный кабинет) Zвозврат)
«личный кабинет» оплата
= (maybe (phrase личный кабинет) (any Zоплата Tоплат^0.5))
# an open quote ends with the text
"как вернуть
= (phrase как вернуть)
# quotes within a sentence are part of it
что значит ошибка «нет сети» на экране моего хаба дома
= (any (any Zчто что^0.5) (any Zзначить Tзначи^0.5) (any Zошибка Tошибк^0.5) (any Zнет нет^0.5) (any Zсеть сети^0.5) (any Zна на^0.5) (any Zэкран Tэкран^0.5) (any Zмой моего^0.5) (any Zхаб хаба^0.5) (any Zдом дома^0.5))
# joined words: as one word, or its parts
wi-fi
= (best Zwifi (any (any Zwi wi^0.5) (any Zfi fi^0.5)))
# repeated words count once
да да да
= (any Zда да^0.5)
# only what must not be there: everything else
-возврат
= (without (everything) Zвозврат)
# a dash that is no minus
оплата - карта
= (any (any Zоплата Tоплат^0.5) (any Zкарта карта^0.5))
!!! ???
= (everything)
"" «»
= (everything)
