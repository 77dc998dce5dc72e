# Makes the repository river/ out of history.txt: as your colleagues left it, and with your own files of yesterday.
set -e
if [ -e river ]; then
    echo "river/ is there already. To begin anew, remove it first: rm -rf river" >&2
    exit 1
fi
git init --quiet --template= --object-format=sha1 --initial-branch=main river
git -C river fast-import --quiet --done < history.txt
git -C river reset --quiet --hard
git -C river config user.name > /dev/null || git -C river config user.name "You"
git -C river config user.email > /dev/null || git -C river config user.email "you@river.example"
printf 'time,level\n09:00,2.12\n09:10,-999\n' > river/tryout.csv
printf 'Two of the new gauges send metres.\n' > river/notes.txt
git -C river log --oneline --graph --all
