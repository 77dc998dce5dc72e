# Commits these files to a new repository of Git and DVC elsewhere, clones it, and runs the pipeline there.
set -e
new=$(mktemp -d)
mkdir "$new/committed"
cp -r . "$new/committed"
cd "$new/committed"
rm -rf .git .dvc dvc.lock
git init --quiet
git add --all
git -c user.name=Ada -c user.email=ada@example.org commit --quiet --message "As it was handed in"
cd ..
git clone --quiet committed clone
cd clone
dvc init --quiet
dvc repro
echo "Try changes, and dvc repro: cd $new/clone"
