#!/usr/bin/env python3
"""Prints optimizers.json: five steps of each optimizer, in double precision.

SGD, AdamW and the bound on the gradients' norm are PyTorch's own. LARS and LAMB, which it does not
have, are written out below in NumPy from arXiv:1708.03888 and arXiv:1904.00962 (with bias
correction; norm and bias parameters are not scaled).
"""
import json
import sys

import numpy as np
import torch

# in the order in which archscape keeps them
PLACES = [("weight", 6), ("bias", 3), ("weight", 6), ("bias", 2), ("norm", 3), ("norm", 3)]
STEPS = 5


def value(p, i):
    return ((7 * i + 3 * p) % 11 - 5) / 10


def gradient(p, i, s):
    return ((5 * i + 3 * s + p) % 13 - 6) / 20


def rate(o, s):
    return o["lr"] * (1 - s / 10)


def decay(o, kind):
    own = o["weightDecay"] if kind == "weight" else o[kind + "Decay"]
    return o["weightDecay"] if own == "same" else own


def with_torch(o, clip):
    params = [
        torch.nn.Parameter(torch.tensor([value(p, i) for i in range(n)], dtype=torch.float64))
        for p, (_, n) in enumerate(PLACES)
    ]
    groups = [
        {"params": [w], "weight_decay": decay(o, kind)} for w, (kind, _) in zip(params, PLACES)
    ]
    if o["type"] == "sgd":
        torch_optimizer = torch.optim.SGD(
            groups,
            lr=o["lr"],
            momentum=o["momentum"],
            dampening=o["dampening"],
            nesterov=o["nesterov"],
        )
    else:
        torch_optimizer = torch.optim.AdamW(
            groups, lr=o["lr"], betas=(o["beta1"], o["beta2"]), eps=o["eps"]
        )
    for s in range(STEPS):
        for p, w in enumerate(params):
            g = [gradient(p, i, s) for i in range(w.numel())]
            w.grad = torch.tensor(g, dtype=torch.float64)
        if clip > 0:
            torch.nn.utils.clip_grad_norm_(params, clip)
        for group in torch_optimizer.param_groups:
            group["lr"] = rate(o, s)
        torch_optimizer.step()
        yield [w.detach().tolist() for w in params]


def with_numpy(o):
    params = [np.array([value(p, i) for i in range(n)]) for p, (_, n) in enumerate(PLACES)]
    first = [np.zeros_like(w) for w in params]
    second = [np.zeros_like(w) for w in params]
    for s in range(STEPS):
        lr = rate(o, s)
        for p, (kind, n) in enumerate(PLACES):
            w, m, v, d = params[p], first[p], second[p], decay(o, kind)
            g = np.array([gradient(p, i, s) for i in range(n)])
            if o["type"] == "lars":
                norm = np.linalg.norm(w)
                u = g + d * w
                if kind == "weight":
                    u *= o["trust"] * norm / (np.linalg.norm(g) + d * norm + o["eps"])
                m[:] = o["momentum"] * m + u
                w -= lr * (u + o["momentum"] * m if o["nesterov"] else m)
            else:
                m[:] = o["beta1"] * m + (1 - o["beta1"]) * g
                v[:] = o["beta2"] * v + (1 - o["beta2"]) * g * g
                u = m / (1 - o["beta1"] ** (s + 1))
                u /= np.sqrt(v / (1 - o["beta2"] ** (s + 1))) + o["eps"]
                u += d * w
                if kind == "weight":
                    u *= np.linalg.norm(w) / np.linalg.norm(u)
                w -= lr * u
        yield [w.tolist() for w in params]


def sgd(lr, momentum, dampening, nesterov, weight, norm, bias):
    return {
        "type": "sgd",
        "lr": lr,
        "momentum": momentum,
        "dampening": dampening,
        "nesterov": nesterov,
        "weightDecay": weight,
        "normDecay": norm,
        "biasDecay": bias,
    }


def adam(kind, lr, beta1, beta2, eps, weight, norm, bias):
    return {
        "type": kind,
        "lr": lr,
        "beta1": beta1,
        "beta2": beta2,
        "eps": eps,
        "weightDecay": weight,
        "normDecay": norm,
        "biasDecay": bias,
    }


def lars(lr, nesterov, trust, weight, norm, bias):
    return {
        "type": "lars",
        "lr": lr,
        "momentum": 0.9,
        "nesterov": nesterov,
        "trust": trust,
        "eps": 1e-8,
        "weightDecay": weight,
        "normDecay": norm,
        "biasDecay": bias,
    }


CASES = [
    (sgd(0.1, 0.9, 0.0, True, 5e-4, 0.0, "same"), 0.0),
    (sgd(0.1, 0.9, 0.0, False, 0.01, 0.0, "same"), 0.0),
    (sgd(0.1, 0.9, 0.3, False, 0.05, "same", 0.0), 0.0),
    (sgd(0.2, 0.0, 0.0, False, 0.05, 0.02, 0.1), 0.0),
    (sgd(0.1, 0.9, 0.0, True, 0.01, 0.0, "same"), 0.5),
    (adam("adamw", 1e-2, 0.9, 0.999, 1e-8, 0.05, 0.0, "same"), 0.0),
    (adam("adamw", 1e-2, 0.8, 0.99, 1e-3, 0.1, "same", 0.0), 0.0),
    (adam("adamw", 1e-2, 0.9, 0.999, 1e-3, 0.0, 0.0, 0.3), 0.5),
    (lars(1.0, False, 0.001, 5e-4, 0.0, 0.0), 0.0),
    (lars(2.0, True, 0.02, 0.1, 0.05, "same"), 0.0),
    (adam("lamb", 1e-2, 0.9, 0.999, 1e-6, 0.01, 0.0, 0.0), 0.0),
    (adam("lamb", 5e-2, 0.8, 0.99, 1e-3, 0.1, 0.02, "same"), 0.0),
]


def case(o, clip):
    steps = with_torch(o, clip) if o["type"] in ("sgd", "adamw") else with_numpy(o)
    rounded = [[[round(x, 10) for x in w] for w in step] for step in steps]
    return json.dumps({"optimizer": o, "clip": clip, "values": rounded})


source = "optimizers.py with torch %s, numpy %s, python %s" % (
    torch.__version__,
    np.__version__,
    sys.version.split()[0],
)
print('{"source": "%s",\n"cases": [\n%s]}' % (source, ",\n".join(case(o, c) for o, c in CASES)))
