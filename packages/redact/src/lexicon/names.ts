// Given names, folded to lower case without marks: a weak cue among others, never the only line (docs/spec/redaction.md §4).
// Words that are also common interface words (mark, will, grant…) are left to the interface dictionary.

export const GIVEN_NAMES = `
aaron abdul abdullah abigail adam adele adelina adrian adriana adrien agata agnes agnieszka ahmed ahmet aisha akira alain alan albert alberto
aleksander aleksandra alejandro alessandra alessandro alex alexander alexandra alexandre alexandria alexis alfonso alfred ali alice alicia alina
alison allan allison alma alvaro amanda amara amelia amelie amina amir amit amy ana anastasia anders andre andrea andreas andrei andres andrew andrzej
andy angela angelica angelina angelo anika anil anita anja ann anna annabelle anne anneke annelie annette annie annika anton antoine antonia antonio
anya ariana ariel arjun armando arne arnold arthur arturo arvid asha ashley astrid audrey aurelie aurora ava axel ayse aziz barbara bart bartosz
bastian beate beatrice beatrix beatriz ben benedikt benjamin benoit bernadette bernard bernd bernhard bertha beth bettina betty bianca birgit birgitta
bjorn bob bogdan boris brad bradley brandon brenda brendan brian bridget brigitte britta brooke bruce bruno bryan caitlin cameron camila camille
carina carl carla carlo carlos carmen carol carolin carolina caroline carolyn carsten catarina catherine cathy cecile cecilia cedric celia celine
cesar chantal charles charlotte chelsea cheng chiara chloe chris christa christel christian christiane christina christine christof christoph
christophe christopher cindy claire clara clarissa claude claudia claudio claus clemens clement colette colin connor conrad constanze cornelia corinna
craig cristian cristina curtis cynthia dagmar damian damien dan daniel daniela danielle danny daphne daria dario darius darren dave david dawid
deborah debra deepak denis denise dennis derek detlef devon diana diane diego dieter dietmar dimitri dirk dolores dominic dominik dominique donald
donna dora doris dorothea dorothy douglas duncan dylan eberhard eddie edgar edith eduard eduardo edward edwin eileen elaine eleanor elena eleni eli
elias elif elisa elisabeth elise eliza elizabeth elke ella ellen elliot elsa elvira emil emilia emilie emily emma emmanuel emre enrique eric erica
erich erik erika erin ernst erwin esteban estelle esther ethan etienne eugen eugene eva evan evelyn ewa fabian fabienne fabio fatima fatma federico
felicia felicitas felipe felix ferdinand fernanda fernando filip fiona flora florence florent florian floriane frances francesca francesco francine
francis francisco franco francois francoise franz frauke fred freddie frederic frederick frederik freya frida frieda friedrich fritz gabriel gabriela
gabriele gabriella gareth gary gaston gavin genevieve geoffrey georg george georges georgina gerald geraldine gerard gerd gerda gerhard gertrud
giacomo gina giorgio giovanni gisela giulia giulio giuseppe gloria gordon graham greg gregor gregory greta gretchen grzegorz guido guillaume guillermo
gunnar gunter gunther gustav gwen hanna hannah hannelore hannes hans harald harold harriet harry hassan hasan heather hector heidi heike heiko heiner
heinrich heinz helen helena helene helga helmut hendrik henri henrik henrike henry herbert herman hermann hilda hilde hiroshi holger horst howard
hubert hugh hugo ian ibrahim ida ignacio igor ilona ilse imani imran ines inga inge ingeborg ingo ingrid inka irena irene irina irma isaac isabel
isabell isabella isabelle isla ismael ivan ivana ivo jackie jackson jacob jacqueline jacques jaime jakob jakub james jamie jan jana jane janet janice
janina janine janos jared jasmin jasmine jason javier jean jeanette jeanne jeff jeffrey jelena jenna jennifer jenny jens jeremy jerome jerry jesse
jessica jesus jill jim jimmy jing joachim joan joana joanna joanne jochen joe joel johan johann johanna johannes john johnny jolanta jon jonas
jonathan jordan jorge jorg jose josef josefine joseph josephine josh joshua joyce juan juanita judith judy julia julian juliana juliane julie julien
juliet juliette julio julius jurgen justin justine justyna kai kamal kamil kara karen karim karin karina karl karla karola karolina karsten kasper
katarina katarzyna kate katerina katharina katherine kathleen kathrin kathryn kathy katie katja katrin keiko keith kelly ken kenji kenneth kenny
kerstin kevin khaled kiara kirsten kirsty klara klaudia klaus konrad konstantin krishna kristian kristin kristina kristof krystyna krzysztof kumar
kurt kyle lara lars latoya laura laure lauren laurence laurent lea leah leandro lee leila lena leo leon leona leonard leonardo leonie leopold leroy
leslie leticia levi lewis liam lidia lilian liliana lilli lillian lily lina linda lindsay lisa lisbeth liv livia liz liza logan lola lorena lorenz
lorenzo loretta lori lothar lotte louis louisa louise luc luca lucas lucia luciana lucie lucien lucille lucy ludovic ludwig luigi luis luisa luise
lukas luke lutz lydia lynn maciej madeleine madison magda magdalena magnus mahmoud maia maike maja malcolm malgorzata malik malin malte mandy manfred
manon manuel manuela mara marc marcel marcella marcelo marcin marco marcos marcus mareike margaret margarete margarita margot margrit maria mariam
mariana marianne marie mariella marietta marija marina mario marion marisa marius marjorie marko markus marlene marlies marta marten martha martin
martina marvin mary maryam mateo mateusz mathias mathieu mathilde matteo matthew matthias matthieu maud maureen maurice mauro maxim maxime maximilian
maya megan mehmet mei melanie melina melissa mercedes meredith mia micaela michael michaela michal michel michele michelle miguel mika mikael mike
mikhail mila milan milena milos mira miranda mireille miriam mirjam mirko mitchell mohamed mohammad mohammed moira molly mona monica monika monique
morgan moritz moses muhammad murat mustafa myriam nadia nadine nadja nancy naomi natalia natalie natasha nathalie nathan nathaniel neil nelson nick
nicholas nicola nicolas nicole niels nigel nikita niklas nikola nikolai nikolas nils nina noah noel noemi nora norbert norma norman odette olaf ole
oleg olena olga oliver olivia olivier omar orlando oscar oskar osman otto owen pablo paloma pamela paola paolo pascal pascale patricia patrick patrik
paul paula pauline pavel pawel pedro peggy penelope percy perrine pete peter petra phil philip philipp philippa philippe phillip phoebe pia pierre
pieter pilar piotr priya rachel radek rafael rafal ragnar rahul rainer raj rajesh ralf ralph ramon ramona raphael raquel rashid raul ravi raymond
rebecca regina reginald reiner reinhard reinhold renata renate rene renee reza ricardo riccardo richard ricky rita robert roberta roberto robin rocio
roderick rodrigo roger roland rolf romain ronald ronja ronny rosa rosalie rosalind rosemarie rosemary ross roxana roy ruben rudi rudolf rufus ruth
ryan sabina sabine sabrina sally salma salvador sam samantha samir samira samuel sandeep sandra sandrine sandro sanjay santiago sara sarah sascha
saskia scott sean sebastian sebastien selena selim selina selma serena serge sergei sergey sergio seth shannon sharon shawn sheila shirley sibylle
sidney siegfried sigrid silas silke silvia silvio simon simona simone sina sofia sofie solange sonia sonja sophia sophie soren stacy stan stanislaw
stefan stefania stefanie stella sten stephan stephane stephanie stephen steve steven stig stuart sue sunil surya susan susana susanna susanne suzanne
svea sven svenja svetlana sybille sylvain sylvester sylvia sylvie tamara tania tanja tanya tara tariq tatiana tatjana ted teresa terry thea theo
theodor theodore theresa therese thibault thierry thomas thorsten tiffany tilman tim timo timothy tina tobias toby todd tom tomas tomasz tommy toni
tony torben torsten tracy trevor tristan trudy tyler udo ulf ulla ulrich ulrike umar ursula ute uwe valentin valentina valeria valerie vanessa vera
verena veronica veronika veronique vicky victor victoria vijay viktor viktoria vincent vincenzo viola violetta virginia vivian viviane vivien vladimir
volker waldemar walter wanda warren wayne wei wendy werner wesley wilfried wilhelm willem william willy winston wojciech wolfgang xavier xiao yann
yannick yara yasmin yasmine yolanda yuki yuri yusuf yvette yvonne zara zeynep zoe zofia zsofia`;

/** Names that are also words: taken for a name only with a capitalised family name behind them. */
export const AMBIGUOUS_NAMES =
  'amber roman august will jack jade hazel violet iris frank bill rob rick jay joy kay kim lin lou max mina ling mark grant may june april rose hope faith grace rich chase dean page art drew pat ray dale lance miles norm ward wade austin dallas ruby robin penny pearl olive dawn summer gene earl';
