"""Talk that needs no function."""
from .phrasing import choose

EXCHANGES = (
    (("Hello!", "Hi", "Hi there!", "Hello", "Hey", "Good morning!", "Hey there", "Good day.",
      "Hello, how nice to meet you.", "Good afternoon!", "Hi!", "Hey!", "Hello again!", "Good evening to you.", "Greetings!",
      "There you are, hello!", "A good evening!", "Hello to you."),
     ("Hello there!", "Good evening!"),
     "Hello! How can I help you?", "The user greets me. I greet back."),
    (("Thanks!", "Thank you.", "Thank you very much!", "Thanks a lot.", "Great, thanks.", "Thx",
      "Thanks!!", "Thank you so much.", "Many, many thanks.", "Ok, thank you.", "Thanks for that.", "Thanks again!", "My thanks!", "Big thanks!",
      "A thousand thanks!", "Warm thanks!", "With many thanks.", "I thank you.", "Thanks, that is all.", "Thanks, well done!"),
     ("Many thanks!", "Thanks so much."),
     "You are welcome!", "The user thanks me. No function is needed."),
    (("Who are you?", "What are you?", "What is your name?", "Tell me who you are.", "Are you a robot?", "Who is this?",
      "And what are you?", "Say who you are.", "Please tell me your name.", "Who am I talking to?", "So, who are you?", "Well, what are you?",
      "Who or what are you?", "Please tell me who you are."),
     ("Please say who you are.", "And who are you?"),
     "I am step35-nano, a small model that calls functions.", "The user asks who I am. I can answer without a function."),
    (("Goodbye!", "Bye", "See you.", "Bye bye!", "Good night!", "See you later!",
      "Bye for today.", "Goodbye!", "Goodbye for now.", "Bye then.", "Ok, bye.", "Bye, see you.",
      "Until then, goodbye!", "And now goodbye."), ("Bye for now.", "Goodbye then."),
     "Goodbye!", "The user says goodbye. I say goodbye too."),
    (("How are you?", "How are you doing?", "How is it going?", "Are you well?",
      "How do you feel?", "And how are you?", "So how are you doing?", "How are you today?", "How do you like it?", "Hello, how are you?",
      "Well, how are you?", "Hi, how are you?", "Now how are you?", "Hey, how are you doing?", "So are you well?", "Tell me how you are."),
     ("How do you do?", "So, how are you?"),
     "I am fine, thank you. How can I help you?", "The user asks how I am. I answer politely."),
    (("What can you do?", "Help", "How can you help me?", "What are you good at?",
      "Tell me how you can help.", "What do you do?", "What can you do for me?", "Show me what you can do.", "Tell me what you are good at.",
      "Say what you can do.", "What are you able to do?", "So, what can you do?"),
     ("Tell me what you can do.",),
     "I can call the functions that you give me and tell you what they return.", "The user asks what I can do. I explain it."),
    (("Ok.", "Okay", "Nice!", "Good.", "Great!", "Well done!", "Perfect.", "Cool",
      "Very nice.", "Very well.", "That is good.", "Fine, good.", "That is fine.", "Very fine.",
      "Good, very well.", "Quite good.", "Fine with me."), ("Very good.", "Fine."),
     "I am glad to help.", "The user is content. I answer briefly."),
    (("Tell me a joke.", "Make me laugh.", "Do you know a joke?", "Tell me something funny.",
      "Be funny.", "I want to hear a joke.", "Say a joke.", "Do you know something funny?",
      "Say something that makes me laugh.", "Say a funny thing.", "Something funny, please.",
      "Tell a funny story.", "Say something to laugh about."), ("Say something funny.",),
     "Why did the byte cross the bus? To get to the other side.", "The user wants a joke. I know one."),
)
NAME_REQUESTS = ("My name is {}.", "I am {}.", "Call me {}.", "Hi, I'm {}.", "I am called {}.", "People call me {}.", "You may call me {}.",
                 "Please call me {}.", "They call me {}.", "You could call me {}.")
HELD_OUT_NAME_REQUESTS = ("You can call me {}.",)
ECHO_REQUESTS = ("Repeat {}", "Say {}", "Repeat after me: {}", "Echo: {}", "Write {}", "Copy this: {}", "Say the words {}", "Say: {}",
                 'Say "{}"', 'Repeat the text "{}"', "Please repeat {}", "Please say this: {}", "Echo the text {}", "Repeat: {}",
                 "Write this down: {}", "Please copy '{}'", "{}\nRepeat that.", '"{}", say that.', "Give this back to me: {}", "Please say {}",
                 "Please echo {}", "Please write down {}", "Write the text {}", "Please type {}")
HELD_OUT_ECHO_REQUESTS = ("Please write {}", "Repeat this: {}", "Say the text '{}'")


def exchange(rng, split):
    """A remark, the answer to it and the thought before the answer."""
    train, held_out, answer, thought = rng.choice(EXCHANGES)
    return choose(rng, split, train, held_out), answer, thought


def introduction(rng, split, name):
    """A user who gives a name, the answer and the thought."""
    request = choose(rng, split, NAME_REQUESTS, HELD_OUT_NAME_REQUESTS).format(name)
    return request, f"Nice to meet you, {name}!", f"The user is called {name}. I greet {name}."


def echo(rng, split, text):
    """A request to repeat a text, the answer and the thought."""
    return choose(rng, split, ECHO_REQUESTS, HELD_OUT_ECHO_REQUESTS).format(text), text, "The user wants me to repeat a text."
