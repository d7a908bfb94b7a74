"""Times training steps of a network in PyTorch, for `archscape bench train --python`.

Reads one JSON object from standard input: network (as archscape writes it), image, classes, batch,
steps, warmup, threads, channels_last. Prints the median images a second.
"""
import json
import sys
import time

import torch
from torch import nn


class Bottleneck(nn.Module):
    def __init__(self, w_in, w, stride, block):
        super().__init__()
        inner = int(round(w * block["multiplier"]))
        groups = inner // block["groupWidth"]
        self.f = nn.Sequential(
            nn.Conv2d(w_in, inner, 1, bias=False), nn.BatchNorm2d(inner), nn.ReLU(True),
            nn.Conv2d(inner, inner, 3, stride, 1, groups=groups, bias=False),
            nn.BatchNorm2d(inner), nn.ReLU(True),
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


def main():
    ask = json.load(sys.stdin)
    torch.set_num_threads(ask["threads"])
    torch.manual_seed(1)
    net = build(ask["network"], ask["classes"])
    x = torch.randn(ask["batch"], 3, ask["image"], ask["image"])
    y = torch.randint(0, ask["classes"], (ask["batch"],))
    if ask["channels_last"]:
        net = net.to(memory_format=torch.channels_last)
        x = x.to(memory_format=torch.channels_last)
    optimizer = torch.optim.SGD(net.parameters(), 0.05, 0.9, weight_decay=5e-4, nesterov=True)
    loss = nn.CrossEntropyLoss(label_smoothing=0.1)
    times = []
    for _ in range(ask["warmup"] + ask["steps"]):
        start = time.perf_counter()
        optimizer.zero_grad(set_to_none=True)
        loss(net(x), y).backward()
        optimizer.step()
        times.append(time.perf_counter() - start)
    times = sorted(times[ask["warmup"]:])
    print(json.dumps({"peer": "torch " + torch.__version__,
                      "images_per_s": ask["batch"] / times[len(times) // 2]}))


main()
