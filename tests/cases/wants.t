Сколько стоит доставка?
= wants sum
сколько идёт посылка
= wants sum, wants time
Сколько дней ждать возврат?
= wants time
# of things there are other numbers
Сколько датчиков можно подключить?
= nothing
Как отменить заказ?
= wants steps
как дела
= nothing
промокод не работает
= wants remedy
How much is delivery?
= wants sum
How long does delivery take?
= wants time
How do I cancel an order?
= wants steps
The hub doesn't start
= wants remedy
lamp
= nothing
# what texts have
Курьер 350 ₽
= shows sum
Привезём за 3 рабочих дня.
= wants time, shows time
Refunds take 5–10 days and cost $2.
= wants sum, wants time, shows sum, shows time
В заказе 3 товара.
= nothing
