# a word and its romanisations share a key
оплата oplata
= oplata, oplata (оплата)
счет schet schyot shchet scet
= Set, Set St (шет), Set (шет), Set St (шет), scet set st (сцет)
личный lichnyi lichnyj lichniy lichny
= liCni, liCni liCniai (личный), liCni liCniZ liCnidZ (личный), liCni (личний), liCni (личны)
пользователь polzovatel polzovatelj
= polzovatel, polzovatel polzoveitl (ползовател), polzovateli polzovatelZ polzovateldZ polzoveitldZ (ползователы)
настройка nastroyka nastrojka nastroika
= nastroika, nastroika (настройка), nastroika nastroZka nastrodZka (настройка), nastroika nastroaika (настройка)
жалоба zhaloba jaloba
= Zaloba, Zaloba (жалоба), ialoba Zaloba dZaloba (ялоба)
яндекс yandex
= iandeks =yandex, iandeh iandeks =yandex (яндех)
хорошо xorosho horosho khorosho
= horoSe, horoSe ksoroSe (хорошо), horoSe (хорошо), horoSe khoroSe (хорошо)
подъезд podyezd
= podezd, podezd (подезд)
еще eshche escho
= eSe, eSe eS (еше), eSe (ешо)
po4emu 6ok почему
= poCemu, Sek, poCemu
# English words as they are said
вайфай wifi
= vaifai =wifi, vifi vaifai =wifi (вифи)
айфон iphone
= aifon =iphone, ifone ifon aifon =iphone (ифоне)
пейпал paypal
= peipal =paypal, paipal peipal =paypal (пайпал)
гугл google
= gugl =google, gogle gugl =google (гоогле)
ютуб youtube
= utub =youtube, eutube utub =youtube (еутубе)
фейсбук facebook
= feisbuk =facebook, facebok fasebok fasebuk feisbuk =facebook (фацебоок)
виндоус windows
= vindous =windows, vindovs vindous vindaus =windows (виндовс)
онлайн online
= onlain, online onlin onlain (онлине)
аккаунта account
= akaunta =account, acount akount akaunt =account (аццоунт)
блютузом bluetooth
= blutuzom =bluetooth, bluetoth blutut =bluetooth (блуетоотх)
2024 日本
= 
