"""The platform: moto's server, with what it leaves out of SageMaker's endpoints.

moto keeps books as AWS does, but everything happens at once and goes well: jobs are completed and endpoints in service as soon as
they are asked for, names can be taken twice, lists have no pages, and `update_endpoint` is missing. Here changes take two looks
(`describe_…`), and what comes of them is told beforehand by POST /lab/scene, which also lays out what is there. GET /lab/record
tells what has been done. Started with the port as its argument.
"""

import json
import sys

from moto.cloudwatch import urls as cloudwatch_urls
from moto.cloudwatch.responses import CloudWatchResponse
from moto.core.exceptions import ServiceException
from moto.core.responses import ActionResult, EmptyResult
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from moto.sagemaker import urls as sagemaker_urls
from moto.sagemaker.exceptions import AWSValidationException, ResourceInUseException
from moto.sagemaker.models import sagemaker_backends
from moto.sagemaker.responses import SageMakerResponse
from werkzeug.serving import WSGIRequestHandler, run_simple

ACCOUNT, REGION = "123456789012", "eu-central-1"
ENDPOINT, ALARM = "parcels", "parcels-bad-answers"
LOOKS = 2
PAGE = 10


class Scene:
    """What is going to happen, and what has happened."""

    def __init__(self, told):
        self.jobs = list(told.get("jobs", []))
        self.creation = told.get("creation", "")
        self.update = told.get("update", [])  # the variants of an update that cannot be carried out
        self.alarm = told.get("alarm", {})
        self.live = told.get("live")
        self.pending = {}  # a job or an endpoint: [looks until it is done, what happens then]
        self.looks_at = [None, 0]  # a share of the traffic, and how often the alarm was looked at with it
        self.calls, self.traffic, self.looks, self.broken = [], [], [], []

    def record(self):
        return {
            "calls": self.calls,
            "traffic": self.traffic,
            "looks": self.looks,
            "broken": self.broken,
            **everything_there(),
        }


scene = Scene({})


def books():
    return sagemaker_backends[ACCOUNT][REGION]


def everything_there():
    there = books()
    return {
        "models": {
            name: {"container": container_of(model), "role": model.execution_role_arn, "tags": model.tags}
            for name, model in there._models.items()
        },
        "configs": {
            name: {"variants": config.production_variants, "tags": config.tags}
            for name, config in there.endpoint_configs.items()
        },
        "endpoints": {
            name: {
                "status": endpoint.endpoint_status,
                "config": endpoint.endpoint_config_name,
                "variants": endpoint.production_variants,
                "tags": endpoint.tags,
            }
            for name, endpoint in there.endpoints.items()
        },
        "jobs": sorted(there.training_jobs),
    }


def container_of(model):
    """The container of a model, which may also be told as a list of one."""
    listed = model.containers or []
    return listed[0] if len(listed) == 1 else model.primary_container


def lay_out(told):
    """Models, configs and endpoints as a scene begins with them."""
    global scene
    there = books()
    for shelf in (there._models, there.endpoint_configs, there.endpoints, there.training_jobs):
        shelf.clear()
    for name, tags in told.get("models", {}).items():
        container = {"Image": "image", "ModelDataUrl": f"s3://parcels-models/{name}/model.tar.gz"}
        there.create_model(name, "arn:aws:iam::123456789012:role/models", container, None, None, _tags(tags))
    for name, (model, variant, tags) in told.get("configs", {}).items():
        variants = [
            {
                "VariantName": variant,
                "ModelName": model,
                "InstanceType": "ml.m5.large",
                "InitialInstanceCount": 2,
                "InitialVariantWeight": 1.0,
            }
        ]
        there.create_endpoint_config(name, variants, {}, {}, _tags(tags), None)
    for name, (config, count, tags) in told.get("endpoints", {}).items():
        endpoint = there.create_endpoint(name, config, _tags(tags))
        endpoint.production_variants = in_service(there.endpoint_configs[config].production_variants, {})
        for variant in endpoint.production_variants:
            variant["CurrentInstanceCount"] = variant["DesiredInstanceCount"] = count
    scene = Scene(told)


def _tags(service):
    return [{"Key": "service", "Value": service}]


# ---- endpoints ------------------------------------------------------------------------------------------


def in_service(variants, retained):
    """Variants as an endpoint has them, with counts and weights of old ones where these are retained."""
    found = []
    for variant in variants:
        old = retained.get(variant["VariantName"], {})
        count = old.get("CurrentInstanceCount", variant.get("InitialInstanceCount"))
        weight = old.get("CurrentWeight", variant.get("InitialVariantWeight", 1.0))
        found.append(
            {
                "VariantName": variant["VariantName"],
                "CurrentInstanceCount": count,
                "DesiredInstanceCount": count,
                "CurrentWeight": float(weight),
                "DesiredWeight": float(weight),
            }
        )
    return found


def shares(endpoint):
    total = sum(variant["CurrentWeight"] for variant in endpoint.production_variants)
    return {each["VariantName"]: each["CurrentWeight"] / total if total else 0.0 for each in endpoint.production_variants}


def note_traffic():
    """Who serves how much now, and with how many instances."""
    endpoint = books().endpoints.get(ENDPOINT)
    now = None
    if endpoint is not None and endpoint.endpoint_status not in ("Creating", "Failed", "Deleting"):
        served = shares(endpoint)
        now = {
            each["VariantName"]: [round(served[each["VariantName"]], 4), each["CurrentInstanceCount"]]
            for each in endpoint.production_variants
        }
    if not scene.traffic or scene.traffic[-1] != now:
        scene.traffic.append(now)


def look_at(name, thing):
    """One look at what takes two; whether it is just done."""
    if name not in scene.pending:
        return
    scene.pending[name][0] -= 1
    if scene.pending[name][0] <= 0:
        scene.pending.pop(name)[1](thing)


class Answers(SageMakerResponse):
    """What is different from moto, call by call."""

    def _there(self):
        return self.sagemaker_backend

    def call_action(self):
        status, headers, body = super().call_action()
        given = json.loads(self.body or "{}")
        scene.calls.append({"call": self._get_action(), "given": given, "refused": int(status) >= 400})
        return status, headers, body

    def create_training_job(self):
        name = self._get_param("TrainingJobName")
        if name in self._there().training_jobs:
            raise ResourceInUseException(f"Training job names must be unique within an AWS account and region: {name}")
        answer = super().create_training_job()
        job = self._there().training_jobs[name]
        outcome = scene.jobs.pop(0) if scene.jobs else ["Completed", ""]
        artifacts, job.model_artifacts = job.model_artifacts, None
        job.training_job_status, job.secondary_status = "InProgress", "Training"

        def done(job):
            job.training_job_status, reason = outcome
            job.secondary_status = "MaxRuntimeExceeded" if outcome[0] == "Stopped" else outcome[0]
            if outcome[0] == "Failed":
                job.failure_reason = reason
            else:
                job.model_artifacts = artifacts

        scene.pending[name] = [LOOKS, done]
        return answer

    def describe_training_job(self):
        name = self._get_param("TrainingJobName")
        look_at(name, self._there().training_jobs.get(name))
        return super().describe_training_job()

    def create_model(self):
        name = self._get_param("ModelName")
        if name in self._there()._models:
            raise AWSValidationException(f'Cannot create already existing model "{name}".')
        return super().create_model()

    def delete_model(self):
        name = self._get_param("ModelName")
        if name in {variant["ModelName"] for config in self._in_use() for variant in config.production_variants}:
            scene.broken.append("a model that an endpoint still serves is deleted")
        return super().delete_model()

    def create_endpoint_config(self):
        name = self._get_param("EndpointConfigName")
        if name in self._there().endpoint_configs:
            raise AWSValidationException(f'Cannot create already existing endpoint configuration "{name}".')
        for variant in self._get_param("ProductionVariants"):
            if variant["ModelName"] not in self._there()._models:
                raise AWSValidationException(f'Could not find model "{variant["ModelName"]}".')
        return super().create_endpoint_config()

    def delete_endpoint_config(self):
        name = self._get_param("EndpointConfigName")
        if name in {config.endpoint_config_name for config in self._in_use()}:
            scene.broken.append("an endpoint config is deleted while an endpoint uses it")
        return super().delete_endpoint_config()

    def _in_use(self):
        """The configs of endpoints that serve, or are about to."""
        configs = self._there().endpoint_configs
        alive = [each for each in self._there().endpoints.values() if each.endpoint_status not in ("Failed", "Deleting")]
        return [configs[each.endpoint_config_name] for each in alive if each.endpoint_config_name in configs]

    def create_endpoint(self):
        name, config = self._get_param("EndpointName"), self._get_param("EndpointConfigName")
        if name in self._there().endpoints:
            raise AWSValidationException(f'Cannot create already existing endpoint "{name}".')
        if config not in self._there().endpoint_configs:
            raise AWSValidationException(f'Could not find endpoint configuration "{config}".')
        answer = super().create_endpoint()
        endpoint = self._there().endpoints[name]
        endpoint.production_variants = in_service(self._there().endpoint_configs[config].production_variants, {})
        endpoint.endpoint_status = "Creating"

        def done(endpoint):
            endpoint.endpoint_status = "Failed" if scene.creation else "InService"
            endpoint.failure_reason = scene.creation or None
            note_traffic()

        scene.pending[name] = [LOOKS, done]
        return answer

    def describe_endpoint(self):
        name = self._get_param("EndpointName")
        look_at(name, self._there().endpoints.get(name))
        return super().describe_endpoint()

    def _changing(self):
        """The endpoint a change is asked of, which has to be in service."""
        name = self._get_param("EndpointName")
        endpoint = self._there().endpoints.get(name)
        if endpoint is None:
            raise AWSValidationException(f'Could not find endpoint "{name}".')
        if endpoint.endpoint_status != "InService":
            raise AWSValidationException(f'Cannot update in-progress endpoint "{name}".')
        return endpoint

    def update_endpoint(self):
        endpoint, wanted = self._changing(), self._get_param("EndpointConfigName")
        config = self._there().endpoint_configs.get(wanted)
        if config is None:
            raise AWSValidationException(f'Could not find endpoint configuration "{wanted}".')
        keeps = self._get_param("RetainAllVariantProperties", False)
        left_out = {each["VariantPropertyType"] for each in self._get_param("ExcludeRetainedVariantProperties") or []}
        words = {"DesiredInstanceCount": "CurrentInstanceCount", "DesiredWeight": "CurrentWeight"}
        kept = [current for desired, current in words.items() if desired not in left_out] if keeps else []
        endpoint.endpoint_status = "Updating"
        rolls_back = scene.update == sorted(variant["VariantName"] for variant in config.production_variants)

        def done(endpoint):
            endpoint.endpoint_status = "InService"
            if not rolls_back:  # else it serves as before, and says nothing
                old = {
                    each["VariantName"]: {word: each[word] for word in kept if word in each}
                    for each in endpoint.production_variants
                }
                endpoint.endpoint_config_name = wanted
                endpoint.production_variants = in_service(config.production_variants, old)
            note_traffic()

        scene.pending[endpoint.endpoint_name] = [LOOKS, done]
        return ActionResult({"EndpointArn": endpoint.arn})

    def update_endpoint_weights_and_capacities(self):
        endpoint = self._changing()
        there = {variant["VariantName"]: variant for variant in endpoint.production_variants}
        wanted = self._get_param("DesiredWeightsAndCapacities")
        for change in wanted:
            if change["VariantName"] not in there:
                raise AWSValidationException(f'There is no variant "{change["VariantName"]}".')
        endpoint.endpoint_status = "Updating"

        def done(endpoint):
            endpoint.endpoint_status = "InService"
            for change in wanted:
                variant = there[change["VariantName"]]
                if change.get("DesiredWeight") is not None:
                    variant["CurrentWeight"] = variant["DesiredWeight"] = float(change["DesiredWeight"])
                if change.get("DesiredInstanceCount") is not None:
                    variant["CurrentInstanceCount"] = variant["DesiredInstanceCount"] = change["DesiredInstanceCount"]
            note_traffic()

        scene.pending[endpoint.endpoint_name] = [LOOKS, done]
        return ActionResult({"EndpointArn": endpoint.arn})

    def delete_endpoint(self):
        name = self._get_param("EndpointName")
        endpoint = self._there().endpoints.get(name)
        if endpoint is None or endpoint.endpoint_status == "Deleting":
            raise AWSValidationException(f'Could not find endpoint "{name}".')
        endpoint.endpoint_status = "Deleting"
        note_traffic()
        scene.pending[name] = [LOOKS, lambda endpoint: self._there().endpoints.pop(name)]
        return EmptyResult()

    def list_models(self):
        return self._page("Models", [(name, each.response_object) for name, each in self._there()._models.items()])

    def list_endpoint_configs(self):
        configs = self._there().endpoint_configs.items()
        return self._page("EndpointConfigs", [(name, each.summary()) for name, each in configs])

    def list_endpoints(self):
        endpoints = self._there().endpoints.items()
        return self._page("Endpoints", [(name, each.summary()) for name, each in endpoints])

    def _page(self, word, found):
        """Ten at a time, as the real one does when it is not told otherwise."""
        contains = self._get_param("NameContains") or ""
        found = [summary for name, summary in found if contains in name]
        begin = int(self._get_param("NextToken") or 0)
        end = begin + int(self._get_param("MaxResults") or PAGE)
        more = {"NextToken": str(end)} if end < len(found) else {}
        return ActionResult({word: found[begin:end]} | more)


def alarm_state():
    """What the alarm says, at this look and with this share of the traffic."""
    endpoint = books().endpoints.get(ENDPOINT)
    served = {} if endpoint is None else shares(endpoint)
    others = [share for name, share in served.items() if name != scene.live]
    share = str(round(100 * max(others, default=0)))
    if scene.looks_at[0] != share:
        scene.looks_at = [share, 0]
    states = scene.alarm.get(share) or ["OK"]
    state = states[min(scene.looks_at[1], len(states) - 1)]
    scene.looks_at[1] += 1
    scene.looks.append([int(share), state])
    return state


class Denied(ServiceException):
    """The role may not."""

    __module__ = "moto.cloudwatch.exceptions"  # where moto looks up which service an error is of
    code = "AccessDenied"


class Alarms(CloudWatchResponse):
    """The one alarm there is."""

    def describe_alarms(self):
        asked = [*(self._get_param("AlarmNames") or []), self._get_param("AlarmNamePrefix") or ""]
        state = alarm_state() if ALARM in asked else None
        if state == "DENIED":
            raise Denied("not authorized to perform: cloudwatch:DescribeAlarms")
        found = [] if state is None else [{"AlarmName": ALARM, "StateValue": state}]
        return ActionResult({"MetricAlarms": found, "CompositeAlarms": []})


class Quiet(WSGIRequestHandler):
    def log(self, *_, **__):
        pass


class Front:
    """The lab's own two paths, and moto behind them."""

    def __init__(self):
        self._moto = DomainDispatcherApplication(create_backend_app)

    def __call__(self, environ, start_response):
        path = environ["PATH_INFO"]
        if not path.startswith("/lab/"):
            return self._moto(environ, start_response)
        if path == "/lab/scene":
            lay_out(json.loads(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))))
            note_traffic()
        start_response("200 OK", [("Content-Type", "application/json")])
        return [json.dumps(scene.record(), default=str).encode()]


if __name__ == "__main__":
    for urls, answers in ((sagemaker_urls, Answers), (cloudwatch_urls, Alarms)):
        urls.url_paths = dict.fromkeys(urls.url_paths, answers.dispatch)
    run_simple("127.0.0.1", int(sys.argv[1]), Front(), threaded=False, request_handler=Quiet)
