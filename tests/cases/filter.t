category = Оплата
= (= category 'Оплата')
category = "Оплата и возвраты" AND lang = ru
= (all (= category 'Оплата и возвраты') (= lang 'ru'))
lang = ru OR lang = en AND NOT tags = 'old'
= (any (= lang 'ru') (all (= lang 'en') (not (= tags 'old'))))
(lang = ru OR lang = en) AND updatedAt >= 2026-01-01
= (all (any (= lang 'ru') (= lang 'en')) (range updatedAt 1767225600 inf))
tags IN [a, 'b c', "d"]
= (any (= tags 'a') (= tags 'b c') (= tags 'd'))
tags NOT IN [a]
= (not (any (= tags 'a')))
tags EXISTS
= (exists tags)
tags NOT EXISTS
= (not (exists tags))
lang != ru
= (not (= lang 'ru'))
popularity > 0.5
= (range popularity 0.5 inf)
price = 5
= error: filter 'price = 5', character 1: 'price' cannot be filtered by. Fields that can: id, lang, tags, category, audience, updatedAt, popularity
lang > ru
= error: filter 'lang > ru', character 8: lang is no number: it can be compared with =, !=, IN
lang == ru
= error: filter 'lang == ru', character 7: expected a value, found '='
теги = а
= error: filter 'теги = а', character 1: 'теги' cannot be filtered by. Fields that can: id, lang, tags, category, audience, updatedAt, popularity
lang = ru И тег
= error: filter 'lang = ru И тег', character 11: expected AND, OR or the end, found 'И'
lang =
= error: filter 'lang =', character 7: expected a value, found 'the end'
lang = ru AND
= error: filter 'lang = ru AND', character 14: expected a field, found 'the end'
(lang = ru
= error: filter '(lang = ru', character 11: expected ), found 'the end'
lang = 'ru
= error: filter 'lang = 'ru', character 8: a quote is not closed: 'ru
lang = ru extra
= error: filter 'lang = ru extra', character 11: expected AND, OR or the end, found 'extra'
updatedAt > yesterday
= error: filter 'updatedAt > yesterday', character 13: 'yesterday' is no value of updatedAt: it is a date such as 2026-11-21 or seconds since 1970
lang "ru"
= error: filter 'lang "ru"', character 6: expected =, !=, >, >=, <, <=, IN or EXISTS, found 'ru'
