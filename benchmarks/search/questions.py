"""Questions as people ask them, and the sentences that answer them, written by hand; all people and events are invented.

Each sentence goes into an article of its own. `says` is the statement itself (grade 3), once in other words than the
question's; `matter` the same matter elsewhere (2); `touches` only touches it (1); `misleads` shares words and answers
nothing (0). A sentence that begins with "# " stands in the headline.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Planted:
    """A question with what is planted for it."""

    asked: str
    says: tuple[str, ...]
    matter: tuple[str, ...]
    touches: tuple[str, ...]
    misleads: tuple[str, ...]

    def graded(self) -> list[tuple[int, str]]:
        """Return each sentence with its grade."""
        graded = ((3, self.says), (2, self.matter), (1, self.touches), (0, self.misleads))
        return [(grade, sentence) for grade, sentences in graded for sentence in sentences]


QUESTIONS = (
    Planted(
        "who called for closing loopholes",
        (
            "“We have to close the loopholes that let banned cargo through,” said Senator Odile Marchetti, who called for a vote.",
            "Treasury adviser Rasmus Toft urged parliament to end every loophole in the sanctions law.",
        ),
        (
            "# Loopholes in sanctions law stay open for another year",
            "Critics say the sanctions law is full of loopholes.",
        ),
        ("The sanctions law was passed after two nights of debate.",),
        (
            "The mayor called for calm after the closing of the bridge.",
            "The closing ceremony was called off for lack of wind.",
        ),
    ),
    Planted(
        "what did the governor say about the ferry strike",
        (
            "“This ferry strike hurts islanders who have no other road,” Governor Pia Lindgaard said.",
            "Asked about the walkout on the ferries, Governor Lindgaard said she would not send in the army.",
        ),
        ("# Ferry strike enters third week", "Crews on the ferry voted to strike over rosters."),
        ("Islanders have stocked up on fuel since the boats stopped.",),
        (
            "The governor opened a ferry museum.",
            "Lightning would strike the governor's mansion twice that summer.",
        ),
    ),
    Planted(
        "why was the pipeline delayed",
        (
            "The pipeline was delayed because inspectors found cracks in its welds, the operator said.",
            "“We put the pipeline off by a year: the steel did not hold,” engineer Tomasz Brill explained.",
        ),
        (
            "# Pipeline now two years behind plan",
            "The delay of the pipeline will cost the region 40 million.",
        ),
        ("The pipeline is to carry hydrogen to the coast.",),
        ("Trains were delayed by snow.", "A pipeline of new films was announced at the festival."),
    ),
    Planted(
        "how many people lost their homes in the flood",
        (
            "Some 4,100 people lost their homes in the flood, the relief agency said.",
            "“Four thousand of us have no house to go back to since the river rose,” said baker Ilse Corvin.",
        ),
        ("# Homeless after the flood: a town waits", "The flood destroyed homes along nine streets."),
        ("Flood insurance had been dropped the year before.",),
        ("The team lost two home games in a flood of goals.", "Many people work from home."),
    ),
    Planted(
        "did the minister apologise for the data leak",
        (
            "“I apologise to everyone whose records were in that data leak,” Minister Sanna Weck told reporters.",
            "Minister Weck said sorry for the leak of patient data but would not resign.",
        ),
        ("# Patient data leaked from ministry server", "The data leak exposed two million patient records."),
        ("The ministry has since hired a new head of security.",),
        ("The minister fixed a leak in the ministry roof.", "The singer had to apologise for a late start."),
    ),
    Planted(
        "who opposes the new airport runway",
        (
            "“We oppose the new runway and will fight it in court,” said Gerda Amsel of the residents' league.",
            "Farmers east of the airport came out against a third runway.",
        ),
        (
            "# Third runway for airport divides town",
            "The airport wants a new runway by the end of the decade.",
        ),
        ("Noise at the airport has grown with night flights.",),
        (
            "A model fell on the runway at the fashion show.",
            "The two sides opposed each other at chess in the airport lounge.",
        ),
    ),
    Planted(
        "what does the treaty say about fishing quotas",
        (
            "Under the treaty the fishing quota of each country falls by a fifth, the text says.",
            "“The treaty cuts our cod quota and we signed it,” said fisheries envoy Bran Kettle.",
        ),
        (
            "# Fishing quotas cut after night of talks",
            "Fishing quotas will be watched by satellite under the agreement.",
        ),
        ("Trawlers stayed in port while the quotas were discussed.",),
        ("The treaty ended the border war.", "He went fishing for compliments."),
    ),
    Planted(
        "is the vaccine safe for children",
        (
            "“The vaccine is safe for children from two years on,” said Dr. Noor Haddad of the medicines board.",
            "Trials found no serious side effects of the vaccine in pupils and toddlers.",
        ),
        ("# Vaccine for children approved", "Parents queued so that their children could have the vaccine."),
        ("The vaccine has to be kept at minus twenty degrees.",),
        ("Children found a safe in the cellar of the old school.", "A safe seat for children costs more."),
    ),
    Planted(
        "when will the nuclear plant close",
        (
            "The nuclear plant will close in the autumn of 2031, the energy agency said.",
            "“We shut the last reactor in 2031 and not a day later,” energy chief Marek Dorn insisted.",
        ),
        (
            "# Town plans for life after its nuclear plant",
            "Closing the nuclear plant will take thirty years and much money.",
        ),
        ("The nuclear plant supplies a third of the city's power.",),
        (
            "The garden centre will plant trees close to the road.",
            "Nuclear talks came to a close without a statement.",
        ),
    ),
    Planted(
        "what caused the bridge to collapse",
        (
            "Rust inside two cables caused the bridge to collapse, the inquiry found.",
            "“The cables were eaten away, and so the bridge fell,” said inspector Ludo Verhagen.",
        ),
        ("# Bridge collapse: inquiry ends after a year", "Eleven people died when the bridge collapsed."),
        ("A ferry has stood in for the bridge since.",),
        ("The collapse of the coalition caused an early vote.", "Bridge is played by four."),
    ),
    Planted(
        "who won the contract for the school meals",
        (
            "Grünwald Kitchens won the contract for school meals in all twelve districts.",
            "“Our bid for the pupils' lunches was the lowest,” Grünwald's director Aino Salo said after the award.",
        ),
        ("# School meals contract under review", "The contract for school meals runs for five years."),
        ("School meals have been free since the autumn.",),
        (
            "The school won the debating cup.",
            "The contract between generations is broken, the professor wrote.",
        ),
    ),
    Planted(
        "what is the president of the central bank worried about",
        (
            "Central bank president Ulla Brandvold said she worried about wages rising faster than output.",
            "“Pay is running ahead of us,” warned the head of the central bank.",
        ),
        (
            "# Central bank keeps rate and voices worry",
            "The central bank's council discussed wages and prices.",
        ),
        ("The central bank was founded after the great crash.",),
        (
            "Parents are worried about the bank of the river near the central station.",
            "The club's president banked on a win.",
        ),
    ),
    Planted(
        "why are farmers blocking the border",
        (
            "Farmers blocked the border because cheap grain from abroad has ruined their prices, they said.",
            "“We park our tractors at the crossing until the imports end,” said grower Witold Sarn.",
        ),
        (
            "# Border blocked by tractors for a ninth day",
            "Lorries waited at the border for two days as farmers stood in the road.",
        ),
        ("Grain prices have fallen by a third in a year.",),
        (
            "Farmers borrowed money for new stables.",
            "The colour of the border around the text cannot be changed.",
        ),
    ),
    Planted(
        "did unions accept the pension offer",
        (
            "The unions accepted the pension offer by a narrow majority on Friday.",
            "“Members said yes to the pensions deal, just about,” union secretary Mo Farrant said.",
        ),
        ("# Unions vote on pension offer", "The pension offer raises the retirement age by one year."),
        ("The pension fund holds nine billion.",),
        (
            "The European Union offers scholarships.",
            "He would not accept an offer for the guest house, a pension by the sea.",
        ),
    ),
    Planted(
        "what will happen to the old town hall",
        (
            "The old town hall will become a library, the council decided.",
            "“We turn the former town hall into a house for books,” Mayor Fenna Roos said.",
        ),
        ("# Old town hall stands empty", "Nobody has used the old town hall since the roof fell in."),
        ("The new town hall cost twice what was planned.",),
        ("The concert in the hall will happen on Sunday.", "An old man was seen in town."),
    ),
    Planted(
        "who leaked the memo on torture",
        (
            "“I leaked the torture memo, and I would again,” said former clerk Jonas Abel.",
            "Investigators named a clerk as the one who passed the memorandum on torture to the press.",
        ),
        ("# Torture memo: search for the leak goes on", "The memo on torture was four pages long."),
        ("The memo was written in the week of the attacks.",),
        ("A leaking pipe ruined the memo board in the hall.", "It was torture to wait, the singer said."),
    ),
    Planted(
        "how much does the high speed railway cost",
        (
            "The high-speed railway will cost 31 billion, the auditors said.",
            "“At 31 billion the fast line is twice as dear as we were told,” auditor Kim Osei said.",
        ),
        ("# Costs of high-speed railway rise again", "The railway's cost has doubled since the first plan."),
        ("High-speed trains are to run every half hour.",),
        ("High costs of living speed up the move to the suburbs.", "The model railway is on show."),
    ),
    Planted(
        "does the senator support carbon tax",
        (
            "“I support a carbon tax if every cent goes back to households,” Senator Lew Hartigan said.",
            "Senator Hartigan came out for a levy on carbon.",
        ),
        ("# Carbon tax splits senate", "A carbon tax of forty a tonne is before the senate."),
        ("Carbon emissions fell for the first time in ten years.",),
        ("The senator supports the local team.", "Carbon frames make bicycles light."),
    ),
    Planted(
        "what did scientists find in the lake",
        (
            "Scientists found traces of mercury in the lake, said the institute.",
            "“There is mercury in these waters, more than in any lake we tested,” said chemist Yara Nkemelu.",
        ),
        ("# Lake closed to swimmers after find", "Fish from the lake may not be sold."),
        ("The lake supplies water to two towns.",),
        ("Scientists found a new star.", "A hotel by the lake was sold."),
    ),
    Planted(
        "why did the ambassador leave",
        (
            "The ambassador left because her embassy had been searched, the foreign office said.",
            "“I was recalled after police entered my embassy,” Ambassador Ruta Calder said.",
        ),
        ("# Ambassador recalled, embassy shut", "The departure of the ambassador follows a row over spies."),
        ("The embassy has forty members of staff.",),
        ("Autumn leaves covered the embassy garden.", "The ambassador of the film festival is an actress."),
    ),
    Planted(
        "who pays for the clean up of the oil spill",
        (
            "“The owner of the tanker pays for cleaning up the oil, all of it,” said harbour judge Cato Brink.",
            "Taxpayers will not bear the bill for the oil spill, the court ruled; the shipping line must.",
        ),
        (
            "# Oil spill: clean-up reaches the marsh",
            "The clean-up of the oil spill takes two hundred people.",
        ),
        ("Oil reached the beaches on Tuesday.",),
        ("Oil prices pay for the kingdom's schools.", "Coffee was spilled over the papers."),
    ),
    Planted(
        "what are the demands of the hunger strikers",
        (
            "The hunger strikers demand visits from their families and an end to solitary cells.",
            "“Let our mothers in and open the isolation wing, then we eat,” prisoner Davit Orbeli said for the hunger strikers.",
        ),
        ("# Hunger strike in prison: twelve in hospital", "The hunger strike began three weeks ago."),
        ("The prison was built for half as many men.",),
        ("Demand for strikers is high among football clubs.", "Hunger for news has fallen."),
    ),
    Planted(
        "has the mayor answered the allegations of bribery",
        (
            "“These allegations of bribery are lies,” Mayor Gustav Penrose said in his first answer.",
            "Mayor Penrose denied having taken bribes from builders.",
        ),
        (
            "# Bribery allegations: police search town hall",
            "Builders are alleged to have bribed the mayor for permits.",
        ),
        ("The mayor has governed for sixteen years.",),
        ("The mayor answered questions of pupils.", "An answering machine recorded the allegations."),
    ),
    Planted(
        "where will refugees be housed this winter",
        (
            "Refugees will be housed in the barracks of Norrholm this winter, the ministry said.",
            "“Norrholm's barracks are warm and take six hundred refugees,” said relief officer Abel Tesfaye.",
        ),
        (
            "# Winter shelter for refugees still short of beds",
            "Tents cannot house refugees in winter, doctors warned.",
        ),
        ("The number of refugees doubled in September.",),
        ("The house was painted in winter colours.", "A refuge for bats was opened."),
    ),
    Planted(
        "what do doctors say about night shifts",
        (
            "“Night shifts make us ill and our patients unsafe,” Dr. Petra Moll said for the doctors.",
            "Doctors warned that working through the night raises the risk of mistakes.",
        ),
        ("# Hospitals cut night shifts", "Night shifts at the hospital last fourteen hours."),
        ("The hospital looks for forty doctors.",),
        ("The night sky shifts with the season.", "Doctors without licences say nothing."),
    ),
    Planted(
        "who will lead the inquiry into the fire",
        (
            "Judge Honor Akande will lead the inquiry into the fire.",
            "“I take on the fire inquiry and will hear the tenants first,” said Judge Akande.",
        ),
        ("# Fire inquiry to begin in March", "Tenants demand an inquiry into the fire."),
        ("The fire burned for two days.",),
        ("Lead was found in the pipes.", "An inquiry into prices was lost under fire."),
    ),
    Planted(
        "what was the reason for the power cut",
        (
            "A fallen tree was the reason for the power cut, the grid company said.",
            "“One beech on one line, and the city was dark,” grid manager Ole Strand said.",
        ),
        ("# Power cut leaves city in the dark", "The power cut lasted nine hours."),
        ("Hospitals ran on their own power.",),
        ("The power to cut taxes is with parliament.", "Reason has little power in this campaign."),
    ),
    Planted(
        "can the army be sent to the capital",
        (
            "“The army cannot be sent to the capital without a vote of both chambers,” said Professor Lidia Hass.",
            "Soldiers may enter the capital only if parliament agrees, the court held.",
        ),
        ("# Army in the capital? Court hears the case", "Generals asked to send the army to the capital."),
        ("The army has been in the provinces since spring.",),
        ("An army of volunteers planted trees.", "Capital can be sent abroad without tax."),
    ),
    Planted(
        "what did the whistleblower reveal about the bank",
        (
            "“The bank hid accounts for arms dealers,” whistleblower Signe Dahl revealed.",
            "According to the whistleblower the bank kept secret accounts for traffickers.",
        ),
        (
            "# Bank under suspicion after whistleblower's claims",
            "The whistleblower worked for the bank for ten years.",
        ),
        ("The bank's shares fell by a tenth.",),
        ("A whistle was blown at the river bank.", "The bank revealed its new logo."),
    ),
    Planted(
        "which cities ban diesel cars",
        (
            "Aarlund, Bergstad and Tolm ban diesel cars from next year, their mayors said.",
            "“Diesel has no place in our city from January on,” said Mayor Iris Kjeld of Tolm.",
        ),
        ("# Diesel ban: drivers go to court", "The ban on diesel cars is to clean the air."),
        ("Sales of diesel cars have halved.",),
        ("A band played in three cities.", "Cars were burned in the city."),
    ),
    Planted(
        "what does the report say about child poverty",
        (
            "One child in five lives in poverty, the report says.",
            "“A fifth of our children are poor, and this report names the streets,” said author Bea Lorne.",
        ),
        ("# Report on child poverty shelved", "Child poverty has grown in the north."),
        ("Child benefit has not risen for eight years.",),
        ("Reporters say the child is safe.", "The poverty of ideas is the theme of the report."),
    ),
    Planted(
        "why did the company withdraw its drug",
        (
            "The company withdrew its drug after eleven deaths.",
            "“Patients died, so we took the pills off the market,” said the company's chief, Carl Edda.",
        ),
        ("# Drug withdrawn from the market", "Shares fell when the company's drug was withdrawn."),
        ("The drug had been sold since spring.",),
        ("Drug dealers withdrew to the suburbs.", "The company of players withdrew from the festival."),
    ),
    Planted(
        "who is against the merger of the hospitals",
        (
            "“We are against merging the hospitals: the coast would lose its only ward,” said nurse Thea Voll.",
            "The district council rejects the hospitals' merger.",
        ),
        ("# Merger of hospitals put to the vote", "The merger of the two hospitals is to save money."),
        ("The hospitals treat ninety thousand patients a year.",),
        ("The match between the hospitals was against the rules.", "The merger of two galaxies was seen."),
    ),
    Planted(
        "what happened at the border crossing on Sunday",
        (
            "Guards shot at a lorry at the border crossing on Sunday, a witness said.",
            "“They fired at us as we crossed,” driver Emil Stannic said of Sunday's shooting at the border.",
        ),
        (
            "# Shots at border crossing: guards suspended",
            "The border crossing was closed after the shooting.",
        ),
        ("The crossing is used by nine hundred lorries a day.",),
        ("What happened on Sunday on stage was a comedy.", "The zebra crossing was repainted."),
    ),
    Planted(
        "how will the city save water",
        (
            "The city will save water by mending its pipes, which lose a third, the works said.",
            "“Every leak we mend saves a bath a minute,” waterworks head Joan Ferrer said of the city's plan.",
        ),
        ("# City must save water, says region", "Saving water is the aim of the new tariff."),
        ("The reservoir is at a quarter of its level.",),
        ("Divers saved a dog from the water in the city.", "The city will save its theatre."),
    ),
    Planted(
        "what did the pope say about migrants",
        (
            "“A migrant is not a number but a face,” the pope said.",
            "The pope asked the faithful to open their parishes to those who flee.",
        ),
        ("# Pope meets migrants on island", "Migrants waited for the pope in the rain."),
        ("The pope travels to the island in May.",),
        ("Migrant birds rest on the island.", "The Pope, a pub by the quay, has new owners."),
    ),
    Planted(
        "who invented the story about poisoned wells",
        (
            "“I made up the poisoned wells to sell papers,” editor Klaas Imhof admitted.",
            "The tale of the poisoned wells was the invention of an editor.",
        ),
        ("# Poisoned wells: a rumour and its victims", "The story of poisoned wells led to riots."),
        ("The wells were tested twice, and the water was good.",),
        ("He invented a well pump.", "Her story ends well."),
    ),
    Planted(
        "are teachers allowed to carry guns",
        (
            "Teachers are not allowed to carry guns in school, the supreme court ruled.",
            "“No teacher will carry a weapon in our classrooms,” said school secretary Mina Roy.",
        ),
        ("# Guns in school: states differ", "A bill would allow teachers guns after a course."),
        ("The course for teachers takes three days.",),
        ("Teachers carry the burden of reform.", "Top guns of finance met."),
    ),
    Planted(
        "what did officials promise the victims of the earthquake",
        (
            "Officials promised the earthquake's victims new houses within a year.",
            "“You will have roofs by next winter,” an official told survivors of the earthquake.",
        ),
        (
            "# A year after the earthquake: promises and tents",
            "Victims of the earthquake still live in tents.",
        ),
        ("The earthquake was felt in three countries.",),
        ("A promising official was promoted.", "Victims of fraud want their money back."),
    ),
    Planted(
        "is there evidence that the vote was rigged",
        (
            "“We found no evidence that the vote was rigged,” observer Hanne Lutz said.",
            "Observers saw nothing to suggest that ballots had been tampered with.",
        ),
        ("# Vote rigged, says loser", "The claim that the vote was rigged went to court."),
        ("Turnout in the vote was the highest in years.",),
        ("The rig was towed out to sea.", "Evidence in the murder case was lost."),
    ),
    Planted(
        "what does the union want from the post office",
        (
            "The union wants a four-day week from the post office.",
            "“Four days, same pay: that is what we ask of the post,” union leader Barb Quill said.",
        ),
        ("# Post office and union return to talks", "The post office employs sixty thousand."),
        ("Letters have been late since the union's ban on overtime.",),
        ("Wanted posters hang in the post office.", "The union flag flew at half mast on a post."),
    ),
    Planted(
        "who designed the memorial for the miners",
        (
            "Sculptor Anouk Besson designed the memorial for the miners.",
            "“My memorial is a door that does not open,” Besson said of her work for the dead of the mine.",
        ),
        ("# Memorial for miners unveiled", "The memorial names all 91 miners."),
        ("The mine closed a year after the accident.",),
        ("Designer shops opened on Memorial Avenue.", "Data miners met."),
    ),
    Planted(
        "what punishment do hackers face",
        (
            "The hackers face up to ten years in prison.",
            "“Ten years is what the law has for such an attack on our servers,” said prosecutor Nils Rademaker.",
        ),
        ("# Trial of hackers begins", "The hackers stole a million passwords."),
        ("The hackers met at school.",),
        ("Capital punishment is facing its end.", "A face of the clock was replaced."),
    ),
    Planted(
        "why is bread so expensive",
        (
            "Bread is expensive because energy for the ovens costs three times as much, bakers said.",
            "“I pay triple for gas, so a loaf costs more,” said baker Omar Zidane.",
        ),
        ("# Price of bread at record", "Expensive bread drives people to food banks."),
        ("Bread has been sold by weight since the war.",),
        ("Expensive cars stood before the court.", "Bread and circuses was the critic's verdict."),
    ),
    Planted(
        "what are the terms of the ceasefire",
        (
            "Under the ceasefire both sides pull back ten kilometres and trade prisoners.",
            "“The guns are silent, the prisoners go home, that is what we signed,” mediator Ines Qureshi said of the ceasefire's terms.",
        ),
        ("# Ceasefire holds for a third day", "The ceasefire is watched by monitors."),
        ("The war has lasted four years.",),
        ("In terms of profit the year was good.", "The term of the mayor ends in June."),
    ),
    Planted(
        "who protects the wolves",
        (
            "“The law protects wolves, and so do I,” ranger Maud Jansson said.",
            "Wolves are protected by the convention, rangers reminded shepherds.",
        ),
        ("# Wolves return to the hills", "Shepherds want the protection of wolves to end."),
        ("Forty sheep were killed in the hills.",),
        ("Firewalls protect the servers.", "The Wolves lost at home."),
    ),
    Planted(
        "what did the court decide about the headscarf",
        (
            "The court decided that a teacher may wear a headscarf in class.",
            "“A piece of cloth breaks no law,” Judge Emre Saal said as the headscarf ban fell.",
        ),
        ("# Headscarf ruling: schools react", "The headscarf case had been before the court for six years."),
        ("A teacher had been dismissed for her headscarf.",),
        ("The tennis court was closed.", "The coach decided to change two players."),
    ),
    Planted(
        "how long must patients wait for an operation",
        (
            "Patients must wait seven months for an operation, the health office said.",
            "“I have been on the list for a new hip since spring, seven months,” said patient Rolf Eklund.",
        ),
        (
            "# Waiting lists for operations grow",
            "Long waits for operations cost two health ministers their office.",
        ),
        ("The clinic has four operating theatres.",),
        ("Patience is long in operation, the monk said.", "Waiters must wait on tables."),
    ),
    Planted(
        "who supplied weapons to the rebels",
        (
            "A firm on the coast supplied the rebels with weapons, a UN report says.",
            "“The crates with rifles for the rebels came from our port,” docker Saul Meir said.",
        ),
        ("# Weapons for rebels: ship seized", "The rebels have new weapons since summer."),
        ("The rebels hold two provinces.",),
        ("Rebel poets met.", "Supplies of milk ran out."),
    ),
    Planted(
        "did the chancellor know about the secret account",
        (
            "“I did not know of any secret account,” Chancellor Verena Stahl said.",
            "The chancellor was told of the hidden account in May, her former secretary said.",
        ),
        ("# Secret account: chancellor under pressure", "The party's secret account held three million."),
        ("The chancellor's party lost two votes in a month.",),
        (
            "A well-known chancellor of the university retired.",
            "By all accounts the secret of the soup is salt.",
        ),
    ),
    Planted(
        "what is being done against the plague of locusts",
        (
            "Planes spray the fields against locusts, the ministry said.",
            "“We fight the swarms from the air, every morning,” said pilot Tesfa Alem of the plague of locusts.",
        ),
        ("# Locusts reach the second province", "The plague of locusts is the worst in seventy years."),
        ("The harvest will be half of last year's.",),
        ("A plague on both their houses, he said.", "Locust Street is closed."),
    ),
    Planted(
        "will the museum return the bronze statues",
        (
            "The museum will return the bronze statues in June.",
            "“The bronzes go home, all eleven,” museum director Alba Prinz said.",
        ),
        ("# Bronze statues: museum hesitates", "The bronze statues were taken in a raid in 1897."),
        ("The museum has nine thousand visitors a week.",),
        ("She returned from the games with a bronze medal.", "The statue of limitations was a pun."),
    ),
    Planted(
        "who is responsible for the train crash",
        (
            "“The signalman alone is not responsible for the crash; the company is,” said lawyer Dov Reiss.",
            "The train crash was the company's fault, an expert told the court.",
        ),
        ("# Train crash trial opens", "Thirty people were hurt in the train crash."),
        ("The line has one track.",),
        ("The responsible use of data was the theme of a training.", "Markets crashed."),
    ),
    Planted(
        "what did Halloran say about rent control",
        (
            "“Rent control is the only roof some of us have,” Councillor Maeve Halloran said.",
            "Halloran defended the cap on rents in the council.",
        ),
        ("# Halloran and the landlords", "Rent control ends in December unless the council acts."),
        ("Rents have doubled in ten years.",),
        ("Halloran's brewery was sold.", "Remote control of drones is banned."),
    ),
    Planted(
        "which countries refuse to extradite their citizens",
        (
            "Seven countries refuse to extradite their own citizens, the study found.",
            "“We do not hand over a citizen to anyone,” said justice minister Pell Arvid.",
        ),
        ("# Extradition refused for the third time", "The citizen was to be extradited in May."),
        ("The treaty on extradition dates from 1957.",),
        ("Citizens refuse to sort their refuse.", "Country music is popular with citizens."),
    ),
    Planted(
        "how did the thieves get into the mint",
        (
            "The thieves got into the mint through a sewer, police said.",
            "“They came up through the drain under the press room,” Inspector Vito Sal said of the mint's burglars.",
        ),
        ("# Thieves strike at mint", "The mint lost two hundred kilos of silver to thieves."),
        ("The mint has made coins since 1620.",),
        ("Mint tea is drunk cold.", "Time is a thief, the poet said."),
    ),
)
