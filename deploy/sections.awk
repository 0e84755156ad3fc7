# Picks one server's statements out of test_data.sql: awk -v server=1 -f deploy/sections.awk test_data.sql
BEGIN { wanted = 1 }
/^-- server: / { wanted = $3 == server || $3 == "all" }
wanted
