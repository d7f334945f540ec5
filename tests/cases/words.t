Оплати́ть 5 000 ₽
= оплатить[0..18]ru 5000[19..24]number
# bytes of the original: ё and capitals are two bytes each
Ёж ест
= еж[0..4]ru ест[5..11]ru
# hyphens join, slashes and dots tell what was between
wi-fi и/или a.b x — y
= wi[0..2]en -fi[3..5]en и[6..8]ru /или[9..15]ru a[16..17]en .b[18..19]en x[20..21]en y[26..27]en
user@example.com
= user[0..4]en @example[5..12]en .com[13..16]en
# apostrophes inside words only
'don't' rock'n'roll
= don't[1..6]en rock'n'roll[8..19]en
SH-200 СВ-104233 sv104233
= sh[0..2]en -200[3..6]number св[7..11]ru -104233[12..18]number sv104233[19..27]mixed
C++, .NET!
= c++[0..3]mixed .net[5..9]mixed
日本語
= 日[0..3]mixed 本[3..6]mixed 語[6..9]mixed
№42
= no[0..3]en 42[3..5]number
...!?
= 
