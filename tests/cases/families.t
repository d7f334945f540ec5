# what the list says, with what rules add: participles, nouns, partners
вход
= вход: войти входить вхождение входивший
cancellations
= cancel:
sent
= send: sender
# a noun that rules would take for that of настроить
настроение
= настроение:
такогонет
= такогонет:
# aspect pairs, nouns, participles
оплатить
= оплатить: оплачивать оплата оплаченный платить платеж платный платежный заплатить плата неоплаченный заплаченный заплативший плаченный плативший оплачивавший
comparison
= comparison: compar
# nouns and their adjectives, actions
возрастной
= возрастной: возраст
стример
= стример: стрим стриминг
