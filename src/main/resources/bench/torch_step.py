"""Times training steps of a network in PyTorch, for `archscape bench train --python`.

The argument is the layout, NCHW or channels_last. Standard input has one JSON object: network (as
archscape writes it), image, classes, batch, steps, warmup, threads. Then each line "go" is answered
with the images a second by the median step, and stepping goes on until the line "rest"; the end of
the input ends the program.
"""
import json
import select
import sys
import time

import torch
from torch import nn


class SqueezeExcite(nn.Module):
    def __init__(self, w, squeezed):
        super().__init__()
        self.f = nn.Sequential(
            nn.AdaptiveAvgPool2d(1), nn.Conv2d(w, squeezed, 1), nn.ReLU(True),
            nn.Conv2d(squeezed, w, 1), nn.Sigmoid())

    def forward(self, x):
        return x * self.f(x)


def attention(block, w_in, inner):
    kind = block.get("attention", {"type": "none"})
    assert kind["type"] in ("none", "se"), kind
    if kind["type"] == "none":
        return []
    exact = w_in * kind["ratio"]
    squeezed = int(exact) if kind.get("rounding") == "down" else round(exact)
    return [SqueezeExcite(inner, squeezed)] if squeezed else []


class Bottleneck(nn.Module):
    def __init__(self, w_in, w, stride, block):
        super().__init__()
        inner = int(round(w * block["multiplier"]))
        groups = inner // block["groupWidth"]
        self.f = nn.Sequential(
            nn.Conv2d(w_in, inner, 1, bias=False), nn.BatchNorm2d(inner), nn.ReLU(True),
            nn.Conv2d(inner, inner, 3, stride, 1, groups=groups, bias=False),
            nn.BatchNorm2d(inner), nn.ReLU(True),
            *attention(block, w_in, inner),
            nn.Conv2d(inner, w, 1, bias=False), nn.BatchNorm2d(w))
        same = w_in == w and stride == 1
        self.proj = nn.Identity() if same else nn.Sequential(
            nn.Conv2d(w_in, w, 1, stride, bias=False), nn.BatchNorm2d(w))
        self.af = nn.ReLU(True)

    def forward(self, x):
        return self.af(self.f(x) + self.proj(x))


def build(network, classes):
    stem = network["stem"]
    stride = {"res_stem_cifar": 1, "simple_stem_in": 2}[stem["type"]]
    w = stem["width"]
    layers = [nn.Conv2d(3, w, 3, stride, 1, bias=False), nn.BatchNorm2d(w), nn.ReLU(True)]
    for stage in network["stages"]:
        assert stage["block"]["type"] == "res_bottleneck_block", stage["block"]
        for i in range(stage["depth"]):
            layers.append(Bottleneck(w, stage["width"], stage["stride"] if i == 0 else 1,
                                     stage["block"]))
            w = stage["width"]
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(w, classes))


def training_step(ask, channels_last):
    net = build(ask["network"], ask["classes"])
    x = torch.randn(ask["batch"], 3, ask["image"], ask["image"])
    y = torch.randint(0, ask["classes"], (ask["batch"],))
    if channels_last:
        net = net.to(memory_format=torch.channels_last)
        x = x.to(memory_format=torch.channels_last)
    # foreach: a few calls over all parameters, seen to be 5 to 15 % faster a step
    optimizer = torch.optim.SGD(net.parameters(), 0.05, 0.9, weight_decay=5e-4, nesterov=True,
                                foreach=True)
    loss = nn.CrossEntropyLoss(label_smoothing=0.1)

    def step():
        optimizer.zero_grad(set_to_none=True)
        loss(net(x), y).backward()
        optimizer.step()
    return step, sum(p.numel() for p in net.parameters())


def seconds(step):
    start = time.perf_counter()
    step()
    return time.perf_counter() - start


def tell(**line):
    print(json.dumps(line), flush=True)


def main():
    channels_last = {"NCHW": False, "channels_last": True}[sys.argv[1]]
    ask = json.loads(sys.stdin.readline())
    torch.set_num_threads(ask["threads"])
    torch.set_num_interop_threads(1)
    torch.set_flush_denormal(True)
    torch.manual_seed(1)
    step, params = training_step(ask, channels_last)
    for _ in range(ask["warmup"]):
        step()
    tell(name="torch %s %s" % (torch.__version__, sys.argv[1]), params=params)
    while sys.stdin.readline().strip() == "go":
        step(), step()  # after a rest, caches and threads come back first
        times = sorted(seconds(step) for _ in range(ask["steps"]))
        tell(rate=ask["batch"] / times[len(times) // 2])
        while not select.select([sys.stdin], [], [], 0)[0]:
            step()
        if sys.stdin.readline().strip() != "rest":
            return


main()
