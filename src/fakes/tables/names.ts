/**
 * Names of people in the United States: common ones of the last decades and of the 2010 census, with a share
 * of other origins. No two of a list are the same in plain letters, so that email addresses differ too, and no first
 * name is in both lists.
 */
export const FEMALE_NAMES = names(`
  Aaliyah Abby Abigail Ada Addison Adela Adelaide Adele Adeline Adriana Adrienne Agnes Aimee Aisha Alaina
  Alana Alanna Alba Alberta Alejandra Alessandra Alexa Alexandra Alexandrea Alexandria Alice Alicia Alina
  Alisa Alisha Alison Allison Alma Althea Alyson Alyssa Amalia Amanda Amara Amber Amelia Amelie Amina Amira
  Amparo Amy Ana Anahi Anais Anastasia Andrea Angela Angelica Angie Anika Anissa Anita Anjali Ann Anna
  Annabel Annabelle Annalise Anne Annette Annie Antoinette Antonia April Araceli Ariana Arianna Ariel
  Arielle Arlene Ashlee Ashley Astrid Athena Aubrey Audra Audrey Augusta Aurelia Aurora Autumn Ava Avery
  Ayanna Barbara Beatrice Becky Belinda Bella Berenice Bernadette Bernice Bertha Beth Bethany Bette Betty
  Beverly Bianca Birgit Blanca Blanche Bonita Bonnie Brandi Brandy Breanna Brenda Briana Brianna Bridget
  Briella Brielle Brigitte Brittany Brittney Brooke Brooklyn Caitlin Caitlyn Callie Camila Camilla Camille
  Candace Candice Cara Carina Carissa Carla Carlota Carly Carmela Carmen Carol Carolina Caroline Carolyn
  Carrie Cassandra Cassidy Cassie Catherine Cathy Cecelia Cecilia Celeste Celia Celine Chandra Chanel
  Charity Charlene Charlie Charlotte Chelsea Chelsey Cheryl Cheyenne Chiara Chloe Christie Christina
  Christine Christy Ciara Cindy Claire Clara Clarissa Claudette Claudia Colette Colleen Concepción Connie
  Constance Consuelo Cora Coral Cordelia Corinne Cornelia Courtney Cristina Crystal Cynthia Dagmar Dahlia
  Daisy Damaris Dana Daniela Danielle Daphne Darlene Dawn Dayana Deanna Debbie Deborah Debra Deirdre Delaney
  Delia Delilah Delores Denise Desiree Destiny Devi Diana Diane Dianne Dina Dixie Diya Dolores Donna Dora
  Doris Dorothy Ebony Edith Edna Effie Eileen Elaina Elaine Eleanor Elena Eliana Elisa Elisabeth Elise Eliza
  Elizabeth Ella Ellen Ellie Eloise Elsa Elsie Elvira Emerald Emilia Emilie Emily Emma Erica Erika Erin Erma
  Esmeralda Esperanza Estella Estelle Esther Estrella Ethel Eugenia Eunice Eva Evangeline Eve Evelyn Fabiola
  Faith Farah Fatima Fay Felicia Felicity Fern Fernanda Fiona Flora Florence Frances Francesca Francine
  Freda Freya Frida Gabriela Gabriella Gabrielle Gail Gemma Genesis Geneva Genevieve Georgia Georgina
  Geraldine Gertrude Gia Gianna Gillian Gina Ginger Giovanna Giselle Gladys Glenda Gloria Grace Grazia Greta
  Gretchen Guadalupe Gwen Gwendolyn Hailey Haley Hana Hannah Harmony Harper Harriet Hattie Hayley Hazel
  Heather Heidi Helen Helena Helene Hilda Hillary Holly Hope Ida Ilana Ilene Imani Imogen Indira Inés Ingrid
  Irene Iris Irma Isabel Isabella Isabelle Isla Itzel Ivanna Ivy Jackie Jaclyn Jacqueline Jada Jade Jana
  Janae Jane Janelle Janet Janice Janine Janis Jasmin Jasmine Jazmin Jean Jeanette Jeanne Jenna Jennifer
  Jenny Jessica Jill Jillian Joan Joann Joanna Joanne Jocelyn Jodi Joelle Johanna Jolene Josefina Josephine
  Josie Joy Joyce Juana Juanita Judith Judy Julia Juliana Julie Juliet Juliette June Justine Kaitlin Kaitlyn
  Kamila Kamille Kara Karen Karin Karina Karla Katarina Kate Katelyn Katherine Kathleen Kathryn Kathy Katia
  Katie Katrina Kaya Kayla Kaylee Keira Keisha Kelli Kellie Kelsey Kelsie Kendra Kenya Kerri Kerstin Khadija
  Kiana Kiara Kiera Kim Kimberly Kira Kirsten Kirsti Krista Kristen Kristi Kristie Kristin Kristina Kristine
  Kristy Krystal Kyla Kylie Kyra Lacey Laila Lakshmi Lana Lara Larissa Latasha Latoya Laura Lauren Laurie
  Layla Leah Leanne Leila Leilani Lena Lenora Leona Leonor Leticia Liana Libby Lila Lilian Liliana Lily Lina
  Linda Lindsay Lindsey Linnea Lisa Liv Liza Lois Lola Lorena Loretta Lori Lorna Lorraine Lourdes Lucía
  Lucille Lucinda Lucy Luisa Luna Luz Lydia Lynda Lynn Lyra Mabel Mackenzie Macy Madeleine Madeline Madison
  Maeve Magdalena Maggie Maia Maite Makayla Malia Mallory Mandy Mara Marcella Marcia Margaret Margarita
  Margot Marguerite Maria Mariah Mariam Mariana Maribel Marie Mariela Marilyn Marina Marisa Marisol Marissa
  Maritza Marjorie Marlene Marta Martha Martina Mary Matilda Maureen Maxine Maya Mckenzie Meagan Megan
  Meghan Mei Melanie Melinda Melissa Melody Meredith Mia Michaela Michele Michelle Mika Mikayla Mila Mildred
  Millie Mindy Minerva Mira Miranda Miriam Misty Molly Mónica Monique Muriel Mya Myra Myrna Nadia Nadine
  Nancy Naomi Natalia Natalie Natasha Nayeli Neha Nell Nellie Nia Nichole Nicole Nicolette Nina Nisha Noelle
  Noemí Nola Nora Noreen Norma Nova Odessa Ofelia Olga Olive Olivia Opal Ophelia Paige Paloma Pam Pamela
  Parvati Patience Patricia Patty Paula Paulina Pauline Pearl Peggy Penelope Penny Perla Petra Phoebe
  Phyllis Pilar Piper Pooja Priscilla Priya Quinn Rachael Rachel Rafaela Ramona Raquel Reagan Reba Rebecca
  Rebekah Regina Reina René Renee Rhea Rhiannon Rhonda Ria Rita Roberta Robyn Rocío Romina Rosa Rosalie
  Rosalind Rosanna Rosario Rose Roselyn Rosemarie Rosemary Rosie Rowena Roxanne Ruby Ruth Ruthie Saanvi
  Sabrina Sadie Sally Salma Samantha Samara Samira Sandra Sandy Sara Sarah Saskia Savannah Scarlett Selena
  Serena Shanice Shanna Sharon Shawna Sheila Shelley Shelly Sheri Sherri Sherry Sheryl Shirin Shirley Shreya
  Sienna Sierra Silvia Simone Sinéad Siobhan Skylar Sloane Sofía Solange Soledad Sondra Sonia Sonja Sonya
  Sophia Stacey Stacie Stacy Stefanie Stella Stephanie Sue Suki Summer Sunita Susan Susana Suzanne Sydney
  Sylvia Tabatha Tabitha Talia Tamara Tami Tamika Tammie Tammy Tanya Tara Tasha Tatiana Tatum Teresa Terri
  Tess Thalia Thea Thelma Theodora Theresa Thuy Tiana Tiffany Tina Toni Tonya Tracey Traci Tracie Tricia
  Trina Trinity Trisha Trudy Uma Una Ursula Valentina Valerie Vanesa Vanessa Velma Vera Verna Veronica Vicki
  Vickie Victoria Vida Vilma Viola Violet Virginia Vivian Vivienne Wanda Wendy Whitney Wilhelmina Willa
  Willow Wilma Winifred Winona Xiomara Yadira Yara Yasmin Yesenia Ying Yoko Yolanda Yuki Yvette Yvonna
  Yvonne Zainab Zara Zelda Zoe Zoey Zora Zuleika
`);

export const MALE_NAMES = names(`
  Aaron Abdul Abel Abraham Adam Adolfo Adrian Ahmed Aidan Ajay Akira Alan Alastair Albert Alberto Alden Aldo
  Alec Alejandro Alejo Alessandro Alex Alexander Alexandre Alfonso Alfred Alfredo Ali Alistair Allen Alonso
  Alonzo Alton Álvaro Alvin Amir Amos Anders Anderson Andre Andrés Andrew Andy Angelo Angus Anil Ansel
  Anthony Antoine Anton Antonio Ari Arjun Arlo Armand Armando Arnold Arthur Arturo Asher Ashton Augustus
  Aurelio Austin Axel Barrett Barry Bart Beau Ben Benedict Benjamin Bennett Benny Bernard Bernardo Bert Bill
  Billy Björn Blake Bob Bobby Boris Boyd Brad Braden Bradford Bradley Brady Brandon Brant Braxton Brayden
  Brendan Brennan Brent Brett Brian Brock Broderick Brody Brooks Bruce Bryan Bryant Bryce Bryson Byron Cade
  Caleb Callum Calvin Camden Cameron Carl Carlos Carlton Carter Casper Cecil Cedric Cesar Chad Chance
  Chandler Charles Chase Chester Chris Christian Christopher Chuck Cillian Clarence Clark Claude Clay
  Clayton Clement Clifford Clifton Clint Clinton Clyde Cody Colby Cole Coleman Colin Collin Colton Connor
  Conor Conrad Cooper Corbin Corey Cornelius Cory Craig Cruz Curtis Cyrus Dale Dalton Damian Damien Damon
  Dan Dane Daniel Danny Dante Darian Darin Dario Darius Darnell Darrell Darren Darryl Daryl Dave David Davis
  Dawson Dean Deandre Declan Delbert Demetrius Dennis Derek Derrick Deshawn Desmond Devan Devin Dexter Diego
  Dillon Dimitri Dmitri Domenic Domingo Dominic Dominick Don Donald Donovan Dorian Douglas Doyle Drew Duane
  Duncan Dustin Dwayne Dwight Dylan Earl Easton Eddie Edgar Edmund Eduard Eduardo Edward Edwin Efrain Eli
  Elias Elijah Elliot Elliott Ellis Elmer Elton Emanuel Emerson Emil Emiliano Emilio Emmanuel Emmett Enrique
  Enzo Eric Erik Ernest Ernesto Erwin Esteban Ethan Eugene Evan Ezekiel Ezra Fabian Federico Felipe Felix
  Fernando Fidel Finn Finnegan Fletcher Floyd Forrest Foster Francisco Franco François Frank Frankie
  Franklin Franz Fred Freddie Frederick Gabriel Garrett Garth Gary Gaston Gavin Gene Geoffrey George Gerald
  Gerard Gerardo Giancarlo Gianni Gideon Gilbert Gilberto Giovanni Giuseppe Glen Glenn Gonzalo Gordon Grady
  Graham Grant Greg Gregg Gregorio Gregory Griffin Guillermo Gunnar Gus Gustavo Guy Hakeem Hamza Hank Hans
  Harold Harris Harrison Harry Harvey Hassan Hayden Heath Héctor Henrik Henry Herbert Herman Hideo Hiroshi
  Holden Homer Horace Howard Hubert Hudson Hugh Hugo Humberto Hunter Ian Ibrahim Ignacio Igor Iker Irving
  Irwin Isaac Isaiah Isaias Ishaan Ismael Israel Ivan Ivo Jace Jack Jackson Jacob Jaden Jake Jamal James
  Jared Jarrett Jarrod Jarvis Jason Jasper Javier Jay Jayden Jaylen Jed Jeff Jeffery Jeffrey Jens Jeremiah
  Jeremy Jermaine Jerome Jerry Jesse Jett Jim Jimmy Joaquín Joe Joel Joey Johan John Johnathan Johnny Jon
  Jonah Jonas Jonathan Jonathon Jordi Jorge Jose Joseph Joshua Josiah Josué Juan Jude Judson Jules Julian
  Julio Julius Justin Kai Kaleb Kareem Karim Karl Keegan Keenan Keith Kelvin Kendall Kendrick Kenji
  Kenneth Kenny Kent Kevin Khalid Kieran Killian Kirk Kobe Konrad Kristopher Kurt Kurtis Kwame Kyle Lamar
  Lamont Lance Landon Larry Lars Laurence Lawrence Lawson Leif Leland Leo Leon Leonard Leonardo Leonel
  Leopold Leroy Lester Levi Lewis Liam Lincoln Linus Lionel Lloyd Logan Lonnie Lorenzo Louie Louis Lowell
  Luca Lucas Luciano Luis Lukas Luke Luther Lyle Mack Madhav Magnus Malachi Malcolm Manuel Marc Marcel
  Marcelo Marco Marcos Marcus Mariano Mario Mark Marlon Marshall Martin Marvin Mason Mateo Mathew Mathias
  Matteo Matthew Maurice Mauricio Maverick Max Maximilian Maxwell Melvin Merle Merrill Micah Michael Miguel
  Mike Milan Miles Milo Milton Mitchell Mohammed Moisés Morris Moses Muhammad Murray Myles Myron Nash Nate
  Nathan Nathaniel Ned Neil Nelson Nestor Neville Nicholas Nico Nicolas Niels Nigel Nikhil Niko Nikolai Noah
  Nolan Norman Octavio Olaf Oliver Ollie Omar Orlando Orson Oscar Osvaldo Otis Otto Owen Pablo Paolo Parker
  Pascal Patrick Paul Pedro Percy Perry Pete Peter Phil Philip Phillip Pierce Pierre Porter Pranav Prescott
  Preston Quentin Quincy Quinton Rafael Raj Rajesh Ralph Ramiro Ramón Randall Randy Raúl Ray Raymond Reed
  Reginald Reid Remy Reuben Rex Rhys Ricardo Richard Rick Rickey Ricky Rico Rigoberto Robbie Robert Roberto
  Rocco Rod Roderick Rodney Rodolfo Rodrigo Rogelio Roger Rohan Roland Rolando Roman Romeo Ron Ronald Ronnie
  Rory Roscoe Rosendo Ross Rowan Roy Royce Ruben Rudolph Rudy Rufus Rupert Russell Rusty Ryan Ryder Sal
  Salvador Salvatore Sam Samir Samuel Sanjay Santiago Saul Sawyer Scott Seamus Sean Sebastian Sergio Seth
  Shane Shaun Shawn Sheldon Sherman Sidney Silas Simon Søren Spencer Stanley Stefan Stefano Stephan Stephen
  Sterling Steve Steven Stewart Stuart Suresh Sven Sylvester Taj Takeshi Tanner Tariq Tate Ted Terrance
  Terrell Terrence Thad Thaddeus Theodore Thiago Thomas Tim Timothy Tobias Toby Todd Tom Tomás Tommie Tommy
  Tony Travis Trent Trenton Trevor Trey Tristan Troy Tucker Tyler Tyree Tyrone Tyson Ulises Uriel Vance
  Vaughn Vernon Vicente Victor Vijay Vikram Vince Vincent Vincenzo Virgil Vito Vladimir Wade Waldo Walker
  Wallace Walter Walton Warner Warren Waylon Wayne Wei Wendell Werner Wesley Weston Wilbert Wilbur Wilfredo
  Will Willard William Willie Willis Wilson Winston Woodrow Wyatt Xavier Yahir Yusuf Yves Zach Zachariah
  Zachary Zack Zane Zion
`);

export const LAST_NAMES = names(`
  Abbasi Abbott Abe Åberg Abramov Acevedo Acosta Adams Adeyemi Adkins Agarwal Aguilar Aguirre Alexander Ali
  Allen Allison Alvarado Alvarez Andersen Anderson Andrade Andrews Anthony Antonopoulos Archer Arellano
  Arias Armstrong Arnold Arroyo Ashley Atkins Atkinson Austin Avendaño Avery Avila Ayala Ayers Bailey Baird
  Baker Baldwin Ball Ballard Banerjee Banks Barajas Barber Barker Barnes Barnett Barr Barrera Barrett Barron
  Barry Bartlett Barton Bates Bauer Baumann Bautista Baxter Beasley Beck Becker Béland Bell Beltran Bender
  Benitez Benjamin Bennett Benson Bentley Benton Berg Berger Bergström Bernard Bernardi Berry Bhatt Bianchi
  Bishop Black Blackburn Blackwell Blair Blake Blanchard Blankenship Blevins Böhm Bolton Bond Bonilla Booker
  Boone Booth Bowen Bowers Bowman Boyd Boyer Boyle Bradford Bradley Bradshaw Brady Branch Brandt Brandtner
  Braun Bray Brennan Brewer Bridges Briggs Brock Brooks Brown Browning Bruce Bryan Bryant Buchanan Buckley
  Bullock Burch Burgess Burke Burnett Burns Burton Bush Butler Byrd Cabrera Cain Calderon Caldwell Calhoun
  Callahan Camacho Cameron Campbell Campos Cannon Cantrell Cantu Čapek Cardenas Carey Carlson Carney
  Carpenter Carr Carrillo Carroll Carson Carter Case Casey Castaneda Castillo Castro Cedeño Cervantes
  Chambers Chan Chandler Chaney Chang Chapman Charles Chase Chatterjee Chaudhary Chavez Chen Choi
  Christensen Christiansen Chung Cisneros Clark Clarke Clay Clayton Clements Cline Cobb Cochran Coffey Cohen
  Cole Coleman Collier Collins Colon Combs Compton Conley Conner Conrad Conti Contreras Conway Cook Cooke
  Cooley Cooper Copeland Cordova Cortez Costa Côté Cowan Cox Craig Crane Crawford Crosby Cross Cruz Cuevas
  Cummings Cunningham Curry Curtis D'Agostino Dahl Dalton D'Amico D'Angelo Daniel Daniels Da_Silva Daugherty
  Davenport David Davidson Davies Davila Davis Dawson Day Dean Decker De_la_Cruz De_Leon Delgado Dell'Aquila
  De_Luca Dennis Desai Desrosiers De_Vries Diallo Diaz Dickerson Dickson Dillon Dixon Dodson Dominguez
  Donaldson Donovan Dorsey Dougherty Douglas Downs Doyle Drake D'Souza Duarte Dudley Duffy Duke Duncan
  Dunlap Dunn Duran Durham Dvořák Dyer Eaton Edwards Elliott Ellis Ellison English Erickson Eriksen Escobar
  Esparza Espinoza Esposito Estes Estrada Evans Everett Ewing Farley Farmer Farouk Farrell Faulkner Feldman
  Ferguson Fernandez Ferrari Ferrell Fields Figueroa Finley Fischer Fisher Fitzgerald Fitzpatrick Fleming
  Fletcher Flores Floyd Flynn Foley Forbes Ford Foster Fowler Fox Francis Franco Frank Franklin Frazier
  Frederick Freeman French Frey Friedman Fritz Frost Fry Frye Fuentes Fujimoto Fuller Gagné Gaines Gallagher
  Gallegos Gallo Galloway Galvan Gamble Garcia Gardner Garner Garrett Garrison Garza Gates Gentry George
  Georgiou Gibbs Gibson Gilbert Giles Gill Gillespie Gilmore Glass Glenn Glover Goldberg Goldstein Gomez
  Gonzales Gonzalez Goodman Goodwin Gordon Gould Graham Grant Graves Gray Greco Green Greenberg Greene Greer
  Gregory Griffin Griffith Grimes Guerra Guerrero Günther Gupta Gutierrez Guzman Haas Haddad Hahn Hale Haley
  Hall Halvorsen Hamilton Hammond Hampton Hancock Haney Hanna Hansen Hanson Hardin Harding Hardy Harmon
  Harper Harrell Harrington Harris Harrison Hart Hartman Harvey Hatfield Haugen Hawkins Hayashi Hayden Hayes
  Haynes Hays Heath Hebert Henderson Hendricks Hendrix Henry Hensley Henson Herman Hernandez Herrera Herring
  Hess Hester Hickman Hicks Higgins Hill Hines Hinton Hobbs Hodge Hodges Hoffman Hogan Holden Holder Holland
  Holloway Holmes Holmgren Holt Hood Hooper Hoover Hopkins Horák Horne Horton Houston Howard Howe Howell
  Huang Hubbard Huber Hudson Huerta Huff Huffman Hughes Hull Humphrey Hunt Hunter Hurley Hurst Hussain
  Hutchinson Huynh Ibáñez Ibarra Ingram Inoue Irwin Ishikawa Ito Ivanov Iyer Jackson Jacobs Jacobson Jäger
  Jain James Jarvis Jefferson Jenkins Jennings Jensen Jimenez Johns Johnson Johnston Jones Jordan Jørgensen
  Joseph Joshi Joyce Juarez Kaiser Kane Kapoor Kaufman Kaur Keith Keller Kelley Kelly Kemp Kennedy Kent Kerr
  Kessler Khan Kidd Kim King Kirby Kirk Kjær Klein Kline Knapp Knight Knox Kobayashi Koch Köhler Kowalczyk
  Kozlov Kramer Krause Krueger Kulkarni Lam Lamb Lambert Landry Lane Lang Lara Larsen Larson Lawrence Lawson
  Leach Leblanc Lee Lefèvre Leon Leonard Lester Lévesque Levine Levy Lewis L'Heureux Lin Lindgren Lindsey
  Lindström Little Liu Livingston Lloyd Logan Lombardi Long Lopez Lowe Lowery Lozano Lucas Lucero Luna Lutz
  Lynch Lynn Lyons MacDonald Macias Mack Madden Maddox Mahoney Maldonado Malhotra Malone Mancini Mann
  Manning Mansour Marino Marks Marquez Marsh Marshall Martin Martinez Mason Massey Mata Mathews Mathis
  Matsumoto Matthews Maxwell May Mayer Maynard Mays McBride McCall McCann McCarthy McCarty McClain McClure
  McConnell McCormick McCoy McCullough McDaniel McDonald McDowell McFarland McGee McGrath McGuire McIntosh
  McIntyre McKay McKee McKenzie McKinney McKnight McLaughlin McLean McMahon McMillan McNeil McPherson
  Meadows Medina Mehta Mejia Melendez Melton Mendez Mendoza Mensah Mercado Mercer Merritt Meyer Meyers Meza
  Middleton Miles Miller Mills Miranda Mishra Mitchell Molina Monroe Montes Montgomery Montoya Moody Mooney
  Moore Mora Morales Moran Moreno Moretti Morgan Mori Morris Morrison Morrow Morse Morton Moses Mosley Moss
  Moyer Mullen Müller Mullins Muñoz Murillo Murphy Murray Myers Nair Nakamura Nash Nasser Navarro Neal
  Nelson Newman Newton Nguyen Nichols Nicholson Nielsen Nixon Noble Nolan Norman Norris Norton Novak Novotný
  Núñez Nwosu Nyström Öberg O'Brien Ochoa O'Connell O'Connor Odom O'Donnell O'Donoghue O'Grady O'Hara Okafor
  O'Keefe Okonkwo O'Leary Oliver Olsen Olson O'Malley O'Neal O'Neill Ordóñez Orlov O'Rourke Orozco Orr
  Ortega Ortiz Osborn Osborne Osei O'Shea O'Sullivan O'Toole Owen Owens Pace Pacheco Padilla Page Palmer
  Papadopoulos Park Parker Parks Parrish Parsons Patel Patrick Patterson Patton Paul Payne Pearson Peck Peña
  Pennington Perez Perkins Perry Peters Petersen Peterson Petrov Petty Pham Phelps Phillips Pierce Pineda
  Pittman Pitts Pollard Ponce Poole Popov Porter Potter Potts Powell Powers Pratt Preston Price Prince
  Proctor Pruitt Pugh Quinn Quiñones Rahman Ramirez Ramos Ramsey Randall Randolph Rangel Rao Rasmussen Ray
  Raymond Reddy Reed Reese Reeves Reid Reilly Reyes Reynolds Rhodes Ricci Rice Rich Richard Richards
  Richardson Richmond Riggs Riley Rios Ritter Rivas Rivera Rivers Roach Robbins Roberson Roberts Robertson
  Robinson Robles Rocha Rodgers Rodriguez Rogers Rojas Rollins Roman Romano Romero Rosales Rosario Rose
  Rosenberg Rosenthal Ross Rossi Roth Rowe Rowland Roy Rubio Ruiz Rush Russell Russo Ryan Sakamoto Salas
  Salazar Saleh Salinas Sampson Sanchez Sanders Sandoval Sanford Santana Santiago Santos Sato Saunders
  Savage Sawyer Saxena Schaefer Schmidt Schmitt Schneider Schröder Schroeder Schultz Schumacher Schwartz
  Scott Sellers Serrano Sexton Shaffer Shah Shannon Sharma Sharp Shaw Shea Shelton Shepard Shepherd Sheppard
  Sherman Shields Siddiqui Silva Silverman Simmons Simon Simpson Sims Singh Singleton Sjögren Skinner Sloan
  Smith Snow Snyder Sokolov Solberg Solis Solomon Sørensen Sosa Soto Sparks Spence Spencer Srinivasan
  Stafford Stanley Stanton Stark St._Clair Steele Stein Stephens Stephenson Stevens Stevenson Stewart
  St._John Stokes Stone Stout Strickland Stuart Suarez Sullivan Summers Sutton Suzuki Swanson Sweeney
  Takahashi Tanaka Tanner Tapia Tate Taylor Terrell Terry Thomas Thompson Thornton Todd Torres Townsend Tran
  Traoré Travis Trevino Trujillo Tucker Turner Tyler Underwood Valdez Valencia Valentine Valenzuela
  Van_Buren Vance Van_der_Meer Van_Dyke Vang Van_Horn Vargas Vasquez Vaughan Vaughn Vazquez Vega Velasquez
  Velazquez Velez Verma Villa Villanueva Villarreal Villegas Vincent Vogel Volkov Von_Berg Wade Wagner
  Walker Wall Wallace Waller Walls Walsh Walter Walters Walton Wang Ward Ware Warner Warren Washington
  Watanabe Waters Watkins Watson Watts Weaver Webb Weber Webster Weeks Weinstein Weiss Welch Wells Werner
  West Wheeler Whitaker White Whitehead Whitney Wiggins Wilcox Wiley Wilkerson Wilkins Wilkinson Williams
  Williamson Willis Wilson Winters Wiśniewski Wolf Wolfe Wong Wood Woodard Woods Woodward Wright Wu Wyatt
  Yamamoto Yáñez Yang Yates Yoder York Yoshida Young Zamora Zavala Zhang Zieliński Zimmer Zimmerman Zuniga
`);

/** Names separated by whitespace; `_` is a space within one. */
function names(text: string): readonly string[] {
  return text
    .trim()
    .split(/\s+/)
    .map((name) => name.replaceAll('_', ' '));
}
