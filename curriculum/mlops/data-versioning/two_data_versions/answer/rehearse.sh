# Plays release.sh as the checks do: in a new folder, with the station's files and the storage elsewhere.
set -e
new=$(mktemp -d)
mkdir "$new/project"
cp ./*.py ./*.yaml ./*.sh "$new/project"
if [ -e .gitignore ]; then cp .gitignore "$new/project"; fi
cp -r station "$new/station"
cd "$new/project"
STATION="$new/station" STORAGE="$new/storage" sh release.sh
echo "Look at it: cd $new/project"
