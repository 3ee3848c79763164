using System.Net.ServerSentEvents;
using System.Text;

namespace AgenticApi.Tests.Events;

/// <summary>The finder of events in streams, against the framework's parser: both must find the same, however the bytes are split.</summary>
public class EventFramesTests
{
    private static readonly string[] LineEnds = ["\n", "\r\n", "\r"];
    private static readonly string[] Lines =
    [
        "data: {\"a\":1}", "data:{\"b\":\"12345678\"}", "data", "data:", "data: ", "data:  two spaces", "event: one\ndata: 1", "event:two\ndata: 2", "event\ndata: 3", ": comment", ":", "id: 7",
        "retry: 10", "date: 1", " data: 1", "database", "data : 1", "", "", "", "data: é🎞", "data: " + new string('x', 5000),
    ];

    [Fact]
    public void Any_lines_give_the_events_that_the_framework_finds()
    {
        var random = new Random(3);
        var count = 0;
        for (var i = 0; i < 3_000; i++)
        {
            var end = LineEnds[random.Next(LineEnds.Length)];
            var text = new StringBuilder(random.Next(4) == 0 ? "\uFEFF" : "");
            for (var lines = random.Next(30); lines > 0; lines--)
            {
                text.Append(Lines[random.Next(Lines.Length)].ReplaceLineEndings(end)).Append(random.Next(20) == 0 ? LineEnds[random.Next(LineEnds.Length)] : end);
            }

            var bytes = Encoding.UTF8.GetBytes(text.ToString());
            var found = Found(bytes, random);

            found.Should().Equal(Expected(bytes), "of {0}", text.ToString().ReplaceLineEndings("|"));
            count += found.Count;
        }

        count.Should().BeGreaterThan(3_000);
    }

    [Fact]
    public void Name_of_an_event_that_says_nothing_is_not_the_name_of_the_next() =>
        Found("event: ping\n\ndata: {\"a\":1}\n\n"u8.ToArray(), new Random(0)).Should().Equal(("", "{\"a\":1}"));

    [Fact]
    public void Event_is_given_before_the_byte_after_its_blank_line_comes()
    {
        foreach (var end in LineEnds)
        {
            using var stream = new OneByteStream(Encoding.UTF8.GetBytes($"data: {{\"a\":1}}{end}{end}data: {{\"b\":2}}{end}{end}"));
            using var frames = new EventFrames(stream, 100);
            var reads = 0;
            while (!frames.TryNext(out _))
            {
                ReadOn(frames);
                reads++;
            }

            reads.Should().Be("data: {\"a\":1}".Length + end.Length + 1, "the first character of the blank line ends it");
        }
    }

    [Fact]
    public void Heartbeats_take_no_room_and_lines_of_one_event_do()
    {
        var beats = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(": a comment\nevent: ping\n\n", 10_000)) + "data: {\"a\":1}\n\n");

        Found(beats, new Random(0), most: 5_000).Should().ContainSingle();
        FluentActions.Invoking(() => Found(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("data: some more\n", 10_000))), new Random(0), most: 50_000))
            .Should().Throw<ResponseProtocolException>().WithMessage("*MaxEventBytes*");
    }

    private static List<(string Name, string Data)> Found(byte[] bytes, Random random, long most = 1 << 20)
    {
        var found = new List<(string, string)>();
        using var frames = new EventFrames(new SplitStream(bytes, random), most);
        do
        {
            while (frames.TryNext(out var frame))
            {
                found.Add((Encoding.UTF8.GetString(frame.Name), Encoding.UTF8.GetString(frame.Data)));
            }
        }
        while (ReadOn(frames));

        return found;
    }

    private static bool ReadOn(EventFrames frames) => frames.ReadAsync(default).AsTask().GetAwaiter().GetResult();

    /// <summary>What the framework finds, the last event ended; without the names that name nothing, and without empty events.</summary>
    private static List<(string Name, string Data)> Expected(byte[] bytes) =>
    [
        .. SseParser.Create(new MemoryStream([.. bytes, .. "\n\n"u8]), (name, data) => (name == "message" ? "" : name, Encoding.UTF8.GetString(data))).Enumerate()
            .Select(item => item.Data).Where(item => item.Item2.Trim().Length > 0),
    ];

    /// <summary>Gives its bytes in pieces of any length.</summary>
    private sealed class SplitStream(byte[] bytes, Random random) : MemoryStream(bytes)
    {
        private readonly int _most = random.Next(3) == 0 ? 3 : 3000;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, random.Next(1, _most))], cancellationToken);
    }
}
