"""A tracking server: MLflow's own application, with SQLite and a folder of artifacts.

Its experiment "pumps" holds a study of somebody else's, with better numbers than any that is to come.

It listens before MLflow is imported, which takes seconds: whoever comes early waits for an answer, and imports MLflow
meanwhile. One process, unlike `mlflow server`, which starts four.
"""

import os
import socket
import sys
from pathlib import Path

HERE = Path.cwd()

listener = socket.create_server(("127.0.0.1", int(sys.argv[1])), backlog=128)

# The names under which `mlflow server` hands its options to the processes it starts.
os.environ.update(
    {
        "_MLFLOW_SERVER_FILE_STORE": f"sqlite:///{HERE}/runs.db",
        "_MLFLOW_SERVER_ARTIFACT_ROOT": "mlflow-artifacts:/",
        "_MLFLOW_SERVER_ARTIFACT_DESTINATION": str(HERE / "artifacts"),
        "_MLFLOW_SERVER_SERVE_ARTIFACTS": "true",
        "_MLFLOW_SGI_NAME": "uvicorn",
    }
)

import uvicorn  # noqa: E402
from mlflow import MlflowClient  # noqa: E402
from mlflow.server.fastapi_app import app  # noqa: E402
from mlflow.server.handlers import initialize_backend_stores  # noqa: E402

initialize_backend_stores(os.environ["_MLFLOW_SERVER_FILE_STORE"], os.environ["_MLFLOW_SERVER_ARTIFACT_ROOT"])

others = MlflowClient(os.environ["_MLFLOW_SERVER_FILE_STORE"])
experiment = others.create_experiment("pumps", artifact_location="mlflow-artifacts:/pumps")
study = others.create_run(experiment, run_name="last spring", tags={"colleague": "yes"}).info.run_id
nested = {"colleague": "yes", "mlflow.parentRunId": study}
trial = others.create_run(experiment, run_name="rate 0.5", tags=nested).info.run_id
for run in (trial, study):
    others.log_metric(run, "val_loss", 0.001, step=1)
    others.log_metric(run, "test_accuracy", 0.999, step=1)
    others.set_terminated(run)

uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listener])
