"""Names that need no introduction: countries, capitals, bodies, given names. Data, no rules."""

from .lists import phrases, words

COUNTRIES = phrases("""
    Afghanistan, Albania, Algeria, Angola, Argentina, Armenia, Australia, Austria, Azerbaijan,
    Bahrain, Bangladesh, Belarus, Belgium, Bolivia, Bosnia, Botswana, Brazil, Britain, Bulgaria,
    Cambodia, Cameroon, Canada, Chad, Chile, China, Colombia, Congo, Costa Rica, Croatia, Cuba,
    Cyprus, Czech Republic, Denmark, Ecuador, Egypt, El Salvador, England, Eritrea, Estonia,
    Ethiopia, Finland, France, Gabon, Gambia, Georgia, Germany, Ghana, Great Britain, Greece,
    Guatemala, Guinea, Haiti, Honduras, Hungary, Iceland, India, Indonesia, Iran, Iraq, Ireland,
    Israel, Italy, Ivory Coast, Jamaica, Japan, Jordan, Kazakhstan, Kenya, Kosovo, Kuwait,
    Kyrgyzstan, Laos, Latvia, Lebanon, Liberia, Libya, Lithuania, Luxembourg, Macedonia,
    Madagascar, Malawi, Malaysia, Mali, Malta, Mauritania, Mexico, Moldova, Mongolia,
    Montenegro, Morocco, Mozambique, Myanmar, Namibia, Nepal, Netherlands, New Zealand,
    Nicaragua, Niger, Nigeria, North Korea, North Macedonia, Norway, Oman, Pakistan, Palestine,
    Panama, Paraguay, Peru, Philippines, Poland, Portugal, Qatar, Romania, Russia, Rwanda, Saudi
    Arabia, Scotland, Senegal, Serbia, Sierra Leone, Singapore, Slovakia, Slovenia, Somalia,
    South Africa, South Korea, South Sudan, Soviet Union, Spain, Sri Lanka, Sudan, Sweden,
    Switzerland, Syria, Taiwan, Tajikistan, Tanzania, Thailand, Tunisia, Turkey, Turkmenistan,
    Uganda, Ukraine, United Arab Emirates, United Kingdom, United States, Uruguay, Uzbekistan,
    Vatican, Venezuela, Vietnam, Wales, Yemen, Zambia, Zimbabwe, U.S., US, U.S.A., USA, U.K.,
    UK, UAE, America
    """)

SAME_COUNTRY = {
    "U.S.": "United States",
    "US": "United States",
    "U.S.A.": "United States",
    "USA": "United States",
    "America": "United States",
    "U.K.": "United Kingdom",
    "UK": "United Kingdom",
    "UAE": "United Arab Emirates",
}

# An adjective of origin and the country that it stands for.
_DEMONYM_PAIRS = words(
    """
    Afghan=Afghanistan American=United_States Argentine=Argentina Australian=Australia
    Austrian=Austria Belarusian=Belarus Belgian=Belgium Brazilian=Brazil British=Britain
    Bulgarian=Bulgaria Canadian=Canada Chilean=Chile Chinese=China Colombian=Colombia
    Croatian=Croatia Cuban=Cuba Czech=Czech_Republic Danish=Denmark Dutch=Netherlands
    Egyptian=Egypt English=England Estonian=Estonia European=Europe Finnish=Finland
    French=France Georgian=Georgia German=Germany Greek=Greece Hungarian=Hungary Indian=India
    Indonesian=Indonesia Iranian=Iran Iraqi=Iraq Irish=Ireland Israeli=Israel Italian=Italy
    Japanese=Japan Jordanian=Jordan Kenyan=Kenya Korean=Korea Latvian=Latvia Lebanese=Lebanon
    Libyan=Libya Lithuanian=Lithuania Mexican=Mexico Moldovan=Moldova Moroccan=Morocco
    Nigerian=Nigeria Norwegian=Norway Pakistani=Pakistan Palestinian=Palestine Polish=Poland
    Portuguese=Portugal Qatari=Qatar Romanian=Romania Russian=Russia Saudi=Saudi_Arabia
    Scottish=Scotland Serbian=Serbia Slovak=Slovakia Spanish=Spain Sudanese=Sudan Swedish=Sweden
    Swiss=Switzerland Syrian=Syria Taiwanese=Taiwan Thai=Thailand Turkish=Turkey
    Ukrainian=Ukraine Venezuelan=Venezuela Vietnamese=Vietnam Western=West Soviet=Soviet_Union
    """
)
DEMONYMS = dict(pair.replace("_", " ").split("=") for pair in _DEMONYM_PAIRS)

# Seats of power that speak and act for a government.
GOVERNMENT_SEATS = phrases("""
    Abuja, Ankara, Athens, Baghdad, Beijing, Berlin, Bern, Bogota, Brasilia, Bratislava,
    Bucharest, Budapest, Cairo, Canberra, Copenhagen, Damascus, Dublin, Hanoi, Helsinki,
    Islamabad, Jakarta, Jerusalem, Kabul, Kyiv, Kiev, Lisbon, London, Madrid, Manila, Minsk,
    Moscow, Nairobi, New Delhi, Oslo, Ottawa, Paris, Prague, Pretoria, Pyongyang, Riga, Riyadh,
    Rome, Seoul, Sofia, Stockholm, Tallinn, Tehran, Tokyo, Vienna, Vilnius, Warsaw, Washington,
    Zagreb, Kremlin, White House, Downing Street, Elysee, Pentagon, Foggy Bottom, Capitol Hill
    """)
# These are never merely a place where something happens.
NEVER_A_PLACE = phrases("Kremlin, White House, Downing Street, Elysee, Pentagon")

ALLIANCES = phrases("""
    NATO, Nato, European Union, EU, E.U., African Union, Arab League, ASEAN, United Nations, UN,
    U.N., G7, G-7, G20, G-20, OPEC, Commonwealth, BRICS, Mercosur, OSCE
    """)
GROUPS = phrases("""
    Hamas, Hezbollah, Taliban, ISIS, Islamic State, Al Qaeda, al-Qaida, Boko Haram, Houthis,
    Republicans, Democrats, Greens, Liberals, Conservatives
    """)
BODIES = phrases("""
    Congress, Senate, House, Parliament, Supreme Court, Pentagon, FBI, CIA, AP, Associated
    Press, Reuters, CNN, BBC, Fox News, MSNBC, NBC, CBS, ABC, NPR, Twitter, Facebook, Google,
    Apple, Microsoft, Amazon, Politico, POLITICO, USA TODAY, GOP, DNC, RNC, AFP, Bloomberg
    """)

COMMON_ACRONYMS = words(
    "PR TV GDP CEO CFO IT AI HIV AIDS DNA USB PDF ATM SUV LGBT LGBTQ AM PM EST EDT GMT UTC "
    "PST OK DIY FAQ VIP MP MPs ID Q&A PAC DUI LOL WWII WWI RSS CSV R D I"
)

PLACES = phrases("""
    Alabama, Alaska, Arizona, Arkansas, California, Colorado, Connecticut, Delaware, Florida,
    Hawaii, Idaho, Illinois, Indiana, Iowa, Kansas, Kentucky, Louisiana, Maine, Maryland,
    Massachusetts, Michigan, Minnesota, Mississippi, Missouri, Montana, Nebraska, Nevada, New
    Hampshire, New Jersey, New Mexico, New York, New York City, North Carolina, North Dakota,
    Ohio, Oklahoma, Oregon, Pennsylvania, Rhode Island, South Carolina, South Dakota, Tennessee,
    Texas, Utah, Vermont, Virginia, West Virginia, Wisconsin, Wyoming, Los Angeles, Chicago,
    Houston, Philadelphia, Phoenix, San Antonio, San Diego, Dallas, San Jose, Austin, San
    Francisco, Seattle, Denver, Boston, Detroit, Nashville, Memphis, Portland, Las Vegas,
    Baltimore, Milwaukee, Atlanta, Miami, Cleveland, New Orleans, Tampa, Pittsburgh, Cincinnati,
    St. Louis, Orlando, Brooklyn, Manhattan, Bronx, Queens, Long Island, Des Moines, Charlotte,
    Sacramento, Europe, Asia, Africa, Middle East, Latin America, North America, South America,
    Crimea, Gaza, West Bank, Hong Kong, Brussels, Geneva, Davos, Benghazi, Wall Street, Silicon
    Valley, Midwest, South, North, West, East, Northeast, Southeast, Northwest, Southwest,
    Puerto Rico, Palm Beach, Staten Island, Harlem, Sandy Hook, Planet, Earth, Baltic, Arctic,
    Pacific, Atlantic, Mediterranean, Black Sea, Red Sea, Mississippi
    """)

CALENDAR = words("""
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May
    June July August September October November December Jan. Feb. Mar. Apr. Aug. Sept. Oct.
    Nov. Dec. Christmas Easter Thanksgiving Ramadan Mondays Tuesdays Wednesdays Thursdays Fridays
    Saturdays Sundays Lent Advent Hanukkah Passover Diwali Halloween Midsummer Michaelmas Pentecost
    Whitsun Eid Yuletide
    """)

MALE_NAMES = words("""
    Ilya Nikita Luca Mustafa Musa Isa Elisha Misha Sasha Akira Kenta Garcia Attila Zaha Yahya
    Mika Issa Bola Aaron Abdul Abdullah Abraham Adam Adrian Ahmad Ahmed Al Alan Albert Alec Alex
    Alexander Alexei Alfred Ali Allen Alvin Amir Anatoly Andre Andrea Andreas Andrei Andrew Andy
    Angel Anthony Antonio Antony Ari Arnold Art Arthur Ash Ashton Austin Barack Barney Barry
    Bart Basil Ben Benjamin Benny Bernard Bernie Bill Billy Bob Bobby Boris Brad Bradley Brandon
    Brendan Brent Bret Brett Brian Bruce Bruno Bryan Byron Caleb Calvin Cameron Carl Carlos
    Carter Cecil Cesar Chad Charles Charlie Chester Chip Chris Christian Christopher Chuck
    Clarence Claude Clay Clayton Cliff Clifford Clint Clinton Clyde Cody Colin Conor Conrad
    Corey Cornel Cory Craig Curt Curtis Cyril Dale Dallas Damian Damon Dan Daniel Danny Darrell
    Darren Dave David Dean Deepak Denis Dennis Denny Derek Derrick Devin Dick Diego Dimitri Dirk
    Dmitry Dmytro Dominic Don Donald Donnie Doug Douglas Drew Duane Duncan Dustin Dwight Dylan
    Earl Ed Eddie Edgar Edmund Eduardo Edward Edwin Eli Elias Elijah Elliot Elliott Elmer
    Emmanuel Enrique Eric Erik Ernest Ethan Eugene Evan Evgeny Ezra Felix Fernando Floyd Francis
    Francisco Francois Frank Franklin Fred Frederick Fyodor Gabriel Garrett Garry Gary Gavin
    Gene Geoff Geoffrey George Gerald Gerard Gerhard Gil Gilbert Giovanni Glenn Gordon Graham
    Grant Greg Gregory Guillermo Gus Guy Hank Hans Harold Harry Harvey Hassan Hector Henri Henry
    Herbert Herman Howard Hubert Hugh Hugo Ian Ibrahim Igor Ira Isaac Ivan Ivo Jack Jackson
    Jacob Jacques Jaime Jake James Jamie Jan Jared Jason Javier Jay Jean Jeb Jeff Jeffrey Jens
    Jeremy Jerome Jerry Jesse Jesus Jim Jimmy Joachim Joaquin Joe Joel Joey John Johnny Jon
    Jonah Jonathan Jorge Jose Josef Joseph Josh Joshua Juan Julian Julius Justin Kai Karl Karol
    Keith Ken Kenneth Kenny Kent Kevin Khizr Kim Kirk Klaus Kofi Kurt Kyle Lance Larry Lars
    Laurence Lawrence Lee Leo Leon Leonard Leonid Leroy Leslie Lester Levi Lewis Lincoln Lindsey
    Lionel Lloyd Logan Lou Louis Lucas Luigi Luis Luke Luther Lyle Lyndon Malcolm Manuel Marc
    Marcel Marco Marcus Mario Mark Marshall Martin Marvin Massimo Mathew Matt Matteo Matthew
    Maurice Max Maxwell Mehdi Mel Melvin Michael Michel Miguel Mike Mikhail Miles Milo Milton
    Mitch Mitchell Mitt Mohamed Mohammad Mohammed Morgan Morris Mustafa Nate Nathan Nathaniel
    Neal Ned Neil Nelson Newt Nicholas Nick Nicolas Nigel Nikolai Noah Noel Norman Oleg
    Oleksandr Oliver Omar Orrin Oscar Otto Owen Pablo Pat Patrick Paul Pavel Pedro Pete Peter
    Petro Phil Philip Phillip Pierre Preston Rafael Ralph Ramon Rand Randall Randy Raul Ray
    Raymond Reggie Reince Reinhold Rex Ricardo Rich Richard Rick Ricky Rob Robby Robert Roberto
    Rod Rodney Rodrigo Roger Roland Roman Ron Ronald Ronnie Ross Roy Ruben Rudolph Rudy Rupert
    Russ Russell Ryan Salman Salvador Sam Samuel Saul Sauli Scott Sean Sebastian Serge Sergei
    Sergey Seth Shane Shaun Shawn Sheldon Sherrod Sid Sidney Simon Spencer Stan Stanley Stefan
    Stephen Steve Steven Stewart Stuart Ted Terrence Terry Thad Theodore Thomas Tim Timothy Toby
    Todd Tom Tommy Tony Travis Trent Trevor Trey Troy Tucker Tyler Vaclav Vance Vernon Vic
    Victor Viktor Vince Vincent Vitaly Vladimir Volodymyr Wade Wallace Walt Walter Warren Wayne
    Wendell Werner Wesley Wilbur Will Willard William Willie Wilson Winston Wolf Woody Xavier
    Yuri Yusuf Zach Zachary Zell
    Agustin Alain Alberto Aleksander Aleksandr Alessandro Alfonso Alvaro Anders Andrzej Angelo
    Antoine Anton Antti Arne Arno Arturo Arvid Axel Balint Bence Benoit Bertil Bertrand Bjorn Björn
    Bogdan Bojan Branko Carlo Casper Cedric Chinedu Christoph Claudio Clemens Constantin Cosmin
    Cristian Dario Davide Detlef Didier Dieter Dimitris Dmitri Dominik Dragan Duarte Eero Einar
    Emeka Emil Emile Emre Endre Enzo Ernesto Ernst Fabian Fabio Farid Federico Ferenc Filip Florian
    Francesco Franz Fredrik Friedrich Gabor Georg Gilles Giorgos Giuseppe Goran Grzegorz Gunnar
    Gustav Gábor Günter Hamid Harald Heinrich Helmut Hendrik Henrik Henrique Hermann Horst Hussein
    Ingmar Ioannis Istvan István Ivar Iwan Jakob Jakub Jaroslav Jerzy Jiri Jiří Johan Johann
    Johannes Jonas Joost Josip João Jurgen Juri Jürgen Kamil Karim Kasper Khaled Khalid Kjell Konrad
    Kostas Krzysztof Kwame Lajos Laszlo Laurent Leif Lennart Lorenzo Lothar Luc Ludwig Luka László
    Maarten Maciej Magnus Manfred Marcin Marek Markus Mateusz Mathieu Matthias Mattias Maurizio
    Mauro Mehmet Michal Mihai Mihail Mikael Mikkel Milos Miloš Mirko Miroslav Morten Murat Mustapha
    Nicola Nicolae Niels Nikola Nikos Nils Nuno Ola Olaf Olav Olivier Olof Oskar Osman Otmar Ottokar
    Paolo Pascal Pawel Paweł Pedar Peder Per Petar Petr Philippe Piero Piet Pieter Pietro Piotr Radu
    Rainer Ralf Ramzi Raoul Rashid Reiner Reinhard Renato René Riccardo Rolf Rudolf Rui Ruud Samir
    Sander Sergio Siegfried Sigurd Silvio Slobodan Stanislav Stavros Stefano Stig Sven Tadeusz Tarik
    Tariq Terje Theo Thierry Thorsten Tiago Timo Tobias Tomas Tomasz Tomás Torben Torsten Tunde Ulf
    Ulrich Umberto Uwe Vasco Vasile Vasily Vittorio Vlad Vojtech Václav Walther Wilhelm Willem Wim
    Wojciech Wolfgang Yannick Yannis Yves Zbigniew Zdenek Zoltan Zoltán Zoran
    """)

FEMALE_NAMES = words("""
    Ilya Nikita Luca Mustafa Musa Isa Elisha Misha Sasha Akira Kenta Garcia Attila Zaha Yahya
    Mika Issa Bola Abby Abigail Ada Adele Agnes Aisha Alexandra Alexis Alice Alicia Alison
    Allison Alyssa Amanda Amber Amelia Amy Ana Anastasia Andrea Angela Angelina Angie Anita Ann
    Anna Anne Annette Annie April Ariana Ashley Astrid Audrey Ava Barbara Beatrice Becky Bella
    Bernadette Beth Bethany Betsy Betty Beverly Bonnie Brenda Bridget Brittany Brooke Caitlin
    Camille Candace Candice Carla Carly Carmen Carol Carole Caroline Carolyn Carrie Cassandra
    Catherine Cathy Cecilia Celeste Charlene Charlotte Chelsea Cheri Cheryl Christiane Christie
    Christina Christine Cindy Claire Clara Claudia Colleen Connie Constance Cora Courtney
    Crystal Cynthia Daisy Dana Daniela Danielle Daphne Dawn Deborah Debbie Debra Delia Denise
    Diana Diane Dianne Dolores Donna Dora Doris Dorothy Edith Eileen Elaine Eleanor Elena
    Elisabeth Elise Eliza Elizabeth Ella Ellen Elsa Emilia Emily Emma Erica Erika Erin Esther
    Ethel Eva Eve Evelyn Farah Fatima Faye Felicia Fiona Florence Frances Gabriela Gail Gayle
    Genevieve Georgia Geraldine Gertrude Gina Ginger Gladys Glenda Gloria Grace Greta Gretchen
    Gwen Hailey Hannah Harriet Hazel Heather Heidi Helen Helena Hillary Hilary Holly Hope Huma
    Ida Ilse Ilsa Inga Ingrid Irene Irina Iris Isabel Isabella Ivana Ivanka Ivy Jackie
    Jacqueline Jane Janet Janice Jasmine Jean Jeanette Jeanne Jen Jenna Jennifer Jenny Jessica
    Jill Jo Joan Joann Joanna Joanne Jocelyn Jodi Josephine Joy Joyce Juanita Judith Judy Julia
    Juliana Julie Juliet June Kaitlyn Kamala Karen Karin Karla Kate Katherine Kathleen Kathryn
    Kathy Katie Katrina Kay Kayla Keisha Kelly Kelley Kellyanne Kerry Kimberly Kirsten Kristen
    Kristin Kristina Laila Lana Lara Laura Lauren Laurie Lea Leah Leila Lena Leslie Leticia Lila
    Lillian Lily Linda Lindsay Lisa Liz Loretta Lori Lorraine Louise Lucia Lucille Lucy Luisa
    Lydia Lynn Mabel Madeleine Madeline Madison Maggie Magdalena Maia Marcia Margaret Margarita
    Margo Marguerite Maria Marian Marianne Marie Marilyn Marina Marine Marion Marissa Marjorie
    Marlene Marsha Martha Mary Maureen Maxine Maya Megan Meghan Mei Melania Melanie Melinda
    Melissa Mercedes Meredith Michele Michelle Mildred Miranda Miriam Molly Monica Muriel Myra
    Nadia Nancy Naomi Natalia Natalie Natasha Nicole Nikki Nina Noor Nora Norma Octavia Olga
    Olivia Pam Pamela Patricia Patti Patty Paula Pauline Peggy Penelope Penny Petra Phyllis
    Polly Priscilla Rachel Ramona Rebecca Regina Renee Rhonda Rita Roberta Robin Rosa Rosalind
    Rose Rosemary Roxanne Ruth Sabrina Sally Samantha Sandra Sara Sarah Selma Shannon Sharon
    Sheila Shelley Sherry Shirley Sigrid Silvia Simone Sofia Sonia Sophia Sophie Stacey Stacy
    Stella Stephanie Sue Susan Susanna Susanne Suzanne Svetlana Sylvia Tamara Tammy Tania Tanya
    Tara Tatiana Teresa Theresa Tiffany Tina Toni Tracey Tracy Ursula Valentina Valerie Vanessa
    Vera Veronica Vicki Vicky Victoria Viola Violet Virginia Vivian Wanda Wendy Whitney Yolanda
    Yvette Yvonne Zoe
    Abena Agata Agathe Agnieszka Aino Alba Aleksandra Alessandra Alida Alma Ama Amalia Amelie Amina
    Amélie Anca Andreea Angelika Anika Anja Anke Anneke Anneli Annika Antje Antonia Asa Aurélie Ayse
    Ayşe Barbora Beata Beatriz Benedikte Bergljot Bernadette Birgit Birgitta Birte Blanca Bozena
    Brigitte Britta Carla Carlotta Carolina Catalina Chiara Chloe Chloé Clemence Corinna Corinne
    Cornelia Céline Dagmar Dagny Danuta Delphine Dorota Dorothea Dragana Dunja Ebba Edda Edita Eleni
    Elin Elina Elke Elodie Elsbeth Else Elzbieta Emine Erna Estelle Eszter Eugenia Ewa Fabienne
    Fatma Femke Florentina Francesca Françoise Freya Frida Gabriele Gerda Gisela Giulia Gudrun Guro
    Halina Hanna Hanne Hannelore Hedda Hedwig Heike Helga Helka Helle Henriette Hilde Hildegard
    Ildiko Imke Ines Inge Ingeborg Inger Ingunn Inês Ioana Iwona Jadwiga Jana Janina Jarmila Jelena
    Jette Johanna Jolanda Judit Jutta Kaisa Kaja Karina Karoline Kasia Katalin Katarina Katarzyna
    Katerina Kathrin Katja Katrin Kinga Kirsti Laetitia Larissa Laure Leonor Lieke Liesbeth Lotta
    Lotte Ludmila Maike Maja Malgorzata Manon Mara Maren Margarethe Margaux Margot Margrethe Mariam
    Marijke Marika Marit Marta Marte Martina Maryam Mathilde Matilde Małgorzata Merete Mette Mia
    Michaela Milena Mina Mirela Mirjam Monika Nadja Nanna Natascha Nele Ngozi Nina Odile Oksana
    Oriana Paloma Paola Pernille Petronella Pia Ragna Ragnhild Raquel Renata Renate Rikke Roswitha
    Roza Ruxandra Saara Sabine Salma Samira Sanna Sanne Saskia Signe Sigrun Silja Silke Silvana
    Simona Sinem Siri Solveig Sonja Stefania Stine Sunniva Susanne Svenja Sylvie Teodora Thea Tilda
    Tove Trine Turid Ulla Ulrike Unni Veronika Vesna Vibeke Viktoria Wiebke Yasmin Ylva Yulia Zahra
    Zeynep Zofia Zsofia Zsuzsa Élodie
    """)

GIVEN_NAMES = MALE_NAMES | FEMALE_NAMES
