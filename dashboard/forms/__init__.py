"""Forms for the records of the register, made from the models: fields, values, faults, what two versions differ in."""
