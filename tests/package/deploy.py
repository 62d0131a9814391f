#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The deploy templates: readable, complete, and every batch reports its failures."""
import pathlib
import re
import shutil
import subprocess
import sys

FOLDER = pathlib.Path(sys.argv[1])
SOURCES = {"Api", "HttpApi", "S3", "DynamoDB", "SQS", "Kinesis", "Schedule", "CloudWatchLogs", "SNS",
           "EventBridgeRule"}
BATCHES = {"DynamoDB", "SQS", "Kinesis"}


def read(path):
    """The template's plain values; CloudFormation's short forms are left as what they are given."""
    import yaml

    class Loader(yaml.SafeLoader):
        pass

    def plain(loader, _, node):
        if isinstance(node, yaml.ScalarNode):
            return loader.construct_scalar(node)
        return loader.construct_sequence(node)

    Loader.add_multi_constructor("!", plain)
    return yaml.load(path.read_text("utf-8"), Loader)


def check_sam():
    template = read(FOLDER / "template.yaml")
    resources = template["Resources"]
    for name in re.findall(r"!(?:Ref|GetAtt) ([A-Za-z]\w*)", (FOLDER / "template.yaml").read_text()):
        assert name in resources or name == "AWS", f"template.yaml: no resource {name}"
    shop = resources["Shop"]["Properties"]
    assert shop["Runtime"] == "provided.al2023"
    events = shop["Events"].values()
    missing = SOURCES - {event["Type"] for event in events}
    assert not missing, f"template.yaml: nothing comes from {missing}"
    for event in events:
        if event["Type"] in BATCHES:
            assert event["Properties"]["FunctionResponseTypes"] == ["ReportBatchItemFailures"], event


def check_terraform():
    text = "\n".join(path.read_text("utf-8") for path in sorted(FOLDER.glob("*.tf")))
    declared = {".".join(names) for names in re.findall(r'^resource "(\w+)" "(\w+)"', text, re.M)}
    used = set(re.findall(r"(?<![\w.])(?<!data\.)(aws_\w+\.\w+)", text))
    assert used <= declared, f"Terraform: nowhere declared: {used - declared}"
    mappings = re.findall(r'resource "aws_lambda_event_source_mapping".*?^}', text, re.M | re.S)
    assert len(mappings) == len(BATCHES)
    for mapping in mappings:
        assert re.search(r'function_response_types += \["ReportBatchItemFailures"\]', mapping), mapping
    if shutil.which("terraform"):
        subprocess.run(["terraform", f"-chdir={FOLDER}", "fmt", "-check", "-diff"], check=True)


check_terraform()
try:
    check_sam()
except ImportError:
    print("no yaml module: template.yaml is not checked")
    sys.exit(77)
