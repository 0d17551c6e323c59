"""The survey is on: who was asked, reminded, has answered; lists of answers, response rates, call lists."""
