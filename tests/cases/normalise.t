# case, ё, stress marks, soft hyphens, zero-width characters
Оплати́ть Сче́т
= оплатить счет
ЁЛКА ёлка Ёлка
= елка елка елка
до­став­ка
= доставка
при​вет﻿
= привет
# й is not и, composed or not
йод йод май
= йод йод май
# е with two dots as two characters
елка
= елка
# accents on Latin letters
Café résumé naïve
= cafe resume naive
# spaces of all kinds become one
  один   два три	четыре  
= один два три четыре
# dashes and apostrophes
Москва — Питер, don’t, wi‑fi
= москва - питер, don't, wi-fi
# numbers
5 000 рублей и 1,000,000 или 3,5
= 5000 рублей и 1000000 или 3.5
12.03.2026 v2.1.0 192.168.1.1
= 12.03.2026 v2.1.0 192.168.1.1
0,125 и 1, 2, 3 и 10 20
= 0.125 и 1, 2, 3 и 10 20
# letters of the wrong alphabet inside a word
Пpивет Мocква Oплaтa
= привет москва оплата
# the first is Latin but for one letter
саsе pаypal
= case paypal
# names that the rules would tear apart
C++ c# F# .NET AT&T R&D Q&A 1С 1C 24/7
= c++ c# f# .net at&t r&d q&a 1с 1с 24/7
e-mail E-Mail емейл имейлом email'ом
= email email email email email
# № is a word
№42
= no 42
# full width and ligatures
Ｋｌａｄｅｚ ﬁne ²
= kladez fine 2
# an empty line stays empty
   
= 
😀 привет 👍
= 😀 привет 👍
