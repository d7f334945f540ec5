¿Dónde está mi pedido?
= foreign
Quiero cancelar mi suscripción
= foreign
Como faço para mudar minha senha?
= foreign
Ma carte ne fonctionne pas
= foreign
Come posso cambiare la mia password?
= foreign
Wie kann ich mein Passwort ändern?
= foreign
wie kann ich mein passwort aendern
= foreign
Ik wil mijn abonnement opzeggen
= foreign
Jak zmienić hasło?
= foreign
Proč byla platba zamítnuta?
= foreign
Aboneliğimi iptal etmek istiyorum
= foreign
Як змінити пароль?
= foreign
Монетизація каналу не підключається
= foreign
Калі вернуць грошы?
= foreign
Къде е моята поръчка?
= foreign
Зашто моја картица не ради?
= foreign
Kako mogu da vratim novac?
= foreign
Менің тапсырысым қайда?
= foreign
# Russian with a word or two of another language, and in Latin letters
шо за фигня, почему платіж не проходит, дякую
= not
дякую, все заработало
= not
Доставка в Київ
= not
kak smenit parol
= not
ya ne mogu voyti v lichniy kabinet, chto delat
= not
gde moy zakaz i kogda vernut dengi
= not
rfr jnvtybnm pfrfp
= not
Не приходит код, а деньги списали
= not
# English, with names
How do I change my password?
= not
flights from São Paulo to Las Vegas
= not
Crème de la Mer price
= not
Does Müller & Söhne in Zürich deliver?
= not
my son's account
= not
how do I come back to the old plan
= not
# a word that tells is not enough
vergessen
= not
12345
= not
