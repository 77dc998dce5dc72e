# Makes the repository power/ as it is on Noor's machine: with 50 MB in its past, and after her mishap. Takes some seconds.
set -e
if [ -e power ]; then
    echo "power/ is there already. To begin anew, remove it first: rm -rf power" >&2
    exit 1
fi
git init --quiet --template= --object-format=sha1 --initial-branch=main power
cd power
git config user.name "Noor Haddad"
git config user.email "noor@power.example"

# What the meter sent, again and again: 50 MB.
awk 'BEGIN {
    print "minute,kWh"
    for (line = 1; line <= 5000000; line++) printf "00:%02d,%02d.%d\n", line % 60, line % 60 / 2, line % 10
}' | git -c core.looseCompression=6 hash-object -w --stdin > /dev/null
git fast-import --quiet --done < ../history.txt
git reset --quiet --hard

# Noor commits, resets too far, and pulls what Cem has pushed meanwhile.
git update-ref -m "commit: Warn when the forecast misses by half" HEAD lost
git reset --quiet --hard
git reset --quiet --hard HEAD~1
git merge --quiet --ff-only incoming > /dev/null
git branch --quiet -D lost incoming
git log --oneline --graph --all
