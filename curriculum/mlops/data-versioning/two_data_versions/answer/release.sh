# Makes this folder a repository of Git and DVC with the versions v1 and v2.
# $STATION is the folder with the station's files, $STORAGE the one where DVC's data is kept for everybody.
set -e

# [answer] The repository, its storage, and the two versions, one after the other.
git init --quiet
dvc init --quiet
dvc remote add --default storage "$STORAGE"
printf '__pycache__/\n' >> .gitignore
mkdir -p data

cp "$STATION/january.csv" data/readings.csv
dvc add data/readings.csv
dvc repro
git add .
git commit --quiet -m "Bikes of January"
git tag v1
dvc push

tail -n +2 "$STATION/february.csv" >> data/readings.csv
dvc add data/readings.csv
dvc repro
git add .
git commit --quiet -m "Bikes of February"
git tag v2
dvc push
# [/answer]
