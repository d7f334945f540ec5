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
= error: 'price' cannot be filtered by. Fields that can: id, lang, tags, category, audience, updatedAt, popularity
lang > ru
= error: lang is no number: it can be compared with =, !=, IN
lang =
= error: expected a value, found 'the end'
lang = ru AND
= error: expected a field, found 'the end'
(lang = ru
= error: expected ), found 'the end'
lang = 'ru
= error: a quote is not closed: 'ru
lang = ru extra
= error: expected AND, OR or the end, found 'extra'
updatedAt > yesterday
= error: 'yesterday' is no value of updatedAt: it is a date such as 2026-11-21 or seconds since 1970
lang "ru"
= error: expected =, !=, >, >=, <, <=, IN or EXISTS, found 'ru'
