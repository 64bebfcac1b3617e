"""What is given to operators can be read by the programs that it is for, and names only settings that exist."""

import os
import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from core.settings import Settings
from tests.house.tree import ROOT
from tests.relay import NO_RELAY, find_relay
from tests.servers import free_port

DEPLOY = ROOT / "deploy"
NO_PROXY = "no nginx here: apt-get install nginx"
NO_COMPOSE = "no docker-compose here: apt-get install docker-compose"
ASKED = re.compile(r"\$\{([A-Z_]+)(?::\?[^}]*)?\}")
COMPOSE = (DEPLOY / "compose.yaml").read_text("utf-8")


def test_compose_reads_its_file():
    program = shutil.which("docker-compose")
    if program is None:
        pytest.skip(NO_COMPOSE)
    given = dict.fromkeys(ASKED.findall(COMPOSE), "a.example.org")

    read = subprocess.run(
        [program, "-f", "deploy/compose.yaml", "config", "--quiet"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "HOME": "/nonexistent", **given},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (read.returncode, read.stderr) == (0, "")


def test_every_setting_that_is_given_exists():
    known = {f"RINNALLA_{name.upper()}" for name in Settings.model_fields}

    assert set(re.findall(r"RINNALLA_[A-Z_]+", COMPOSE)) <= known


@pytest.mark.parametrize("unit", sorted(one.name for one in DEPLOY.glob("systemd/*.service")))
def test_a_unit_starts_a_command_that_there_is(unit: str):
    text = (DEPLOY / "systemd" / unit).read_text("utf-8")
    commands = re.findall(r"^Exec\w+=-?/srv/rinnalla/\.venv/bin/rinnalla (\w+)", text, re.MULTILINE)

    from app.cli import rinnalla

    assert commands
    assert set(commands) <= set(rinnalla.commands)
    assert "NoNewPrivileges=yes" in text


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """Give a certificate and its key, as somebody has them who has a name."""
    files = tmp_path / "fullchain.pem", tmp_path / "privkey.pem"
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "chat.example.org")])
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now).not_valid_after(now + timedelta(days=1))
    files[0].write_bytes(made.sign(key, SHA256()).public_bytes(Encoding.PEM))
    plain = PrivateFormat.PKCS8, NoEncryption()
    files[1].write_bytes(key.private_bytes(Encoding.PEM, *plain))
    return files


def with_certificate(name: str, certificate: tuple[Path, Path]) -> str:
    text = (DEPLOY / name).read_text("utf-8")
    for file in certificate:
        text = re.sub(rf"/etc/letsencrypt/\S+/{file.name}", str(file), text)
    return text


def test_the_proxy_reads_its_file(tmp_path: Path, certificate: tuple[Path, Path]):
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        pytest.skip(NO_PROXY)
    site = with_certificate("nginx.conf", certificate).replace("/var/log/nginx", str(tmp_path))
    site = re.sub(r"listen (\[::\]:)?\d+", lambda _found: f"listen 127.0.0.1:{free_port()}", site)
    whole = f"pid {tmp_path}/pid; error_log {tmp_path}/log; events {{}} http {{ {site} }}"
    (tmp_path / "nginx.conf").write_text(whole)

    read = subprocess.run(
        [program, "-t", "-p", tmp_path, "-c", tmp_path / "nginx.conf"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert read.returncode == 0, read.stderr
    assert "syntax is ok" in read.stderr


def test_the_relay_reads_its_file(tmp_path: Path, certificate: tuple[Path, Path]):
    program = find_relay()
    if program is None:
        pytest.skip(NO_RELAY)
    told = with_certificate("turnserver.conf", certificate)
    told = told.replace("log-file=/dev/null", "log-file=stdout").replace("no-stdout-log\n", "")
    (tmp_path / "turnserver.conf").write_text(told)
    loopback = ["--listening-ip=127.0.0.1", "--relay-ip=127.0.0.1", f"--pidfile={tmp_path}/pid"]
    ports = [f"--listening-port={free_port()}", f"--tls-listening-port={free_port()}"]
    asked = [program, "-c", tmp_path / "turnserver.conf", "-b", tmp_path / "db", *loopback, *ports]

    with subprocess.Popen(
        asked, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as relay:
        assert relay.stdout
        said = []
        for line in relay.stdout:
            said.append(line)
            if "Private key file found" in line:
                break
        relay.kill()

    assert not [line for line in said if re.search("wrong|bad|unknown|resolving|ERROR", line)]
    refused = {line.rpartition(" ")[2].strip() for line in said if "listing" in line}
    assert len(refused) == told.count("denied-peer-ip") > 10


def test_an_image_is_built_without_secrets_data_or_what_lies_about():
    left_out = (ROOT / ".dockerignore").read_text("utf-8").split()
    ignored = (ROOT / ".gitignore").read_text("utf-8").split()

    assert {".env", ".git", "data", "var"} <= set(left_out)
    assert {one.strip("/") for one in ignored if one in {"/data/", "/var/", ".env"}} <= set(
        left_out
    )
    built = (DEPLOY / "Dockerfile").read_text("utf-8")
    for file in re.findall(r"requirements/\w+\.txt", built):
        assert (ROOT / file).exists()
    assert built.rindex("\nUSER rinnalla") > built.rindex("\nFROM ")
