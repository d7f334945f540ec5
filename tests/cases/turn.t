позовите оператора
= person, sure
Здравствуйте, соедините меня с живым человеком
= person, sure
хочу поговорить с оператором
= person, sure
оператор
= person, bare
поддержка
= person, bare
Support!
= person, bare
Поддержка, здравствуйте
= smalltalk greeting
Оператора, пожалуйста!
= person, bare
Здравствуйте, оператора
= person, bare
нужен человек
= person, sure
телефон поддержки
= person, contact
Здравствуйте, дайте номер горячей линии!
= person, contact
как с вами связаться?
= person, contact
не могу до вас дозвониться
= person, contact
What's your phone number?
= person, contact
how do I contact support
= person, contact
как связаться с оператором
= person, perhaps
перезвоните мне
= person, sure
как сменить номер телефона
= question: как сменить номер телефона
куда обратиться, если сломался замок
= question: куда обратиться, если сломался замок
куда написать отзыв
= question: куда написать отзыв
I want to talk to a human
= person, sure
agent
= person, bare
human please
= person, sure
can I speak to a real person please
= person, sure
connect me with support agent
= person, sure
мне надоело, позовите оператора
= person, perhaps
у меня не работает оплата картой, позовите оператора
= person, perhaps
нет, позовите оператора
= person, sure
I don't need this, get me a human
= person, perhaps
не надо оператора, как оплатить картой
= question: как оплатить картой
Не надо меня переводить на оператора. Как вернуть товар?
= question: Как вернуть товар?
без оператора, пожалуйста
= decline
don't transfer me
= decline
don't transfer me to an agent, how do I pay by card
= question: how do I pay by card
I don't want to speak to an agent, how do I pay by card
= question: how do I pay by card
как сменить оператора в хабе
= question, mentions a person: как сменить оператора в хабе
хочу сменить оператора связи
= question, mentions a person: хочу сменить оператора связи
how do I change agent settings
= question, mentions a person: how do I change agent settings
what is agent-based billing
= question, mentions a person: what is agent-based billing
перевести деньги другому человеку
= person, perhaps
как связаться с оператором
= person, perhaps
how do I talk to an agent
= person, perhaps
да, помогло
= smalltalk helped
спасибо, всё получилось
= smalltalk helped
Да
= smalltalk agreement
да, передайте
= smalltalk agreement
нет
= no
нет, спасибо
= smalltalk thanks
No thanks
= no
нет интернета
= question: нет интернета
нет, как оплатить картой
= question: как оплатить картой
не помогло
= rejection, rejects
мне это не помогло
= rejection, rejects
it still didn't help
= rejection, rejects
не помогло. а если карта чужая?
= question, rejects: а если карта чужая?
нет, не помогло
= rejection, rejects
thanks, that helped!
= smalltalk helped
this did not work
= rejection, fails
спасибо
= smalltalk thanks
ок
= smalltalk agreement
???
= empty
Подскажите, пожалуйста
= smalltalk greeting
Здравствуйте! Подскажите, пожалуйста, как вернуть заказ?
= question: как вернуть заказ?
как вернуть заказ? Спасибо!
= question: как вернуть заказ?
как вернуть заказ. Заранее спасибо!
= question: как вернуть заказ
tracking, thank you in advance
= question: tracking
Hello, could you please tell me how to pay
= question: how to pay
как сказать спасибо курьеру
= question: как сказать спасибо курьеру
Привет
= smalltalk greeting
добрый день!!!
= smalltalk greeting
спасибо большое, до свидания
= smalltalk bye
Спасибо
= smalltalk thanks
ты бот?
= smalltalk who_are_you
hi, how are you
= smalltalk how_are_you
thanks
= smalltalk thanks
хочу сменить оператора
= question, mentions a person: хочу сменить оператора
how do I change the mobile operator
= question, mentions a person: how do I change the mobile operator
that didn't help
= rejection, rejects
😀
= empty
Безобразие! Как вернуть товар?
= question: Как вернуть товар?
Ты бот? Позови человека
= person, sure
# a topic, not a wish
find out why people get autism
= question: find out why people get autism
сколько человек можно сделать администраторами?
= question: сколько человек можно сделать администраторами?
оператора позовите
= person, sure
chat with a representative
= person, sure
am I speaking with a real person?
= smalltalk who_are_you
# what fails is the question
не получается загрузить обложку
= question: не получается загрузить обложку
не получается
= rejection, fails
I tried it, didn't work
= question, fails: I tried it, didn't work
# people who may be anybody are no wish
can people see my profile
= question: can people see my profile
I want people to find my shop
= question: I want people to find my shop
how do I get people to join my team
= question: how do I get people to join my team
can I talk to people in my group chat
= question: can I talk to people in my group chat
can I give a person access to my files
= question: can I give a person access to my files
могут ли люди видеть мой профиль
= question: могут ли люди видеть мой профиль
как пригласить людей в чат
= question: как пригласить людей в чат
talk to people
= person, sure
can I talk to real people
= person, sure
хочу поговорить с живыми людьми
= person, sure
I need to speak to a person about my bill
= person, perhaps
соедините с человеком, который разбирается
= person, perhaps
my card does not work, get me a person
= person, perhaps
# those who are spoken to belong to no question; elsewhere they do
Hi team, how do I pay
= question: how do I pay
как вернуть товар, коллеги?
= question: как вернуть товар
поддержка, как вернуть товар
= question: как вернуть товар
how do I invite a person to the team
= question: how do I invite a person to the team
как написать в поддержку
= person, contact
бот не отвечает на сообщения
= question: бот не отвечает на сообщения
# as people write
непомогло
= rejection, rejects
ничего не изменилось
= rejection, rejects
вы не поняли вопрос
= rejection, rejects
проблема не решена
= rejection, rejects
никак не выходит
= rejection, fails
никак не могу войти
= question: никак не могу войти
позовите чела плиз
= person, sure
зовите сюда живого сотрудника
= person, perhaps
есть тут кто живой
= person, sure
есть кто может помочь с оплатой
= question: есть кто может помочь с оплатой
прошу оператора
= person, sure
прошу вернуть деньги
= question: прошу вернуть деньги
пасиб
= smalltalk thanks
все норм спс
= smalltalk helped
нормы вывода средств
= question: нормы вывода средств
хотел узнать, когда придет посылка
= question: когда придет посылка
здраствуйте
= smalltalk greeting
я разговариваю с ботом?
= smalltalk who_are_you
спасибо не надо
= no
подключите меня к тарифу
= question: подключите меня к тарифу
перекиньте деньги на другой счет
= question: перекиньте деньги на другой счет
# in short, and without apostrophes
thx a lot
= smalltalk thanks
thank u so much
= smalltalk thanks
how r u
= smalltalk how_are_you
okk
= smalltalk agreement
cya
= smalltalk bye
can u help me
= smalltalk greeting
i need help with my order
= question: with my order
pls connect me to agent
= person, sure
i want to talk to customer care
= person, sure
human plz
= person, sure
dont transfer me
= decline
that didnt help
= rejection, rejects
its not working
= rejection, fails
# these alone are no more than a "no": what does not work, nobody said
not working
= no
my card doesn't work
= question: my card doesn't work
# who says no more than that asks for it
help
= smalltalk greeting
it helped
= smalltalk helped
👍
= smalltalk agreement
👌🏻
= smalltalk agreement
++
= smalltalk agreement
🙏
= smalltalk thanks
👎
= rejection, rejects
🤷
= empty
читал уже, не помогло
= rejection, rejects
already read that, no help
= rejection, rejects
это я и без вас знаю
= rejection, rejects
I know that my order is late
= question: I know that my order is late
да все равно не приходит
= rejection, fails
всё равно не приходит смс
= question: всё равно не приходит смс
still not coming
= rejection, fails
как оплатить, не помогло
= question, rejects: как оплатить
открыл коробку, там ничего нет
= question: открыл коробку, там ничего нет
можно вопрос?
= smalltalk greeting
помогите срочно
= smalltalk greeting
не хочу разговаривать с роботом
= person, sure
не хочу общаться с ботом
= person, sure
i dont wanna talk to a robot
= person, sure
I don't want to talk to a bot
= person, sure
is there anyone i can talk to
= person, sure
i need to speak to somebody
= person, sure
connect me to someone
= person, sure
можно с кем-нибудь поговорить
= person, sure
хочу говорить с человеком а не с ботом
= person, sure
let me talk to a person instead of this bot
= person, sure
вы кто?
= smalltalk who_are_you
что вы умеете
= smalltalk who_are_you
what can you do
= smalltalk who_are_you
кто вы по профессии
= question: кто вы по профессии
расскажи анекдот
= smalltalk chitchat
what's the weather
= smalltalk chitchat
how old are you
= smalltalk chitchat
how old are you in 2019
= question: how old are you in 2019
ау
= smalltalk greeting
объясни проще
= rejection, rejects
I don't understand
= rejection, rejects
не понимаю, как оплатить картой
= question, rejects: как оплатить картой
всё равно
= rejection, rejects
мне всё равно
= smalltalk agreement
кому пожаловаться на курьера
= person, contact
я хочу жалобу написать
= person, contact
можно мне перезвонить
= person, sure
бот не нужен, дай человека
= person, sure
можно с человеком поговорить?
= person, sure
I NEED A HUMAN NOW
= person, sure
i want people to find my shop
= question: i want people to find my shop
обойдусь без оператора
= decline
всё, спасибо
= smalltalk thanks
you're the best
= smalltalk praise
nice song what is it
= question: nice song what is it
