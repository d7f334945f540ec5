Это безобразие!!!
= anger 3
СКОЛЬКО МОЖНО ЖДАТЬ
= anger 3
как вернуть товар??
= anger 1
как вернуть товар?
= anger 0
КАК ВЕРНУТЬ ТОВАР
= anger 1
this is ridiculous
= anger 2
как подать жалобу
= anger 0
мой аккаунт взломали
= anger 0, hacked_account urgent
my account was hacked
= anger 0, hacked_account urgent
how do you protect accounts from being hacked
= anger 0
I was scammed
= anger 0, fraud urgent
подам на вас в суд
= anger 0, legal high
как защититься от мошенников
= anger 0
что делать если взломали аккаунт
= anger 0, hacked_account urgent
вы совсем офигели, сколько ещё ждать
= anger 2
заколебали уже
= anger 2
чего стоит доставка
= anger 0
умная розетка загорелась
= anger 0, danger urgent
из розетки идёт дым
= anger 0, danger urgent
хаб задымился
= anger 0, danger urgent
пахнет горелым от хаба
= anger 0, danger urgent
my hub is on fire
= anger 0, danger urgent
the smart plug caught fire
= anger 0, danger urgent
розетка горит красным
= anger 0
датчик дыма не работает
= anger 0
как подключить датчик пожара
= anger 0
is smoking allowed in the rooms?
= anger 0
is sparks experiencing bad weather right now
= anger 0
this deal is on fire
= anger 0
может ли батарея воспламениться
= anger 0
hub started smoking
= anger 0, danger urgent
искрит розетка
= anger 0, danger urgent
лампочка начала искрить
= anger 0, danger urgent
it smells like burning
= anger 0, danger urgent
мой хаб горит
= anger 0, danger urgent
мой хаб горит зелёным
= anger 0
the battery is burning!
= anger 0, danger urgent
the bulb is burning out quickly
= anger 0
ребёнок проглотил батарейку
= anger 0, medical urgent
сколько живёт батарейка
= anger 0
the smart bulb gave me a shock
= anger 0, medical urgent
there's smoke coming out of the smart plug
= anger 0, danger urgent
батарейка вздулась
= anger 0, danger urgent
my lock has locked my kid inside the room
= anger 0, danger urgent
я назвал код из смс
= anger 0, fraud urgent
