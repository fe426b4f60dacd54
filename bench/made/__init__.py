"""The made-up data set, one module for each room: county after county, decided by the county's code alone."""
