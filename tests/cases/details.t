Где заказ № 1204 от 12 ноября, 3 500 ₽?
= order 1204, date 12 ноября, amount 3 500 ₽; own
заказ KB-77812 не пришёл
= order KB-77812; own
договор 55-1234/7, телефон +7 900 123-45-67
= phone +7 900 123-45-67, contract 55-1234/7; own
8(900)1234567 перезвоните
= phone 8(900)1234567
пишите на Anna.Petrova@mail.example.ru.
= email Anna.Petrova@mail.example.ru
I paid $49.99 on 2026-11-12 for order #88123
= amount $49.99, date 2026-11-12, order 88123; own
списали 1500 рублей 12.11.2026
= amount 1500 рублей, date 12.11.2026; own
как вернуть товар за 14 дней
= nothing
1 мая в магазине
= date 1 мая
лицевой счёт 100200300
= contract 100200300; own
датчик Owl 200
= nothing
how do I reset router 2.4
= nothing
