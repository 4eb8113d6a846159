"""What providers plan when an argument changes.

`providers schema -json` says nothing about it, so it is planned, in the order of these files:

    golden        which types and arguments the templates write
    specimens     a real instance of each type, from the states of rehearsals
    schema        all configurable arguments of these types
    legal         for each argument, values that the provider accepts, and the state that each would leave
    experiments   the plan of each change over such a state, beside a control that must plan nothing
    verdicts      keys of the data file
    write         the file

No service is asked: plans refresh nothing (`terraform`), and what they would read is in the states.
"""
