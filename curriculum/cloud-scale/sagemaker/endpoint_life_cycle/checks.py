"""From a training job to the last bill

Write the marked parts of `release.py`, the program by which a team trains, releases and removes the model behind one SageMaker
endpoint, with boto3. The platform listens on port 5000 (boto3 is told by the environment) and is not always kind. Wait for what
takes time, with `PAUSE` seconds between looks; waiters take `WaiterConfig={"Delay": PAUSE}`. What fails ends with an exit code
other than 0, and a reason on standard error. All that is made carries `TAGS`. The constants above say what is not said here.

**`train VERSION DATA`** starts a job whose name begins with `parcels-VERSION`: one instance with 10 GB for an hour at most, the
channel `training` with all that is below `DATA` (`text/csv`), `HYPERPARAMETERS` as texts (`True` and `False` also in lower case).
Only of a job that was completed it makes the model `parcels-VERSION`, from the job's artifact. Of a job that failed, the platform's
reason is shown; it can be tried again. If the model is there already, that is a failure too: no job is begun.

**`deploy VERSION`**
- Without an endpoint, one is made: one variant, called as the version, with `FIRST_COUNT` instances. It ends when the endpoint is in
  service. If that fails, the platform's reason is shown, and endpoint and config are removed.
- If another version serves, the new one gets a variant beside it and 10, then 50, then 100 percent of the traffic. Each time it goes
  on after `ALARM` was `OK` at `CALM` looks in a row, and goes back on `ALARM`, or when `MOST_LOOKS` have not brought that. While
  both are there, each has as many instances as the live one has when the program begins: autoscaling has changed their number.
- In the end the new version serves alone, with as many instances. The old model stays, for the way back.
- Whatever goes wrong, also an error of the API: the old version serves alone, as before, with all its instances, and the code is not 0.
  After an `ALARM` the traffic goes back first of all.
- An update that the platform cannot carry out it takes back without a word: the endpoint is in service again, with the config it had.
- Either way one config is left over, the one in use. If the version serves already, nothing is changed, and the code is 0.

**`close`** removes the endpoint, and all configs and models that carry the tag; there may be dozens. Others have models and endpoints
in the account whose names look much like ours. Nothing that is in use is removed. Done twice, it ends with 0 twice.
"""

import http.client
import json

from mlestone.proving import check, expect, hints, limits, service

limits(seconds=600)
service("cloud", port=5000)
hints(
    "After which calls is a thing asked for but not there yet? Which of the answers after waiting mean that it went well?",
    "Describe the endpoint after each change: its status, but also the name of its config. One `try` round all that happens after the new "
    "version came in makes one way back for an alarm, an error and an impatient colleague.",
    "Traffic goes by weights, whole configs by update_endpoint; a config that is new takes its counts from what describe_endpoint says now. "
    "For lists there are paginators, and list_tags tells whose a thing is.",
)

URL = "http://127.0.0.1:5000"
ENV = {
    "AWS_ENDPOINT_URL": URL,
    "AWS_DEFAULT_REGION": "eu-central-1",
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_EC2_METADATA_DISABLED": "true",
    "PAUSE": "0.02",
}
TAG = {"Key": "service", "Value": "parcels"}
OTHERS = {
    "models": {"parcels-eu-v1": "parcels-eu", "prices-v7": "prices"},
    "configs": {"parcels-eu-1": ["parcels-eu-v1", "v1", "parcels-eu"], "prices-7": ["prices-v7", "v7", "prices"]},
    "endpoints": {"parcels-eu": ["parcels-eu-1", 2, "parcels-eu"], "prices": ["prices-7", 1, "prices"]},
}


# ---- the account, before and after ----------------------------------------------------------------------


def scene(lab, live=None, count=2, versions=(), **told):
    """An account with these versions of ours, one of them live, beside the things of others."""
    models = {f"parcels-{version}": "parcels" for version in versions}
    configs, endpoints = {}, {}
    if live is not None:
        configs["parcels-in-use"] = [f"parcels-{live}", live, "parcels"]
        endpoints["parcels"] = ["parcels-in-use", count, "parcels"]
    body = {
        "live": live,
        "models": models | OTHERS["models"] | told.pop("models", {}),
        "configs": configs | OTHERS["configs"] | told.pop("configs", {}),
        "endpoints": endpoints | OTHERS["endpoints"],
    }
    _ask_the_platform("POST", "/lab/scene", json.dumps(body | told))


def record(lab):
    return _ask_the_platform("GET", "/lab/record")


def _ask_the_platform(method, path, body=None):
    """Not by lab.service: what the platform knows is long, and no news to the learner."""
    connection = http.client.HTTPConnection("127.0.0.1", 5000, timeout=60)
    connection.request(method, path, body)
    answer = json.loads(connection.getresponse().read())
    connection.close()
    return answer


def release(lab, *words):
    return lab.run(["python", "release.py", *words], env=ENV, seconds=120)


def ended_well(done, what):
    expect(done.code == 0).is_true(f"{what} ends with code 0", f"{what} ends with code {done.code}, expected 0")


def ended_badly(done, what):
    expect(done.code != 0).is_true(f"{what}: the code is not 0", f"{what}: it ends with code 0, as if all was well")


def asked(now, call):
    return [each["given"] for each in now["calls"] if each["call"] == call and not each["refused"]]


def ours(now, kind):
    """What is there and is neither of the others' nor was it made for them."""
    return {name: each for name, each in now[kind].items() if name not in OTHERS[kind]}


def untouched(now):
    for kind, word in (("endpoints", "endpoint"), ("configs", "endpoint config"), ("models", "model")):
        missing = sorted(OTHERS[kind].keys() - now[kind].keys())
        expect(not missing).is_true("what others have is still there", f"the {word} of another team is gone: {' and '.join(missing[:1])}")
    expect(not now["broken"]).is_true("nothing in use is removed", "; ".join(now["broken"][:1]))


def tagged(now):
    for kind, word in (("endpoints", "endpoint"), ("configs", "endpoint config"), ("models", "model")):
        bare = [each for each in ours(now, kind).values() if TAG not in (each["tags"] or [])]
        expect(not bare).is_true(f"each {word} carries the tag", f"{'an' if word[0] == 'e' else 'a'} {word} lacks the tag")


def serves(now, version, count, what):
    """That one version serves alone, and one config is left."""
    endpoint = now["endpoints"].get("parcels")
    expect(endpoint is not None).is_true("there is an endpoint", f"{what}: there is no endpoint")
    expect(endpoint["status"] == "InService").is_true(
        "the endpoint is in service", f"{what}: the program ends while the endpoint is {endpoint['status']}"
    )
    names = {each["VariantName"] for each in endpoint["variants"]}
    expect(version in names).is_true(f"{version} serves", f"{what}: {version} does not serve in the end")
    expect(len(names) == 1).is_true(
        "it serves alone", f"{what}: in the end {len(names)} variants are there: instances that nobody needs are paid for"
    )
    instances = endpoint["variants"][0]["CurrentInstanceCount"]
    expect(instances == count).is_true(
        f"with {count} instances", f"{what}: in the end it has {_fewer(instances, count)} instances than the live version had"
    )
    left = sorted(ours(now, "configs"))
    expect(left == [endpoint["config"]]).is_true(
        "one config is left", f"{what}: more or fewer of our configs are left than the one in use"
    )


def _fewer(found, wanted):
    return "fewer" if found < wanted else "more"


def models_stay(now, *versions):
    missing = [version for version in versions if f"parcels-{version}" not in now["models"]]
    expect(not missing).is_true("the models are still there", "a model is gone: there is no way back to that version")


def never_short(now, live, count):
    """That whoever served had all its instances, from the first moment to the last."""
    for variants in now["traffic"]:
        expect(bool(variants)).is_true("somebody serves at every moment", "the endpoint was gone for a while: customers got errors")
        for version, (share, instances) in variants.items():
            which = "the live version" if version == live else "the new version"
            expect(instances == count).is_true(
                f"{which} has {count} instances",
                f"{which} had {_fewer(instances, count)} instances on the way than the live one at the beginning",
            )


# ---- train ----------------------------------------------------------------------------------------------


@check("train: a job with channel, limits and texts for hyperparameters, and the model of its artifact")
def trains(lab, rng):
    version, month = f"v{rng.integers(3, 90)}", f"2026-{rng.integers(10, 13)}"
    scene(lab)
    data = f"s3://parcels-data/{month}/"
    done = release(lab, "train", version, data)
    ended_well(done, "train")
    now = record(lab)
    jobs = asked(now, "CreateTrainingJob")
    expect(len(jobs) == 1).is_true("one job is begun", f"{len(jobs)} jobs are begun, expected 1")
    job = jobs[0]
    name = job["TrainingJobName"]
    expect(name.startswith(f"parcels-{version}")).is_true("its name says the version", "the job's name does not begin with parcels-VERSION")
    channels = job.get("InputDataConfig") or []
    expect([each.get("ChannelName") for each in channels] == ["training"]).is_true(
        "it has the channel training", "the job does not have one channel, called training"
    )
    source = channels[0].get("DataSource", {}).get("S3DataSource", {})
    expect(source.get("S3Uri") == data and source.get("S3DataType") == "S3Prefix").is_true(
        "the channel is all that is below DATA", "the channel is not the S3Prefix that was named"
    )
    expect(channels[0].get("ContentType") == "text/csv").is_true("it is text/csv", "the channel's ContentType is not text/csv")
    texts = {key: value.lower() for key, value in (job.get("HyperParameters") or {}).items()}
    expect(texts == {"passes": "300", "l2": "0.05", "standardize": "false"}).is_true(
        "the hyperparameters are those of HYPERPARAMETERS", "the job's hyperparameters are not the three of HYPERPARAMETERS"
    )
    resources, stop = job.get("ResourceConfig", {}), job.get("StoppingCondition", {})
    expect(resources.get("InstanceType") == "ml.m5.large").is_true("it runs on INSTANCE", "the job's InstanceType is not INSTANCE")
    output = job.get("OutputDataConfig", {}).get("S3OutputPath", "")
    expect(output.rstrip("/") == "s3://parcels-models").is_true("it leaves its model at OUTPUT", "the job's S3OutputPath is not OUTPUT")
    expect((resources.get("InstanceCount"), resources.get("VolumeSizeInGB"), stop.get("MaxRuntimeInSeconds")) == (1, 10, 3600)).is_true(
        "one instance, 10 GB, an hour", "the job is not limited to one instance, 10 GB and an hour"
    )
    algorithm = job.get("AlgorithmSpecification", {})
    expect(algorithm.get("TrainingImage", "").endswith("/parcels:3") and job.get("RoleArn", "").endswith("role/models")).is_true(
        "its image and role are IMAGE and ROLE", "the job's image or role is not that of the constants"
    )
    expect(TAG in (job.get("Tags") or [])).is_true("the job carries the tag", "the job lacks the tag")
    model = now["models"].get(f"parcels-{version}")
    expect(model is not None).is_true("the model is there", "there is no model parcels-VERSION")
    container = model["container"] or {}
    wanted = f"{output.rstrip('/')}/{name}/output/model.tar.gz"
    expect(container.get("ModelDataUrl") == wanted).is_true(
        "it is made of the job's artifact", "the model's ModelDataUrl is not the artifact that the job has told"
    )
    expect(container.get("Image", "").endswith("/parcels:3") and (model["role"] or "").endswith("role/models")).is_true(
        "its image and role are IMAGE and ROLE", "the model's image or role is not that of the constants"
    )
    tagged(now)
    untouched(now)


@check("train: no model of a job that was not completed, and no job for a model that is there")
def trains_in_vain(lab, rng):
    reason = f"AlgorithmError: meter-{rng.integers(100, 999)}.csv has a row that cannot be read"
    scene(lab, jobs=[["Failed", reason], ["Stopped", ""]])
    for number, (what, told) in enumerate((("a job that failed", reason), ("a job that was stopped after an hour", "")), 1):
        done = release(lab, "train", "v2", "s3://parcels-data/2026-11/")
        ended_badly(done, what)
        now = record(lab)
        expect(len(now["jobs"]) == number).is_true("a job is begun", "after a job that failed, no second one can be begun")
        expect(not ours(now, "models")).is_true("there is no model", f"of {what} a model is made")
        expect(told in done.log).is_true("the reason is shown", f"{what}: standard error does not hold the platform's reason")
    scene(lab, versions=("v2",))
    ended_badly(release(lab, "train", "v2", "s3://parcels-data/2026-12/"), "train for a model that is there")
    expect(not record(lab)["jobs"]).is_true("no job is begun", "a job is begun, and paid for, although its model is there already")


# ---- deploy ---------------------------------------------------------------------------------------------


@check("deploy: the first version, waited for until it is in service")
def first(lab, rng):
    scene(lab, versions=("v1", "v2"))
    ended_well(release(lab, "deploy", "v1"), "deploy of the first version")
    now = record(lab)
    serves(now, "v1", 2, "the first version")
    tagged(now)
    variants = now["configs"][now["endpoints"]["parcels"]["config"]]["variants"]
    expect(variants[0]["ModelName"] == "parcels-v1" and variants[0]["InstanceType"] == "ml.m5.large").is_true(
        "it serves the model on INSTANCE", "the variant's model or instance type is another one"
    )
    before = len(now["calls"])
    ended_well(release(lab, "deploy", "v1"), "deploy of the version that serves")
    calls = [each["call"] for each in record(lab)["calls"][before:]]
    changes = [call for call in calls if not call.startswith(("Describe", "List"))]
    expect(not changes).is_true("the second time changes nothing", "deploy of the version that serves already changes something")
    untouched(record(lab))


@check("deploy: a first version that does not start is told, and leaves nothing behind")
def does_not_start(lab, rng):
    reason = f"The primary container did not pass the ping health check ({rng.integers(1000, 9999)})."
    scene(lab, versions=("v1",), creation=reason)
    done = release(lab, "deploy", "v1")
    ended_badly(done, "an endpoint that fails")
    now = record(lab)
    expect(reason in done.log).is_true("the reason is shown", "standard error does not hold the platform's FailureReason")
    gone = now["endpoints"].get("parcels", {"status": "Deleting"})["status"] == "Deleting"
    expect(gone).is_true("the endpoint is removed", "the endpoint that failed is still there, and takes the name")
    expect(not ours(now, "configs")).is_true("its config is removed", "the config of the endpoint that failed is left over")
    models_stay(now, "v1")
    untouched(now)


@check("deploy: the next version comes by 10, 50 and 100 percent, each time after three calm looks")
def step_by_step(lab, rng):
    count = int(rng.integers(3, 8))
    states = {
        "10": ["INSUFFICIENT_DATA"] * int(rng.integers(2, 4)) + ["OK"],
        "50": ["OK", "OK", "INSUFFICIENT_DATA", "OK", "OK", "OK"],
        "100": ["OK"],
    }
    scene(lab, "v1", count, ("v1", "v2"), alarm=states)
    ended_well(release(lab, "deploy", "v2"), "deploy of the next version")
    now = record(lab)
    came_in_steps(now, (10, 50, 100))
    serves(now, "v2", count, "a calm release")
    never_short(now, "v1", count)
    models_stay(now, "v1", "v2")
    tagged(now)
    untouched(now)


def came_in_steps(now, shares):
    """That the traffic was shifted in these steps, and three calm looks stood between them."""
    seen = []
    for variants in now["traffic"]:
        share = round(100 * variants.get("v2", [0, 0])[0]) if variants else 0
        if share and (not seen or seen[-1] != share):
            seen.append(share)
    missing = [share for share in shares if share not in seen]
    expect(not missing).is_true("each share is reached", f"the new version never gets {' and '.join(map(str, missing[:1]))} percent")
    if 100 in shares:
        expect([share for share in seen if share in shares] == list(shares)).is_true(
            "they come in this order", "the shares 10, 50 and 100 do not come once each, in this order"
        )
        for share in shares:
            calm = longest = 0
            for at, state in now["looks"]:
                if at == share:
                    calm = calm + 1 if state == "OK" else 0
                    longest = max(longest, calm)
            expect(longest >= 3).is_true(
                f"three calm looks at {share} percent",
                f"at {share} percent it goes on after {longest} looks with OK in a row, expected 3 (one without data is none)",
            )


@check("deploy: on an alarm the traffic goes back, also at the last step")
def goes_back(lab, rng):
    share, calm, count = str(rng.choice(["50", "100"])), int(rng.integers(1, 3)), int(rng.integers(3, 8))
    scene(lab, "v1", count, ("v1", "v2"), alarm={share: ["OK"] * calm + ["ALARM"] * 2 + ["OK"]})
    done = release(lab, "deploy", "v2")
    what = "an alarm"
    went_back(lab, done, count, what)
    now = record(lab)
    came_in_steps(now, [each for each in (10, 50, 100) if each <= int(share)][:2])
    after = [looks for looks, (_, state) in enumerate(now["looks"], 1) if state == "ALARM"]
    expect(bool(after)).is_true("the alarm is looked at", f"{what}: the alarm is never seen")
    last = max((at for at, variants in enumerate(now["traffic"]) if variants.get("v2", [0])[0] > 0), default=0)
    following = now["traffic"][last + 1 :][:1] or [{}]
    expect("v2" in following[0]).is_true(
        "the traffic goes back first",
        f"{what}: the variant is taken away first, which takes minutes, and its traffic goes back with that",
    )


def went_back(lab, done, count, what):
    ended_badly(done, what)
    now = record(lab)
    serves(now, "v1", count, what)
    never_short(now, "v1", count)
    models_stay(now, "v1", "v2")
    untouched(now)


@check("deploy: without news of the alarm it goes back too")
def no_news(lab, rng):
    for what, states in (
        ("an alarm that is OK twice, then without data, and so on", ["OK", "OK", "INSUFFICIENT_DATA"] * 9),
        ("an error of the API at the alarm", ["OK", "DENIED"]),
    ):
        count = int(rng.integers(3, 8))
        scene(lab, "v1", count, ("v1", "v2"), alarm={"50": states})
        went_back(lab, release(lab, "deploy", "v2"), count, what)
        at_50 = len([1 for share, _ in record(lab)["looks"] if share == 50])
        if "DENIED" not in states:
            expect(at_50 == 12).is_true("it looks 12 times", f"{what}: it looks {_looks(at_50)} than 12 times before it gives up")


def _looks(number):
    return "less often" if number < 12 else "more often"


@check("deploy: notices an update that the platform has taken back")
def taken_back(lab, rng):
    for what, variants in (
        ("an update that was taken back", ["v1", "v2"]),
        ("an update to the new version alone that was taken back", ["v2"]),
    ):
        count = int(rng.integers(3, 8))
        scene(lab, "v1", count, ("v1", "v2"), update=variants)
        went_back(lab, release(lab, "deploy", "v2"), count, what)


# ---- close ----------------------------------------------------------------------------------------------


@check("close: removes all that is ours, to the last page, and nothing that is not")
def closes(lab, rng):
    number = int(rng.integers(23, 34))
    versions = [f"v{at}" for at in range(1, number + 1)]
    old = {f"parcels-old-{at}": ["parcels-v2", "v2", "parcels"] for at in range(int(rng.integers(11, 16)))}
    scene(lab, "v1", 4, versions, configs=old)
    for time in ("the first time", "the second time"):
        ended_well(release(lab, "close"), f"close, {time},")
        now = record(lab)
        left = now["endpoints"].get("parcels", {"status": "Deleting"})["status"]
        expect(left == "Deleting").is_true("the endpoint is gone", "the endpoint is still there, and costs money every hour")
        for kind, word in (("configs", "endpoint configs"), ("models", "models")):
            found = len(ours(now, kind))
            expect(found == 0).is_true(f"no {word} of ours are left", f"{word} of ours are left: lists come in pages")
        untouched(now)
