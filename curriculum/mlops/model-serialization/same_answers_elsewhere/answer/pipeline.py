"""The model the pumps are judged with: what is fitted, and on which columns. There is nothing to do here."""

from sklearn.ensemble import RandomForestClassifier
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

COLUMNS = ["pressure", "temperature", "vibration", "hours", "starts"]
TARGET = "failed"


def make_pipeline() -> Pipeline:
    """The pipeline, not yet fitted: the same rows give the same model."""
    forest = RandomForestClassifier(n_estimators=40, min_samples_leaf=3, random_state=0)
    return Pipeline([("scale", StandardScaler()), ("forest", forest)])
