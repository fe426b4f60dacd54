"""Is all that lies in the database and on the disk as it must be? Each check reads and changes nothing."""
