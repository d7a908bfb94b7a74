"""Trains networks in PyTorch, for `archscape bench sweep --python`.

Follows torch_nets.py in one program. The first line on standard input is a JSON object: data, a file
with all images as bytes (N,H,W,3), then all labels, a byte each, training images before those that
are held out; train, validation, image (pixels a side), classes, mean, std (of the bytes, by
channel), epochs, batch, lr, momentum, weightDecay, labelSmoothing, warmupSteps, warmupFactor, pad.
Each further line is a JSON object with a network, as archscape writes it; it is trained and answered
with its number of parameters, the share of held-out images that it gets wrong, and the seconds that
took. The end of the input ends the program. What goes wrong is one line on standard error.
"""
import json
import sys
import time

EVALUATED = 250  # images at a time


class Data:
    """Images of one split, in memory as bytes, batches as floats in channels_last."""

    def __init__(self, ask):
        side, pad = ask["image"], ask["pad"]
        count = ask["train"] + ask["validation"]
        with open(ask["data"], "rb") as file:
            everything = torch.frombuffer(bytearray(file.read()), dtype=torch.uint8)
        pixels = everything[:count * side * side * 3].view(count, side, side, 3)
        self.labels = everything[count * side * side * 3:].long()
        self.mean, self.std = torch.tensor(ask["mean"]), torch.tensor(ask["std"])
        self.side, self.padded, self.pad = side, side + 2 * pad, pad
        self.train = ask["train"]
        self.held_out = pixels[self.train:]
        # around the images lies their mean colour, which is 0 once it is normalised
        canvas = self.mean.round().to(torch.uint8).repeat(self.train, self.padded, self.padded, 1)
        canvas[:, pad:pad + side, pad:pad + side] = pixels[:self.train]
        self.pixels = canvas.view(-1, 3)
        self.there = torch.arange(side)
        self.back = self.there.flip(0)

    def normalised(self, pixels):
        return pixels.float().sub_(self.mean).div_(self.std).permute(0, 3, 1, 2)

    def batch(self, which):
        """Each image shifted by up to `pad` pixels, half of them mirrored."""
        n, side = len(which), self.side
        down, right = torch.randint(0, 2 * self.pad + 1, (2, n))
        mirrored = torch.rand(n) < 0.5
        rows = (which * self.padded + down)[:, None] + self.there
        columns = right[:, None] + torch.where(mirrored[:, None], self.back, self.there)
        places = rows[:, :, None] * self.padded + columns[:, None, :]
        taken = self.pixels.index_select(0, places.view(-1)).view(n, side, side, 3)
        return self.normalised(taken), self.labels[which]

    def error(self, net):
        wrong = 0
        with torch.inference_mode():
            for k in range(0, len(self.held_out), EVALUATED):
                labels = self.labels[self.train + k:self.train + k + EVALUATED]
                found = net(self.normalised(self.held_out[k:k + EVALUATED])).argmax(1)
                wrong += (found != labels).sum().item()
        return wrong / len(self.held_out)


def sgd(net, ask):
    norms = [p for m in net.modules() if isinstance(m, nn.BatchNorm2d) for p in m.parameters()]
    known = {id(p) for p in norms}
    others = [p for p in net.parameters() if id(p) not in known]
    groups = [{"params": others, "weight_decay": ask["weightDecay"]},
              {"params": norms, "weight_decay": 0}]
    return torch.optim.SGD(groups, ask["lr"], ask["momentum"], nesterov=True, foreach=True)


def rate(ask, step, steps):
    part = min(1, step / max(1, ask["warmupSteps"]))
    warm = ask["warmupFactor"] * (1 - part) + part
    return ask["lr"] * warm * 0.5 * (1 + math.cos(math.pi * step / steps))


def train(net, data, ask):
    """The error after the last epoch; as in archscape's sweeps there is one after each."""
    optimizer = sgd(net, ask)
    loss = nn.CrossEntropyLoss(label_smoothing=ask["labelSmoothing"])
    batch, each = ask["batch"], data.train // ask["batch"]
    step = 0
    for _ in range(ask["epochs"]):
        net.train()
        order = torch.randperm(data.train)
        for k in range(each):
            images, labels = data.batch(order[k * batch:(k + 1) * batch])
            for group in optimizer.param_groups:
                group["lr"] = rate(ask, step, ask["epochs"] * each)
            optimizer.zero_grad(set_to_none=True)
            loss(net(images), labels).backward()
            optimizer.step()
            step += 1
        net.eval()
        error = data.error(net)
    return error


def serve():
    ask = json.loads(sys.stdin.readline())
    torch.set_num_threads(1)
    torch.set_num_interop_threads(1)
    torch.set_flush_denormal(True)
    data = Data(ask)
    for line in sys.stdin:
        start = time.perf_counter()
        torch.manual_seed(1)
        net = build(json.loads(line)["network"], ask["classes"])
        net = net.to(memory_format=torch.channels_last)
        error = train(net, data, ask)
        answer = {"params": parameters(net), "error": error,
                  "seconds": time.perf_counter() - start}
        print(json.dumps(answer), flush=True)


def main():
    try:
        serve()
    except Exception as e:
        lines = str(e).strip().splitlines() or ["no message"]
        sys.exit("%s: %s" % (type(e).__name__, lines[0]))


main()
