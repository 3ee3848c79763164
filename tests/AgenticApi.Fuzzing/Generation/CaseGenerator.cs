using System.Text;

namespace AgenticApi.Fuzzing.Generation;

/// <summary>Makes an input from a seed: the same one every time.</summary>
internal sealed class CaseGenerator(Sources sources)
{
    private const int MostEvents = 60;

    private static readonly byte[][] NoAnswers = [.. new[] { "<html>c4nary</html>", "[1]", "", "c4nary", "{\"c4nary\":1}", "null", "{", "data", "\0", "{\"object\":\"chat.completion\"}" }.Select(Encoding.UTF8.GetBytes)];

    public FuzzInput Create(Random random)
    {
        if (random.Next(200) == 0)
        {
            return new FuzzInput(NoAnswers[random.Next(NoAnswers.Length)], random.Next(2) == 0);
        }

        return random.Next(8) == 0 ? CreateBody(random) : CreateStream(random);
    }

    private FuzzInput CreateBody(Random random)
    {
        var body = random.Next(4) > 0 || sources.Bodies.Count == 0 ? InventedStream.Body(random) : sources.Bodies[random.Next(sources.Bodies.Count)];
        body = Mutate(body, new EventMutation(random), random.Next(4));
        return new FuzzInput(random.Next(10) == 0 ? ByteMutation.Apply(body, random) : body, IsBody: true);
    }

    private FuzzInput CreateStream(Random random)
    {
        var events = Events(random);
        if (random.Next(2) == 0)
        {
            new StreamMutation(random).LeaveOneSource(events);
        }

        var lanes = random.Next(40) == 0;
        if (lanes)
        {
            events = Lanes([events, Events(random)], random);
        }

        if (events.Count == 0)
        {
            events.Add(Encoding.UTF8.GetBytes("{\"type\":\"keepalive\"}"));
        }

        // The first event mostly stays: what a stream begins with decides how all of it is read.
        var mutation = new EventMutation(random);
        for (var i = lanes ? 0 : random.Next(5); i > 0; i--)
        {
            var at = random.Next(20) == 0 ? 0 : random.Next(Math.Min(1, events.Count - 1), events.Count);
            events[at] = random.Next(3) == 0 ? Foreign(events[at], mutation) : Mutate(events[at], mutation, 1);
        }

        var order = new StreamMutation(random);
        for (var i = lanes ? 0 : random.Next(4); i > 0; i--)
        {
            order.Apply(events, random.Next(10) == 0 ? Events(random) : null);
        }

        var bytes = new Framer(random).Write(events);
        for (var i = random.Next(7) == 0 ? random.Next(1, 4) : 0; i > 0; i--)
        {
            bytes = ByteMutation.Apply(bytes, random);
        }

        return new FuzzInput(bytes, IsBody: false);
    }

    private List<byte[]> Events(Random random)
    {
        if (random.Next(4) > 0 || sources.Streams.Count == 0)
        {
            return InventedStream.Create(random);
        }

        // A window of a recorded stream, with its beginning and its end.
        var stream = sources.Streams[random.Next(sources.Streams.Count)];
        var count = Math.Min(stream.Length, random.Next(1, MostEvents));
        var from = random.Next(stream.Length - count + 1);
        var number = 10_000;
        return
        [
            stream[0],
            .. stream.Skip(Math.Max(from, 1)).Take(count).Select(e => Tagged(e, ref number)),
            .. from + count < stream.Length - 1 ? stream[^1..] : [],
        ];
    }

    /// <summary>The event with a tag at the end of its delta.</summary>
    private static byte[] Tagged(byte[] e, ref int number)
    {
        var at = e.AsSpan().IndexOf("\"delta\":\""u8);
        if (at < 0)
        {
            return e;
        }

        at += "\"delta\":\""u8.Length;
        return [.. e.AsSpan(0, at), .. Encoding.ASCII.GetBytes($"~{number++}~"), .. e.AsSpan(at)];
    }

    /// <summary>The streams on one connection, each event with its lane.</summary>
    private static List<byte[]> Lanes(List<byte[]>[] streams, Random random)
    {
        var queues = streams.Select((events, lane) => new Queue<byte[]>(events.Select(e => InLane(e, lane)))).ToArray();
        var all = new List<byte[]>();
        while (queues.Where(queue => queue.Count > 0).ToArray() is { Length: > 0 } open)
        {
            all.Add(open[random.Next(open.Length)].Dequeue());
        }

        return all;
    }

    private static byte[] InLane(byte[] e, int lane) => e.Length > 2 && e[^1] == '}' ? [.. e.AsSpan(0, e.Length - 1), .. Encoding.ASCII.GetBytes($",\"stream_id\":\"lane_{lane}\"}}")] : e;

    private static byte[] Foreign(byte[] json, EventMutation mutation)
    {
        if (NodeReader.Read(json) is not { Kind: NodeKind.Object } root)
        {
            return json;
        }

        mutation.AddForeign(root);
        return root.ToBytes();
    }

    private static byte[] Mutate(byte[] json, EventMutation mutation, int times)
    {
        for (; times > 0 && NodeReader.Read(json) is { } root; times--)
        {
            mutation.Apply(root);
            json = root.ToBytes();
        }

        return json;
    }
}
