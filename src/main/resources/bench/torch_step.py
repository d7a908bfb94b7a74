"""Times training steps of a network in PyTorch, for `archscape bench train --python`.

Follows torch_nets.py in one program. The argument is the layout, "NCHW" or "channels_last", or
"channels_last compiled" for torch.compile. Standard input has one JSON object: network (as archscape
writes it), image, classes, batch, steps, warmup, threads. Then each line "go" is answered with the
images a second by the median step, and stepping goes on until the line "rest"; the end of the input
ends the program. What goes wrong is one line on standard error.
"""
import json
import select
import sys
import time


def training_step(ask, channels_last, compiled):
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
    forward = torch.compile(net) if compiled else net

    def step():
        optimizer.zero_grad(set_to_none=True)
        loss(forward(x), y).backward()
        optimizer.step()
    return step, parameters(net)


def seconds(step):
    start = time.perf_counter()
    step()
    return time.perf_counter() - start


def tell(**line):
    print(json.dumps(line), flush=True)


def measure(layout, compiled=None):
    ask = json.loads(sys.stdin.readline())
    torch.set_num_threads(ask["threads"])
    torch.set_num_interop_threads(1)
    torch.set_flush_denormal(True)
    torch.manual_seed(1)
    channels_last = {"NCHW": False, "channels_last": True}[layout]
    step, params = training_step(ask, channels_last, compiled == "compiled")
    for _ in range(ask["warmup"]):
        step()
    tell(params=params)
    while sys.stdin.readline().strip() == "go":
        step(), step()  # after a rest, caches and threads come back first
        times = sorted(seconds(step) for _ in range(ask["steps"]))
        tell(rate=ask["batch"] / times[len(times) // 2])
        while not select.select([sys.stdin], [], [], 0)[0]:
            step()
        if sys.stdin.readline().strip() != "rest":
            return


def main():
    try:
        measure(*sys.argv[1].split())
    except Exception as e:
        lines = str(e).strip().splitlines() or ["no message"]
        sys.exit("%s: %s" % (type(e).__name__, lines[0]))


main()
