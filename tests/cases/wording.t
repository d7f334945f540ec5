# Lines of editors' files, parted by |, then ? and a query. Synonyms found in the query, longest
# first at each word; stop words; what is pinned (with its place) and hidden.

# forms of words, both alphabets, ё and case
лк => личный кабинет ? Как войти в ЛК
= лк => личный кабинет
личный кабинет = аккаунт ? что в личном кабинете
= личном кабинете = аккаунт
вайфай = wi-fi = беспроводная сеть ? нет беспроводной сети
= беспроводной сети = вайфай = wi-fi
учётка => аккаунт ? удалить учетку
= учетку => аккаунт
log in = sign in ? logging in, I cannot
= logging in = sign in
# the words of a phrase stand together, in their order
личный кабинет = аккаунт ? кабинет личный
= nothing
личный кабинет = аккаунт ? личный новый кабинет
= nothing
# function words may stand between, no others; "связать" is not "связаться"
не пришел заказ => доставка ? скажите, не пришел еще мой заказ
= не пришел еще мой заказ => доставка
связаться => контакты ? как связать сети
= nothing
связаться => контакты ? как с вами свяжусь
= свяжусь => контакты
# one way is one way; nothing is followed further
лк => личный кабинет ? личный кабинет
= nothing
a => b | b => c ? a
= a => b
a => b | b => a ? a b
= a => b; b => a
# several lines for one phrase, each alternative once
карта = картонка | карта => пластик | карты = картонка = мир ? картой
= картой = картонка => пластик = мир
# several in one query, overlapping and one inside the other
вайфай = wi-fi | роутер = маршрутизатор ? роутер не ловит вайфай
= роутер = маршрутизатор; вайфай = wi-fi
сим карта = симка | карта = пластик ? новая сим карта
= сим карта = симка; карта = пластик (inside)
сим карта = симка | карта банка = пластик ? сим карта банка
= сим карта = симка; карта банка = пластик
оплата картой => карта | оплата => платёж ? оплата картой
= оплата картой => карта; оплата => платёж (inside)
# both sides of a line may be lists
лк = л-к => личный кабинет = аккаунт ? лк
= лк => личный кабинет => аккаунт

# stop words: in just this form; alone they are asked as they are
как | в | на ? как в кино
= stop как; stop в
как ? какой тариф
= nothing
как | в ? как в
= nothing
Ещё ? еще чай
= stop еще

# a pin: these words, in any order and form, stop words aside
оплата картой -> a ? Картой оплата!
= 1 a
оплата картой -> a ? оплата картой мир
= nothing
оплата картой -> a ? оплата
= nothing
как | оплата картой -> a ? как платить картой
= stop как
как | оплата картой -> a ? как картой оплата
= stop как; 1 a
как | как оплатить -> a ? оплатить
= 1 a
как | в | как -> a ? как
= 1 a
# with stars, others may stand beside them
*картой* -> a ? как оплатить картой
= 1 a
* оплатить картой * -> a ? картой нельзя оплатить?
= 1 a
*оплатить картой* -> a ? картой
= nothing
# nothing is typed
-> a | -> b ?
= 1 a; 2 b
-> a ? что-то
= nothing
# several questions, several articles, places
возврат = вернуть деньги -> a ? деньги вернуть
= 1 a
x -> a | x -> b | x -> c at 1 | x -> d at 5 ? x
= 1 c; 2 a; 3 b; 5 d
x -> a at 2 | x -> b at 2 ? x
= 2 a; 3 b
# the whole question goes before a part of it; an article is pinned once
*x* -> a | *x* -> b | x -> b ? x
= 1 b; 2 a
# what is hidden is not pinned
x -> a | *x* -> hide a | x -> hide b ? x
= hide b; hide a
# ids may hold spaces and slashes
x -> ru/my article at 3 ? x
= 3 ru/my article
# what is over, what goes on, what has not begun
x -> a until 2001-01-01 | x -> b from 2001-01-01 | x -> c from 9000-01-01 ? x
= 1 b

# faults
one two => ? x
= fault: a phrase is missing beside '='
= b ? x
= fault: a phrase is missing beside '='
карта = карты ? карта
= fault: 'карты' is the same as another phrase of the line to the search: left out
wifi => wi-fi = WiFi ? wifi
= fault: 'WiFi' is the same as another phrase of the line to the search: left out; wifi => wi-fi
a = b | b = a ? a
= fault: the same is said in line:1 already; a = b
a => b => c ? a
= fault: '=>' stands twice in the line
a = !!! ? a
= fault: there is no word in '!!!'
a = 1 2 3 4 5 6 7 8 9 ? a
= fault: '1 2 3 4 5 6 7 8 9…' is too long: a phrase may have 8 words and 300 bytes
a b ? a
= fault: 'a b' is 2 words: a stop word is one word, each on a line of its own
как | КАК ? x
= fault: the same is said in line:1 already
x -> ? x
= fault: the id of an article is missing behind '->'
x -> hide ? x
= fault: the id of an article is missing behind '->'
x -> a at 0 ? x
= fault: at '0': a place is a number from 1 to 20
x -> a at 21 ? x
= fault: at '21': a place is a number from 1 to 20
x -> hide a at 2 ? x
= fault: an article that is hidden has no place: 'at' is too much
x -> a until 2026-02-30 ? x
= fault: '2026-02-30' is no date: write 2026-12-31, or 2026-12-31T18:00+03:00
x -> a from 2026-02-02 until 2026-02-01 ? x
= fault: it ends before it begins
x -> a until 2026-02-01 and more ? x
= fault: 'and' is not understood: behind the id there may be 'at 2', 'from 2026-12-01', 'until 2026-12-31'
x* -> a ? x
= fault: stars stand around words that others may stand beside: write *word*
* -> a ? x
= fault: stars stand around words that others may stand beside: write *word*
x y -> a | y x -> a ? x
= fault: the same is said in line:1 already
x = -> a ? y
= fault: a phrase is missing beside '='
