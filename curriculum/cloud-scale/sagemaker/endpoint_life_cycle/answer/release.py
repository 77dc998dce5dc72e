"""Trains, releases and removes the model behind the endpoint `parcels`, which tells how late a parcel will be.

python release.py train VERSION DATA    trains on the files below DATA, and makes the model parcels-VERSION
python release.py deploy VERSION        lets parcels-VERSION serve, step by step if another version serves now
python release.py close                 removes the endpoint and all that belongs to it
"""

import os
import sys

import boto3

# [answer] What else you need.
import time
import uuid
from collections.abc import Iterator

from botocore.exceptions import WaiterError

# [/answer]
SERVICE = "parcels"
ENDPOINT = "parcels"
ALARM = "parcels-bad-answers"  # a CloudWatch alarm, which others have set up: too many of the answers are errors
TAGS = [{"Key": "service", "Value": SERVICE}]  # goes on everything this program makes
ROLE = "arn:aws:iam::123456789012:role/models"
IMAGE = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/parcels:3"
OUTPUT = "s3://parcels-models/"
INSTANCE = "ml.m5.large"
FIRST_COUNT = 2  # instances of the first version; later autoscaling decides
HYPERPARAMETERS = {"passes": 300, "l2": 0.05, "standardize": False}
STEPS = (0.1, 0.5, 1.0)  # shares of the traffic for a new version
CALM, MOST_LOOKS = 3, 12
PAUSE = float(os.environ.get("PAUSE", "30"))  # seconds between looks at anything

sagemaker = boto3.client("sagemaker")
cloudwatch = boto3.client("cloudwatch")

# [answer] What several of the commands need.
SOON = {"Delay": PAUSE, "MaxAttempts": 120}  # how waiters wait


def exists(version: str) -> bool:
    """Whether there is a model of this version."""
    pages = sagemaker.get_paginator("list_models").paginate(NameContains=f"{SERVICE}-{version}")
    return any(model["ModelName"] == f"{SERVICE}-{version}" for page in pages for model in page["Models"])


def serving() -> dict | None:
    """The endpoint, if there is one."""
    pages = sagemaker.get_paginator("list_endpoints").paginate(NameContains=ENDPOINT)
    if not any(each["EndpointName"] == ENDPOINT for page in pages for each in page["Endpoints"]):
        return None
    return sagemaker.describe_endpoint(EndpointName=ENDPOINT)


def config_of(weights: dict[str, float], count: int) -> str:
    """A new endpoint config, with a variant for each version."""
    name = f"{SERVICE}-{'-'.join(weights)}-{uuid.uuid4().hex[:8]}"
    variants = [
        {
            "VariantName": version,
            "ModelName": f"{SERVICE}-{version}",
            "InstanceType": INSTANCE,
            "InitialInstanceCount": count,
            "InitialVariantWeight": weight,
        }
        for version, weight in weights.items()
    ]
    sagemaker.create_endpoint_config(EndpointConfigName=name, ProductionVariants=variants, Tags=TAGS)
    return name


def settled() -> None:
    """Wait until the endpoint is in service."""
    sagemaker.get_waiter("endpoint_in_service").wait(EndpointName=ENDPOINT, WaiterConfig=SOON)


def change_to(config: str) -> None:
    """Let the endpoint use another config, and forget the one it had."""
    before = sagemaker.describe_endpoint(EndpointName=ENDPOINT)["EndpointConfigName"]
    sagemaker.update_endpoint(EndpointName=ENDPOINT, EndpointConfigName=config)
    settled()
    if sagemaker.describe_endpoint(EndpointName=ENDPOINT)["EndpointConfigName"] != config:
        sagemaker.delete_endpoint_config(EndpointConfigName=config)
        raise RuntimeError(f"the endpoint went back to {before}")
    sagemaker.delete_endpoint_config(EndpointConfigName=before)


def send(shares: dict[str, float]) -> None:
    """Divide the traffic."""
    weights = [{"VariantName": version, "DesiredWeight": share} for version, share in shares.items()]
    sagemaker.update_endpoint_weights_and_capacities(EndpointName=ENDPOINT, DesiredWeightsAndCapacities=weights)
    settled()


def stays_calm() -> None:
    """Look at the alarm until it was OK three times in a row; raises if that does not come."""
    calm = 0
    for _ in range(MOST_LOOKS):
        state = cloudwatch.describe_alarms(AlarmNames=[ALARM])["MetricAlarms"][0]["StateValue"]
        if state == "ALARM":
            raise RuntimeError(f"{ALARM} went off")
        calm = calm + 1 if state == "OK" else 0
        if calm == CALM:
            return
        time.sleep(PAUSE)
    raise RuntimeError(f"{ALARM} was not OK {CALM} times in a row")


def ours(word: str, call: str) -> Iterator[str]:
    """The names of all models, or of all endpoint configs, that carry our tag."""
    for page in sagemaker.get_paginator(call).paginate():
        for each in page[f"{word}s"]:
            tags = sagemaker.list_tags(ResourceArn=each[f"{word}Arn"])["Tags"]
            if TAGS[0] in tags:
                yield each[f"{word}Name"]
# [/answer]


def train(version: str, data: str) -> None:
    """A training job, and the model parcels-VERSION of what it has made."""
    # [answer] Start the job, wait for it, and make the model only of a job that was completed.
    if exists(version):
        sys.exit(f"there is a model of version {version} already")
    job = f"{SERVICE}-{version}-{uuid.uuid4().hex[:8]}"
    source = {"S3DataType": "S3Prefix", "S3Uri": data, "S3DataDistributionType": "FullyReplicated"}
    sagemaker.create_training_job(
        TrainingJobName=job,
        AlgorithmSpecification={"TrainingImage": IMAGE, "TrainingInputMode": "File"},
        RoleArn=ROLE,
        InputDataConfig=[{"ChannelName": "training", "DataSource": {"S3DataSource": source}, "ContentType": "text/csv"}],
        OutputDataConfig={"S3OutputPath": OUTPUT},
        ResourceConfig={"InstanceType": INSTANCE, "InstanceCount": 1, "VolumeSizeInGB": 10},
        StoppingCondition={"MaxRuntimeInSeconds": 3600},
        HyperParameters={name: str(value).lower() for name, value in HYPERPARAMETERS.items()},
        Tags=TAGS,
    )
    while (told := sagemaker.describe_training_job(TrainingJobName=job))["TrainingJobStatus"] in ("InProgress", "Stopping"):
        time.sleep(PAUSE)
    if told["TrainingJobStatus"] != "Completed":
        sys.exit(f"{job}: {told['TrainingJobStatus']}: {told.get('FailureReason', told.get('SecondaryStatus'))}")
    container = {"Image": IMAGE, "ModelDataUrl": told["ModelArtifacts"]["S3ModelArtifacts"]}
    sagemaker.create_model(ModelName=f"{SERVICE}-{version}", PrimaryContainer=container, ExecutionRoleArn=ROLE, Tags=TAGS)
    # [/answer]


def deploy(version: str) -> None:
    """Let a version serve; whatever goes wrong on the way leads back."""
    # [answer] Begin the endpoint, or bring the version in beside the one that serves.
    endpoint = serving()
    if endpoint is None:
        config = config_of({version: 1.0}, FIRST_COUNT)
        sagemaker.create_endpoint(EndpointName=ENDPOINT, EndpointConfigName=config, Tags=TAGS)
        try:
            settled()
        except WaiterError as error:
            reason = sagemaker.describe_endpoint(EndpointName=ENDPOINT).get("FailureReason", error)
            sagemaker.delete_endpoint(EndpointName=ENDPOINT)
            sagemaker.get_waiter("endpoint_deleted").wait(EndpointName=ENDPOINT, WaiterConfig=SOON)
            sagemaker.delete_endpoint_config(EndpointConfigName=config)
            sys.exit(f"{ENDPOINT}: {reason}")
        return
    variant = endpoint["ProductionVariants"][0]
    live, count = variant["VariantName"], variant["CurrentInstanceCount"]
    if live == version:
        print(f"{version} serves already")
        return
    change_to(config_of({live: 1.0, version: 0.0}, count))
    try:
        for share in STEPS:
            send({live: 1 - share, version: share})
            stays_calm()
        change_to(config_of({version: 1.0}, count))
    except BaseException as error:
        send({live: 1.0, version: 0.0})
        change_to(config_of({live: 1.0}, count))
        sys.exit(f"{version} was taken back: {error}")
    # [/answer]


def close() -> None:
    """Remove the endpoint, its configs and its models, and nothing else."""
    # [answer] First what costs money, then what it was made of.
    if serving() is not None:
        sagemaker.delete_endpoint(EndpointName=ENDPOINT)
        sagemaker.get_waiter("endpoint_deleted").wait(EndpointName=ENDPOINT, WaiterConfig=SOON)
    for name in list(ours("EndpointConfig", "list_endpoint_configs")):
        sagemaker.delete_endpoint_config(EndpointConfigName=name)
    for name in list(ours("Model", "list_models")):
        sagemaker.delete_model(ModelName=name)
    # [/answer]


if __name__ == "__main__":
    {"train": train, "deploy": deploy, "close": close}[sys.argv[1]](*sys.argv[2:])
