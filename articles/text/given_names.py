"""Given names that say a person's gender to most readers of English news. Data only, in lower case.

Names that women and men both bear (Kim, Leslie, Andrea, Jean) stand in neither list, and no accents in either.
"""

from articles.text.wordlists import words

FEMALE = words(
    """
    abbie abby abigail ada adaeze adaora addison adela adelaida adele adelina aditi adriana adrienne agata agnes
    agnieszka ahlam aida aileen aimee aina ainhoa aisha aishwarya aisling aiyana ajoke alana alba alejandra
    alessandra alessia alexandra alexia alice alicia alina aline alisa alisha alison alissa aliya aliyah allegra
    allison allyson alma almudena althea alva alyssa amanda amara amaya amber ambika amelia amina amira amna amparo
    amrita amruta amy ana anabel anais ananya anastasia angela angelina angie anita anjali anjana anjela ankita ann
    anna annabel annabelle annalena annalisa annamaria annapurna anne anne-claire anne-marie annegret anneke
    anneliese annemarie annette annie annika antoinette antonella antonia anuradha anusha anya aoife aparna april
    arabella aretha ariadne ariana arianna arlene armida arundhati asha ashanti ashlee ashleigh asma asmaa astrid
    athena aubrey audra audrey aurelia ava avani aya ayanna ayesha azadeh azizah azra babette baleka barb barbara
    barbra bathabile beata beatrice beatrix beatriz becky begona belen belinda bella benazir benita bernadette
    bernadine bernice bertha beryl bessie beth bethany betsy bettina betty beulah beverly beyonce bhavna bianca
    billie-jean birgit birgitta blanca blanche bonnie bozena brandi brandy breanna bree brenda brenna briana brianna
    bridget bridgette brigid brigitte brittany brittney bronwyn brooke bruna brynn caitlin caitlyn callie camila
    candace candice candida caridad carina carissa carla carlotta carly carmela carmella carmen carol carole
    carole-anne caroline carolyn carolyne carrie cassandra cassie catalina catarina cate caterina catharine
    catherine cathleen cathy cecile cecilia cecily celeste celestine celia celine chantal chantel charity charlene
    charlize charlotte charmaine chelsea chelsey cherie cherry cheryl chiamaka chiara chika chimamanda chinwe chloe
    chrissy christa christabel christiane christie christina christine christy chrystia ciara cindi cindy claire
    clara clarice clarissa claudette claudia claudine clementina cleo cleopatra colette colleen concetta condoleezza
    connie consuelo cora coral cordelia coretta corinne cornelia courteney cristina crystal cynthia daisy daniela
    daniella danielle daphne dara darlene dawn dawna dayna deanna deanne deb debbie debora deborah debra deepa
    deepika deepti deesha deidre deirdre delfina delia delilah della delores dena denice denise desiree devika diana
    diane diann dianna dianne dilma dimple dina dinah dipti dipuo dolores donatella donna dora doreen doretha doris
    dorotea dorothea dorothy dorthy dragana dulce earlene ebony edith edna edwina effie eileen eilidh eimear
    ekaterina elaina elaine elana eleanor eleanora elena eleni elfriede eliana elin elina elinor elisa elisabeth
    elisabetta elise eliza elizabeta elizabeth ella ellen ellie elly elma eloisa eloise elsa elsie elspeth elvira
    emanuela emilia emilie emily emma emmanuelle emmeline encarnacion enid erica erika erin erna ernestine esme
    esmeralda esperanza estela estella estelle ester esther ethel etta eudora eugenia eugenie eula eunice eva
    eva-maria evangelina evangeline evelina evelyn evie fabiana fabienne fadwa fahmida faith faiza fanny farah
    farida fariha farzana fatema fatemeh fatima fatimah fatma fatou fatoumata fay faye felicia felicity fern
    fernanda fiona fiorella flavia fleur flora florence florencia folasade fran franca frances francesca francine
    francoise franziska freda frederica freja freya frida frieda funmi funmilayo fuziah gabriela gabriella gabrielle
    gail gayatri gayle gaynell gaynor geeta gemma gena genevieve georgette georgia georgiana georgina geraldine
    gerda geri germaine gerri gertrude ghada gianna gilda gillian gina ginette ginger giorgia giovanna gisela
    giselle gita githa giulia giuliana gladis gladys glenda glenys glinda gloria goldie graca grace gracie graciela
    grainne grazia greta gretchen gretel griselda gudrun gulnara gwen gwendolyn gwyneth habiba hadiya hadley hafsa
    haifa hala haley halima halle hana hanan haniya hanna hannah hannelore harriet harriett hasina hattie hayley
    hazel heather heba hebe hedwig hedy heidi heidi-marie helen helena helene helga helma henrietta hermine hermione
    hester hilary hilda hildegard hillary hiroko holly hope hortense huma ibtisam ida ida-maria ifeoma ijeoma ilana
    ileana iliana ilona ilse imani imelda imogen ina indira ines inez inga inge ingeborg inger ingrid iolanda ione
    irena irene irina iris irma isabel isabela isabella isabelle isadora isha ishita isla isolde itziar iva ivana
    ivanka ivette izabela jacinda jacinta jacklyn jacky jaclyn jacqueline jacquelyn jacqui jada jana janae jane
    janel janelle janet janette janey janice janie janine janis jannah jaqueline jasmin jasmina jasmine jaya
    jayalalithaa jayanthi jayashree jayne jeanette jeanie jeanine jeanne jeannette jeannie jelena jemima jemma jen
    jena jenna jenni jennie jennifer jenny jeri jerri jessamyn jessica jesusa jill jillian jitka jo-ann joan joana
    joann joanna joanne jocelyn jocelyne jodi joelle johanna jolanta jolene joni josefa josefina josephine josette
    josie jovita joy joyce juana juanita judi judie judith judy julia juliana juliann julianne julie julienne juliet
    juliette june justina justine jutta jyoti kajal kalpana kamala kamla kanchana kaori kara karen karin karina
    karine karla karolina karoline karyn kasia kasturba kate katelyn katerina katharina katharine katherina
    katherine kathi kathie kathleen kathrin kathryn kathryne kathy katie katja katrina katy kavita kavitha kaya kaye
    kayla keely keiko keisha kelli kellie kellyanne kelsey kendra kerri kerstin keshia kezia khadija khadijah
    khaleda kiara kiersten kimber kimberley kimberly kimiko kirsi kirsten kirsti kirstie kirsty kitty klara klaudia
    kourtney kristen kristi kristie kristin kristina kristine kristy krystal krystyna kumiko kylie kyoko kyrsten
    lacey laetitia laila lakshmi lalitha lana lara larissa latasha latifa latisha latonya latoya laura laureen
    laurel lauren lavanya laverne lavinia layla lea leah leanne lee-ann leela leena leigh-anne leila leilani lela
    lena leonie leonor leonora leora lesia leta leticia letitia letizia lettie lexi lianne libby lida lidia
    lieselotte liesl lila lilia lilian liliana lilith lilla lilli lillian lillie lily lina linda lindiwe linette
    linnea lisa lisbeth lise lisette lita livia liya liz liza lizbeth lizelle lizette lizzie lois lola lolita lorena
    lorene loretta lori lorie lorna lorraine lottie lou-anne louella louisa louise luana luba lucia luciana lucie
    lucienne lucila lucille lucinda lucretia lucy ludmila luisa lulu lupe lupita lyda lydia lydie lynda lynette
    lynne lyudmila mabel madalena madeleine madeline madelyn madge madhavi madhuri madonna mae maeve magda magdalena
    maggie mahnaz mairead mairi maizie maja makiko malala malati malgorzata malia malika mallory malvina mamata
    mamta manal mandira mandy manisha manju manuela mara marcela marcelina marcella marcelle marci marcia marcie
    marcy mardi mareike margaret margarida margarita margaux margery margie margit margo margot margret margrethe
    marguerite maria mariam mariama marian mariana mariangela marianne maribel maricela marie marie-claire
    marie-louise mariel mariela mariella marietta mariette marija marika marilou marilyn marina marine marisa marise
    marisela marisol marissa marit marita mariya marjorie marjory marla marlena marlene marsha martha martina mary
    maryam maryann maryanne marybeth maryellen marylou masako mathilda mathilde matilda maud maude maura maureen
    mavis maxine maya mayawati mayra mayumi meaghan medea meenakshi meera megan megha meghan meghana melania melanie
    melba melina melinda melisa melissa mellie mellody melody mercedes meredith meredyth meryl mette mia michaela
    michele micheline michelle michiko mikaela mila milagros mildred milena milica millicent millie mimi mina mindy
    minerva minna minnie mira miranda mireille mirela miriam mirjam missy mitali mitra mitzi moira mollie molly mona
    monica monika monique mridula mumtaz munira muriel myra myriam myrna myrtle nabila nada nadezhda nadia nadine
    nadja nafisa nagwa naila naima najat najla najwa naledi namrata nanci nancy nandini nanette naoko naomi nasreen
    nasrin nastasia natacha natalia natalie natalya natasha nathalie nawal nayantara nayeli nazanin neelam neena
    neeta neha nell nella nellie nelly nerissa nettie ngozi ngozichukwu nia niamh nichelle nichola nicole nicoletta
    nicolette nigar niki nikki nikole nilda nilofar nimisha nimrata nina nirmala nisha nita nkechi nkosazana nneka
    noelia noelle noemi nokuthula nola nomfundo nomi nomvula nona nonhlanhla noor nora norah noraini noreen noriko
    norma nosiviwe nosizwe nouf noura novella nozomi ntombi nuria nurul nydia oana obioma oceane octavia odalys
    odette ofelia oksana olena olesia olga olimpia olivia oluchi olympe onyinye oona ophelia oprah oriana orla
    ornella orsolya ouida paige paloma pamela pamella pansy paola paolina parisa parvati patience patricia patrizia
    patsy patti patty paula paulette paulina pauline payal peggy penelope penny perla perpetua petra petronella
    philippa phoebe phyllida phyllis pia pilar pippa piyali polly pooja poonam portia prachi pragati pragya pramila
    pranita prapti pratibha preethi preeti prisca priscilla priya priyanka prudence prue puja purnima queenie
    querida quiana rachael racheal rachel rachelle rachida radha radhika radmila raelynn rafaela raffaella raghad
    ragini rahel raisa rajani rajeshwari rajkumari rakhi ramona randi rani rania ranjana raquel rashida rashmi razia
    reba rebeca rebecca rebekah regina rehana reiko reina rekha renae renata renate renee renuka reshma reyna rhea
    rhiannon rhoda rhona rhonda ria rica ricarda rihanna riitta rika rina risa rita riya roberta robyn rochelle
    rocio roisin rona ronda ronna roopa rosa rosalba rosalia rosalie rosalind rosalinda rosaline rosalyn rosamund
    rosana rosanna rosanne rosaria rose roseann roseanne roselyn rosemarie rosemary rosetta rosie rosina roslyn
    rosmah rowena roxana roxane roxanne roxie ruchi ruchika rukmini rumana runa rupa rupal rupali ruth ruthie saara
    saba sabah sabina sabine sabra sabrina sade sadia sadie saeeda safia safiya sagarika sahar sahle-work saima
    sakina sakshi sally salma salome samantha samara sameera samia samira sana sandhya sandi sandie sandra sangeeta
    sangita sania sanjana sanna saoirse sapna sara sarada sarah sarai saraswati sarika sarita saroja sarojini saskia
    satoko savita savitri sayuri scarlett seema segolene selena selina selma serena shabana shabnam shaheen shahida
    shaila shaista shakira shalini shamima shamsa shania shanice shanna shanta shanthi sharda shari sharla sharlene
    sharmila sharmin sharon sharron shauna shawna shazia sheba sheela sheena sheetal sheila shelia shelley shelly
    sheri sherri sherrie sherron sherry sheryl shikha shilpa shiori shirin shirley shobha shona shoshana shreya
    shruti shubha shukria shweta sian sibongile sibyl sienna signe sigrid silvana silvia silvie simona simran sindhu
    sinead siobhan sirena sissela sita siti skyla smita smriti sneha snezana socorro sofia sofie solange soledad
    sonal sonali sondra sonia sonja sonya sophia sophie sophronia soraya stacia stacie starla stefania stefanie
    steffi stella stephania stephanie stephany stephenie subhadra suchitra sudha sue sue-ellen sujata sukanya
    sulochana sumaiya sumathi sumati sumitra sunita suparna supriya surabhi surekha susan susana susanna susannah
    susanne sushila sushma susie sussan suzan suzanna suzanne suzette suzy svetlana swapna swara swati sybil sylvia
    sylvie tabitha tahira taina takako tallulah tamar tamara tamika tammie tammy tamsin tania tanisha tanushree
    tanvi tanya tara taraneh tasha tatiana tatyana tawana teodora tera teresa teri terri terrie tess tessa thais
    thandi thandiwe thea thelma theodora theresa therese thuli thulisile tia tiana tierra tiffany tilda tilly tina
    tomoko toni tonia tonya torie tova traci tracie tricia trina trish trisha trudi trudy truus tulsi tuulia twila
    tyra ulrike uma umaima urmila ursula urvashi usha uta ute vaishali valentina valeria valerie vandana vanessa
    vanita vanja varsha vasundhara veena velma venetia venita vera verena verity verna veronica vesna vibha vickey
    vicki vickie vicky victoire victoria vida vidya vigdis vijaya vijayalakshmi vilma vimala vinita viola violeta
    violetta virginia virginie vivian viviana vivien vivienne wafa wafaa wanda wangari wanjiku wanjiru warda waris
    wenche wendi wendy whitney wilhelmina wilhelmine willa wilma wilna winifred winnie winona wislawa xanthe ximena
    xiomara xochitl yael yaeli yamini yara yasmin yasmine yayoi yelena yesenia yetunde yevgenia ylva yoko yolanda
    yolande yoshiko yukiko yulia yuliya yumi yumiko yuriko yvanna yvette yvonne zahra zaina zainab zakia zali
    zandile zara zarina zeenat zehra zeinab zelda zena zenobia zeynep zina zinaida zita zoe zofia zohra zola zoya
    zsofia zuleika zulekha zuzana zuzanna
    """
)
MALE = words(
    """
    aaditya aamir aarav aaron abbas abdallah abdel abdelaziz abdelfattah abdirahman abdou abdoulaye abdul abdulaziz
    abdulkadir abdulla abdullah abdulrahman abe abel abhay abhijit abhinav abhishek abiola abiy abner abraham
    absalom abu achim achmat adalbert adam adan adebayo adel ademola adil adityanath adnan adolf adolfo adolphe
    adrian adriano aejaz afonso agustin ahmad ahmed ahmet aidan aijaz ajai ajay ajit akash akbar akeem akhilesh
    akhtar akihiko akihito akin akira akshay alain alan alasdair alastair alban albert alberto albrecht aldo alec
    alejandro aleksandar aleksander aleksandr aleksei alessandro alessio alexander alexandre alexandru alexei alexey
    alfie alfonso alfred alfredo ali alireza alistair allan allen alok alonso alonzo aloysius alphonse alphonso
    alton alvaro alvin amado amadou amar ambrose amin amir amitabh amitai ammar amol amos anand anatoly anders
    anderson andre andreas andrei andrej andres andrew andrey andrzej andy angelo angus anil aniruddha anish ankit
    ankur ansel antal anthonio anthony antoine anton antonin antonio antonis antony anup anupam anurag anwar aravind
    archer archibald archie ari arif aristide arjun arlen arman armand armando armin arnaud arne arno arnold arnulfo
    arsene arshad artem arthur artur arturo arun arvind asad asher ashok ashraf asif atal atif atiku atul august
    augusto augustus aurelien aurelio austin avi avigdor avinash avraham axel aydin ayman ayodele ayub azam azeem
    azhar aziz azmin babak babatunde badr bahaa balaji balazs baltasar bantu banwarilal barack barnabas barnaby
    barney barrie barrington barron barry bart bartholomew bartolome bashar bashir basil basilio bassam bastian
    bayard beau beaumont behrouz ben benedetto benedict benedikt benicio benigno benito benjamin benji benny benton
    berat bernard bernardo bernd bernie bernt bert bertie bertrand bhagwant bharat bhupender bhupesh bhupinder bijan
    bikram bilal bilawal bill billy bjarne bjorn blaine blaise bob bobby bogdan bongani bongbong boniface booker
    boris boyko brad bradley brady bram brandon brandt branko brant braxton brayden brendan brendon brennan brent
    brenton bret brett brian brice brock broderick bronislaw bronson bruce bruno bryan bryant bryce bryson burt
    burton buster byron byung-ho cain caio cal caleb calum calvin camilo carl carl-johan carles carlo carlos carlton
    caspar cassius cecil cedric cesar chad chaim chandan chandrababu chandrashekhar charanjit charles charley
    charlie chas chaudhry chester chet chetan chidi chike chinedu chinua chirag chris christer christian christof
    christoph christophe christopher christos chuck chuka chukwuemeka ciaran cillian ciro claes clarence clark
    claude claudio claudius claus clay clayton clement clemente cleon cletus cleve cliff clifford clifton clint
    clive cody coleman colin colm colton conall conan connor conor conrad constantin constantine constantinos cooper
    corbin cordell corey cormac cornelis cornelius cornell cory cosimo cosmo costas craig crispin cristian cristobal
    cuauhtemoc cullen curtis cuthbert cyprian cyril cyrille cyrus daisuke dalton damian damien damon dan dane daniel
    danilo dannel danny dante darin dario darius darko darnell darrel darrell darren darryl daryl dashiell dave
    davey david davide davis dawid dayton dean deandre declan deepak deepender delano delbert delroy demetrius denis
    dennis denzel deon derek derrick desmond detlef dev devendra devlin dexter dhananjay dhruv diarmuid dick didier
    diederik diego dieter dietrich digvijaya dilip dillon dimitar dimitri dimitrios dimitris dinesh dino dion
    dionisio dirk dmitri dmitriy dmitry dmytro domingo dominic dominik don donal donald donnie donny donovan dorian
    doug dougie douglas dragan drew dries duane dudley duncan dursun dustin dwayne dwight dylan dzhokhar eamon
    earnest ebenezer ebrahim ed eddie edgar edison edmond edmund edouard edson eduard eduardo edvard edward edwin
    edwyn efraim efrain ehsan ehud eitan ekrem eladio elbert eldon eleazar elgin eli elian elias elijah elio eliot
    eliseo elliot elliott elmer elon eloy elroy elton elvin elvis emeka emil emile emiliano emilio emir emmanuel
    emmerson emmett emory emre enda enoch enrique enzo ephraim erasmus ercole erdal eric eric-jan erich erik erkki
    ernest ernesto ernie ernst erol errol erwin esteban ethan etienne euan eugene eustace evan evander evaristo
    everett evgeny ewan ezekiel ezequiel ezra fabian fabio fabrice fabrizio fadi fadillah fahad fahd faisal faizal
    farhad farhan farid farooq farouk faruk faustino fawad fawaz faysal federico feisal felipe felix femi fenton
    ferdinand ferdinando ferenc fergal fergus fernand fernando fidel fidelis filip filippo finbar finlay finn fintan
    firoz fitzgerald florent florian floyd forrest francesco francis francisco franco francois franjo frank franklin
    frans frantz franz fraser frazier fred freddie freddy frederick fredric fredrik frits fritz fumio fyodor gabor
    gabriel gaetan gaetano gage galen ganesh gareth garfield garret garrett garth gary gaspar gaston gaurav gautam
    gavin gavino gebran geert genaro gennady geoff geoffrey geordie georg george georges georgi georgios geraint
    gerald gerard gerardo gerd gerhard germain gerrit gershon gert ghassan ghulam giacomo gian giancarlo gianfranco
    gianluca gianni gideon gilbert gilberto gilles gino giorgio giorgos giovanni girish giulio giuseppe gleb glen
    glenn godfrey godwin gonzalo gopal goran gordon gottfried govind graeme graham grant gratien greg gregg gregor
    gregorio gregory grigory grover guido guilherme guillaume guillermo gulab gunnar gunter gunther gurbaksh gus
    gustav gustave gustavo guus guy gwede haakon habib hadi hafez haider hajime hakan hakeem hakim hal haldun halil
    hamad hamed hamid hamish hamza hanif hank hannes hannibal hannu hanoch hans hansel hansjorg harald hardeep
    hardik hari harinder haris harish harlan harmon harold haroon haroun harrison harry harsh harshad harshvardhan
    hartmut haruki harvey hasan hashim hassan hatem haydar haytham heath hector hedley heiko heinrich heinz heitor
    helge hellmut helmut hemant hendrik henning henri henrik henrique henry henryk herb herbert heriberto herman
    hermann hermenegildo hernan herschel hezekiah hilario hilmar himanta hiram hiro hirohito hiroshi hisham
    hishammuddin hjalmar holger homer horace horacio horst hosni hossein howard howie hrishikesh hubert hudson hugh
    hugo humberto humphrey husain huseyin hussain hussein ian ib ibrahim ibrahima ichiro idris iftikhar ignacio
    ignatius ignazio igor ihor ike iker ilham ilya ilyas imad immanuel imran inder indrajit ingmar ingo inigo
    ioannis ion iqbal irfan irvin irving irwin isaac isaiah isaias ishaan ishaq ishmael isidore isidoro isidro
    ismael ismail issa itamar ivan ivar ivo izaak jaap jabari jacek jacinto jack jacob jacobo jacques jad jafar
    jagan jagdish jagmeet jahangir jaime jair jairam jairo jairus jake jakob jakub jalal jaleel jamaal jamal jameel
    james jamil jan-peter janez janos jaques jared jari jaroslav jaroslaw jarrett jarrod jason jasper jaswant jatin
    javad javed javid javier jawad jawaharlal jaxon jay jayant jayson jean-baptiste jean-bertrand jean-claude
    jean-francois jean-jacques jean-luc jean-marc jean-marie jean-michel jean-paul jean-philippe jean-pierre
    jean-yves jeb jed jedediah jeff jefferson jeffrey jelle jens jeremiah jeremy jermaine jeroen jerold jerome
    jeronimo jerrold jerry jesse jesus jethro jett jibril jignesh jim jimi jimmie jimmy jiri jitendra joachim joakim
    joao joaquim joaquin jochen jock joe joel joey johan johann johannes john johnathan johnnie johnny jon jonah
    jonas jonathan jonathon jong-un joop joost jordi jorg jorge joris jose jose-maria josef josep joseph joseph-o
    josh joshua joss josue jovan jozef juan juan-carlos juergen jukka julen julian julio julius junior jurgen jurij
    justin justus jusuf jyotiraditya kailash kaito kalidou kalle kamal kamran karan kareem karim karl karsten kashif
    kaspar kaushik kazimierz kazuhiro kazuo keenan keiji keir keishi keith kelvin kemal ken kendrick kenji kenneth
    kennith kenny kent kenton kermit keshav kevan kevin kfir khairy khaled khalid khalifa khalil khurram kieran
    kiichi killian kingsley kip kiril kirill kirk kiyoshi kjell klaus knut koen kofi koichi kojo konrad konstantin
    konstantinos kosta krishna krister kristian kristof kristofer krzysztof kuldeep kumar kunal kurt kurtis kwabena
    kwame kwasi kweku kyle kyriakos laban lachlan laith lalit lalu lamar lamont lance lancelot landon larry lars
    laszlo laurence laurent lavern lavrenti lawrence lazar lazaro leander lech leif leland lemuel len lenin lennart
    lennie lenny leo leon leonard leonardo leonhard leonid leonidas leopold leopoldo leroy les lester lev levi levon
    lex liam liaquat lino linus linwood lionel livio llewellyn lloyd logan loic lon lonnie lorcan lorenz lorenzo
    lorne lothar louis loukas lowell luc luca lucas luciano lucien lucius ludovic ludwig luigi luis luiz lukas
    lukasz luke luther lyle lyndon lynton maarten mac madan madhav magnus mahamadou mahathir mahdi mahendra mahesh
    mahinda mahmood mahmoud mahmud maithripala majed majid makoto maksim malachi malcolm malik mallikarjun mamadou
    mandla manfred mangaliso mangosuthu manish manmohan manny manohar manoj manolis mansoor mansour manuel maqsood
    marc marcel marcelino marcello marcelo marcin marcio marco marcus marek mariano marinus mario mark marko markus
    marlon marques marshall marten martijn martin martino marty marvin marwan masahiro masamitsu masayoshi masoud
    massimo mateo mateusz mathew mathias mathieu mathis matias matt matteo matthew matthias matthieu matti mattias
    maurice mauricio maurits maurizio max maxim maxime maximilian maximiliano maximo maxwell maynard mehdi mehmet
    mehul meir melvin melvyn menachem mendel merlin mert mervyn meshach mesut mevlut micah michael michal michalis
    mick mickey miguel mihai mihail mikael mike mikel mikhail mikko mikolaj milad milan miles milind milo milorad
    milos milovan milton miro miroslav mitch mitchell mitt mladen mmusi modesto mohamad mohamed mohammad mohammed
    mohamud mohan mohanad mohandas mohit mohsen mohsin moin moises mojtaba mordechai mortimer morton moses moshe
    mostafa motilal moussa mthuli muammar mubarak mudassar muhammad muhammadu muhammed muhyiddin mukesh mukhtar
    mukul mulayam munir muqtada murad murali murat murray murtaza musa mustafa mustapha mykola myles myron naajib
    nabil nadeem nadir naftali nagendra nahum naim najib nand nandan naoto napoleon narayan narayanan narendra
    naresh naseer naser nasir nasser natan nate nathan nathaniel naveed naveen navin navjot nawaf nawaz neal ned
    neeraj nehemiah neil nelson nemanja nestor neville nevin newt niall nicanor niccolo nicholas nick nico nicolae
    nicolai nicolas nicolo niels nigel nihad nikhil nikola nikolai nikolaj nikolaos nikolas nikolay nikos nilesh
    nils niranjan nishant nitin nitish nizar noah noam noaman nolan norbert norberto norm norman norris norton numan
    nuno nursultan obadiah obed octavio oded ofer okan olaf olav ole oleg oleh oleksandr oleksiy oliver olivier olli
    olu olufemi olusegun omar omari omer omid omkar onyema oren oriol orrin orson orville osama osborne oscar oskar
    osman oswald oswaldo otis otto owen ozzie ozzy pablo pacifico paddy padraig panagiotis panayiotis pankaj paolo
    parag paresh pascal pasquale patricio patrick patrik paul paulinho paulo paulus pavan pavel pavlo pavlos pawan
    pawel peder pedro peer pekka percival percy pere perry pervez petar pete peter petr petro petros petter petteri
    phil phileas philip philippe phillip phillipe phineas pierce pierre pierre-yves piet pieter pieter-jan pim
    pinarayi piotr piyush plato pradeep pradip prakash pramod pranab pranav prasad prashant pratap praveen pravin
    prem prescott preston prithviraj priyank przemyslaw purushottam pyotr qadir qasim quentin quincy quinton raed
    raf rafa rafael rafal rafe rafi rafic rafiq rafizi raghav raghu raghuram rahim rahm rahman rahul raif rainer raj
    rajan rajat rajeev rajendra rajesh rajiv rajnath raju rakesh ralf ralph ramakrishna raman ramesh rami ramin
    ramiro ramiz ramnath ramon ramsey ramzi rand randall randeep randolph randy ranil ranjan ranjit raoul raphael
    rashad rashid rasmus rastislav rathin raul ravi ravindra ravish ray raymond rayner raynor recep reggie reginald
    rehan rehman reinaldo reinhard reinhold remus renato renaud reuben reuven rex reynaldo reza rhett rhodri rhys
    ricardo ricardo-x riccardo richard richie richmond rick rickey ricky rico ridley rigoberto rishi ritchie riyad
    rizwan roald rob robbie robby robert robert-jan roberto rocco rod rodger rodney rodolfo rodrick rodrigo roel
    rogelio roger rohan rohit roland rolando rolf rollin romain romano romeo romulo ron ronak ronald ronan ronny
    rory roscoe rosendo roshan rotimi roy ruairi ruben rubin rudiger rudolph rudy rufus rune rupert rushil ruslan
    russ russell rustam ryan ryszard ryuichi saad saadi sachin sadio sadiq saeed safdar saheb said saifuddin sajid
    sajjad sal saleem saleh salim salman salvador salvatore sam sameer sami samir sampson samson samuel sancho
    sandeep sandro sanjay sanjeev sanjiv sante santhosh santiago santino santos santosh saqib sarath sarfraz sargent
    satoshi satyapal saul sauli saurabh savvas scot scott scottie seamus sean sebastian sebastiao sebastien sedat
    selim selwyn senzo seppo serge sergei sergio serhiy servando seth seumas seyed seymour shabir shadrach shafie
    shafiq shahbaz shahid shahrukh shaikh shailesh shakeel shakil shamsul shane shankar shantanu sharad sharif
    shaukat shaun shavkat shawn sheldon shelton sherman sherwin sherzod shigeru shimon shinji shintaro shinzo shiv
    shivraj shlomo shoaib shrikant shyam sibusiso siddharth sidharth sidney siegfried sigmar sigmund silas silvan
    silvano silvester silvio simeon simon sinclair siphiwe sivarama slobodan sohail soren sotiris spencer spiro
    spiros srinivas sriram stan stanislas stanislav stanislaw stanley stavros stefan stefano stefanos stelios sten
    stephan stephane stephen stephon steve steven stewart stig stratis stu stuart subhash subramanian sudarshan
    sudhir sufyan suharto sujit sukarno sukhbir sukhdev sukhjinder suleiman suleyman sumit sundar sunil suraj suresh
    surinder sushil susilo svante svein sven sverre swaminathan syed sylvain sylvester taavi tadao tadeusz taha
    tahir takashi takeo takeshi taksin talal talib tamas tarek tarik tariq taro tarun tatsuya taufik tayeb tayyip
    ted teddy tejashwi tejasvi tendai teo teodoro teofilo terence terrance terrell terrence tevita thabo thad
    thaddeus thaksin thanasis theo theodor theodore theodoros theophilus thiago thibault thierry thilo thomas thor
    thorbjorn thorsten thurgood tiago tiberiu tibor tidjane tiernan tim timo timofey timothy timur tino tito titus
    tobias tobin toby tod todd tolga tom tomas tomasz tomer tomislav tommaso tommy tomoyuki tony torben tore torsten
    toshihiro toshio travis tremaine trent trenton trevor trey tristan tristram troels troy tsepo tshepo tunde
    turgut turki ty tycho tyler tymofiy tyrone tyson ubaldo uday udo ugo ulf uli ulises ulrich ulysses umar umberto
    umesh upendra uri uriah uriel urs usman uthman uwe uzziah vaclav vadim valdis valentin valentino valerio varun
    vasant vasco vasilis vasily vassilis vasyl velenkosini venkaiah venkat venkatesh vernon vicente victor vidal
    vidkun vijay vikas vikram vikrant viktor ville vilmos vimal vinay vince vincent vincente vincenzo vinod vipin
    virat virendra virgil virgilio vishal vishnu vishwanath vitali vitaly vito vittorio vivek vlad vladimir
    vladislav voislav volker volodymyr vuk vusi vyacheslav wade wael waheed wahid wajid waldemar waldo waleed walid
    wallace wally walt walter walther wanderlei waqar warren waseem wasim wayne webster welby weldon wendell werner
    wesley wilbert wilbur wilder wilfred wilfredo wilfrid wilhelm willard willem william willie wilmer wim winfred
    winfried winston winthrop witold wladyslaw wlodzimierz wojciech wolfgang woodrow wyatt wyclef xabier xander xavi
    xavier yahya yair yakov yanis yanni yannick yannis yaroslav yaser yash yashwant yasin yasir yasser yasuhiro
    yasuo yaw yazid yehuda yevgeny yiannis yigal yitzhak yogendra yogi yoichi yonatan yoram yorgos yosef yoshihide
    yoshihiko yoshiro yossi yotam youcef youri yousaf yousef youssef youssou yukio yunus yuri yuriy yusof yusuf
    yuval yves yves-francois yvon zachary zaheer zahid zahir zaid zain zak zaki zalman zane zaur zbigniew zdravko
    zechariah zeev zeke zeljko zenon zev zia ziad zigmund ziyad zlatan zoltan zoran zsolt zubair zulfikar zulfiqar
    zvi zviad zweli zwelinzima
    """
)
