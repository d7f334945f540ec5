Первое. Второе! Третье? Да…
= Первое. | Второе! | Третье? | Да…
# abbreviations do not end a sentence
Напр. так, т. е. иначе. И всё.
= Напр. так, т. е. иначе. | И всё.
Стоит 350 руб. за заказ. Срок 5 г.
= Стоит 350 руб. за заказ. | Срок 5 г.
# unless a capital follows and the abbreviation may end one
Заплатите 500 руб. Потом ждите.
= Заплатите 500 руб. | Потом ждите.
А. С. Пушкин родился. Давно.
= А. С. Пушкин родился. | Давно.
Use e.g. this one. Mr. Smith agrees.
= Use e.g. this one. | Mr. Smith agrees.
# a small letter goes on, a number of a step does not end one
1. Откройте меню. 2. Нажмите.
= 1. Откройте меню. | 2. Нажмите.
Версия 2.1.0 вышла. Файл config.yaml готов.
= Версия 2.1.0 вышла. | Файл config.yaml готов.
Она сказала: «Да!» И ушла.
= Она сказала: «Да!» | И ушла.
