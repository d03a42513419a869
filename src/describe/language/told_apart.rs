//! The languages of the African press are told apart, and from those of other presses that are written alike.

use super::of_text;

/// A language and texts in it, written for this project.
const TEXTS: [(&str, [&str; 2]); 22] = [
    (
        "sw",
        [
            "Waziri wa Afya alisema jana kwamba serikali itajenga hospitali mbili mpya katika mkoa huo kabla ya mwisho wa mwaka, na wananchi walifurahi sana.",
            "Polisi wamewakamata watu wanne kwa tuhuma za kuiba ng'ombe usiku wa kuamkia Jumatatu, na watafikishwa mahakamani wiki ijayo.",
        ],
    ),
    (
        "ha",
        [
            "Gwamnan jihar ya bayyana cewa an kama mutum uku bayan harin da aka kai wa ƙauyen a daren Lahadi, inda suka sace shanu da dama.",
            "Shugaban ƙasar ya ce gwamnati za ta gina makarantu guda goma a cikin shekara mai zuwa domin yara su samu ilimi.",
        ],
    ),
    (
        "rw",
        [
            "Umuyobozi w'akarere yavuze ko abaturage bagomba kwishyura ubwisungane mbere y'uko ukwezi kurangira, kandi ko abatabikora bazafatirwa ibihano.",
            "Abapolisi bafashe abantu batatu bakekwaho kwiba inka mu murenge wa Kigabiro, nyuma y'uko abaturage batanze amakuru.",
        ],
    ),
    (
        "rn",
        [
            "Umuyobozi w'intara yavuze ko abanyagihugu bategerezwa kuriha amakori imbere y'uko ukwezi guhera, canke bagahanwa nk'uko amategeko abitegekanya.",
            "Abapolisi bafashe abantu batatu bakekwako kwiba inka muri komine Mugamba, inyuma y'aho abanyagihugu batanze amakuru ku vyo babonye.",
        ],
    ),
    (
        "ln",
        [
            "Gouverneur alobaki ete leta ekotonga balabala ya sika na kati ya mboka liboso ya nsuka ya mbula, mpe bato nyonso bakozwa mosala.",
            "Bapolisi bakangaki bato misato oyo bayibaki bangombe na butu ya mokolo ya lomingo, mpe bazali kozela lisambisi na sanza oyo ezali koya.",
        ],
    ),
    (
        "wo",
        [
            "Njiitu réew mi nee na nguur gi dina tabax ñaari lopitaal yu bees ci diiwaan bi bala at mi di jeex, te nit ñi bég nañu ci lool.",
            "Takk-der yi jàpp nañu ñetti nit ñu ñu jortu ne ñoo sàcc nag yi ci guddig dibéer, waaye ñu ngi leen di xaar ci àttekaay bi.",
        ],
    ),
    (
        "so",
        [
            "Wasiirka caafimaadka ayaa sheegay in dowladda ay dhisi doonto laba isbitaal oo cusub ka hor dhammaadka sannadka, dadkuna aad ayay u soo dhoweeyeen.",
            "Booliisku waxay soo qabteen saddex nin oo lagu tuhmayo inay xadeen lo' habeenkii Axadda, waxaana la horgeyn doonaa maxkamadda.",
        ],
    ),
    (
        "mg",
        [
            "Nilaza ny minisitry ny fahasalamana fa hanangana hopitaly roa vaovao ny fanjakana alohan'ny faran'ny taona, ary faly tokoa ny mponina tao an-tanàna.",
            "Nosamborin'ny polisy ny olona telo ahiana ho nangalatra omby tamin'ny alahady alina, ary hentina eo anatrehan'ny fitsarana izy ireo rehefa vita ny fanadihadiana.",
        ],
    ),
    (
        "zu",
        [
            "UNgqongqoshe wezeMpilo uthe uhulumeni uzokwakha izibhedlela ezimbili ezintsha ngaphambi kokuphela konyaka, futhi abantu bakujabulele kakhulu ukuzwa lokho.",
            "Amaphoyisa abophe abantu abathathu abasolwa ngokweba izinkomo ngobusuku bangeSonto, kanti bazovela enkantolo ngesonto elizayo ukuze baphendule amacala.",
        ],
    ),
    (
        "xh",
        [
            "UMphathiswa wezeMpilo uthe urhulumente uza kwakha izibhedlele ezimbini ezintsha phambi kokuphela konyaka, kwaye abantu bayivuyele kakhulu loo nto.",
            "Amapolisa abambe abantu abathathu abarhanelwa ngokweba iinkomo ngobusuku bangeCawa, kwaye baza kuvela enkundleni kwiveki ezayo okanye emva koko.",
        ],
    ),
    (
        "sn",
        [
            "Gurukota rezvehutano rakati hurumende ichavaka zvipatara zviviri zvitsva gore risati rapera, uye vanhu vakafara zvikuru nokuti vanga vamirira kwenguva refu.",
            "Mapurisa akasunga vanhu vatatu vari kufungidzirwa kuti vakaba mombe neSvondo manheru, asi vachamira pamberi pedare svondo rinouya.",
        ],
    ),
    (
        "yo",
        [
            "Minisita fun eto ilera sọ pe ijọba yoo kọ ile iwosan meji tuntun ki ọdun yii to pari, inu awọn eniyan si dun pupọ si eyi.",
            "Àwọn ọlọ́pàá ti mú àwọn ènìyàn mẹ́ta tí wọ́n fura sí pé wọ́n jí màlúù ní alẹ́ ọjọ́ Àìkú, wọn yóò sì fara hàn ní ilé ẹjọ́.",
        ],
    ),
    (
        "ig",
        [
            "Minista na-ahụ maka ahụike kwuru na gọọmentị ga-ewu ụlọ ọgwụ abụọ ọhụrụ tupu njedebe nke afọ a, ndị mmadụ nwere obi ụtọ nke ukwuu.",
            "Ndị uwe ojii ejidela mmadụ atọ a na-enyo enyo na ha zuru ehi n'abalị ụbọchị Sọnde, ha ga-apụta n'ụlọ ikpe n'izu na-abịa.",
        ],
    ),
    (
        "am",
        [
            "የጤና ሚኒስትሩ መንግስት ከዓመቱ መጨረሻ በፊት ሁለት አዳዲስ ሆስፒታሎችን እንደሚገነባ ተናግረዋል፤ ነዋሪዎቹም በዜናው ደስተኞች መሆናቸውን ገልጸዋል።",
            "ፖሊስ ከብት በመስረቅ የተጠረጠሩ ሦስት ሰዎችን እሁድ ሌሊት በቁጥጥር ስር ማዋሉን አስታውቋል፤ በሚቀጥለው ሳምንት ፍርድ ቤት ይቀርባሉ።",
        ],
    ),
    (
        "ti",
        [
            "ሚኒስተር ጥዕና መንግስቲ ቅድሚ መወዳእታ ዓመት ክልተ ሓደስቲ ሆስፒታላት ኣብ እቲ ዞባ ከም ዝሃንጽ ገሊጹ፤ እቲ ህዝቢ ድማ ብጣዕሚ ተሓጒሱ እዩ።",
            "ፖሊስ ሰለስተ ሰባት ናይ ከፍቲ ስርቂ ፈጺሞም ዝተባህሉ ኣብ ለይቲ ሰንበት ከም ዝሓዘ ገሊጹ፤ ኣብ ዝመጽእ ሰሙን ድማ ናብ ቤት ፍርዲ ክቐርቡ እዮም።",
        ],
    ),
    (
        "om",
        [
            "Ministirri fayyaa mootummaan hospitaala haaraa lama dhuma waggaa kanaa dura akka ijaaru ibsaniiru, ummanni naannoo sanaas waan kanaan baay'ee gammadan.",
            "Poolisiin namoota sadii hanna loonii keessatti shakkaman halkan Dilbataa to'achuu isaa beeksise, isaanis torban dhufu mana murtiitti ni dhiyaatu jedhame.",
        ],
    ),
    (
        "bm",
        [
            "Kɛnɛya minisiri y'a fɔ ko gɔfɛrɛnaman bɛna dɔgɔtɔrɔso kura fila jɔ sani san ka ban, mɔgɔw ninsɔndiyara kosɛbɛ o kɔnɔ.",
            "Polisiw ye mɔgɔ saba minɛ minnu jalakilen don misi sonyali la dimansi su fɛ, u bɛna taa kiritigɛso la dɔgɔkun nata la.",
        ],
    ),
    (
        "ff",
        [
            "Mawɗo cellal oo wiyi laamu nguu maa mahu cafrordi kese ɗiɗi hade hitaande ndee gasde, tawi yimɓe fof ina mbelti e ɗuum no feewi.",
            "Polisaaji nanngii yimɓe tato ɓe tuumaa wujjude nagge jemma alet, ko ɗum woni ɓe ndaroto yeeso ñaawoore ngam jaabaade.",
        ],
    ),
    (
        "fr",
        [
            "Le ministre de la Santé a déclaré que le gouvernement construirait deux nouveaux hôpitaux avant la fin de l'année, et la population s'en est réjouie.",
            "La police a arrêté trois personnes soupçonnées d'avoir volé des bœufs dans la nuit de dimanche à lundi ; elles seront jugées la semaine prochaine.",
        ],
    ),
    (
        "en",
        [
            "The minister of health said that the government would build two new hospitals before the end of the year, and people were glad.",
            "Police arrested three people suspected of stealing cattle on Sunday night; they will appear in court next week, a spokesman said.",
        ],
    ),
    (
        "pt",
        [
            "A única fábrica de gelo de Santiva está parada há três semanas, e metade dos botes não sai do porto. O director da fábrica disse ao jornal que a peça já foi paga.",
            "A polícia deteve três pessoas suspeitas de furto de gado na noite de domingo; serão ouvidas no tribunal na próxima semana, disse o porta-voz.",
        ],
    ),
    (
        "gl",
        [
            "O ministro de Sanidade dixo onte que o goberno vai construír dous hospitais novos antes do remate do ano, e a xente da vila está moi contenta coa nova.",
            "A policía detivo tres persoas acusadas de roubaren gando na noite do domingo; non se sabe aínda cando terán que declarar diante dunha xuíza.",
        ],
    ),
];

#[test]
fn the_languages_of_the_african_press_are_told_apart() {
    let told = |text: &str| of_text(text, None).value;
    let wrong: Vec<String> = TEXTS
        .iter()
        .flat_map(|(language, texts)| texts.iter().map(move |text| (*language, *text)))
        .filter(|(language, text)| told(text).as_deref() != Some(*language))
        .map(|(language, text)| format!("{language} is told {:?}: {text}", told(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
