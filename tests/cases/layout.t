# each reading: signs at the ends as signs, or as the letters on their keys
ghbdtn
= привет
Ghbdtn
= Привет
GFHJKM
= ПАРОЛЬ
,fyr
= банк | ,анк
gjl]tpl
= подъезд
jgkfnf?
= оплата?
jgkfnf,
= оплата, | оплатаб
"gfhjkm"
= Эпароль" | "пароль" | ЭпарольЭ | "парольЭ
`krf
= ёлка | `лка
Flhtc&
= Адрес?
dbltj/
= видео.
руддщ
= hello
ЫРУУЕ
= SHEET
вщтэе
= don't
хуад
= [efl
12:30
= 
d
= в
