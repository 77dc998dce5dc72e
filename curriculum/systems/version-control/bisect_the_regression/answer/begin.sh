# Makes the repository wines/ out of history.txt: 200 commits of a model that tells three growers' wines apart.
set -e
if [ -e wines ]; then
    echo "wines/ is there already. To begin anew, remove it first: rm -rf wines" >&2
    exit 1
fi
git init --quiet --template= --object-format=sha1 --initial-branch=main wines
git -C wines fast-import --quiet --done < history.txt
git -C wines reset --quiet --hard
git -C wines log --oneline -3
