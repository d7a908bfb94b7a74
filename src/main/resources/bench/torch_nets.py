"""Networks in PyTorch, built from the JSON that archscape writes, with pycls' initial weights.

Layer for layer the networks of archscape: whoever builds one compares the number of parameters.
"""
import math

import torch
from torch import nn

ACTIVATIONS = {
    "relu": lambda: nn.ReLU(inplace=True), "relu6": lambda: nn.ReLU6(inplace=True),
    "sigmoid": nn.Sigmoid, "hard-sigmoid": lambda: nn.Hardsigmoid(inplace=True),
    "silu": lambda: nn.SiLU(inplace=True), "hard-swish": lambda: nn.Hardswish(inplace=True),
    "gelu": nn.GELU, "mish": lambda: nn.Mish(inplace=True)}


def conv_norm(w_in, w, kernel, stride=1, groups=1):
    return [nn.Conv2d(w_in, w, kernel, stride, kernel // 2, groups=groups, bias=False),
            nn.BatchNorm2d(w)]


class SqueezeExcite(nn.Module):
    def __init__(self, w, squeezed, act):
        super().__init__()
        self.f = nn.Sequential(
            nn.AdaptiveAvgPool2d(1), nn.Conv2d(w, squeezed, 1), act(),
            nn.Conv2d(squeezed, w, 1), nn.Sigmoid())

    def forward(self, x):
        return x * self.f(x)


class EfficientChannel(nn.Module):
    def __init__(self, w):
        super().__init__()
        k = int(abs((math.log2(w) + 1) / 2))
        k = max(3, k if k % 2 else k + 1)
        self.conv = nn.Conv1d(1, 1, k, padding=k // 2, bias=False)

    def forward(self, x):
        gate = self.conv(x.mean((2, 3)).unsqueeze(1)).sigmoid()
        return x * gate.view(x.shape[0], -1, 1, 1)


class Cbam(nn.Module):
    def __init__(self, w, reduction, kernel, act):
        super().__init__()
        hidden = max(1, w // reduction)
        self.mlp = nn.Sequential(nn.Conv2d(w, hidden, 1), act(), nn.Conv2d(hidden, w, 1))
        self.conv = nn.Conv2d(2, 1, kernel, padding=kernel // 2, bias=False)

    def forward(self, x):
        mean, most = x.mean((2, 3), keepdim=True), x.amax((2, 3), keepdim=True)
        x = x * (self.mlp(mean) + self.mlp(most)).sigmoid()
        both = torch.cat([x.mean(1, keepdim=True), x.amax(1, keepdim=True)], 1)
        return x * self.conv(both).sigmoid()


def attention(block, w_in, w, act):
    kind = block.get("attention", {"type": "none"})
    if kind["type"] == "none":
        return []
    if kind["type"] == "eca":
        return [EfficientChannel(w)]
    if kind["type"] == "cbam":
        return [Cbam(w, kind.get("reduction", 16), kind.get("kernel", 7), act)]
    assert kind["type"] == "se", "attention must be none, se, eca or cbam, got %s" % kind
    exact = w_in * kind["ratio"]
    squeezed = int(exact) if kind.get("rounding") == "down" else round(exact)
    return [SqueezeExcite(w, squeezed, act)] if squeezed else []


class Residual(nn.Module):
    def __init__(self, f, shortcut, act):
        super().__init__()
        self.f = nn.Sequential(*f)
        self.shortcut = nn.Sequential(*shortcut)
        self.af = act()

    def forward(self, x):
        return self.af(self.f(x) + self.shortcut(x))


def residual(f, w_in, w, stride, act):
    same = w_in == w and stride == 1
    return Residual(f, [] if same else conv_norm(w_in, w, 1, stride), act)


def linear_residual(f, w_in, w, stride):
    same = w_in == w and stride == 1
    return Residual(f, [], nn.Identity) if same else nn.Sequential(*f)


def bottleneck(block, w_in, w, stride, act):
    inner = int(round(w * block["multiplier"]))
    groups = inner // block["groupWidth"]
    shuffled = block.get("shuffle") and groups > 1 and block["groupWidth"] > 1
    return [*conv_norm(w_in, inner, 1), act(),
            *conv_norm(inner, inner, 3, stride, groups), act(),
            *([nn.ChannelShuffle(groups)] if shuffled else []),
            *attention(block, w_in, inner, act), *conv_norm(inner, w, 1)]


def mbconv(block, w_in, w, stride, act):
    inner = int(w_in * block["expansion"])
    expand = [] if inner == w_in else [*conv_norm(w_in, inner, 1), act()]
    return [*expand, *conv_norm(inner, inner, block["kernel"], stride, inner), act(),
            *attention(block, w_in, inner, act), *conv_norm(inner, w, 1)]


def build_block(block, w_in, w, stride, act):
    kind = block["type"]
    if kind == "res_bottleneck_block":
        return residual(bottleneck(block, w_in, w, stride, act), w_in, w, stride, act)
    if kind == "res_bottleneck_linear_block":
        return linear_residual(bottleneck(block, w_in, w, stride, act), w_in, w, stride)
    if kind == "mbconv":
        return linear_residual(mbconv(block, w_in, w, stride, act), w_in, w, stride)
    two = [*conv_norm(w_in, w, 3, stride), act(), *conv_norm(w, w, 3)]
    if kind == "vanilla_block":
        return nn.Sequential(*two, act())
    assert kind == "res_basic_block", "a block of a known type is needed, got %s" % kind
    return residual(two + attention(block, w_in, w, act), w_in, w, stride, act)


class Partial(nn.Module):
    """Cross-stage partial: the last `through` channels go through the blocks."""

    def __init__(self, first, blocks, w, through, fusion, act):
        super().__init__()
        inner = [*conv_norm(through, through, 1), act()] if fusion == "last" else []
        self.first = first
        self.blocks = nn.Sequential(*blocks, *inner)
        self.fuse = nn.Sequential(*conv_norm(w, w, 1), act())
        self.sizes = [w - through, through]

    def forward(self, x):
        past, y = self.first(x).split(self.sizes, 1)
        return self.fuse(torch.cat([past, self.blocks(y)], 1))


def build_stage(stage, w_in, act):
    block, w = stage["block"], stage["width"]
    partial = stage.get("crossStage", {"type": "none"})
    inner = partial["through"] if partial["type"] == "csp" else w
    first = build_block(block, w_in, w, stage["stride"], act)
    others = [build_block(block, inner, inner, 1, act) for _ in range(stage["depth"] - 1)]
    if partial["type"] == "csp":
        return [Partial(first, others, w, inner, partial["fusion"], act)]
    return [first, *others]


def build_stem(stem, act):
    kernel, stride, pool = {
        "res_stem_cifar": (3, 1, []), "simple_stem_in": (3, 2, []),
        "res_stem_in": (7, 2, [nn.MaxPool2d(3, 2, 1)])}[stem["type"]]
    return [*conv_norm(3, stem["width"], kernel, stride), act(), *pool]


def build(network, classes):
    act = ACTIVATIONS[network.get("activation", "relu")]
    w = network["stem"]["width"]
    layers = build_stem(network["stem"], act)
    for stage in network["stages"]:
        layers += build_stage(stage, w, act)
        w = stage["width"]
    head = network["head"]["width"]
    if head:
        layers += [*conv_norm(w, head, 1), act()]
    net = nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(),
                        nn.Linear(head or w, classes))
    initialise(net)
    return net


def initialise(net):
    for module in net.modules():
        if isinstance(module, (nn.Conv1d, nn.Conv2d)):
            fan = module.out_channels * math.prod(module.kernel_size)
            nn.init.normal_(module.weight, 0, math.sqrt(2 / fan))
        elif isinstance(module, nn.Linear):
            nn.init.normal_(module.weight, 0, 0.01)
        if isinstance(module, (nn.Conv1d, nn.Conv2d, nn.Linear)) and module.bias is not None:
            nn.init.zeros_(module.bias)


def parameters(net):
    return sum(p.numel() for p in net.parameters())
