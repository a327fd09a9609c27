# Runs PgBouncer with the password of the hosts' role in its list of users.
umask 077
printf '"shifts_app" "%s"\n' "$POSTGRES_APP_PASSWORD" > /tmp/userlist.txt
exec pgbouncer /etc/open-shifts/pgbouncer.ini
